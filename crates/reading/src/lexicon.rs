//! A pack's entries made ready for look-up by lemma.

use crate::{actors::Noun, page::Page};
use pack::{EventNoun, EventVerb, Pack, SourcePhrase, SpeechAdjective, SpeechNoun, SpeechVerb, Syntax};
use std::{
    cell::LazyCell,
    collections::{HashMap, HashSet},
};

/// A phrase of the pack, split into words, with the number of its entry.
#[derive(Debug, Clone)]
struct Phrase {
    /// Words after the first, in order.
    rest: Vec<String>,
    /// Whether a reflexive pronoun must stand before the verb, or be joined to it.
    reflexive: bool,
    /// Another pronoun that must stand right before it (« y voir »).
    clitic: Option<String>,
    entry: usize,
}

/// Entries of one list by the first word of their lemma; longer phrases first.
#[derive(Debug, Default)]
struct Index(HashMap<String, Vec<Phrase>>);

/// How many words may stand between two words of a phrase (« mettre très clairement en garde »).
const PHRASE_GAP: usize = 3;

impl Index {
    fn build<'a>(syntax: &Syntax, lemmas: impl Iterator<Item = &'a str>) -> Index {
        let mut index: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (entry, lemma) in lemmas.enumerate() {
            let lemma = lemma.replace('’', "'").to_lowercase();
            let (reflexive, lemma) = match syntax.without_reflexive(&lemma) {
                Some(rest) => (true, rest.to_owned()),
                None => (false, lemma),
            };
            let (clitic, lemma) = match lemma.split_once(' ') {
                Some((first, rest)) if first.chars().count() == 1 => {
                    (Some(first.to_owned()), rest.to_owned())
                }
                _ => (None, lemma),
            };
            let mut words = split_words(&lemma).into_iter();
            if let Some(first) = words.next() {
                index.entry(first).or_default().push(Phrase {
                    rest: words.collect(),
                    reflexive,
                    clitic,
                    entry,
                });
            }
        }
        for phrases in index.values_mut() {
            phrases.sort_by_key(|phrase| {
                (
                    std::cmp::Reverse(phrase.rest.len()),
                    !phrase.reflexive && phrase.clitic.is_none(),
                    phrase.entry,
                )
            });
        }
        Index(index)
    }

    /// Entries that start at `word`, the longest phrases only, with all words of the phrase.
    fn at(
        &self,
        page: &Page,
        word: usize,
        lemma: &str,
        reflexives: &HashSet<String>,
    ) -> Vec<(usize, Vec<usize>)> {
        let Some(phrases) = self.0.get(lemma) else { return Vec::new() };
        let mut found: Vec<(usize, usize, Vec<usize>)> = Vec::new();
        let has_reflexive = has_reflexive(page, word, reflexives);
        for phrase in phrases {
            // « la centrale se trouve à … »: with a reflexive it is another verb.
            if phrase.reflexive && !has_reflexive || !phrase.reflexive && is_reflexive(page, word, reflexives)
            {
                continue;
            }
            if phrase.clitic.as_ref().is_some_and(|clitic| {
                page.verb_group(word).start.checked_sub(1).is_none_or(|at| page.words[at].lower != *clitic)
            }) {
                continue;
            }
            let Some(words) = follow(page, word, &phrase.rest).or_else(|| hang(page, word, &phrase.rest))
            else {
                continue;
            };
            let weight =
                2 * phrase.rest.len() + usize::from(phrase.reflexive) + usize::from(phrase.clitic.is_some());
            found.push((weight, phrase.entry, words));
        }
        let best = found.iter().map(|(weight, ..)| *weight).max().unwrap_or(0);
        found.retain(|(weight, ..)| *weight == best);
        found.into_iter().map(|(_, entry, words)| (entry, words)).collect()
    }
}

/// Whether a verb has a reflexive pronoun: before it, or joined to its end.
fn has_reflexive(page: &Page, word: usize, reflexives: &HashSet<String>) -> bool {
    reflexive_joined(page, word, reflexives) || reflexive_before(page, word, reflexives)
}

