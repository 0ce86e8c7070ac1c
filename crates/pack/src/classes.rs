//! Classes of nouns that entries of `speech.toml` name instead of listing their members: `object = ["@change", "accord"]`.

use crate::Speech;

impl Speech {
    /// Puts the members of a class wherever an entry names it.
    ///
    /// # Errors
    /// The byte at which the first entry stands that names a class that is not there, and what to say of it.
    pub(crate) fn expand_classes(&mut self) -> Result<(), (usize, String)> {
        let Speech { classes, verbs, nouns, .. } = self;
        let verbs = verbs.iter_mut().map(|verb| (&verb.lemma, [&mut verb.object, &mut verb.not_object]));
        let nouns = nouns.iter_mut().map(|noun| (&noun.lemma, [&mut noun.object, &mut noun.not_object]));
        for (lemma, lists) in verbs.chain(nouns) {
            for list in lists {
                let mut whole = Vec::with_capacity(list.len());
                for word in list.drain(..) {
                    let Some(class) = word.strip_prefix('@') else {
                        whole.push(word);
                        continue;
                    };
                    let members = classes.get(class).ok_or_else(|| {
                        (lemma.span().start, format!("there is no class {class:?} in [classes]"))
                    })?;
                    whole.extend(members.iter().cloned());
                }
                *list = whole;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speech(object: &str) -> Speech {
        let text = format!(
            "[classes]\nchange = [\"hausse\", \"-ation\"]\n[[verb]]\nlemma = \"prévoir\"\nact = \"say\"\nframes = [\"obj\"]\nobject = {object}\n"
        );
        toml::from_str(&text).expect("a valid table")
    }

    #[test]
    fn members_stand_where_the_class_is_named() {
        let mut speech = speech("[\"@change\", \"accord\"]");
        speech.expand_classes().expect("a known class");
        assert_eq!(speech.verbs[0].object, ["hausse", "-ation", "accord"]);
    }

    #[test]
    fn an_unknown_class_is_told() {
        let (_, message) = speech("[\"@chnage\"]").expand_classes().expect_err("no such class");
        assert!(message.contains("chnage"), "{message}");
    }
}
