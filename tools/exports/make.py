#!/usr/bin/env python3
"""Makes specimens of press databases' exports, and what should be read from each.

    tools/exports/make.py [FOLDER]          (default: tests/exports)

The texts are our own (tests/dispatches, tools/pages/articles-en.txt), the outlets and authors invented. The shapes follow what public
tools say of these exports (docs/exports.md); nothing is copied from a real one. Files are written in UTF-8 with line feeds;
`charset` and `newline` in `expected.jsonl` say how a test must hand them over. Word documents are kept as the XML in them, a
folder each; the test packs them. Same input, same bytes.
"""

import hashlib
import json
import pathlib
import sys
import textwrap
from html import escape

ROOT = pathlib.Path(__file__).resolve().parents[2]
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "es": "lunes martes miércoles jueves viernes sábado domingo".split(),
}
OUTLETS = {
    "fr": ["La Gazette du Fleuve", "Le Phare", "L'Écho des Collines", "Radio des Marches"],
    "en": ["The Harbour Post", "Northern Ledger (Leeds)", "The Weekly Compass", "Coast Wire"],
    "es": ["El Faro del Sur", "Diario de la Sierra", "La Voz del Puerto", "Agencia Litoral"],
}
AUTHORS = {
    "fr": ["Jeanne Morvan", None, "Luc Désiré et Anne Vial", "Service étranger"],
    "en": ["Ann Lee", "Tom Byron", None, "Our foreign staff"],
    "es": ["Inés Galdós", "Pablo Mena", "Redacción", None],
}
SIGNED = {"fr": "Par ", "en": "By ", "es": "Por "}
NAMES = {"fr": "Français", "en": "English", "es": "Español"}
CAPITALS = {"fr": "FRENCH; FRANÇAIS", "en": "ENGLISH", "es": "SPANISH; ESPAÑOL"}


def articles(lang):
    if lang == "en":
        texts = (ROOT / "tools/pages/articles-en.txt").read_text().split("# ")[1:]
    else:
        files = sorted((ROOT / f"tests/dispatches/{lang}/dev").glob("*.json"))
        texts = [json.loads(file.read_text())["text"] for file in files]
    found = []
    for text in texts:
        title, *rest = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
        while rest and len(rest[0]) < 100:
            rest.pop(0)
        if len(" ".join(rest)) > 500 and len(rest) >= 3:
            found.append((title, rest[:6]))
    return found


POOL = {lang: articles(lang) for lang in MONTHS}
TAKEN = {lang: 0 for lang in MONTHS}


class Article:
    """One of our texts with invented circumstances."""

    def __init__(self, lang):
        n = TAKEN[lang]
        TAKEN[lang] += 1
        self.lang, self.n = lang, n
        self.title, self.paragraphs = POOL[lang][n % len(POOL[lang])]
        self.outlet = OUTLETS[lang][n % 4]
        self.author = AUTHORS[lang][n % 4]
        self.year, self.month, self.day = 2009 + n % 12, 1 + n * 5 % 12, 1 + n * 7 % 28
        self.words = sum(len(paragraph.split()) for paragraph in self.paragraphs)
        self.id = None
        self.subtitle = None

    @property
    def iso(self):
        return f"{self.year}-{self.month:02}-{self.day:02}"

    @property
    def weekday(self):
        import datetime

        return DAYS[self.lang][datetime.date(self.year, self.month, self.day).weekday()]

    @property
    def month_name(self):
        return MONTHS[self.lang][self.month - 1]

    @property
    def long_date(self):
        if self.lang == "en":
            return f"{self.month_name} {self.day}, {self.year}"
        return f"{self.day} {'de ' if self.lang == 'es' else ''}{self.month_name} {'de ' if self.lang == 'es' else ''}{self.year}"

    def document(self, lang=None, published=True):
        paragraphs = ([self.subtitle] if self.subtitle else []) + self.paragraphs
        text = "\n\n".join([self.title] + paragraphs if self.title else paragraphs)
        identifier = self.id or hashlib.sha256(b"\0" + text.encode()).hexdigest()[:16]
        return {
            "id": identifier,
            "lang": lang or self.lang,
            "title": self.title,
            "published": self.iso if published else None,
            "outlet": self.outlet,
            "author": self.author,
            "text": text,
        }


