//! An annotation scored against itself gives 1 everywhere.

mod support;

use evaluation::{Comparison, Expected, Found, Gold, Report, check};
use proptest::prelude::*;
use serde_json::Value;

/// Figures that are neither 1 nor without anything to measure. A mean of nothing is 0, as in the script.
fn short_of_1(report: &Report) -> Vec<String> {
    let figures = report.figures().into_iter();
    figures
        .filter(|figure| figure.share.of > 0 && figure.value != Some(1.0))
        .map(|figure| format!("{figure:?}"))
        .collect()
}

fn add(report: &mut Report, gold: &Gold, expected: &Expected) -> usize {
    let found: Found = serde_json::from_value(support::perfect(gold, expected)).expect("a reading");
    found.fits(&expected.text).expect("inside the text");
    let comparison = Comparison::of(expected, Some(&found));
    report.add(&comparison);
    comparison.mistakes().len()
}

#[test]
fn our_own_dispatches_scored_against_themselves_give_1_everywhere() {
    let mut report = Report::default();
    for half in ["dev", "held"] {
        let set = support::own(half);
        assert!(set.problems.is_empty() && !set.documents.is_empty(), "{:?}", set.problems);
        let mistakes: usize =
            set.documents.iter().map(|document| add(&mut report, &document.gold, &document.expected)).sum();
        assert_eq!(mistakes, 0);
    }
    // Unnamed speakers cannot be credited to a name.
    assert_eq!(short_of_1(&report), Vec::<String>::new());
    assert!(report.figures().iter().all(|figure| figure.value == Some(1.0)), "all figures are measured");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_annotation_scored_against_itself_gives_1_everywhere(seed: u64) {
        let gold: Value = support::invent::gold(&mut fastrand::Rng::with_seed(seed), "a", true);
        let gold: Gold = serde_json::from_value(gold).expect("of the right form");
        let expected = check(&gold).expect("no fault");
        let mut report = Report::default();
        prop_assert_eq!(add(&mut report, &gold, &expected), 0);
        let named = gold.statements.iter().all(|statement| statement.speaker_name.is_some());
        // Over all expected statements, those without a name included.
        let short = short_of_1(&report).into_iter().filter(|figure| named || !figure.contains("attributed_recall"));
        prop_assert_eq!(short.collect::<Vec<_>>(), Vec::<String>::new());
    }
}
