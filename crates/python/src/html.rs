//! Readings as HTML.

use crate::errors::{Kind, error};
use ::page::{ENGLISH, STYLE, Section};
use pyo3::prelude::*;
use records::Reading;

/// A reading as a part of a page, with its style: what a notebook shows. `anchor` is what the ids in it begin with.
#[pyfunction]
pub fn section(py: Python<'_>, reading: &[u8], anchor: &str) -> PyResult<String> {
    py.detach(|| {
        let reading = parsed(reading)?;
        let section = Section::of(&reading, anchor, &ENGLISH)
            .map_err(|failed| error(Kind::Input, failed.to_string()))?;
        Ok(format!("<div class=\"depeche\"><style>{STYLE}</style>{}</div>", section.html()))
    })
}

/// Readings as one page, as `depeche read --format html` writes it.
#[pyfunction]
pub fn page(py: Python<'_>, readings: Vec<Vec<u8>>) -> PyResult<String> {
    py.detach(|| {
        let mut sections = Vec::with_capacity(readings.len());
        for (number, reading) in readings.iter().enumerate() {
            let section = Section::of(&parsed(reading)?, &format!("d{}", number + 1), &ENGLISH);
            sections.push(section.map_err(|failed| error(Kind::Input, failed.to_string()))?);
        }
        let mut html = Vec::new();
        ::page::write(&sections, &ENGLISH, &mut html)
            .map_err(|failed| error(Kind::Input, failed.to_string()))?;
        Ok(String::from_utf8_lossy(&html).into_owned())
    })
}

/// A reading in the record format.
pub fn parsed(json: &[u8]) -> PyResult<Reading> {
    serde_json::from_slice(json).map_err(|failed| error(Kind::Input, format!("not a reading: {failed}")))
}
