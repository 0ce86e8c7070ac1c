//! Date expressions against the dispatch's day.

use reading::{
    dates::DateFinder,
    page::Page,
    parse::{Feats, Parser, Passage, Rel, Token, Upos},
};
use records::Document;

/// Words at spaces, marks by themselves, all hanging on the first: dates need no tree.
struct Words;

impl Parser for Words {
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        passages.iter().map(|passage| tokens(&passage.text)).collect()
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = 0;
    let chars: Vec<char> = text.chars().collect();
    for at in 0..=chars.len() {
        let mark =
            chars.get(at).is_some_and(|c| matches!(c, ',' | '.' | '(' | ')') && !between_digits(&chars, at));
        if at == chars.len() || chars[at] == ' ' || mark {
            for range in [start..at, at..at + usize::from(mark)] {
                if !range.is_empty() {
                    let word: String = chars[range.clone()].iter().collect();
                    tokens.push(Token {
                        at: range,
                        lower: word.to_lowercase(),
                        lemma: word.to_lowercase(),
                        text: word,
                        upos: Upos::Noun,
                        feats: Feats::default(),
                        head: 0,
                        rel: Rel::Dep,
                        entity: None,
                        starts_sentence: tokens.is_empty(),
                    });
                }
            }
            start = at + 1;
        }
    }
    tokens
}

fn between_digits(chars: &[char], at: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    digit(at.checked_sub(1)) && digit(Some(at + 1))
}

/// The dates of a text of Wednesday 2021-03-10, as `words = start/end`.
fn dates(text: &str) -> Vec<String> {
    let pack = pack::Pack::embedded("fr").expect("French is embedded").expect("the pack is sound");
    let document =
        Document { text: text.to_owned(), published: Some("2021-03-10".to_owned()), ..Document::default() };
    let page = Page::lay_out(&document, &pack, &Words);
    DateFinder::find(&page, &pack)
        .found
        .iter()
        .map(|found| {
            let words = found.date.mention.and_then(|span| span.slice(text)).unwrap_or_default();
            format!("{words} = {}/{}", found.date.start, found.date.end)
        })
        .collect()
}

#[test]
fn full_dates_are_what_they_say() {
    assert_eq!(dates("signé le 5 juin 2019 à Lima."), ["5 juin 2019 = 2019-06-05/2019-06-05"]);
    assert_eq!(dates("signé le 1er mai 2018."), ["1er mai 2018 = 2018-05-01/2018-05-01"]);
    assert_eq!(dates("né en mars 2011."), ["mars 2011 = 2011-03-01/2011-03-31"]);
    assert_eq!(dates("depuis 03/02/2020."), ["03/02/2020 = 2020-02-03/2020-02-03"]);
}

#[test]
fn a_day_without_a_year_is_the_nearest() {
    assert_eq!(dates("le 8 mars, le vote."), ["8 mars = 2021-03-08/2021-03-08"]);
    assert_eq!(dates("le 20 décembre dernier."), ["20 décembre = 2020-12-20/2020-12-20"]);
}

#[test]
fn a_weekday_is_the_last_one_unless_it_is_said_to_come() {
    assert_eq!(dates("a dit lundi le maire."), ["lundi = 2021-03-08/2021-03-08"]);
    assert_eq!(dates("a dit mercredi le maire."), ["mercredi = 2021-03-10/2021-03-10"]);
    assert_eq!(dates("le vote de vendredi prochain."), ["vendredi prochain = 2021-03-12/2021-03-12"]);
    assert_eq!(dates("le vote de vendredi dernier."), ["vendredi dernier = 2021-03-05/2021-03-05"]);
}

#[test]
fn fixed_and_counted_expressions_count_from_the_dispatch() {
    assert_eq!(dates("il a dit hier que"), ["hier = 2021-03-09/2021-03-09"]);
    assert_eq!(dates("vu la semaine dernière ici"), ["la semaine dernière = 2021-03-01/2021-03-07"]);
    assert_eq!(dates("vu il y a trois jours ici"), ["il y a trois jours = 2021-03-07/2021-03-07"]);
    assert_eq!(dates("prévu dans deux mois ici"), ["dans deux mois = 2021-05-01/2021-05-31"]);
}

#[test]
fn a_number_is_no_year_without_a_word_that_says_so() {
    assert_eq!(dates("les 1950 habitants"), [""; 0]);
    assert_eq!(dates("adopté en 1950 ici"), ["1950 = 1950-01-01/1950-12-31"]);
}
