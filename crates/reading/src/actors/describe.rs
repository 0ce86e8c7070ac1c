//! From words to mentions: a name with its title, a function with its country, a body by its head noun, a pronoun.

use super::{
    Mention,
    chunks::{Chunk, starts_upper},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{EntityKind, Gender, Number, Rel, Upos, VerbForm},
    text::BlockKind,
};
use knowledge::Fact;
use records::{ActorKind, Sector};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// What the pack says of a noun.
#[derive(Debug, Clone)]
pub struct Noun {
    /// The entry's first word, for comparison.
    pub key: String,
    /// What it names.
    pub kind: ActorKind,
    /// Sectors, the most telling first.
    pub sectors: Vec<Sector>,
    /// Whether the body that it is of decides.
    pub inherit: bool,
    /// How many words it takes.
    pub length: usize,
    /// Functions of which it is another name.
    pub like: Vec<String>,
}

/// All mentions of a document, in order of their heads.
pub fn mentions(page: &Page, lexicon: &Lexicon, chunks: &[Chunk]) -> Vec<Mention> {
    let chunk_at: HashMap<usize, usize> = chunks
        .iter()
        .enumerate()
        .flat_map(|(index, chunk)| chunk.words.clone().map(move |word| (word, index)))
        .collect();
    let mut used = vec![false; chunks.len()];
    let mut out: Vec<Mention> = Vec::new();
    let mut covered = 0;
    let mut skipped: HashSet<usize> = HashSet::new();
    for word in 0..page.words.len() {
        if word < covered || skipped.contains(&word) || page.block_of(word).kind == BlockKind::Dateline {
            continue;
        }
        if let Some(pronoun) = pronoun(page, lexicon, word) {
            out.push(pronoun);
            continue;
        }
        if let Some(noun) = lexicon.noun(page, word)
            && !(noun.length == 1
                && lexicon.noun(page, word + 1).is_some_and(|next| next.kind == noun.kind)
                && page.words[word + 1].sentence == page.words[word].sentence)
            && !chunk_at.get(&word).is_some_and(|chunk| swallows(page, &chunks[*chunk], word))
        {
            let mut mention = described(page, lexicon, word, noun, chunks, &chunk_at, &mut used);
            bracketed(page, &mut mention, chunks, &chunk_at, &mut used);
            covered = word + 1;
            out.push(mention);
            continue;
        }
        if let Some(&index) = chunk_at.get(&word)
            && !used[index]
            && chunks[index].words.start == word
        {
            used[index] = true;
            // « un Russe »: a people's name is no body's.
            if chunks[index].words.len() == 1
                && chunks[index].fact.is_none()
                && let Some(mention) = people(page, lexicon, word)
            {
                out.push(mention);
                continue;
            }
            if let Some(mut mention) = named(page, lexicon, &chunks[index]) {
                bracketed(page, &mut mention, chunks, &chunk_at, &mut used);
                covered = chunks[index].words.end;
                skipped.extend(mention.apposed);
                out.push(mention);
            }
            continue;
        }
        if let Some(mention) = people(page, lexicon, word) {
            out.push(mention);
        }
    }
    out
}

/// A name in brackets behind a body's name or description is its acronym or its full name.
fn bracketed(
    page: &Page,
    mention: &mut Mention,
    chunks: &[Chunk],
    chunk_at: &HashMap<usize, usize>,
    used: &mut [bool],
) {
    if mention.kind == ActorKind::Person || mention.kind == ActorKind::Country {
        return;
    }
    let end = mention.name.as_ref().map_or(mention.words.end, |name| name.end.max(mention.words.end));
    let Some(open) =
        (end.saturating_sub(1)..=end).find(|at| page.words.get(*at).is_some_and(|word| word.lower == "("))
    else {
        return;
    };
    let Some(&index) = chunk_at.get(&(open + 1)) else { return };
    let words = chunks[index].words.clone();
    let closed = page.words.get(words.end).is_some_and(|word| word.lower == ")");
    let place = matches!(chunks[index].fact, Some(Fact::Country(_) | Fact::Seat(_) | Fact::Place(_)));
    if closed && !place && !used[index] && words.start == open + 1 {
        used[index] = true;
        if mention.known.is_none()
            && let Some(Fact::Organisation(body)) = &chunks[index].fact
        {
            mention.known = Some(body.id);
            mention.country = mention.country.take().or(body.country.map(str::to_owned));
        }
        mention.bracketed = Some(words);
    }
}

