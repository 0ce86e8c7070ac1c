//! From the text to passages and back: quotations, blocks, normalisation.

use pack::Pack;
use reading::text::{BlockKind, blocks, find_quotes, normalise};
use records::{Document, Span};

fn pack() -> Pack {
    pack_of("fr")
}

fn pack_of(tag: &str) -> Pack {
    Pack::embedded(tag).expect("the language is embedded").expect("the pack is sound")
}

/// The words of the quotations of a text, the outermost first.
fn quoted(text: &str) -> Vec<String> {
    quoted_in("fr", text)
}

fn quoted_in(tag: &str, text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let lines = block_ranges(text);
    find_quotes(&chars, &lines, &pack_of(tag).typography)
        .iter()
        .map(|quote| quote.inner.slice(text).expect("a quotation lies in its text").to_owned())
        .collect()
}

fn block_ranges(text: &str) -> Vec<(usize, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let document = Document { text: text.to_owned(), ..Document::default() };
    blocks(&chars, &document, &pack().dates).iter().map(|block| (block.start, block.end)).collect()
}

#[test]
fn quotations_lose_their_marks_and_the_spaces_inside() {
    assert_eq!(quoted("Il a dit «\u{a0}oui\u{a0}» puis “non” et \"rien\"."), ["oui", "non", "rien"]);
}

#[test]
fn quotations_nest() {
    assert_eq!(quoted("« Il m’a dit “viens” hier », raconte-t-elle."), ["Il m’a dit “viens” hier", "viens"]);
}

#[test]
fn an_apostrophe_closes_nothing() {
    assert_eq!(quoted("‘l’accord d’hier’ tient"), ["l’accord d’hier"]);
}

#[test]
fn a_straight_apostrophe_is_a_mark_only_between_a_space_and_a_word() {
    assert_eq!(quoted_in("en", "'It's the workers' day,' she said of the '90s."), ["It's the workers' day"]);
    assert_eq!(quoted_in("en", "The workers' unions and the miners' left."), Vec::<String>::new());
}

#[test]
fn a_comma_before_the_closing_mark_is_the_sentences() {
    assert_eq!(quoted_in("en", "“We are ready,” she said. “Come in.”"), ["We are ready", "Come in."]);
    assert_eq!(quoted("« Nous sommes prêts, » dit-elle."), ["Nous sommes prêts,"]);
}

#[test]
fn a_quotation_goes_on_over_paragraphs_that_reopen_it() {
    let text = "« Un premier point.\n« Un second point », dit-il.";
    assert_eq!(quoted(text), ["Un premier point.", "Un second point"]);
}

#[test]
fn a_forgotten_mark_costs_one_quotation() {
    assert_eq!(quoted("Il parle de « progrès sans fin.\nElle répond : « Non »."), ["Non"]);
}

#[test]
fn title_dateline_and_paragraphs_are_told_apart() {
    let text = "Un accord à Genève\n\nGenève, 3 mars 2021 – Les délégués ont signé.\n\nLa suite\n\nTout le monde est content.";
    let chars: Vec<char> = text.chars().collect();
    let document = Document { text: text.to_owned(), ..Document::default() };
    let found: Vec<(BlockKind, String)> = blocks(&chars, &document, &pack().dates)
        .iter()
        .map(|block| (block.kind, chars[block.start..block.end].iter().collect::<String>().trim().to_owned()))
        .collect();
    let expected = [
        (BlockKind::Title, "Un accord à Genève"),
        (BlockKind::Dateline, "Genève, 3 mars 2021 –"),
        (BlockKind::Paragraph, "Les délégués ont signé."),
        (BlockKind::Heading, "La suite"),
        (BlockKind::Paragraph, "Tout le monde est content."),
    ];
    assert_eq!(found, expected.map(|(kind, words)| (kind, words.to_owned())));
}

#[test]
fn what_the_parser_sees_leads_back_to_the_original() {
    let text = "L’\u{ad}État\u{a0}:  «\u{202f}Oui\u{202f}», e\u{301}té";
    let chars: Vec<char> = text.chars().collect();
    let quotes = find_quotes(&chars, &[(0, chars.len())], &pack().typography);
    let copy = normalise(&chars, 0, chars.len(), &quotes, &pack().typography);
    assert_eq!(copy.text, "L'État : « Oui », été");
    let at = copy.text.chars().take_while(|c| *c != 'O').count();
    let span: Span = copy.original(at, at + 3);
    assert_eq!(span.slice(text), Some("Oui"));
    let at = copy.text.chars().count() - 3;
    assert_eq!(copy.original(at, at + 3).slice(text), Some("e\u{301}té"));
}
