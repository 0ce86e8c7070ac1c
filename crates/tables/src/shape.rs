//! What the columns of a table hold, and how Parquet is told.

use parquet::{
    basic::{LogicalType, Repetition, Type as Physical},
    errors::ParquetError,
    schema::types::{Type, TypePtr},
};
use std::sync::Arc;

/// A column, or a part of one.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    /// Whether it may be unknown.
    pub optional: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Words that hardly any two rows share.
    Text,
    /// A name or a code, that many rows share.
    Word,
    /// A day.
    Day,
    /// A position, a small number.
    Count,
    /// A number of the store's.
    Id,
    /// A number.
    Real,
    /// Yes or no.
    Flag,
    /// Several, each of which is known.
    List(&'static Shape),
    /// Parts with names.
    Struct(&'static [Field]),
}

/// A field that is always known.
pub const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, optional: false }
}

/// A field that may be unknown.
pub const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, optional: true }
}

/// A value of some shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Text(String),
    /// Days since 1970-01-01.
    Day(i32),
    Count(i32),
    Id(i64),
    Real(f64),
    Flag(bool),
    List(Vec<Cell>),
    Struct(Vec<Cell>),
}

/// The schema of a table.
pub fn schema(name: &str, fields: &[&Field]) -> Result<TypePtr, ParquetError> {
    let fields = fields.iter().map(|field| of(field)).collect::<Result<_, _>>()?;
    Ok(Arc::new(Type::group_type_builder(name).with_fields(fields).build()?))
}

fn of(field: &Field) -> Result<TypePtr, ParquetError> {
    let repetition = if field.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let leaf = |physical: Physical, logical: Option<LogicalType>| {
        Type::primitive_type_builder(field.name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical)
            .build()
    };
    let group = || Type::group_type_builder(field.name).with_repetition(repetition);
    Ok(Arc::new(match field.shape {
        Shape::Text | Shape::Word => leaf(Physical::BYTE_ARRAY, Some(LogicalType::String))?,
        Shape::Day => leaf(Physical::INT32, Some(LogicalType::Date))?,
        Shape::Count => leaf(Physical::INT32, None)?,
        Shape::Id => leaf(Physical::INT64, None)?,
        Shape::Real => leaf(Physical::DOUBLE, None)?,
        Shape::Flag => leaf(Physical::BOOLEAN, None)?,
        // The three levels and their names are those of the format's specification.
        Shape::List(shape) => {
            let element = of(&must("element", *shape))?;
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![element])
                .build()?;
            group().with_logical_type(Some(LogicalType::List)).with_fields(vec![Arc::new(list)]).build()?
        }
        Shape::Struct(fields) => {
            group().with_fields(fields.iter().map(of).collect::<Result<_, _>>()?).build()?
        }
    }))
}
