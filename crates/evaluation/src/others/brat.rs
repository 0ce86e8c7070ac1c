//! Attributions in brat's stand-off form, as PolNeAR has them: `Source`, `Cue` and `Content` spans, joined by an event each.

use super::{Part, matched, share};
use crate::{Characters, Figure, Found, FoundStatement, Matched, Share, Text};
use records::Span;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

/// A text with its attributions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BratDocument {
    /// Its file's stem.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Who says what.
    pub attributions: Vec<Attribution>,
}

/// One attribution; each span may be in parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Whose word it is.
    pub source: Vec<Span>,
    /// The words that report.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// Reads the texts of some folders with their annotations: `x.txt` with `x.ann`, beside each other or in the folders `text` and
/// `attributions`; a name of an annotator behind the stem (`x_4e07.ann`) is passed over, of several annotators the first counts.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn load_brat(folders: &[PathBuf], part: Option<Part>) -> io::Result<Vec<BratDocument>> {
    let mut documents = Vec::new();
    for folder in folders {
        let (texts, notes) = (folder.join("text"), folder.join("attributions"));
        let (texts, notes) = if texts.is_dir() { (texts, notes) } else { (folder.clone(), folder.clone()) };
        let notes = files(&notes, "ann")?;
        for (id, path) in files(&texts, "txt")? {
            if part.is_some_and(|part| !part.holds(&id)) {
                continue;
            }
            let own = notes.range(id.clone()..).find(|(name, _)| {
                name.strip_prefix(&id).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
            });
            let Some((_, note)) = own else { continue };
            let text = fs::read_to_string(&path)?;
            documents.push(BratDocument { attributions: attributions(&fs::read_to_string(note)?), id, text });
        }
    }
    Ok(documents)
}

/// The files of a folder with that extension, by stem.
fn files(folder: &Path, extension: &str) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|own| own == extension)
            && let Some(stem) = path.file_stem()
        {
            files.insert(stem.to_string_lossy().into_owned(), path);
        }
    }
    Ok(files)
}

/// The attributions of an annotation file; what is of another kind, or points at nothing, is passed over.
fn attributions(notes: &str) -> Vec<Attribution> {
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for line in notes.lines().filter(|line| line.starts_with('T')) {
        let mut columns = line.split('\t');
        let (Some(id), Some(place)) = (columns.next(), columns.next()) else { continue };
        let Some((_, places)) = place.split_once(' ') else { continue };
        let parts = places.split(';').filter_map(|part| {
            let (start, end) = part.split_once(' ')?;
            Some(Span::new(start.parse().ok()?, end.parse().ok()?))
        });
        spans.insert(id, parts.collect());
    }
    let mut found = Vec::new();
    for line in notes.lines().filter(|line| line.starts_with('E')) {
        let mut attribution = Attribution::default();
        for (role, id) in line.split_whitespace().filter_map(|pair| pair.split_once(':')) {
            let target = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => &mut attribution.source,
                "Cue" => &mut attribution.cue,
                "Content" => &mut attribution.content,
                _ => continue,
            };
            target.extend(spans.get(id).into_iter().flatten());
        }
        if !attribution.content.is_empty() {
            found.push(attribution);
        }
    }
    found
}

/// Contents that share so much of the characters that either has are one at least.
const HALF: f64 = 0.5;
/// As near as this they are one but for an edge.
const NEARLY: f64 = 0.9;

/// The figures of attributions, those that stand within another's content left out on both sides (PolNeAR has none), marks and
/// at the edges of contents aside: of all, and of those that a word of saying reports. A speaker is right where the words
/// beside the cue, or where there are none any that name him, are among those told.
#[derive(Debug, Clone, Default)]
pub struct Brat {
    /// How many texts were compared.
    pub documents: u64,
    /// How many of them have a reading.
    pub read: u64,
    /// Forms of words that report, in lower case.
    reporting: BTreeSet<String>,
    all: Contents,
    spoken: Contents,
    source: Share,
    cue: Share,
}

/// Contents found and missed, by how near they must be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Contents {
    exact: Matched,
    nearly: Matched,
    half: Matched,
}

impl Brat {
    /// Figures for which a cue reports that has one of these words.
    pub fn new(reporting: BTreeSet<String>) -> Brat {
        Brat { reporting, ..Brat::default() }
    }

