#!/usr/bin/env python3
"""Makes the saved web pages that extraction is measured on, and what should be found in each.

    tools/pages/make.py [FOLDER]          (default: tests/pages)

Each page is one of our own articles (tests/dispatches, tools/pages/articles-en.txt) in one of the shapes that news sites
have: how they mark up the body, say title, day, author and outlet, and what stands around and inside the article that does
not belong to it. Shapes are imitated, no site's markup is copied. The pages are written in UTF-8; `charset` in
`gold.jsonl` says in which encoding a test must hand them over. Same input, same bytes.
"""

import json
import pathlib
import sys
from html import escape

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = json.loads((ROOT / "tools/pages/words.json").read_text())
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}


def articles(lang, count):
    """`count` articles of a language, each a title and paragraphs; taken again from the start when they run out."""
    if lang == "en":
        texts = (ROOT / "tools/pages/articles-en.txt").read_text().split("# ")[1:]
    else:
        files = sorted((ROOT / f"tests/dispatches/{lang}/dev").glob("*.json"))
        texts = [json.loads(file.read_text())["text"] for file in files]
    found = []
    for text in texts:
        title, *rest = [line.strip() for line in text.split("\n") if line.strip()]
        while rest and len(rest[0]) < 100:  # a day, a name, a kicker: not the beginning of a story
            rest.pop(0)
        if len(" ".join(rest)) > 700 and len(rest) >= 3:
            found.append((title, rest))
    return [found[i % len(found)] for i in range(count)] if found else []


class Page:
    """One article, with all that a shape may want to say of it."""

    def __init__(self, lang, number, shape, title, paragraphs):
        self.lang, self.number, self.shape, self.title, self.paragraphs = lang, number, shape, title, paragraphs
        self.w = WORDS[lang]
        year, month, day = 2013 + number % 12, 1 + (number * 5) % 12, 1 + (number * 7) % 28
        self.y, self.m, self.d = year, month, day
        self.day = f"{year}-{month:02}-{day:02}"
        self.outlet = self.w["outlets"][number % len(self.w["outlets"])]
        self.author = self.w["authors"][number % len(self.w["authors"])]
        self.host = self.w["hosts"][number % len(self.w["hosts"])]
        slug = "-".join(word for word in "".join(c if c.isalnum() else " " for c in title.lower()).split()[:7])
        self.url = f"https://www.{self.host}/{self.w['section']}/{slug}-{number + 1000}.html"
        self.subheads, self.marks, self.charset, self.body = {}, [], "utf-8", list(paragraphs)
        self.has_author = True

    # What people read as the day.
    def said(self):
        name = MONTHS[self.lang][self.m - 1]
        if self.lang == "en":
            return f"{name} {self.d}, {self.y}"
        return f"{self.d} {name} {self.y}" if self.lang == "fr" else f"{self.d} de {name} de {self.y}"

    def ps(self, tag="p", attributes="", inside=None):
        """The body's paragraphs, with what a site puts between them (`inside`: from index to markup)."""
        out = []
        for i, paragraph in enumerate(self.paragraphs):
            if i in self.subheads:
                out.append(f"<h2>{escape(self.subheads[i])}</h2>")
            out.append(f"<{tag}{attributes}>{escape(paragraph, quote=False)}</{tag}>")
            if inside and i in inside:
                out.append(inside[i])
        return "\n".join(out)

    def gold(self):
        body = []
        for i, paragraph in enumerate(self.body):
            if i in self.subheads:
                body.append(self.subheads[i])
            body.append(paragraph)
        return {
            "page": f"{self.lang}/{self.number:02}-{self.shape}.html", "charset": self.charset, "lang": self.lang,
            "title": self.title, "published": self.day, "outlet": self.outlet,
            "author": self.author if self.has_author else None, "url": self.url, "marks": self.marks,
            "paragraphs": body,
        }


# ---- what stands around an article -------------------------------------------------------------------------------

def nav(p):
    links = "".join(f'<li><a href="/{i}">{escape(x)}</a></li>' for i, x in enumerate(p.w["menu"]))
    return f'<header class="site-header"><a class="logo" href="/">{escape(p.outlet)}</a><nav><ul>{links}</ul></nav></header>'


def footer(p):
    links = " · ".join(f'<a href="/f{i}">{escape(x)}</a>' for i, x in enumerate(p.w["footer"]))
    return f'<footer><p>{links}</p><p>© {p.y} {escape(p.outlet)}. {escape(p.w["rights"])}</p></footer>'


