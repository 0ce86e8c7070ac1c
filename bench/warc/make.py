#!/usr/bin/env python3
"""Makes a web archive as large as one of CC-NEWS, and a table of what is in it.

    bench/warc/make.py [--megabytes 1000] [--pages N] [--seed 9] OUTPUT.warc.gz

The texts are put together anew of sentences of our own (tests/dispatches/*/dev, tools/pages/articles-en.txt, the sentences that the
packs are tested with): three to nine paragraphs of three to five sentences, in which people, towns, figures and days are changed. No
two articles have a paragraph in common by plan, though sentences recur: there are some thousands. A third of the pages are near duplicates of one of the 3,000 articles before:
the same words in another outlet and page (`same`), cut at the end (`cut`), one to three words changed (`edited`), a paragraph of
its own added (`added`). Pages have the shapes of tools/pages/make.py and are filled up with what surrounds articles (styles, scripts,
drawings, menus; the same for all pages of an outlet, and some that are each page's own) until the archive has its size unpacked.

Each page is a request and a response, each in a gzip member; one in twelve answers is no article (redirects, missing pages, pictures),
some are chunked or packed themselves. `OUTPUT.tsv` tells of each page the record id, language, shape, kind and the record id that it is
a copy of. Same arguments, same bytes.
"""

import argparse
import gzip
import importlib.util
import json
import pathlib
import random
import re
import tomllib
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("pages_make", ROOT / "tools/pages/make.py")
pages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pages)

LANGUAGES = ["fr", "fr", "fr", "en", "es"]
# Shapes that show a part of an article only; a page in twenty.
PARTS = {"paywall", "short", "gallery"}
WHOLE = [shape for shape in pages.SHAPES if shape.__name__ not in PARTS]
PART = [shape for shape in pages.SHAPES if shape.__name__ in PARTS]
TOWNS = {
    "fr": "Brest Lorient Quimper Vannes Rouen Amiens Metz Dijon Tours Nîmes Pau Bourges Genève Lausanne Namur Liège Dakar Bamako Niamey "
          "Lomé Tunis Oran Beyrouth Québec Kigali Abidjan Cotonou Libreville Bruxelles Montréal".split(),
    "en": "Merrow Leeds Cardiff Belfast Dundee Perth Boston Denver Austin Nairobi Lagos Accra Kampala Lusaka Harare Dublin Ottawa "
          "Halifax Sydney Auckland Mumbai Delhi Karachi Dhaka Colombo".split(),
    "es": "Sevilla Bilbao Vigo Murcia Burgos Lima Quito Bogotá Cali Caracas Rosario Córdoba Mendoza Montevideo Asunción Puebla Monterrey "
          "Guadalajara Managua Tegucigalpa".split(),
}
DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "es": "lunes martes miércoles jueves viernes sábado domingo".split(),
}
FIRST = {
    "fr": "Camille Jean Aïssata Paul Marie Yann Louise Karim Hélène Bruno Fatou Denis Claire Moussa Alice Guy".split(),
    "en": "Hannah Daniel Priya Thomas Grace Samuel Ruth Omar Alice Peter Nadia George Ellen Victor".split(),
    "es": "Lucía Andrés Marta Diego Elena Pablo Rosa Javier Inés Tomás Carmen Raúl Julia Mateo".split(),
}
SYLLABLES = "ba ber cal dan dor fal gal han kes lam lin mar mon nel par ques rel ros sal ten tor val ver vin zan".split()
ENDS = ["ec", "ier", "ard", "on", "et", "ano", "ez", "er", "man", "ley", "oux", "in", "ou", "ini"]
SENTENCE = re.compile(r"(?<=[.!?»”])\s+(?=[«“\"A-ZÀ-ÝÉ])")
NAME = re.compile(r"\b[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)? [A-ZÀ-Ý][a-zà-ÿ]{2,}(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?\b")
NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")