/// « reuniu-se »: a reflexive pronoun of the third person right behind the verb that it hangs on, with no space between.
fn reflexive_joined(page: &Page, verb: usize, reflexives: &HashSet<String>) -> bool {
    page.words.get(verb + 1).is_some_and(|token| {
        token.head == verb
            && token.upos == crate::parse::Upos::Pron
            && token.feats.person == Some(3)
            && reflexives.contains(token.lower.as_str())
            && !matches!(token.rel, crate::parse::Rel::Nsubj)
            && !page.chars
                [page.words[verb].span.end as usize..token.span.start.max(page.words[verb].span.end) as usize]
                .iter()
                .any(|c| c.is_whitespace())
    })
}

fn reflexive_before(page: &Page, word: usize, reflexives: &HashSet<String>) -> bool {
    let start = page.sentence_of(word).start;
    (start..word).rev().take(4).any(|at| {
        let token = &page.words[at];
        reflexives.contains(token.lower.as_str())
            && (token.head == word || page.words[token.head].head == word || word - at <= 2)
            && !matches!(token.rel, crate::parse::Rel::Nsubj)
    })
}

/// Whether a reflexive pronoun of the third person stands right before a verb group, or is joined to its verb.
fn is_reflexive(page: &Page, verb: usize, reflexives: &HashSet<String>) -> bool {
    let before = |verb: usize| {
        page.verb_group(verb).start.checked_sub(1).is_some_and(|before| {
            let token = &page.words[before];
            token.upos == crate::parse::Upos::Pron
                && reflexives.contains(token.lower.as_str())
                && token.feats.person == Some(3)
                && !matches!(token.rel, crate::parse::Rel::Nsubj)
        })
    };
    page.words[verb].upos == crate::parse::Upos::Verb
        && (reflexive_joined(page, verb, reflexives) || before(verb))
}

fn follow(page: &Page, word: usize, rest: &[String]) -> Option<Vec<usize>> {
    let end = page.sentence_of(word).end;
    let mut words = vec![word];
    let mut at = word;
    for wanted in rest {
        let next = (at + 1..end.min(at + 2 + PHRASE_GAP)).find(|next| {
            let token = &page.words[*next];
            token.lower == *wanted || token.lemma == *wanted || elided(&token.lower, wanted)
        })?;
        // Only light words may stand between: a comma or a noun means that the phrase is not one.
        let light = (at + 1..next).all(|between| {
            use crate::parse::Upos::*;
            matches!(page.words[between].upos, Adv | Aux | Pron | Det | Part | Adp)
                || page.words[between].lower.starts_with('-')
        });
        if !light {
            return None;
        }
        words.push(next);
        at = next;
    }
    Some(words)
}

/// The words of a phrase of a preposition and a noun that hang on a verb behind its object (« a placé l'ancien maire en
/// détention », « met Ankara en garde »).
fn hang(page: &Page, word: usize, rest: &[String]) -> Option<Vec<usize>> {
    let [preposition, between @ .., noun] = rest else { return None };
    let fits = |at: usize, wanted: &String| {
        let token = &page.words[at];
        token.lower == *wanted || token.lemma == *wanted || elided(&token.lower, wanted)
    };
    // The parser hangs it on the verb or on the object.
    let objects =
        page.children(word).iter().filter(|child| page.words[**child].rel == crate::parse::Rel::Obj);
    let below = objects.flat_map(|object| page.children(*object)).chain(page.children(word)).copied();
    below.filter(|child| *child > word && fits(*child, noun)).find_map(|child| {
        let start = child.checked_sub(between.len() + 1).filter(|start| *start > word)?;
        let wanted = std::iter::once(preposition).chain(between);
        (page.words[start].upos == crate::parse::Upos::Adp
            && page.words[start].head == child
            && (start..child).zip(wanted).all(|(at, wanted)| fits(at, wanted)))
        .then(|| std::iter::once(word).chain(start..child + 1).collect())
    })
}

/// Whether two words are the same but for an accent on the first letter of one.
fn same_without_accent(accents: &[(char, char)], accented: &str, plain: &str) -> bool {
    let (mut a, mut b) = (accented.chars(), plain.chars());
    let base = |letter: char| accents.iter().find(|pair| pair.0 == letter).map_or(letter, |pair| pair.1);
    a.next().zip(b.next()).is_some_and(|(x, y)| x != y && base(x) == y) && a.eq(b)
}

