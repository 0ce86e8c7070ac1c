//! The table of static word vectors (`vocab/vectors`, NumPy's `.npy` format).

use super::NnError;
use super::floats::Floats;
use serde::{Deserialize, Serialize};

/// Rows of `dimensions` floats.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Vectors {
    dimensions: usize,
    numbers: Floats,
}

const MAGIC: &[u8] = b"\x93NUMPY";

impl Vectors {
    /// Reads a little-endian `float32` table in C order; `None` when it has no rows.
    pub(crate) fn parse(file: &str, bytes: &[u8]) -> Result<Option<Vectors>, NnError> {
        let wrong =
            |offset: usize, problem: String| NnError::Malformed { file: file.to_owned(), offset, problem };
        if !bytes.starts_with(MAGIC) || bytes.len() < 12 {
            return Err(wrong(0, "not NumPy's array format".into()));
        }
        let (length, start): (usize, usize) = match bytes[6] {
            1 => (usize::from(u16::from_le_bytes([bytes[8], bytes[9]])), 10),
            _ => (u32::from_le_bytes([bytes[8], bytes[9], bytes[10], bytes[11]]) as usize, 12),
        };
        let header = bytes.get(start..start.saturating_add(length));
        let header = header.and_then(|header| std::str::from_utf8(header).ok());
        let header = header.ok_or_else(|| wrong(start, "the header is cut off".into()))?;
        if !header.contains("'<f4'") || !header.contains("'fortran_order': False") {
            return Err(wrong(start, format!("not little-endian 32-bit floats in C order: {header}")));
        }
        let shape = header
            .split_once("'shape': (")
            .and_then(|(_, rest)| rest.split_once(')'))
            .map(|(shape, _)| shape.split(',').map(str::trim).filter(|n| !n.is_empty()))
            .and_then(|numbers| numbers.map(|n| n.parse::<usize>().ok()).collect::<Option<Vec<_>>>());
        let Some([rows, dimensions]) = shape.as_deref().and_then(|s| <[usize; 2]>::try_from(s).ok()) else {
            return Err(wrong(start, format!("the shape is not of two numbers: {header}")));
        };
        let data = &bytes[start + length..];
        let claimed = rows.checked_mul(dimensions).and_then(|n| n.checked_mul(4));
        if claimed != Some(data.len()) {
            let problem = format!("{} bytes for a shape of {rows} × {dimensions}", data.len());
            return Err(wrong(start + length, problem));
        }
        if rows == 0 || dimensions == 0 {
            return Ok(None);
        }
        let numbers: Vec<f32> =
            data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if let Some(place) = numbers.iter().position(|number| !number.is_finite()) {
            return Err(wrong(start + length + 4 * place, "a number is not finite".into()));
        }
        Ok(Some(Vectors { dimensions, numbers: numbers.into() }))
    }

    /// Length of a vector.
    pub(crate) fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// One row; `None` for −1 and for rows that the table does not have.
    pub(crate) fn row(&self, row: i32) -> Option<&[f32]> {
        let start = usize::try_from(row).ok()?.checked_mul(self.dimensions)?;
        self.numbers.get(start..start.checked_add(self.dimensions)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str, data: &[f32]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([1, 0]);
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data.iter().flat_map(|x| x.to_le_bytes()));
        bytes
    }

    #[test]
    fn reads_rows_and_refuses_lies() {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";
        let good = file(header, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let vectors = Vectors::parse("v", &good).expect("good").expect("has rows");
        assert_eq!(vectors.row(1), Some(&[4.0, 5.0, 6.0][..]));
        assert_eq!(vectors.row(2), None);
        assert_eq!(vectors.row(-1), None);
        assert!(Vectors::parse("v", &good[..good.len() - 1]).is_err());
        assert!(Vectors::parse("v", &good[..20]).is_err());
        let huge = header.replace("(2, 3)", "(99999999999, 99999999999)");
        assert!(Vectors::parse("v", &file(&huge, &[1.0])).is_err());
        let nan = file(header, &[1.0, f32::NAN, 3.0, 4.0, 5.0, 6.0]);
        assert!(Vectors::parse("v", &nan).expect_err("NaN").to_string().contains("not finite"));
    }
}
