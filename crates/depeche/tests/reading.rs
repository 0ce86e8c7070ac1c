//! Reading with the real language model, as users do it.

mod util;

use predicates::prelude::*;
use serde_json::{Value, json};
use util::{DISPATCH, Place};

fn lines(text: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(text)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

/// The dispatch and others, as JSON lines with bad ones among them.
fn mixed() -> String {
    let mut lines = Vec::new();
    for number in 0..12 {
        let text =
            if number % 3 == 0 { DISPATCH.to_owned() } else { format!("Texte {number}.\n\n{DISPATCH}") };
        lines.push(
            serde_json::json!({"id": format!("d{number}"), "text": text, "date": "2024-05-14"}).to_string(),
        );
        if number == 4 {
            lines.push("{\"id\": \"broken\",".to_owned());
            lines.push("{\"id\": \"empty\", \"text\": \"  \"}".to_owned());
        }
    }
    lines.join("\n")
}

#[test]
fn a_page_for_people_is_plain_when_piped() {
    let place = Place::new();
    place.write("pont.txt", DISPATCH);
    let Some(mut command) = place.reader("read pont.txt") else { return };
    let page = predicate::str::contains("STATEMENTS")
        .and(predicate::str::contains("Yann Le Goff"))
        .and(predicate::str::contains("construire un pont"))
        .and(predicate::str::contains("passed on by Radio Rade"))
        .and(predicate::str::contains("\u{1b}").not());
    command.assert().success().stdout(page).stderr("");
}

#[test]
fn a_web_page_holds_all_documents_and_their_text() {
    let place = Place::new();
    place.write("in/a.txt", DISPATCH);
    place.write("in/b.txt", "Le maire a dit : <script>alert(1)</script>");
    let Some(mut command) = place.reader("read --format html in missing.txt --output page.html") else {
        return;
    };
    command.assert().code(1).stdout("").stderr(predicate::str::contains("missing.txt"));
    let page = place.read("page.html");
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>"), "the page is whole");
    for told in [
        "2 dispatches",
        "href=\"#d1\"",
        "href=\"#d2\"",
        "id=\"d1-t-s1\"",
        "Yann Le Goff",
        "construire un pont",
    ] {
        assert!(page.contains(told), "{told} is not on the page");
    }
    assert_eq!(page.matches("<script>").count(), 1, "the text's is none");
}

#[test]
fn colour_can_be_asked_for() {
    let place = Place::new();
    place.write("pont.txt", DISPATCH);
    let Some(mut command) = place.reader("read pont.txt") else { return };
    command.env("CLICOLOR_FORCE", "1").assert().success().stdout(predicate::str::contains("\u{1b}[1m"));
}

#[test]
fn spans_point_at_the_words_of_the_file() {
    let place = Place::new();
    place.write("pont.txt", DISPATCH);
    let Some(mut command) = place.reader("read --format json pont.txt") else { return };
    let output = command.assert().success().get_output().stdout.clone();
    let reading: Value = serde_json::from_slice(&output).expect("one object for one document");
    assert_eq!(reading["document"]["id"], "pont");
    assert_eq!(reading["document"]["text"], DISPATCH);
    let slice = |span: &Value| -> String {
        let at = |index: usize| span[index].as_u64().expect("an offset") as usize;
        DISPATCH.chars().skip(at(0)).take(at(1) - at(0)).collect()
    };
    let statements = reading["statements"].as_array().expect("statements");
    let contents: Vec<String> = statements.iter().map(|statement| slice(&statement["content"][0])).collect();
    assert!(contents.iter().any(|content| content == "construire un pont"), "{contents:?}");
    assert!(
        contents.iter().any(|content| content == "Les habitants attendent depuis dix ans"),
        "{contents:?}"
    );
}

#[test]
fn json_is_an_array_where_there_are_several() {
    let place = Place::new();
    place.write("in/a.txt", DISPATCH);
    place.write("in/b.txt", DISPATCH);
    let Some(mut command) = place.reader("read --format json in") else { return };
    let output = command.assert().success().get_output().stdout.clone();
    let readings: Value = serde_json::from_slice(&output).expect("an array");
    let ids: Vec<&str> =
        readings.as_array().unwrap().iter().map(|r| r["document"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn bad_documents_are_told_with_their_place_and_cost_no_other() {
    let place = Place::new();
    place.write("mixed.jsonl", mixed());
    place.write("latin1.txt", b"caf\xe9");
    let Some(mut command) = place.reader("read --format jsonl mixed.jsonl missing.txt latin1.txt") else {
        return;
    };
    let assert = command.assert().code(1).stderr(
        predicate::str::contains("depeche: mixed.jsonl:6: not JSON")
            .and(predicate::str::contains("depeche: mixed.jsonl:7: no text"))
            .and(predicate::str::contains("depeche: missing.txt: "))
            .and(predicate::str::contains("depeche: latin1.txt:1: not UTF-8")),
    );
    let ids: Vec<String> = lines(&assert.get_output().stdout)
        .iter()
        .map(|r| r["document"]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, (0..12).map(|number| format!("d{number}")).collect::<Vec<_>>());
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let place = Place::new();
    place.write("mixed.jsonl", mixed());
    for format in ["text", "html", "json", "jsonl"] {
        let read = |threads: &str| {
            let mut command =
                place.reader(&format!("read --format {format} mixed.jsonl --threads {threads}"))?;
            Some(command.assert().code(1).get_output().stdout.clone())
        };
        let (Some(one), Some(four)) = (read("1"), read("4")) else { return };
        assert!(one == four, "{format} differs");
    }
}

#[test]
fn standard_input_is_read() {
    let place = Place::new();
    let Some(mut command) = place.reader("read --format jsonl -") else { return };
    let assert = command.write_stdin(DISPATCH).assert().success();
    assert_eq!(lines(&assert.get_output().stdout)[0]["document"]["text"], DISPATCH);
    let Some(mut command) = place.reader("read --format jsonl - --date 2024-05-14") else { return };
    let assert = command.write_stdin("{\"id\": \"x\", \"text\": \"Bonjour.\"}").assert().success();
    let reading = &lines(&assert.get_output().stdout)[0];
    assert_eq!(
        (&reading["document"]["id"], &reading["document"]["published"]),
        (&"x".into(), &"2024-05-14".into())
    );
}

#[test]
fn an_output_file_appears_whole_and_keeps_nothing_beside_it() {
    let place = Place::new();
    place.write("pont.txt", DISPATCH);
    place.write("out/old.jsonl", "old");
    let Some(mut command) = place.reader("read --format jsonl pont.txt --output out/old.jsonl") else {
        return;
    };
    command.assert().success().stdout("");
    assert_eq!(lines(place.read("out/old.jsonl").as_bytes()).len(), 1);
    let names: Vec<_> =
        std::fs::read_dir(place.path().join("out")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["old.jsonl"]);

    let Some(mut command) = place.reader("read pont.txt --output nowhere/at/all.txt") else { return };
    command.assert().code(2).stderr(predicate::str::contains("cannot write nowhere/at/all.txt"));
}

#[test]
fn what_looks_like_colour_in_a_text_is_left_in_json_and_kept_off_the_screen() {
    let place = Place::new();
    let text = "Le maire a dit « oui\u{1b}[31m\u{7f} \u{9b}31m ».";
    place.write("a.txt", text);
    let Some(mut command) = place.reader("read --format jsonl a.txt") else { return };
    let assert = command.assert().success();
    assert_eq!(lines(&assert.get_output().stdout)[0]["document"]["text"], text);
    let Some(mut command) = place.reader("read --format jsonl a.txt --output a.jsonl") else { return };
    command.assert().success();
    assert_eq!(lines(place.read("a.jsonl").as_bytes())[0]["document"]["text"], text);
    let Some(mut command) = place.reader("read a.txt") else { return };
    command
        .env("CLICOLOR_FORCE", "1")
        .assert()
        .success()
        .stdout(predicate::str::contains("\u{1b}[31m").not());
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let place = Place::new();
    place.write("pont.txt", DISPATCH);
    let Some(mut command) = place.reader("read pont.txt --output /dev/null") else { return };
    command.assert().success();
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

#[test]
fn a_document_in_a_language_without_a_pack_is_told() {
    let place = Place::new();
    place.write("a.jsonl", "{\"id\": \"a\", \"text\": \"Hej.\", \"lang\": \"sv\"}\n{\"id\": \"b\", \"text\": \"Oui.\", \"lang\": \"fr-CH\"}");
    let Some(mut command) = place.reader("read --format jsonl a.jsonl") else { return };
    let message = predicate::str::starts_with("depeche: a.jsonl:1: no language pack for \"sv\"");
    let assert = command.assert().code(1).stderr(message);
    assert_eq!(lines(&assert.get_output().stdout).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_had_enough_ends_the_run_quietly() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let place = Place::new();
    place.write("mixed.jsonl", (mixed() + "\n").repeat(20));
    let Some(command) = place.reader("read --format jsonl mixed.jsonl --threads 2") else { return };
    let mut child = Command::new(command.get_program())
        .args(command.get_args())
        .current_dir(place.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0; 10];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("some output");
    let output = child.wait_with_output().expect("the program ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("cannot write") && !stderr.contains("panicked"), "{stderr}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn explain_shows_the_parse_the_rule_and_its_entry() {
    let place = Place::new();
    place.write("pont.txt", DISPATCH);
    let at = DISPATCH.chars().position(|c| c == '«').expect("a quotation").to_string();
    let Some(mut command) = place.reader(&format!("explain pont.txt --at {at}")) else { return };
    let shown = predicate::str::contains("Sentence ")
        .and(predicate::str::is_match(r"promis +promettre +VERB").expect("a pattern"))
        .and(
            predicate::str::is_match(r"taken .* fr/speech/promettre \(packs/fr/speech\.toml:\d+")
                .expect("a pattern"),
        )
        .and(predicate::str::contains("“a promis” + “construire un pont”"))
        .and(predicate::str::contains("Les habitants attendent").not());
    command.assert().success().stdout(shown);

    let Some(mut command) = place.reader("explain pont.txt --at 9999") else { return };
    command.assert().code(2).stderr(predicate::str::contains("no sentence at 9999"));
}

/// Copies the built-in French pack, with other entries that report speech.
fn pack_with(place: &Place, speech: &str) {
    let built_in = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/fr");
    for entry in std::fs::read_dir(built_in).expect("the pack is in the repository") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            place.write(&format!("packs/fr/{name}"), std::fs::read(&path).expect("a file"));
        }
    }
    place.write("packs/fr/speech.toml", speech);
    place.write("packs/fr/events.toml", "");
}

#[test]
fn pack_test_tells_which_sentence_of_which_line_fails() {
    let place = Place::new();
    pack_with(
        &place,
        r#"
[[verb]]
lemma = "promettre"
act = "promise"
frames = ["inf:de"]
hits = [
  { text = "Le maire a promis de baisser les impôts.", says = "baisser les impôts", who = "Le maire" },
  { text = "La journée promet d’être longue.", says = "tout autre chose", who = "Le maire" },
]
"#,
    );
    let Some(mut command) = place.reader("pack test packs/fr --write-scores") else { return };
    let told = predicate::str::starts_with(
        "packs/fr/speech.toml:3: promettre: \"La journée promet d’être longue.\": expected “tout autre chose” by Le maire, got ",
    )
    .and(predicate::str::is_match("together +2 +1\n").expect("a pattern"));
    command.assert().code(1).stdout(told);
    assert!(place.read("packs/fr/SCORES.md").contains("| `speech.toml` | 2 | 1 |"));
}

#[test]
fn packs_in_a_folder_replace_the_built_in_ones() {
    let place = Place::new();
    place.write("pont.txt", DISPATCH);
    pack_with(&place, "");
    for folder in ["packs", "packs/fr"] {
        let Some(mut command) = place.reader(&format!("read --format json pont.txt --packs {folder}")) else {
            return;
        };
        let output = command.assert().success().get_output().stdout.clone();
        let reading: Value = serde_json::from_slice(&output).expect("JSON");
        let rules: Vec<&str> =
            reading["statements"].as_array().unwrap().iter().filter_map(|s| s["rule"].as_str()).collect();
        assert!(rules.iter().all(|rule| !rule.starts_with("fr/speech/")), "{rules:?}");
    }
}

#[test]
fn copies_are_linked_and_not_parsed_again() {
    let place = Place::new();
    let Some(mut reader) = place.reader("read") else { return };
    let text = "Le maire de Brest, Yann Le Goff, a promis mardi de construire un pont avant la fin de son mandat, dans un entretien \
                diffusé par la radio de la ville.\n\nLes habitants de la rive droite attendent depuis dix ans, a-t-il déclaré devant le \
                conseil, qui doit voter les crédits le mois prochain malgré l'opposition des commerçants du port.\n\n\
                La présidente de la région a assuré pour sa part qu'elle soutiendrait le projet si l'État y prenait sa part, et que \
                les travaux commenceraient au printemps.";
    let document = |id: &str, outlet: &str, text: &str| {
        json!({"id": id, "outlet": outlet, "text": text, "published": "2024-05-14", "lang": "fr"}).to_string()
    };
    let cut = text.rsplit_once("\n\n").unwrap().0;
    let input = [document("a", "Agence", text), document("b", "Journal", cut), document("c", "Radio", text)]
        .join("\n");
    place.write("copies.jsonl", input);
    let done = reader.args(["--format", "jsonl", "--summary", "-j", "1", "copies.jsonl"]).assert().success();
    let output = done.get_output();
    let read = lines(&output.stdout);
    assert_eq!(read[0]["document"].get("copies"), None);
    let first = |n: usize| &read[n]["document"]["copies"][0];
    assert_eq!((&first(1)["id"], &first(1)["extent"]), (&json!("a"), &json!("near")));
    assert_eq!(first(1)["percent"], 100);
    assert_eq!((&first(2)["outlet"], &first(2)["extent"]), (&json!("Agence"), &json!("exact")));
    assert_eq!(read[2]["statements"], read[0]["statements"], "a parse that was kept gives the same records");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("3 documents read"), "{said}");
    assert!(said.contains("2 carry an earlier one: 1 word for word, 1 nearly"), "{said}");
    assert!(said.contains("5 of 8 paragraphs had been parsed already"), "{said}");
}
