//! Speech that no quotation marks enclose: the answers of an interview, the turns of a transcript, lines of dialogue
//! that open with a dash.

use super::{Block, BlockKind, Quote, plain::is_space};
use pack::{Talk, Typography};
use records::Span;
use std::collections::BTreeMap;

/// A question is short; what is longer is a paragraph that ends with one.
const QUESTION_MOST: usize = 450;
/// A remark that an interviewer makes instead of a question is shorter still.
const REMARK_MOST: usize = 300;
/// The name before a turn (« Le Journal : ») is short.
const LABEL_MOST: usize = 48;
const LABEL_WORDS: usize = 6;
/// So many questions to somebody make an interview, not a rhetorical figure.
const LEAST_QUESTIONS: usize = 2;

/// What one person says without marks, until another speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The stretches said, one a paragraph.
    pub parts: Vec<Span>,
    /// The name before the first of them.
    pub label: Option<Span>,
}

/// A paragraph as far as talk is concerned.
struct Line {
    start: usize,
    end: usize,
    label: Option<(usize, usize)>,
    heading: bool,
    first_person: bool,
    second_person: bool,
    asks: bool,
    /// Whether it leaves the end to the other: « On dit le contraire… »
    trails: bool,
}

impl Line {
    fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether an interviewer says this: a question, or a short remark to the other.
    fn is_question(&self) -> bool {
        self.asks && self.len() <= QUESTION_MOST
            || (self.second_person || self.trails) && !self.first_person && self.len() <= REMARK_MOST
    }

    fn label_text(&self, chars: &[char]) -> Option<String> {
        self.label.map(|(from, to)| chars[from..to].iter().collect())
    }
}

/// Finds the turns of a document; `blocks` are all of its blocks.
pub fn find_turns(chars: &[char], blocks: &[Block], talk: &Talk, typography: &Typography) -> Vec<Turn> {
    let lines: Vec<Line> = blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading))
        .map(|block| line(chars, block, talk, typography))
        .collect();
    if let Some(turns) = interview(chars, &lines, talk) {
        return turns;
    }
    let turns = transcript(chars, &lines);
    if turns.is_empty() { dialogue(chars, &lines, typography) } else { turns }
}

fn line(chars: &[char], block: &Block, talk: &Talk, typography: &Typography) -> Line {
    let label = label(chars, block, typography);
    let mut start = label.map_or(block.start, |(_, to)| to + 1);
    while start < block.end && (is_space(chars[start]) || chars[start] == ':') {
        start += 1;
    }
    let text: String = chars[start..block.end].iter().collect::<String>().to_lowercase();
    let has = |list: &[String]| {
        text.split(|c: char| !c.is_alphanumeric()).any(|word| list.iter().any(|known| known == word))
    };
    let last = chars[start..block.end].iter().rev().find(|c| !is_space(**c));
    Line {
        start,
        end: block.end,
        label,
        heading: block.kind == BlockKind::Heading && last != Some(&'?'),
        first_person: has(&talk.first),
        second_person: has(&talk.second),
        asks: last == Some(&'?'),
        trails: last == Some(&'…') || text.trim_end().ends_with("..."),
    }
}

/// The name that stands with a colon before a turn: a few words, the first with a capital, no figures, no marks.
fn label(chars: &[char], block: &Block, typography: &Typography) -> Option<(usize, usize)> {
    let stop = block.end.min(block.start + LABEL_MOST);
    let colon = (block.start..stop).find(|at| chars[*at] == ':')?;
    let mut end = colon;
    while end > block.start && (is_space(chars[end - 1]) || chars[end - 1] == '.') {
        end -= 1;
    }
    let name = &chars[block.start..end];
    let marks = typography.quotes.iter().flat_map(|pair| [pair.open, pair.close]);
    let fit = name.first().is_some_and(|c| c.is_uppercase())
        && !name.iter().any(|c| c.is_numeric() || matches!(c, ',' | ';' | '('))
        && !marks.clone().any(|mark| mark != '’' && name.contains(&mark))
        && name.split(|c| is_space(*c)).filter(|word| !word.is_empty()).count() <= LABEL_WORDS;
    // What follows must be talk itself, not a quotation that the colon introduces.
    let next = chars[colon + 1..block.end].iter().find(|c| !is_space(**c))?;
    (fit && !marks.into_iter().any(|mark| mark == *next)).then_some((block.start, end))
}