    /// Counts a text.
    pub fn add(&mut self, document: &BratDocument, found: Option<&Found>) {
        self.documents += 1;
        self.read += u64::from(found.is_some());
        let found = found.unwrap_or(Found::NOTHING);
        let text = Text::of(&document.text);
        let inside = |spans: &[Span]| text.characters(spans).unwrap_or_default();
        let gold: Vec<Characters> = document.attributions.iter().map(|one| inside(&one.content)).collect();
        let statements: Vec<&FoundStatement> =
            found.statements.iter().filter(|one| one.within.is_none()).collect();
        let (statements, contents) = joined(&text, &statements);
        let read: Vec<Characters> = contents.iter().map(|content| inside(content)).collect();
        let pairs = pairs(&gold, &read);
        let reports = |cue: &[Span]| {
            cue.iter().any(|span| {
                text.slice(*span)
                    .to_lowercase()
                    .split(|c: char| !c.is_alphabetic())
                    .any(|word| self.reporting.contains(word))
            })
        };
        let gold_spoken: Vec<bool> = document.attributions.iter().map(|one| reports(&one.cue)).collect();
        let read_spoken: Vec<bool> = statements
            .iter()
            .enumerate()
            .map(|(number, one)| match one.cue {
                Some(cue) => reports(&[cue]),
                // A quotation that nothing reports goes with what it was paired with.
                None => pairs.iter().any(|(expected, own, _)| *own == number && gold_spoken[*expected]),
            })
            .collect();
        self.all.count(gold.len(), read.len(), &pairs);
        let spoken: Vec<(usize, usize, f64)> = pairs
            .iter()
            .copied()
            .filter(|(expected, own, _)| gold_spoken[*expected] && read_spoken[*own])
            .collect();
        let count = |flags: &[bool]| flags.iter().filter(|flag| **flag).count();
        self.spoken.count(count(&gold_spoken), count(&read_spoken), &spoken);
        for (expected, own, likeness) in pairs {
            if likeness < HALF {
                continue;
            }
            let (expected, own) = (&document.attributions[expected], statements[own]);
            let overlap = |told: &[Span], read: Option<Span>| {
                read.is_some_and(|read| told.iter().any(|told| told.overlaps(read)))
            };
            if !expected.source.is_empty() {
                let speaker = own.speaker.as_ref();
                let right = match speaker.and_then(|speaker| speaker.mention) {
                    Some(mention) => overlap(&expected.source, Some(mention)),
                    None => found.actor(speaker.and_then(|speaker| speaker.actor.as_deref())).is_some_and(
                        |actor| {
                            actor.mentions.iter().any(|mention| overlap(&expected.source, Some(*mention)))
                        },
                    ),
                };
                self.source.add(right);
            }
            if !expected.cue.is_empty() {
                self.cue.add(overlap(&expected.cue, own.cue));
            }
        }
    }

    /// All figures.
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        let all = &self.all;
        figures.extend(matched(["content.precision", "content.recall", "content.f1"], all.half));
        figures.extend(matched(
            ["content_nearly.precision", "content_nearly.recall", "content_nearly.f1"],
            all.nearly,
        ));
        figures.extend(matched(
            ["content_exact.precision", "content_exact.recall", "content_exact.f1"],
            all.exact,
        ));
        let spoken = &self.spoken;
        figures.extend(matched(["reported.precision", "reported.recall", "reported.f1"], spoken.half));
        figures.extend(matched(
            ["reported_nearly.precision", "reported_nearly.recall", "reported_nearly.f1"],
            spoken.nearly,
        ));
        figures.extend(matched(
            ["reported_exact.precision", "reported_exact.recall", "reported_exact.f1"],
            spoken.exact,
        ));
        figures.extend([share("source_overlap", self.source), share("cue_overlap", self.cue)]);
        figures
    }
}

impl Contents {
    fn count(&mut self, gold: usize, found: usize, pairs: &[(usize, usize, f64)]) {
        let least = [(&mut self.exact, 1.0), (&mut self.nearly, NEARLY), (&mut self.half, HALF)];
        for (matched, least) in least {
            matched.gold += gold as u64;
            matched.found += found as u64;
            matched.hits += pairs.iter().filter(|(.., likeness)| *likeness >= least).count() as u64;
        }
    }
}

/// Statements with their contents, a quotation that goes on behind the clause that reports it given to that clause, as PolNeAR has
/// it (« “We lost,” she said. “It was hard.” » is one attribution there, and two statements here).
fn joined<'a>(text: &Text, statements: &[&'a FoundStatement]) -> (Vec<&'a FoundStatement>, Vec<Vec<Span>>) {
    let mut sorted = statements.to_vec();
    sorted.sort_by_key(|one| one.content.first().map(|part| (part.start, part.end)));
    let mut heads: Vec<&FoundStatement> = Vec::new();
    let mut contents: Vec<Vec<Span>> = Vec::new();
    for one in sorted {
        let before =
            heads.iter().zip(&contents).rposition(|(head, content)| goes_on(text, head, content, one));
        match before {
            Some(at) => contents[at].extend(&one.content),
            None => {
                heads.push(one);
                contents.push(one.content.clone());
            }
        }
    }
    (heads, contents)
}

/// Whether a quotation without a cue stands in the paragraph of one of the same speaker that has one, right behind it.
fn goes_on(text: &Text, head: &FoundStatement, content: &[Span], next: &FoundStatement) -> bool {
    let direct = |one: &FoundStatement| one.form.as_deref() == Some("direct");
    let actor = |one: &FoundStatement| one.speaker.as_ref().and_then(|speaker| speaker.actor.clone());
    let Some(cue) = head.cue else { return false };
    let Some(first) = next.content.first() else { return false };
    let last = content.iter().map(|part| part.end).max().unwrap_or(0).max(cue.end);
    let between = Span::new(last.min(first.start), first.start);
    direct(head)
        && direct(next)
        && next.cue.is_none()
        && cue.start < first.start
        && actor(head) == actor(next)
        && !text.slice(between).contains('\n')
}

