//! Questions to the tree: who is the subject, what hangs where, where does a noun phrase end.
//!
//! This is where passives are turned round and where subjects of infinitives, participles and relative clauses
//! are filled in, so that the rules can ask for «the one who acts» in any construction.

use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Mood, Number, Rel, Tense, Upos, VerbForm},
};
use std::ops::Range;

/// How deep controllers and coordination are followed.
const MOST_STEPS: usize = 6;

impl Page<'_> {
    /// Direct dependents with one of these relations.
    pub fn dependents<'a>(&'a self, word: usize, rels: &'a [Rel]) -> impl Iterator<Item = usize> + 'a {
        self.children(word).iter().copied().filter(move |child| rels.contains(&self.words[*child].rel))
    }

    /// Auxiliaries and copulas of a verb.
    pub fn auxiliaries(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        self.dependents(verb, &[Rel::Aux, Rel::AuxPass, Rel::AuxCaus])
    }

    /// Whether a verb, with its auxiliaries, is finite.
    pub fn is_finite(&self, verb: usize) -> bool {
        let finite = |at: usize| self.words[at].feats.verb_form == Some(VerbForm::Fin);
        finite(verb) || self.auxiliaries(verb).any(finite) || self.dependents(verb, &[Rel::Cop]).any(finite)
    }

    /// Whether a verb is an infinitive without finite auxiliary.
    pub fn is_infinitive(&self, verb: usize) -> bool {
        let infinitive = |at: usize| self.words[at].feats.verb_form == Some(VerbForm::Inf);
        (infinitive(verb)
            && !self.auxiliaries(verb).any(|aux| self.words[aux].feats.verb_form == Some(VerbForm::Fin)))
            || (!self.is_finite(verb)
                && (self.auxiliaries(verb).any(infinitive)
                    || self.dependents(verb, &[Rel::Cop]).any(infinitive)))
    }

    /// Whether a verb is a participle that stands alone.
    pub fn is_participle(&self, verb: usize) -> bool {
        matches!(self.words[verb].feats.verb_form, Some(VerbForm::Part | VerbForm::Ger))
            && self.auxiliaries(verb).next().is_none()
    }

    /// Whether a verb is a present participle (« soulignant »).
    pub fn is_present_participle(&self, verb: usize) -> bool {
        self.is_participle(verb) && self.words[verb].feats.tense == Some(Tense::Pres)
    }

    /// Whether a verb stands in the passive: with its auxiliary, or as a past participle on a noun.
    pub fn is_passive(&self, verb: usize) -> bool {
        // « la population s'est soulevée » is no passive, whatever the labels say.
        let reflexive = self.dependents(verb, &[Rel::Expl]).next().is_some();
        let past = self.words[verb].upos == Upos::Verb && self.words[verb].feats.tense == Some(Tense::Past);
        (!reflexive && self.dependents(verb, &[Rel::AuxPass, Rel::NsubjPass]).next().is_some())
            // « sa voiture est mitraillée »: a participle behind what the parser takes for a copula.
            || (!reflexive && past && self.dependents(verb, &[Rel::Cop]).next().is_some())
            || (self.is_participle(verb)
                && self.words[verb].feats.tense == Some(Tense::Past)
                && matches!(self.words[verb].rel, Rel::Acl | Rel::Amod | Rel::AclRelcl | Rel::Advcl)
                && self.dependents(verb, &[Rel::Nsubj]).next().is_none())
    }

    /// The mood of the finite word of a verb group.
    pub fn mood(&self, verb: usize) -> Option<Mood> {
        self.group_feature(verb, |feats| feats.mood)
    }

    /// The number that the finite word of a verb group tells.
    pub fn finite_number(&self, verb: usize) -> Option<Number> {
        self.verb_group(verb).find_map(|at| {
            let feats = &self.words[at].feats;
            feats.number.filter(|_| feats.verb_form == Some(VerbForm::Fin))
        })
    }

    /// « Imaginons qu'un pays envahisse son voisin »: whether a token's sentence, or what is quoted of it, opens with a word
    /// that puts forward an example. The tagger seldom knows these imperatives, so the line is asked and not the tree.
    pub fn is_supposed(&self, word: usize, lexicon: &Lexicon) -> bool {
        self.sentence_of(word)
            .find(|at| self.words[*at].upos != Upos::Punct)
            .filter(|first| self.words[*first].quote == self.words[word].quote)
            .is_some_and(|first| lexicon.pack.syntax.status.supposing.contains(&self.words[first].lower))
    }

    /// The tense of the finite word of a verb group.
    pub fn finite_tense(&self, verb: usize) -> Option<Tense> {
        self.auxiliaries(verb)
            .chain(self.dependents(verb, &[Rel::Cop]))
            .chain([verb])
            .find(|at| self.words[*at].feats.verb_form == Some(VerbForm::Fin))
            .and_then(|at| self.words[at].feats.tense)
    }

    fn group_feature<T>(&self, verb: usize, get: impl Fn(&crate::parse::Feats) -> Option<T>) -> Option<T> {
        self.auxiliaries(verb)
            .chain(self.dependents(verb, &[Rel::Cop]))
            .chain([verb])
            .find_map(|at| get(&self.words[at].feats))
    }

    /// The words of a verb group from its first auxiliary or clitic to the verb.
    pub fn verb_group(&self, verb: usize) -> Range<usize> {
        let first = self
            .auxiliaries(verb)
            .chain(self.dependents(verb, &[Rel::Cop]))
            .filter(|aux| *aux < verb && verb - aux <= 5)
            .min()
            .unwrap_or(verb);
        first..verb + 1
    }

    /// Whether a negation hangs on the verb or its auxiliaries.
    pub fn is_negated(&self, verb: usize, lexicon: &Lexicon) -> bool {
        let negates = |at: usize| lexicon.pack.syntax.negations.contains(&self.words[at].lower);
        self.children(verb).iter().any(|child| {
            self.words[*child].upos != Upos::Noun
                && negates(*child)
                && matches!(self.words[*child].rel, Rel::Advmod | Rel::Other | Rel::Dep | Rel::Mark)
        }) || self.auxiliaries(verb).any(|aux| self.children(aux).iter().any(|child| negates(*child)))
    }

    /// The head of the noun phrase that acts: subject, agent of a passive, controller of an infinitive or
    /// participle, antecedent of a relative pronoun, subject of the verb that a coordinated verb follows.
    pub fn subject(&self, verb: usize, lexicon: &Lexicon) -> Option<usize> {
        self.subject_within(verb, lexicon, MOST_STEPS)
    }

    fn subject_within(&self, verb: usize, lexicon: &Lexicon, steps: usize) -> Option<usize> {
        if steps == 0 {
            return None;
        }
        if self.is_passive(verb) {
            return self.agent(verb, lexicon);
        }
        if let Some(own) = self.own_subject(verb, lexicon) {
            return Some(own);
        }
        let token = &self.words[verb];
        if token.head == verb {
            return None;
        }
        let head = token.head;
        match token.rel {
            Rel::Conj => self.subject_within(head, lexicon, steps - 1),
            Rel::Acl | Rel::AclRelcl if self.words[head].upos.is_nominal() && !self.is_infinitive(verb) => {
                Some(head)
            }
            Rel::Xcomp | Rel::Ccomp | Rel::Advcl | Rel::OblMod | Rel::OblArg | Rel::Acl | Rel::Parataxis
                if !self.is_finite(verb) =>
            {
                if matches!(self.words[head].upos, Upos::Verb | Upos::Aux | Upos::Adj) {
                    // « demande à X de partir », « accuse X d’avoir triché »: the object controls.
                    let controls = self.is_infinitive(verb) && matches!(token.rel, Rel::Xcomp | Rel::Ccomp);
                    if controls && let Some(object) = self.controller(head, verb, lexicon) {
                        return Some(object);
                    }
                    self.surface_subject(head, lexicon, steps - 1)
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    /// The subject as the sentence has it, passive or not.
    pub fn surface_subject(&self, verb: usize, lexicon: &Lexicon, steps: usize) -> Option<usize> {
        if self.is_passive(verb)
            && let Some(patient) = self.own_subject(verb, lexicon)
        {
            return Some(patient);
        }
        self.subject_within(verb, lexicon, steps)
    }

    fn controller(&self, head: usize, verb: usize, lexicon: &Lexicon) -> Option<usize> {
        if let Some(object) = self.dependents(head, &[Rel::Obj]).find(|object| *object < verb) {
            return self.words[object].upos.is_nominal().then_some(object);
        }
        self.dependents(head, &[Rel::OblArg, Rel::Iobj, Rel::OblMod]).find(|at| {
            *at < verb
                && self.words[*at].upos.is_nominal()
                && self
                    .case_of(*at, lexicon)
                    .is_some_and(|case| lexicon.pack.syntax.addressees.iter().any(|word| word == case))
        })
    }

    /// The word that an auxiliary or copula belongs to; any other word itself.
    pub fn above_auxiliary(&self, word: usize) -> usize {
        let token = &self.words[word];
        if matches!(token.rel, Rel::Aux | Rel::AuxPass | Rel::Cop) { token.head } else { word }
    }

    /// A subject that hangs on the verb itself, a relative pronoun replaced by its antecedent.
    pub fn own_subject(&self, verb: usize, lexicon: &Lexicon) -> Option<usize> {
        // A verb has its subject on its own side of the marks of quotation.
        let beside_marks = |at: &usize| self.words[*at].quote == self.words[verb].quote;
        // « Sur Twitter, le député a dénoncé »: what a preposition opens is no subject, unless it only counts (« des élus »).
        let free = |at: &usize| {
            self.case_word(*at).is_none_or(|case| {
                let token = &self.words[case];
                token.upos != Upos::Adp || lexicon.is_genitive(&token.lower)
            })
        };
        let subjects: Vec<usize> =
            self.dependents(verb, &[Rel::Nsubj, Rel::NsubjPass]).filter(beside_marks).filter(free).collect();
        // « Trois élèves portant une croix ont été agressés »: of several the one that the verb agrees with.
        let number = self.finite_number(verb);
        let agreeing: Vec<usize> = subjects
            .iter()
            .copied()
            .filter(|at| number.is_none() || self.words[*at].feats.number == number)
            .collect();
        let subjects = if subjects.len() > 1 && agreeing.len() == 1 && subjects.iter().all(|at| *at < verb) {
            agreeing
        } else {
            subjects
        };
        // « Côté albanais, l'opposition accuse »: of several the one next to the verb; what stands before it is a topic.
        let beside = subjects
            .iter()
            .rev()
            .find(|at| **at < verb && (self.words[**at].upos.is_nominal() || subjects.len() == 1));
        let subject = beside.or(subjects.first()).copied()?;
        // « a-t-elle lancé »: the letter between verb and subject is none.
        let subject = if lexicon.pack.syntax.euphonics.contains(&self.words[subject].lower)
            && self.words.get(subject + 1).is_some_and(|next| lexicon.is_inverted_pronoun(&next.lower))
        {
            subject + 1
        } else {
            subject
        };
        Some(self.antecedent(subject, lexicon).unwrap_or(subject))
    }

    /// What a relative pronoun stands for: the noun that its clause hangs on.
    pub fn antecedent(&self, pronoun: usize, lexicon: &Lexicon) -> Option<usize> {
        if !lexicon.pack.syntax.relatives.contains(&self.words[pronoun].lower) {
            return None;
        }
        let mut at = pronoun;
        for _ in 0..MOST_STEPS {
            let token = &self.words[at];
            if matches!(token.rel, Rel::AclRelcl | Rel::Acl) && self.words[token.head].upos != Upos::Verb {
                return (token.head < pronoun).then_some(token.head);
            }
            if token.head == at {
                break;
            }
            at = token.head;
        }
        // The clause hangs elsewhere: the nearest noun before the pronoun.
        let start = self.sentence_of(pronoun).start;
        (start..pronoun).rev().find(|at| self.words[*at].upos.is_nominal())
    }

    /// « par … » beside a passive; the parser may call it an object (« fueron atacadas por los insurgentes »).
    pub fn agent(&self, verb: usize, lexicon: &Lexicon) -> Option<usize> {
        self.dependents(verb, &[Rel::OblAgent]).next().or_else(|| {
            self.dependents(verb, &[Rel::OblMod, Rel::OblArg, Rel::Obl, Rel::Nmod, Rel::Obj]).find(|at| {
                self.case_of(*at, lexicon)
                    .is_some_and(|case| lexicon.pack.syntax.agents.iter().any(|a| a == case))
            })
        })
    }

    /// What is acted upon: the object, or the subject of a passive.
    pub fn object(&self, verb: usize, lexicon: &Lexicon) -> Option<usize> {
        self.object_within(verb, lexicon, MOST_STEPS)
    }

    fn object_within(&self, verb: usize, lexicon: &Lexicon, steps: usize) -> Option<usize> {
        if steps == 0 {
            return None;
        }
        if self.is_passive(verb) {
            if let Some(own) = self.own_subject(verb, lexicon) {
                return Some(own);
            }
            let token = &self.words[verb];
            // « six suspects présumés arrêtés »: a participle on a participle is of the noun above.
            let above = &self.words[token.head];
            let noun = if above.upos == Upos::Verb
                && matches!(above.rel, Rel::Acl | Rel::Amod)
                && self.is_participle(token.head)
            {
                above.head
            } else {
                token.head
            };
            let described = self.words[noun].upos.is_nominal() || self.words[noun].rel == Rel::Nmod;
            if matches!(token.rel, Rel::Acl | Rel::Amod | Rel::AclRelcl) && described {
                return Some(noun);
            }
            if token.rel == Rel::Conj {
                // A conjunct may be a root (its first part stands in another sentence): it hangs on itself.
                return self
                    .object_within(token.head, lexicon, steps - 1)
                    .filter(|_| self.is_passive(token.head));
            }
            // « Réunis à Lomé, les ministres ont … », « avant d'être évacués »: who they are stands as the subject above.
            if matches!(token.rel, Rel::Advcl | Rel::Xcomp | Rel::OblMod | Rel::OblArg)
                && !self.is_finite(verb)
                && token.head != verb
                && self.words[token.head].upos == Upos::Verb
            {
                return self.surface_subject(token.head, lexicon, MOST_STEPS);
            }
            return None;
        }
        self.dependents(verb, &[Rel::Obj])
            .find(|at| self.words[*at].upos != Upos::Pron || *at > verb)
            .or_else(|| {
                // « a massacré des villageois »: the parser may take the article for a preposition.
                self.dependents(verb, &[Rel::Nmod]).find(|at| {
                    *at > verb
                        && self.case_word(*at).is_some_and(|case| {
                            let lower = &self.words[case].lower;
                            lexicon.pack.syntax.articles.contains(lower)
                                && lexicon.preposition(lower) != lower
                        })
                })
            })
            .or_else(|| {
                // « a saisi des armes et arrêté trois personnes »: the parser may hang both objects on the first verb.
                let token = &self.words[verb];
                if token.rel != Rel::Conj || token.head >= verb {
                    return None;
                }
                let objects: Vec<usize> = self.dependents(token.head, &[Rel::Obj]).collect();
                (objects.len() > 1).then(|| objects.into_iter().find(|at| *at > verb)).flatten()
            })
    }

    /// What a noun of quantity counts (« des milliers de manifestants »: manifestants); other nouns stand for themselves.
    pub fn counted(&self, noun: usize, lexicon: &Lexicon) -> usize {
        if !lexicon.pack.syntax.quantities.contains(&self.words[noun].lemma) {
            return noun;
        }
        self.dependents(noun, &[Rel::Nmod, Rel::OblArg, Rel::OblMod])
            .find(|child| *child > noun && child - noun <= 6 && self.words[*child].upos.is_nominal())
            .unwrap_or(noun)
    }

    /// The noun that a preposition governs which ends a verb's phrase (« calls for a vote »: vote).
    pub fn governed(&self, preposition: usize) -> Option<usize> {
        let token = &self.words[preposition];
        (token.upos == Upos::Adp && token.rel == Rel::Case && token.head > preposition).then_some(token.head)
    }

    /// The preposition of a noun phrase, contractions undone; fixed phrases are joined (« au cours de »).
    pub fn case_of<'a>(&'a self, noun: usize, lexicon: &'a Lexicon) -> Option<&'a str> {
        self.dependents(noun, &[Rel::Case, Rel::Mark])
            .find(|at| *at < noun)
            .map(|at| lexicon.preposition(&self.words[at].lower))
    }

    /// The token of the preposition of a noun phrase.
    pub fn case_word(&self, noun: usize) -> Option<usize> {
        self.dependents(noun, &[Rel::Case, Rel::Mark]).filter(|at| *at < noun).max()
    }

    /// A noun phrase from its first determiner to the last of its complements and appositions; relative and
    /// participial clauses are left out, and so is its preposition.
    pub fn noun_phrase(&self, head: usize) -> Range<usize> {
        let mut range = head..head + 1;
        for &child in self.children(head) {
            if self.words[child].sentence != self.words[head].sentence {
                continue;
            }
            let keep = match self.words[child].rel {
                Rel::Det | Rel::Nummod | Rel::Amod | Rel::Flat | Rel::Fixed => true,
                Rel::NmodPoss => true,
                Rel::Nmod | Rel::Appos => child > head,
                Rel::Conj => child > head && self.words[child].upos.is_nominal(),
                Rel::Dep => child > head && self.words[child].upos.is_nominal() && child - head < 4,
                _ => false,
            };
            if keep {
                let whole = child > head || matches!(self.words[child].rel, Rel::Flat | Rel::NmodPoss);
                let sub = if whole { self.phrase_subtree(child) } else { child..child + 1 };
                range.start = range.start.min(sub.start);
                range.end = range.end.max(sub.end);
            }
        }
        range
    }

    fn phrase_subtree(&self, word: usize) -> Range<usize> {
        let mut range = self.noun_phrase(word);
        for case in self.dependents(word, &[Rel::Case, Rel::Cc]) {
            range.start = range.start.min(case);
        }
        range
    }
}
