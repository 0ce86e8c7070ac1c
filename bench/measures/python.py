"""The package for Python beside the command, on the same documents."""

from common import runs, texts
from common.programs import module
from common.runs import Spread, ratios

from . import Row


#: More dispatches than for other groups: Python's start and pyarrow's are measured too, and are paid once for any number.
TIMES_MORE = 6


def measure(setup):
    count = setup.documents * TIMES_MORE
    documents = texts.write(setup.folder / "documents.jsonl", texts.varied(count))
    ways = module("bench/python/measure.py").ways(setup.program, setup.wheel, documents, setup.folder)
    took = runs.alternate(ways, setup.times)
    rows = [
        Row(f"python.{way}", f"`{way}`: the command's documents a second{by}, so many times", Spread.of(ratios(took["command"], took[way], measure)), "{:.2f} ×", aim)
        for way in ("read_many", "read_table")
        for measure, by, aim in (("clock", " by the clock", "0.9"), ("processor", " of the processors", ""))
    ]
    return f"{count:,} dispatches, all processors; programs are started anew; {setup.times} rounds", rows
