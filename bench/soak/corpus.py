"""A folder of documents to soak with: of many kinds, in three languages, with bad ones among them, and what is to be said of each bad one.

Texts are those of bench/warc/make.py: our own dispatches and sentences, with other people, towns, figures and days, their paragraphs
in another order; one in seven is a near duplicate of an earlier one. Same arguments, same bytes.
"""

import csv
import datetime
import gzip
import importlib.util
import io
import json
import pathlib
import random
import re
import unicodedata
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("warc_make", ROOT / "bench/warc/make.py")
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)

# Shares of the kinds of files; what is left is JSON lines.
SHARES = {"txt": 0.08, "json": 0.06, "html": 0.08, "docx": 0.02, "warc.gz": 0.08, "csv": 0.08, "tsv": 0.05, "jsonl.gz": 0.15}
# Shapes of pages that show the whole article, but the one in UTF-16 without a mark, which only a server's header tells.
SHAPES = [shape for shape in make.WHOLE if shape.__name__ != "breaks"]
GERMAN = ("Der Bürgermeister hat am Dienstag versprochen, eine neue Brücke zu bauen. Die Einwohner warten seit zehn Jahren darauf, sagte er "
          "vor der Presse in Kiel. Die Opposition nannte den Plan zu teuer und verlangte eine Abstimmung im Rathaus noch vor dem Sommer.")


