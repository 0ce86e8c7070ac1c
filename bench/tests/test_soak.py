"""The soak itself: that it would notice. `bench/soak/run` takes an hour; these take seconds.

    python3 -m unittest discover -s bench/tests
"""

import hashlib
import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree

SOAK = pathlib.Path(__file__).resolve().parents[1] / "soak"
sys.path.insert(0, str(SOAK))
import clients  # noqa: E402
import corpus  # noqa: E402
import picture  # noqa: E402
import samples  # noqa: E402


def digest(folder):
    told = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            told.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return told.hexdigest()


class Corpus(unittest.TestCase):
    def test_the_same_seed_gives_the_same_documents(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            made = [corpus.write(pathlib.Path(folder) / "bits", 120, 2, 7) for folder in (one, two)]
            self.assertEqual(made[0], made[1])
            self.assertEqual(*(digest(pathlib.Path(folder)) for folder in (one, two)))
            kinds = {"".join(file.suffixes) for file in pathlib.Path(one).rglob("*") if not file.name.startswith("bad")}
            self.assertLessEqual({".txt", ".json", ".html", ".docx", ".csv", ".tsv", ".jsonl", ".jsonl.gz", ".warc.gz"}, kinds)

    def test_a_report_that_is_lost_given_twice_or_not_expected_is_noticed(self):
        expected = {"00/bad.txt": ":1: not UTF-8", "01/bad.txt": ": no text"}
        good = "depeche: bits/00/bad.txt:1: not UTF-8\ndepeche: pages of archives in languages without a pack, passed over: 1 de\n" \
               "depeche: 3 documents read in 0.1 s, 30.0 a second; 1 could not be\n"
        self.assertEqual(corpus.told(good, expected, 1, {"00"}), ([], [], []))
        self.assertEqual(corpus.told(good, expected, 1, {"00", "01"})[1], ["01/bad.txt"])
        self.assertEqual(corpus.told(good, expected, 2, {"00"})[1], ["the foreign pages of archives"])
        self.assertEqual(corpus.told(good + good.splitlines()[0], expected, 1, {"00"})[2], ["00/bad.txt"])
        for odd in ("depeche: bits/00/good.txt: skipped: the reader failed on it", "thread 'main' panicked at x.rs", "depeche: bits/00/bad.txt: no text"):
            self.assertEqual(corpus.told(good + odd, expected, 1, {"00"})[0], [odd])


class Samples(unittest.TestCase):
    def test_what_leaks_is_noticed_and_what_fills_up_first_is_not(self):
        def rows(of):
            return [{"at": 5.0 * i, "own": of(i)} for i in range(600)]

        self.assertGreater(samples.growth(rows(lambda i: 100 + i * 0.1), "own")[0], 39)
        self.assertLess(abs(samples.growth(rows(lambda i: min(300, 3 * i) + i % 3), "own")[0]), 1)
        self.assertEqual(samples.growth([], "own")[2], 0)

    def test_processes_are_seen(self):
        import os

        found = samples.of_process(os.getpid())
        self.assertTrue(found["rss"] > 1 and found["threads"] >= 1 and found["handles"] >= 3)
        self.assertIsNone(samples.of_process(2 ** 22 + 1))


class Rest(unittest.TestCase):
    def test_the_drawing_is_one(self):
        rows = [{"at": float(i), "pid": 1, "name": "serve", "rss": 10.0 + i} for i in range(50)]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.svg"
            picture.draw(rows, [(float(i), 1.0, 70.0) for i in range(50)], path)
            self.assertTrue(xml.etree.ElementTree.parse(path).getroot().tag.endswith("svg"))

    def test_clients_ask_in_whole_addresses(self):
        import random

        rng = random.Random(1)
        for _ in range(300):
            _, path, right = clients.question(rng, 10)
            self.assertTrue(path.startswith("/") and path.isascii() and " " not in path and right)
            _, sent, right = clients.hostile(rng, "127.0.0.1:1")
            self.assertTrue(sent and right)


if __name__ == "__main__":
    unittest.main()
