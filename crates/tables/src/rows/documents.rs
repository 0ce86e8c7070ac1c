use super::{SPAN, Table};
use crate::{
    next::{Next, span_cell},
    shape::{
        Cell,
        Shape::{Count, Day, List, Struct, Text, Word},
        may, must,
    },
};

/// Documents, and what read them.
pub const DOCUMENTS: Table = Table {
    name: "documents",
    fields: &[
        must("id", Word),
        must("version", Count),
        must("lang", Word),
        may("title", Text),
        may("published", Day),
        may("outlet", Word),
        may("url", Text),
        may("source", Text),
        may("author", Word),
        must("marks", List(&Word)),
        must(
            "copies",
            List(&Struct(&[
                must("id", Word),
                may("outlet", Word),
                must("extent", Word),
                must("percent", Count),
                must("paragraphs", List(&SPAN)),
            ])),
        ),
        must("program", Word),
        must("reader", Word),
        must("text", Text),
    ],
    sql: "SELECT d.id, d.key, d.version, d.lang, d.title, d.published, d.outlet, d.url, d.source, d.author, d.marks, d.copies, \
          r.program, r.reader, d.text \
          FROM documents d CROSS JOIN runs r ON r.id = d.run WHERE d.current = 1 ORDER BY d.id",
    beside: &[],
    row: |next, _| {
        Ok(vec![
            next.text()?,
            next.count()?,
            next.text()?,
            next.text()?,
            next.day()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.text()?,
            marks(next)?,
            copies(next)?,
            next.text()?,
            next.text()?,
            next.text()?,
        ])
    },
};

fn marks(next: &mut Next<'_, '_>) -> rusqlite::Result<Cell> {
    let marks: Option<Vec<String>> = next.json()?;
    Ok(Cell::List(marks.unwrap_or_default().into_iter().map(Cell::Text).collect()))
}

/// An earlier document whose words it carries, as the store's JSON has it.
#[derive(serde::Deserialize)]
struct Copied {
    id: String,
    outlet: Option<String>,
    extent: String,
    percent: i32,
    paragraphs: Vec<(i32, i32)>,
}

fn copies(next: &mut Next<'_, '_>) -> rusqlite::Result<Cell> {
    let copies: Option<Vec<Copied>> = next.json()?;
    let cell = |copy: Copied| {
        Cell::Struct(vec![
            Cell::Text(copy.id),
            copy.outlet.map_or(Cell::Null, Cell::Text),
            Cell::Text(copy.extent),
            Cell::Count(copy.percent),
            Cell::List(copy.paragraphs.into_iter().map(span_cell).collect()),
        ])
    };
    Ok(Cell::List(copies.unwrap_or_default().into_iter().map(cell).collect()))
}