def related(p, tag="section"):
    items = "".join(
        f'<li><a href="/r{i}"><img src="t{i}.jpg" alt=""><h3>{escape(t)}</h3></a><p>{escape(s)}</p></li>'
        for i, (t, s) in enumerate(p.w["related"])
    )
    return f'<{tag} class="related"><h2>{escape(p.w["also"])}</h2><ul>{items}</ul></{tag}>'


def newsletter(p):
    return (f'<div class="newsletter-box"><h4>{escape(p.w["letter"][0])}</h4><p>{escape(p.w["letter"][1])}</p>'
            '<form><input type="email"><button>OK</button></form></div>')


def read_also(p):
    title = p.w["related"][0][0]
    return f'<p class="read-also"><strong>{escape(p.w["read_also"])}</strong> <a href="/x">{escape(title)}</a></p>'


def figure(p):
    return (f'<figure><img src="photo.jpg" alt="{escape(p.w["caption"])}"><figcaption>{escape(p.w["caption"])} '
            f'<span class="credit">{escape(p.w["credit"])}</span></figcaption></figure>')


def share(p):
    return '<div class="share-bar">' + "".join(f'<a href="#">{s}</a>' for s in ("Facebook", "X", "WhatsApp", "Email")) + "</div>"


def comments(p):
    items = "".join(f'<div class="comment"><b>{escape(n)}</b><p>{escape(t)}</p></div>' for n, t in p.w["comments"])
    return f'<section id="comments"><h3>{escape(p.w["comments_head"])}</h3>{items}</section>'


def consent(p):
    return (f'<div id="cookie-consent" class="cmp-modal" role="dialog"><h2>{escape(p.w["consent"][0])}</h2>'
            f'<p>{escape(p.w["consent"][1])}</p><p>{escape(p.w["consent"][2])}</p><button>{escape(p.w["consent"][3])}</button></div>')


def bio(p):
    return f'<div class="author-bio"><p>{escape(p.author)} {escape(p.w["bio"])}</p></div>'


def tags(p):
    return '<ul class="tags">' + "".join(f'<li><a href="/t">{escape(t)}</a></li>' for t in p.w["tags"]) + "</ul>"


def ld(p, kind="NewsArticle", body=False, graph=False, free=None):
    article = {
        "@type": kind, "headline": p.title, "datePublished": f"{p.day}T08:12:00+02:00",
        "dateModified": f"{p.y + 1}-01-02T10:00:00+02:00",
        "author": [{"@type": "Person", "name": p.author}], "mainEntityOfPage": p.url,
        "publisher": {"@type": "NewsMediaOrganization", "name": p.outlet, "logo": {"@type": "ImageObject", "url": "/l.png"}},
    }
    if body:
        article["articleBody"] = "\n".join(p.paragraphs)
    if free is not None:
        article["isAccessibleForFree"] = free
    if graph:
        data = {"@context": "https://schema.org", "@graph": [
            {"@type": "Organization", "name": p.outlet, "url": f"https://www.{p.host}/"},
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": p.w["menu"][0]}]},
            article]}
    else:
        data = {"@context": "https://schema.org", **article}
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def og(p, date=True):
    out = [f'<meta property="og:title" content="{escape(p.title)}">', '<meta property="og:type" content="article">',
           f'<meta property="og:site_name" content="{escape(p.outlet)}">', f'<meta property="og:url" content="{p.url}">',
           f'<meta property="og:description" content="{escape(p.paragraphs[0][:120])}…">']
    if date:
        out.append(f'<meta property="article:published_time" content="{p.day}T07:30:00Z">')
        out.append(f'<meta property="article:modified_time" content="{p.y + 1}-02-03T07:30:00Z">')
    return "\n".join(out)


def html(p, head, body, charset_meta=True, lang_attribute=True):
    meta = f'<meta charset="{p.charset}">' if charset_meta else f'<meta http-equiv="Content-Type" content="text/html; charset={p.charset}">'
    lang = f' lang="{p.lang}"' if lang_attribute else ""
    return (f'<!DOCTYPE html>\n<html{lang}>\n<head>\n{meta}\n<title>{escape(p.title)} | {escape(p.outlet)}</title>\n'
            f'<link rel="canonical" href="{p.url}">\n{head}\n'
            '<style>body{font:16px serif}.x{color:red}</style>\n<script>window.dataLayer=[];function t(){return "<p>no</p>"}</script>\n'
            f'</head>\n<body>\n{body}\n</body>\n</html>\n')


