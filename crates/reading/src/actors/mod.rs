//! Who is named in a document: mentions, and the actors that they name.
//!
//! [`ActorBook::find`] lists the mentions (names, functions, bodies, countries, pronouns); `link` clusters them into
//! actors by name, title, acronym and description; pronouns are resolved last.

mod belong;
mod bodies;
mod chunks;
mod codes;
mod describe;
mod grammar;
mod home;
mod known;
mod link;
mod named;
mod names;
mod present;
mod pronouns;
mod sitting;

use crate::{lexicon::Lexicon, page::Page};
use jiff::civil::Date;
use people::{Known, People};
use records::{ActorKind, Sector, Span};
use std::{collections::HashMap, ops::Range};

pub use belong::possessive;
pub(crate) use chunks::starts_upper;
pub use chunks::{Chunk, find_chunks};
pub use describe::Noun;
pub use grammar::is_definite;
pub(crate) use home::dateline;
pub use names::{Name, name_words};

/// A description longer than this, in code points, has swallowed what is not its own.
const DESCRIPTION_LIMIT: u32 = 70;

/// One place where an actor is named, described or stood for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The token that carries it.
    pub head: usize,
    /// Its words, with title and apposition.
    pub words: Range<usize>,
    /// The proper name in it.
    pub name: Option<Range<usize>>,
    /// What it names.
    pub kind: ActorKind,
    /// Whether the words themselves say that this is an actor (a known name, function or head noun).
    pub sure: bool,
    /// The function or head noun, by lemma.
    pub role: Option<String>,
    /// Country that the words tell.
    pub country: Option<String>,
    /// Sectors that the words tell.
    pub sectors: Vec<Sector>,
    /// `m` or `f`, where the words tell.
    pub gender: Option<char>,
    /// Whether it stands for several.
    pub plural: bool,
    /// Whether an article or demonstrative says that this one was named before.
    pub definite: bool,
    /// Whether a demonstrative does (« ce responsable »), or a word that fits anybody (« la jeune femme »).
    pub this: bool,
    /// Whether its noun can stand for a body of any kind (« l’organisation »).
    pub wide: bool,
    /// Lemmas of the nouns that complete the description (« porte-parole de la police »: police).
    pub complements: Vec<String>,
    /// Whether it is a pronoun.
    pub pronoun: bool,
    /// Whether it stands for a place rather than an actor, unless it acts.
    pub place: bool,
    /// Id of the organisation that the knowledge tables know by this name.
    pub known: Option<&'static str>,
    /// Whether the description names an office, which one holds at a time (« le ministre »), and not what one is.
    pub office: bool,
    /// Functions of which its own is another name (« chef de l’État »: président).
    pub like: Vec<String>,
    /// A second name in brackets behind the first (« … (OCS) »).
    pub bracketed: Option<Range<usize>>,
    /// Head of a noun in apposition that names the same one.
    pub apposed: Option<usize>,
    /// Whether its country is only that of a small place of this name, or of the best known of many bodies of it.
    pub small: bool,
    /// The country of a small place in its words (« la commune de X »), where nothing else tells.
    pub hint: Option<String>,
    /// Whether it is a name that acts, or is written as bodies’ names are.
    pub acts: bool,
    /// Whether the sectors of the body that it is of come before its own.
    pub inherit: bool,
    /// The actor that it is of (« le porte-parole de la police »).
    pub owner: Option<usize>,
    /// Whether its function or body is past (« l’ancien maire », « le gouvernement précédent »).
    pub former: bool,
}

/// An actor: mentions that name the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Its mentions, in order.
    pub mentions: Vec<usize>,
    /// Its names, longest first.
    pub names: Vec<Name>,
    /// What it is.
    pub kind: ActorKind,
    /// Country.
    pub country: Option<String>,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// Function as the text tells it.
    pub role: Option<String>,
    /// `m` or `f`.
    pub gender: Option<char>,
    /// Whether it is several.
    pub plural: bool,
    /// The actor that it is of.
    pub member_of: Option<usize>,
}

/// The country that an adjective of nationality names, however the language writes it.
pub fn nationality_of(page: &Page, lexicon: &Lexicon, word: usize) -> Option<&'static str> {
    codes::adjective_country(page, lexicon, word)
}