def marked(text):
    """As the database marks the words that were searched for."""
    words = text.split(" ")
    words = [f"<mark>{escape(word, quote=False)}</mark>" if i in (2, 9) else escape(word, quote=False) for i, word in enumerate(words)]
    return " ".join(words)


# Europresse ----------------------------------------------------------------------------------------------------------------


def europresse(article, shape):
    a = article
    a.id = f"news·{a.iso.replace('-', '')}·{a.outlet[:2].upper()}·{4000000 + a.n * 317}"
    dated = {
        "fr": [f"Politique, {a.weekday} {a.long_date}, p. {a.n + 2}", f"{a.weekday.capitalize()} {a.long_date} - 11:05 UTC +02:00 {a.words} mots"],
        "en": [f"{a.weekday}, {a.long_date} {a.words} words, p. 5", f"News, {a.weekday}, {a.long_date}, p. 12"],
        "es": [f"Internacional, {a.weekday} {a.long_date}, p. 4", f"{a.weekday} {a.day} {a.month_name} {a.year} {a.words} palabras"],
    }[a.lang][a.n % 2]
    issue = f", no. {20000 + a.n}" if shape != "web" else " (site web)"
    if shape == "web":
        a.outlet += " (site web)"
        issue = "<br/>Édition nationale"
    above = '<p class="sm-margin-TopNews rdp__subtitle">{}</p>'
    if a.n % 3 == 0:
        a.subtitle = a.paragraphs[0].split(". ")[0].rstrip(".") + "."
    header = f'<div class="rdp__DocPublicationName"><span class="DocPublicationName">{escape(a.outlet, quote=False)}{issue}</span></div>'
    if shape == "rapport":
        header += f'<span class="DocTitreSousSection">Fecha</span> <span>{dated}</span>'
        header += f'<div><p class="titreArticleVisu grandTitre">{marked(a.title)}</p></div>'
    else:
        header += f'<div class="rdp__DocHeader"><span class="DocHeader">{dated}</span></div>'
        header += '<div class="titreArticle"><p class="sm-margin-bottomNews"></p>'
        header += f'<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{marked(a.title)}</p></div>'
    if a.subtitle:
        header += above.format(escape(a.subtitle, quote=False))
    if a.author and shape == "web":
        header += f'<div class="docAuthors">{a.author}</div>'
    elif a.author:
        header += f'<p class="sm-margin-bottomNews">{a.author}</p>'
    if shape == "breaks":
        body = '<div class="DocText clearfix">' + "<br/><br />".join(marked(p) for p in a.paragraphs) + "</div>"
    else:
        paragraphs = "\n".join(f"<p>{marked(p)}</p>" for p in a.paragraphs)
        extra = '<figure><img src="data:image/png;base64,{}" alt=""/><figcaption>Une photo</figcaption></figure>'.format("A" * (20000 if a.n == 1 else 200))
        body = f'<div class="DocText clearfix"><div class="docOcurrContainer">{extra if a.n % 2 else ""}{paragraphs}</div>'
        body += '<div class="apd-wrapper"><span class="apd-sources-date">mots-clés</span></div></div>'
    rights = f"<small>© {a.year} {escape(a.outlet, quote=False)}. Tous droits réservés.</small>"
    return (
        f'<article>\n<header>{header}</header>\n<aside><img class="logo"/></aside>\n<section>{body}</section>\n'
        f'<footer>{rights}<div class="publiC-lblNodoc">{a.id}</div></footer>\n</article>\n'
    )


def europresse_page(articles):
    style = "\n".join(f".c{i} {{ margin: {i}px }}" for i in range(400))
    return f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"/><title>Europresse</title><style>{style}</style></head>\n<body>\n' + "".join(articles) + "</body>\n</html>\n"


# Factiva -------------------------------------------------------------------------------------------------------------------


