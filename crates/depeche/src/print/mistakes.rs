//! What a reading got wrong, in the words of its dispatch.

use super::{
    Words, one_line,
    style::{self, FAINT, TITLE},
    words::{padded, shortened},
};
use evaluation::{Difference, Mistake};
use records::Span;
use std::fmt::Write;

/// Values of fields are shown up to this width.
const VALUE: usize = 120;

/// Writes one mistake: what it is, the sentences with the record's words marked (by colour, else by »…«), and the fields in
/// which annotation and reading differ.
pub fn mistake(mistake: &Mistake, words: &Words<'_>, coloured: bool) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "  {TITLE}{}{TITLE:#}", mistake.kind);
    let _ = writeln!(out, "    {}", sentence(mistake, words, coloured));
    let names = mistake.differences.iter().map(|difference| difference.field.len()).max().unwrap_or(0);
    for Difference { field, gold, ours } in &mistake.differences {
        let side = |name: &str, value: &Option<String>| match value {
            Some(value) => format!("{FAINT}{name}{FAINT:#} {}", shortened(&one_line(value), VALUE)),
            None => format!("{FAINT}{name} –{FAINT:#}"),
        };
        let _ = writeln!(out, "    {}  {}  {}", padded(field, names), side("gold", gold), side("ours", ours));
    }
    out
}

/// The sentences on one line, the marked words among them.
fn sentence(mistake: &Mistake, words: &Words<'_>, coloured: bool) -> String {
    let mut marked = String::new();
    let mut at = mistake.sentence.start;
    for span in &mistake.marked {
        let span = Span::new(span.start.max(at), span.end.max(at));
        marked.push_str(words.raw(Span::new(at, span.start)));
        // Put in before the text is made fit for one line, so that spaces at the edges are evened out as elsewhere.
        marked.extend([BEGIN, words.raw(span), END]);
        at = span.end;
    }
    marked.push_str(words.raw(Span::new(at, mistake.sentence.end.max(at))));
    let (begin, end) = match coloured {
        true => (style::MARKED.render().to_string(), style::MARKED.render_reset().to_string()),
        false => ("»".to_owned(), "«".to_owned()),
    };
    one_line(&marked).replace(BEGIN, &begin).replace(END, &end)
}

/// Stand for the marks while a text is made fit for one line; no text of ours holds characters that mean nothing.
const BEGIN: &str = "\u{fdd0}";
const END: &str = "\u{fdd1}";

#[cfg(test)]
mod tests {
    use super::*;
    use evaluation::MistakeKind;

    fn shown(marked: Vec<Span>, coloured: bool) -> String {
        let text = "Bien.\nLéa  nie tout,\ndit-on. Fin.";
        let differences = vec![
            Difference { field: "act", gold: Some("deny".into()), ours: Some("say".into()) },
            Difference { field: "speaker", gold: Some("Léa".into()), ours: None },
        ];
        let mistake =
            Mistake { kind: MistakeKind::WrongSpeaker, sentence: Span::new(6, 29), marked, differences };
        let shown = super::mistake(&mistake, &Words::of(text), coloured);
        if coloured { shown } else { anstream::adapter::strip_str(&shown).to_string() }
    }

    #[test]
    fn the_words_are_marked_and_the_fields_line_up() {
        assert_eq!(
            shown(vec![Span::new(15, 19)], false),
            "  wrong speaker\n    Léa nie »tout«, dit-on.\n    act      gold deny  ours say\n    speaker  gold Léa  ours –\n"
        );
        assert!(
            shown(vec![Span::new(6, 9), Span::new(15, 19)], false)
                .contains("    »Léa« nie »tout«, dit-on.\n")
        );
    }

    #[test]
    fn colour_marks_where_there_is_any() {
        let shown = shown(vec![Span::new(15, 19)], true);
        assert!(
            !shown.contains('»') && shown.contains(&format!("{}tout", style::MARKED.render())),
            "{shown}"
        );
    }

    #[test]
    fn spans_that_overlap_or_lie_outside_do_no_harm() {
        assert!(
            shown(vec![Span::new(6, 19), Span::new(9, 12), Span::new(90, 99)], false)
                .contains("»Léa nie tout«")
        );
    }
}
