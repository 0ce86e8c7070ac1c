//! The attribute ruler: patterns over tokens, and what they set (`pipeline/attributeruler.py`).

mod patterns;

use crate::doc::{Doc, Label, LabelTable};
use crate::nn::TokenKey;
use crate::{Error, ModelFiles};
use patterns::{Rule, TokenPattern};
use std::collections::HashMap;

/// An attribute ruler component.
#[derive(Debug)]
pub(crate) struct Ruler {
    rules: Vec<Rule>,
    /// Rules' patterns by the tag or the part of speech that their first token must have.
    by_tag: HashMap<Label, Vec<(u32, u32)>>,
    by_pos: HashMap<Label, Vec<(u32, u32)>>,
    /// All other patterns.
    open: Vec<(u32, u32)>,
    sets_lemmas: bool,
}

impl Ruler {
    /// Reads the component of this name; its labels go into the pipeline's table.
    pub(crate) fn load(name: &str, files: &ModelFiles, labels: &mut LabelTable) -> Result<Ruler, Error> {
        let file = format!("{name}/patterns");
        let rules = patterns::read(name, &file, &files.read(&file)?, labels)?;
        let mut ruler = Ruler {
            sets_lemmas: rules.iter().any(|rule| rule.lemma.is_some()),
            rules: Vec::new(),
            by_tag: HashMap::new(),
            by_pos: HashMap::new(),
            open: Vec::new(),
        };
        for (rule, number) in rules.iter().zip(0u32..) {
            for (pattern, at) in rule.patterns.iter().zip(0u32..) {
                let place = (number, at);
                match pattern.first().map(TokenPattern::key) {
                    Some((Some(tag), _)) => ruler.by_tag.entry(tag).or_default().push(place),
                    Some((None, Some(pos))) => ruler.by_pos.entry(pos).or_default().push(place),
                    Some((None, None)) => ruler.open.push(place),
                    None => {}
                }
            }
        }
        ruler.rules = rules;
        Ok(ruler)
    }

    /// Applies the rules. Lemmas are given back, one a token, or none at all if no rule sets any.
    pub(crate) fn annotate(&self, doc: &mut Doc, keys: &[TokenKey]) -> Vec<Option<&str>> {
        // All patterns look at the document as it was before any rule has set anything.
        let mut matches: Vec<(u32, u32)> = Vec::new();
        for start in 0..keys.len() {
            let by_tag = self.by_tag.get(&doc.tag[start]).map_or(&[][..], Vec::as_slice);
            let by_pos = self.by_pos.get(&doc.pos[start]).map_or(&[][..], Vec::as_slice);
            for &(number, at) in by_tag.iter().chain(by_pos).chain(&self.open) {
                let rule = &self.rules[number as usize];
                let pattern = &rule.patterns[at as usize];
                let fits = start + pattern.len() <= keys.len()
                    && pattern.iter().enumerate().all(|(at, test)| test.matches(doc, keys, start + at));
                if fits && let Some(target) = rule.target(start, pattern.len()) {
                    matches.push((number, target as u32));
                }
            }
        }
        // Later rules win.
        matches.sort_unstable();
        let mut lemmas = vec![None; if self.sets_lemmas { keys.len() } else { 0 }];
        for (number, target) in matches {
            let (rule, target) = (&self.rules[number as usize], target as usize);
            let set = |column: &mut Vec<Label>, label: Option<Label>| {
                if let Some(label) = label {
                    column[target] = label;
                }
            };
            set(&mut doc.tag, rule.tag);
            set(&mut doc.pos, rule.pos);
            set(&mut doc.morph, rule.morph);
            set(&mut doc.dep, rule.dep);
            if let Some(lemma) = &rule.lemma {
                lemmas[target] = Some(lemma.as_str());
            }
        }
        let sets = |what: fn(&Rule) -> bool| self.rules.iter().any(what);
        doc.annotated.tag |= sets(|rule| rule.tag.is_some());
        doc.annotated.pos |= sets(|rule| rule.pos.is_some());
        doc.annotated.morph |= sets(|rule| rule.morph.is_some());
        lemmas
    }
}
