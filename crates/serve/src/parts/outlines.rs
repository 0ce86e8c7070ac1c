//! The outlines of countries (`assets/outlines.tsv`; tools/map/outlines.py makes it).

use std::sync::LazyLock;

/// Code and path of each.
pub fn outlines() -> &'static [(&'static str, &'static str)] {
    static ALL: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
        let lines = include_str!("../../assets/outlines.tsv").lines();
        lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
    });
    &ALL
}
