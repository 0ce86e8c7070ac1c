"""On which machine something was measured, and how busy it was."""

import os
import platform
import subprocess
from pathlib import Path


def load():
    """How many processes wanted a processor in the last minute."""
    return os.getloadavg()[0]


def described(*programs):
    """The machine as pairs of a name and what it is; `programs` are asked for their versions."""
    told = {
        "processor": f"{_field('/proc/cpuinfo', 'model name') or platform.processor() or platform.machine()}, {_vectors()}".rstrip(", "),
        "cores": f"{len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB",
        "system": f"{_system()}, {platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "compiler": _said(["rustc", "--version"]),
        "revision": _said(["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty", "--abbrev=10"]),
    }
    for program in programs:
        told[Path(program).name] = _said([str(program), "--version"])
    return {name: value for name, value in told.items() if value}


def _field(path, name):
    try:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == name:
                return value.strip()
    except OSError:
        pass
    return ""


def _vectors():
    flags = _field("/proc/cpuinfo", "flags").split()
    return "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else ""


def _system():
    try:
        names = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
        return names.get("PRETTY_NAME", "").strip('"')
    except OSError:
        return platform.platform()


def _said(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return ""
