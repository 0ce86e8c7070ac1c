//! Records in columns: rows of cells made Arrow's.

use crate::cells::days;
use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder},
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words or a code.
    Text,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
    /// A number.
    Real,
    /// A whole number.
    Whole,
    /// Several words or codes.
    Texts,
}

/// A value under a column; one of another kind than the column's counts as unknown.
#[derive(Debug, Clone)]
pub enum Cell<'r> {
    /// Nothing is known.
    Null,
    /// For [`Kind::Text`] and [`Kind::Day`].
    Text(&'r str),
    /// The same, made for this cell.
    Owned(String),
    /// For [`Kind::Flag`].
    Flag(bool),
    /// For [`Kind::Real`].
    Real(f64),
    /// For [`Kind::Whole`].
    Whole(i64),
    /// For [`Kind::Texts`].
    Texts(Vec<&'r str>),
}

impl<'r> Cell<'r> {
    /// A text that may be unknown.
    pub fn text(text: Option<&'r str>) -> Cell<'r> {
        text.map_or(Cell::Null, Cell::Text)
    }
}

/// The names and kinds of a table's columns.
pub type Shape = [(&'static str, Kind)];

/// How Arrow is told of them.
pub fn schema<'n>(shape: impl IntoIterator<Item = (&'n str, Kind)>) -> SchemaRef {
    let field = |(name, kind): (&str, Kind)| {
        let kind = match kind {
            Kind::Text => DataType::Utf8,
            Kind::Day => DataType::Date32,
            Kind::Flag => DataType::Boolean,
            Kind::Real => DataType::Float64,
            Kind::Whole => DataType::Int64,
            Kind::Texts => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
        };
        Field::new(name, kind, true)
    };
    Arc::new(Schema::new(shape.into_iter().map(field).collect::<Vec<_>>()))
}

enum Builder {
    Text(StringBuilder),
    Day(Date32Builder),
    Flag(BooleanBuilder),
    Real(Float64Builder),
    Whole(Int64Builder),
    Texts(ListBuilder<StringBuilder>),
}

/// A table that is being filled.
pub struct Columns {
    schema: SchemaRef,
    builders: Vec<Builder>,
}

impl Columns {
    /// An empty table of a schema that [`schema`] has made.
    pub fn of(schema: SchemaRef) -> Columns {
        let builder = |field: &Arc<Field>| match field.data_type() {
            DataType::Date32 => Builder::Day(Date32Builder::new()),
            DataType::Boolean => Builder::Flag(BooleanBuilder::new()),
            DataType::Float64 => Builder::Real(Float64Builder::new()),
            DataType::Int64 => Builder::Whole(Int64Builder::new()),
            DataType::List(_) => Builder::Texts(ListBuilder::new(StringBuilder::new())),
            _ => Builder::Text(StringBuilder::new()),
        };
        let builders = schema.fields().iter().map(builder).collect();
        Columns { schema, builders }
    }

    /// Adds a row; cells that it lacks are unknown.
    pub fn push<'r>(&mut self, cells: impl IntoIterator<Item = Cell<'r>>) {
        let mut cells = cells.into_iter();
        for builder in &mut self.builders {
            let cell = cells.next().unwrap_or(Cell::Null);
            match (builder, cell) {
                (Builder::Text(builder), Cell::Text(text)) => builder.append_value(text),
                (Builder::Text(builder), Cell::Owned(text)) => builder.append_value(text),
                (Builder::Text(builder), _) => builder.append_null(),
                (Builder::Day(builder), Cell::Text(day)) => builder.append_option(days(day)),
                (Builder::Day(builder), _) => builder.append_null(),
                (Builder::Flag(builder), Cell::Flag(flag)) => builder.append_value(flag),
                (Builder::Flag(builder), _) => builder.append_null(),
                (Builder::Real(builder), Cell::Real(number)) => builder.append_value(number),
                #[allow(clippy::cast_precision_loss, reason = "a column of both is one of floats")]
                (Builder::Real(builder), Cell::Whole(number)) => builder.append_value(number as f64),
                (Builder::Real(builder), _) => builder.append_null(),
                (Builder::Whole(builder), Cell::Whole(number)) => builder.append_value(number),
                (Builder::Whole(builder), _) => builder.append_null(),
                (Builder::Texts(builder), Cell::Texts(texts)) => {
                    builder.append_value(texts.into_iter().map(Some))
                }
                (Builder::Texts(builder), _) => builder.append_null(),
            }
        }
    }

    /// The rows so far.
    ///
    /// # Errors
    /// None that is known of: columns are of one length.
    pub fn finish(self) -> Result<RecordBatch, ArrowError> {
        let array = |builder: Builder| -> ArrayRef {
            match builder {
                Builder::Text(mut builder) => Arc::new(builder.finish()),
                Builder::Day(mut builder) => Arc::new(builder.finish()),
                Builder::Flag(mut builder) => Arc::new(builder.finish()),
                Builder::Real(mut builder) => Arc::new(builder.finish()),
                Builder::Whole(mut builder) => Arc::new(builder.finish()),
                Builder::Texts(mut builder) => Arc::new(builder.finish()),
            }
        };
        RecordBatch::try_new(self.schema, self.builders.into_iter().map(array).collect())
    }
}