/// One to one, the likeliest first: numbers of an expected and a found content, and how alike they are.
fn pairs(gold: &[Characters], read: &[Characters]) -> Vec<(usize, usize, f64)> {
    let mut alike: Vec<(usize, usize, f64)> = Vec::new();
    for (expected, one) in gold.iter().enumerate() {
        for (own, other) in read.iter().enumerate() {
            let likeness = one.likeness(other);
            if likeness > 0.0 {
                alike.push((expected, own, likeness));
            }
        }
    }
    alike.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let (mut taken_gold, mut taken_read) = (BTreeSet::new(), BTreeSet::new());
    alike.retain(|(expected, own, _)| {
        let free = !taken_gold.contains(expected) && !taken_read.contains(own);
        if free {
            taken_gold.insert(*expected);
            taken_read.insert(*own);
        }
        free
    });
    alike
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTES: &str = "T1\tSource 0 3\tAnn\nT2\tCue 4 8\tsaid\nT3\tContent 9 14;20 25\tit is … over\nT4\tCue 30 34\tknew\n\
        T5\tContent 35 40\tit al\nE1\tAttribution:T9 Content:T3 Cue:T2 Source:T1\nE2\tAttribution:T9 Cue:T4 Content:T5\n\
        A1\tNote E1\nE3\tDiscard:T9 Source:T1";

    #[test]
    fn attributions_may_be_in_parts_and_without_a_source() {
        let found = attributions(NOTES);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].content, [Span::new(9, 14), Span::new(20, 25)]);
        assert_eq!(found[0].source, [Span::new(0, 3)]);
        assert!(found[1].source.is_empty());
    }

    #[test]
    fn all_contents_and_those_of_a_word_of_saying() {
        let document = BratDocument {
            id: "a".to_owned(),
            text: "Ann said it was quite over. We knew it all.".to_owned(),
            attributions: vec![
                Attribution {
                    source: vec![Span::new(0, 3)],
                    cue: vec![Span::new(4, 8)],
                    content: vec![Span::new(9, 26)],
                },
                Attribution {
                    source: vec![Span::new(28, 30)],
                    cue: vec![Span::new(31, 35)],
                    content: vec![Span::new(36, 42)],
                },
            ],
        };
        let found: Found = serde_json::from_str(
            r#"{"statements": [{"content": [[9, 20]], "cue": [4, 8], "speaker": {"mention": [0, 3]}},
                               {"content": [[28, 30]]}]}"#,
        )
        .unwrap();
        let mut brat = Brat::new(BTreeSet::from(["said".to_owned()]));
        brat.add(&document, Some(&found));
        let figures = brat.figures();
        let value = |key: &str| figures.iter().find(|figure| figure.key == key).unwrap().value;
        assert_eq!(value("content.f1"), Some(0.5));
        assert_eq!(value("content_nearly.f1"), Some(0.0));
        assert_eq!(value("reported.f1"), Some(1.0));
        assert_eq!(value("source_overlap"), Some(1.0));
        assert_eq!(value("cue_overlap"), Some(1.0));
    }

    #[test]
    fn a_quotation_that_goes_on_is_one_with_its_report() {
        let text = "“We lost,” Ann said. “It was hard.”";
        let report = Attribution {
            source: vec![Span::new(11, 14)],
            cue: vec![Span::new(15, 19)],
            content: vec![Span::new(0, 10), Span::new(21, 35)],
        };
        let document = BratDocument { id: "a".to_owned(), text: text.to_owned(), attributions: vec![report] };
        let read = |speaker: &str| -> Found {
            serde_json::from_str(&format!(
                r#"{{"statements": [{{"content": [[1, 8]], "cue": [15, 19], "form": "direct", "speaker": {{"actor": "a1"}}}},
                                    {{"content": [[22, 33]], "form": "direct", "speaker": {{"actor": "{speaker}"}}}}]}}"#
            ))
            .unwrap()
        };
        let precision = |speaker: &str| {
            let mut brat = Brat::new(BTreeSet::new());
            brat.add(&document, Some(&read(speaker)));
            brat.figures().iter().find(|figure| figure.key == "content.precision").unwrap().value
        };
        assert_eq!(precision("a1"), Some(1.0));
        assert_eq!(precision("a2"), Some(0.5));
    }

    #[test]
    fn texts_and_notes_stand_side_by_side_or_in_folders() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in
            [("text/a.txt", "Ann said it."), ("attributions/a_12ab.ann", NOTES), ("text/b.txt", "No.")]
        {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let documents = load_brat(&[folder.path().to_owned()], None).unwrap();
        assert_eq!(documents.len(), 1);
        assert_eq!((documents[0].id.as_str(), documents[0].attributions.len()), ("a", 2));
        assert!(load_brat(&[folder.path().join("none")], None).is_err());
    }
}
