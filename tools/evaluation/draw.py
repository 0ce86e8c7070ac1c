#!/usr/bin/env python3
"""Draws errors to be looked at by hand, in the sets whose errors may be looked at.

usage: tools/evaluation/draw.py [--show] > drawn.tsv     with DEPECHE=path/to/depeche

An error is one that `depeche eval --errors --fields` tells: a record that was missed or that nobody expected, a wrong
speaker, a wrong field of a record that was found. Of each set a fixed number is drawn, of records and of fields apart: those
whose SHA-256 of "13|set|document|kind|words" come first, so that the draw does not depend on the order of the texts, and an
error that a change of the program leaves alone stays in it. `--show` prints them with the words of the text, for whoever
labels them; without it there is no word of a text in what is printed.
"""
import argparse
import hashlib
import json

import sets

# How many of each set: records, fields.
SIZES = {"gold": (70, 25), "fr/dev": (50, 20), "es/dev": (15, 10)}
RECORDS = {"missed statement", "spurious statement", "wrong speaker", "missed event", "spurious event"}


def place(words):
    """Spans as they are written in the table: 12-20+25-30."""
    return "+".join(f"{start}-{end}" for start, end in words)


def errors(stratum):
    """All errors of a stratum: (set, error)."""
    for name in sets.OPEN[stratum]:
        for error in sets.evaluate([name], "--errors", "--fields")["mistakes"]:
            yield name, error


def rank(name, error):
    key = f"13|{name}|{error['document']}|{error['kind']}|{place(error['words'])}"
    return hashlib.sha256(key.encode()).hexdigest()


def draw(all_errors, sizes):
    ranked = sorted(all_errors, key=lambda one: rank(*one))
    records = [one for one in ranked if one[1]["kind"] in RECORDS]
    fields = [one for one in ranked if one[1]["kind"] not in RECORDS]
    return records[: sizes[0]] + fields[: sizes[1]]


def show(number, name, error, texts):
    text = texts[name][error["document"]]["text"]
    start, end = error["sentence"]
    words = text[start:end]
    for a, b in sorted(error["words"], reverse=True):
        if start <= a <= b <= end:
            words = words[: a - start] + "⟦" + words[a - start : b - start] + "⟧" + words[b - start :]
    print(f"#{number} {name} {error['document']} {error['kind']} {place(error['words'])}")
    print("   ", " ".join(words.split()))
    for field, sides in error["differences"].items():
        print(f"      {field}: {sides['gold']} | {sides['ours']}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--show", action="store_true", help="the errors with the words of their texts")
    options = options.parse_args()
    number = 0
    for stratum, sizes in SIZES.items():
        texts = {name: sets.gold(name) for name in sets.OPEN[stratum]}
        for name, error in draw(list(errors(stratum)), sizes):
            number += 1
            if options.show:
                show(number, name, error, texts)
            else:
                print(name, error["document"], error["kind"], place(error["words"]), sep="\t")


if __name__ == "__main__":
    main()
