//! How far figures would wander with other documents of the same kind: bootstrap intervals.
//!
//! What is drawn are documents, not records: the records of one document are alike (its one speaker misread is misread ten
//! times), and intervals over records would be too narrow. Every figure is a ratio of two sums over documents (an F1 is twice
//! the hits over expected and found), so a document is a row of such pairs of numbers, and a resample adds up rows.
//!
//! Intervals are BCa, bias-corrected and accelerated (B. Efron, *Better Bootstrap Confidence Intervals*, Journal of the American
//! Statistical Association 82, 1987; B. Efron and R. Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 14): shares
//! near 1 scatter to one side only, which plain percentiles forget. The acceleration is that of the jackknife. Quantiles between
//! two resamples are interpolated.
//!
//! - A resample in which a figure has nothing to measure does not count for it.
//! - Of fewer than [`LEAST_DOCUMENTS`] documents that have something to measure no interval is told.
//! - Where every document is all right, or all wrong, all resamples are alike and say nothing. The interval is then the exact
//!   one of that many trials, each document one (C. Clopper and E. Pearson, Biometrika 26, 1934).
//!
//! Two versions are compared on the same resamples (paired), so that documents that are hard for both take nothing away from
//! a small but steady difference.

use crate::{
    Share,
    normal::{below, quantile},
    report::rounded,
};
use rand_pcg::{Pcg64, rand_core::Rng};

/// Fewer documents than these say too little of others.
pub const LEAST_DOCUMENTS: usize = 5;

/// How it is drawn. The generator is PCG (`Pcg64`), whose numbers are the same on every machine and in every version.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrap {
    /// How many resamples.
    pub resamples: usize,
    /// Where the generator begins.
    pub seed: u64,
    /// How much of the resamples lies in an interval.
    pub level: f64,
}

impl Default for Bootstrap {
    fn default() -> Bootstrap {
        Bootstrap { resamples: 10_000, seed: 13, level: 0.95 }
    }
}

/// Between what a figure lies, each end rounded to four digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Interval {
    /// Whether it leaves out 0: for a difference, whether that is more than chance.
    pub fn leaves_out_0(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// What some documents add to some figures: a row for each document, in it a share for each figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    rows: Vec<Vec<Share>>,
}

impl Sample {
    /// One more document; all have the same figures in the same order.
    pub fn push(&mut self, row: Vec<Share>) {
        self.rows.push(row);
    }

    /// The interval of each figure; `None` where there are too few documents.
    pub fn intervals(&self, how: Bootstrap) -> Vec<Option<Interval>> {
        let column = |figure: usize| {
            let shares = self.rows.iter().map(|row| row[figure]);
            Column::of(shares.map(|after| [Share::default(), after]), false)
        };
        intervals(&(0..self.figures()).map(column).collect::<Vec<_>>(), self.rows.len(), how)
    }

    /// The interval of each figure's difference from another version's on the same documents.
    pub fn differences(&self, before: &Sample, how: Bootstrap) -> Vec<Option<Interval>> {
        let column = |figure: usize| {
            let pairs = before.rows.iter().zip(&self.rows);
            Column::of(pairs.map(|(before, after)| [before[figure], after[figure]]), true)
        };
        let documents = self.rows.len().min(before.rows.len());
        intervals(&(0..self.figures()).map(column).collect::<Vec<_>>(), documents, how)
    }

    fn figures(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }
}

/// One figure: what the documents that have something to measure add to it, before and after.
struct Column {
    documents: Vec<(usize, [Share; 2])>,
    /// Whether the figure is the difference of both, or the second alone.
    is_difference: bool,
}

impl Column {
    fn of(shares: impl Iterator<Item = [Share; 2]>, is_difference: bool) -> Column {
        let measured = |(_, pair): &(usize, [Share; 2])| pair.iter().any(|share| share.of > 0);
        Column { documents: shares.enumerate().filter(measured).collect(), is_difference }
    }

    /// The figure with each document as often as `weight` says; `None` where there is nothing to measure.
    fn value(&self, weight: impl Fn(usize) -> u64) -> Option<f64> {
        let mut sums = [Share::default(); 2];
        for (document, pair) in &self.documents {
            let times = weight(*document);
            for (sum, share) in sums.iter_mut().zip(pair) {
                sum.hits += times * share.hits;
                sum.of += times * share.of;
            }
        }
        let ratio = |sum: Share| (sum.of > 0).then(|| sum.hits as f64 / sum.of as f64);
        let after = ratio(sums[1])?;
        Some(if self.is_difference { after - ratio(sums[0])? } else { after })
    }