/// Whether a name holds a noun as a part of itself (« Parti socialiste », « Human Rights Watch ») rather than after it.
fn swallows(page: &Page, chunk: &Chunk, word: usize) -> bool {
    (chunk.words.len() > 1 || chunk.fact.is_some())
        && starts_upper(&page.words[word].text)
        && chunk.words.contains(&word)
        && !(chunk.words.start == word && chunk.kind == Some(EntityKind::Person))
}

fn pronoun(page: &Page, lexicon: &Lexicon, word: usize) -> Option<Mention> {
    let token = &page.words[word];
    if !matches!(token.upos, Upos::Pron | Upos::Det) && !lexicon.is_inverted_pronoun(&token.lower) {
        return None;
    }
    if token.upos == Upos::Det {
        return None;
    }
    let entry = lexicon.pack.syntax.pronouns.iter().find(|entry| entry.words.contains(&token.lower))?;
    let mut mention = blank(word, word..word + 1, ActorKind::Person);
    mention.pronoun = true;
    mention.sure = true;
    mention.gender = entry.gender;
    mention.plural = entry.plural;
    Some(mention)
}

fn blank(head: usize, words: Range<usize>, kind: ActorKind) -> Mention {
    Mention {
        head,
        words,
        name: None,
        kind,
        sure: false,
        role: None,
        country: None,
        sectors: Vec::new(),
        gender: None,
        plural: false,
        definite: false,
        complements: Vec::new(),
        pronoun: false,
        place: false,
        known: None,
        office: false,
        like: Vec::new(),
        bracketed: None,
        apposed: None,
    }
}

/// A country that an adjective names.
pub fn nationality(word: usize, country: &str) -> Mention {
    let mut mention = blank(word, word..word + 1, ActorKind::Country);
    mention.country = Some(country.to_owned());
    mention.sure = true;
    mention
}

fn gender_of(page: &Page, word: usize) -> Option<char> {
    match page.words[word].feats.gender {
        Some(Gender::Masc) => Some('m'),
        Some(Gender::Fem) => Some('f'),
        None => page.dependents(word, &[Rel::Det, Rel::Amod]).find_map(|child| {
            match page.words[child].feats.gender {
                Some(Gender::Masc) => Some('m'),
                Some(Gender::Fem) => Some('f'),
                None => None,
            }
        }),
    }
}

fn is_plural(page: &Page, word: usize) -> bool {
    page.words[word].feats.number == Some(Number::Plur)
        || page.dependents(word, &[Rel::Det]).any(|det| page.words[det].feats.number == Some(Number::Plur))
}

fn is_definite(page: &Page, lexicon: &Lexicon, word: usize) -> bool {
    let syntax = &lexicon.pack.syntax;
    page.dependents(word, &[Rel::Det]).any(|det| {
        let lower = &page.words[det].lower;
        syntax.definite.contains(lower)
            || syntax.demonstratives.contains(lower)
            || syntax.possessives.contains(lower)
    }) || page.dependents(word, &[Rel::Case]).any(|case| {
        // A contraction holds the article (« du ministre »).
        let lower = &page.words[case].lower;
        lexicon.preposition(lower) != lower.as_str()
    })
}

/// A noun phrase that nothing is known of.
pub fn plain(page: &Page, lexicon: &Lexicon, head: usize) -> Mention {
    let mut mention = blank(head, description(page, lexicon, head), ActorKind::Group);
    mention.gender = gender_of(page, head);
    mention.plural = is_plural(page, head);
    mention.definite = is_definite(page, lexicon, head);
    mention.role = Some(page.words[head].lemma.clone());
    mention.complements = complements(page, head);
    mention.country = country_around(page, lexicon, head, &mention.words);
    mention
}

/// The words of a description: its noun phrase up to the first preposition that does not complete a name or office.
fn description(page: &Page, lexicon: &Lexicon, head: usize) -> Range<usize> {
    let phrase = page.noun_phrase(head);
    let cut = (head + 1..phrase.end).find(|at| {
        let token = &page.words[*at];
        let foreign = token.upos == Upos::Adp
            && !lexicon
                .pack
                .syntax
                .complements
                .iter()
                .any(|known| known == lexicon.preposition(&token.lower));
        // A comma, a verb or a quotation ends a description; what follows is another phrase.
        foreign
            || token.lower == ","
            || token.feats.verb_form == Some(VerbForm::Fin)
            || token.quote != page.words[head].quote
    });
    phrase.start..cut.unwrap_or(phrase.end).max(head + 1)
}

