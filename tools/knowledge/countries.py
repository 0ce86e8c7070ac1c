"""Makes countries.tsv, country_names.tsv and official_names.tsv."""

import tables

LANGS = ["fr", "en", "es"]


def make(sources):
    """Returns the alpha-2 to alpha-3 map that the other makers use."""
    codes = sources.codes()
    owners = dict(tables.read(tables.HAND / "territories.tsv", 2))
    extra = tables.read(tables.HAND / "states.tsv", 4)
    own_codes = {code for code, _, _, _ in extra}

    rows = [
        (code, alpha2, "territory" if code in owners else "state", owners.get(code, code))
        for alpha2, code in codes.items() if code not in own_codes
    ]
    rows += extra
    rows.sort()
    tables.write(
        "countries.tsv",
        ["Countries and territories: code, alpha-2, kind, the state to count it under (itself, its sovereign or its successor).",
         "Made by tools/knowledge/build.py from ISO 3166 codes (as GeoNames gives them, CC BY 4.0) and tools/knowledge/hand/{states,territories}.tsv."],
        rows)

    known = {row[0] for row in rows}
    names, official = [], []
    for lang in LANGS:
        names += _names(lang, sources.territories(lang), codes, known)
        official += _official(lang, {country["cca2"]: country for country in sources.countries()}, codes)
    dropped = {(lang, form.lower()) for lang in LANGS for _, kind, form in _hand(lang) if kind == "drop"}
    seen = dropped | {(lang, form.lower()) for _, lang, _, form in names}
    official = [row for row in official if (row[1], row[3].lower()) not in seen]
    tables.write(
        "country_names.tsv",
        ["Names of countries: code, language, kind (common first), form. Common names: CLDR (Unicode licence);",
         "the others: tools/knowledge/hand/<lang>/names.tsv. Made by tools/knowledge/build.py."], names)
    tables.write(
        "official_names.tsv",
        ["Official names of countries: code, language, kind, form. From world-countries (ODbL 1.0: this table is under the same licence).",
         "Made by tools/knowledge/build.py; tools/knowledge/hand/<lang>/official_fixes.tsv mends some."], official)
    return codes


def _hand(lang):
    return tables.read(tables.HAND / lang / "names.tsv", 3)


def _names(lang, cldr, codes, known):
    hand = _hand(lang)
    for code, kind, _ in hand:
        if code not in known or kind not in ("common", "variant", "historic", "official", "drop"):
            raise SystemExit(f"{lang}/names.tsv: {code} {kind}: unknown code or kind")
    chosen = {code for code, kind, _ in hand if kind == "common"}
    dropped = {(code, form) for code, kind, form in hand if kind == "drop"}
    hand = [row for row in hand if row[1] != "drop"]
    rows = []
    for alpha2, code in codes.items():
        forms = [cldr.get(alpha2), cldr.get(f"{alpha2}-alt-short"), cldr.get(f"{alpha2}-alt-variant")]
        for place, form in enumerate(form for form in forms if form):
            form = form.replace("’", "'")
            if (code, form) in dropped:
                continue
            kind = "common" if place == 0 and code not in chosen else "variant"
            rows.append((code, lang, kind, form))
    rows += [(code, lang, kind, form) for code, kind, form in hand]
    # The order of kinds: the first row of a country in a language is the name to show.
    rank = {"common": 0, "official": 1, "variant": 2, "historic": 3}
    rows.sort(key=lambda row: (row[0], rank[row[2]]))
    unique, seen = [], set()
    for row in rows:
        if (row[0], row[3]) not in seen:
            seen.add((row[0], row[3]))
            unique.append(row)
    return unique


def _official(lang, world, codes):
    fixes = dict(tables.read(tables.HAND / lang / "official_fixes.tsv", 2))
    key = {"fr": "fra", "es": "spa"}.get(lang)
    rows = []
    for alpha2, code in codes.items():
        country = world[alpha2]
        form = country["translations"].get(key, {}).get("official") if key else country["name"]["official"]
        form = fixes.get(code, form)
        if form and form != "-":
            rows.append((code, lang, "official", form.replace("’", "'").replace(" -", "-")))
    return rows
