"""Running programs by turns, and what they took.

Times on a machine that others use too say little; ratios of what ran just before and just after each other say much, and those of
processor time most. So everything here is run by turns, and told as the middle of the pairs with the least and the most.
"""

import os
import statistics
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

#: By the clock and of the processors, in seconds; the most memory held, in bytes (a bench that itself holds much would be counted in).
Took = namedtuple("Took", "clock processor peak")

#: The unit of `ru_maxrss`.
PEAK = 1 if sys.platform == "darwin" else 1024


class Failed(Exception):
    """A program that did not end well, with what it said."""


def run(arguments, output=None, **options):
    """Runs a program to its end: what it and the programs that it waited for took."""
    begun = time.monotonic()
    with open(output or os.devnull, "wb") as out:
        child = subprocess.Popen([str(a) for a in arguments], stdout=out, **{"stderr": subprocess.PIPE, **options})
        errors = child.stderr.read().decode(errors="replace") if child.stderr else ""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.stderr:
            child.stderr.close()
    if child.returncode != 0:
        raise Failed(f"{' '.join(map(str, arguments))} ended with {child.returncode}: {errors.strip()[-2000:]}")
    return Took(time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * PEAK)


class Worker:
    """A program that says `ready`, and then does a round of its work for each line that it is given, answering with a line."""

    def __init__(self, command, **options):
        begun = time.monotonic()
        self.process = subprocess.Popen([str(a) for a in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)
        if self.process.stdout.readline() != "ready\n":
            self.process.kill()
            self.process.communicate()
            raise Failed(f"{command[0]} did not start")
        self.start = time.monotonic() - begun

    def round(self, what=""):
        """The answer, and what the round took."""
        begun, before = time.monotonic(), self._spent()
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        clock = time.monotonic() - begun
        if not answer:
            raise Failed(f"{self.process.args[0]} ended in a round")
        spent = self._spent() - before
        return answer, Took(clock, spent or clock, self._peak())

    def finish(self):
        """Ends the program; what else it says."""
        rest, _ = self.process.communicate()
        return rest

    def _spent(self):
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            return 0.0

    def _peak(self):
        try:
            for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        except OSError:
            pass
        return 0


def alternate(ways, rounds, told=None):
    """Runs the ways (functions by name) one after the other, in each round the other way round: what each took, round by round."""
    took = {name: [] for name in ways}
    for number in range(rounds):
        for name in list(ways) if number % 2 == 0 else reversed(list(ways)):
            took[name].append(ways[name]())
        if told:
            told(number, {name: rows[-1] for name, rows in took.items()})
    return took


class Spread(namedtuple("Spread", "middle least most")):
    """The middle of some values, with the least and the most."""

    @classmethod
    def of(cls, values):
        values = list(values)
        return cls(statistics.median(values), min(values), max(values))

    def told(self, form="{:.2f}"):
        """The three in words; what follows the figure in `form`, such as its unit, is said once."""
        figure = form[: form.rindex("}") + 1]
        return f"{form.format(self.middle)} ({figure.format(self.least)}–{figure.format(self.most)})"


def ratios(one, other, measure="processor"):
    """What one took over what the other took, pair by pair."""
    return [getattr(a, measure) / getattr(b, measure) for a, b in zip(one, other)]