fn complements(page: &Page, head: usize) -> Vec<String> {
    let phrase = page.noun_phrase(head);
    phrase
        .filter(|word| {
            *word > head && (page.words[*word].upos.is_nominal() || page.words[*word].upos == Upos::X)
        })
        .map(|word| page.words[word].lemma.clone())
        .collect()
}

/// A function or head noun with the name beside it.
fn described(
    page: &Page,
    lexicon: &Lexicon,
    head: usize,
    noun: Noun,
    chunks: &[Chunk],
    chunk_at: &HashMap<usize, usize>,
    used: &mut [bool],
) -> Mention {
    let phrase = description(page, lexicon, head);
    let mut mention = blank(head, phrase.clone(), noun.kind);
    mention.sure = true;
    mention.gender = gender_of(page, head);
    mention.plural = is_plural(page, head);
    mention.definite = is_definite(page, lexicon, head);
    mention.role = Some(noun.key.clone());
    mention.like = noun.like.clone();
    if let Some(index) = name_beside(page, lexicon, head, &noun, chunks, chunk_at, used) {
        used[index] = true;
        let words = chunks[index].words.clone();
        mention.words.start = mention.words.start.min(words.start);
        mention.words.end = mention.words.end.max(words.end);
        mention.name = Some(words);
    }
    // « un jeune manifestant, X »: the first of two nouns may carry the phrase in the tree.
    if head > 0
        && page.words[head].sentence == page.words[head - 1].sentence
        && lexicon.noun(page, head - 1).is_some_and(|first| first.kind == noun.kind)
    {
        mention.words.start = mention.words.start.min(page.noun_phrase(head - 1).start.min(head - 1));
    }
    mention.complements = complements(page, head);
    if let Some(name) = &mention.name {
        let own: Vec<&str> = name.clone().map(|word| page.words[word].lemma.as_str()).collect();
        mention.complements.retain(|lemma| !own.contains(&lemma.as_str()));
    }
    mention.country = country_around(page, lexicon, head, &mention.words);
    mention.sectors = sectors(page, lexicon, head, &noun, &mention.words);
    mention.office = noun.inherit || mention.sectors.contains(&Sector::Gov);
    mention
}

/// The name that belongs to a function or body: right behind its phrase, or in apposition to it.
fn name_beside(
    page: &Page,
    lexicon: &Lexicon,
    head: usize,
    noun: &Noun,
    chunks: &[Chunk],
    chunk_at: &HashMap<usize, usize>,
    used: &[bool],
) -> Option<usize> {
    let sentence = page.sentence_of(head);
    let quote = page.words[head].quote;
    let fits = |index: usize| {
        let chunk = &chunks[index];
        // A person's name is no body's, and no place's.
        let body = noun.kind == ActorKind::Person
            && (matches!(chunk.fact, Some(Fact::Organisation(_)))
                || chunk.kind == Some(EntityKind::Organisation) && chunk.words.len() == 1);
        let place = body
            || matches!(chunk.fact, Some(Fact::Country(_) | Fact::Seat(_) | Fact::Place(_)))
            || (chunk.kind == Some(EntityKind::Place) && noun.kind == ActorKind::Person);
        !used[index] && !place && page.words[chunk.words.start].quote == quote
    };
    // In the tree: a name that hangs on the noun without a preposition.
    let hung = page
        .dependents(head, &[Rel::Appos, Rel::Flat, Rel::Nmod, Rel::Dep, Rel::Amod])
        .filter(|child| *child > head && page.case_word(*child).is_none())
        .find_map(|child| chunk_at.get(&child).copied().filter(|index| fits(*index)));
    // In the line: behind the noun, its adjectives and complements.
    let mut at = head + noun.length;
    let limit = sentence.end.min(head + 14);
    let mut commas = 0;
    while at < limit {
        if let Some(&index) = chunk_at.get(&at) {
            let preposition = at > 0 && matches!(page.words[at - 1].upos, Upos::Adp | Upos::Det);
            if !preposition && fits(index) && chunks[index].words.start == at {
                let apposition = commas > 0;
                // « le secrétaire général, X, a dit »: an apposition is closed by a comma or the end.
                let closed = page.words.get(chunks[index].words.end).is_none_or(|next| {
                    page.is_punct_text(&next.lower)
                        || matches!(next.upos, Upos::Verb | Upos::Aux | Upos::Pron)
                });
                let body =
                    chunks[index].kind != Some(EntityKind::Person) && noun.kind == ActorKind::Organisation;
                if !apposition || closed && (noun.kind == ActorKind::Person || body) && !is_plural(page, head)
                {
                    return Some(index);
                }
                return hung;
            }
            at = chunks[index].words.end.max(at + 1);
            continue;
        }
        let token = &page.words[at];
        match token.upos {
            Upos::Adj | Upos::Adp | Upos::Num => {}
            Upos::Det => {}
            Upos::Noun if page.is_under(at, head) => {}
            Upos::Propn | Upos::X if page.is_under(at, head) => {}
            Upos::Cconj
                if page.is_under(at, head)
                    && page.words.get(at + 1).is_some_and(|next| !starts_upper(&next.text)) => {}
            // « le président de l’Union (UFIP), X »: an acronym in brackets.
            Upos::Punct if token.lower == "(" => {
                let close = (at..limit).find(|next| page.words[*next].lower == ")");
                at = close.unwrap_or(limit);
            }
            Upos::Punct if token.lower == "," && commas == 0 => commas += 1,
            _ => break,
        }
        at += 1;
    }
    let _ = lexicon;
    hung
}