/// All mentions of a document and the actors that they name.
#[derive(Debug, Default)]
pub struct ActorBook {
    /// Mentions in order of their head.
    pub mentions: Vec<Mention>,
    by_head: HashMap<usize, usize>,
    inside: HashMap<usize, usize>,
    /// Actors in order of their first mention.
    pub clusters: Vec<Cluster>,
    of_mention: Vec<Option<usize>>,
    /// Whom pronouns stand for as far as their sentences tell, speakers aside; by mention.
    guesses: HashMap<usize, usize>,
    /// The country of the dispatch, where it has one.
    home: Option<String>,
    /// The country of the place that it is dated from.
    dateline: Option<String>,
    /// What the user’s own tables say of an actor.
    known: HashMap<usize, Known>,
}

impl ActorBook {
    /// Finds and links the mentions of a document; `chunks` are its names, `people` whom the user knows on its `day`.
    pub fn find(
        page: &Page,
        lexicon: &Lexicon,
        chunks: &[Chunk],
        people: &People,
        day: Option<Date>,
    ) -> ActorBook {
        let mut book = ActorBook::default();
        let mut mentions = describe::mentions(page, lexicon, chunks);
        present::settle(&mut mentions, page, lexicon);
        for mention in mentions {
            book.add(mention);
        }
        book.of_mention = vec![None; book.mentions.len()];
        link::link(&mut book, page, lexicon);
        pronouns::guess(&mut book, page, lexicon);
        known::settle(&mut book, page, lexicon, people, day);
        belong::settle(&mut book, page, lexicon);
        book.dateline = home::dateline(page, &lexicon.pack.tag, chunks).map(str::to_owned);
        home::settle(&mut book, page);
        sitting::settle(&mut book, page, lexicon);
        book
    }

    /// The country that a dispatch is about, by what most of its mentions tell.
    pub fn home(&self, page: &Page) -> Option<String> {
        home::home(self, page)
    }

    /// Gives the actors, once all are there, what the user’s own tables say of them.
    pub fn finish(&mut self, page: &Page, lexicon: &Lexicon, people: &People, day: Option<Date>) {
        known::finish(self, page, lexicon, people, day);
    }

    /// What the user’s own tables say of an actor.
    pub fn known(&self, cluster: usize) -> Option<&Known> {
        self.known.get(&cluster)
    }

    fn add(&mut self, mention: Mention) -> usize {
        let index = self.mentions.len();
        self.by_head.insert(mention.head, index);
        for word in mention.words.clone().chain(mention.name.clone().into_iter().flatten()) {
            self.inside.entry(word).or_insert(index);
        }
        self.mentions.push(mention);
        index
    }

    /// The mention that a token carries.
    pub fn mention_with_head(&self, head: usize) -> Option<&Mention> {
        self.index_of(head).map(|index| &self.mentions[index])
    }

    fn index_of(&self, head: usize) -> Option<usize> {
        self.by_head.get(&head).or_else(|| self.inside.get(&head)).copied()
    }

    /// Whether a noun phrase names one who can speak: a person, body, country, group, or a pronoun that can.
    pub fn can_speak(&self, head: usize) -> bool {
        self.mention_with_head(head).is_some_and(|mention| mention.sure)
    }

    /// Grammatical person of a subject pronoun of the pack.
    pub fn pronoun_person(&self, lexicon: &Lexicon, lower: &str) -> Option<u8> {
        lexicon
            .pack
            .syntax
            .pronouns
            .iter()
            .find(|pronoun| pronoun.words.iter().any(|word| word == lower))
            .map(|pronoun| pronoun.person)
    }

    /// The actor that a noun phrase names; one is made from its description where there is none.
    pub fn actor_of(&mut self, page: &Page, lexicon: &Lexicon, head: usize) -> usize {
        let index = match self.index_of(head) {
            Some(index) => index,
            None => {
                let mention = describe::plain(page, lexicon, head);
                self.of_mention.push(None);
                self.add(mention)
            }
        };
        if let Some(cluster) = self.of_mention[index] {
            return cluster;
        }
        link::attach(self, page, lexicon, index)
    }

