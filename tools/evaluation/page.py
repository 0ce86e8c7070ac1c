#!/usr/bin/env python3
"""Makes the tables of docs/evaluation.md anew, where the page has them between `<!-- made: NAME -->` and `<!-- end -->`.

usage: tools/evaluation/page.py [--check]     with DEPECHE=path/to/depeche, built in release mode

The gold data must lie beside the project (or where DEPECHE_GOLD says). `--check` writes nothing and exits with 1 where a table
is not what the page has.
"""
import argparse
import json
import re
import subprocess
import sys

import agreement
import causes
import oracles
import sets
import shortcuts

PAGE = sets.ROOT / "docs/evaluation.md"
COLUMNS = {
    "gold": ("gold/dev", "gold/seed"),
    "fr/dev": ("fr/dev",),
    "fr/held": ("fr/held",),
    "es/dev": ("es/dev",),
    "es/held": ("es/held",),
    "en/dev": ("en/dev",),
    "en/held": ("en/held",),
}
FIGURES = [
    ("statements.f1", "statements, F1"),
    ("statements.precision", "– precision"),
    ("statements.recall", "– recall"),
    ("statements_exact.f1", "nine tenths of the content, F1"),
    ("recall_by_form.direct", "recall, direct"),
    ("recall_by_form.mixed", "recall, mixed"),
    ("recall_by_form.indirect", "recall, indirect"),
    ("attributed_recall", "found and under the right name"),
    ("speaker_mention", "speaker: words"),
    ("speaker_name", "speaker: name"),
    ("speaker_country", "speaker: country"),
    ("speaker_sector", "speaker: sector"),
    ("cue", "cue"),
    ("form", "form"),
    ("act", "act"),
    ("relays", "relays"),
    ("medium", "medium"),
    ("statement_date", "day"),
    ("events.f1", "events, F1"),
    ("events.precision", "– precision"),
    ("events.recall", "– recall"),
    ("event_triggers_found", "triggers, whatever the type"),
    ("event_source", "event: who acts"),
    ("event_target", "event: acted upon"),
    ("event_status", "event: status"),
    ("event_voice", "event: voice"),
    ("event_date", "event: day"),
    ("event_place", "event: place"),
]
FACETS = {
    "form": ["direct", "mixed", "indirect"],
    "act": "say announce promise request accuse deny confirm warn support opinion ask".split(),
    "sector": "GOV MIL COP JUD LEG PTY OPP REB SPY MED EDU BUS LAB NGO IGO CVL REF CRM REL ELI SET UAF".split(),
    "event_type": "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split(),
    "status": "occurred planned alleged denied hypothetical".split(),
    "voice": ["author", "speaker"],
}
ENGLISH = [
    ("label.f1", "type, F1"),
    ("label.precision", "– precision"),
    ("label.recall", "– recall"),
    ("root", "CAMEO root"),
    ("source_country", "who acts: country"),
    ("target_country", "acted upon: country"),
    ("label_source_target", "type and both countries"),
]


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def number(value):
    return "–" if value is None else f"{value:.2f}"


def between(interval):
    return "" if interval is None else f" ({interval[0]:.2f}–{interval[1]:.2f})"


def value(report, key):
    """The figure of a key, as `statements.f1`."""
    for part in key.split("."):
        report = report[part]
    return report


def figures(reports):
    rows = []
    for key, name in FIGURES:
        cells = [number(value(r, key)) + between(r["intervals"]["figures"][key]) for r in reports.values()]
        rows.append([name, *cells])
    counts = [f"{r['documents']}: {r['statements']['gold']}, {r['events']['gold']}" for r in reports.values()]
    return table(["", *reports], [["documents: statements, events", *counts], *rows])


def by_class(facet):
    """A table of one facet: F1 on all sets, precision and recall on what nobody looks into, and how many are found at all."""

    def made(reports):
        french, others = ("gold", "fr/dev", "fr/held"), [column for column in COLUMNS if column[:2] in ("es", "en")]
        heads = ["", *french, "fr/held: precision, recall", "found at all", *others]
        rows = []
        for name in FACETS[facet]:
            of = {column: r["classes"].get(facet, {}).get(name) for column, r in reports.items()}
            if not any(one and one["gold"] for one in of.values()):
                continue
            cell = {}
            for column, one in of.items():
                gold = one["gold"] if one else 0
                cell[column] = f"{number(one['f1'])}{between(one['intervals']['f1'])} n {gold}" if gold else "–"
            held = of["fr/held"]
            told = held and held["gold"]
            rates = f"{number(held['precision'])}, {number(held['recall'])}" if told else "–"
            noticed = number(held["noticed"]) if told else "–"
            rows.append([f"`{name}`", *(cell[c] for c in french), rates, noticed, *(cell[c] for c in others)])
        return table(heads, rows)

    return made


def english(_):
    path = sets.GOLD / "plover-gsr.jsonl"
    command = [sets.DEPECHE, "eval", "--offline", "--json", "--intervals", "--lang", "en", "--form", "plover", str(path)]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    rows = [[name, number(report[key]) + between(report["intervals"][key])] for key, name in ENGLISH]
    return table(["", "PLOVER's records (322 sentences)"], rows)


