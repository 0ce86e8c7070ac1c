//! Actors around a circle, by country, with lines between those that have to do with each other. The same actors make the same drawing.

use crate::wording::Wording;
use askama::Template;
use std::{collections::BTreeMap, f64::consts::TAU};
use store::query::Ring;

/// The drawing.
#[derive(Template)]
#[template(path = "circle.html")]
pub struct Circle {
    label: &'static str,
    nodes: Vec<Node>,
    lines: Vec<Line>,
}

struct Node {
    id: i64,
    /// As much of the name as there is room for.
    short: String,
    label: String,
    /// Degrees by which it is turned.
    turn: String,
    /// On the left half it stands the other way round.
    is_left: bool,
    hue: usize,
    radius: String,
}

struct Line {
    path: String,
    width: String,
    tone: &'static str,
}

/// Radius of the circle, in the drawing's own units.
const RADIUS: f64 = 290.0;
/// Letters of a name that there is room for.
const LETTERS: usize = 27;
/// Weights between those are neither friendly nor hostile.
const NEUTRAL: f64 = 0.5;

impl Circle {
    /// That of a ring, with at most so many lines.
    pub fn of(ring: &Ring, lines: usize, words: &'static Wording) -> Circle {
        // Countries with most to do first, those of none last; within one, the heaviest first.
        let mut weights: BTreeMap<&str, u32> = BTreeMap::new();
        for node in &ring.nodes {
            *weights.entry(node.country.as_deref().unwrap_or_default()).or_default() += node.weight;
        }
        let mut countries: Vec<(&str, u32)> = weights.into_iter().collect();
        countries.sort_by_key(|(code, weight)| (code.is_empty(), std::cmp::Reverse(*weight)));
        let rank =
            |code: Option<&str>| countries.iter().position(|(other, _)| *other == code.unwrap_or_default());
        let mut order: Vec<usize> = (0..ring.nodes.len()).collect();
        order.sort_by_key(|at| rank(ring.nodes[*at].country.as_deref()));
        let count = ring.nodes.len().max(1) as f64;
        let mut angles = vec![0.0; ring.nodes.len()];
        for (place, at) in order.iter().enumerate() {
            // From the top on, clockwise.
            angles[*at] = TAU * (place as f64 / count - 0.25);
        }
        let most = ring.nodes.first().map_or(1, |node| node.weight).max(1);
        let node = |at: &usize| {
            let (node, angle) = (&ring.nodes[*at], angles[*at]);
            let mut short: String = node.name.chars().take(LETTERS).collect();
            if short.len() < node.name.len() {
                short.push('…');
            }
            let country = node.country.as_ref().map(|code| words.country_of(code));
            let told = country
                .filter(|country| *country != node.name)
                .map(|country| format!("{}, {country}", node.name));
            let told = told.unwrap_or_else(|| node.name.clone());
            // What is seen stands in what is heard, also where it is cut.
            let seen = if short.ends_with('…') { format!("{short} ({told})") } else { told };
            Node {
                id: node.id,
                short,
                label: format!("{seen}: {}", node.weight),
                turn: format!("{:.1}", angle.to_degrees()),
                is_left: angle.cos() < -1e-9,
                hue: node.country.as_ref().and_then(|code| rank(Some(code))).map_or(8, |rank| rank % 7 + 1),
                radius: format!("{:.1}", 2.5 + 6.0 * (f64::from(node.weight) / f64::from(most)).sqrt()),
            }
        };
        let heaviest = ring.edges.first().map_or(1, |edge| edge.events + edge.statements).max(1);
        let line = |edge: &store::query::RingEdge| {
            let at = |angle: f64, radius: f64| (angle.cos() * radius, angle.sin() * radius);
            let (one, other) = (angles[edge.source], angles[edge.target]);
            let ((ax, ay), (bx, by)) = (at(one, RADIUS), at(other, RADIUS));
            // Drawn towards the middle, the more the farther apart they are: between neighbours it is a short bow.
            let pull = 0.45 * (1.0 - (ax - bx).hypot(ay - by) / (2.0 * RADIUS)) + 0.03;
            let (cx, cy) = ((ax + bx) * pull, (ay + by) * pull);
            Line {
                path: format!("M{ax:.0} {ay:.0}Q{cx:.0} {cy:.0} {bx:.0} {by:.0}"),
                width: format!(
                    "{:.1}",
                    0.6 + 3.4 * (f64::from(edge.events + edge.statements) / f64::from(heaviest)).sqrt()
                ),
                tone: match edge.goldstein {
                    Some(mean) if mean > NEUTRAL => "up",
                    Some(mean) if mean < -NEUTRAL => "down",
                    _ => "even",
                },
            }
        };
        let mut lines: Vec<Line> = ring.edges.iter().take(lines).map(line).collect();
        // The heaviest are drawn last, above the others.
        lines.reverse();
        Circle { label: words.rooms.network_label, nodes: order.iter().map(node).collect(), lines }
    }
}

impl askama::filters::HtmlSafe for Circle {}

#[cfg(test)]
mod tests {
    use super::Circle;
    use crate::wording::ENGLISH;
    use askama::Template;
    use store::query::{Ring, RingEdge, RingNode};

    #[test]
    fn the_same_actors_make_the_same_drawing() {
        let node = |id, name: &str, country: Option<&str>, weight| RingNode {
            id,
            name: name.to_owned(),
            country: country.map(str::to_owned),
            kind: "person".to_owned(),
            weight,
        };
        let ring = Ring {
            nodes: vec![node(1, "A", Some("FRA"), 9), node(2, "<b>", None, 4), node(3, "C", Some("FRA"), 2)],
            edges: vec![RingEdge { source: 0, target: 1, events: 3, statements: 0, goldstein: Some(-4.0) }],
            counted: 3,
        };
        let drawn = Circle::of(&ring, 10, &ENGLISH).render().unwrap();
        assert_eq!(drawn, Circle::of(&ring, 10, &ENGLISH).render().unwrap());
        assert!(drawn.contains("class=\"down\"") && drawn.contains("&#60;b&#62;"), "{drawn}");
        assert!(Circle::of(&Ring::default(), 10, &ENGLISH).render().unwrap().contains("<svg"));
    }
}