fn elided(have: &str, wanted: &str) -> bool {
    have.strip_suffix('\'')
        .is_some_and(|stem| wanted.strip_prefix(stem).is_some_and(|vowel| vowel.chars().count() == 1))
}

/// The pack with its look-ups.
#[derive(Debug)]
pub struct Lexicon {
    /// The pack.
    pub pack: std::sync::Arc<Pack>,
    speech_verbs: Index,
    speech_nouns: Index,
    speech_adjectives: Index,
    event_verbs: Index,
    event_nouns: Index,
    sources: HashMap<String, Vec<(Vec<String>, usize)>>,
    nouns: HashMap<String, Vec<(Vec<String>, Noun)>>,
    /// Sectors that adjectives tell, by their forms.
    fields: HashMap<String, Vec<records::Sector>>,
    /// Sectors that words in the names of bodies tell.
    name_fields: HashMap<String, Vec<records::Sector>>,
    reflexives: HashSet<String>,
    /// Regular forms of the pack's verbs, with the lemma.
    forms: HashMap<String, (String, bool)>,
    /// Those of them that are finite and look like no participle.
    finite_forms: HashSet<String>,
}

impl Lexicon {
    /// Makes a pack ready.
    pub fn new(pack: std::sync::Arc<Pack>) -> Lexicon {
        let mut sources: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
        for (entry, source) in pack.speech.sources.iter().enumerate() {
            let words: Vec<String> = split_words(&source.words.get_ref().replace('’', "'").to_lowercase());
            if let Some(first) = words.first() {
                sources.entry(first.clone()).or_default().push((words, entry));
            }
        }
        for phrases in sources.values_mut() {
            phrases.sort_by_key(|(words, entry)| (std::cmp::Reverse(words.len()), *entry));
        }
        let forms = regular_forms(&pack);
        Lexicon {
            speech_verbs: Index::build(
                &pack.syntax,
                pack.speech.verbs.iter().map(|verb| verb.lemma.get_ref().as_str()),
            ),
            speech_nouns: Index::build(
                &pack.syntax,
                pack.speech.nouns.iter().map(|noun| noun.lemma.get_ref().as_str()),
            ),
            speech_adjectives: Index::build(
                &pack.syntax,
                pack.speech.adjectives.iter().map(|word| word.lemma.get_ref().as_str()),
            ),
            event_verbs: Index::build(
                &pack.syntax,
                pack.events.verbs.iter().map(|verb| verb.lemma.get_ref().as_str()),
            ),
            event_nouns: Index::build(
                &pack.syntax,
                pack.events.nouns.iter().map(|noun| noun.lemma.get_ref().as_str()),
            ),
            sources,
            name_fields: fields_of(&pack.actors.names, str::to_owned),
            nouns: actor_nouns(&pack),
            fields: fields_of(&pack.actors.adjectives, str::to_lowercase),
            finite_forms: finite_forms(&forms),
            forms,
            reflexives: pack.syntax.reflexives.iter().cloned().collect(),
            pack,
        }
    }

    /// Speech verbs at a token, with the words of the phrase.
    pub fn speech_verbs(&self, page: &Page, word: usize) -> Vec<(&SpeechVerb, Vec<usize>)> {
        let found = self.verbs_at(&self.speech_verbs, page, word);
        found.into_iter().map(|(entry, words)| (&self.pack.speech.verbs[entry], words)).collect()
    }

    /// Entries by lemma, else by the lemma that the form itself tells.
    fn verbs_at(&self, index: &Index, page: &Page, word: usize) -> Vec<(usize, Vec<usize>)> {
        let token = &page.words[word];
        let found = index.at(page, word, &token.lemma, &self.reflexives);
        match self.forms.get(&token.lower) {
            Some((lemma, _)) if found.is_empty() => index.at(page, word, lemma, &self.reflexives),
            _ => found,
        }
    }

