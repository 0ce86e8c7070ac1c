"""Reads the hand-written tables and writes the made ones (tab-separated, `#` starts a comment line)."""

from pathlib import Path

HAND = Path(__file__).parent / "hand"
DATA = Path(__file__).parents[2] / "crates" / "knowledge" / "data"
MADE = DATA / "made"


def read(path, width):
    """Rows of a hand-written table, as tuples of `width` cells; a row of another width is an error with its line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) != width:
            raise SystemExit(f"{path}:{number}: {len(cells)} cells, want {width}")
        rows.append(cells)
    return rows


def write(name, head, rows):
    """Writes data/made/<name> with a heading that says where it comes from."""
    MADE.mkdir(parents=True, exist_ok=True)
    lines = [f"# {line}" for line in head]
    lines += ["\t".join(str(cell) for cell in row) for row in rows]
    (MADE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)} rows")