    /// The actor that a mention names or, for a pronoun that is not bound, most likely stands for.
    fn stands_for(&self, index: usize) -> Option<usize> {
        self.of_mention[index].or_else(|| self.guesses.get(&index).copied())
    }

    /// The actor of a mention's head, if it was linked.
    pub fn known_actor(&self, head: usize) -> Option<usize> {
        self.of_mention[self.index_of(head)?]
    }

    /// The actor whose mention with a name stands nearest before a token, pronouns aside.
    pub fn span_of(&self, page: &Page, head: usize) -> Span {
        match self.mention_with_head(head) {
            Some(mention) => page.span(mention.words.clone()),
            None => page.span(page.noun_phrase(head)),
        }
    }

    /// The actor that a third-person pronoun or possessive at a token stands for.
    pub fn resolve_pronoun(
        &mut self,
        page: &Page,
        lexicon: &Lexicon,
        word: usize,
        last_speaker: Option<usize>,
    ) -> Option<usize> {
        pronouns::resolve(self, page, lexicon, word, last_speaker)
    }

    /// The actor whom a finite verb without a subject is about.
    pub fn resolve_dropped(&self, page: &Page, verb: usize, last_speaker: Option<usize>) -> Option<usize> {
        pronouns::resolve_dropped(self, page, verb, last_speaker)
    }

    /// Whether a pronoun agrees with an actor in gender and number.
    pub fn could_be(&self, page: &Page, lexicon: &Lexicon, word: usize, cluster: usize) -> bool {
        let Some(entry) = pronouns::entry(page, lexicon, word) else { return false };
        let actor = &self.clusters[cluster];
        !entry.indefinite
            && entry.stands_for.is_none_or(|wanted| wanted.includes(actor.kind))
            && entry.plural == actor.plural
            && (entry.gender.is_none() || actor.gender.is_none() || entry.gender == actor.gender)
    }

