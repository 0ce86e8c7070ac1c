//! Sorts more lines than memory holds.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Lines, Seek, Write},
    path::PathBuf,
};

/// Lines that are sorted in memory by the part and merged from files without a name.
pub(super) struct Sorter {
    folder: PathBuf,
    /// Bytes to hold before they are written out.
    most: usize,
    lines: Vec<String>,
    bytes: usize,
    runs: Vec<File>,
}

impl Sorter {
    pub fn new(folder: PathBuf, most: usize) -> Sorter {
        Sorter { folder, most, lines: Vec::new(), bytes: 0, runs: Vec::new() }
    }

    pub fn add(&mut self, line: String) -> io::Result<()> {
        self.bytes += line.len() + size_of::<String>();
        self.lines.push(line);
        if self.bytes >= self.most { self.write_run() } else { Ok(()) }
    }

    fn write_run(&mut self) -> io::Result<()> {
        self.lines.sort_unstable();
        self.lines.dedup();
        let mut out = BufWriter::new(tempfile::tempfile_in(&self.folder)?);
        for line in self.lines.drain(..) {
            out.write_all(line.as_bytes())?;
            out.write_all(b"\n")?;
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        self.bytes = 0;
        Ok(())
    }

    /// Hands over all lines in order, each once.
    pub fn finish(mut self, mut take: impl FnMut(&str) -> io::Result<()>) -> io::Result<()> {
        self.write_run()?;
        let mut runs: Vec<Lines<BufReader<File>>> =
            self.runs.into_iter().map(|file| BufReader::new(file).lines()).collect();
        let mut heap = BinaryHeap::new();
        for (index, run) in runs.iter_mut().enumerate() {
            if let Some(line) = run.next() {
                heap.push(Reverse((line?, index)));
            }
        }
        let mut last: Option<String> = None;
        while let Some(Reverse((line, index))) = heap.pop() {
            if let Some(next) = runs[index].next() {
                heap.push(Reverse((next?, index)));
            }
            if last.as_ref() != Some(&line) {
                take(&line)?;
                last = Some(line);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Sorter;

    #[test]
    fn many_small_runs_come_out_as_one() {
        let mut sorter = Sorter::new(std::env::temp_dir(), 200);
        for number in (0..500).rev().chain(100..200) {
            sorter.add(format!("{number:03}")).unwrap();
        }
        assert!(sorter.runs.len() > 10);
        let mut all = Vec::new();
        sorter
            .finish(|line| {
                all.push(line.to_owned());
                Ok(())
            })
            .unwrap();
        assert_eq!(all, (0..500).map(|number| format!("{number:03}")).collect::<Vec<_>>());
    }
}
