"""A drawing of what grows: lines over two axes in powers of ten, as SVG that is light or dark as its page."""

import math

COLOURS = ["#c2410c", "#7c3aed", "#0f766e", "#2563eb", "#0891b2", "#be185d", "#4d7c0f", "#64748b"]
LEFT, TOP, WIDTH, HEIGHT, RIGHT = 72, 24, 500, 330, 290


def draw(path, lines, sizes, powers, label, below, unit, bound=None):
    """Writes the drawing. `lines`: names at their ends, with points (size, value); `sizes`: where the axis below has its marks; `powers`: the least and
    the greatest power of ten on the other axis, which is in `unit`; `below`: what the axis below tells; `bound`: a value to mark."""
    low, high = math.log10(min(sizes)), math.log10(max(sizes))
    bottom, top = powers

    def x(size):
        return LEFT + (math.log10(size) - low) / (high - low) * WIDTH

    def y(value):
        return TOP + (top - math.log10(max(value, 10 ** bottom))) / (top - bottom) * HEIGHT

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {TOP + HEIGHT + 48}" font-family="system-ui, sans-serif" font-size="13" '
           f'role="img" aria-label="{label}">',
           "<style>text{fill:#1f2937}.grid{stroke:#d1d5db}.bound{stroke:#6b7280;stroke-dasharray:4 4}"
           "@media(prefers-color-scheme:dark){text{fill:#e5e7eb}.grid{stroke:#4b5563}.bound{stroke:#9ca3af}.line{filter:brightness(1.7)}}</style>"]
    for power in range(bottom, top + 1):
        at = y(10 ** power)
        out.append(f'<line class="grid" x1="{LEFT}" x2="{LEFT + WIDTH}" y1="{at:.1f}" y2="{at:.1f}"/>')
        out.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10 ** power:g} {unit}</text>')
    for size in sizes:
        out.append(f'<line class="grid" x1="{x(size):.1f}" x2="{x(size):.1f}" y1="{TOP}" y2="{TOP + HEIGHT}"/>')
        out.append(f'<text x="{x(size):.1f}" y="{TOP + HEIGHT + 20}" text-anchor="middle">{size:,}</text>')
    out.append(f'<text x="{LEFT + WIDTH / 2}" y="{TOP + HEIGHT + 40}" text-anchor="middle">{below}</text>')
    if bound:
        out.append(f'<line class="bound" x1="{LEFT}" x2="{LEFT + WIDTH}" y1="{y(bound):.1f}" y2="{y(bound):.1f}"/>')
        out.append(f'<text x="{LEFT + 6}" y="{y(bound) - 5:.1f}">{bound:g} {unit}</text>')
    ends = []
    for (name, points), colour in zip(lines.items(), COLOURS):
        if points:
            line = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in points)
            out.append(f'<polyline class="line" points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
            out += [f'<circle class="line" cx="{x(size):.1f}" cy="{y(value):.1f}" r="3" fill="{colour}"/>' for size, value in points]
            ends.append([y(points[-1][1]), y(points[-1][1]), f"{name}: {short(points[-1][1])} {unit}", colour])
    ends.sort()
    for above, end in zip(ends, ends[1:]):
        end[1] = max(end[1], above[1] + 17)
    for at, label_at, name, colour in ends:
        out.append(f'<path class="line" d="M{LEFT + WIDTH + 4} {at:.1f}L{LEFT + WIDTH + 14} {label_at:.1f}" stroke="{colour}" fill="none"/>')
        out.append(f'<text x="{LEFT + WIDTH + 18}" y="{label_at + 4:.1f}">{name}</text>')
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([*out, "</svg>", ""]))


def short(value):
    """As many digits as tell something."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
