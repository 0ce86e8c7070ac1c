"""Makes demonyms.tsv: every inflected form of the demonyms of countries and of groups."""

import importlib

import tables
from fold import fold

LANGS = ["fr", "en", "es"]


def make(sources, codes):
    """Writes the table and prints where a source names a demonym that the hand-written table lacks."""
    groups = tables.read(tables.HAND / "groups.tsv", 5)
    rows = []
    for place, lang in enumerate(LANGS):
        path = tables.HAND / lang / "demonyms.tsv"
        if not path.exists():
            continue
        inflect = importlib.import_module(f"inflect_{lang}")
        for code, specs in tables.read(path, 2):
            rows += _rows(inflect, lang, specs, code, "")
        for group in groups:
            if group[2 + place]:
                rows += _rows(inflect, lang, group[2 + place], group[1], group[0])
        _compare(lang, {fold(row[1]) for row in rows if row[0] == lang}, sources, codes)
    tables.write(
        "demonyms.tsv",
        ["Adjectives and nouns of peoples: language, form, country, group (a people within or across countries), gender, number, part of speech.",
         "Made by tools/knowledge/build.py from tools/knowledge/hand/<lang>/demonyms.tsv and groups.tsv."], rows)


def _rows(inflect, lang, specs, country, group):
    """One row a form; a form that two specs share keeps only what both say of it."""
    rows = {}
    for spec in specs.split(","):
        for form, *marks in inflect.forms(spec.strip()):
            known = rows.get(form, marks)
            rows[form] = [mark if mark == other else "" for mark, other in zip(known, marks)]
    return [(lang, form, country, group, *marks) for form, marks in rows.items()]


def _compare(lang, forms, sources, codes):
    """A check against other people's lists; what it prints is to be looked at, not obeyed."""
    for alpha2, name in sorted(sources.nationalities(lang).items()):
        name = fold(name.split(" (")[0])
        # Many of its entries are the country's name instead.
        if name not in forms and name not in {fold(form) for form in sources.territories(lang).values()}:
            print(f"  {lang}: i18n-nationality has {name!r} for {codes.get(alpha2, alpha2)}")
