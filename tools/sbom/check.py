#!/usr/bin/env python3
"""Holds a bill of materials to CycloneDX's schema: tools/sbom/check.py depeche.cdx.json (needs the package cyclonedx-python-lib[json-validation])."""

import json
import pathlib
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = pathlib.Path(sys.argv[1]).read_text()
bill = json.loads(text)
if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
    sys.exit(f"{sys.argv[1]}: {error}")
refs = [part["bom-ref"] for part in [bill["metadata"]["component"], *bill["components"]]]
loose = {ref for entry in bill["dependencies"] for ref in [entry["ref"], *entry["dependsOn"]]} - set(refs)
if loose or len(refs) != len(set(refs)):
    sys.exit(f"{sys.argv[1]}: dependencies on what is not there, or parts that are there twice: {sorted(loose)}")
nameless = [part["name"] for part in bill["components"] if part["type"] == "library" and not part.get("licenses")]
if nameless:
    sys.exit(f"{sys.argv[1]}: no licence is told of {', '.join(nameless)}")
print(f"{sys.argv[1]}: valid, {len(refs)} parts")