    /// Whether all documents are right in the figure, or all are wrong, and which.
    fn all_alike(&self) -> Option<bool> {
        let all = |right: bool| {
            self.documents.iter().all(|(_, [_, share])| share.hits == if right { share.of } else { 0 })
        };
        if self.is_difference { None } else { [true, false].into_iter().find(|right| all(*right)) }
    }

    fn interval(&self, mut resampled: Vec<f64>, documents: usize, how: Bootstrap) -> Option<Interval> {
        if self.documents.len() < LEAST_DOCUMENTS || resampled.is_empty() {
            return None;
        }
        let tail = (1.0 - how.level) / 2.0;
        if let Some(right) = self.all_alike() {
            let least = tail.powf(1.0 / self.documents.len() as f64);
            return Some(if right { told(least, 1.0) } else { told(0.0, 1.0 - least) });
        }
        let value = self.value(|_| 1)?;
        resampled.sort_by(f64::total_cmp);
        let (bias, acceleration) = (bias(&resampled, value), self.acceleration(documents));
        let end = |share: f64| {
            let z = bias + quantile(share);
            at(&resampled, below(bias + z / (1.0 - acceleration * z)))
        };
        Some(told(end(tail), end(1.0 - tail)))
    }

    /// How much the figure's spread changes with the figure, by leaving out one document at a time.
    fn acceleration(&self, documents: usize) -> f64 {
        let without: Vec<f64> = (0..documents)
            .filter_map(|left_out| self.value(|document| u64::from(document != left_out)))
            .collect();
        let mean = without.iter().sum::<f64>() / without.len() as f64;
        let sum = |power: i32| without.iter().map(|value| (mean - value).powi(power)).sum::<f64>();
        let spread = sum(2);
        // Documents that are all alike.
        if spread > 0.0 { sum(3) / (6.0 * spread.powf(1.5)) } else { 0.0 }
    }
}

/// How far the figure lies from the middle of its resamples, in standard deviations; those equal to it count by half.
fn bias(sorted: &[f64], value: f64) -> f64 {
    let less = sorted.partition_point(|one| *one < value);
    let upto = sorted.partition_point(|one| *one <= value);
    let share = (less + upto) as f64 / (2 * sorted.len()) as f64;
    // All on one side: plain percentiles.
    if share > 0.0 && share < 1.0 { quantile(share) } else { 0.0 }
}

/// The value below which that share lies, interpolated.
fn at(sorted: &[f64], share: f64) -> f64 {
    let place = share.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    low + (high - low) * place.fract()
}

fn told(low: f64, high: f64) -> Interval {
    Interval { low: rounded(low), high: rounded(high) }
}