def factiva(article, indexed, interface=None):
    a = article
    a.id = f"{a.outlet[:4].upper().replace(' ', 'X').replace('É', 'E').replace(chr(39), 'X')}00{a.iso.replace('-', '')}e{a.n:02}t0001r".replace("É", "E")
    interface = interface or a.lang
    date = f"{a.day} {MONTHS[interface][a.month - 1]} {a.year}"
    words = f"{a.words} " + {"fr": "mots", "en": "words", "es": "palabras"}[interface]
    language = {"fr": {"fr": "Français", "en": "Anglais", "es": "Espagnol"}, "en": {"fr": "French", "en": "English", "es": "Spanish"}, "es": {"fr": "Francés", "en": "Inglés", "es": "Español"}}[interface][a.lang]
    paragraphs = [f'<p class="articleParagraph {a.lang}articleParagraph">{escape(p, quote=False).replace(", ", ",{}".format(chr(10)), 1)}</p>' for p in a.paragraphs]
    byline = SIGNED[a.lang] + a.author if a.author else None
    if not indexed:
        rows = [f'<div>Actualité</div>' if a.n % 2 else "", f"<div id=\"hd\"><span class='{a.lang}Headline{' counted' if a.n % 2 else ''}'>{f'{a.n}) ' if a.n % 2 else ''}{escape(a.title, quote=False)}  </span>\n</div>"]
        rows += [f'<div class="author">{byline}</div>'] if byline else []
        rows += [f"<div>{words}</div>", f"<div>{date}</div>"]
        rows += ["<div>15:32</div>"] if a.n % 2 else []
        rows += [f"<div>{escape(a.outlet, quote=False)}</div>", "<div>TESTX</div>", "<div>1</div>", f"<div>{language}</div>", f"<div>(c) {a.year} {escape(a.outlet, quote=False)} </div>"]
        inner = "<p>\n</p>" + "".join(rows) + "\n<p></p>\n" + "\n".join(paragraphs) + f"\n<p>Document {a.id}</p>"
        return f'<div id="article-{a.id}" class="article {a.lang}Article">{inner}</div><br/>\n'
    lead, tail = paragraphs[:2], paragraphs[2:]
    fields = [("SE", "Actualité")] if a.n % 2 else []
    fields += [("HD", f"<b class='{a.lang}Headline'>{escape(a.title, quote=False)}</b>\n")]
    fields += [("BY", byline)] if byline else []
    fields += [("WC", words), ("PD", date), ("ET", "15:32"), ("SN", escape(a.outlet, quote=False)), ("SC", "TESTX"), ("PG", "7"), ("LA", language)]
    fields += [("CY", f"(c) {a.year} {escape(a.outlet, quote=False)}.   ")]
    fields += [("LP", "\n".join(lead) + "\n"), ("TD", "\n".join(tail) + "\n")]
    fields += [("NS", "<br/>gcat : Political/General News | gpol : Domestic Politics"), ("RE", "<br/>eurz : Europe"), ("AN", f"<br/>Document {a.id}")]

    def label(name):
        bold = f"<b>{name}</b>&nbsp;"
        return f"<p>{bold}</p>" if name in ("LP", "TD") else "<br/>" + bold if name in ("NS", "RE", "AN") else bold

    rows = "".join(f'<tr><td align="right" valign="top" class="index">{label(name)}</td><td>{value}</td></tr>' for name, value in fields)
    return f'<span></span><div class="article {a.lang}Article"><table cellpadding="1" cellspacing="1" border="0">{rows}</table><br/></div><br/>\n'


def factiva_page(articles, long):
    """A page; `long` with as much style before the articles as the database sends."""
    style = "".join(f".w{i}{{background : url('../img/sprite_icons.gif?47.7.0')  no-repeat scroll -{i}px -110px transparent;}}" for i in range(1200 if long else 3))
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html>\n<head>\n'
        f'<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>\n<title>Factiva</title>\n<style type="text/css">{style}</style>\n</head>\n'
        '<body class=""><div id="contentWrapper"><div id="contentLeft">' + "".join(articles) + '<div id="pageFooter"><table><tr><td>&copy; Factiva, Inc.</td></tr></table></div>'
        "</div></div><script>var s = '<div class=\"article enArticle\">';</script></body>\n</html>\n"
    )