P0, PARAGRAPH = ' class="css-p0"', ' class="Paragraph_p__x3"'

# ---- the shapes --------------------------------------------------------------------------------------------------

def semantic(p):
    """A daily's page: article, header, time, figure; links to other stories between paragraphs; JSON-LD and OpenGraph."""
    body = (f'{nav(p)}<main><article><header><h1>{escape(p.title)}</h1><p class="byline">{escape(p.w["by"])} {escape(p.author)}</p>'
            f'<time datetime="{p.day}T08:12">{p.said()}</time></header>{share(p)}{figure(p)}'
            f'{p.ps(inside={1: read_also(p), 2: newsletter(p)})}</article>{related(p, "aside")}</main>{footer(p)}')
    return html(p, ld(p) + og(p), body)


def soup(p):
    """Nothing but div and span; class names that a tool made; the day in words only."""
    body = (f'<div class="css-1x9"><div class="css-0a">{nav(p)}</div><div class="css-77q"><div class="css-1t"><h1 class="css-9d">{escape(p.title)}</h1></div>'
            f'<div class="css-2k"><span>{escape(p.author)}</span> <span>{p.said()}</span></div>'
            f'<div class="css-5b">{p.ps("div", P0, {2: share(p)})}</div></div><div class="css-8r">{related(p, "div")}</div></div>{footer(p)}')
    return html(p, og(p, date=False), body)


def table(p):
    """A page of the year 2000: layout by tables and <br>, windows-1252, no metadata."""
    p.charset = "windows-1252" if p.lang != "es" else "iso-8859-15"
    paragraphs = "<br><br>\n".join(escape(x, quote=False) for x in p.paragraphs)
    menu = "<br>".join(f'<a href="/{i}">{escape(x)}</a>' for i, x in enumerate(p.w["menu"]))
    body = (f'<table width="100%"><tr><td colspan="3" bgcolor="#003366"><font color="white"><b>{escape(p.outlet)}</b></font></td></tr>'
            f'<tr><td width="120" valign="top">{menu}</td><td valign="top"><font size="5"><b>{escape(p.title)}</b></font><br>'
            f'<font size="1">{p.said()} - {escape(p.author)}</font><br><br><font size="2">{paragraphs}</font></td>'
            f'<td width="160" valign="top"><b>{escape(p.w["also"])}</b><br>'
            + "<br>".join(f'<a href="#">{escape(t)}</a>' for t, _ in p.w["related"])
            + f'</td></tr><tr><td colspan="3"><font size="1">© {p.y} {escape(p.outlet)}</font></td></tr></table>')
    return html(p, "", body, charset_meta=False, lang_attribute=False)


def wordpress(p):
    """A blog engine's theme: entry-content, tags, author box, comments."""
    p.subheads = {2: p.w["subheads"][p.number % len(p.w["subheads"])]}
    body = (f'<div id="page">{nav(p)}<div id="content"><article id="post-{p.number}" class="post type-post status-publish hentry">'
            f'<h1 class="entry-title">{escape(p.title)}</h1><div class="entry-meta"><a href="{p.url}"><time class="entry-date published" '
            f'datetime="{p.day}T06:00:00+00:00">{p.said()}</time></a> <span class="author vcard"><a class="url fn n" href="/a">{escape(p.author)}</a></span></div>'
            f'<div class="entry-content">{figure(p)}{p.ps()}{share(p)}</div>{tags(p)}{bio(p)}</article>{comments(p)}</div>'
            f'<div id="secondary" class="widget-area">{newsletter(p)}{related(p, "div")}</div></div>{footer(p)}')
    return html(p, '<meta name="generator" content="WordPress 6.4">' + og(p), body)


def graph(p):
    """Everything in one JSON-LD graph; the body in <section> by paragraph; live boxes between them."""
    box = {1: f'<aside class="inline-promo"><h3>{escape(p.w["letter"][0])}</h3><a href="/n">{escape(p.w["letter"][1])}</a></aside>',
           3: f'<div class="ad-slot" aria-label="ad"><span>{escape(p.w["ad"])}</span></div>'}
    body = (f'{nav(p)}<main id="main"><h1 data-qa="headline">{escape(p.title)}</h1><p data-qa="sub">{escape(p.w["lead"])}</p>'
            f'<div data-qa="article-body">{p.ps(inside=box)}</div></main>{related(p)}{footer(p)}')
    return html(p, ld(p, graph=True, kind="ReportageNewsArticle"), body)


