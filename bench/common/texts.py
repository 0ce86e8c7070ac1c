"""The texts that are measured with: our own dispatches, told again and again of others, and articles made of their sentences."""

import datetime
import json
import random
import re

from .programs import ROOT, module

NAME = re.compile(r"(?<=[a-zà-ÿ,’] )[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)? [A-ZÀ-Ý][a-zà-ÿ]{2,}(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?\b")
NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")
FIRST = "Camille Jean Aïssata Paul Marie Yann Louise Karim Hélène Bruno Fatou Denis Claire Moussa Alice Guy".split()
SYLLABLES = "ba ber cal dan dor fal gal han kes lam lin mar mon nel par ques rel ros sal ten tor val ver vin zan".split()


def dispatches():
    """Our own annotated dispatches in French, as documents."""
    found = []
    for path in sorted((ROOT / "tests/dispatches/fr/dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found.append({"id": gold["id"], "lang": "fr", "published": gold["date"], "title": gold["title"], "text": gold["text"]})
    return found


def varied(count, paragraphs=None, seed=7):
    """So many documents: the dispatches again and again, with other persons and figures, so that new words go on turning up and no
    paragraph is one that was parsed before. With `paragraphs` only so many of each."""
    chance = random.Random(seed)
    originals, seen = dispatches(), set()
    for number in range(count):
        document = dict(originals[number % len(originals)])
        parts = document["text"].split("\n\n")
        if paragraphs:
            at = chance.randrange(len(parts))
            parts = parts[at : at + paragraphs]
        persons = {}
        told = []
        for part in parts:
            part = NAME.sub(lambda m: persons.setdefault(m.group(0), person(chance)), part)
            part = NUMBER.sub(lambda m: figure(m.group(0), chance), part)
            if part in seen:
                part = f"{part} {person(chance)} en compte {chance.randrange(10**6)}."
            seen.add(part)
            told.append(part)
        title = told[0] if parts[0] == document["title"] else document["title"]
        document.update(id=f"{document['id']}-{number}", title=title, text="\n\n".join(told))
        yield document


def person(chance):
    last = "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 3)))
    return f"{chance.choice(FIRST)} {last.capitalize()}"


def figure(digits, chance):
    """Another figure in place of one; what may be a day of a month stays one."""
    if int(digits) < 29:
        return str(chance.randint(1, 28))
    return str(chance.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1))


def joined(documents, each):
    """The same texts in fewer documents: so many of them in one."""
    return [
        {**documents[at], "text": "\n\n".join(document["text"] for document in documents[at : at + each])}
        for at in range(0, len(documents), each)
    ]


def words(documents):
    return sum(len(document["text"].split()) for document in documents)


def paragraphs(documents):
    """What a parser is given of them. (Their titles are their first paragraphs.)"""
    return [part for document in documents for part in document["text"].split("\n\n") if part.strip()]


def articles(count, lang="fr"):
    """Articles as bench/warc/make.py makes them, one in five a near duplicate of an earlier one, twelve a day, so that a store has something to link."""
    make = module("bench/warc/make.py")
    rng = random.Random(4)
    pool, recent = make.Pool(lang), []
    for number in range(count):
        if recent and rng.random() < 0.2:
            _, (title, parts) = make.copied(rng.choice(recent[-300:]), pool, rng)
        else:
            title, parts = pool.article(rng)
            recent.append((title, parts))
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=number // 12)
        yield {"id": f"a{number}", "title": title, "text": "\n".join(parts), "published": day.isoformat(),
               "outlet": f"Journal {number % 12}", "lang": lang}


def counted(path):
    """How many statements and events are in a file of readings."""
    statements = events = 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            reading = json.loads(line)
            statements += len(reading["statements"])
            events += len(reading["events"])
    return statements, events


def write(path, rows):
    """JSON lines."""
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path