/// Questions to somebody, with what he answers between them.
fn interview(chars: &[char], lines: &[Line], talk: &Talk) -> Option<Vec<Turn>> {
    let asked = lines.iter().filter(|line| line.asks && line.is_question()).count();
    let addressed = lines.iter().filter(|line| line.second_person && line.is_question()).count();
    if asked < LEAST_QUESTIONS || addressed < LEAST_QUESTIONS {
        return None;
    }
    let first = lines.iter().position(|line| line.asks && line.is_question())?;
    let mut turns: Vec<Vec<&Line>> = Vec::new();
    for line in &lines[first..] {
        // Of two that could be questions in a row the second answers the first.
        if line.is_question() && (line.asks || !turns.last().is_some_and(Vec::is_empty)) {
            turns.push(Vec::new());
        } else if !line.heading
            && let Some(turn) = turns.last_mut()
        {
            turn.push(line);
        }
    }
    // The last answer ends where the article takes over again.
    if let Some(last) = turns.last_mut() {
        let kept = last.iter().skip(1).take_while(|line| line.first_person).count();
        last.truncate(kept + 1);
    }
    turns.iter_mut().for_each(|turn| turn.retain(|line| !is_credit(chars, line, talk)));
    turns.retain(|turn| !turn.is_empty());
    // Explanations in questions and answers are the author's: nobody says « I » in them.
    let personal = turns.iter().filter(|turn| turn.iter().any(|line| line.first_person)).count();
    (2 * personal >= turns.len() && personal > 0)
        .then(|| turns.iter().map(|turn| joined(turn.iter().copied())).collect())
}

/// « Propos recueillis par … »
fn is_credit(chars: &[char], line: &Line, talk: &Talk) -> bool {
    let text: String = chars[line.start..line.end].iter().collect::<String>().to_lowercase();
    line.len() < 160 && talk.credits.iter().any(|credit| text.contains(credit.as_str()))
}

/// Turns with the speakers' names before them, some of them again and again; he who only asks is the author.
fn transcript(chars: &[char], lines: &[Line]) -> Vec<Turn> {
    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in lines {
        if let Some(name) = line.label_text(chars) {
            let (count, asked) = seen.entry(name).or_default();
            *count += 1;
            *asked += usize::from(line.asks);
        }
    }
    let repeated = seen.values().filter(|(count, _)| *count > 1).count();
    if repeated < 2 {
        return Vec::new();
    }
    let mut turns = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some((count, asked)) = lines[at].label_text(chars).and_then(|name| seen.get(&name).copied())
        else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < lines.len() && lines[end].label.is_none() && !lines[end].heading && end + 1 < lines.len()
        {
            end += 1;
        }
        if 2 * asked <= count {
            turns.push(joined(lines[at..end].iter()));
        }
        at = end;
    }
    turns
}

/// Lines that open with a dash and are said by somebody to somebody.
fn dialogue(chars: &[char], lines: &[Line], typography: &Typography) -> Vec<Turn> {
    let dash = |line: &Line| {
        let opens = |mark: &str| line.len() > 1 && mark.chars().next() == chars.get(line.start).copied();
        typography.dialogue.iter().any(|mark| opens(mark))
            && chars.get(line.start + 1).is_some_and(|c| is_space(*c))
    };
    let personal = |line: &&Line| line.first_person || line.second_person || line.asks;
    let lines: Vec<&Line> = lines.iter().filter(|line| dash(line)).collect();
    // Where most lines with a dash are talk, the short answers between them are too; a list is not.
    let talk = lines.iter().filter(|line| personal(line)).count();
    let all = talk >= 2 && 2 * talk >= lines.len();
    lines
        .into_iter()
        .filter(|line| all || personal(line))
        .map(|line| {
            let start = (line.start + 1..line.end).find(|at| !is_space(chars[*at])).unwrap_or(line.end);
            Turn { parts: vec![Span::new(start as u32, line.end as u32)], label: None }
        })
        .filter(|turn| !turn.parts[0].is_empty())
        .collect()
}

