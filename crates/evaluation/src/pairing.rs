//! One-to-one pairs of expected and found records, the likest first.

/// An expected record and the one found that answers it, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Number of the expected record.
    pub expected: usize,
    /// Number of the found record.
    pub found: usize,
    /// How like they are.
    pub likeness: f64,
}

/// Pairs records greedily: the likest two first, among equals those expected, then those found, earlier. Two that are less
/// than `least` alike make no pair, and no record is in two.
pub(crate) fn pairs(
    expected: usize,
    found: usize,
    least: f64,
    likeness: impl Fn(usize, usize) -> f64,
) -> Vec<Pair> {
    let all = (0..expected).flat_map(|e| (0..found).map(move |f| (e, f)));
    let mut candidates: Vec<Pair> = all
        .map(|(expected, found)| Pair { expected, found, likeness: likeness(expected, found) })
        .filter(|pair| pair.likeness >= least)
        .collect();
    candidates.sort_by(|a, b| {
        b.likeness.total_cmp(&a.likeness).then((a.expected, a.found).cmp(&(b.expected, b.found)))
    });
    let (mut answered, mut used) = (vec![false; expected], vec![false; found]);
    candidates.retain(|pair| {
        let free = !answered[pair.expected] && !used[pair.found];
        if free {
            (answered[pair.expected], used[pair.found]) = (true, true);
        }
        free
    });
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(likeness: &[&[f64]], least: f64) -> Vec<(usize, usize)> {
        let found = likeness.first().map_or(0, |row| row.len());
        let pairs = pairs(likeness.len(), found, least, |e, f| likeness[e][f]);
        pairs.iter().map(|pair| (pair.expected, pair.found)).collect()
    }

    #[test]
    fn the_likest_come_first_though_more_pairs_could_be_had() {
        assert_eq!(paired(&[&[0.8, 0.9], &[0.4, 0.7]], 0.5), [(0, 1)]);
        assert_eq!(paired(&[&[0.8, 0.9], &[0.5, 0.7]], 0.5), [(0, 1), (1, 0)]);
    }

    #[test]
    fn among_equals_the_earlier_come_first() {
        assert_eq!(paired(&[&[1.0, 1.0], &[1.0, 1.0]], 1.0), [(0, 0), (1, 1)]);
        assert_eq!(paired(&[&[0.0, 1.0, 1.0]], 1.0), [(0, 1)]);
    }

    #[test]
    fn nothing_pairs_with_nothing() {
        assert_eq!(paired(&[], 0.5), []);
        assert_eq!(paired(&[&[]], 0.5), []);
    }
}
