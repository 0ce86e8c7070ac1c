//! Rows taken apart into Parquet's columns: a value, and two levels that say how much of what it stands in is there and which list goes on
//! with it (Dremel's encoding, as the format has it).

use crate::{
    Error,
    shape::{Cell, Field, Shape, schema},
};
use parquet::{
    basic::{Compression, ZstdLevel},
    data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        properties::{EnabledStatistics, WriterProperties},
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::ColumnPath,
};
use std::{io::Write, ops::Range, sync::Arc};

/// So many rows are a group: as many as DuckDB likes, and Spark and pandas do not mind.
const ROWS: usize = 122_880;
/// So many bytes of values are one whatever its rows: what is held in memory is a small multiple of it.
const BYTES: usize = 16 << 20;
/// What zstd itself takes unless told.
const LEVEL: i32 = 3;

/// A Parquet file in the making, and the rows of its next group.
pub struct Columns<W: Write + Send> {
    table: &'static str,
    file: SerializedFileWriter<W>,
    nodes: Vec<Node>,
    leaves: Vec<Leaf>,
    /// In the group.
    rows: usize,
    bytes: usize,
    /// In all groups before it.
    written: u64,
}

impl<W: Write + Send> Columns<W> {
    pub fn begin(table: &'static str, fields: &[&Field], out: W) -> Result<Columns<W>, Error> {
        let mut leaves = Vec::new();
        let nodes: Vec<Node> =
            fields.iter().map(|field| Node::of(field, 0, 0, vec![field.name.into()], &mut leaves)).collect();
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(LEVEL)?))
            .set_created_by(concat!("depeche version ", env!("CARGO_PKG_VERSION")).to_owned());
        // Of texts neither a dictionary nor the least and the greatest is any use.
        for leaf in leaves.iter().filter(|leaf| leaf.is_text) {
            properties = properties
                .set_column_dictionary_enabled(leaf.path.clone(), false)
                .set_column_statistics_enabled(leaf.path.clone(), EnabledStatistics::None);
        }
        let file = SerializedFileWriter::new(out, schema(table, fields)?, Arc::new(properties.build()))?;
        Ok(Columns { table, file, nodes, leaves, rows: 0, bytes: 0, written: 0 })
    }

    /// Adds a row: a cell for each column.
    pub fn add(&mut self, cells: Vec<Cell>) -> Result<(), Error> {
        for (node, cell) in self.nodes.iter().zip(cells) {
            if put(node, cell, (0, 0), &mut self.leaves, &mut self.bytes).is_none() {
                return Err(Error::Value { table: self.table, column: node.name });
            }
        }
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES {
            self.write()?;
        }
        Ok(())
    }

    /// Ends the file; how many rows it has.
    pub fn finish(mut self) -> Result<u64, Error> {
        if self.rows > 0 {
            self.write()?;
        }
        self.file.close()?;
        Ok(self.written)
    }

    fn write(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        let mut leaves = self.leaves.iter_mut();
        while let Some(mut column) = group.next_column()? {
            if let Some(leaf) = leaves.next() {
                leaf.write(&mut column)?;
            }
            column.close()?;
        }
        group.close()?;
        self.written += self.rows as u64;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

/// A field, and where its values go.
struct Node {
    name: &'static str,
    optional: bool,
    /// The definition level of a value that is there.
    defined: i16,
    /// The leaves below it.
    leaves: Range<usize>,
    kind: Kind,
}

enum Kind {
    Leaf,
    /// The element, and the repetition level of all but the first.
    List(Box<Node>, i16),
    Struct(Vec<Node>),
}

impl Node {
    fn of(field: &Field, above: i16, repeated: i16, path: Vec<String>, leaves: &mut Vec<Leaf>) -> Node {
        let defined = above + i16::from(field.optional);
        let first = leaves.len();
        let below = |names: &[&str]| -> Vec<String> {
            path.iter().cloned().chain(names.iter().map(|name| (*name).to_owned())).collect()
        };
        let kind = match field.shape {
            Shape::List(shape) => {
                let element = Field { name: "element", shape: *shape, optional: false };
                let path = below(&["list", "element"]);
                Kind::List(
                    Box::new(Node::of(&element, defined + 1, repeated + 1, path, leaves)),
                    repeated + 1,
                )
            }
            Shape::Struct(fields) => Kind::Struct(
                fields
                    .iter()
                    .map(|field| Node::of(field, defined, repeated, below(&[field.name]), leaves))
                    .collect(),
            ),
            leaf => {
                leaves.push(Leaf {
                    path: ColumnPath::new(path),
                    is_text: matches!(leaf, Shape::Text),
                    values: Values::of(leaf),
                    definitions: (defined > 0).then(Vec::new),
                    repetitions: (repeated > 0).then(Vec::new),
                });
                Kind::Leaf
            }
        };
        Node { name: field.name, optional: field.optional, defined, leaves: first..leaves.len(), kind }
    }
}

/// Puts a value where it belongs, under the levels of what it stands in; `None` if it is not of the node's shape.
fn put(
    node: &Node,
    cell: Cell,
    (above, repeated): (i16, i16),
    leaves: &mut [Leaf],
    bytes: &mut usize,
) -> Option<()> {
    let nothing = |leaves: &mut [Leaf], defined: i16, bytes: &mut usize| {
        for leaf in &mut leaves[node.leaves.clone()] {
            leaf.level(defined, repeated);
            *bytes += 2;
        }
    };
    match (&node.kind, cell) {
        (_, Cell::Null) if node.optional => nothing(leaves, above, bytes),
        (Kind::List(_, _), Cell::List(cells)) if cells.is_empty() => nothing(leaves, node.defined, bytes),
        (Kind::List(element, again), Cell::List(cells)) => {
            for (number, cell) in cells.into_iter().enumerate() {
                let repeated = if number == 0 { repeated } else { *again };
                put(element, cell, (node.defined + 1, repeated), leaves, bytes)?;
            }
        }
        (Kind::Struct(parts), Cell::Struct(cells)) if parts.len() == cells.len() => {
            for (part, cell) in parts.iter().zip(cells) {
                put(part, cell, (node.defined, repeated), leaves, bytes)?;
            }
        }
        (Kind::Leaf, cell) => {
            let leaf = leaves.get_mut(node.leaves.start)?;
            *bytes += leaf.values.push(cell)?;
            leaf.level(node.defined, repeated);
        }
        _ => return None,
    }
    Some(())
}

/// A column of values and their levels; of a column that needs none, no levels are kept.
struct Leaf {
    path: ColumnPath,
    is_text: bool,
    values: Values,
    definitions: Option<Vec<i16>>,
    repetitions: Option<Vec<i16>>,
}

impl Leaf {
    fn level(&mut self, definition: i16, repetition: i16) {
        self.definitions.iter_mut().for_each(|levels| levels.push(definition));
        self.repetitions.iter_mut().for_each(|levels| levels.push(repetition));
    }

    /// Writes what there is and forgets it.
    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = (self.definitions.as_deref(), self.repetitions.as_deref());
        let (definitions, repetitions) = levels;
        match &mut self.values {
            Values::Bytes(values) => {
                column.typed::<ByteArrayType>().write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            Values::Short(values) => {
                column.typed::<Int32Type>().write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            Values::Long(values) => {
                column.typed::<Int64Type>().write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            Values::Real(values) => {
                column.typed::<DoubleType>().write_batch(values, definitions, repetitions)?;
                values.clear();
            }
            Values::Flag(values) => {
                column.typed::<BoolType>().write_batch(values, definitions, repetitions)?;
                values.clear();
            }
        }
        self.definitions.iter_mut().chain(&mut self.repetitions).for_each(Vec::clear);
        Ok(())
    }
}

/// Values as Parquet has them.
enum Values {
    Bytes(Vec<ByteArray>),
    Short(Vec<i32>),
    Long(Vec<i64>),
    Real(Vec<f64>),
    Flag(Vec<bool>),
}

impl Values {
    fn of(shape: Shape) -> Values {
        match shape {
            Shape::Day | Shape::Count => Values::Short(Vec::new()),
            Shape::Id => Values::Long(Vec::new()),
            Shape::Real => Values::Real(Vec::new()),
            Shape::Flag => Values::Flag(Vec::new()),
            _ => Values::Bytes(Vec::new()),
        }
    }

    /// Keeps a value; what it takes, `None` if it is of another type.
    fn push(&mut self, cell: Cell) -> Option<usize> {
        match (self, cell) {
            (Values::Bytes(values), Cell::Text(text)) => {
                let size = text.len() + size_of::<ByteArray>();
                values.push(ByteArray::from(text.into_bytes()));
                return Some(size);
            }
            (Values::Short(values), Cell::Day(number) | Cell::Count(number)) => values.push(number),
            (Values::Long(values), Cell::Id(number)) => values.push(number),
            (Values::Real(values), Cell::Real(number)) => values.push(number),
            (Values::Flag(values), Cell::Flag(flag)) => values.push(flag),
            _ => return None,
        }
        Some(8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{may, must};
    use bytes::Bytes;
    use parquet::{
        file::reader::{FileReader, SerializedFileReader},
        record::Row,
    };

    const PARTS: Shape = Shape::Struct(&[must("a", Shape::Count), may("b", Shape::List(&Shape::Word))]);
    const FIELDS: &[Field] = &[
        must("id", Shape::Word),
        may("one", PARTS),
        must("many", Shape::List(&PARTS)),
        may("day", Shape::Day),
    ];

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    fn written(rows: Vec<Vec<Cell>>) -> Result<Vec<u8>, Error> {
        let mut out = Vec::new();
        let fields: Vec<&Field> = FIELDS.iter().collect();
        let mut columns = Columns::begin("made", &fields, &mut out)?;
        rows.into_iter().try_for_each(|row| columns.add(row))?;
        columns.finish()?;
        Ok(out)
    }

    #[test]
    fn nested_and_unknown_values_are_read_back() {
        let parts = |a: i32, b: Option<&[&str]>| {
            let list =
                b.map_or(Cell::Null, |words| Cell::List(words.iter().map(|word| text(word)).collect()));
            Cell::Struct(vec![Cell::Count(a), list])
        };
        let rows = vec![
            vec![text("r1"), Cell::Null, Cell::List(vec![]), Cell::Day(19857)],
            vec![
                text("r2"),
                parts(1, None),
                Cell::List(vec![parts(2, Some(&[])), parts(3, Some(&["x", "y"]))]),
                Cell::Null,
            ],
            vec![text("r3"), parts(4, Some(&["é"])), Cell::List(vec![parts(5, None)]), Cell::Day(-1)],
        ];
        let file = written(rows).unwrap();
        let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
        let rows: Vec<Row> = reader.get_row_iter(None).unwrap().collect::<Result<_, _>>().unwrap();
        let told: Vec<String> = rows.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                r#"{id: "r1", one: null, many: [], day: 2024-05-14}"#,
                r#"{id: "r2", one: {a: 1, b: null}, many: [{a: 2, b: []}, {a: 3, b: ["x", "y"]}], day: null}"#,
                r#"{id: "r3", one: {a: 4, b: ["é"]}, many: [{a: 5, b: null}], day: 1969-12-31}"#,
            ]
        );
    }

    #[test]
    fn a_value_of_another_type_is_an_error_and_no_row() {
        for row in [
            vec![Cell::Null, Cell::Null, Cell::List(vec![]), Cell::Null],
            vec![text("r"), Cell::Null, Cell::Null, Cell::Null],
            vec![text("r"), Cell::Null, Cell::List(vec![]), text("2024-05-14")],
            vec![text("r"), Cell::Struct(vec![Cell::Count(1)]), Cell::List(vec![]), Cell::Null],
        ] {
            assert!(matches!(written(vec![row.clone()]), Err(Error::Value { table: "made", .. })), "{row:?}");
        }
    }

    #[test]
    fn groups_are_bounded_and_all_rows_are_in_one() {
        let rows: Vec<Vec<Cell>> = (0..ROWS + 10)
            .map(|n| vec![text(&format!("r{n}")), Cell::Null, Cell::List(vec![]), Cell::Null])
            .collect();
        let reader = SerializedFileReader::new(Bytes::from(written(rows).unwrap())).unwrap();
        let groups = reader.metadata().row_groups();
        assert_eq!(groups.iter().map(|group| group.num_rows()).sum::<i64>(), ROWS as i64 + 10);
        assert_eq!(groups.len(), 2);
    }
}