    /// The lemma of a word that is a regular form of one of the pack's verbs.
    pub fn verb_of_form(&self, lower: &str) -> Option<&str> {
        self.forms.get(lower).map(|(lemma, _)| lemma.as_str())
    }

    /// One past the last word of a phrase of several words that a verb with this lemma would make at a token.
    pub fn phrase_end(&self, page: &Page, word: usize, lemma: &str) -> Option<usize> {
        let indexes = [&self.speech_verbs, &self.event_verbs];
        indexes
            .iter()
            .flat_map(|index| index.at(page, word, lemma, &self.reflexives))
            .filter(|(_, words)| words.len() > 1)
            .filter_map(|(_, words)| words.last().copied())
            .max()
            .map(|last| last + 1)
    }

    /// Whether such a form is a past participle.
    pub fn is_participle_form(&self, lower: &str) -> bool {
        self.forms.get(lower).is_some_and(|(_, participle)| *participle)
    }

    /// Whether such a form is finite and looks like no participle (« avertit », but not « dit »).
    pub fn is_finite_form(&self, lower: &str) -> bool {
        self.finite_forms.contains(lower)
    }

    /// Whether such a form may be finite (« dit » too).
    pub fn could_be_finite(&self, lower: &str) -> bool {
        self.forms.get(lower).is_some_and(|(_, participle)| !participle)
    }

    /// Speech nouns at a token.
    pub fn speech_nouns(&self, page: &Page, word: usize) -> Vec<(&SpeechNoun, Vec<usize>)> {
        let found = self.speech_nouns.at(page, word, &page.words[word].lemma, &self.reflexives);
        found.into_iter().map(|(entry, words)| (&self.pack.speech.nouns[entry], words)).collect()
    }

    /// Speech adjectives at a token.
    pub fn speech_adjectives(&self, page: &Page, word: usize) -> Vec<(&SpeechAdjective, Vec<usize>)> {
        let token = &page.words[word];
        let mut found = self.speech_adjectives.at(page, word, &token.lemma, &self.reflexives);
        if found.is_empty() {
            found = self.speech_adjectives.at(page, word, &token.lower, &self.reflexives);
        }
        for (ending, base) in &self.pack.syntax.agreement {
            if !found.is_empty() {
                break;
            }
            if let Some(stem) = token.lower.strip_suffix(ending.as_str()) {
                found = self.speech_adjectives.at(page, word, &format!("{stem}{base}"), &self.reflexives);
            }
        }
        found.into_iter().map(|(entry, words)| (&self.pack.speech.adjectives[entry], words)).collect()
    }

    /// Event verbs at a token.
    pub fn event_verbs(&self, page: &Page, word: usize) -> Vec<(&EventVerb, Vec<usize>)> {
        let found = self.verbs_at(&self.event_verbs, page, word);
        found.into_iter().map(|(entry, words)| (&self.pack.events.verbs[entry], words)).collect()
    }

    /// Event nouns at a token.
    pub fn event_nouns(&self, page: &Page, word: usize) -> Vec<(&EventNoun, Vec<usize>)> {
        let token = &page.words[word];
        let mut found = self.event_nouns.at(page, word, &token.lemma, &self.reflexives);
        if found.is_empty() {
            found = self.event_nouns.at(page, word, &token.lower, &self.reflexives);
        }
        found.into_iter().map(|(entry, words)| (&self.pack.events.nouns[entry], words)).collect()
    }

    /// Whether a phrase that says that what follows is not done ends at a token.
    pub fn is_privative(&self, page: &Page, last: usize) -> bool {
        let start = page.sentence_of(last).start;
        self.pack.syntax.privatives.iter().any(|phrase| {
            let first = (last + 1).checked_sub(split_words(phrase).len()).filter(|first| *first >= start);
            first.is_some_and(|first| self.phrase_at(page, first, phrase) == Some(last + 1))
        })
    }

    /// Whether a phrase that opens a circumstance of a report starts at a token.
    pub fn closes(&self, page: &Page, word: usize) -> bool {
        self.starts_with(page, word, &self.pack.syntax.closers)
    }