def sentences_of_packs(lang):
    found = []

    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("hits", "misses") and isinstance(inner, list):
                    found.extend(x if isinstance(x, str) else x.get("text", "") if isinstance(x, dict) else "" for x in inner)
                else:
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for path in sorted((ROOT / "packs" / lang).rglob("*.toml")):
        walk(tomllib.loads(path.read_text()))
    return sorted({x.strip() for x in found if 25 < len(x) < 200 and x.strip().endswith(".")})


class Pool:
    """The sentences and titles of a language."""

    def __init__(self, lang):
        articles = pages.articles(lang, {"fr": 77, "es": 16, "en": 6}[lang])
        self.lang, self.titles = lang, [title for title, _ in articles]
        texts = [sentence for _, paragraphs in articles for x in paragraphs for sentence in SENTENCE.split(x)]
        self.texts = [x for x in texts if 30 < len(x) < 240]
        self.packs = sentences_of_packs(lang)
        self.known = set(NAME.findall(" ".join(texts)))

    def person(self, rng):
        last = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 2))) + rng.choice(ENDS)
        return f"{rng.choice(FIRST[self.lang])} {last.capitalize()}"

    def changed(self, text, rng):
        """The sentence with other people, towns, figures and days."""
        text = NAME.sub(lambda m: self.person(rng) if m.start() > 0 and rng.random() < 0.8 else m.group(0), text)
        text = NUMBER.sub(lambda m: str(rng.randint(10 ** (len(m.group(0)) - 1), 10 ** len(m.group(0)) - 1)), text)
        for words in (TOWNS[self.lang], DAYS[self.lang]):
            text = re.sub(r"\b(?:" + "|".join(words) + r")\b", lambda m: rng.choice(words), text)
        return text

    def sentence(self, rng):
        # There are fewer articles than sentences of packs in two of the languages.
        packs = rng.random() < {"fr": 0.2, "es": 0.5, "en": 0.7}[self.lang]
        return self.changed(rng.choice(self.packs if packs else self.texts), rng)

    def paragraph(self, rng):
        return " ".join(self.sentence(rng) for _ in range(rng.randint(3, 5)))

    def article(self, rng):
        title = self.changed(rng.choice(self.titles), rng)
        place, day, person = rng.choice(TOWNS[self.lang]), rng.choice(DAYS[self.lang]), self.person(rng)
        lead = {
            "fr": f"{person} s’est exprimé {day} à {place}, au terme de {rng.randint(2, 90)} jours de discussions.",
            "en": f"{person} spoke in {place} on {day}, after {rng.randint(2, 90)} days of talks.",
            "es": f"{person} habló el {day} en {place}, después de {rng.randint(2, 90)} días de conversaciones.",
        }[self.lang]
        paragraphs = [self.paragraph(rng) for _ in range(rng.randint(3, 9))]
        return title, [f"{lead} {paragraphs[0]}", *paragraphs[1:]]


def copied(article, pool, rng):
    """A near duplicate, and of what kind it is."""
    title, paragraphs = article
    kind = rng.choice(["same", "same", "cut", "edited", "added"])
    paragraphs = list(paragraphs)
    if kind == "cut":
        del paragraphs[max(2, len(paragraphs) - rng.randint(1, 3)):]
    elif kind == "edited":
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(paragraphs))
            words = paragraphs[at].split(" ")
            words[rng.randrange(len(words))] = rng.choice(pool.sentence(rng).split(" "))
            paragraphs[at] = " ".join(words)
    elif kind == "added":
        paragraphs.insert(rng.choice([0, len(paragraphs)]), pool.paragraph(rng))
    if rng.random() < 0.3:
        title = pool.changed(rng.choice(pool.titles), rng)
    return kind, (title, paragraphs)


# ---- what fills a page ---------------------------------------------------------------------------------------------

def word(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 3)))


def css(rng, size):
    out, length = [], 0
    while length < size:
        rule = (f".{word(rng)}-{word(rng)}{{display:{rng.choice(['flex', 'block', 'grid', 'none'])};margin:{rng.randint(0, 40)}px "
                f"{rng.randint(0, 40)}px;color:#{rng.randrange(1 << 24):06x};font:{rng.randint(10, 32)}px/1.{rng.randint(2, 6)} {word(rng)},serif}}")
        out.append(rule)
        length += len(rule)
    return "".join(out)


