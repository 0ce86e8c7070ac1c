//! Texts and records that nobody wrote with good intent, or that nobody wrote at all.

mod common;

use common::{check, check_one, event, of_text, page, reading, statement};
use records::{Actor, Reading, Relay, Span, Speaker, Statement};

const TEXTS: &[&str] = &[
    "",
    " ",
    "\n",
    "\n\n\nx",
    "\r\n\r\na\r\nb\r",
    "<script>alert(1)</script>",
    "</article></section><script src=//evil.example></script>",
    "<!-- a --> <![CDATA[ b ]]> ]]> -->",
    "\"'` onmouseover=alert(1) x=\"",
    "&lt;b&gt; &amp; &#x3c; &notin; &#0; &",
    "{{ 7 * 7 }} {% raw %} {# no #}",
    "a\0b\u{1}\u{8}\u{b}\u{c}\u{1b}[31m\u{7f}\u{85}\u{9f}c",
    "\u{feff}BOM \u{202e}droite à gauche\u{202c} \u{2066}isolé\u{2069} \u{200f}",
    "e\u{301}\u{301} 👩‍👩‍👧‍👦 𝒳 \u{10ffff} \u{fffe}",
    "a\u{2028}b\u{2029}c",
    "<plaintext><textarea><title><style>*{}</style><svg><math>",
    "<pre>\n\nx</pre>\n",
];

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(most.max(1))) as u32
    }

    /// A stretch of a text of that length; now and then one that is empty, backwards or outside.
    fn span(&mut self, length: u32) -> Span {
        Span::new(self.below(length + 2), self.below(length + 3))
    }
}

/// A reading of a text with marks anywhere.
fn anyhow_marked(text: &str, chance: &mut Chance) -> Reading {
    let length = text.chars().count() as u32;
    let mut marked = of_text(text);
    marked.actors = vec![common::actor("a1", text)];
    for number in 1..=chance.below(12) {
        let parts: Vec<Span> = (0..chance.below(4)).map(|_| chance.span(length)).collect();
        let speaker = Speaker {
            mention: Some(chance.span(length)),
            actor: (chance.below(2) == 0).then(|| format!("a{}", chance.below(3))),
        };
        marked.statements.push(Statement {
            quotes: vec![chance.span(length)],
            cue: Some(chance.span(length)),
            addressee: Some(speaker.clone()),
            medium: Some(chance.span(length)),
            relays: vec![Relay { mention: chance.span(length), actor: None, cue: Some(chance.span(length)) }],
            within: Some(format!("s{}", chance.below(12))),
            speaker,
            ..statement(&format!("s{}", if chance.below(5) == 0 { 1 } else { number }), &parts)
        });
        marked.events.push(event(&format!("e{number}"), chance.span(length)));
    }
    marked
}

#[test]
fn any_text_under_any_marks_stays_what_it_is() {
    let mut chance = Chance(7);
    for _ in 0..40 {
        let readings: Vec<Reading> = TEXTS.iter().map(|text| anyhow_marked(text, &mut chance)).collect();
        let joined = TEXTS.join("\n\n");
        let whole = anyhow_marked(&joined, &mut chance);
        check(&page(&readings), &readings);
        check_one(&whole);
    }
}

#[test]
fn any_string_of_a_record_is_only_words() {
    for evil in TEXTS.iter().chain(&[
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example",
    ]) {
        let mut other = reading();
        let string = || (*evil).to_owned();
        other.document = records::Document {
            id: string(),
            lang: string(),
            title: Some(string()),
            published: Some(string()),
            outlet: Some(string()),
            url: Some(string()),
            text: other.document.text,
            ..records::Document::default()
        };
        for actor in &mut other.actors {
            let id = actor.id.clone();
            *actor =
                Actor { id, name: string(), country: Some(string()), role: Some(string()), ..actor.clone() };
        }
        other.places[0].name = string();
        other.places[0].country = Some(string());
        for statement in &mut other.statements {
            statement.rule = string();
            statement.id = string();
            statement.within = Some(string());
        }
        let event = &mut other.events[0];
        (event.id, event.rule, event.mode, event.cameo) =
            (string(), string(), Some(string()), Some(string()));
        (event.source, event.target, event.voice) = (vec![string()], vec![string()], Some(string()));
        event.contexts = vec![string()];
        let html = check_one(&other);
        assert!(common::all(&html, "a[href^='http']").is_empty());
    }
}

#[test]
fn an_anchor_can_be_anything() {
    for anchor in ["", "a b", "\"><script>", "é%20#"] {
        let section = page::Section::of(&reading(), anchor, &page::ENGLISH).expect("a section is written");
        let mut out = Vec::new();
        page::write(&[section], &page::ENGLISH, &mut out).expect("a page is written");
        let source = String::from_utf8(out).expect("a page is UTF-8");
        if !anchor.is_empty() {
            check(&source, &[reading()]);
        }
    }
}

#[test]
fn a_megabyte_is_written_in_proportion() {
    let paragraph = "Le ministre a dit que « tout va bien », selon l’agence <de presse> & d’autres.\n\n";
    let text = paragraph.repeat(1_000_000 / paragraph.len() + 1);
    let each = paragraph.chars().count() as u32;
    let mut long = of_text(&text);
    long.actors = vec![common::actor("a1", "Le ministre")];
    for number in 0..text.chars().count() as u32 / each {
        let from = number * each;
        long.statements.push(Statement {
            quotes: vec![Span::new(from + 22, from + 37)],
            ..statement(
                &format!("s{}", number + 1),
                &[Span::new(from + 18, from + 70), Span::new(from + 40, from + 90)],
            )
        });
    }
    let begun = std::time::Instant::now();
    let source = page(std::slice::from_ref(&long));
    let seconds = begun.elapsed().as_secs_f64();
    check(&source, std::slice::from_ref(&long));
    let per_statement = (source.len() - text.len()) / long.statements.len();
    assert!(per_statement < 3_000, "{per_statement} bytes a statement");
    assert!(seconds < 20.0, "{seconds} s");
}

#[test]
fn one_megabyte_on_one_line_under_one_mark() {
    let text = "<a href='x'>&amp;</a> ".repeat(50_000);
    let mut long = of_text(&text);
    long.statements = vec![statement("s1", &[Span::new(0, text.chars().count() as u32)])];
    let source = page(std::slice::from_ref(&long));
    assert!(source.len() < text.len() * 4, "the text is not repeated");
    check(&source, &[long]);
}
