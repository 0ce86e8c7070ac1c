"""The package for Python beside the command, on the same documents."""

from common import runs, texts
from common.programs import module
from common.runs import Spread, ratios

from . import Row


def measure(setup):
    documents = texts.write(setup.folder / "documents.jsonl", texts.varied(setup.documents * 2))
    ways = module("bench/python/measure.py").ways(setup.program, setup.wheel, documents, setup.folder)
    took = runs.alternate(ways, setup.times)
    rows = [
        Row(f"python.{way}", f"`{way}`: the command's documents a second{by}, so many times", Spread.of(ratios(took["command"], took[way], measure)), "{:.2f} ×", aim)
        for way in ("read_many", "read_table")
        for measure, by, aim in (("clock", " by the clock", "0.9"), ("processor", " of the processors", ""))
    ]
    return f"{setup.documents * 2} dispatches, all processors; programs are started anew; {setup.times} rounds", rows