    /// Whether a phrase that goes on with what is said starts at a token.
    pub fn restates(&self, page: &Page, word: usize) -> bool {
        self.starts_with(page, word, &self.pack.syntax.restatements)
    }

    /// One past the last word of a phrase that ties a sentence to the one before and starts at a token.
    pub fn connective(&self, page: &Page, word: usize) -> Option<usize> {
        let phrase = |phrase: &&String| self.starts_with(page, word, std::slice::from_ref(*phrase));
        self.pack.syntax.connectives.iter().find(phrase).map(|phrase| word + split_words(phrase).len())
    }

    /// Whether a phrase that completes a noun phrase starts at a token.
    pub fn continues(&self, page: &Page, word: usize) -> bool {
        self.starts_with(page, word, &self.pack.syntax.continuations)
    }

    fn starts_with(&self, page: &Page, word: usize, phrases: &[String]) -> bool {
        phrases.iter().any(|phrase| self.phrase_at(page, word, phrase).is_some())
    }

    /// One past the last word of a phrase of the pack that starts at a token, within its sentence: word by word, contractions undone
    /// (« au sein de » stands as « à sein de »), the last word perhaps elided.
    pub fn phrase_at(&self, page: &Page, word: usize, phrase: &str) -> Option<usize> {
        let wanted = split_words(phrase);
        let stop = word + wanted.len();
        let told = page.words.get(word).is_some()
            && stop <= page.sentence_of(word).end
            && wanted.iter().zip(word..).all(|(wanted, at)| {
                let have = page.words[at].lower.as_str();
                have == *wanted || self.preposition(have) == *wanted || at + 1 == stop && elided(have, wanted)
            });
        told.then_some(stop)
    }

    /// One past the last word of a phrase that stands aside (« pour sa part ») and starts at a token.
    pub fn aside(&self, page: &Page, word: usize) -> Option<usize> {
        let end = page.sentence_of(word).end;
        let first = page.words[word].lower.as_str();
        self.pack
            .syntax
            .asides
            .iter()
            .filter(|phrase| phrase.starts_with(self.preposition(first)) || phrase.starts_with(first))
            .find_map(|phrase| {
                let words = split_words(phrase);
                let stop = word + words.len();
                let same = stop <= end
                    && words.iter().zip(word..).all(|(wanted, at)| page.words[at].lower == *wanted);
                same.then_some(stop)
            })
    }

    /// The longest source phrase that starts at a token, and one past its last word.
    pub fn source(&self, page: &Page, word: usize) -> Option<(&SourcePhrase, usize)> {
        let first = &page.words[word];
        // Capitals often go without their accent (« A en croire »).
        let bare = first.text.chars().next().is_some_and(char::is_uppercase);
        let found = self.sources.get(first.lower.as_str());
        let accented = || {
            self.sources.iter().filter(|(key, _)| {
                bare && same_without_accent(&self.pack.typography.accents, key, &first.lower)
            })
        };
        let phrases = match found {
            Some(phrases) => phrases,
            None => accented().map(|(_, phrases)| phrases).min_by_key(|phrases| phrases[0].1)?,
        };
        let end = page.sentence_of(word).end;
        phrases.iter().find_map(|(words, entry)| {
            let stop = word + words.len();
            let same = stop <= end
                && words.iter().zip(word..).all(|(wanted, at)| {
                    let have = page.words[at].lower.as_str();
                    have == wanted
                        || (at == word
                            && bare
                            && same_without_accent(&self.pack.typography.accents, wanted, have))
                        || elided(have, wanted)
                        || (at + 1 == stop && self.pack.syntax.contractions.get(have) == Some(wanted))
                });
            same.then(|| (&self.pack.speech.sources[*entry], stop))
        })
    }

