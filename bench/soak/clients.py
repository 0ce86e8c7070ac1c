"""Those who ask `depeche serve` while it is soaked: readers, programs, and people who mean no good."""

import http.client
import json
import random
import socket
import threading
import time
import urllib.parse

WORDS = ["maire", "accord", "sanctions", "guerre", "le", "minister", "talks", "gobierno", "paix", "Paris", "droits de l'homme", '"de la"', "zzyzx"]
COUNTRIES = ["FRA", "USA", "CHN", "RUS", "DEU", "GBR", "ESP", "KEN", "BRA", "IGO"]
ACTS = ["say", "promise", "announce", "accuse", "deny", "request"]
TYPES = ["AGREE", "CONSULT", "ASSAULT", "PROTEST", "SANCTION"]
TEXTS = {
    "fr": "Le maire de Brest, Yann Le Goff, a promis mardi de « construire un pont », a rapporté Radio Rade.",
    "en": "The minister, Ruth Barley, said on Tuesday that talks would resume in Nairobi next week.",
    "es": "El alcalde de Lima, Andrés Quispe, anunció el martes que cerrará dos puentes, informó la radio.",
}
ENDLESS = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r"


def quoted(text):
    return urllib.parse.quote(text, safe="")


def question(rng, documents):
    """What kind of question, its path, and which answers are right."""
    row, small = rng.randint(1, max(1, documents)), rng.randint(1, 60)
    word, country, other = rng.choice(WORDS), rng.choice(COUNTRIES), rng.choice(COUNTRIES)
    word = quoted(word)
    ending = rng.choice(["", "", ".json"])
    return rng.choice([
        lambda: ("page", "/", {200}),
        lambda: ("json", "/home.json", {200}),
        lambda: ("page", f"/search{ending}?q={word}", {200}),
        lambda: ("page", f"/search?q={word}&order=newest", {200}),
        lambda: ("page", f"/statements{ending}?act={rng.choice(ACTS)}", {200}),
        lambda: ("page", f"/statements{ending}?q={word}&country={country}", {200}),
        lambda: ("page", f"/statements?about={word}&since=2024-0{rng.randint(1, 9)}", {200}),
        lambda: ("csv", f"/statements.csv?limit={rng.choice([10, 100, 1000])}&by={country}", {200}),
        lambda: ("page", f"/events{ending}?type={rng.choice(TYPES)}", {200}),
        lambda: ("csv", f"/events.csv?limit=1000&source={country}", {200}),
        lambda: ("page", f"/dispatch/{row}{ending}", {200}),
        lambda: ("page", f"/dispatch/{row}", {200}),
        lambda: ("page", f"/utterance/{small}{ending}", {200, 404}),
        lambda: ("page", f"/happening/{small}{ending}", {200, 404}),
        lambda: ("page", f"/actors{ending}?country={country}", {200}),
        lambda: ("page", f"/actor/{small}{ending}", {200, 404}),
        lambda: ("page", f"/country/{country}", {200, 303, 404}),
        lambda: ("page", f"/dyads{ending}?one={country}", {200}),
        lambda: ("page", f"/dyad/{country}/{other}{ending}", {200, 400, 404}),
        lambda: ("page", f"/network{ending}?country={country}", {200}),
        lambda: ("page", f"/map{ending}", {200}),
        lambda: ("json", "/api.json", {200}),
        lambda: ("page", "/metrics", {200}),
        # Goes through all statements: on a slow machine longer than a question may take.
        lambda: ("sql", f"/sql.json?q={quoted('SELECT act, count(*) FROM statements_view GROUP BY 1 ORDER BY 2 DESC')}", {200, 503}),
        lambda: ("sql", f"/sql.csv?q={quoted(f'SELECT * FROM events_view LIMIT {small}')}", {200}),
    ])()


def hostile(rng, host):
    """What kind of mischief, the bytes that are sent, and which answers are right; `None`: the connection is closed without one."""
    head = f"Host: {host}\r\nConnection: close\r\n"

    def get(path):
        return f"GET {path} HTTP/1.1\r\n{head}\r\n"

    refused = {400, 403, 404, 405, 408, 411, 413, 414, 417, 421, 431, None}
    return rng.choice([
        ("rubbish", "\x16\x03\x01\x02\x00\x01\x00\xfc" + "".join(chr(rng.randrange(256)) for _ in range(200)) + "\r\n\r\n", refused),
        ("no host", "GET / HTTP/1.1\r\n\r\n", refused),
        ("another host", "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", refused),
        ("two lengths", f"POST /read HTTP/1.1\r\n{head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", refused | {200}),
        ("a large head", f"GET / HTTP/1.1\r\n{head}X: {'a' * 40_000}\r\n\r\n", refused),
        ("a long path", get("/" + "a" * 30_000), refused),
        ("a large body", f"POST /read HTTP/1.1\r\n{head}Content-Length: 900000\r\n\r\n" + "text=" + "a" * 899_995, refused),
        ("a body that lies", f"POST /read HTTP/1.1\r\n{head}Content-Length: 500\r\n\r\ntext=a", refused),
        ("bad chunks", f"POST /read HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\nZZZ\r\n", refused),
        ("ways out", get("/" + "../" * 8 + "etc/passwd"), refused),
        ("ways out", get("/dispatch/" + quoted("../" * 8 + "etc/passwd")), refused),
        ("an odd number", get(f"/dispatch/{rng.choice(['-1', '99999999999999999999', '0x10', '1e9', '%00', '1;DROP'])}"), refused),
        ("no such parameter", get(f"/statements.json?nonsense={rng.random()}"), refused | {200}),
        ("a bad value", get("/statements?limit=-5"), refused),
        ("injection", get("/statements?by=" + quoted("' OR 1=1; DROP TABLE documents --")), {200, 400}),
        ("injection", get("/search?q=" + quoted('" OR NEAR(a b, 99999999) *:(')), {200, 400}),
        ("script", get("/search?q=" + quoted("<script>alert(1)</script>")), {200, 400}),
        ("writing", get("/sql.json?q=" + quoted("DELETE FROM documents")), refused),
        ("attaching", get("/sql.json?q=" + quoted("ATTACH '/etc/passwd' AS x")), refused),
        ("a large value", get("/sql.json?q=" + quoted("SELECT zeroblob(900000000)")), refused | {503}),
        ("much memory", get("/sql.json?q=" + quoted("SELECT group_concat(hex(randomblob(100000))) FROM statements")), refused | {503}),
        ("broken bytes", get("/search?q=%ff%fe%c3%28"), {200, 400}),
    ])


