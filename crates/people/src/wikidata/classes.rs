//! What an entity is, by its classes.

use std::sync::LazyLock;

/// What an entity of a class is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    pub id: &'static str,
    /// `organisation` or `office`.
    pub what: &'static str,
    /// Sector codes, parted by spaces.
    pub sectors: &'static str,
}

static CLASSES: LazyLock<Vec<Class>> = LazyLock::new(|| {
    let rows = include_str!("../../data/classes.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut cells = line.split('\t');
        Some(Class { id: cells.next()?, what: cells.next()?, sectors: cells.next()? })
    })
    .collect()
});

/// The first listed class among an entity's.
pub(super) fn class<'a>(ids: impl Iterator<Item = &'a str> + Clone) -> Option<Class> {
    CLASSES.iter().find(|class| ids.clone().any(|id| id == class.id)).copied()
}

#[cfg(test)]
mod tests {
    use super::CLASSES;

    #[test]
    fn every_class_is_written_as_it_must_be() {
        for class in CLASSES.iter() {
            assert!(class.id.starts_with('Q'), "{class:?}");
            assert!(matches!(class.what, "organisation" | "office"), "{class:?}");
            let known = |code: &str| code.parse::<records::Sector>().is_ok();
            assert!(class.sectors.split_whitespace().all(known), "{class:?}");
            assert_eq!(CLASSES.iter().filter(|other| other.id == class.id).count(), 1, "{class:?}");
        }
    }
}
