//! All that is counted of some documents, with what each of them adds.

use crate::{Bootstrap, ByClass, Comparison, Figure, Interval, Report, Sample};

/// Figures of some documents, over all and by class, and how sure they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The figures over all.
    pub report: Report,
    /// Those of classes.
    pub classes: ByClass,
    /// What each document adds: to the report's figures, then to four of each class.
    sample: Sample,
}

/// The intervals of a tally's figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Intervals {
    /// Of the report's figures, in their order.
    pub figures: Vec<Option<Interval>>,
    /// Of the classes, in theirs.
    pub classes: Vec<ClassIntervals>,
}

/// The intervals of a class.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ClassIntervals {
    /// Found ones that are right.
    pub precision: Option<Interval>,
    /// Expected ones that are found.
    pub recall: Option<Interval>,
    /// Both.
    pub f1: Option<Interval>,
    /// Expected ones that are found as whatever class.
    pub noticed: Option<Interval>,
}

/// A figure of two versions on the same documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// The figure now.
    pub after: Figure,
    /// What it was.
    pub before: Option<f64>,
    /// Between what the difference lies.
    pub interval: Option<Interval>,
}

impl Shift {
    /// How much it is more now, where both could be measured.
    pub fn difference(&self) -> Option<f64> {
        Some(self.after.value? - self.before?)
    }
}

impl Tally {
    /// Counts one more document.
    pub fn add(&mut self, comparison: &Comparison<'_>) {
        self.report.add(comparison);
        self.classes.add(comparison);
        let mut alone = (Report::default(), ByClass::default());
        alone.0.add(comparison);
        alone.1.add(comparison);
        let figures = alone.0.figures().into_iter().map(|figure| figure.share);
        self.sample.push(figures.chain(alone.1.classes().iter().flat_map(|class| class.shares())).collect());
    }

    /// Between what the figures lie.
    pub fn intervals(&self, how: Bootstrap) -> Intervals {
        let mut figures = self.sample.intervals(how);
        let classes = figures.split_off(self.report.figures().len().min(figures.len()));
        let of_class = |four: &[Option<Interval>]| ClassIntervals {
            precision: four[0],
            recall: four[1],
            f1: four[2],
            noticed: four[3],
        };
        Intervals { figures, classes: classes.chunks_exact(4).map(of_class).collect() }
    }

    /// What has changed since another version, which read the same documents in the same order.
    pub fn shifts(&self, before: &Tally, how: Bootstrap) -> Vec<Shift> {
        let intervals = self.sample.differences(&before.sample, how);
        let intervals = intervals.into_iter().chain(std::iter::repeat(None));
        let figures = self.report.figures().into_iter().zip(before.report.figures());
        let shift = |((after, before), interval): ((Figure, Figure), _)| Shift {
            after,
            before: before.value,
            interval,
        };
        figures.zip(intervals).map(shift).collect()
    }
}
