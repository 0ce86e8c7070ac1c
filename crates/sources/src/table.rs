//! Rows of tables that another program holds in memory, read as documents by the rules that files have.

use crate::{Item, Options, Problem, fields, forms::Origin, forms::table_columns};
use std::sync::Arc;

/// A table whose columns are known.
///
/// ```
/// use sources::{Item, Options, Table};
/// let columns = ["Corps".to_owned(), "date".to_owned()];
/// let options = Options { columns: vec![("text".into(), "Corps".into())], ..Options::default() };
/// let table = Table::of("table", &columns, options)?;
/// let cells = ["Le maire promet un pont.", "2022-09-13"];
/// let items = table.document(1, |column| Some(cells[column].to_owned()));
/// let [Item::Document(sourced)] = &items[..] else { panic!() };
/// assert_eq!(sourced.document.published.as_deref(), Some("2022-09-13"));
/// # Ok::<(), sources::Problem>(())
/// ```
pub struct Table {
    origin: Origin,
    /// For each column the field that it holds.
    header: Vec<Option<&'static str>>,
}

impl Table {
    /// A table by the names of its columns; `name` is what places in it are called by.
    ///
    /// # Errors
    /// A column that is named in the options is not there, or there is none for the text.
    pub fn of(name: &str, columns: &[String], options: Options) -> Result<Table, Problem> {
        let origin = Origin { path: name.to_owned(), stem: None, web: None, options: Arc::new(options) };
        match table_columns(columns, None, &origin) {
            Ok(header) => Ok(Table { origin, header }),
            Err(item) => match *item {
                Item::Problem(problem) => Err(problem),
                // The header is no document.
                Item::Document(_) => Ok(Table { origin, header: Vec::new() }),
            },
        }
    }

    /// The columns that hold something which is looked at.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.header.iter().enumerate().filter_map(|(at, field)| field.and(Some(at)))
    }

    /// The document in a row, after what is odd about it, or why there is none; `cell` gives a column's value.
    pub fn document(&self, row: u64, cell: impl Fn(usize) -> Option<String>) -> Vec<Item> {
        let value = |name: &str| cell(self.header.iter().position(|field| *field == Some(name))?);
        fields::from_row(value, row, &self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ProblemKind;

    #[test]
    fn a_text_beyond_the_limit_is_refused() {
        let options = Options { limit: 20, ..Options::default() };
        let table = Table::of("table", &["text".to_owned()], options).unwrap();
        let kinds = |text: &str| -> Vec<Option<ProblemKind>> {
            let items = table.document(1, |_| Some(text.to_owned()));
            let kind = |item: &Item| match item {
                Item::Document(_) => None,
                Item::Problem(problem) => Some(problem.kind),
            };
            items.iter().map(kind).collect()
        };
        assert_eq!(kinds("vingt octets de texte"), [Some(ProblemKind::TooLarge)]);
        assert_eq!(kinds("moins de vingt"), [None]);
    }
}