def state(rng, size):
    out, length = [], 0
    while length < size:
        item = f'"{word(rng)}{rng.randrange(10 ** 6)}":{{"id":"{rng.randrange(1 << 48):012x}","slug":"{word(rng)}-{word(rng)}","w":{rng.randint(1, 4000)},"on":{rng.choice(["true", "false"])}}}'
        out.append(item)
        length += len(item) + 1
    return "{" + ",".join(out) + "}"


def drawings(rng, size):
    out, length = [], 0
    while length < size:
        path = " ".join(f"{rng.choice('MLCQ')}{rng.randint(0, 240) / 10} {rng.randint(0, 240) / 10}" for _ in range(20))
        symbol = f'<symbol id="i-{word(rng)}" viewBox="0 0 24 24"><path d="{path}z"/></symbol>'
        out.append(symbol)
        length += len(symbol)
    return f'<svg style="display:none" aria-hidden="true">{"".join(out)}</svg>'


def menu(rng, size):
    out, length = [], 0
    while length < size:
        item = f'<li class="menu-item"><a href="/{word(rng)}/{word(rng)}">{word(rng).capitalize()}</a></li>'
        out.append(item)
        length += len(item)
    return f'<nav class="mega-menu" aria-label="menu"><ul>{"".join(out)}</ul></nav>'


