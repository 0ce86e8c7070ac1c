#!/usr/bin/env python3
"""Makes crates/serve/assets/outlines.tsv: the outlines of countries in an equal-area projection, as SVG paths.

    python3 tools/map/outlines.py CACHE > crates/serve/assets/outlines.tsv

CACHE is a folder for the two packages that it fetches with npm: world-atlas (Natural Earth's 1:110 m countries, public domain, as TopoJSON) and
world-countries (which alpha-3 code a numeric one is). Borders are simplified where they lie, once for both sides, so that no gaps open.

The projection is Equal Earth (Šavrič, Patterson, Jenny 2018); crates/serve/src/parts/projection.rs has it once more, for places.
"""

import json
import math
import subprocess
import sys
import tarfile
from pathlib import Path

ATLAS, COUNTRIES = "world-atlas@2.0.2", "world-countries@5.1.0"
WIDTH = 1000.0
# Lines are straightened where that moves them by less.
TOLERANCE = 0.45
# Names of what has no number there.
OTHERS = {"Kosovo": "XKX"}
# Nobody lives there.
LEFT_OUT = {"ATA"}
A = (1.340264, -0.081106, 0.000893, 0.003796)
SCALE = WIDTH / 2 / (2 * math.sqrt(3) * math.pi / (3 * A[0]))
# The top of the map is the 84th degree.
TOP = 84.0


def projected(lon, lat):
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(t) / (3 * (9 * A[3] * t**8 + 7 * A[2] * t**6 + 3 * A[1] * t**2 + A[0]))
    y = A[3] * t**9 + A[2] * t**7 + A[1] * t**3 + A[0] * t
    return WIDTH / 2 + SCALE * x, -SCALE * y


def opened(cache, spec, member):
    name, _, version = spec.rpartition("@")
    archive = cache / f"{name}-{version}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", spec], cwd=cache, check=True, capture_output=True)
    with tarfile.open(archive) as tar:
        return json.load(tar.extractfile(f"package/{member}"))


def simplified(points):
    """The numbers of the points that are kept: Douglas and Peucker's, without recursion."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = math.hypot(bx - ax, by - ay)
        best, at = TOLERANCE, None
        for number in range(first + 1, last):
            x, y = points[number]
            away = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay)
            if away > best:
                best, at = away, number
        if at is not None:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return sorted(keep)


def main():
    cache = Path(sys.argv[1]).resolve()
    cache.mkdir(parents=True, exist_ok=True)
    atlas = opened(cache, ATLAS, "countries-110m.json")
    codes = {country["ccn3"]: country["cca3"] for country in opened(cache, COUNTRIES, "countries.json") if country["ccn3"]}
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    top = projected(0, TOP)[1]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        drawn = [projected(*point) for point in points]
        arcs.append([points[number] for number in simplified(drawn)])

    def halves(ring):
        """A ring that crosses the 180th degree, once for each side of the map, held back at its edge; another as it is."""
        if not any(abs(one[0] - other[0]) > 180 for one, other in zip(ring, ring[1:] + ring[:1])):
            return [ring]
        east = [(min(lon + 360 if lon < 0 else lon, 180.0), lat) for lon, lat in ring]
        west = [(max(lon - 360 if lon > 0 else lon, -180.0), lat) for lon, lat in ring]
        return [east, west]

    def placed(point):
        x, y = projected(*point)
        return round(x), round(y - top)

    def path(rings):
        out = []
        whole = []
        for ring in rings:
            points = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc if not points else arc[1:]
            whole += halves(points)
        for ring in whole:
            points = [placed(point) for point in ring]
            points = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
            if len(points) > 1 and points[0] == points[-1]:
                points.pop()
            if len(points) < 3:
                continue
            (x, y), text = points[0], ""
            text = f"M{x} {y}l"
            moves = []
            for nx, ny in points[1:]:
                moves.append(f"{nx - x}{'' if ny - y < 0 else ' '}{ny - y}")
                x, y = nx, ny
            for at, move in enumerate(moves):
                text += move if at == 0 or move.startswith("-") else " " + move
            out.append(text + "z")
        return "".join(out)

    print("# Outlines of countries: code (alpha-3; - where there is none), path in a picture 1000 wide in Equal Earth, from 84 degrees north down.")
    print("# Made by tools/map/outlines.py from Natural Earth 1:110 m (public domain) as npm's world-atlas 2.0.2 has it (ISC, copyright Michael Bostock).")
    rows = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        code = codes.get(shape.get("id")) or OTHERS.get(shape["properties"]["name"], "-")
        if code in LEFT_OUT:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        drawn = "".join(path(rings) for rings in polygons)
        if drawn:
            rows.append((code, drawn))
    for code, drawn in sorted(rows):
        print(f"{code}\t{drawn}")


if __name__ == "__main__":
    main()
