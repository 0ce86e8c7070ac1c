//! Reads the embedded tab-separated tables.

/// A row of an embedded table that cannot be used. Reading goes on without it; a test keeps the shipped tables free of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct Problem {
    /// The table's file name inside `crates/knowledge/data`.
    pub file: &'static str,
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// An embedded table: `#` starts a comment line, cells are separated by tabs, empty cells at the end may be left out.
#[derive(Clone, Copy)]
pub(crate) struct Table {
    pub file: &'static str,
    pub text: &'static str,
}

impl Table {
    /// Calls `take` with the cells of each row (as many as `N`) and gathers what it rejects.
    pub fn each<const N: usize>(
        self,
        problems: &mut Vec<Problem>,
        mut take: impl FnMut([&'static str; N]) -> Result<(), String>,
    ) {
        for (index, row) in self.text.lines().enumerate() {
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let mut cells = [""; N];
            let mut width = 0;
            for cell in row.split('\t') {
                if let Some(place) = cells.get_mut(width) {
                    *place = cell.trim();
                }
                width += 1;
            }
            let taken = if width > N { Err(format!("{width} cells, want at most {N}")) } else { take(cells) };
            if let Err(what) = taken {
                problems.push(Problem { file: self.file, line: index + 1, what });
            }
        }
    }
}

/// Names a table under `data/`.
macro_rules! table {
    ($file:literal) => {
        $crate::table::Table { file: $file, text: include_str!(concat!("../data/", $file)) }
    };
}
pub(crate) use table;

/// The variants of a cell: `Tel-Aviv | Jérusalem`.
pub(crate) fn variants(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(" | ").map(str::trim).filter(|form| !form.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_comments_and_problems() {
        let table = Table { file: "x.tsv", text: "# head\na\tb\n\nc\n1\t2\t3\nbad\t\n" };
        let (mut problems, mut rows) = (Vec::new(), Vec::new());
        table.each::<2>(&mut problems, |row| {
            if row[0] == "bad" {
                return Err("no".into());
            }
            rows.push(row);
            Ok(())
        });
        assert_eq!(rows, [["a", "b"], ["c", ""]]);
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["x.tsv:5: 3 cells, want at most 2", "x.tsv:6: no"]);
    }
}