    /// The function or head noun of an actor at a token; the longest phrase of several.
    pub fn noun(&self, page: &Page, word: usize) -> Option<Noun> {
        use crate::parse::{Rel, Upos};
        let token = page.words.get(word)?;
        // « l'opposant », « un étudiant »: with a determiner, what the tagger calls a verb or an adjective is a noun.
        let determined = page.dependents(word, &[Rel::Det]).any(|det| det < word)
            && matches!(
                token.rel,
                Rel::Nsubj
                    | Rel::NsubjPass
                    | Rel::Obj
                    | Rel::OblArg
                    | Rel::OblMod
                    | Rel::OblAgent
                    | Rel::Nmod
            );
        // « un jeune manifestant »: between an article and an adjective of this kind stands a noun, whatever the tagger says.
        let determined = determined
            || word > 1
                && token.upos == Upos::Adj
                && page.words[word - 2].upos == Upos::Det
                && page.words[word - 2].sentence == token.sentence
                && self.pack.syntax.epithets.contains(&page.words[word - 1].lower);
        // « un étudiant camerounais »: so does what stands alone between an article and the name of a people.
        let people = |at: usize| {
            page.words.get(at).is_some_and(|next| {
                knowledge::country_by_demonym(&self.pack.tag, &next.lower)
                    .is_some_and(|demonym| demonym.adjective)
            })
        };
        let determined = determined
            || word > 0
                && token.upos == Upos::Adj
                && page.words[word - 1].upos == Upos::Det
                && page.words[word - 1].sentence == token.sentence
                && people(word + 1);
        let adjective = token.upos == Upos::Adj && !determined;
        if !(token.upos.is_nominal() || matches!(token.upos, Upos::X | Upos::Adj) || determined) {
            return None;
        }
        self.noun_at(page, word, adjective)
    }

    /// Sectors that an adjective tells of what it stands with (« syndical »: LAB).
    pub fn field(&self, page: &Page, word: usize) -> Option<&[records::Sector]> {
        let token = page.words.get(word)?;
        let found = self.fields.get(&token.lemma).or_else(|| self.fields.get(&token.lower));
        found.map(Vec::as_slice)
    }

    /// Sectors that a word in the name of a body tells (« Courrier »: MED).
    pub fn name_field(&self, text: &str) -> Option<&[records::Sector]> {
        self.name_fields.get(text).map(Vec::as_slice)
    }

    /// The function that a word names where its place says that it is a noun, whatever the tagger takes it for.
    pub fn bare_noun(&self, page: &Page, word: usize) -> Option<Noun> {
        let token = page.words.get(word)?;
        let noun = matches!(token.upos, crate::parse::Upos::Adj) || token.upos.is_nominal();
        noun.then(|| self.noun_at(page, word, false))
            .flatten()
            .filter(|noun| noun.kind == records::ActorKind::Person)
    }

