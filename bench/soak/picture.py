"""The drawing of a soak: memory of the processes over time, and below it the store and its log."""

COLOURS = {"serve": "#2563eb", "read": "#c2410c", "ingest": "#0f766e", "reference": "#7c3aed"}
LABELS = {"serve": "serve", "read": "read, pass after pass", "ingest": "ingest, run after run", "reference": "ingest, one thread, another store"}
LEFT, TOP, WIDTH, HEIGHT, GAP, SMALL, RIGHT = 64, 24, 640, 260, 56, 120, 290


def draw(rows, sizes, path):
    end = max([at for at, *_ in sizes] + [1]) / 60
    top = max([row["rss"] for row in rows] + [1]) * 1.08
    most = max([max(size, wal) for _, size, wal in sizes] + [1]) * 1.08
    second = TOP + HEIGHT + GAP

    def x(seconds):
        return LEFT + seconds / 60 / end * WIDTH

    def step(high):
        return next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if high / s <= 6)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {second + SMALL + 48}" font-family="system-ui, sans-serif" font-size="13" '
           'role="img" aria-label="Memory of serve, read and ingest over the time of the soak, and the size of the store and its log">',
           "<style>text{fill:#1f2937}.grid{stroke:#d1d5db}.line{fill:none;stroke-width:1.6}"
           "@media(prefers-color-scheme:dark){text{fill:#e5e7eb}.grid{stroke:#4b5563}.line{filter:brightness(1.7)}}</style>"]

    def panel(above, height, high, unit):
        every = step(high)
        for i in range(int(high / every) + 1):
            at = above + height - i * every / high * height
            out.append(f'<line class="grid" x1="{LEFT}" x2="{LEFT + WIDTH}" y1="{at:.1f}" y2="{at:.1f}"/>'
                       f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{i * every} {unit if i else ""}</text>')
        minutes = step(end) if end > 6 else 0.5
        for i in range(int(end / minutes) + 1):
            at = x(i * minutes * 60)
            out.append(f'<text x="{at:.1f}" y="{above + height + 18}" text-anchor="middle">{i * minutes:g}</text>')

    def line(points, colour, above, height, high):
        told = " ".join(f"{x(at):.1f},{above + height - value / high * height:.1f}" for at, value in points)
        out.append(f'<polyline class="line" points="{told}" stroke="{colour}"/>' if len(points) > 1 else
                   "".join(f'<circle cx="{x(at):.1f}" cy="{above + height - value / high * height:.1f}" r="1.5" fill="{colour}"/>' for at, value in points))

    panel(TOP, HEIGHT, top, "MB")
    by = {}
    for row in rows:
        kind = row["name"].split(" ")[0]
        if kind in COLOURS:
            by.setdefault((kind, row["pid"]), []).append((row["at"], row["rss"]))
    for (kind, _), points in by.items():
        line(points, COLOURS[kind], TOP, HEIGHT, top)
    for i, kind in enumerate(COLOURS):
        if any(kind == one for one, _ in by):
            at = TOP + 14 + i * 20
            out.append(f'<rect class="line" x="{LEFT + WIDTH + 14}" y="{at - 9}" width="12" height="4" fill="{COLOURS[kind]}" stroke="{COLOURS[kind]}"/>'
                       f'<text x="{LEFT + WIDTH + 34}" y="{at}">{LABELS[kind]}</text>')
    panel(second, SMALL, most, "MB")
    line([(at, size) for at, size, _ in sizes], "#64748b", second, SMALL, most)
    line([(at, wal) for at, _, wal in sizes], "#be185d", second, SMALL, most)
    for i, (label, colour) in enumerate((("the store", "#64748b"), ("its log (WAL)", "#be185d"))):
        at = second + 14 + i * 20
        out.append(f'<rect class="line" x="{LEFT + WIDTH + 14}" y="{at - 9}" width="12" height="4" fill="{colour}" stroke="{colour}"/>'
                   f'<text x="{LEFT + WIDTH + 34}" y="{at}">{label}</text>')
    out.append(f'<text x="{LEFT + WIDTH / 2}" y="{second + SMALL + 40}" text-anchor="middle">minutes</text>')
    out.append("</svg>\n")
    path.write_text("\n".join(out))
