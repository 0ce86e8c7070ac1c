"""What processes and files take, every few seconds, and whether it is flat."""

import pathlib
import statistics
import threading
import time


def of_process(pid):
    """Memory (MB: all, its own, of files), threads, open files, seconds of the processors; `None` once it is gone."""
    folder = pathlib.Path(f"/proc/{pid}")
    try:
        status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        ticks = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        handles = len(list((folder / "fd").iterdir()))
        kilobytes = {key: int(status[key].split()[0]) for key in ("VmRSS", "RssAnon", "RssFile")}
    except (OSError, KeyError):
        return None
    return {"rss": kilobytes["VmRSS"] / 1024, "own": kilobytes["RssAnon"] / 1024, "files": kilobytes["RssFile"] / 1024,
            "threads": int(status["Threads"]), "handles": handles, "processor": (int(ticks[11]) + int(ticks[12])) / 100}


class Sampler(threading.Thread):
    """Looks at the processes that it was told of, and at the store."""

    def __init__(self, path, store, every):
        super().__init__(daemon=True)
        self.store, self.every, self.begun = store, every, time.monotonic()
        self.processes, self.rows, self.sizes, self.stop = {}, [], [], threading.Event()
        self.file = open(path, "w")
        self.file.write("seconds\twhat\tpid\trss_mb\town_mb\tfiles_mb\tthreads\thandles\tprocessor_s\tstore_mb\twal_mb\n")

    def now(self):
        return time.monotonic() - self.begun

    def run(self):
        while not self.stop.wait(self.every):
            self.look()

    def look(self):
        at = self.now()
        size, wal = (self.size(suffix) for suffix in ("", "-wal"))
        self.sizes.append((at, size, wal))
        self.file.write(f"{at:.1f}\tstore\t\t\t\t\t\t\t\t{size:.1f}\t{wal:.1f}\n")
        for pid, name in list(self.processes.items()):
            found = of_process(pid)
            if found:
                self.rows.append({"at": at, "pid": pid, "name": name, **found})
                self.file.write(f"{at:.1f}\t{name}\t{pid}\t{found['rss']:.1f}\t{found['own']:.1f}\t{found['files']:.1f}\t{found['threads']}\t"
                                f"{found['handles']}\t{found['processor']:.2f}\t\t\n")
        self.file.flush()

    def size(self, suffix):
        try:
            return pathlib.Path(f"{self.store}{suffix}").stat().st_size / 1e6
        except OSError:
            return 0.0

    def of(self, name):
        """The samples of a process, by its name."""
        return [row for row in self.rows if row["name"] == name]


def growth(rows, key):
    """By how much a line through the last two thirds of the samples rises from their first to their last; the mean; how many samples."""
    rows = [row for row in rows if row["at"] >= rows[0]["at"] + (rows[-1]["at"] - rows[0]["at"]) / 3] if rows else []
    if len(rows) < 3:
        return 0.0, rows[-1][key] if rows else 0.0, len(rows)
    times, values = [row["at"] for row in rows], [row[key] for row in rows]
    slope = statistics.linear_regression(times, values).slope if times[-1] > times[0] else 0.0
    return slope * (times[-1] - times[0]), statistics.mean(values), len(rows)