def factiva_text(article, apart):
    """As copied from RTF: codes on lines of their own, or before their values."""
    a = article
    factiva(a, True)
    language = {"fr": "Français", "en": "English", "es": "Español"}[a.lang]
    fields = [("HD", wrapped(a.title))] + ([("BY", SIGNED[a.lang] + a.author)] if a.author else [])
    fields += [("WC", f"{a.words} words"), ("PD", f"{a.day} {a.month_name} {a.year}"), ("SN", a.outlet), ("SC", "TESTX"), ("LA", language)]
    fields += [("CY", f"(c) {a.year} {a.outlet}"), ("LP", "\n\n".join(wrapped(p) for p in a.paragraphs[:2])), ("TD", "\n\n".join(wrapped(p) for p in a.paragraphs[2:]))]
    fields += [("NS", "gcat : Political/General News"), ("AN", f"Document {a.id}")]
    return "".join(f"{code}\n\n{value}\n\n" if apart else f"{code}  \t{value}\n" for code, value in fields) + "\n\n"


# Nexis ---------------------------------------------------------------------------------------------------------------------

LABELS = {
    "en": {"byline": "BYLINE", "section": "SECTION", "length": "LENGTH", "words": "words", "load": "LOAD-DATE", "lang": "LANGUAGE", "type": "PUBLICATION-TYPE", "news": "Newspaper", "dateline": "DATELINE"},
    "fr": {"byline": "AUTEUR", "section": "RUBRIQUE", "length": "LONGUEUR", "words": "mots", "load": "DATE-CHARGEMENT", "lang": "LANGUE", "type": "TYPE-PUBLICATION", "news": "Journal", "dateline": "ENCART"},
    "es": {"byline": "AUTOR", "section": "SECCIÓN", "length": "LONGITUD", "words": "palabras", "load": "FECHA-CARGA", "lang": "IDIOMA", "type": "TIPO-PUBLICACIÓN", "news": "Periódico", "dateline": "DESTACADO"},
}
COUNTED = {"en": "{} of {} DOCUMENTS", "fr": "Document {} de {}", "es": "Documento {} de {}"}
END = {"en": "End of Document", "fr": "Fin du document", "es": "Fin del documento"}
BODY = {"en": "Body", "fr": "Corps", "es": "Cuerpo"}


def wrapped(text):
    return "\n".join(textwrap.wrap(text, 79, break_long_words=False, break_on_hyphens=False))


def nexis_old(articles, lang):
    L = LABELS[lang]
    out = [f"\n\n\nDownload Request: Selected Items: 1-{len(articles)}\nTime Of Request: Friday, March 20, 2018  16:51:31\n\n\nTerms: (DATE(>=2009-12-01) and not\n(TYPE(web)))\n\n"]
    for number, a in enumerate(articles, 1):
        date = f"{a.long_date} {a.weekday}" if a.lang == "en" else f"{a.weekday.capitalize()} {a.long_date}"
        out.append(COUNTED[lang].format(number, len(articles)).center(79).rstrip() + "\n\n\n")
        out.append(a.outlet.center(79).rstrip() + "\n")
        edition = f"\n{'Edition 1;'.center(79).rstrip()}\n{'Scotland'.center(79).rstrip()}" if a.n % 2 else ""
        out.append(date.center(79).rstrip() + edition + "\n")
        out.append(wrapped(a.title) + "\n")
        if a.author:
            out.append(f"{L['byline']}: {SIGNED[a.lang]}{a.author}\n")
        out.append(f"{L['section']}: NEWS; Pg. {a.n + 1}\n")
        out.append(f"{L['length']}: {a.words} {L['words']}\n")
        if a.n % 2 == 0:
            out.append(f"{L['dateline']}: TESTVILLE\n")
        out += [wrapped(p) + "\n" for p in a.paragraphs]
        out.append(f"{L['load']}: {a.long_date}\n\n{L['lang']}: {CAPITALS[a.lang]}\n\n{L['type']}: {L['news']}\n\n")
        out.append(f"Copyright {a.year} {a.outlet}".center(79).rstrip() + "\n" + "All Rights Reserved".center(79).rstrip() + "\n")
    return "\n".join(out)


