"""The benches themselves: that they tell what is so, and that the guard catches what got slower. Times are never compared with anything but each other.

    python3 -m unittest discover -s bench/tests
"""

import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

BENCH = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))
from common import chart, machine, programs, runs, texts  # noqa: E402


def script(path):
    """A script without an ending, as a module."""
    from importlib.machinery import SourceFileLoader
    from importlib.util import module_from_spec, spec_from_loader

    loader = SourceFileLoader(f"bench_{path}", str(BENCH / path))
    loaded = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(loaded)
    return loaded


guard, table = script("guard"), script("table")

#: Stands in for the program: works for a while in a way that does not depend on the clock, holds some memory, writes its output.
PROGRAM = """#!{python}
import sys
held = bytearray({megabytes} << 20)
held[::4096] = b"x" * len(held[::4096])
n = 0
while n < {work}:
    n += 1
if "--output" in sys.argv:
    open(sys.argv[sys.argv.index("--output") + 1], "w").close()
"""


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def executable(self, name, text):
        path = self.folder / name
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def program(self, name, work=1_500_000, megabytes=30):
        return self.executable(name, PROGRAM.format(python=sys.executable, work=work, megabytes=megabytes))

    def guarded(self, *arguments, **environment):
        done = subprocess.run([BENCH / "guard", *map(str, arguments)], capture_output=True, text=True, env={**os.environ, **environment})
        return done.returncode, done.stdout + done.stderr


class Verdict(unittest.TestCase):
    def test_what_is_slower_beyond_the_spread_is_slower(self):
        self.assertTrue(guard.slower([1.07, 1.10, 1.12, 1.09, 1.20, 0.99, 1.11], 0.05))

    def test_what_is_as_quick_is_not_slower_however_it_is_spread(self):
        for ratios in ([1.0] * 7, [0.8, 1.3, 0.9, 1.25, 1.0, 1.4, 0.7], [0.99, 1.02, 1.04, 1.01, 0.98, 1.0, 1.03]):
            self.assertFalse(guard.slower(ratios, 0.05), ratios)

    def test_a_little_slower_is_within_the_margin(self):
        self.assertFalse(guard.slower([1.03, 1.04, 1.02, 1.045, 1.03, 1.04, 1.035], 0.05))
        self.assertTrue(guard.slower([1.03, 1.04, 1.02, 1.045, 1.03, 1.04, 1.035], 0.01))


class Guard(Folder):
    def test_a_program_is_as_quick_as_itself(self):
        same = self.program("same")
        code, told = self.guarded(same, same, "--only", "read,memory", "--documents", "2", "--margin", "0.2")
        self.assertEqual(code, 0, told)
        self.assertEqual(told.count("no worse"), 2, told)

    def test_one_that_works_more_is_caught(self):
        base, slow = self.program("base"), self.program("slow", work=3_000_000)
        code, told = self.guarded(base, slow, "--only", "read,memory", "--documents", "2")
        self.assertEqual(code, 1, told)
        self.assertIn(": slower (a margin of 5%)", told)
        self.assertNotIn("larger", told)
        # And the other way round nothing is worse.
        code, told = self.guarded(slow, base, "--only", "read", "--documents", "2")
        self.assertEqual(code, 0, told)

    def test_one_that_holds_more_is_caught(self):
        base, large = self.program("base", work=1), self.program("large", work=1, megabytes=60)
        code, told = self.guarded(base, large, "--only", "memory", "--pairs", "3", "--documents", "2")
        self.assertEqual(code, 1, told)
        self.assertIn(": larger (a margin of 10%)", told)

    def test_what_fails_is_no_verdict(self):
        failing = self.executable("failing", "#!/bin/sh\necho no model >&2\nexit 3\n")
        code, told = self.guarded(self.program("base", work=1), failing, "--only", "read", "--documents", "2")
        self.assertEqual(code, 2, told)
        self.assertIn("ended with 3: no model", told)
        code, told = self.guarded("no-such-revision-or-program", failing)
        self.assertEqual((code, told), (2, "no-such-revision-or-program is neither a program nor a revision\n"))

    def test_a_revision_is_built_once(self):
        if not shutil.which("git") or subprocess.run(["git", "-C", BENCH, "rev-parse", "--quiet", "HEAD"], capture_output=True).returncode:
            self.skipTest("not a repository")
        tools = self.folder / "tools"
        tools.mkdir()
        self.program("fake", work=1)
        # Builds in the folder that it is told, of the tree that it stands in.
        self.executable("tools/cargo", f'#!/bin/sh\nset -e\ntest -f Cargo.toml\necho built >> {self.folder}/log\nfor last; do :; done\n'
                                       f'mkdir -p "$last/release"\ncp {self.folder}/fake "$last/release/depeche"\n')
        environment = {"PATH": f"{tools}:{os.environ['PATH']}", "CARGO_TARGET_DIR": str(self.folder / "target")}
        for _ in range(2):
            code, told = self.guarded("HEAD", self.folder / "fake", "--only", "memory", "--pairs", "3", "--documents", "2", **environment)
            self.assertEqual(code, 0, told)
        self.assertEqual((self.folder / "log").read_text(), "built\n")
        trees = subprocess.run(["git", "-C", BENCH, "worktree", "list"], capture_output=True, text=True).stdout
        self.assertNotIn("depeche-guard-", trees)


