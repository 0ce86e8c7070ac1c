//! Tests of loading and running over a small pipeline that is made here, weights and all.

use super::*;
use proptest::prelude::*;
use rmpv::Value;
use serde_json::json;
use std::collections::BTreeMap;

/// A pipeline of every kind of component: a shared tok2vec, and one of the NER's and the senter's own.
#[derive(Clone)]
struct Toy {
    config: serde_json::Value,
    files: BTreeMap<String, Vec<u8>>,
}

const PIPELINE: [&str; 7] = ["tok2vec", "senter", "tagger", "morphologizer", "parser", "ruler", "ner"];

/// One node of a thinc model: its name, its references, its parameters.
type ToyNode = (&'static str, Vec<(&'static str, u64)>, Vec<(&'static str, Vec<usize>)>);

/// SplitMix64: a number of the place alone, with no pattern to it.
fn mixed(place: u64) -> u64 {
    let mut z = place.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn array(shape: &[usize], salt: usize) -> Value {
    filled(shape, |i| (mixed((i + 100_000 * salt) as u64) >> 40) as f32 / (1 << 23) as f32 - 1.0)
}

/// The identity matrix, or zeros if the shape is that of a bias.
fn identity(shape: &[usize]) -> Value {
    let width = shape.last().copied().unwrap_or_default();
    filled(shape, |i| if shape.len() == 2 && i / width == i % width { 1.0 } else { 0.0 })
}

fn filled(shape: &[usize], number: impl Fn(usize) -> f32) -> Value {
    let count: usize = shape.iter().product();
    let data: Vec<u8> = (0..count).flat_map(|i| number(i).to_le_bytes()).collect();
    let key = |name: &str| Value::Binary(name.as_bytes().to_vec());
    Value::Map(vec![
        (key("nd"), true.into()),
        (key("type"), "<f4".into()),
        (key("kind"), Value::Binary(Vec::new())),
        (key("shape"), Value::Array(shape.iter().map(|dim| Value::from(*dim as u64)).collect())),
        (key("data"), Value::Binary(data)),
    ])
}

fn model(nodes: &[ToyNode], salt: usize) -> Vec<u8> {
    model_where(nodes, salt, |_| false)
}

/// A model of which some linear layers give what they are given: weights 1 on the diagonal, all else 0.
fn model_where(nodes: &[ToyNode], salt: usize, is_identity: impl Fn(usize) -> bool) -> Vec<u8> {
    let map = |pairs: Vec<(&str, Value)>| {
        Value::Map(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
    };
    let heads = nodes.iter().enumerate().map(|(index, (name, refs, _))| {
        let refs = refs.iter().map(|(key, to)| (*key, Value::from(*to))).collect();
        map(vec![("index", (index as u64).into()), ("name", (*name).into()), ("refs", map(refs))])
    });
    let params = nodes.iter().enumerate().map(|(index, (_, _, params))| {
        let salted = |(place, (name, shape)): (usize, &(&'static str, Vec<usize>))| {
            let value =
                if is_identity(index) { identity(shape) } else { array(shape, salt + 10 * index + place) };
            (*name, value)
        };
        map(params.iter().enumerate().map(salted).collect())
    });
    let root = map(vec![
        ("nodes", Value::Array(heads.collect())),
        ("attrs", Value::Array(vec![map(Vec::new()); nodes.len()])),
        ("params", Value::Array(params.collect())),
        ("shims", Value::Array(vec![Value::Array(Vec::new()); nodes.len()])),
    ]);
    packed(&root)
}

fn packed(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, value).expect("memory is writable");
    bytes
}

/// The nodes of a tok2vec over two attributes.
fn tok2vec_nodes(width: usize, pieces: usize, depth: usize) -> Vec<ToyNode> {
    let mut nodes: Vec<ToyNode> = Vec::new();
    for rows in [11, 7] {
        nodes.push(("hashembed", vec![], vec![("E", vec![rows, width])]));
    }
    let mut maxout = |pieces: usize, inputs: usize| {
        nodes.push(("maxout", vec![], vec![("W", vec![width, pieces, inputs]), ("b", vec![width, pieces])]));
        nodes.push(("layernorm", vec![], vec![("G", vec![width]), ("b", vec![width])]));
    };
    maxout(3, 2 * width);
    for _ in 0..depth {
        maxout(pieces, 3 * width);
    }
    nodes
}

fn tok2vec_config(width: usize, pieces: usize, depth: usize) -> serde_json::Value {
    json!({
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": width, "rows": [11, 7],
                  "attrs": ["NORM", "SHAPE"], "include_static_vectors": false},
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": depth,
                   "window_size": 1, "maxout_pieces": pieces},
    })
}

fn scorer_nodes(width: usize, features: usize, moves: usize) -> Vec<ToyNode> {
    let lower = vec![("W", vec![features, 8, 2, 8]), ("b", vec![8, 2]), ("pad", vec![1, features, 8, 2])];
    vec![
        ("parser_model", vec![("tok2vec", 3), ("lower", 1), ("upper", 2)], vec![]),
        ("precomputable_affine", vec![], lower),
        ("linear", vec![], vec![("W", vec![moves, 8]), ("b", vec![moves])]),
        ("linear", vec![], vec![("W", vec![8, width]), ("b", vec![8])]),
    ]
}

fn moves(json: &str) -> Vec<u8> {
    packed(&Value::Map(vec![("moves".into(), json.into()), ("cfg".into(), Value::Map(vec![]))]))
}

impl Toy {
    fn new() -> Toy {
        let listener = json!({"@architectures": "spacy.Tok2VecListener.v1", "upstream": "tok2vec",
                              "width": "${components.tok2vec.model.encode:width}"});
        let tagger =
            |tok2vec: serde_json::Value| json!({"@architectures": "spacy.Tagger.v2", "tok2vec": tok2vec});
        let parser = |state: &str, tok2vec: serde_json::Value| {
            json!({"@architectures": "spacy.TransitionBasedParser.v2", "state_type": state,
                   "extra_state_tokens": false, "hidden_width": 8, "maxout_pieces": 2, "use_upper": true,
                   "tok2vec": tok2vec})
        };
        let config = json!({
            "nlp": {"pipeline": PIPELINE},
            "components": {
                "tok2vec": {"factory": "tok2vec", "model": tok2vec_config(16, 3, 2)},
                "senter": {"factory": "senter", "model": tagger(tok2vec_config(4, 2, 1))},
                "tagger": {"factory": "tagger", "model": tagger(listener.clone())},
                "morphologizer": {"factory": "morphologizer", "model": tagger(listener.clone())},
                "parser": {"factory": "parser", "model": parser("parser", listener)},
                "ruler": {"factory": "attribute_ruler"},
                "ner": {"factory": "ner", "model": parser("ner", tok2vec_config(16, 2, 3))},
            },
        });
        let softmax = |labels: usize, width: usize| -> ToyNode {
            ("softmax", vec![], vec![("W", vec![labels, width]), ("b", vec![labels])])
        };
        let mut senter = tok2vec_nodes(4, 2, 1);
        senter.push(softmax(2, 4));
        let mut ner = scorer_nodes(16, 3, 10);
        ner.extend(tok2vec_nodes(16, 2, 3));
        let entity_moves = moves(
            r#"{"0":{},"1":{"A":2,"B":1},"2":{"A":2,"B":1},"3":{"A":2,"B":1},"4":{"A":2,"B":1,"":1},"5":{"":1}}"#,
        );
        let arc_moves =
            moves(r#"{"0":{"":9},"1":{"":9},"2":{"x":3,"y||x":1},"3":{"x":2,"z":1},"4":{"ROOT":1}}"#);
        let files = [
            ("tok2vec/model", model(&tok2vec_nodes(16, 3, 2), 1)),
            ("senter/model", model(&senter, 6)),
            ("senter/cfg", b"{\"overwrite\": false}".to_vec()),
            ("tagger/model", model(&[softmax(3, 16)], 3)),
            ("tagger/cfg", br#"{"labels": ["N", "V", "P"]}"#.to_vec()),
            ("morphologizer/model", model(&[softmax(2, 16)], 4)),
            (
                "morphologizer/cfg",
                br#"{"labels_morph": {"b": "B=1", "a": ""}, "labels_pos": {"b": 92}}"#.to_vec(),
            ),
            ("parser/model", model(&scorer_nodes(16, 8, 7), 5)),
            ("parser/cfg", br#"{"beam_width": 1}"#.to_vec()),
            ("parser/moves", arc_moves),
            ("ner/model", model(&ner, 6)),
            ("ner/cfg", br#"{"beam_width": 1}"#.to_vec()),
            ("ner/moves", entity_moves),
        ];
        Toy { config, files: files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect() }
    }

    fn load(&self) -> Result<Networks, NnError> {
        let file = |path: &str| self.files.get(path).map(|bytes| Cow::Borrowed(bytes.as_slice()));
        Networks::load(&ModelSource { config: &self.config, file: &file }, &PIPELINE)
    }

    fn error(&self) -> String {
        self.load().expect_err("must be refused").to_string()
    }
}

fn keys(seed: u64, count: usize) -> Vec<TokenKey> {
    let word = |i: usize| mixed(seed.wrapping_add(i as u64)) >> 58;
    (0..count)
        .map(|i| TokenKey {
            norm: word(i),
            shape: word(i) % 3,
            is_space: word(i) == 5,
            ..TokenKey::default()
        })
        .collect()
}

/// What must hold of any annotated document.
fn check(sheet: &Sheet, networks: &Networks) {
    let (count, labels) = (sheet.keys.len(), networks.labels());
    let full = [sheet.tags.len(), sheet.morphs.len(), sheet.heads.len(), sheet.deps.len(), sheet.ents.len()];
    assert_eq!(full, [count; 5]);
    assert!(sheet.tags.iter().all(|label| (*label as usize) < labels.tags.len()));
    assert!(sheet.morphs.iter().all(|label| (*label as usize) < labels.morphs.len()));
    assert!(sheet.deps.iter().all(|label| (*label as usize) < labels.deps.len()));
    for (token, head) in sheet.heads.iter().enumerate() {
        assert_eq!(*head as usize == token, labels.deps[sheet.deps[token] as usize] == "ROOT");
        let mut at = token;
        for _ in 0..count {
            at = sheet.heads[at] as usize;
        }
        assert_eq!(sheet.heads[at] as usize, at, "token {token} is on a circle");
    }
    assert!(count == 0 || sheet.sent_start[0] == 1);
    assert!(sheet.sent_start.iter().all(|start| *start == 1 || *start == -1));
    let inside_after_outside = |pair: &[(Iob, u32)]| pair[0].0 == Iob::Outside && pair[1].0 == Iob::Inside;
    assert!(!sheet.ents.windows(2).any(inside_after_outside));
}

#[test]
fn a_pipeline_of_every_component_runs() {
    let networks = Toy::new().load().expect("a good pipeline");
    let labels = networks.labels();
    assert_eq!(labels.tags, ["N", "V", "P"]);
    assert_eq!(labels.morphs[0], MorphLabel { feats: "B=1".into(), pos: 92 });
    assert_eq!(labels.deps, ["ROOT", "x", "y", "z"]);
    assert_eq!(labels.ents, ["A", "B"]);
    let mut sheets: Vec<Sheet> = (0..40).map(|n| Sheet::new(keys(n as u64 * 1000, n))).collect();
    networks.annotate(&mut sheets, &mut Scratch::default());
    sheets.iter().for_each(|sheet| check(sheet, &networks));
    let values = |column: fn(&Sheet) -> &Vec<u32>| -> std::collections::BTreeSet<u32> {
        sheets.iter().flat_map(|sheet| column(sheet).clone()).collect()
    };
    assert!(values(|sheet| &sheet.tags).len() > 1, "{:?}", values(|sheet| &sheet.tags));
    assert!(values(|sheet| &sheet.deps).len() > 1, "{:?}", values(|sheet| &sheet.deps));
    assert!(sheets.iter().any(|sheet| sheet.ents.iter().any(|(iob, _)| *iob == Iob::Begin)));
}

#[test]
fn the_batch_makes_no_difference() {
    let networks = Toy::new().load().expect("a good pipeline");
    let mut together: Vec<Sheet> = (0..30).map(|n| Sheet::new(keys(n as u64 * 77, n * 3))).collect();
    let mut alone = together.clone();
    networks.annotate(&mut together, &mut Scratch::default());
    let mut scratch = Scratch::default();
    for sheet in &mut alone {
        networks.annotate(std::slice::from_mut(sheet), &mut scratch);
    }
    assert_eq!(together, alone);
}

#[test]
fn a_long_document_is_cut_without_a_trace() {
    let networks = Toy::new().load().expect("a good pipeline");
    let long = Sheet::new(keys(3, 1000));
    let mut whole = [long.clone()];
    networks.annotate(&mut whole, &mut Scratch::default());
    check(&whole[0], &networks);
    for unit in [1, 7, 64, 999] {
        let mut cut = [long.clone()];
        run::annotate(&networks, &mut cut, &mut Scratch::default(), unit);
        assert_eq!(cut, whole, "cut every {unit} tokens");
    }
}

#[test]
fn every_instruction_set_gives_the_same_annotations() {
    let networks = Toy::new().load().expect("a good pipeline");
    let sheets: Vec<Sheet> = (0..20).map(|n| Sheet::new(keys(n as u64 * 500, n * 4))).collect();
    let run = |arch: pulp::Arch| {
        let mut sheets = sheets.clone();
        networks.annotate(&mut sheets, &mut Scratch::on(arch));
        sheets
    };
    let plain = run(pulp::Arch::Scalar);
    assert_eq!(run(pulp::Arch::new()), plain);
    #[cfg(target_arch = "x86_64")]
    if let Some(avx2) = pulp::x86::V3::try_new() {
        assert_eq!(run(pulp::Arch::V3(avx2)), plain);
    }
}

/// Without an upper layer the lower one scores the moves itself: the same as an upper layer that changes nothing.
#[test]
fn a_scorer_without_upper_layer_is_one_whose_upper_layer_is_the_identity() {
    const MOVES: usize = 10;
    let ner = |use_upper: bool| {
        let mut toy = Toy::new();
        let lower =
            vec![("W", vec![3, MOVES, 2, MOVES]), ("b", vec![MOVES, 2]), ("pad", vec![1, 3, MOVES, 2])];
        let reduce: ToyNode = ("linear", vec![], vec![("W", vec![MOVES, 16]), ("b", vec![MOVES])]);
        let upper: ToyNode = ("linear", vec![], vec![("W", vec![MOVES, MOVES]), ("b", vec![MOVES])]);
        let refs = vec![("tok2vec", 2), ("lower", 1)].into_iter().chain(use_upper.then_some(("upper", 3)));
        let mut nodes: Vec<ToyNode> =
            vec![("parser_model", refs.collect(), vec![]), ("precomputable_affine", vec![], lower), reduce];
        nodes.extend(use_upper.then_some(upper));
        let upper_at = use_upper.then_some(3);
        let bytes = model_where(&nodes, 6, |node| upper_at == Some(node));
        // The tok2vec is the shared one, so that both scorers get the same vectors.
        let model = &mut toy.config["components"]["ner"]["model"];
        model["tok2vec"] = json!({"@architectures": "spacy.Tok2VecListener.v1", "upstream": "tok2vec",
                                  "width": "${components.tok2vec.model.encode:width}"});
        model["hidden_width"] = json!(MOVES);
        model["use_upper"] = json!(use_upper);
        toy.files.insert("ner/model".to_owned(), bytes);
        toy.load().expect("a good pipeline")
    };
    let annotated = |networks: &Networks| {
        let mut sheets: Vec<Sheet> = (0..20).map(|n| Sheet::new(keys(n as u64 * 300, n * 2))).collect();
        networks.annotate(&mut sheets, &mut Scratch::default());
        sheets
    };
    let without = annotated(&ner(false));
    assert!(without.iter().any(|sheet| sheet.ents.iter().any(|(iob, _)| *iob == Iob::Begin)));
    assert_eq!(without, annotated(&ner(true)));
}

#[test]
fn a_scratch_given_to_another_pipeline_starts_anew() {
    let (one, two) = (Toy::new().load().expect("good"), Toy::new().load().expect("good"));
    let mut scratch = Scratch::default();
    let mut first = [Sheet::new(keys(1, 20))];
    one.annotate(&mut first, &mut scratch);
    let mut second = [Sheet::new(keys(1, 20))];
    two.annotate(&mut second, &mut scratch);
    assert_eq!(first, second);
}

#[test]
fn a_prepared_file_gives_the_same_and_a_damaged_one_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("networks");
    let toy = Toy::new();
    let load = |toy: &Toy, enabled: &[&str], stamp: &str| {
        let file = |path: &str| toy.files.get(path).map(|bytes| Cow::Borrowed(bytes.as_slice()));
        Networks::load_prepared(&ModelSource { config: &toy.config, file: &file }, enabled, &path, stamp)
    };
    let annotated = |networks: &Networks| {
        let mut sheet = [Sheet::new(keys(9, 50))];
        networks.annotate(&mut sheet, &mut Scratch::default());
        sheet
    };
    let expected = annotated(&toy.load().expect("good"));
    assert_eq!(annotated(&load(&toy, &PIPELINE, "one").expect("good")), expected);
    let written = std::fs::read(&path).expect("it was written");
    assert_eq!(std::fs::read_dir(folder.path()).expect("there").count(), 1, "nothing is left beside it");

    // Now the model is not needed any more, unless the stamp or the components are others.
    let nothing = Toy { files: BTreeMap::new(), ..toy.clone() };
    let networks = load(&nothing, &PIPELINE, "one").expect("from the file alone");
    assert_eq!(annotated(&networks), expected);
    assert_eq!(networks.labels(), toy.load().expect("good").labels());
    assert!(load(&nothing, &PIPELINE, "two").is_err());
    assert!(load(&nothing, &PIPELINE[..3], "one").is_err());

    for length in (0..written.len()).step_by(written.len() / 50) {
        std::fs::write(&path, &written[..length]).expect("writable");
        assert!(load(&nothing, &PIPELINE, "one").is_err(), "cut to {length}");
    }
    for place in (0..written.len().min(6000)).step_by(97) {
        let mut damaged = written.clone();
        damaged[place] ^= 0x11;
        std::fs::write(&path, &damaged).expect("writable");
        // A damaged head is noticed; padding and weights may be damaged unnoticed, but nothing panics.
        if let Ok(networks) = load(&nothing, &PIPELINE, "one") {
            annotated(&networks);
        }
    }
    std::fs::write(&path, b"rubbish").expect("writable");
    assert_eq!(annotated(&load(&toy, &PIPELINE, "one").expect("good")), expected);
    assert_eq!(std::fs::read(&path).expect("it was written"), written);
}

#[test]
fn threads_may_share_networks() {
    fn shared<T: Send + Sync>() {}
    fn own<T: Send>() {}
    shared::<Networks>();
    own::<Scratch>();
}

#[test]
fn errors_name_file_node_and_parameter() {
    let mut wrong_shape = Toy::new();
    wrong_shape.config["components"]["ner"]["model"]["hidden_width"] = json!(9);
    let error = wrong_shape.error();
    assert!(error.contains("ner/model") && error.contains("precomputable_affine"), "{error}");
    assert!(error.contains("`W`") && error.contains("[3, 8, 2, 8], not [3, 9, 2, 9]"), "{error}");

    let mut nan = Toy::new();
    let bytes = nan.files.get_mut("tagger/model").expect("there");
    let end = bytes.windows(4).position(|w| w == b"data").expect("an array") + 4 + 2;
    bytes[end..end + 4].copy_from_slice(&f32::NAN.to_le_bytes());
    let error = nan.error();
    assert!(error.contains("tagger/model") && error.contains("softmax"), "{error}");
    assert!(error.contains("not finite"), "{error}");

    let mut missing = Toy::new();
    missing.files.remove("parser/moves");
    assert!(missing.error().contains("parser/moves"), "{}", missing.error());

    let mut labels = Toy::new();
    labels.files.insert("tagger/cfg".into(), br#"{"labels": ["N"]}"#.to_vec());
    assert!(labels.error().contains("tagger/model"), "{}", labels.error());

    let mut beam = Toy::new();
    beam.files.insert("ner/cfg".into(), br#"{"beam_width": 8}"#.to_vec());
    assert!(beam.error().contains("`ner`: beam search"), "{}", beam.error());

    let mut transformer = Toy::new();
    transformer.config["components"]["tok2vec"]["model"]["@architectures"] = json!("spacy-transformers.X.v3");
    assert!(transformer.error().contains("component `tok2vec`"), "{}", transformer.error());
    let mut unknown = Toy::new();
    unknown.config["components"]["ruler"] = json!({"factory": "textcat", "model": {"x": 1}});
    assert!(unknown.error().contains("component `ruler`: factory `textcat`"), "{}", unknown.error());
}

#[test]
fn every_truncation_is_an_error() {
    let toy = Toy::new();
    for (name, bytes) in &toy.files {
        // Every cut of a small file, some of a large one.
        for length in (0..bytes.len()).step_by(1 + bytes.len() / 100) {
            let mut cut = toy.clone();
            cut.files.insert(name.clone(), bytes[..length].to_vec());
            let error = cut.error();
            assert!(error.contains(name.as_str()), "{name} cut to {length}: {error}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_files_are_refused(name in 0..13usize, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut toy = Toy::new();
        let name = toy.files.keys().nth(name).expect("thirteen files").clone();
        toy.files.insert(name, bytes);
        prop_assert!(toy.load().is_err());
    }

    #[test]
    fn damaged_files_do_not_panic(
        name in 0..13usize,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut toy = Toy::new();
        let bytes = toy.files.values_mut().nth(name).expect("thirteen files");
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(networks) = toy.load() {
            networks.annotate(&mut [Sheet::new(keys(1, 30))], &mut Scratch::default());
        }
    }

    #[test]
    fn any_preset_gives_a_tree(
        seed in any::<u64>(),
        starts in proptest::collection::vec(-1i8..=1, 0..60),
        entities in proptest::collection::vec((0..4u8, 0..3u32), 0..60),
    ) {
        let networks = Toy::new().load().expect("a good pipeline");
        let iob = |number: u8| [Iob::Missing, Iob::Inside, Iob::Outside, Iob::Begin][number as usize];
        let mut sheet = Sheet::new(keys(seed, starts.len()));
        sheet.sent_start = starts;
        sheet.ents = entities
            .into_iter()
            .map(|(number, label)| (iob(number), if label < 2 { label } else { NO_LABEL }))
            .collect();
        sheet.ents.resize(sheet.keys.len(), (Iob::Missing, NO_LABEL));
        networks.annotate(std::slice::from_mut(&mut sheet), &mut Scratch::default());
        prop_assert_eq!(sheet.heads.len(), sheet.keys.len());
        prop_assert!(sheet.sent_start.iter().all(|start| *start == 1 || *start == -1));
    }
}
