//! The moves of a transition system, numbered as spaCy numbers them (`transition_system.pyx`).

use super::NnError;
use rmpv::ValueRef;
use std::collections::BTreeMap;

/// One move: its kind (the number of the action) and its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    pub kind: u8,
    pub label: String,
}

/// Reads a component's `moves` file: msgpack holding JSON `{action: {label: frequency}}`.
///
/// Moves are numbered by action, then by falling frequency, then by falling label; those of negative frequency
/// (labels that were added after training began) come last. `skip` says which ones the system does not have.
pub(crate) fn parse_moves(
    file: &str,
    bytes: &[u8],
    kinds: u8,
    skip: impl Fn(u8, &str) -> bool,
) -> Result<Vec<Move>, NnError> {
    let wrong = |problem: String| NnError::Malformed { file: file.to_owned(), offset: 0, problem };
    let mut rest = bytes;
    let root =
        rmpv::decode::read_value_ref(&mut rest).map_err(|error| wrong(format!("not msgpack: {error}")))?;
    let json = match &root {
        ValueRef::Map(pairs) => pairs.iter().find_map(|(key, value)| match (key, value) {
            (ValueRef::String(key), ValueRef::String(json)) if key.as_str() == Some("moves") => json.as_str(),
            _ => None,
        }),
        _ => None,
    };
    let json = json.ok_or_else(|| wrong("no entry `moves`".into()))?;
    let actions: BTreeMap<String, BTreeMap<String, i64>> =
        serde_json::from_str(json).map_err(|error| wrong(format!("`moves`: {error}")))?;

    let mut moves: Vec<Move> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut push = |kind: u8, label: &str| {
        if !skip(kind, label) && seen.insert((kind, label.to_owned())) {
            moves.push(Move { kind, label: label.to_owned() });
        }
    };
    let mut added: Vec<(i64, &str)> = Vec::new();
    let mut added_to: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for (action, labels) in &actions {
        let kind = action.parse::<u8>().ok().filter(|kind| *kind < kinds);
        let kind = kind.ok_or_else(|| wrong(format!("there is no action `{action}`")))?;
        let mut sorted: Vec<(i64, &str)> =
            labels.iter().map(|(label, count)| (*count, label.as_str())).collect();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        for (count, label) in sorted {
            if count < 0 {
                added.push((count, label));
                added_to.entry(label).or_default().push(kind);
            } else {
                push(kind, label);
            }
        }
    }
    added.sort_unstable_by(|a, b| b.cmp(a));
    for (_, label) in added {
        for kind in &added_to[label] {
            push(*kind, label);
        }
    }
    if moves.is_empty() {
        return Err(wrong("there are no moves".into()));
    }
    Ok(moves)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(json: &str) -> Vec<u8> {
        let mut bytes = vec![0x81, 0xa5];
        bytes.extend(b"moves");
        bytes.push(0xd9);
        bytes.push(json.len() as u8);
        bytes.extend(json.as_bytes());
        bytes
    }

    #[test]
    fn order_is_by_action_frequency_and_label() {
        let bytes = file(r#"{"1":{"":7},"0":{"b":2,"a":2,"c":5,"new":-1},"2":{"x":-2,"new":-1}}"#);
        let moves = parse_moves("moves", &bytes, 3, |_, _| false).expect("good");
        let names: Vec<(u8, &str)> = moves.iter().map(|m| (m.kind, m.label.as_str())).collect();
        assert_eq!(names, [(0, "c"), (0, "b"), (0, "a"), (1, ""), (0, "new"), (2, "new"), (2, "x")]);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(parse_moves("moves", &file(r#"{"9":{"a":1}}"#), 3, |_, _| false).is_err());
        assert!(parse_moves("moves", &file("{}"), 3, |_, _| false).is_err());
        assert!(parse_moves("moves", &[0x81], 3, |_, _| false).is_err());
    }
}