class GuardOfTheProgram(Folder):
    def setUp(self):
        super().setUp()
        self.program = programs.depeche()
        if not self.program.exists() or not programs.model(self.program, "fr"):
            self.skipTest(f"no program at {self.program}, or no model fr")

    def test_it_is_as_quick_as_itself_and_slower_when_it_reads_twice(self):
        code, told = self.guarded(self.program, self.program, "--only", "read,memory", "--documents", "20", "--pairs", "5")
        self.assertEqual(code, 0, told)
        twice = self.executable("twice", f'#!/bin/sh\n"{self.program}" "$@" || exit\nexec "{self.program}" "$@"\n')
        code, told = self.guarded(self.program, twice, "--only", "read,memory", "--documents", "20", "--pairs", "3")
        self.assertEqual(code, 1, told)
        self.assertIn("slower", told)
        self.assertNotIn("larger", told)


class Runs(Folder):
    def test_what_a_program_took_is_told(self):
        took = runs.run([self.program("program", megabytes=80)])
        self.assertGreater(took.processor, 0)
        self.assertGreaterEqual(took.peak, 80 << 20)
        with self.assertRaisesRegex(runs.Failed, "ended with 7"):
            runs.run(["sh", "-c", "exit 7"])

    def test_turns_are_turned(self):
        order = []
        took = runs.alternate({"a": lambda: order.append("a") or 1, "b": lambda: order.append("b") or 2}, 3)
        self.assertEqual("".join(order), "abbaab")
        self.assertEqual(took, {"a": [1, 1, 1], "b": [2, 2, 2]})

    def test_the_middle_and_the_spread(self):
        self.assertEqual(runs.Spread.of([3, 1, 2]).told("{:.1f} ×"), "2.0 × (1.0–3.0)")
        pairs = runs.ratios([runs.Took(2, 4, 1)], [runs.Took(1, 1, 1)])
        self.assertEqual(pairs, [4])

    def test_rounds_of_a_worker(self):
        worker = runs.Worker([sys.executable, "-c", "print('ready', flush=True)\nwhile True:\n  try: print(input().upper(), 1, flush=True)\n  except EOFError: break"])
        answer, took = worker.round("parse")
        self.assertEqual(answer, ["PARSE", "1"])
        self.assertGreater(took.clock, 0)
        worker.finish()
        with self.assertRaises(runs.Failed):
            runs.Worker([sys.executable, "-c", "print('not so')"])

    def test_the_machine_is_named(self):
        told = machine.described(sys.executable)
        self.assertTrue({"processor", "cores", "memory", "system", "Python"} <= told.keys(), told)


class Texts(unittest.TestCase):
    def test_they_are_the_same_each_time_and_no_paragraph_comes_twice(self):
        documents = list(texts.varied(200))
        self.assertEqual(documents, list(texts.varied(200)))
        parts = texts.paragraphs(documents)
        self.assertEqual(len(parts), len(set(parts)))
        self.assertEqual(len({document["id"] for document in documents}), 200)

    def test_longer_texts_are_the_same_words(self):
        documents = list(texts.varied(8))
        self.assertEqual({texts.words(texts.joined(documents, each)) for each in (1, 2, 4, 8)}, {texts.words(documents)})
        self.assertEqual([len(texts.joined(documents, each)) for each in (1, 2, 8)], [8, 4, 1])


class Tables(Folder):
    def test_a_page_keeps_what_is_around_the_table(self):
        page = f"# Bench\n{table.BEGIN}\nold\n{table.END}\nmore\n"
        once = table.placed(page, "new\n")
        self.assertEqual(once, f"# Bench\n{table.BEGIN}\nnew\n{table.END}\nmore\n")
        self.assertEqual(table.placed(once, "new\n"), once)
        with self.assertRaises(ValueError):
            table.placed("# Bench\n", "new\n")
        page = (BENCH.parent / "docs/bench.md").read_text(encoding="utf-8")
        self.assertNotEqual(table.placed(page, "new\n"), page)

    def test_floors(self):
        kept = table.floors("# why\nread.speed at-least 2  # so\n\nread.memory at-most 3\nother at-least 9\n")
        rows = [table.Row("read.speed", "", runs.Spread(1.5, 1, 4), ""), table.Row("read.memory", "", runs.Spread(3, 3, 3), "")]
        self.assertEqual(table.broken(kept, rows), ["read.speed is 1.5 (1–4), and has to be at least 2"])
        with self.assertRaises(ValueError):
            table.floors("read.speed above 2")
        table.floors((BENCH.parent / ".ci/speed-floors").read_text())

    def test_drawings_are_whole(self):
        path = self.folder / "a.svg"
        chart.draw(path, {"one": [(1, 1), (10, 2)], "none": []}, [1, 10], (-1, 1), "label", "below", "×", bound=2)
        tree = xml.etree.ElementTree.parse(path)
        self.assertEqual(len(tree.findall(".//{*}polyline")), 1)


if __name__ == "__main__":
    unittest.main()