    /// The person with a name who was mentioned last before a token.
    pub fn last_named(&self, word: usize) -> Option<usize> {
        self.mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| {
                mention.head < word && mention.kind == ActorKind::Person && mention.name.is_some()
            })
            .max_by_key(|(_, mention)| mention.head)
            .and_then(|(index, _)| self.of_mention[index])
    }

    /// Whether the tables know an actor as a body across countries (Human Rights Watch).
    pub fn is_everywhere(&self, cluster: usize) -> bool {
        home::is_everywhere(self, cluster)
    }

    /// Notes that an actor speaks: a country does so through its government; whoever has none is of the dispatch’s.
    pub fn speaks(&mut self, page: &Page, cluster: usize) {
        let nobody = |mention: &usize| {
            let mention = &self.mentions[*mention];
            mention.pronoun && mention.gender.is_none()
        };
        // A small place that speaks is a person, or a town of the country that the dispatch is about.
        let small = self.clusters[cluster].mentions.iter().all(|mention| self.mentions[*mention].small);
        if small && self.home.is_some() {
            self.clusters[cluster].country = None;
        }
        if !self.clusters[cluster].mentions.iter().all(nobody) {
            home::fill(self, page, cluster);
        }
        let actor = &mut self.clusters[cluster];
        let mentions = &self.mentions;
        let place = actor.kind == ActorKind::Organisation
            && actor.country.is_some()
            && !actor.mentions.is_empty()
            && actor.mentions.iter().all(|mention| mentions[*mention].place && !mentions[*mention].small);
        if (actor.kind == ActorKind::Country || place) && actor.sectors.is_empty() {
            actor.sectors.push(Sector::Gov);
        }
    }

    /// Several actors whom one subject joins (« la France et l’Allemagne »), as one that holds their names.
    pub fn joint(&mut self, page: &Page, lexicon: &Lexicon, parts: &[usize], word: usize) -> usize {
        let names: Vec<String> = parts.iter().map(|part| self.name_of(page, lexicon, *part)).collect();
        let name = match names.split_last() {
            // The first description may hold the others already.
            Some((last, rest)) if rest.iter().any(|name| name.contains(last.as_str())) => rest.concat(),
            Some((last, rest)) if !rest.is_empty() => {
                format!("{} {} {last}", rest.join(", "), page.words[word].text)
            }
            _ => names.concat(),
        };
        if let Some(same) =
            self.clusters.iter().position(|cluster| cluster.names.iter().any(|known| **known == *name))
        {
            return same;
        }
        for part in parts {
            self.speaks(page, *part);
        }
        let countries: Vec<&Option<String>> =
            parts.iter().map(|part| &self.clusters[*part].country).collect();
        let country = countries.first().filter(|first| countries.iter().all(|other| other == *first));
        let country = country.and_then(|country| (*country).clone());
        let mut sectors: Vec<Sector> = Vec::new();
        for part in parts {
            for sector in &self.clusters[*part].sectors {
                if !sectors.contains(sector) {
                    sectors.push(*sector);
                }
            }
        }
        self.clusters.push(Cluster {
            mentions: Vec::new(),
            names: vec![Name::new(name)],
            kind: ActorKind::Group,
            country,
            sectors,
            role: None,
            gender: None,
            plural: true,
            member_of: None,
        });
        self.clusters.len() - 1
    }

    /// The person whom the words before `end` present: who is mentioned most, the first among equals.
    pub fn presented(&self, end: usize) -> Option<usize> {
        let mentioned = |cluster: &Cluster| {
            cluster.mentions.iter().filter(|index| self.mentions[**index].words.start < end).count()
        };
        self.clusters
            .iter()
            .filter(|cluster| cluster.kind == ActorKind::Person && !cluster.names.is_empty())
            .filter(|cluster| mentioned(cluster) > 0)
            .max_by_key(|cluster| (mentioned(cluster), std::cmp::Reverse(cluster.mentions.first().copied())))
            .and_then(|cluster| cluster.mentions.first())
            .map(|index| self.mentions[*index].head)
    }

    /// Binds a pronoun's mention to an actor.
    pub fn bind(&mut self, head: usize, cluster: usize) {
        if let Some(index) = self.index_of(head)
            && self.of_mention[index].is_none()
        {
            self.of_mention[index] = Some(cluster);
            self.clusters[cluster].mentions.push(index);
        }
    }

    /// Gives a mention that was taken for an actor of its own to the one whom it stands for.
    pub fn rename(&mut self, head: usize, cluster: usize) {
        let Some(index) = self.index_of(head) else { return };
        if let Some(own) = self.of_mention[index].replace(cluster).filter(|own| *own != cluster) {
            self.clusters[own].mentions.retain(|mention| *mention != index);
            self.clusters[cluster].mentions.push(index);
            let (mentions, clusters) = (&self.mentions, &mut self.clusters);
            clusters[cluster].mentions.sort_by_key(|index| mentions[*index].head);
            if self.clusters[own].mentions.is_empty() {
                self.replace(own, cluster);
            }
        }
    }

    /// Lets everything that is of one actor be of another.
    fn replace(&mut self, own: usize, cluster: usize) {
        for mention in &mut self.mentions {
            mention.owner = mention.owner.map(|owner| if owner == own { cluster } else { owner });
        }
        for (index, other) in self.clusters.iter_mut().enumerate() {
            let body = other.member_of.map(|body| if body == own { cluster } else { body });
            other.member_of = body.filter(|body| *body != index);
        }
        for guess in self.guesses.values_mut().filter(|guess| **guess == own) {
            *guess = cluster;
        }
    }

    /// Adds a country that only an adjective names.
    pub fn add_country(&mut self, word: usize, country: &str) -> usize {
        let index = self.mentions.len();
        let mention = codes::nationality(word, country);
        self.mentions.push(mention);
        self.of_mention.push(Some(self.clusters.len()));
        self.clusters.push(Cluster {
            mentions: vec![index],
            names: Vec::new(),
            kind: ActorKind::Country,
            country: Some(country.to_owned()),
            sectors: Vec::new(),
            role: None,
            gender: None,
            plural: false,
            member_of: None,
        });
        self.clusters.len() - 1
    }

    /// Whether the mention at a head is of the press.
    pub fn is_press(&self, head: usize) -> bool {
        self.mention_with_head(head).is_some_and(|mention| mention.sectors.contains(&Sector::Med))
    }

    /// Whether the mention at a head is a pronoun.
    pub fn is_pronoun(&self, head: usize) -> bool {
        self.mention_with_head(head).is_some_and(|mention| mention.pronoun)
    }

    /// The name to show for an actor: the one that the user gives it, else its fullest name, else its first description.
    pub fn name_of(&self, page: &Page, lexicon: &Lexicon, cluster: usize) -> String {
        if let Some(name) = self.known(cluster).and_then(|known| known.name.clone()) {
            return name;
        }
        let cluster = &self.clusters[cluster];
        if let Some(name) = cluster.names.first() {
            return match self.acronym_of(page, cluster) {
                Some(acronym) if !name.contains(&acronym) => format!("{} ({acronym})", &**name),
                _ => name.to_string(),
            };
        }
        // The fullest description; one with a possessive needs its owner to be told.
        let shown: Vec<&Mention> = cluster
            .mentions
            .iter()
            .map(|index| &self.mentions[*index])
            .filter(|mention| !mention.pronoun)
            .collect();
        let length = |mention: &Mention| page.span(mention.words.clone()).len();
        let best = shown
            .iter()
            .copied()
            .filter(|mention| {
                length(mention) <= DESCRIPTION_LIMIT
                    // « cette mère de deux enfants » takes up what was told before.
                    && !mention.this
                    && belong::possessive(page, lexicon, mention.head).is_none()
            })
            .reduce(|best, next| if length(next) > length(best) { next } else { best })
            .or_else(|| shown.first().copied())
            .or_else(|| cluster.mentions.first().map(|index| &self.mentions[*index]));
        let Some(mention) = best else { return String::new() };
        if let Some(name) = self.with_owner(page, lexicon, mention) {
            return name;
        }
        // « la porte-parole de la fédération »: which one it is, where the text has a name for it.
        let description = page.slice(page.span(mention.words.clone()));
        match mention.owner.and_then(|owner| self.clusters[owner].names.first()) {
            Some(name) if !description.contains(&**name) && self.is_described(mention) => {
                format!("{description} ({})", &**name)
            }
            _ => description,
        }
    }

    /// The first description of an actor without its determiner, unless a possessive says whose it is.
    fn plain_description(&self, page: &Page, lexicon: &Lexicon, cluster: usize) -> Option<String> {
        let mentions = self.clusters[cluster].mentions.iter().map(|index| &self.mentions[*index]);
        let mention = mentions.into_iter().find(|mention| !mention.pronoun)?;
        if belong::possessive(page, lexicon, mention.head).is_some() {
            return None;
        }
        let start = (mention.words.start..mention.head)
            .find(|at| !lexicon.pack.syntax.articles.contains(&page.words[*at].lower))
            .unwrap_or(mention.head);
        Some(page.slice(page.span(start..mention.words.end.max(mention.head + 1))))
    }

    /// The second name that the text gives a body in brackets.
    fn acronym_of(&self, page: &Page, cluster: &Cluster) -> Option<String> {
        let bracketed = |index: &usize| self.mentions[*index].bracketed.clone();
        cluster.mentions.iter().find_map(bracketed).map(|words| page.slice(page.span(words)))
    }

    /// Whether the owner of a mention stands in its words by a description.
    fn is_described(&self, mention: &Mention) -> bool {
        mention.owner.is_some_and(|owner| {
            self.clusters[owner]
                .mentions
                .iter()
                .any(|other| mention.words.contains(&self.mentions[*other].head))
        })
    }

    /// « sa famille » as the family of the one that the possessive stands for.
    fn with_owner(&self, page: &Page, lexicon: &Lexicon, mention: &Mention) -> Option<String> {
        let word = belong::possessive(page, lexicon, mention.head)?;
        let owner = mention.owner?;
        let name = match self.clusters[owner].names.first() {
            Some(name) => name.to_string(),
            None => self.plain_description(page, lexicon, owner)?,
        };
        let name = name.as_str();
        let genitive = lexicon.genitive_before(name)?;
        let description = page.slice(page.span(word + 1..mention.words.end.max(mention.head + 1)));
        Some(format!("{description} {genitive}{name}"))
    }
}
