"""Whether two values are the same, whatever library they came from."""

import math
from datetime import date, datetime

import numpy
import pandas


def plain(value):
    """A value as Python has it: lists, dictionaries, days, None."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple, numpy.ndarray)):
        return [plain(part) for part in value]
    if isinstance(value, numpy.generic):
        return plain(value.item())
    if value is pandas.NA or value is pandas.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, datetime):
        return value.date()
    return value


def compare(what, found, expected):
    """Says in which cell two lists of rows differ; how many cells there were."""
    assert len(found) == len(expected), f"{what}: {len(found)} rows, in the store {len(expected)}"
    cells = 0
    for number, (row, known) in enumerate(zip(found, expected)):
        row = plain(row)
        assert set(row) == set(known), f"{what}: columns {sorted(set(row) ^ set(known))} are not in both"
        for column, value in known.items():
            assert row[column] == value, f"{what}, row {number}, {column}: {row[column]!r}, in the store {value!r}"
            cells += 1
    return cells


def text(value):
    """A value of SQLite's as a cell of text has it."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def same_text(cell, value):
    """Whether a cell of text is a value of SQLite's; numbers may be written in more than one way."""
    if isinstance(value, float):
        return cell != "" and float(cell) == value
    return cell == text(value)