/// A name by itself, with a title before it and a function in apposition behind it.
fn named(page: &Page, lexicon: &Lexicon, chunk: &Chunk) -> Option<Mention> {
    let words = chunk.words.clone();
    let head = words
        .clone()
        .find(|word| {
            let up = page.words[*word].head;
            up == *word || !words.contains(&up)
        })
        .unwrap_or(words.start);
    let mut mention = blank(head, words.clone(), ActorKind::Person);
    mention.name = Some(words.clone());
    mention.sure = true;
    mention.plural = is_plural(page, head) && chunk.kind != Some(EntityKind::Person);
    match &chunk.fact {
        Some(fact) => from_fact(&mut mention, fact),
        None => {
            mention.kind = match chunk.kind {
                Some(EntityKind::Person) => ActorKind::Person,
                Some(EntityKind::Place) => {
                    mention.place = true;
                    ActorKind::Organisation
                }
                Some(EntityKind::Organisation) => ActorKind::Organisation,
                _ => {
                    mention.sure = chunk.kind.is_some() || words.len() <= 4;
                    ActorKind::Organisation
                }
            };
        }
    }
    // A body whose name begins with its kind (« Cour constitutionnelle », « Parti socialiste »).
    if let Some(noun) = lexicon.noun(page, words.start)
        && (noun.kind != ActorKind::Person || chunk.kind != Some(EntityKind::Person))
        && !matches!(chunk.fact, Some(Fact::Country(_) | Fact::Seat(_) | Fact::Place(_)))
    {
        mention.kind = noun.kind;
        mention.place = false;
        mention.definite = is_definite(page, lexicon, head);
        if mention.sectors.is_empty() {
            mention.sectors = noun.sectors.clone();
        }
        mention.role = Some(noun.key);
    }
    title(page, lexicon, &mut mention);
    if mention.gender.is_none() && mention.kind != ActorKind::Person {
        mention.gender = gender_of(page, head);
    }
    let body = chunk.kind == Some(EntityKind::Organisation)
        || chunk.kind == Some(EntityKind::Place)
        || matches!(
            chunk.fact,
            Some(Fact::Organisation(_) | Fact::Place(_) | Fact::Seat(_) | Fact::Country(_))
        );
    apposition(page, lexicon, &mut mention, body);
    let start = (words.start.saturating_sub(1)..words.start).find(|at| {
        page.words[*at].upos == Upos::Det && page.words[*at].sentence == page.words[words.start].sentence
    });
    if let Some(start) = start {
        mention.words.start = mention.words.start.min(start);
    }
    Some(mention)
}