def microdata(p):
    """schema.org in attributes."""
    body = (f'{nav(p)}<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="{p.day}">'
            f'<h1 itemprop="headline">{escape(p.title)}</h1><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{escape(p.author)}</span></span>'
            f'<span itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" content="{escape(p.outlet)}"></span>'
            f'<div itemprop="articleBody">{p.ps(inside={0: figure(p), 2: read_also(p)})}</div></div><div class="col-right">{related(p, "div")}{newsletter(p)}</div>{footer(p)}')
    return html(p, "", body)


def amp(p):
    """The page for telephones."""
    body = (f'<amp-sidebar id="s">{nav(p)}</amp-sidebar><article class="amp-wp-article"><h1>{escape(p.title)}</h1>'
            f'<amp-img src="a.jpg" width="600" height="400"></amp-img><div class="amp-wp-meta">{escape(p.author)} – <time datetime="{p.day}">{p.said()}</time></div>'
            f'{p.ps(inside={1: "<amp-ad width=300 height=250></amp-ad>", 2: read_also(p)})}</article><amp-consent id="c">{consent(p)}</amp-consent>{footer(p)}')
    return html(p, ld(p), body).replace("<html", "<html amp")


def agency(p):
    """An agency's wire: the dateline in the body, place and hour, words in capital letters, no author."""
    p.has_author = False
    place = p.w["place"]
    p.body = [f"{place.upper()}, {p.w['agency']} – {p.paragraphs[0]}"] + p.paragraphs[1:]
    p.paragraphs = list(p.body)
    body = (f'{nav(p)}<div class="wire"><div class="wire-slug">{p.number}-{p.said()} 14:02 GMT</div><h1>{escape(p.title)}</h1><div class="wire-text">{p.ps()}'
            f'</div><p class="wire-end">ab/cd/ef</p></div>{footer(p)}')
    return html(p, f'<meta name="date" content="{p.day}"><meta property="og:site_name" content="{escape(p.outlet)}"><meta property="og:title" content="{escape(p.title)}">', body)


def consented(p):
    """A consent dialogue longer than the article's beginning, before everything else."""
    body = f'{consent(p)}{nav(p)}<main><article><h1>{escape(p.title)}</h1><p class="meta">{p.said()}, {escape(p.author)}</p>{p.ps()}</article></main>{footer(p)}{consent(p)}'
    return html(p, ld(p), body)


def paywall(p):
    """The first paragraphs, then what a subscription costs."""
    p.paragraphs = p.paragraphs[:2]
    p.body = list(p.paragraphs)
    p.marks = ["paywall"]
    wall = (f'<div class="paywall"><h2>{escape(p.w["wall"][0])}</h2><p>{escape(p.w["wall"][1])}</p><ul><li>{escape(p.w["wall"][2])}</li>'
            f'<li>{escape(p.w["wall"][3])}</li></ul><a class="btn" href="/s">{escape(p.w["wall"][4])}</a></div>')
    body = f'{nav(p)}<article><h1>{escape(p.title)}</h1><time datetime="{p.day}">{p.said()}</time> {escape(p.author)}<div class="article__content">{p.ps()}{wall}</div></article>{related(p)}{footer(p)}'
    return html(p, ld(p, free=False) + og(p), body)