def nexis_new(a, interface):
    """The paragraphs of an article as Nexis Uni has them: (text, link, bookmark)."""
    L = {name: text.capitalize() for name, text in LABELS[interface].items()}
    colon = " :\u00a0" if interface == "fr" else ":\u00a0"
    date = f"{a.long_date} {a.weekday} 9:20 AM GMT" if a.lang == "en" else f"{a.long_date} {a.weekday}"
    rows = [(a.title, a.id, True), (a.outlet, None, False), (date, None, False)]
    rows += [(f"Copyright {a.year} {a.outlet} All Rights Reserved", None, False)]
    rows += [(f"{L['section']}{colon}POLITICS; Version:28", None, False), (f"{L['length']}{colon}{a.words} {LABELS[interface]['words']}", None, False)]
    rows += [(f"{L['byline']}{colon}{SIGNED[a.lang]}{a.author}", None, False)] if a.author else []
    rows += [(BODY[interface], None, False)]
    rows += [(p, None, False) for p in a.paragraphs]
    if a.n % 2:
        rows += [("Graphic", None, False), ("PHOTO, A view of the harbour.", None, False)]
    rows += [("Classification", None, False), (f"{L['lang']}{colon}{CAPITALS[a.lang]}", None, False), (f"{L['type']}{colon}Newspaper", None, False)]
    rows += [(f"{L['load']}{colon}{a.long_date}", None, False), (END[interface], None, False)]
    return rows


def cover(articles):
    rows = ["User Name: Testers", "Date and Time: Wednesday, December 19, 2018 7:11:00 PM JST", "Job Number: 79565034", f"Documents ({len(articles)})"]
    for number, a in enumerate(articles, 1):
        rows += [f"{number}. {a.title}", "Client/Matter: -None-", "Search Terms: test", "Search Type: Natural Language ", "Narrowed by: ", "Content Type", "Narrowed by", "News", "Sources: Test; Content Type: News"]
    return rows


def nexis_new_text(articles, interface):
    parts = ["\n\n".join(cover(articles))]
    for a in articles:
        parts.append("\n\n".join(text for text, _, _ in nexis_new(a, interface)))
    return "\n\n\n\n".join(parts) + "\n"


