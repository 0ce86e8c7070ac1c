"""GEXF by Gephi's schema and networkx, GraphML by networkx."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import networkx
from lxml import etree

SCHEMA = Path(__file__).parent / "gexf-1.3" / "gexf.xsd"
GEXF = "{http://gexf.net/1.3}"


def clean(name):
    """Without what XML cannot hold, and with its blanks as `xs:token` has them."""
    return " ".join("".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\ufffe\uffff" else c for c in name).split())


def between(stored, digits):
    """Events, statements and weights by source, target and period: actors as they are linked, else name and country."""
    canon = stored.table("canon")

    def key(actor):
        row, linked = stored.actors[actor], canon.get(stored.actors[actor]["canon"], {})
        return linked.get("folded", row["folded"]), linked.get("country") or row["country"] or ""

    edges = defaultdict(lambda: (set(), set(), []))
    for event, document in stored.newest(stored.events):
        period = (event["date_start"] or document["published"] or "")[:digits]
        for source in stored.parties(event["id"], "source"):
            for target in stored.parties(event["id"], "target"):
                ends = key(source["id"]), key(target["id"])
                if ends[0] != ends[1]:
                    events, _, weights = edges[(period, *ends)]
                    events.add(event["id"])
                    if event["goldstein"] is not None:
                        weights.append(event["goldstein"])
    for statement, document in stored.newest(stored.statements):
        if statement["speaker"] is None or statement["addressee"] is None:
            continue
        period = (statement["date_start"] or document["published"] or "")[:digits]
        ends = key(statement["speaker"]), key(statement["addressee"])
        if ends[0] != ends[1]:
            edges[(period, *ends)][1].add(statement["id"])
    told = []
    for (period, source, target), (events, statements, weights) in edges.items():
        mean = round(sum(weights) / len(weights), 9) if weights else None
        told.append((period, source[1], target[1], len(events), len(statements), mean))
    return sorted(told, key=repr), {end for _, *ends in edges for end in ends}


def edges_of(graph):
    told = []
    for source, target, edge in graph.edges(data=True):
        mean = edge.get("goldstein")
        country = [graph.nodes[end].get("country", "") for end in (source, target)]
        assert edge["weight"] == edge["events"] + edge["statements"]
        told.append((edge.get("period", ""), *country, edge["events"], edge["statements"], None if mean is None else round(mean, 9)))
    return sorted(told, key=repr)


def check_gexf(folder, stored, export):
    cells = 0
    for period, digits in [("month", 7), ("year", 4)]:
        file = folder / f"{period}.gexf"
        export("gexf", file, "--period", period)
        document = etree.parse(str(file))
        schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
        schema.assertValid(document)
        # What a schema cannot say: ids are there once, and what refers to one refers to something.
        nodes = [node.get("id") for node in document.iter(f"{GEXF}node")]
        edges = [edge.get("id") for edge in document.iter(f"{GEXF}edge")]
        assert len(set(nodes)) == len(nodes) and len(set(edges)) == len(edges)
        declared = {
            group.get("class"): {one.get("id"): one.get("type") for one in group} for group in document.iter(f"{GEXF}attributes")
        }
        for edge in document.iter(f"{GEXF}edge"):
            assert {edge.get("source"), edge.get("target")} <= set(nodes)
            if edge.get("start"):
                assert date.fromisoformat(edge.get("start")) <= date.fromisoformat(edge.get("end"))
        for value in document.iter(f"{GEXF}attvalue"):
            kind = declared[etree.QName(value.getparent().getparent()).localname][value.get("for")]
            {"integer": int, "double": float, "string": str}[kind](value.get("value"))
        graph = networkx.read_gexf(file)
        expected, ends = between(stored, digits)
        assert edges_of(graph) == expected, f"{period}: the edges are not those of the store"
        assert len(graph) == len(ends)
        names(graph, stored)
        for _, _, edge in graph.edges(data=True):
            assert edge.get("start", "")[:digits] == edge.get("period", "")
        cells += 6 * len(expected) + 3 * len(ends)
    return cells


def names(graph, stored):
    # A country for which only its capital stands is named as the linked actor is.
    known = {clean(row["name"]) for table in (stored.actors, stored.table("canon")) for row in table.values()}
    for _, node in graph.nodes(data=True):
        assert clean(node["label"]) in known, node


def check_graphml(folder, stored, export):
    cells = 0
    for period, digits in [("month", 7), ("year", 4)]:
        file = folder / f"{period}.graphml"
        export("graphml", file, "--period", period)
        graph = networkx.read_graphml(file)
        assert graph.is_directed()
        expected, ends = between(stored, digits)
        assert edges_of(graph) == expected, f"{period}: the edges are not those of the store"
        assert len(graph) == len(ends)
        names(graph, stored)
        cells += 6 * len(expected) + 3 * len(ends)
    return cells