def live(p):
    """A live page: entries with the hour, newest first."""
    p.marks = ["liveblog"]
    hours = [f"{18 - i}:{(17 * (i + 1)) % 60:02}" for i in range(len(p.paragraphs))]
    updates = [{"@type": "BlogPosting", "headline": x[:40], "articleBody": x, "datePublished": f"{p.day}T{h}:00Z"} for x, h in zip(p.paragraphs, hours)]
    data = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": p.title, "datePublished": f"{p.day}T06:00:00Z",
            "coverageStartTime": f"{p.day}T06:00:00Z", "author": {"@type": "Person", "name": p.author},
            "publisher": {"@type": "Organization", "name": p.outlet}, "liveBlogUpdate": updates}
    entries = "".join(f'<div class="live-post" id="l{i}"><span class="live-time">{h}</span><div class="live-text"><p>{escape(x, quote=False)}</p></div></div>'
                      for i, (x, h) in enumerate(zip(p.paragraphs, hours)))
    body = f'{nav(p)}<main><h1>{escape(p.title)}</h1><div class="live-feed">{entries}</div></main>{footer(p)}'
    return html(p, f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>' + og(p), body)


def gallery(p):
    """A picture story: little but captions."""
    p.marks = ["gallery"]
    p.paragraphs = p.paragraphs[:1]
    p.body = list(p.paragraphs)
    slides = "".join(f'<li class="slide"><figure><img src="{i}.jpg"><figcaption>{i + 1}/8 {escape(p.w["caption"])} <em>{escape(p.w["credit"])}</em></figcaption></figure></li>' for i in range(8))
    body = f'{nav(p)}<article class="gallery"><h1>{escape(p.title)}</h1><p class="d">{p.said()}</p>{p.ps()}<ul class="slideshow">{slides}</ul></article>{footer(p)}'
    return html(p, ld(p, kind="ImageGallery") + og(p), body)


def drupal(p):
    """Fields in fields."""
    items = p.ps()
    body = (f'<div class="layout-container">{nav(p)}<div class="region region-content"><div class="node node--type-article"><h1 class="page-title"><span class="field field--name-title">{escape(p.title)}</span></h1>'
            f'<div class="node__meta"><span class="field field--name-uid"><a href="/u">{escape(p.author)}</a></span><span class="field field--name-created">{p.d:02}/{p.m:02}/{p.y} - 09:15</span></div>'
            f'<div class="node__content"><div class="clearfix text-formatted field field--name-body field__item">{items}</div><div class="field field--name-field-tags">{tags(p)}</div></div></div></div>'
            f'<aside class="region region-sidebar-second">{related(p, "div")}</aside></div>{footer(p)}')
    return html(p, '<meta name="Generator" content="Drupal 10">' + f'<meta name="dcterms.date" content="{p.day}"><meta name="dcterms.title" content="{escape(p.title)}"><meta name="author" content="{escape(p.author)}"><meta property="og:site_name" content="{escape(p.outlet)}">', body)


def nextjs(p):
    """Rendered on the server, with the same article again as data in a script."""
    data = {"props": {"pageProps": {"article": {"title": p.title, "published": p.day, "body": p.paragraphs}}}}
    body = (f'<div id="__next">{nav(p)}<main><h1>{escape(p.title)}</h1><div class="ArticleMeta_root__x1"><span>{escape(p.author)}</span><time dateTime="{p.day}T10:00:00.000Z">{p.said()}</time></div>'
            f'<div class="ArticleBody_root__x2">{p.ps(attributes=PARAGRAPH, inside={1: newsletter(p)})}</div></main>{related(p)}{footer(p)}</div>'
            f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data, ensure_ascii=False)}</script>')
    return html(p, og(p), body)


def quotes(p):
    """Quotations set apart, a list of facts, a social network's embed, subheads."""
    p.subheads = {1: p.w["subheads"][0], 3: p.w["subheads"][1]} if len(p.paragraphs) > 3 else {1: p.w["subheads"][0]}
    tweet = f'<blockquote class="twitter-tweet"><p>{escape(p.w["comments"][0][1])}</p>— {escape(p.w["comments"][0][0])} (@x) <a href="#">{p.said()}</a></blockquote>'
    out = []
    for i, paragraph in enumerate(p.paragraphs):
        if i in p.subheads:
            out.append(f"<h2>{escape(p.subheads[i])}</h2>")
        text = escape(paragraph, quote=False)
        out.append(f"<blockquote><p>{text}</p></blockquote>" if i == 2 else f"<p>{text}</p>")
        if i == 1:
            out.append(tweet)
    body = f'{nav(p)}<main><article><h1>{escape(p.title)}</h1><p>{escape(p.w["by"])} <a rel="author" href="/a">{escape(p.author)}</a>, <time datetime="{p.day}">{p.said()}</time></p>{"".join(out)}</article></main>{comments(p)}{footer(p)}'
    return html(p, ld(p), body)


def unclosed(p):
    """Tags left open, capitals, stray closing tags, entities."""
    paragraphs = "\n<P>".join(escape(x).replace("é", "&eacute;").replace("’", "&rsquo;").replace("«", "&laquo;").replace("»", "&raquo;") for x in p.paragraphs)
    menu = "".join(f"<LI><A HREF=/{i}>{escape(x)}</A>" for i, x in enumerate(p.w["menu"]))
    body = f'<UL>{menu}</UL><CENTER><H1>{escape(p.title)}</H1></CENTER></I><I>{escape(p.author)}, {p.said()}</I><P>{paragraphs}<HR><P>{escape(p.w["rights"])}'
    return html(p, f'<META NAME="DC.date.issued" CONTENT="{p.day}"><META NAME="author" CONTENT="{escape(p.author)}">', body, charset_meta=False)