class Clients:
    """Asks about `rate` questions a second until told to stop, each client on a connection of its own."""

    def __init__(self, host, port, rate, count, seed):
        self.host, self.port, self.stop = host, port, threading.Event()
        self.pause, self.documents = count / rate, 1
        self.lock, self.statuses, self.wrong, self.times = threading.Lock(), {}, [], []
        self.threads = [threading.Thread(target=self.reader, args=(random.Random(f"{seed}/{i}"),), daemon=True) for i in range(count)]
        self.threads.append(threading.Thread(target=self.mischief, args=(random.Random(f"{seed}/bad"), count / rate), daemon=True))
        self.threads.append(threading.Thread(target=self.dawdler, daemon=True))

    def start(self):
        for thread in self.threads:
            thread.start()

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(60)

    def answered(self, kind, path, status, right):
        with self.lock:
            by = self.statuses.setdefault(kind, {})
            by[str(status)] = by.get(str(status), 0) + 1
            if status not in right:
                self.wrong.append(f"{kind} {path[:120]!r}: {status}")

    def reader(self, rng):
        connection, asked = None, 0
        while not self.stop.wait(self.pause * rng.uniform(0.5, 1.5)):
            asked += 1
            kind, path, right = question(rng, self.documents)
            method, body, headers = "GET", None, {"Accept-Language": rng.choice(["fr", "en", "es"])}
            if asked % 40 == 0:
                lang = rng.choice(list(TEXTS))
                kind, method, path, body = "read", "POST", "/read.json", json.dumps({"text": TEXTS[lang] * rng.randint(1, 20), "lang": lang})
                headers["Content-Type"] = "application/json"
            begun = time.monotonic()
            try:
                connection = connection or http.client.HTTPConnection(self.host, self.port, timeout=60)
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                content = answer.read()
                status = answer.status
                if path == "/home.json" and status == 200:
                    self.documents = max(1, json.loads(content)["documents"])
            except (OSError, http.client.HTTPException) as error:
                connection, status = None, type(error).__name__
            with self.lock:
                self.times.append(time.monotonic() - begun)
            self.answered(kind, path, status, right)

    def mischief(self, rng, pause):
        asked = 0
        while not self.stop.wait(pause * rng.uniform(0.5, 1.5)):
            asked += 1
            kind, sent, right = hostile(rng, f"{self.host}:{self.port}")
            if asked % 50 == 25:
                # Takes as long as a question may, so that it is asked seldom.
                kind, right = "an endless question", {503}
                sent = f"GET /sql.json?q={quoted(ENDLESS)} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nConnection: close\r\n\r\n"
            self.answered(f"hostile: {kind}", sent, self.raw(sent.encode("latin-1", "replace")), right)
            if asked % 7 == 0:
                # Goes away in the middle of the answer.
                self.raw(f"GET /statements.csv?limit=1000 HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n".encode(), 100)

    def raw(self, sent, enough=1 << 22):
        try:
            with socket.create_connection((self.host, self.port), timeout=45) as stream:
                try:
                    stream.sendall(sent)
                except OSError:
                    pass  # It has heard enough: what it says counts.
                got = b""
                while len(got) < enough and (more := stream.recv(65536)):
                    got += more
        except TimeoutError:
            return "TimeoutError"
        except OSError:
            return None
        return int(got.split(b" ", 2)[1]) if got.startswith(b"HTTP/1.") else None

    def dawdler(self):
        """Holds connections, sends a byte now and then, and is thrown out."""
        while not self.stop.wait(20):
            try:
                streams = [socket.create_connection((self.host, self.port), timeout=45) for _ in range(5)]
                for stream in streams:
                    stream.sendall(b"GET / HTTP/1.1\r\nX: ")
                for stream in streams:
                    try:
                        while stream.recv(4096):
                            pass
                    finally:
                        stream.close()
                self.answered("hostile: a head that never ends", "", None, {None})
            except TimeoutError:
                self.answered("hostile: a head that never ends", "", "TimeoutError", {None})
            except OSError:
                self.answered("hostile: a head that never ends", "", None, {None})