    fn noun_at(&self, page: &Page, word: usize, adjective: bool) -> Option<Noun> {
        let token = &page.words[word];
        let end = page.sentence_of(word).end;
        // « forces de l'ordre » stands under its form, « force publique » under the lemma.
        // « l’état-major »: the tokenizer may have cut it at its hyphen.
        let glued =
            |at: usize| page.words.get(at).is_some_and(|next| page.words[at - 1].span.end == next.span.start);
        if glued(word + 1) && glued(word + 2) && page.words[word + 1].text == "-" {
            let joined = format!("{}-{}", token.lower, page.words[word + 2].lower);
            let whole =
                self.nouns.get(&joined).and_then(|found| found.iter().find(|(rest, _)| rest.is_empty()));
            if let Some((_, noun)) = whole {
                return Some(Noun { length: 3, ..noun.clone() });
            }
        }
        // « l’ex-ministre », « el exministro » are written as one word.
        let past = self.past_prefixes().find_map(|prefix| token.lower.strip_prefix(prefix));
        let keys = [token.lemma.as_str(), token.lower.as_str(), past.unwrap_or(token.lower.as_str())];
        let follows = |rest: &[String], from: usize| {
            from + rest.len() <= end
                && rest.iter().zip(from..).all(|(wanted, at)| {
                    let have = &page.words[at];
                    have.lower == *wanted || have.lemma == *wanted
                })
        };
        // « le gouvernement tibétain en exil »: an adjective of nationality stands behind the first word of a phrase.
        let people = LazyCell::new(|| {
            page.words.get(word + 1).is_some_and(|next| {
                matches!(next.upos, crate::parse::Upos::Adj | crate::parse::Upos::Noun)
                    && knowledge::country_by_demonym(&self.pack.tag, &next.lower)
                        .is_some_and(|demonym| demonym.adjective)
            })
        });
        keys.into_iter()
            .filter_map(|key| self.nouns.get(key))
            .flatten()
            .filter(|(rest, _)| !adjective || !rest.is_empty())
            .filter_map(|(rest, noun)| {
                let stop = if follows(rest, word + 1) {
                    word + 1 + rest.len()
                } else if !rest.is_empty() && *people && follows(rest, word + 2) {
                    word + 2 + rest.len()
                } else {
                    return None;
                };
                // « chef d’état-major » is no « chef d’État ».
                let cut = !rest.is_empty()
                    && page.words.get(stop).is_some_and(|next| next.text == "-")
                    && glued(stop)
                    && glued(stop + 1);
                // « le président de la chambre de commerce » is none of « la Chambre ».
                let longer = |key: &String| {
                    let found = self.nouns.get(key).into_iter().flatten();
                    found
                        .clone()
                        .any(|(more, body)| !more.is_empty() && body.kind != noun.kind && follows(more, stop))
                };
                let cut = cut
                    || !rest.is_empty() && {
                        let last = &page.words[stop - 1];
                        longer(&last.lower) || longer(&last.lemma)
                    };
                (!cut).then_some((rest.len(), stop, noun))
            })
            // Of equals the first: the lemma's.
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, stop, noun)| Noun { length: stop - word, ..noun.clone() })
    }

    /// What stands at the front of a word for a function that is past: with its hyphen (`ex-`), or written together (`ex+` in the
    /// pack, which lists the longer ones first).
    pub fn past_prefixes(&self) -> impl Iterator<Item = &str> {
        let prefixes = self.pack.actors.former.iter().filter(|word| word.ends_with(['-', '+']));
        prefixes.map(|word| word.trim_end_matches('+'))
    }

    /// Whether a word is a subject pronoun that stands behind its verb (« -t-il »), by the pack's list.
    pub fn is_inverted_pronoun(&self, lower: &str) -> bool {
        lower.starts_with('-')
            && self.pack.syntax.pronouns.iter().any(|pronoun| pronoun.words.iter().any(|word| word == lower))
    }

    /// Whether a word opens a relative clause.
    pub fn is_relative_word(&self, lower: &str) -> bool {
        self.pack.syntax.relative_words.iter().any(|word| word == lower)
    }

    /// Whether a word is an unstressed object pronoun.
    pub fn is_object_clitic(&self, lower: &str) -> bool {
        self.pack.syntax.object_clitics.iter().any(|word| word == lower)
    }

    /// Whether a word introduces a content clause.
    pub fn is_complementiser(&self, lower: &str) -> bool {
        self.pack.syntax.complementisers.iter().any(|word| word == lower)
    }

    /// The genitive preposition as it stands before a name, with the space behind it; elided before a vowel.
    pub fn genitive_before(&self, name: &str) -> Option<String> {
        let syntax = &self.pack.syntax;
        let genitive = syntax.genitives.first()?;
        let first = crate::actors::name_words(name).first()?.chars().next()?;
        let elided = syntax.contractions.iter().find(|(word, of)| *of == genitive && word.ends_with('\''));
        Some(match elided {
            Some((word, _)) if syntax.elides_before.contains(first) => word.replace('\'', "’"),
            _ => format!("{genitive} "),
        })
    }

    /// The preposition that a word is, contractions undone (« du » = de).
    pub fn preposition<'a>(&'a self, lower: &'a str) -> &'a str {
        self.pack.syntax.contractions.get(lower).map_or(lower, String::as_str)
    }

    /// Whether a word is the preposition of a noun's plain complement, contracted or not (« de », « du »).
    pub fn is_genitive(&self, lower: &str) -> bool {
        self.pack.syntax.genitives.iter().any(|word| word == self.preposition(lower))
    }
}

/// Splits a phrase as the tokenizer does: at spaces and after apostrophes.
fn split_words(phrase: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in phrase.split_whitespace() {
        let mut rest = part;
        while let Some(at) = rest.find('\'').filter(|at| at + 1 < rest.len()) {
            words.push(rest[..=at].to_owned());
            rest = &rest[at + 1..];
        }
        words.push(rest.to_owned());
    }
    words
}

