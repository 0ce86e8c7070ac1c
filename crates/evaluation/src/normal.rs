//! The normal distribution, as far as intervals need it.

/// How much of it lies below.
pub(crate) fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// Below which value that much of it lies; infinite for all and for nothing.
pub(crate) fn quantile(share: f64) -> f64 {
    if share <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if share >= 1.0 {
        return f64::INFINITY;
    }
    // Halved until nothing is left to halve: the same everywhere, and quick enough for two calls a figure.
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if below(middle) < share { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_every_table_has() {
        for (share, z) in
            [(0.5, 0.0), (0.975, 1.959_963_984_5), (0.025, -1.959_963_984_5), (0.9995, 3.290_526_731)]
        {
            assert!((quantile(share) - z).abs() < 1e-8, "{share}: {}", quantile(share));
            assert!((below(z) - share).abs() < 1e-9, "{z}: {}", below(z));
        }
        assert_eq!((quantile(0.0), quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    }
}
