"""CSV, PLOVER and CAMEO by Python's csv, pandas and DuckDB."""

import csv
import sys

import duckdb
import pandas
from same import same_text, text

csv.field_size_limit(sys.maxsize)


def check_csv(folder, stored, export):
    export("csv", folder / "csv")
    cells = 0
    files = sorted((folder / "csv").glob("*.csv"))
    assert len(files) >= 17, files
    for file in files:
        rows = stored.rows(f"SELECT * FROM {file.stem}")
        columns = [column[0] for column in stored.sql.execute(f"SELECT * FROM {file.stem} LIMIT 0").description]
        with open(file, newline="", encoding="utf-8") as opened:
            lines = list(csv.reader(opened))
        by_pandas = pandas.read_csv(file, dtype=str, keep_default_na=False)
        # DuckDB tells an empty cell from an empty text in quotation marks.
        asked = "SELECT * FROM read_csv(?, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"', strict_mode = true, null_padding = false)"
        by_duckdb = duckdb.execute(asked, [str(file)]).fetchall()
        for reader, header, found in [
            ("csv", lines[0], lines[1:]),
            ("pandas", list(by_pandas.columns), by_pandas.values.tolist()),
            ("DuckDB", columns, [["" if cell is None else cell for cell in row] for row in by_duckdb]),
        ]:
            what = f"{file.name} by {reader}"
            assert header == columns, f"{what}: {header}"
            assert len(found) == len(rows), f"{what}: {len(found)} rows, in the store {len(rows)}"
            for number, (line, row) in enumerate(zip(found, rows)):
                assert len(line) == len(columns), f"{what}, row {number}: {len(line)} cells"
                for cell, (column, value) in zip(line, row.items()):
                    assert same_text(cell, value), f"{what}, row {number}, {column}: {cell!r}, in the store {value!r}"
                    cells += 1
    return cells


def tab_separated(file):
    """The rows of a table without quotation marks, by csv; they must be the same by pandas."""
    with open(file, newline="", encoding="utf-8") as opened:
        lines = list(csv.reader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len({len(line) for line in lines}) == 1, f"{file.name}: rows of several lengths"
    by_pandas = pandas.read_csv(file, sep="\t", quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
    assert [list(by_pandas.columns), *by_pandas.values.tolist()] == lines, f"{file.name}: pandas reads otherwise"
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def one_line(words):
    return "".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in words)


def each_once(items):
    return "; ".join(dict.fromkeys(item for item in items if item))


def check_plover(folder, stored, export):
    export("plover", folder / "plover.tsv")
    rows, cells = tab_separated(folder / "plover.tsv"), 0
    events = list(stored.newest(stored.events))
    assert len(rows) == len(events)
    for row, (event, document) in zip(rows, events):
        source, target = stored.parties(event["id"], "source"), stored.parties(event["id"], "target")
        place = stored.places.get(event["place"], {})
        statement = stored.local.get((event["document"], event["voice"]), {})
        voice = stored.actors.get(statement.get("speaker"), {})
        expected = {
            "Event ID": f"{document['key']}/{event['local']}",
            "Event Date": event["date_start"] or document["published"],
            "Event Type": event["type"],
            "Event Mode": event["mode"],
            "Contexts": each_once(event["contexts"].split()),
            "Actor Name": each_once(actor["name"] for actor in source),
            "Actor Country": each_once(actor["country"] for actor in source),
            "Actor Sectors": each_once(code for actor in source for code in actor["sectors"].split()),
            "Recipient Name": each_once(actor["name"] for actor in target),
            "Recipient Country": each_once(actor["country"] for actor in target),
            "Placename": place.get("name"),
            "Country": place.get("country"),
            "GeoNames ID": place.get("geonames"),
            "Source": document["outlet"],
            "Publication Date": document["published"],
            "Language": document["lang"],
            "Status": event["status"],
            "Voice": voice.get("name"),
            "Trigger": " ".join(event["word"].split()),
        }
        for column, value in expected.items():
            known = one_line(text(value)) or "None"
            assert row[column] == known, f"plover, {expected['Event ID']}, {column}: {row[column]!r}, in the store {known!r}"
            cells += 1
        for column, value in [("Latitude", place.get("lat")), ("Longitude", place.get("lon"))]:
            assert row[column] == "None" if value is None else float(row[column]) == value
    return cells


def check_cameo(folder, stored, export):
    export("cameo", folder / "cameo.tsv")
    rows, cells = tab_separated(folder / "cameo.tsv"), 0
    expected = []
    for event, document in stored.newest(stored.events):
        if event["cameo"] is None:
            continue
        sides = [stored.parties(event["id"], side) or [{}] for side in ("source", "target")]
        pairs = [(source, target) for source in sides[0] for target in sides[1]]
        for number, (source, target) in enumerate(pairs, 1):
            day = (event["date_start"] or document["published"] or "").replace("-", "")
            expected.append(
                {
                    "GlobalEventID": f"{document['key']}/{event['local']}.{number}",
                    "Day": day,
                    "MonthYear": day[:6],
                    "Year": day[:4],
                    "Actor1Name": source.get("name"),
                    "Actor1CountryCode": source.get("country"),
                    "Actor1Code": text(source.get("country")) + "".join(source.get("sectors", "").split()[:2]),
                    "Actor2Name": target.get("name"),
                    "Actor2CountryCode": target.get("country"),
                    "EventCode": event["cameo"],
                    "EventRootCode": event["cameo"][:2],
                    "GoldsteinScale": event["goldstein"],
                    "SOURCEURL": document["url"],
                    "Status": event["status"],
                }
            )
    assert len(rows) == len(expected)
    for row, known in zip(rows, expected):
        for column, value in known.items():
            value = one_line(value) if isinstance(value, str) else value
            assert same_text(row[column], value), f"cameo, {known['GlobalEventID']}, {column}: {row[column]!r}, in the store {value!r}"
            cells += 1
    return cells
