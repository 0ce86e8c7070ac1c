//! Where weights live.

use std::ops::Deref;

/// A run of 32-bit floats that never changes.
#[derive(Clone)]
pub(crate) struct Floats(Vec<f32>);

impl Deref for Floats {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.0
    }
}

impl From<Vec<f32>> for Floats {
    fn from(numbers: Vec<f32>) -> Floats {
        Floats(numbers)
    }
}

impl std::fmt::Debug for Floats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{} floats]", self.len())
    }
}
