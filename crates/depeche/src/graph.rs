//! A network of actors as GEXF and GraphML.

use anyhow::Result;
use jiff::civil::Date;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use std::borrow::Cow;
use store::{
    network::{Edge, Network},
    query::Step,
};

type Xml = Writer<Vec<u8>>;

/// GEXF 1.3, for Gephi: edges are there from the first to the last day of their period.
pub fn gexf(network: &Network, step: Step) -> Result<Vec<u8>> {
    let mut xml = begin()?;
    open(&mut xml, "gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    open(&mut xml, "meta", &[])?;
    open(&mut xml, "creator", &[])?;
    xml.write_event(Event::Text(BytesText::new(concat!("depeche ", env!("CARGO_PKG_VERSION")))))?;
    close(&mut xml, "creator")?;
    close(&mut xml, "meta")?;
    open(&mut xml, "graph", &[("defaultedgetype", "directed"), ("mode", "dynamic"), ("timeformat", "date")])?;
    for (class, attributes) in [
        ("node", &[("country", "string"), ("kind", "string")][..]),
        (
            "edge",
            &[
                ("period", "string"),
                ("events", "integer"),
                ("statements", "integer"),
                ("goldstein", "double"),
            ][..],
        ),
    ] {
        open(&mut xml, "attributes", &[("class", class)])?;
        for (name, kind) in attributes {
            empty(&mut xml, "attribute", &[("id", name), ("title", name), ("type", kind)])?;
        }
        close(&mut xml, "attributes")?;
    }
    open(&mut xml, "nodes", &[])?;
    for (number, node) in network.nodes.iter().enumerate() {
        open(&mut xml, "node", &[("id", &format!("n{number}")), ("label", &node.name)])?;
        values(&mut xml, &[("country", node.country.clone()), ("kind", Some(node.kind.clone()))])?;
        close(&mut xml, "node")?;
    }
    close(&mut xml, "nodes")?;
    open(&mut xml, "edges", &[])?;
    for (number, edge) in network.edges.iter().enumerate() {
        let (id, source, target) = names(number, edge);
        let weight = edge.weight().to_string();
        let mut attributes =
            vec![("id", &*id), ("source", &*source), ("target", &*target), ("weight", &*weight)];
        let days = days(&edge.period, step);
        if let Some((first, last)) = &days {
            attributes.extend([("start", &**first), ("end", &**last)]);
        }
        open(&mut xml, "edge", &attributes)?;
        values(&mut xml, &facts(edge))?;
        close(&mut xml, "edge")?;
    }
    close(&mut xml, "edges")?;
    close(&mut xml, "graph")?;
    close(&mut xml, "gexf")?;
    Ok(xml.into_inner())
}

/// GraphML: an edge tells its period.
pub fn graphml(network: &Network) -> Result<Vec<u8>> {
    let mut xml = begin()?;
    open(&mut xml, "graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    for (name, on, kind) in [
        ("label", "node", "string"),
        ("country", "node", "string"),
        ("kind", "node", "string"),
        ("period", "edge", "string"),
        ("weight", "edge", "int"),
        ("events", "edge", "int"),
        ("statements", "edge", "int"),
        ("goldstein", "edge", "double"),
    ] {
        empty(&mut xml, "key", &[("id", name), ("for", on), ("attr.name", name), ("attr.type", kind)])?;
    }
    open(&mut xml, "graph", &[("id", "actors"), ("edgedefault", "directed")])?;
    for (number, node) in network.nodes.iter().enumerate() {
        open(&mut xml, "node", &[("id", &format!("n{number}"))])?;
        let facts = [
            ("label", Some(node.name.clone())),
            ("country", node.country.clone()),
            ("kind", Some(node.kind.clone())),
        ];
        data(&mut xml, &facts)?;
        close(&mut xml, "node")?;
    }
    for (number, edge) in network.edges.iter().enumerate() {
        let (id, source, target) = names(number, edge);
        open(&mut xml, "edge", &[("id", &id), ("source", &source), ("target", &target)])?;
        data(&mut xml, &[("weight", Some(edge.weight().to_string()))])?;
        data(&mut xml, &facts(edge))?;
        close(&mut xml, "edge")?;
    }
    close(&mut xml, "graph")?;
    close(&mut xml, "graphml")?;
    Ok(xml.into_inner())
}

/// The ids of an edge and its two nodes.
fn names(number: usize, edge: &Edge) -> (String, String, String) {
    (format!("e{number}"), format!("n{}", edge.source), format!("n{}", edge.target))
}

fn facts(edge: &Edge) -> [(&'static str, Option<String>); 4] {
    [
        ("period", Some(edge.period.clone()).filter(|period| !period.is_empty())),
        ("events", Some(edge.events.to_string())),
        ("statements", Some(edge.statements.to_string())),
        ("goldstein", edge.goldstein.map(|mean| mean.to_string())),
    ]
}

/// The first and last day of a period; `None` where it is unknown.
fn days(period: &str, step: Step) -> Option<(String, String)> {
    let year: i16 = period.get(..4)?.parse().ok()?;
    let first = |month: i8| Date::new(year, month, 1).ok();
    let (first, last) = match step {
        Step::Year => (first(1)?, first(12)?),
        Step::Month => {
            let month = first(period.get(5..7)?.parse().ok()?)?;
            (month, month)
        }
    };
    Some((first.to_string(), last.last_of_month().to_string()))
}

fn begin() -> Result<Xml> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

fn element<'e>(name: &'e str, attributes: &'e [(&str, &str)]) -> BytesStart<'e> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, &*clean(value)));
    }
    start
}