class Writer:
    """Writes one folder of documents after the other."""

    def __init__(self, folder, seed):
        self.folder, self.rng, self.number = folder, random.Random(seed), 0
        self.pools = {lang: make.Pool(lang) for lang in sorted(set(make.LANGUAGES))}
        self.whole = {lang: make.pages.articles(lang, {"fr": 77, "es": 16, "en": 6}[lang]) for lang in self.pools}
        self.recent = {lang: [] for lang in self.pools}
        # What is to be said on standard error, by the file that it is said of: the beginning of the words after its name.
        self.expected = {}
        self.foreign = 0
        self.documents = 0

    def article(self, lang):
        rng, pool = self.rng, self.pools[lang]
        if self.recent[lang] and rng.random() < 0.15:
            return make.copied(rng.choice(self.recent[lang][-300:]), pool, rng)[1]
        if rng.random() < 0.3:
            title, paragraphs = rng.choice(self.whole[lang])
            first, *rest = [pool.changed(paragraph, rng) for paragraph in paragraphs]
            rng.shuffle(rest)
            article = pool.changed(title, rng), [first, *rest[:rng.randint(2, 5)]]
        else:
            title, paragraphs = pool.article(rng)
            article = title, paragraphs[:rng.choice([1, 2, 2, 3, 3, 4])]
        self.recent[lang].append(article)
        return article

    def document(self):
        """The fields of one more document."""
        lang = self.rng.choice(make.LANGUAGES)
        title, paragraphs = self.article(lang)
        self.number += 1
        self.documents += 1
        # A few days of the same year for each folder: what outlets report on one day can be linked.
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=self.number // 60 % 700)
        return {"id": f"d{self.number}", "title": title, "text": "\n".join(paragraphs), "published": day.isoformat(),
                "outlet": f"Journal {self.number % 40}", "lang": lang}

    def files(self, name, documents):
        """Writes a folder of so many good documents, and bad ones beside them."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        left = documents
        for kind, share in SHARES.items():
            count = round(documents * share)
            left -= count
            getattr(self, "write_" + kind.replace(".", "_"))(folder, count)
        lines = [self.document() for _ in range(left)]
        write_lines(folder / "lines.jsonl", lines)
        # Some come again in another wording: newer versions of dispatches that are there.
        again = [{**self.document(), "id": line["id"]} for line in lines[:max(1, left // 100)]]
        write_lines(folder / "newer.jsonl", again)
        self.bad(folder, name)

    def write_txt(self, folder, count):
        for _ in range(count):
            document = self.document()
            text = f"{document['title']}\n\n{document['text'].replace(chr(10), chr(10) * 2)}\n"
            way = self.rng.randrange(8)
            if way == 0:
                text = unicodedata.normalize("NFD", text)
            elif way == 1:
                text = text.replace("\n", "\r\n")
            elif way == 2:
                text = "\ufeff" + text.replace(" »", "\u202f»").replace("« ", "«\u00a0")
            (folder / f"{document['id']}.txt").write_bytes(text.encode())

    def write_json(self, folder, count):
        while count > 0:
            some = min(count, self.rng.choice([1, 1, 1, 5]))
            documents = [self.document() for _ in range(some)]
            value = documents[0] if some == 1 else documents
            (folder / f"{documents[0]['id']}.json").write_text(json.dumps(value, ensure_ascii=some == 1, indent=1))
            count -= some

    def page(self):
        document = self.document()
        shape = self.rng.choice(SHAPES)
        page = make.pages.Page(document["lang"], self.number, shape.__name__, document["title"], document["text"].split("\n"))
        page.url = f"https://www.{page.host}/{page.w['section']}/{self.number}.html"
        return document, page, shape(page)

    def write_html(self, folder, count):
        for _ in range(count):
            document, page, text = self.page()
            (folder / f"{document['id']}.html").write_bytes(text.encode(page.charset, "xmlcharrefreplace"))

    def write_warc_gz(self, folder, count):
        archive = make.Archive(folder / "pages.warc.gz", self.rng)
        archive.record("warcinfo", ["Content-Type: application/warc-fields"], b"software: depeche bench/soak\r\n", "2025-06-01T00:00:00Z")
        for _ in range(count):
            _, page, text = self.page()
            archive.fetched(page.url, "200 OK", *make.sent(text, page, self.rng), "2025-06-01T00:00:00Z")
        german = f'<html lang="de"><head><meta charset="utf-8"><title>Eine Brücke</title></head><body><article><h1>Eine Brücke</h1><p>{GERMAN}</p><p>{GERMAN}</p></article></body></html>'
        archive.fetched(f"https://zeitung.example/{self.number}", "200 OK", ["Content-Type: text/html"], german.encode(), "2025-06-01T00:00:00Z")
        self.foreign += 1
        archive.file.close()
        # Its first record and the requests.
        others = count + 2
        self.expected[f"{folder.name}/pages.warc.gz"] = f": {others} records passed over: {others} of other types"

    def write_docx(self, folder, count):
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        for _ in range(count):
            document = self.document()
            lines = [document["title"], *document["text"].split("\n")]
            body = "".join(f"<w:p><w:r><w:t>{make.pages.escape(line, quote=False)}</w:t></w:r></w:p>" for line in lines)
            with zipfile.ZipFile(folder / f"{document['id']}.docx", "w", zipfile.ZIP_DEFLATED) as file:
                file.writestr(zipfile.ZipInfo("word/document.xml"), f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')

    def write_csv(self, folder, count, name="table.csv", **how):
        text = io.StringIO()
        table = csv.DictWriter(text, ["id", "title", "text", "published", "outlet", "lang"], **how)
        table.writeheader()
        for _ in range(count):
            table.writerow(self.document())
        (folder / name).write_text(text.getvalue())

    def write_tsv(self, folder, count):
        self.write_csv(folder, count, "table.tsv", delimiter="\t")

    def write_jsonl_gz(self, folder, count):
        lines = "".join(json.dumps(self.document(), ensure_ascii=False) + "\n" for _ in range(count))
        (folder / "packed.jsonl.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))

    def bad(self, folder, name):
        """One of each kind of what cannot be read."""
        text = "Le maire a promis mardi un pont, a rapporté la radio."
        packed = gzip.compress(json.dumps({"id": f"cut-{name}", "text": text}).encode(), mtime=0)
        good = [json.dumps({"id": f"good-{name}-{i}", "lang": "fr", "text": f"{text} La ministre {i} a annoncé lundi une réforme à Paris."}) for i in range(3)]
        dated = json.dumps({"id": f"undated-{name}", "lang": "fr", "published": "hier", "text": text + " La radio l’a confirmé."})
        self.documents += 3
        for file, content, told in [
            ("bad-bytes.txt", "Le maire a promis ".encode() + b"\xff\xfe\x80 \xc3\x28", ":1: not UTF-8"),
            ("bad-blank.txt", b" \n\n ", ": no text"),
            ("bad-empty.txt", b"", ": no text"),
            ("bad-german.txt", GERMAN.encode(), ": skipped: seems to be in German (de)"),
            ("bad-cut.json", b'{"id":"x1","text":"Le maire a promis', ":1: the file ends inside the value"),
            ("bad-bare.json", b'{"id":"x2","title":"Rien"}', ":1: no field `text`"),
            ("bad-line.jsonl", f"{good[0]}\n{{\"id\":\"x\",\"text\":\n{good[1]}\n".encode(), ":2: not JSON"),
            ("bad-tag.jsonl", b'{"id":"t1","lang":"xx","text":"Le maire a promis mardi un pont."}\n', ':1: no language pack for "xx"'),
            ("bad-day.jsonl", (dated + "\n").encode(), ':1: date "hier" is not an ISO date'),
            ("bad-cut.json.gz", packed[:-20], ":1: the file ends within a gzip member"),
            ("bad.csv", b"id,title\n1,rien\n", ":1: no column for `text`"),
            ("bad.docx", b"PK\x03\x04broken", ": not a Word document"),
            ("bad.parquet", b"PAR1xxxxPAR1", ": not a whole Parquet file"),
            ("bad.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\nHTTP/1.1 200 OK\r\n", "#0: skipped: the record ends before"),
        ]:
            (folder / file).write_bytes(content)
            self.expected[f"{name}/{file}"] = told


def write_lines(path, documents):
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents))


def write(folder, documents, bits, seed):
    """Writes `bits` folders of good documents, as many as asked for in all and a few more; gives back what is in them."""
    writer = Writer(folder, seed)
    for bit in range(bits):
        writer.files(f"{bit:02}", documents // bits + (bit < documents % bits))
    return {"documents": writer.documents, "foreign": writer.foreign, "expected": writer.expected,
            "bits": [f"{bit:02}" for bit in range(bits)]}


# What a run says that is no fault: counts, and how it went.
USUAL = re.compile(r"depeche: (stored: \d+ new, |\d+ documents read in |\d+ carry an earlier one|\d+ of \d+ paragraphs had been |interrupted: )")


def told(errors, expected, foreign, bits):
    """What a run said that nobody expected, and what it did not say, or twice; `bits`: the folders that it was given."""
    wanted = {path: words for path, words in expected.items() if path.split("/")[0] in bits}
    met, odd = dict.fromkeys(wanted, 0), []
    for line in errors.splitlines():
        if USUAL.match(line):
            continue
        if line == f"depeche: pages of archives in languages without a pack, passed over: {foreign} de":
            foreign = 0
            continue
        found = re.match(r"depeche: (?:warc://)?(?:\S*/)?(\d\d/[^:#/]+)(.*)", line)
        if found and found[1] in wanted and found[2].startswith(wanted[found[1]]):
            met[found[1]] += 1
        else:
            odd.append(line)
    lost = [path for path, count in met.items() if count == 0] + (["the foreign pages of archives"] if foreign else [])
    return odd, lost, [path for path, count in met.items() if count > 1]
