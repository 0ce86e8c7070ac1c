"""What executors need for reading, packed by the driver into one file and unpacked by each executor once.

The file is a tar of a folder like the user's cache, with the packs and the tables that the driver's reader would use beside it. Its name has its digest:
Spark will not send two files of one name, and what was unpacked under a name is what the driver packed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Optional, Sequence, Union

from ._errors import ModelError

#: How folders in the making begin.
_STAGING = ".depeche-"


@dataclass(frozen=True)
class Shipped:
    """What was sent: goes with a task, and finds what was sent where the task runs."""

    #: The file's name.
    name: str
    #: Its SHA-256.
    digest: str
    packs: bool = False
    actors: Optional[str] = None
    knowledge: Optional[str] = None

    def home(self) -> Path:
        """The folder with what was sent, unpacked if nobody has yet."""
        from pyspark import SparkFiles

        return unpacked(Path(SparkFiles.get(self.name)).absolute(), self.digest)

    def options(self, home: Path) -> dict[str, Any]:
        """The options of a reader that reads with it."""
        return {
            "packs": home / "packs" if self.packs else None,
            "actors": home / self.actors if self.actors else None,
            "knowledge": home / self.knowledge if self.knowledge else None,
        }


def packed(
    folder: Path,
    models: Sequence[tuple[str, str]],
    packs: Optional[Union[str, os.PathLike[str]]] = None,
    actors: Optional[Union[str, os.PathLike[str]]] = None,
    knowledge: Optional[Union[str, os.PathLike[str]]] = None,
) -> tuple[Path, Shipped]:
    """Packs models (the names of their folders, and the folders) and your own files into a file in `folder`."""
    making = folder / "depeche.tar"
    names = {}
    with tarfile.open(making, "w", format=tarfile.PAX_FORMAT) as tar:
        for name, path in sorted(models):
            tar.add(path, f"models/{name}", filter=_plain)
        if packs is not None:
            _add_packs(tar, Path(packs))
        for what, path in (("actors", actors), ("knowledge", knowledge)):
            if path is not None:
                # By its ending a table's form may be told.
                names[what] = what + Path(path).suffix
                tar.add(path, names[what], filter=_plain)
    digest = _digest(making)
    shipped = Shipped(f"depeche-{digest[:16]}.tar", digest, packs is not None, names.get("actors"), names.get("knowledge"))
    return making.rename(folder / shipped.name), shipped


def _add_packs(tar: tarfile.TarFile, packs: Path) -> None:
    # A folder of packs, or one pack.
    tar.add(packs, f"packs/{packs.resolve().name}" if (packs / "pack.toml").is_file() else "packs", filter=_plain)


def _plain(entry: tarfile.TarInfo) -> Optional[tarfile.TarInfo]:
    """An entry without what differs between machines, so that the same files have the same digest."""
    if not (entry.isreg() or entry.isdir()):
        return None
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.isdir() else 0o644
    return entry


def unpacked(file: Path, digest: str) -> Path:
    """The folder that a file was unpacked into, beside it. Whole or not there, however many processes ask and wherever they are killed."""
    target = file.with_suffix("")
    if target.is_dir():
        return target
    with _alone(file.with_suffix(".lock")) as alone:
        if target.is_dir():
            return target
        if alone:
            # What processes left that were killed while they unpacked.
            for left in file.parent.glob(f"{_STAGING}*"):
                shutil.rmtree(left, ignore_errors=True)
        if _digest(file) != digest:
            raise ModelError(f"{file} is not what the driver sent")
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=file.parent))
        try:
            with tarfile.open(file) as tar:
                tar.extractall(staging / "new", **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
            try:
                os.rename(staging / "new", target)
            except OSError:
                # Where there are no locks another process may have been a moment faster.
                if not target.is_dir():
                    raise
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return target


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Holds a lock, which ends with the process; tells whether there are locks here."""
    try:
        import fcntl
    except ImportError:
        yield False
        return
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield True


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