fn open(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
    Ok(xml.write_event(Event::Start(element(name, attributes)))?)
}

fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
    Ok(xml.write_event(Event::Empty(element(name, attributes)))?)
}

fn close(xml: &mut Xml, name: &str) -> Result<()> {
    Ok(xml.write_event(Event::End(BytesEnd::new(name)))?)
}

/// GEXF's values of a node or an edge; unknown ones are left out.
fn values(xml: &mut Xml, facts: &[(&str, Option<String>)]) -> Result<()> {
    open(xml, "attvalues", &[])?;
    for (name, value) in facts {
        if let Some(value) = value {
            empty(xml, "attvalue", &[("for", name), ("value", value)])?;
        }
    }
    close(xml, "attvalues")
}

/// GraphML's values of a node or an edge.
fn data(xml: &mut Xml, facts: &[(&str, Option<String>)]) -> Result<()> {
    for (name, value) in facts {
        if let Some(value) = value {
            open(xml, "data", &[("key", name)])?;
            xml.write_event(Event::Text(BytesText::new(&clean(value))))?;
            close(xml, "data")?;
        }
    }
    Ok(())
}

/// A text without the characters that XML has no way to write.
fn clean(text: &str) -> Cow<'_, str> {
    let bad = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    if text.contains(bad) { text.replace(bad, " ").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quick_xml::Reader;
    use store::network::Node;

    fn made() -> Network {
        let node = |name: &str, country: Option<&str>| Node {
            name: name.into(),
            country: country.map(str::to_owned),
            kind: "person".into(),
        };
        let edge = |source, target, period: &str, goldstein| Edge {
            source,
            target,
            period: period.into(),
            events: 2,
            statements: 1,
            goldstein,
        };
        Network {
            nodes: vec![node("A & B <\"C\">\u{1}", Some("FRA")), node("Zoé", None)],
            edges: vec![edge(0, 1, "2024-02", Some(-1.5)), edge(1, 0, "", None)],
        }
    }

    /// The elements of a name, with their attributes; an error in the XML panics.
    fn elements(xml: &[u8], wanted: &str) -> Vec<Vec<(String, String)>> {
        let text = std::str::from_utf8(xml).unwrap();
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut found = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return found,
                Event::Start(start) | Event::Empty(start) if start.name().as_ref() == wanted => {
                    let attribute = |item: quick_xml::events::attributes::Attribute<'_>| {
                        let key = item.key.as_ref().to_owned();
                        (key, quick_xml::escape::unescape(&item.value).unwrap().into_owned())
                    };
                    found.push(start.attributes().map(|item| attribute(item.unwrap())).collect());
                }
                _ => {}
            }
        }
    }

    fn of<'a>(attributes: &'a [(String, String)], key: &str) -> Option<&'a str> {
        attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    #[test]
    fn gexf_is_read_back() {
        let xml = gexf(&made(), Step::Month).unwrap();
        let nodes = elements(&xml, "node");
        assert_eq!(of(&nodes[0], "label"), Some("A & B <\"C\"> "));
        let edges = elements(&xml, "edge");
        assert_eq!((of(&edges[0], "source"), of(&edges[0], "target")), (Some("n0"), Some("n1")));
        assert_eq!((of(&edges[0], "start"), of(&edges[0], "end")), (Some("2024-02-01"), Some("2024-02-29")));
        assert_eq!(of(&edges[0], "weight"), Some("3"));
        assert_eq!(of(&edges[1], "start"), None);
    }

    #[test]
    fn graphml_is_read_back() {
        let xml = graphml(&made()).unwrap();
        assert_eq!(elements(&xml, "node").len(), 2);
        let keys: Vec<_> =
            elements(&xml, "key").iter().filter_map(|key| of(key, "id").map(str::to_owned)).collect();
        assert!(
            elements(&xml, "data").iter().all(|data| keys.iter().any(|key| Some(&**key) == of(data, "key")))
        );
        assert_eq!(elements(&xml, "edge").len(), 2);
    }
}
