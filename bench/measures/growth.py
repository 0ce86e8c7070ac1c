"""What longer and more texts take: for the same words in longer texts, and for more texts of the same length."""

from common import runs, texts
from common.runs import Spread

from . import Row

#: So many texts are the fewest: a few are read too quickly to be measured.
MORE = 8


def measure(setup):
    """Rows, and the lines of the drawing: time and memory as so many times those of the smallest."""
    sizes = setup.growth
    documents = list(texts.varied(sizes[-1] * MORE))
    # The same words, a dispatch a document, then so many in one.
    longer = {size: texts.joined(documents[: sizes[-1]], size) for size in sizes}
    more = {size: documents[:size] for size in (size * MORE for size in sizes)}
    output = setup.folder / "readings.jsonl"

    def ways(series, name):
        files = {size: texts.write(setup.folder / f"{name}-{size}.jsonl", rows) for size, rows in series.items()}
        return {
            size: lambda path=path: runs.run(
                [setup.program, "read", "--offline", "--lang", "fr", "--threads", "1", "--format", "jsonl", "--output", output, path])
            for size, path in files.items()
        }

    none = {1: [{**documents[0], "text": "Il pleut."}]}
    begun = Spread.of(row.processor for row in runs.alternate(ways(none, "start"), setup.times)[1]).middle

    rows, lines = [], {}
    for name, series, what in (("longer", longer, "texts of {:,} words"), ("more", more, "{:,} texts")):
        took = runs.alternate(ways(series, name), setup.times)
        first = None
        for size, own in took.items():
            words = texts.words(series[size])
            each = Spread.of((row.processor - begun) / words * 1e6 for row in own)
            peak = Spread.of(row.peak / 1e6 for row in own)
            told = what.format(words // len(series[size]) if name == "longer" else size)
            rows.append(Row(f"{name}.{size}", f"{told}: ms of a processor for 1,000 words", each, "{:.1f}"))
            rows.append(Row(f"{name}.{size}.memory", f"{told}: memory, at most MB", peak, "{:.0f}"))
            first = first or (size, each.middle, peak.middle)
            times = size // first[0]
            lines.setdefault(f"time a word, {name} texts", []).append((times, each.middle / first[1]))
            lines.setdefault(f"memory, {name} texts", []).append((times, peak.middle / first[2]))
    told = f"one thread, the start ({begun * 1e3:.0f} ms) taken off; the longer texts are the same {texts.words(longer[sizes[0]]):,} words each time; {setup.times} rounds"
    return told, rows, lines