fn from_fact(mention: &mut Mention, fact: &Fact) {
    match fact {
        Fact::Country(country) => {
            mention.kind = ActorKind::Country;
            mention.country = Some(country.code.to_owned());
        }
        Fact::Seat(seat) => {
            mention.kind = ActorKind::Organisation;
            mention.country = Some(seat.country.to_owned());
            mention.sectors = seat.sectors.iter().filter_map(|code| code.parse().ok()).collect();
            mention.place = seat.capital;
        }
        Fact::Organisation(body) => {
            mention.kind = ActorKind::Organisation;
            mention.country = body.country.map(str::to_owned);
            mention.sectors = body.sectors.iter().filter_map(|code| code.parse().ok()).collect();
            mention.known = Some(body.id);
        }
        Fact::Place(place) => {
            mention.kind = ActorKind::Organisation;
            mention.country = place.country.map(str::to_owned);
            mention.place = true;
        }
        Fact::Demonym(_) => {}
    }
}

/// A form of address before a name makes it a person's and can tell the gender.
fn title(page: &Page, lexicon: &Lexicon, mention: &mut Mention) {
    let start = mention.words.start;
    let first = &page.words[start].text;
    let titles = &lexicon.pack.actors.titles;
    let find = |text: &str| {
        titles
            .iter()
            .find(|title| title.words.iter().any(|word| word == text || word.trim_end_matches('.') == text))
    };
    let before = start.checked_sub(1).map(|at| (at, page.words[at].text.as_str()));
    // « M . X »: the tokenizer may have cut the point off.
    let before = match before {
        Some((at, ".")) if at > 0 => Some((at - 1, page.words[at - 1].text.as_str())),
        other => other,
    };
    if let Some((at, text)) = before
        && let Some(title) = find(text)
    {
        mention.kind = ActorKind::Person;
        mention.gender = title.gender;
        mention.words.start = at;
    } else if mention.words.len() > 1
        && let Some(title) = find(first)
    {
        mention.kind = ActorKind::Person;
        mention.gender = title.gender;
        if let Some(name) = &mut mention.name {
            name.start = (name.start + 1).min(name.end - 1);
        }
    }
}

/// « X, ministre de Y, », « X (PS) », « X, de la CGT »: what stands behind a name tells function, country and sector.
fn apposition(page: &Page, lexicon: &Lexicon, mention: &mut Mention, body: bool) {
    let end = mention.words.end;
    let Some(next) = page.words.get(end) else { return };
    let sentence = page.sentence_of(mention.head);
    if !sentence.contains(&end) || next.quote != page.words[mention.head].quote {
        return;
    }
    let mut at = end;
    if matches!(next.lower.as_str(), "," | "(") {
        at += 1;
    }
    while at < sentence.end
        && at < end + 5
        && matches!(page.words[at].upos, Upos::Det | Upos::Adj | Upos::Adp)
    {
        let foreign = page.words[at].upos == Upos::Adp
            && !lexicon
                .pack
                .syntax
                .complements
                .iter()
                .any(|known| known == lexicon.preposition(&page.words[at].lower));
        if foreign {
            return;
        }
        at += 1;
    }
    if at >= sentence.end || !(page.words[at].upos.is_nominal() || page.words[at].upos == Upos::X) {
        return;
    }
    let comma = at > end;
    let Some(noun) = lexicon.noun(page, at) else {
        // An unlisted noun in apposition still names the same one (« X, le successeur de Y, »).
        let hung = page.words[at].rel == Rel::Appos && mention.words.contains(&page.words[at].head);
        if hung && comma && page.dependents(at, &[Rel::Det]).next().is_some() {
            mention.words.end = mention.words.end.max(description(page, lexicon, at).end);
        }
        return;
    };
    if !comma && !page.is_under(at, mention.head) {
        return;
    }
    let is_person = noun.kind == ActorKind::Person;
    if is_person && body {
        return;
    }
    let phrase = page.noun_phrase(at);
    if is_person {
        mention.kind = ActorKind::Person;
        mention.gender = mention.gender.or_else(|| gender_of(page, at));
    }
    mention.role = Some(noun.key.clone());
    mention.apposed = Some(at);
    if mention.sectors.is_empty() {
        mention.sectors = sectors(page, lexicon, at, &noun, &phrase);
    }
    mention.country = mention.country.take().or_else(|| country_around(page, lexicon, at, &phrase));
    mention.complements = complements(page, at);
    mention.words.end = mention.words.end.max(phrase.end);
}