def points(gain, ends):
    """A gain in points with its range; nothing where no error of the sample is of that kind."""
    if gain == 0:
        return ""
    return f"{100 * gain:.1f} ({100 * ends[0]:.1f}–{100 * ends[1]:.1f})"


def cause_tables():
    """The three tables made of the labelled errors."""
    reports = {stratum: sets.evaluate(names, "--errors", "--fields") for stratum, names in sets.OPEN.items()}
    rows = causes.labelled()
    weight, total = causes.weights(rows, reports), causes.totals(reports)
    estimate = causes.estimates(rows, weight)
    spread = causes.spread(rows, weight, total)
    all_records = sum(estimate[c][kind] for c in estimate for kind in causes.RECORDS)
    order = sorted(causes.CAUSES, key=lambda c: -sum(estimate[c][kind] for kind in causes.RECORDS))
    counted, gained = [], []
    for cause in order:
        mine = [row for row in rows if row["cause"] == cause]
        per = [str(sum(row["stratum"] == s for row in mine) or "") for s in sets.OPEN]
        kinds = [str(sum(row["kind"] == kind for row in mine) or "") for kind in causes.RECORDS]
        fields = str(sum(not causes.is_record(row) for row in mine) or "")
        share = sum(estimate[cause][kind] for kind in causes.RECORDS) / all_records
        counted.append([f"`{cause}`", causes.CAUSES[cause], *per, *kinds, fields, f"{100 * share:.0f} %" if share else ""])
        gain = causes.gains(estimate[cause], total)
        if any(gain):
            gained.append([f"`{cause}`", *(points(*one) for one in zip(gain, spread[cause]))])
    counts = [sum(row["stratum"] == s for row in rows) for s in sets.OPEN]
    kinds = [sum(row["kind"] == kind for row in rows) for kind in causes.RECORDS]
    fields = sum(not causes.is_record(row) for row in rows)
    counted.append(["all", "", *map(str, [*counts, *kinds, fields]), ""])
    heads = ["cause", "", *sets.OPEN, *causes.RECORDS, "wrong field", "of wrong records"]
    there = causes.still_there(rows, reports)
    note = f"Of the {len(rows)} errors this version still has {there}."
    start = [f"{100 * causes.f1(total[w, 'hits'], total[w, 'gold'], total[w, 'found']):.1f}" for w in ("statements", "events")]
    right = 1 - sum(m["kind"] == "wrong speaker" for r in reports.values() for m in r["mistakes"]) / total["named"]
    gained.insert(0, ["now, the three sets together", start[0], f"{100 * right:.1f}", start[1]])
    gains = table(["mended", "statements, F1", "speaker's name", "events, F1"], gained)
    return table(heads, counted), gains, note


def oracle_table(_):
    lines = {}
    columns = sets.OPEN | {"fr/held": ("fr/held",)}
    for stratum, names in columns.items():
        for oracle, what, figure, before, after, interval in oracles.measure(names):
            change = f"{number(before)} → {number(after)} (+{100 * interval[0]:.1f} to +{100 * interval[1]:.1f})"
            lines.setdefault((oracle, what, figure), {})[stratum] = change
    names = dict(FIGURES)
    rows = [[f"{what} (`{oracle}`)", names[figure], *(cells[s] for s in columns)] for (oracle, what, figure), cells in lines.items()]
    return table(["taken from the annotation", "figure", *columns], rows)


def shortcut_table():
    lines = {}
    for rule, column, dropped, before, after, interval in shortcuts.measure():
        change = f"{100 * (after - before):+.1f} ({100 * interval[0]:+.1f} to {100 * interval[1]:+.1f}), {dropped}"
        lines.setdefault(rule, {})[column] = change
    return table(["dropped", *shortcuts.COLUMNS], [[rule, *cells.values()] for rule, cells in lines.items()])


# The figures that the two annotations are compared by.
AGREEMENT = (
    "statements.f1 statements_exact.f1 recall_by_form.direct recall_by_form.mixed recall_by_form.indirect speaker_name speaker_country speaker_sector "
    "form act statement_date events.f1 event_triggers_found event_source event_target event_status event_voice event_date event_place"
).split()


def agreement_table():
    reports = agreement.measure()
    names = dict(FIGURES)
    cell = lambda report, key: number(value(report, key)) + between(report["intervals"]["figures"][key])
    return table(["", *reports], [[names[key], *(cell(report, key) for report in reports.values())] for key in AGREEMENT])


def blocks():
    reports = {column: sets.evaluate(names, "--intervals", "--by-class") for column, names in COLUMNS.items()}
    counted, gained, note = cause_tables()
    made = {"figures": figures(reports), "english": english(reports), "oracles": oracle_table(reports), "shortcuts": shortcut_table(), "agreement": agreement_table()}
    made |= {facet: by_class(facet)(reports) for facet in FACETS}
    return made | {"causes": counted, "gains": gained, "still": note}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a table has changed")
    options = options.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    made = blocks()
    put = lambda found: f"<!-- made: {found[1]} -->\n\n{made[found[1]]}\n\n<!-- end -->"
    new = re.sub(r"<!-- made: (\w+) -->\n.*?<!-- end -->", put, page, flags=re.S)
    if options.check:
        changed = [name for name in made if made[name] not in page]
        print(f"changed: {', '.join(changed)}" if changed else "all tables are as the page has them")
        sys.exit(bool(changed))
    PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
