//! From the name of a rule, as records carry it, to the pack entry that it stands for.

use pack::Pack;

/// Where the entry of a rule stands: `speech.toml:71`, all places where several entries have the same words, none for
/// a rule of the engine itself (`fr/quotation/colon`).
///
/// `fr/speech/promettre` is an entry of `speech.toml`; `fr/events/promettre` one of `events.toml`, or where there is
/// none the one of `speech.toml` whose act is the event.
pub fn places(pack: &Pack, rule: &str) -> Vec<String> {
    let mut parts = rule.splitn(3, '/').skip(1);
    let (Some(kind), Some(words)) = (parts.next(), parts.next()) else { return Vec::new() };
    let of = |file: &str, entries: Vec<(&str, usize)>| -> Vec<String> {
        let known = entries.into_iter().filter(|(lemma, _)| *lemma == words);
        known.map(|(_, at)| format!("{file}:{}", pack.line(file, at))).collect()
    };
    let in_events = if kind == "events" { of("events.toml", event_entries(pack)) } else { Vec::new() };
    if in_events.is_empty() { of("speech.toml", speech_entries(pack)) } else { in_events }
}

/// The words of each entry and the byte at which they stand.
fn speech_entries(pack: &Pack) -> Vec<(&str, usize)> {
    let speech = &pack.speech;
    let verbs = speech.verbs.iter().map(|entry| &entry.lemma);
    let nouns = speech.nouns.iter().map(|entry| &entry.lemma);
    let adjectives = speech.adjectives.iter().map(|entry| &entry.lemma);
    let sources = speech.sources.iter().map(|entry| &entry.words);
    let all = verbs.chain(nouns).chain(adjectives).chain(sources);
    all.map(|words| (words.get_ref().as_str(), words.span().start)).collect()
}

/// The words of each entry and the byte at which they stand.
fn event_entries(pack: &Pack) -> Vec<(&str, usize)> {
    let verbs = pack.events.verbs.iter().map(|entry| &entry.lemma);
    let nouns = pack.events.nouns.iter().map(|entry| &entry.lemma);
    verbs.chain(nouns).map(|words| (words.get_ref().as_str(), words.span().start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_leads_to_the_line_of_its_entry() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/fr");
        let pack = Pack::load(&folder).expect("the pack is sound");
        let text = std::fs::read_to_string(folder.join("speech.toml")).expect("the file is there");
        let found = places(&pack, "fr/speech/promettre");
        let line: usize =
            found[0].strip_prefix("speech.toml:").expect("it is in that file").parse().expect("a line");
        assert!(text.lines().nth(line - 1).expect("the line is there").contains("\"promettre\""));
    }

    #[test]
    fn every_entry_is_found_by_its_rule() {
        let pack = Pack::embedded("fr").expect("French is embedded").expect("the pack is sound");
        for (words, _) in speech_entries(&pack) {
            assert!(!places(&pack, &format!("fr/speech/{words}")).is_empty(), "{words}");
        }
        for (words, _) in event_entries(&pack) {
            let found = places(&pack, &format!("fr/events/{words}"));
            assert!(
                found.iter().all(|place| place.starts_with("events.toml:")) && !found.is_empty(),
                "{words}"
            );
        }
    }

    #[test]
    fn rules_of_the_engine_have_no_entry() {
        let pack = Pack::embedded("fr").expect("French is embedded").expect("the pack is sound");
        assert_eq!(places(&pack, "fr/quotation/colon"), Vec::<String>::new());
        assert_eq!(places(&pack, "nonsense"), Vec::<String>::new());
    }
}
