//! Matrix products, by the `gemm` crate (which chooses its kernel at run time).

/// `out[i, j] = Σ_k a[i · stride + k] · b[k · columns + j]` for `rows` rows.
///
/// `stride` may be smaller than `inner`: rows of `a` then overlap, which is how a window over neighbouring
/// rows is multiplied without being copied.
///
/// # Panics
/// When a slice is too short for the sizes.
pub(crate) fn multiply(
    out: &mut [f32],
    (rows, columns): (usize, usize),
    a: &[f32],
    stride: usize,
    inner: usize,
    b: &[f32],
) {
    if rows == 0 || columns == 0 {
        return;
    }
    let out = &mut out[..rows * columns];
    let a = &a[..(rows - 1) * stride + inner];
    let b = &b[..inner * columns];
    // SAFETY: the three slices were just cut to the extents that these sizes and strides reach; `out` is
    // borrowed mutably, so it overlaps neither `a` nor `b`.
    unsafe {
        gemm::gemm(
            rows,
            columns,
            inner,
            out.as_mut_ptr(),
            1,
            columns as isize,
            false,
            a.as_ptr(),
            1,
            stride as isize,
            b.as_ptr(),
            1,
            columns as isize,
            0.0,
            1.0,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

/// The transpose of a `rows × columns` matrix in C order.
pub(crate) fn transpose(matrix: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows * columns);
    for column in 0..columns {
        out.extend((0..rows).map(|row| matrix[row * columns + column]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_rows_are_windows() {
        // Three windows of two rows of width one: [1 2], [2 3], [3 4], times the column (10, 1).
        let mut out = [0.0; 3];
        multiply(&mut out, (3, 1), &[1.0, 2.0, 3.0, 4.0], 1, 2, &[10.0, 1.0]);
        assert_eq!(out, [12.0, 23.0, 34.0]);
    }

    #[test]
    fn transposes() {
        assert_eq!(transpose(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2, 3), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    }
}
