"""What the driver sends: packed once, unpacked once, whole or not at all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import depeche
from depeche._shipped import Shipped, packed, unpacked


@pytest.fixture
def sent(tmp_path, root):
    model = tmp_path / "cache/fr-1"
    (model / "vocab").mkdir(parents=True)
    (model / "config.cfg").write_text("[nlp]")
    (model / "vocab/vectors").write_bytes(bytes(range(256)) * 4096)
    (model / "link").symlink_to("/etc/passwd")
    actors = tmp_path / "mine.csv"
    actors.write_text("name\nMoussa Diallo\n")
    (tmp_path / "driver").mkdir()
    return packed(tmp_path / "driver", [("fr-1", str(model))], root / "examples/packs/pt", actors)


def test_what_is_unpacked_is_what_was_packed(sent, tmp_path):
    path, shipped = sent
    assert path.name == shipped.name and shipped.digest.startswith(path.stem.removeprefix("depeche-"))
    home = unpacked(path, shipped.digest)
    assert (home / "models/fr-1/vocab/vectors").read_bytes() == (tmp_path / "cache/fr-1/vocab/vectors").read_bytes()
    assert not (home / "models/fr-1/link").exists()
    options = shipped.options(home)
    assert (options["packs"] / "pt/pack.toml").is_file() and options["actors"].suffix == ".csv" and options["knowledge"] is None
    assert unpacked(path, shipped.digest) == home


def test_the_same_files_have_the_same_name(sent, tmp_path, root):
    (tmp_path / "other").mkdir()
    shutil.copytree(tmp_path / "cache", tmp_path / "copied", symlinks=True)
    _, again = packed(tmp_path / "other", [("fr-1", str(tmp_path / "copied/fr-1"))], root / "examples/packs/pt", tmp_path / "mine.csv")
    assert again == sent[1]
    assert Shipped(**vars(again)) == again and hash(again)


def test_a_file_that_is_another_is_refused(sent):
    path, shipped = sent
    with open(path, "r+b") as file:
        file.seek(5000)
        file.write(b"!")
    with pytest.raises(depeche.ModelError, match="not what the driver sent"):
        unpacked(path, shipped.digest)
    assert not path.with_suffix("").exists()


def test_several_at_a_time_unpack_once(sent):
    path, shipped = sent
    code = "import sys, pathlib; from depeche._shipped import unpacked; home = unpacked(pathlib.Path(sys.argv[1]), sys.argv[2]); print(home, home.stat().st_ino)"
    run = lambda _: subprocess.run([sys.executable, "-c", code, path, shipped.digest], check=True, capture_output=True).stdout  # noqa: E731
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(run, range(4)))) == 1
    assert not list(path.parent.glob(".depeche-*"))


def test_who_is_killed_leaves_nothing_in_the_way(sent):
    path, shipped = sent
    # Killed just before what it unpacked would have got its name.
    code = (
        "import sys, pathlib, os, signal; from depeche import _shipped; "
        "_shipped.os.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL); _shipped.unpacked(pathlib.Path(sys.argv[1]), sys.argv[2])"
    )
    assert subprocess.run([sys.executable, "-c", code, path, shipped.digest]).returncode == -9
    assert list(path.parent.glob(".depeche-*")) and not path.with_suffix("").exists()
    home = unpacked(path, shipped.digest)
    assert (home / "models/fr-1/config.cfg").is_file()
    assert not list(path.parent.glob(".depeche-*"))