/// « les Français », « des Kazakhs »: people named by their nation.
fn people(page: &Page, lexicon: &Lexicon, word: usize) -> Option<Mention> {
    let token = &page.words[word];
    if !starts_upper(&token.text) && token.upos != Upos::Noun {
        return None;
    }
    let demonym = knowledge::country_by_demonym(&lexicon.pack.tag, &token.text)?;
    if !demonym.noun {
        return None;
    }
    let mut mention = blank(word, page.noun_phrase(word), ActorKind::Group);
    mention.plural = is_plural(page, word);
    if !mention.plural {
        mention.kind = ActorKind::Person;
    }
    mention.country = demonym.country.map(str::to_owned);
    mention.sectors = vec![Sector::Cvl];
    mention.sure = starts_upper(&token.text);
    mention.gender = gender_of(page, word);
    mention.definite = is_definite(page, lexicon, word);
    mention.role = Some(token.lemma.clone());
    Some(mention)
}

/// The country that a phrase tells: an adjective of nationality, a country in its complement.
fn country_around(page: &Page, lexicon: &Lexicon, head: usize, phrase: &Range<usize>) -> Option<String> {
    let tag = &lexicon.pack.tag;
    let adjective = phrase.clone().filter(|word| *word != head).find_map(|word| {
        let token = &page.words[word];
        if !matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::X)
            || starts_upper(&token.text) && token.upos != Upos::Adj
        {
            return None;
        }
        knowledge::country_by_demonym(tag, &token.lower)
            .filter(|demonym| demonym.adjective)
            .and_then(|demonym| demonym.country)
    });
    if let Some(country) = adjective {
        return Some(country.to_owned());
    }
    let mut word = phrase.start;
    while word < phrase.end {
        if starts_upper(&page.words[word].text) && word > head {
            let words: Vec<&str> =
                (word..phrase.end.min(word + 10)).map(|at| page.words[at].text.as_str()).collect();
            if let Some((length, fact)) = knowledge::longest_match(tag, &words) {
                match fact {
                    Fact::Country(country) => return Some(country.code.to_owned()),
                    Fact::Seat(seat) => return Some(seat.country.to_owned()),
                    Fact::Organisation(body) if body.country.is_some() => {
                        return body.country.map(str::to_owned);
                    }
                    Fact::Place(place) if place.country.is_some() => return place.country.map(str::to_owned),
                    _ => {}
                }
                word += length;
                continue;
            }
        }
        word += 1;
    }
    None
}

/// Sectors of a function: those of the body that it is of where the pack says so, else its own; a past office is ELI.
fn sectors(page: &Page, lexicon: &Lexicon, head: usize, noun: &Noun, phrase: &Range<usize>) -> Vec<Sector> {
    let mut sectors = noun.sectors.clone();
    if noun.inherit {
        let body = (head + noun.length..phrase.end).find_map(|word| {
            lexicon.noun(page, word).filter(|body| body.kind != ActorKind::Person && !body.sectors.is_empty())
        });
        match body {
            Some(body) => sectors = body.sectors,
            None => {
                let named = (head + noun.length..phrase.end)
                    .find_map(|word| named_sectors(page, lexicon, word, phrase.end));
                sectors = named.unwrap_or(sectors);
            }
        }
    }
    let former = (phrase.start..head)
        .any(|word| lexicon.pack.actors.former.iter().any(|former| *former == page.words[word].lower));
    if former && noun.kind == ActorKind::Person {
        sectors.push(Sector::Eli);
    }
    sectors
}

/// Sectors of a body that the tables know by the name that starts at a token.
fn named_sectors(page: &Page, lexicon: &Lexicon, word: usize, end: usize) -> Option<Vec<Sector>> {
    if !starts_upper(&page.words[word].text) {
        return None;
    }
    let words: Vec<&str> = (word..end.min(word + 10)).map(|at| page.words[at].text.as_str()).collect();
    match knowledge::longest_match(&lexicon.pack.tag, &words)?.1 {
        Fact::Organisation(body) => {
            let sectors: Vec<Sector> = body.sectors.iter().filter_map(|code| code.parse().ok()).collect();
            (!sectors.is_empty()).then_some(sectors)
        }
        _ => None,
    }
}