def nexis_docx(articles, interface, with_cover):
    links, body = [], []

    def paragraph(text, link=None, bookmark=None):
        runs = []
        for i, piece in enumerate([text[: len(text) // 2], text[len(text) // 2 :]] if len(text) > 40 else [text]):
            space = ' xml:space="preserve"'
            runs.append(f'<w:r><w:rPr>{"<w:b/>" if i else ""}<w:rFonts w:ascii="arial"/></w:rPr><w:t{space}>{escape(piece, quote=False)}</w:t></w:r>')
        inner = "".join(runs)
        if link:
            links.append(f"https://advance.lexis.com/api/document?collection=news&amp;id=urn:contentItem:{link}&amp;context=")
            inner = f'<w:hyperlink r:id="rId{len(links)}">{inner}</w:hyperlink>'
        if bookmark:
            body.append(f'<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:bookmarkStart w:id="{bookmark}" w:name="Bookmark_{bookmark}"/><w:bookmarkEnd w:id="{bookmark}"/></w:p>')
        body.append(f"<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>{inner}</w:p>")

    for a in articles:
        a.id = f"5C9T-RCH1-DYN2-{a.n:02}{a.lang.upper()}-00000-00"
    if with_cover:
        for row in cover(articles):
            paragraph(row)
        body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
    for number, a in enumerate(articles, 1):
        for text, link, first in nexis_new(a, interface):
            paragraph(text, link, number if first else None)
        body.append("<w:p><w:pPr><w:sectPr><w:type w:val=\"nextPage\"/></w:sectPr></w:pPr></w:p>")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    document = head + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>'
    document += "\n".join(body) + "</w:body></w:document>\n"
    rels = head + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    rels += "".join(f'<Relationship Id="rId{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="{target}" TargetMode="External"/>' for i, target in enumerate(links, 1))
    return document, rels + "</Relationships>\n"


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests/exports"
    expected = []

    def write(name, text, items, charset="utf-8", newline="\n"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="\n")
        expected.append({"file": name, "charset": charset, "newline": newline, "items": items})

    take = lambda lang, count: [Article(lang) for _ in range(count)]

    # The database does not say the language; « fr » is what the reader takes for granted.
    shapes = [("presse", "fr", "utf-8", "\n"), ("web", "fr", "utf-8", "\r\n"), ("breaks", "en", "windows-1252", "\n"), ("rapport", "es", "utf-16le", "\n")]
    for shape, lang, charset, newline in shapes:
        found = take(lang, 3)
        parts = [europresse(a, shape) for a in found]
        items = [{"document": a.document(lang="fr")} for a in found]
        if shape == "presse":
            odd = take(lang, 2)
            bad = europresse(odd[0], shape).replace(f"{odd[0].weekday} {odd[0].long_date}", f"printemps {odd[0].year}")
            bad = bad.replace(f"{odd[0].weekday.capitalize()} {odd[0].long_date}", f"printemps {odd[0].year}")
            import re

            empty = re.sub(r"<section>.*</section>", "<section><div class=\"DocText\"></div></section>", europresse(odd[1], shape), flags=re.S)
            parts[1:1] = [bad, empty]
            items[1:1] = [{"problem": "BadDate"}, {"document": odd[0].document(lang="fr", published=False)}, {"problem": "Empty"}]
        write(f"europresse/{shape}-{lang}.html", europresse_page(parts), items, charset, newline)

    for lang, indexed, interface in [("fr", True, None), ("en", True, "fr"), ("es", True, None), ("fr", False, "en"), ("en", False, None), ("es", False, None)]:
        found = take(lang, 3)
        kind = "index" if indexed else "plain"
        parts = [factiva(a, indexed, interface) for a in found]
        write(f"factiva/{kind}-{lang}.html", factiva_page(parts, lang == "fr" and indexed), [{"document": a.document()} for a in found])

    for lang, apart in [("en", True), ("fr", False), ("es", True)]:
        found = take(lang, 2)
        write(f"factiva/text-{lang}.txt", "".join(factiva_text(a, apart) for a in found), [{"document": a.document()} for a in found])

    for lang, charset, newline in [("en", "windows-1252", "\r\n"), ("fr", "utf-8", "\n"), ("es", "utf-8", "\r\n")]:
        found = take(lang, 3)
        write(f"nexis/old-{lang}.txt", nexis_old(found, lang), [{"document": a.document()} for a in found], charset, newline)
    for lang, interface in [("en", "en"), ("fr", "fr"), ("es", "en")]:
        found = take(lang, 2)
        write(f"nexis/uni-{lang}.txt", nexis_new_text(found, interface), [{"document": a.document()} for a in found])

    for name, langs, interface, with_cover in [("list-en", "en en en", "en", True), ("fr", "fr fr", "fr", False), ("list-es", "es es", "es", True), ("one-fr", "fr", "en", False)]:
        found = [Article(lang) for lang in langs.split()]
        document, rels = nexis_docx(found, interface, with_cover)
        path = folder / f"nexis/{name}.docx"
        (path / "word/_rels").mkdir(parents=True, exist_ok=True)
        (path / "word/document.xml").write_text(document, newline="\n")
        (path / "word/_rels/document.xml.rels").write_text(rels, newline="\n")
        expected.append({"file": f"nexis/{name}.docx", "charset": "utf-8", "newline": "\n", "items": [{"document": a.document() } for a in found]})

    lines = [json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in expected]
    (folder / "expected.jsonl").write_text("".join(lines), newline="\n")


if __name__ == "__main__":
    main()
