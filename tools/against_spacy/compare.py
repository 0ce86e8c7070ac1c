"""Compares spacy-runtime with spaCy, token by token, on the same paragraphs.

Runs both over every paragraph and prints a table of agreement and each difference. Exits with 1 if an
annotation agrees less than its threshold asks for, with 2 if a program fails.

    compare.py --model WHEEL_OR_FOLDER --runtime PROGRAM [options] FILE_OR_FOLDER...

Inputs: text files (a paragraph a line), JSON documents or lists of them (field `text`), JSONL files of
documents or of strings, folders of all these. `run` in this folder sets up what the script needs.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

ANNOTATIONS = ["head", "dep", "pos", "tag", "morph", "lemma", "ent", "sent"]


def texts_of(path):
    """All paragraphs of a file or folder, in a fixed order."""
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            if inner.is_dir() or inner.suffix in {".txt", ".json", ".jsonl"}:
                yield from texts_of(inner)
    elif path.suffix == ".json":
        yield from texts_in(json.loads(path.read_text("utf-8")))
    elif path.suffix == ".jsonl":
        for line in path.read_text("utf-8").split("\n"):
            if line.strip():
                yield from texts_in(json.loads(line))
    else:
        yield from path.read_text("utf-8").split("\n")


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, dict) and "text" in value:
        yield value["text"]


def load_spacy(model, folder, enable, disable):
    """Loads a model from a folder, or from a wheel by unpacking it into `folder`."""
    import spacy

    if model.is_file():
        with zipfile.ZipFile(model) as wheel:
            wheel.extractall(folder)
        model = Path(folder)
    configs = [model / "config.cfg"] if (model / "config.cfg").is_file() else sorted(model.rglob("config.cfg"))
    if len(configs) != 1:
        sys.exit(f"{model}: {len(configs)} models found")
    nlp = spacy.load(configs[0].parent)
    for name in enable:
        nlp.enable_pipe(name)
    for name in disable:
        nlp.disable_pipe(name)
    return nlp


def spacy_rows(doc):
    iob = ["", "I", "O", "B"]
    return [
        {
            "token": (t.idx, t.text, bool(t.whitespace_)),
            "head": t.head.i,
            "dep": t.dep_,
            "pos": t.pos_,
            "tag": t.tag_,
            "morph": str(t.morph),
            "lemma": t.lemma_,
            "ent": (iob[t.ent_iob], t.ent_type_),
            # Whatever its mark says, the first token begins a sentence.
            "sent": bool(t.is_sent_start) or t.i == 0,
        }
        for t in doc
    ]


def runtime_rows(doc):
    """The runtime's JSON (spaCy's `Doc.to_json` form) as rows."""
    text = doc["text"]
    starts = {ent["start"]: ent["label"] for ent in doc.get("ents", [])}
    inside = {}
    for ent in doc.get("ents", []):
        inside.update((at, ent["label"]) for at in range(ent["start"], ent["end"]))
    sents = {sent["start"] for sent in doc.get("sents", [])}
    rows = []
    for number, token in enumerate(doc["tokens"]):
        start, end = token["start"], token["end"]
        if start in starts:
            ent = ("B", starts[start])
        elif start in inside:
            ent = ("I", inside[start])
        else:
            ent = ("O" if "ents" in doc else "", "")
        following = doc["tokens"][number + 1]["start"] if number + 1 < len(doc["tokens"]) else len(text)
        rows.append(
            {
                "token": (start, text[start:end], following > end),
                "head": token.get("head", number),
                "dep": token.get("dep", ""),
                "pos": token.get("pos", ""),
                "tag": token.get("tag", ""),
                "morph": token.get("morph", ""),
                "lemma": token.get("lemma", ""),
                "ent": ent,
                "sent": start in sents,
            }
        )
    return rows


def fixture(docs):
    """Documents as the crate's tests/agreement.rs reads them, one JSON value a line.

    First the labels, then for each document its text and a list of ten values a token: start, length, space
    after (1) and sentence start (2), head as a distance, the numbers of five labels, the lemma.
    """
    labels = {}
    lines = []
    for doc in docs:
        rows = []
        for number, row in enumerate(spacy_rows(doc)):
            start, text, space = row["token"]
            names = [row["dep"], row["pos"], row["tag"], row["morph"], "-".join(filter(None, row["ent"]))]
            numbers = [labels.setdefault(name, len(labels)) for name in names]
            flags = int(space) + 2 * int(row["sent"])
            rows.append([start, len(text), flags, row["head"] - number, *numbers, row["lemma"]])
        lines.append([doc.text, rows])
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in [list(labels), *lines])


def run_runtime(program, model, texts, enable, disable):
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    flags = [f"--enable={name}" for name in enable] + [f"--disable={name}" for name in disable]
    command = [program, "--json", "--json-lines", *flags, str(model)]
    done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        print(f"{' '.join(command)}: exit code {done.returncode}", file=sys.stderr)
        sys.exit(2)
    # Not splitlines(): it also cuts at separators that JSON leaves as they are.
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", required=True, type=Path)
    parser.add_argument("--runtime", required=True, help="the example `conllu`, built")
    parser.add_argument("--threshold", type=float, default=99.95, help="per annotation, percent of tokens")
    parser.add_argument("--show", type=int, default=100, help="differences to print")
    parser.add_argument("--enable", action="append", default=[], help="component that the model ships disabled")
    parser.add_argument("--disable", action="append", default=[], help="component to leave out")
    parser.add_argument("--fixture", type=Path, help="write spaCy's output here, for the crate's tests")
    parser.add_argument("inputs", nargs="+", type=Path)
    args = parser.parse_args()

    texts = [text for path in args.inputs for text in texts_of(path)]
    ours = run_runtime(args.runtime, args.model, texts, args.enable, args.disable)
    if len(ours) != len(texts):
        print(f"{len(texts)} paragraphs in, {len(ours)} documents out", file=sys.stderr)
        sys.exit(2)
    with tempfile.TemporaryDirectory() as folder:
        nlp = load_spacy(args.model, folder, args.enable, args.disable)
        docs = list(nlp.pipe(texts))
    if args.fixture:
        args.fixture.write_text(fixture(docs), "utf-8")

    tokens = sents = torn = shown = 0
    agree = Counter()
    for text, our_doc, doc in zip(texts, ours, docs):
        theirs, mine = spacy_rows(doc), runtime_rows(our_doc)
        tokens += len(theirs)
        sents += sum(row["sent"] for row in theirs)
        if [row["token"] for row in theirs] != [row["token"] for row in mine]:
            torn += 1
            pairs = zip(theirs + [{"token": None}], mine + [{"token": None}])
            first = next((a["token"], b["token"]) for a, b in pairs if a["token"] != b["token"])
            if shown < args.show:
                print(f"tokens: spaCy {first[0]}, runtime {first[1]} in {text[:100]!r}")
                shown += 1
            continue
        for number, (a, b) in enumerate(zip(theirs, mine)):
            for name in ANNOTATIONS:
                if a[name] == b[name]:
                    agree[name] += 1
                elif shown < args.show:
                    start = a["token"][0]
                    print(
                        f"{name}: spaCy {a[name]!r}, runtime {b[name]!r} for token {number} {a['token'][1]!r}"
                        f" in {text[max(0, start - 30):start + 30]!r}"
                    )
                    shown += 1

    print(f"\n{args.model.name}: {len(texts)} paragraphs, {sents} sentences, {tokens} tokens")
    print(f"{'tokens':8} {torn} of {len(texts)} paragraphs cut otherwise")
    failed = torn > 0
    for name in ANNOTATIONS:
        share = 100 * agree[name] / tokens if tokens else 100.0
        failed |= share < args.threshold
        print(f"{name:8} {share:8.4f} %   {tokens - agree[name]} differ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