/// The intervals of some figures, all from the same resamples.
fn intervals(columns: &[Column], documents: usize, how: Bootstrap) -> Vec<Option<Interval>> {
    let mut generator = Pcg64::new(u128::from(how.seed), 0x0a02_bdbf_7bb3_c0a7_ac28_fa16_a64a_bf96);
    let mut resampled = vec![Vec::with_capacity(how.resamples); columns.len()];
    let mut weights = vec![0_u64; documents];
    for _ in 0..how.resamples {
        weights.fill(0);
        for _ in 0..documents {
            // A random number below `documents`: the upper half of a product is as even as 64 bits can be.
            let drawn = (u128::from(generator.next_u64()) * documents as u128) >> 64;
            weights[drawn as usize] += 1;
        }
        for (column, values) in columns.iter().zip(&mut resampled) {
            values.extend(column.value(|document| weights[document]));
        }
    }
    let told = |(column, values): (&Column, Vec<f64>)| column.interval(values, documents, how);
    columns.iter().zip(resampled).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng as Dice;

    fn sample(rows: &[(u64, u64)]) -> Sample {
        Sample { rows: rows.iter().map(|(hits, of)| vec![Share { hits: *hits, of: *of }]).collect() }
    }

    fn interval(rows: &[(u64, u64)]) -> Option<Interval> {
        sample(rows).intervals(Bootstrap::default())[0]
    }

    fn near(interval: Option<Interval>, low: f64, high: f64, by: f64) {
        let Interval { low: l, high: h } = interval.expect("an interval");
        assert!((l - low).abs() <= by && (h - high).abs() <= by, "{l}–{h}, not {low}–{high}");
    }

    /// Ten of twenty documents right, one record each: the resamples are binomial, and a table of that distribution has 6 and
    /// 14 of 20 at 2.5 % and 97.5 %.
    #[test]
    fn one_record_a_document_is_binomial() {
        let rows: Vec<_> = (0..20).map(|number| (number % 2, 1)).collect();
        near(interval(&rows), 0.3, 0.7, 0.0);
    }

    /// `scipy.stats.bootstrap` (1.17.1, method `BCa`, paired, 200,000 resamples, three seeds) gives 0.6495–0.6500 and
    /// 0.8667–0.8673 of these fifteen documents, plain percentiles 0.6471 and 0.8649.
    #[test]
    fn scipy_gives_the_same() {
        let rows = [
            (3, 4),
            (7, 9),
            (0, 3),
            (12, 12),
            (5, 8),
            (9, 9),
            (1, 4),
            (4, 4),
            (6, 10),
            (2, 2),
            (8, 9),
            (10, 15),
            (3, 3),
            (5, 9),
            (11, 12),
        ];
        near(interval(&rows), 0.6498, 0.8670, 0.003);
    }

    /// What an interval of 95 % promises: of many samples it holds the truth in about that many.
    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say() {
        let mut dice = Dice::with_seed(1);
        let how = Bootstrap { resamples: 400, ..Bootstrap::default() };
        let held = (0..300).filter(|_| {
            // Documents of 1 to 12 records, easier and harder ones; three quarters are right in the mean.
            let row = |dice: &mut Dice| {
                let (of, ease) = (dice.u64(1..=12), 0.5 + 0.5 * dice.f64());
                ((0..of).filter(|_| dice.f64() < ease).count() as u64, of)
            };
            let rows: Vec<_> = (0..50).map(|_| row(&mut dice)).collect();
            let Interval { low, high } = sample(&rows).intervals(how)[0].expect("an interval");
            low <= 0.75 && 0.75 <= high
        });
        let held = held.count();
        assert!((270..=297).contains(&held), "{held} of 300");
    }

    #[test]
    fn the_same_documents_give_the_same_interval_and_others_do_not() {
        let rows: Vec<_> = (0..30).map(|number| (number % 5, 5)).collect();
        assert_eq!(interval(&rows), interval(&rows));
        let seeded =
            |seed| sample(&rows).intervals(Bootstrap { seed, resamples: 200, ..Bootstrap::default() });
        assert_ne!(seeded(1), seeded(2));
    }

    #[test]
    fn a_few_documents_tell_nothing_and_documents_without_records_are_none() {
        assert_eq!(interval(&[(1, 2), (1, 1), (0, 1), (1, 3)]), None);
        assert_eq!(interval(&[(1, 2), (1, 1), (0, 1), (1, 3), (0, 0), (0, 0)]), None);
        assert_eq!(Sample::default().intervals(Bootstrap::default()), []);
    }

    /// Clopper and Pearson: ten of ten are 0.6915–1, none of ten 0–0.3085.
    #[test]
    fn where_all_is_right_or_wrong_it_is_the_exact_interval_of_so_many_documents() {
        assert_eq!(interval(&[(3, 3); 10]), Some(Interval { low: 0.6915, high: 1.0 }));
        assert_eq!(interval(&[(0, 3); 10]), Some(Interval { low: 0.0, high: 0.3085 }));
    }

    /// The difference of two versions that are wrong in the same documents is surer than either.
    #[test]
    fn a_steady_difference_is_more_than_chance_and_none_is_not() {
        let before: Vec<_> = (0..40).map(|number| (number % 8, 10)).collect();
        let better: Vec<_> = before.iter().map(|(hits, of)| (hits + 1, *of)).collect();
        let difference = sample(&better).differences(&sample(&before), Bootstrap::default())[0].unwrap();
        assert_eq!(difference, Interval { low: 0.1, high: 0.1 });
        assert!(difference.leaves_out_0());
        let mixed: Vec<_> = before
            .iter()
            .enumerate()
            .map(|(number, (hits, of))| (hits + 2 * (number as u64 % 2), *of + 1))
            .collect();
        let difference = sample(&mixed).differences(&sample(&before), Bootstrap::default())[0].unwrap();
        assert!(difference.low < difference.high, "{difference:?}");
        let same = sample(&before).differences(&sample(&before), Bootstrap::default())[0].unwrap();
        assert!(!same.leaves_out_0());
    }
}
