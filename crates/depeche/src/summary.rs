//! What a run came to, in a few lines for people.

use reading::parse::Reuse;
use records::Extent;
use std::time::Duration;

/// What became of the documents of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    read: u64,
    bad: u64,
    exact: u64,
    near: u64,
    part: u64,
}

impl Summary {
    /// A document was read, which carries so much of an earlier one.
    pub fn add(&mut self, extent: Option<Extent>) {
        self.read += 1;
        match extent {
            Some(Extent::Exact) => self.exact += 1,
            Some(Extent::Near) => self.near += 1,
            Some(Extent::Part) => self.part += 1,
            None => {}
        }
    }

    /// A document could not be read.
    pub fn add_bad(&mut self) {
        self.bad += 1;
    }

    /// Documents that came to something, good or bad.
    pub fn documents(&self) -> u64 {
        self.read + self.bad
    }

    /// The lines.
    pub fn lines(&self, reuse: Reuse, took: Duration) -> Vec<String> {
        let seconds = took.as_secs_f64();
        let rate = self.read as f64 / seconds.max(0.001);
        let mut lines = vec![format!(
            "{} documents read in {seconds:.1} s, {rate:.1} a second; {} could not be",
            self.read, self.bad
        )];
        let copies = self.exact + self.near + self.part;
        if copies > 0 {
            lines.push(format!(
                "{copies} carry an earlier one: {} word for word, {} nearly, {} some paragraphs of it",
                self.exact, self.near, self.part
            ));
        }
        if reuse.known_passages > 0 {
            lines.push(format!(
                "{} of {} paragraphs had been parsed already: {:.1} % of the parsing was saved",
                reuse.known_passages,
                reuse.passages,
                100.0 * reuse.share()
            ));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::Summary;
    use reading::parse::Reuse;
    use records::Extent;
    use std::time::Duration;

    #[test]
    fn copies_and_what_they_save_are_told() {
        let mut summary = Summary::default();
        summary.add(None);
        summary.add(Some(Extent::Near));
        summary.add_bad();
        let reuse = Reuse { passages: 8, known_passages: 3, tokens: 1000, known_tokens: 250 };
        assert_eq!(
            summary.lines(reuse, Duration::from_secs(2)),
            [
                "2 documents read in 2.0 s, 1.0 a second; 1 could not be",
                "1 carry an earlier one: 0 word for word, 1 nearly, 0 some paragraphs of it",
                "3 of 8 paragraphs had been parsed already: 25.0 % of the parsing was saved",
            ]
        );
    }
}