fn joined<'l>(lines: impl Iterator<Item = &'l Line>) -> Turn {
    let lines: Vec<&Line> = lines.collect();
    let label = lines.first().and_then(|line| line.label);
    Turn {
        parts: lines.iter().map(|line| Span::new(line.start as u32, line.end as u32)).collect(),
        label: label.map(|(from, to)| Span::new(from as u32, to as u32)),
    }
}

/// Adds the turns to a document's quotations, as quotations without marks; what is quoted in them lies deeper.
pub fn add_turns(quotes: &mut Vec<Quote>, turns: &[Turn]) {
    for turn in turns {
        for (index, part) in turn.parts.iter().enumerate() {
            for quote in quotes.iter_mut().filter(|quote| part.contains(quote.inner) && !quote.spoken) {
                quote.depth += 1;
            }
            quotes.push(Quote {
                inner: *part,
                open: None,
                close: None,
                depth: 0,
                continues: index > 0,
                spoken: true,
            });
        }
    }
    quotes.sort_by_key(|quote| (quote.inner.start, std::cmp::Reverse(quote.inner.end), quote.depth));
}

/// The parts of the turn that a stretch belongs to, if it is one.
pub fn turn_of(turns: &[Turn], part: Span) -> Option<&Turn> {
    turns.iter().find(|turn| turn.parts.first() == Some(&part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::blocks;
    use records::Document;

    fn turns_of(text: &str) -> Vec<(Option<String>, Vec<String>)> {
        let pack = pack::Pack::embedded("fr").expect("there").expect("good");
        let chars: Vec<char> = text.chars().collect();
        let document = Document { text: text.to_owned(), ..Document::default() };
        let blocks = blocks(&chars, &document, &pack.dates);
        let slice = |span: Span| chars[span.start as usize..span.end as usize].iter().collect::<String>();
        find_turns(&chars, &blocks, &pack.syntax.talk, &pack.typography)
            .into_iter()
            .map(|turn| (turn.label.map(slice), turn.parts.into_iter().map(slice).collect()))
            .collect()
    }

    #[test]
    fn answers_stand_between_questions() {
        let text = "Entretien avec la présidente du port\n\nElle dirige le port depuis dix ans.\n\n\
            Comment jugez-vous la grève ?\n\nJe la comprends.\n\nMais elle coûte cher.\n\n\
            On vous dit proche du ministre.\n\nC’est faux, je ne l’ai jamais rencontré.\n\n\
            Resterez-vous ?\n\nOui, je reste.\n\nPropos recueillis par Jean Petit";
        assert_eq!(
            turns_of(text),
            [
                (None, vec!["Je la comprends.".to_owned(), "Mais elle coûte cher.".to_owned()]),
                (None, vec!["C’est faux, je ne l’ai jamais rencontré.".to_owned()]),
                (None, vec!["Oui, je reste.".to_owned()]),
            ]
        );
    }

    #[test]
    fn explanations_and_rhetorical_questions_are_the_author_s() {
        let explained = "Trois questions sur le port\n\nLe port change.\n\nQui décide ?\n\nLa région décide seule.\n\n\
            Qui paie ?\n\nL’État paie la moitié.";
        assert_eq!(turns_of(explained), []);
        let wondered = "Le port\n\nFaut-il fermer le port ?\n\nLa région hésite, selon le maire.";
        assert_eq!(turns_of(wondered), []);
    }

    #[test]
    fn a_transcript_names_who_speaks() {
        let text = "Débat au conseil\n\nLe maire : La séance est ouverte.\n\nMme Durand : Je demande un vote.\n\n\
            Le maire : Nous votons.\n\nMme Durand : Merci.";
        let turns = turns_of(text);
        assert_eq!(turns.len(), 4);
        assert_eq!(turns[1], (Some("Mme Durand".to_owned()), vec!["Je demande un vote.".to_owned()]));
    }

    #[test]
    fn a_dash_opens_a_line_of_dialogue_and_a_list() {
        let text = "Au marché\n\n– Je ne vends plus rien, dit-elle.\n\n– Mars 2011 : ouverture de la halle.";
        assert_eq!(turns_of(text), [(None, vec!["Je ne vends plus rien, dit-elle.".to_owned()])]);
    }
}
