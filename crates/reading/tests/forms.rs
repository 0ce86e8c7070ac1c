//! The forms that reported speech takes, a sentence each (`data/forms-fr.txt`): what is said must be found, credited to the
//! words that say who, and nothing else.

mod common;

use common::reader;
use records::{Document, Span, Statement};
use std::{collections::BTreeSet, fs, path::Path};

/// The least share of the sentences that must be read as they say: the parser's slips are part of what is measured.
const LEAST: f64 = 0.97;
/// Contents that share so much of their letters are the same.
const SAME: f64 = 0.85;
/// What stands before a sentence, so that none is a title.
const BEFORE: &str = "Une journée comme les autres dans la région\n\n";

struct Form {
    text: Vec<char>,
    said: Vec<Span>,
    speakers: Vec<Span>,
}

impl Form {
    fn parse(line: &str) -> Form {
        let (before, line) = match line.strip_prefix("title: ") {
            Some(whole) => ("", whole.replace(" ¶ ", "\n\n")),
            None => (BEFORE, line.to_owned()),
        };
        let mut form = Form { text: before.chars().collect(), said: Vec::new(), speakers: Vec::new() };
        let (mut said, mut speaker) = (0, 0);
        let mut rest = line.chars().peekable();
        while let Some(char) = rest.next() {
            let at = u32::try_from(form.text.len()).expect("a short line");
            let doubled = rest.peek() == Some(&char);
            match char {
                '[' if doubled => {
                    rest.next();
                    said = at;
                }
                ']' if doubled => {
                    rest.next();
                    form.said.push(Span::new(said, at));
                }
                '{' => speaker = at,
                '}' => form.speakers.push(Span::new(speaker, at)),
                other => form.text.push(other),
            }
        }
        form
    }

    fn letters(&self, spans: &[Span]) -> BTreeSet<u32> {
        spans
            .iter()
            .flat_map(|span| span.start..span.end)
            .filter(|at| self.text[*at as usize].is_alphanumeric())
            .collect()
    }

    /// What is wrong with the statements read, if anything is.
    fn fault(&self, read: &[Statement]) -> Option<String> {
        let whole = self.letters(&self.said);
        let mut used = vec![false; read.len()];
        for part in &self.said {
            let part = self.letters(&[*part]);
            let same = |statement: &Statement| {
                let own = self.letters(&statement.content);
                [&part, &whole].iter().any(|wanted| {
                    let shared = own.intersection(wanted).count() as f64;
                    shared >= SAME * own.union(wanted).count() as f64
                })
            };
            let Some(found) = read.iter().position(same) else {
                return Some("what is said is not found".to_owned());
            };
            used[found] = true;
            let mention = read[found].speaker.mention;
            let credited = mention.is_some_and(|at| self.speakers.iter().any(|wanted| wanted.overlaps(at)));
            if !self.speakers.is_empty() && !credited {
                return Some("somebody else is credited".to_owned());
            }
        }
        used.iter().any(|used| !used).then(|| "more is found than is said".to_owned())
    }
}

#[test]
fn the_forms_of_reported_speech_are_read() {
    let Some(reader) = reader("fr") else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/forms-fr.txt");
    let table = fs::read_to_string(path).expect("the table is there");
    let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let faults: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let form = Form::parse(line);
            let document =
                Document { text: form.text.iter().collect(), lang: "fr".into(), ..Document::default() };
            let fault = form.fault(&reader.read(&document).statements)?;
            Some(format!("{fault}: {line}"))
        })
        .collect();
    let share = 1.0 - faults.len() as f64 / lines.len() as f64;
    assert!(share >= LEAST, "{share:.3} of {} sentences:\n{}", lines.len(), faults.join("\n"));
}
