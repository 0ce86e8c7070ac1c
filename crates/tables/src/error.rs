use parquet::errors::ParquetError;

/// Why a table cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The output cannot be written.
    #[error("cannot write the output")]
    Output(#[from] ParquetError),
    /// A value of the store is not what its column holds.
    #[error("a value of {table}.{column} in the store is not of its type")]
    Value {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
}