class Filler:
    """What an outlet has on all its pages."""

    def __init__(self, host, size, seed):
        rng = random.Random(f"{seed}/{host}")
        self.head = (f"<style>{css(rng, size * 25 // 100)}</style>"
                     f"<script>window.__config={state(rng, size * 15 // 100)};</script>")
        self.top = drawings(rng, size * 12 // 100) + menu(rng, min(size * 6 // 100, 12_000))

    def around(self, html, rng, size):
        """The page, filled up to about `size` characters."""
        own = max(200, size - len(html) - len(self.head) - len(self.top))
        script = f"<script>window.__state={state(rng, own)};</script>"
        html = html.replace("</head>", self.head + "</head>", 1)
        html = re.sub(r"<body[^>]*>", lambda m: m.group(0) + "\n" + self.top, html, count=1, flags=re.I)
        return html.replace("</body>", script + "</body>", 1)


# ---- the archive ---------------------------------------------------------------------------------------------------

class Archive:
    def __init__(self, path, rng):
        self.file, self.rng, self.unpacked = open(path, "wb"), rng, 0

    def record(self, kind, headers, block, date):
        rid = f"urn:uuid:{uuid.UUID(int=self.rng.getrandbits(128), version=4)}"
        lines = [f"WARC-Type: {kind}", f"WARC-Record-ID: <{rid}>", f"WARC-Date: {date}", *headers, f"Content-Length: {len(block)}"]
        data = ("WARC/1.0\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode() + block + b"\r\n\r\n"
        self.file.write(gzip.compress(data, 6, mtime=0))
        self.unpacked += len(data)
        return rid

    def fetched(self, url, status, headers, body, date):
        target = [f"WARC-Target-URI: {url}"]
        host, _, path = url.removeprefix("https://").partition("/")
        request = f"GET /{path} HTTP/1.1\r\nUser-Agent: depeche-bench\r\nHost: {host}\r\nAccept: text/html\r\n\r\n"
        self.record("request", [*target, "Content-Type: application/http; msgtype=request"], request.encode(), date)
        head = f"HTTP/1.1 {status}\r\n" + "".join(f"{line}\r\n" for line in headers) + f"Server: bench\r\nContent-Length: {len(body)}\r\n\r\n"
        return self.record("response", [*target, "Content-Type: application/http; msgtype=response"], head.encode() + body, date)


def sent(text, page, rng):
    """The page as a server sends it: its headers and bytes."""
    body = text.encode(page.charset, "xmlcharrefreplace" if page.charset != "utf-16le" else "replace")
    named = f"; charset={page.charset}" if rng.random() < 0.6 else ""
    headers = [f"Content-Type: text/html{named}"]
    way = rng.random()
    if way < 0.10:
        body = gzip.compress(body, 6, mtime=0)
        headers.append("Content-Encoding: gzip")
    if way < 0.05 or way > 0.92:
        chunks = [body[i:i + 16_384] for i in range(0, len(body), 16_384)]
        body = b"".join(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n" for chunk in chunks) + b"0\r\n\r\n"
        headers.append("Transfer-Encoding: chunked")
    return headers, body


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--pages", type=int, help="default: twenty for each megabyte and a few more")
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("output", type=pathlib.Path)
    options = parser.parse_args()
    count = options.pages or options.megabytes * 20 + options.megabytes // 2
    size = options.megabytes * 1_000_000 // count
    rng = random.Random(options.seed)
    pools = {lang: Pool(lang) for lang in sorted(set(LANGUAGES))}
    outlets = {lang: [(name, host) for name, host in zip(p["outlets"], p["hosts"])] for lang, p in pages.WORDS.items()}
    for lang, first in (("fr", "Le Journal de"), ("en", "The Daily of"), ("es", "El Diario de")):
        outlets[lang] += [(f"{first} {town}", f"{lang}-{i}.example") for i, town in enumerate(TOWNS[lang][:20])]
    fillers = {host: Filler(host, size, options.seed) for names in outlets.values() for _, host in names}
    archive = Archive(options.output, rng)
    archive.record("warcinfo", ["Content-Type: application/warc-fields"], b"software: depeche bench/warc\r\nformat: WARC File Format 1.0\r\n", "2025-06-01T00:00:00Z")
    recent = {lang: [] for lang in pools}
    table = ["id\tlang\tshape\tkind\tof"]
    for number in range(count):
        lang = rng.choice(LANGUAGES)
        pool, (outlet, host) = pools[lang], rng.choice(outlets[lang])
        date = f"2025-06-{1 + number * 28 // count:02}T{number % 24:02}:{number % 60:02}:00Z"
        kind, of = "own", ""
        # As many as make a third of all, since the first has nothing to be a copy of.
        if recent[lang] and rng.random() < 0.35:
            of, first_host, original = rng.choice(recent[lang])
            kind, article = copied(original, pool, rng)
            while host == first_host:
                outlet, host = rng.choice(outlets[lang])
        else:
            article = pool.article(rng)
        shape = rng.choice(PART) if rng.random() < 0.05 else rng.choice(WHOLE)
        page = pages.Page(lang, number, shape.__name__, article[0], article[1])
        page.outlet, page.host = outlet, host
        page.url = f"https://www.{host}/{page.w['section']}/{number}.html"
        # Half of the pages are much smaller or larger than the others, as on the web.
        text = fillers[host].around(shape(page), rng, int(size * rng.choice([0.6, 0.9, 1.0, 1.1, 1.4])))
        headers, body = sent(text, page, rng)
        rid = archive.fetched(page.url, "200 OK", headers, body, date)
        table.append(f"{rid}\t{lang}\t{shape.__name__}\t{kind}\t{of}")
        if kind == "own" and shape in WHOLE:
            recent[lang] = recent[lang][-3000:] + [(rid, host, article)]
        other = rng.random()
        if other < 0.04:
            archive.fetched(page.url + "?old", "301 Moved Permanently", [f"Location: {page.url}", "Content-Type: text/html"], b"<html>moved</html>", date)
        elif other < 0.06:
            archive.fetched(page.url + "?gone", "404 Not Found", ["Content-Type: text/html"], b"<html><h1>404</h1></html>", date)
        elif other < 0.08:
            archive.fetched(f"https://www.{host}/{number}.jpg", "200 OK", ["Content-Type: image/jpeg"], rng.randbytes(8000), date)
    archive.file.close()
    options.output.with_name(options.output.name + ".tsv").write_text("\n".join(table) + "\n")
    copies = sum(not line.endswith("\t") for line in table[1:])
    print(f"{options.output}: {count} pages, {copies} of them copies, {archive.unpacked / 1e6:.0f} MB unpacked, "
          f"{options.output.stat().st_size / 1e6:.0f} MB packed")


if __name__ == "__main__":
    main()