def radio(p):
    """A broadcaster: player, transcript below, episodes beside."""
    player = f'<div class="audio-player" role="region"><button>▶</button><span>04:12</span><a href="#">{escape(p.w["listen"])}</a></div>'
    body = f'{nav(p)}<div class="grid"><section class="main-col"><h1>{escape(p.title)}</h1><p class="pub-date">{p.said()}</p><p class="by">{escape(p.author)}</p>{player}<div class="text-body">{p.ps(inside={0: figure(p)})}</div></section><section class="episodes">{related(p, "div")}</section></div>{footer(p)}'
    return html(p, og(p), body)


def reader(p):
    """A page that a browser saved: comments of the browser, local paths, scripts by the dozen."""
    scripts = "".join(f'<script src="./saved_files/s{i}.js"></script>' for i in range(12))
    body = (f'<!-- saved from url=(0099){p.url} -->{scripts}{nav(p)}<div id="wrapper"><div id="article-container"><div class="article-header"><h1 class="headline">{escape(p.title)}</h1>'
            f'<div class="article-info"><span class="writer">{escape(p.author)}</span><span class="date" title="{p.day}">{p.said()}</span></div></div>'
            f'<div class="article-text" id="articleText">{p.ps(inside={1: figure(p)})}</div>{bio(p)}{share(p)}</div>{related(p, "div")}</div>{footer(p)}')
    return html(p, og(p), body)


def short(p):
    """A brief: two paragraphs among a page full of other briefs' headlines."""
    p.paragraphs = p.paragraphs[:2]
    p.body = list(p.paragraphs)
    others = related(p, "div") * 3
    body = f'{nav(p)}<div class="cols"><div class="brief"><span class="label">{escape(p.w["brief"])}</span><h1>{escape(p.title)}</h1><time datetime="{p.day}T11:00">{p.said()}</time>{p.ps()}<p class="sig">{escape(p.author)}</p></div><div class="others">{others}</div></div>{footer(p)}'
    return html(p, ld(p), body)


def breaks(p):
    """One block of text, paragraphs parted by two line breaks; utf-16."""
    p.charset = "utf-16le"
    text = "<br>\n<br>\n".join(escape(x, quote=False) for x in p.paragraphs)
    body = f'{nav(p)}<div class="story"><h2 class="story-title">{escape(p.title)}</h2><div class="story-date">{p.said()}</div><div class="story-author">{escape(p.author)}</div><div class="story-body">{text}</div></div>{related(p)}{footer(p)}'
    return html(p, og(p), body)


def portal(p):
    """A portal's copy of an agency story: the outlet's name with the agency's; lists of links as long as the text."""
    links = "".join(f'<li><a href="/{i}">{escape(t)} {i}</a></li>' for i, (t, _) in enumerate(p.w["related"] * 8))
    body = f'{nav(p)}<div class="top-stories"><ul>{links}</ul></div><section class="article-wrap"><h1>{escape(p.title)}</h1><div class="source">{escape(p.w["agency"])} | {p.said()}</div><div class="content-text">{p.ps(inside={0: share(p)})}</div>{tags(p)}</section><div class="bottom"><ul>{links}</ul></div>{footer(p)}'
    p.has_author = False
    return html(p, og(p), body)


def embedded(p):
    """The body only as articleBody in JSON-LD, the page itself is drawn by script."""
    body = f'{nav(p)}<div id="app"><h1>{escape(p.title)}</h1><noscript>{escape(p.w["script"])}</noscript></div>{footer(p)}'
    return html(p, ld(p, body=True) + og(p), body)


SHAPES = [semantic, soup, table, wordpress, graph, microdata, amp, agency, consented, paywall, live, gallery, drupal, nextjs, quotes,
          unclosed, radio, reader, short, breaks, portal, embedded]


def main():
    target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests/pages"
    gold = []
    for lang in ("fr", "en", "es"):
        (target / lang).mkdir(parents=True, exist_ok=True)
        for number, (shape, (title, paragraphs)) in enumerate(zip(SHAPES, articles(lang, len(SHAPES)))):
            page = Page(lang, number, shape.__name__, title, paragraphs)
            text = shape(page)
            line = page.gold()
            (target / line["page"]).write_text(text)
            gold.append(json.dumps(line, ensure_ascii=False))
    (target / "gold.jsonl").write_text("\n".join(gold) + "\n")


if __name__ == "__main__":
    main()
