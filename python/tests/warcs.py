"""Web archives made of our own dispatches, as CC-NEWS lays them out: a request and a response for each page, each packed by itself."""

from __future__ import annotations

import gzip
import html
import json
import uuid
from pathlib import Path
from typing import Iterable, Optional


def record(kind: str, headers: Iterable[str], block: bytes, date: str = "2022-09-13T10:40:23Z") -> bytes:
    identity = uuid.uuid5(uuid.NAMESPACE_URL, kind + "".join(headers) + str(len(block)))
    lines = [f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{identity}>", f"WARC-Date: {date}", *headers, f"Content-Length: {len(block)}"]
    return gzip.compress(("WARC/1.0\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode() + block + b"\r\n\r\n", mtime=0)


def response(url: str, body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    headers = [f"WARC-Target-URI: {url}", "Content-Type: application/http; msgtype=response"]
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    asked = record("request", [headers[0], "Content-Type: application/http; msgtype=request"], b"GET / HTTP/1.1\r\n\r\n")
    return asked + record("response", headers, http)


def page(title: str, text: str, lang: str, day: Optional[str], outlet: str) -> bytes:
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part.strip())
    dated = f'<meta property="article:published_time" content="{day}T08:00:00+00:00">' if day else ""
    head = f'<title>{html.escape(title)}</title><meta property="og:site_name" content="{outlet}">{dated}'
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body><article><h1>{html.escape(title)}</h1>{paragraphs}</article></body></html>'.encode()


def dispatches(root: Path, lang: str) -> list[dict]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((root / f"tests/dispatches/{lang}/dev").glob("*.json"))]


POLISH = (
    "Minister spraw zagranicznych zapowiedział we wtorek, że rząd podpisze umowę przed końcem roku. Rozmowy trwały w Warszawie od kilku miesięcy i "
    "dotyczyły przede wszystkim współpracy gospodarczej.\nPrzedstawiciele opozycji skrytykowali tę decyzję, twierdząc, że parlament nie został o niej poinformowany."
)


def archives(root: Path, folder: Path, langs: Iterable[str]) -> list[Path]:
    """Two archives of two days, with what archives also hold: other answers, other languages, copies, a day that cannot be, damage."""
    # Some will do: tests read them several times.
    told = [gold for lang in langs for gold in dispatches(root, lang)[:16]]
    pages = [
        response(f"https://echo.example/{number}", page(gold["title"], gold["text"], gold["lang"], gold["date"] if number % 7 else None, "L’Écho"))
        for number, gold in enumerate(told)
    ]
    first = record("warcinfo", ["Content-Type: application/warc-fields"], b"software: depeche\r\n")
    odd = [
        response("https://echo.example/gone", b"<html><h1>404</h1></html>", "404 Not Found"),
        response("https://echo.example/a.jpg", b"\xff\xd8\xff" * 50, kind="image/jpeg"),
        response("https://echo.example/pl", page("Umowa przed końcem roku", POLISH, "pl", "2022-09-12", "Gazeta")),
        response("https://soir.example/1", page(told[1]["title"], told[1]["text"], told[1]["lang"], "2022-09-12", "Le Soir")),
        response("https://echo.example/late", page(told[2]["title"], told[2]["text"], told[2]["lang"], "2031-01-01", "L’Écho")),
    ]
    damaged = bytearray(response("https://echo.example/damaged", page(told[3]["title"], told[3]["text"], told[3]["lang"], None, "L’Écho")))
    damaged[-200:-100] = bytes(100)
    half = len(pages) // 2
    paths = [folder / "CC-NEWS-20220913104023-00042.warc.gz", folder / "CC-NEWS-20220914001500-00043.warc.gz"]
    paths[0].write_bytes(first + b"".join(pages[:half] + odd))
    paths[1].write_bytes(first + bytes(damaged) + b"".join(pages[half:]))
    return paths
