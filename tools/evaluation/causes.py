"""The causes of the errors that were looked at (docs/errors.tsv), counted, and what mending each would bring."""
import csv
import random
from collections import Counter

import draw
import sets

TABLE = sets.ROOT / "docs/errors.tsv"
CAUSES = {
    "trigger": "the word or phrase that names the act is not known, or in another sense alone",
    "condition": "the word is known, and what its entry asks for (an object, a subject, parties) is not there in that form",
    "cue": "the word or construction that reports is not known",
    "parser": "the model's tag, lemma or tree is wrong there (twice over a misspelling of the text)",
    "who": "a description, a pronoun or a document that stands for somebody is not resolved",
    "table": "country or sector of a body, a profession or a party is not known, or taken wrongly",
    "sense": "a known word in another sense, or where it makes no act",
    "boundary": "a content begins or ends elsewhere",
    "twice": "the same act told twice, by another word or in the title, and not seen as one",
    "public": "a real act, but none of politics by the guidelines (crime, business, advice to the public)",
    "passing": "an act that is only referred to, which annotators pass over",
    "type": "the right act with another of the sixteen types",
    "parties": "who acts or is acted upon is told elsewhere, or in another part of the sentence",
    "act": "a statement's act that hangs on more than the verb",
    "nest": "of two statements one inside the other, one answers for both",
    "status": "status or voice",
    "circumstance": "a day, place or medium that is told in another sentence",
    "name": "the right speaker under a longer or shorter name",
    "turn": "dialogue and quotation marks over several sentences",
    "continued": "a quotation without a cue goes on after somebody else",
    "guideline": "the guidelines allow both",
    "annotator": "the annotation leaves out what the guidelines ask for",
}
RECORDS = ("missed statement", "spurious statement", "wrong speaker", "missed event", "spurious event")


def labelled():
    """The rows of the table, each with its stratum."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    stratum = {name: stratum for stratum, names in sets.OPEN.items() for name in names}
    for row in rows:
        if row["cause"] not in CAUSES:
            raise SystemExit(f"{TABLE}: {row['document']}: no cause of that name: {row['cause']}")
        row["stratum"] = stratum[row["set"]]
    return rows


def is_record(row):
    return row["kind"] in RECORDS


def weights(rows, reports):
    """For how many errors of its stratum a row stands: those of records and those of fields apart."""
    counts = Counter((row["stratum"], is_record(row)) for row in rows)
    populations = Counter()
    for stratum, report in reports.items():
        for mistake in report["mistakes"]:
            populations[stratum, mistake["kind"] in RECORDS] += 1
    return {key: populations[key] / count for key, count in counts.items()}


def totals(reports):
    """Hits, expected and found of statements and events, speakers right and named, over all strata."""
    out = Counter()
    for report in reports.values():
        for what in ("statements", "events"):
            gold, found = report[what]["gold"], report[what]["found"]
            out[what, "gold"] += gold
            out[what, "found"] += found
            out[what, "hits"] += round(report[what]["f1"] * (gold + found) / 2)
        out["named"] += round(report["attributed_recall"] * report["statements"]["gold"] / report["speaker_name"])
    return out


def f1(hits, gold, found):
    return 2 * hits / (gold + found)


def gains(estimate, total):
    """What statements' F1, right names and events' F1 gain if the errors of one cause were mended and none made."""
    out = []
    for what, missed, spurious in (("statements", *RECORDS[:2]), ("events", *RECORDS[3:])):
        hits, gold, found = (total[what, key] for key in ("hits", "gold", "found"))
        more, less = estimate[missed], estimate[spurious]
        out.append(f1(hits + more, gold, found + more - less) - f1(hits, gold, found))
    return out[0], estimate[RECORDS[2]] / total["named"], out[1]


def estimates(rows, weight):
    """For each cause how many errors of each kind there are, by the rows and what each stands for."""
    out = {cause: Counter() for cause in CAUSES}
    for row in rows:
        out[row["cause"]][row["kind"]] += weight[row["stratum"], is_record(row)]
    return out


def spread(rows, weight, total, resamples=2000, seed=13):
    """The gains of each cause with the rows of each stratum resampled: {cause: [(low, high)] * 3}."""
    dice = random.Random(seed)
    strata = {}
    for row in rows:
        strata.setdefault((row["stratum"], is_record(row)), []).append(row)
    drawn = {cause: [] for cause in CAUSES}
    for _ in range(resamples):
        again = [row for stratum in strata.values() for row in dice.choices(stratum, k=len(stratum))]
        for cause, estimate in estimates(again, weight).items():
            drawn[cause].append(gains(estimate, total))
    ends = lambda values: (sorted(values)[int(0.025 * resamples)], sorted(values)[int(0.975 * resamples)])
    return {cause: [ends(column) for column in zip(*values)] for cause, values in drawn.items()}


def still_there(rows, reports):
    """How many of the rows the program still has wrong."""
    known = set()
    for stratum, report in reports.items():
        known |= {(m["document"], m["kind"], draw.place(m["words"])) for m in report["mistakes"]}
    return sum((row["document"], row["kind"], row["words"]) in known for row in rows)
