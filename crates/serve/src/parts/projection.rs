//! Where a place is on the map: Equal Earth (Šavrič, Patterson, Jenny 2018), as in tools/map/outlines.py, which draws the countries.

const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
/// Width of the map in its own units.
pub const WIDTH: f64 = 1000.0;
/// The degree at its upper edge.
const TOP: f64 = 84.0;

/// Right of the left edge and below the upper one; `None` for what is nowhere on Earth.
pub fn projected(lat: f64, lon: f64) -> Option<(f64, f64)> {
    if !((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)) {
        return None;
    }
    let (x, y) = plane(lat, lon);
    let scale = WIDTH / 2.0 / plane(0.0, 180.0).0;
    Some((WIDTH / 2.0 + scale * x, scale * (plane(TOP, 0.0).1 - y)))
}

fn plane(lat: f64, lon: f64) -> (f64, f64) {
    let root = 3f64.sqrt();
    let t = (root / 2.0 * lat.to_radians().sin()).asin();
    let slope = 9.0 * A[3] * t.powi(8) + 7.0 * A[2] * t.powi(6) + 3.0 * A[1] * t.powi(2) + A[0];
    let x = 2.0 * root * lon.to_radians() * t.cos() / (3.0 * slope);
    (x, A[3] * t.powi(9) + A[2] * t.powi(7) + A[1] * t.powi(3) + A[0] * t)
}

#[cfg(test)]
mod tests {
    use super::projected;
    use crate::parts::outlines;

    /// The rings of a path of ours: `M`, then `l` with moves.
    fn rings(path: &str) -> Vec<Vec<(f64, f64)>> {
        let numbers = |text: &str| -> Vec<f64> {
            text.replace('-', " -").split([' ', 'l']).filter_map(|number| number.parse().ok()).collect()
        };
        path.split('M')
            .filter(|ring| !ring.is_empty())
            .map(|ring| {
                let (mut x, mut y) = (0.0, 0.0);
                let moves = numbers(ring.trim_end_matches('z'));
                moves
                    .chunks(2)
                    .map(|step| {
                        (x, y) = (x + step[0], y + step[1]);
                        (x, y)
                    })
                    .collect()
            })
            .collect()
    }

    fn holds(path: &str, (x, y): (f64, f64)) -> bool {
        let rings = rings(path);
        let crossed = rings.iter().map(|ring| {
            let edges = ring.iter().zip(ring.iter().cycle().skip(1));
            edges
                .filter(|((ax, ay), (bx, by))| {
                    (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
                })
                .count()
        });
        crossed.sum::<usize>() % 2 == 1
    }

    #[test]
    fn towns_lie_in_their_countries() {
        for (code, lat, lon) in [
            ("FRA", 48.85, 2.35),
            ("UZB", 39.65, 66.96),
            ("USA", 39.1, -94.6),
            ("AUS", -33.0, 147.0),
            ("CHN", 39.9, 116.4),
            ("RUS", 55.75, 37.62),
            ("ZAF", -26.2, 28.05),
            ("BRA", -15.8, -47.9),
        ] {
            let (_, path) = outlines().iter().find(|(other, _)| *other == code).unwrap();
            let at = projected(lat, lon).unwrap();
            assert!(holds(path, at), "{code} {at:?}");
            assert!(!holds(path, projected(0.0, -30.0).unwrap()), "{code}: no country is in mid-Atlantic");
        }
        assert_eq!(projected(91.0, 0.0), None);
        assert_eq!(projected(f64::NAN, 0.0), None);
    }
}
