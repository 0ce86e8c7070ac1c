#!/usr/bin/env python3
"""What the program is made of: a bill of materials (CycloneDX 1.6, JSON), and the notices that have to go with a binary.

    tools/sbom/sbom.py [--target x86_64-unknown-linux-gnu] [--notices NOTICES.txt] [-o depeche.cdx.json]

Made of `cargo metadata` and Cargo.lock alone: the crates that are linked into `depeche` on that target (not those that only build or test it), each with its
version, licence, digest and what it needs; the C code that two of them bring; the data of others that is compiled in, from NOTICE's own list.
No time and no random number stands in it, so that the same commit gives the same bytes. With --notices the licence texts of all these crates are gathered,
each text once. Standard library alone.
"""

import argparse
import collections
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tomllib
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
# C that crates compile and link in: the crate, what it is, how its version is found, under which licence.
IN_C = [
    ("libsqlite3-sys", "sqlite", r'#define SQLITE_VERSION\s+"([\d.]+)"', "sqlite3/sqlite3.h", "blessing", "https://sqlite.org"),
    ("zstd-sys", "zstd", r"#define ZSTD_VERSION_(?:MAJOR|MINOR|RELEASE)\s+(\d+)", "zstd/lib/zstd.h", "BSD-3-Clause", "https://facebook.github.io/zstd"),
]
# Written by hand, as licences are told in crates' manifests in an old form.
OLD = re.compile(r"\s*/\s*")
LICENCES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE")


def metadata(target):
    words = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    return json.loads(subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def linked(data):
    """The packages that `depeche` is linked of, by id, with those that each needs."""
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    packages = {package["id"]: package for package in data["packages"]}
    macros = {id for id, package in packages.items() if any("proc-macro" in target["kind"] for target in package["targets"])}
    [root] = [id for id, package in packages.items() if package["name"] == "depeche"]
    found, waiting = {}, [root]
    while waiting:
        id = waiting.pop()
        if id in found:
            continue
        needs = [dep["pkg"] for dep in nodes[id]["deps"]
                 if any(kind["kind"] is None for kind in dep["dep_kinds"]) and dep["pkg"] not in macros]
        found[id] = sorted(set(needs))
        waiting += needs
    return root, {packages[id]["id"]: packages[id] for id in found}, found


def digests():
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text())
    return {(package["name"], package["version"]): package.get("checksum") for package in lock["package"]}


def reference(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(package, digest):
    own = package["source"] is None
    made = {"type": "library", "bom-ref": reference(package), "name": package["name"], "version": package["version"]}
    if package["description"]:
        made["description"] = " ".join(package["description"].split())
    if digest:
        made["hashes"] = [{"alg": "SHA-256", "content": digest}]
    licence = package["license"]
    if licence:
        made["licenses"] = [{"expression": OLD.sub(" OR ", licence)}]
    if not own:
        made["purl"] = reference(package)
        if package["repository"]:
            made["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return made


def in_c(packages):
    """C code, and which crate brings it."""
    for crate, name, pattern, header, licence, url in IN_C:
        for package in packages.values():
            if package["name"] == crate:
                text = (pathlib.Path(package["manifest_path"]).parent / header).read_text(errors="replace")
                version = ".".join(re.findall(pattern, text)[:3])
                ref = f"pkg:generic/{name}@{version}"
                yield reference(package), {
                    "type": "library", "bom-ref": ref, "name": name, "version": version, "purl": ref, "licenses": [{"license": {"id": licence}}],
                    "externalReferences": [{"type": "website", "url": url}], "description": f"C, compiled and linked in by {crate}"}


def data_components():
    """The data of others in the program, by NOTICE: each paragraph between the first two rules that names a file under crates/."""
    text = (ROOT / "NOTICE").read_text().split("Fetched at run time")[0]
    for block in text.split("\n\n"):
        lines = block.strip().splitlines()
        if len(lines) > 1 and "crates/" in block and not block.startswith("Facts that we wrote"):
            name = re.split(r" \(|, ", lines[0])[0]
            yield {"type": "data", "bom-ref": f"data:{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}", "name": name,
                   "description": " ".join(line.strip() for line in lines)}


def bill(target):
    data = metadata(target)
    root, packages, needs = linked(data)
    known = digests()
    components, depends = [], collections.defaultdict(list)
    for id, package in packages.items():
        if id != root:
            components.append(component(package, known.get((package["name"], package["version"]))))
        depends[reference(package)] += [reference(packages[need]) for need in needs[id]]
    for crate, made in in_c(packages):
        components.append(made)
        depends[crate].append(made["bom-ref"])
        depends[made["bom-ref"]] = []
    of_data = list(data_components())
    components += of_data
    # The tables are compiled into the crates that know places and draw the map; to say more would be false precision.
    depends[reference(packages[root])] += [made["bom-ref"] for made in of_data]
    components.sort(key=lambda made: made["bom-ref"])
    whole = {**component(packages[root], None), "type": "application"}
    made = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": whole, "tools": {"components": [{"type": "application", "name": "tools/sbom/sbom.py", "version": packages[root]["version"]}]},
                     "properties": [{"name": "depeche:target", "value": target}]},
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": sorted(set(on))} for ref, on in sorted(depends.items())],
    }
    told = json.dumps(made, sort_keys=True)
    made["serialNumber"] = f"urn:uuid:{uuid.UUID(bytes=hashlib.sha256(told.encode()).digest()[:16], version=4)}"
    return made, [package for package in packages.values() if package["source"]]


def notices(packages):
    """The licence texts of the crates, each once, with those that it is of."""
    texts, without = collections.defaultdict(list), []
    for package in sorted(packages, key=lambda package: (package["name"], package["version"])):
        folder = pathlib.Path(package["manifest_path"]).parent
        files = sorted(file for file in folder.iterdir() if file.is_file() and file.name.upper().startswith(LICENCES))
        name = f"{package['name']} {package['version']} ({package['license']})"
        for file in files:
            texts["\n".join(line.rstrip() for line in file.read_text(errors="replace").strip().splitlines())].append(name)
        if not files:
            without.append(f"{name}{' ' + package['repository'] if package['repository'] else ''}")
    parts = ["What depeche is linked of, and under which licences. Its own: LICENSE-MIT, LICENSE-APACHE; of the data in it: NOTICE."]
    for text, names in sorted(texts.items(), key=lambda pair: pair[1]):
        parts.append("\n".join(["=" * 100, *dict.fromkeys(names), "-" * 100, text]))
    parts.append("\n".join(["=" * 100, "These bring no text of their licence; the terms are those that their manifests name:", *without]))
    return "\n\n".join(parts) + "\n", without


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--target", default="x86_64-unknown-linux-gnu")
    parser.add_argument("--notices", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path)
    options = parser.parse_args()
    made, packages = bill(options.target)
    text = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    if options.output:
        options.output.write_text(text)
    else:
        sys.stdout.write(text)
    if options.notices:
        gathered, without = notices(packages)
        options.notices.write_text(gathered)
        print(f"{options.notices}: of {len(packages)} crates; {len(without)} bring no text", file=sys.stderr)


if __name__ == "__main__":
    main()