fn fields_of(
    entries: &[pack::FieldAdjective],
    key: impl Fn(&str) -> String,
) -> HashMap<String, Vec<records::Sector>> {
    let words =
        entries.iter().flat_map(|entry| entry.words.iter().map(|word| (key(word), entry.sectors.clone())));
    words.collect()
}

fn actor_nouns(pack: &Pack) -> HashMap<String, Vec<(Vec<String>, Noun)>> {
    let mut nouns: HashMap<String, Vec<(Vec<String>, Noun)>> = HashMap::new();
    let functions = pack.actors.functions.iter().map(|function| {
        let kind = records::ActorKind::Person;
        let own = (function.inherit, function.state, function.anybody, [&[][..], &[][..]]);
        (&function.words, kind, &function.sectors, own, &function.like[..])
    });
    let heads = pack.actors.heads.iter().chain(&pack.actors.phrases).map(|head| {
        (
            &head.words,
            head.kind,
            &head.sectors,
            (head.inherit, false, head.wide, [&head.national[..], &head.named[..]]),
            &head.like[..],
        )
    });
    for (words, kind, sectors, (inherit, state, wide, [national, named]), like) in functions.chain(heads) {
        let key = words.first().cloned().unwrap_or_default();
        for phrase in words {
            let parts = split_words(&phrase.replace('’', "'").to_lowercase());
            if let Some((first, rest)) = parts.split_first() {
                let noun = Noun {
                    key: key.clone(),
                    kind,
                    sectors: sectors.clone(),
                    inherit,
                    state,
                    wide,
                    national: national.to_vec(),
                    named: named.to_vec(),
                    length: parts.len(),
                    like: like.to_vec(),
                    forms: words.len() > 1,
                };
                nouns.entry(first.clone()).or_default().push((rest.to_vec(), noun));
            }
        }
    }
    for phrases in nouns.values_mut() {
        phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    nouns
}

/// An agreement adds so many letters to a participle.
const AGREEMENT: usize = 2;

/// Finite forms that no participle begins with, give or take its agreement.
fn finite_forms(forms: &HashMap<String, (String, bool)>) -> HashSet<String> {
    let participles = forms.iter().filter(|(_, (_, participle))| *participle);
    let stems: HashSet<&str> = participles
        .flat_map(|(form, _)| {
            let cuts = form.char_indices().rev().map(|(at, _)| &form[..at]).take(AGREEMENT);
            std::iter::once(form.as_str()).chain(cuts)
        })
        .collect();
    let finite = forms.iter().filter(|(form, (_, participle))| !participle && !stems.contains(form.as_str()));
    finite.map(|(form, _)| form.clone()).collect()
}

fn regular_forms(pack: &Pack) -> HashMap<String, (String, bool)> {
    let mut forms = HashMap::new();
    let lemmas = pack
        .speech
        .verbs
        .iter()
        .map(|verb| verb.lemma.get_ref())
        .chain(pack.events.verbs.iter().map(|verb| verb.lemma.get_ref()));
    for lemma in lemmas {
        let lemma = lemma.replace('’', "'").to_lowercase();
        let lemma = pack.syntax.without_reflexive(&lemma).unwrap_or(&lemma);
        let Some(verb) = lemma.split_whitespace().next() else { continue };
        // The longest ending decides (« annoncer » is of « cer », not of « er »).
        let conjugation = pack
            .syntax
            .inflections
            .iter()
            .filter(|inflection| verb.ends_with(&inflection.lemma))
            .max_by_key(|inflection| inflection.lemma.len());
        if let Some(conjugation) = conjugation {
            let stem = &verb[..verb.len() - conjugation.lemma.len()];
            for ending in &conjugation.forms {
                forms.entry(format!("{stem}{ending}")).or_insert_with(|| (verb.to_owned(), false));
            }
            for ending in &conjugation.participles {
                forms.entry(format!("{stem}{ending}")).or_insert_with(|| (verb.to_owned(), true));
            }
        }
    }
    forms
}
