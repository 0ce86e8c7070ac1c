"""GeoJSON by the rules of RFC 7946."""

import json


def check(folder, stored, export):
    export("geojson", folder / "events.geojson")
    raw = (folder / "events.geojson").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf"), "no byte order mark (section 11, RFC 8259)"
    found = json.loads(raw.decode("utf-8"), parse_constant=lambda word: (_ for _ in ()).throw(ValueError(word)))
    assert found["type"] == "FeatureCollection" and isinstance(found["features"], list)
    # Section 4: no coordinate reference system but WGS 84; section 7.1: no members of other types.
    assert not {"crs", "coordinates", "geometries", "geometry", "properties"} & set(found)
    expected = stored.rows("SELECT * FROM events_view WHERE lat IS NOT NULL AND lon IS NOT NULL")
    by_id = {row["id"]: row for row in expected}
    assert len(by_id) == len(found["features"])
    cells = 0
    for feature in found["features"]:
        assert feature["type"] == "Feature" and isinstance(feature["properties"], dict)
        assert isinstance(feature["id"], (str, int)), "an id is a string or a number (section 3.2)"
        row = by_id.pop(feature["id"])
        geometry = feature["geometry"]
        assert set(geometry) == {"type", "coordinates"} and geometry["type"] == "Point"
        lon, lat = geometry["coordinates"]
        assert -180 <= lon <= 180 and -90 <= lat <= 90, "longitude comes first (section 3.1.1)"
        assert (lon, lat) == (row["lon"], row["lat"])
        told = feature["properties"]
        for column in ("document", "type", "mode", "cameo", "goldstein", "word", "status", "voice", "date_start", "date_end", "place", "place_country", "geonames", "outlet", "title", "url", "lang"):
            assert told[column] == row[column], f"{feature['id']}.{column}: {told[column]!r}, in the store {row[column]!r}"
            cells += 1
        assert " | ".join(told["source"]) == (row["source"] or "")
        assert " | ".join(told["target"]) == (row["target"] or "")
        assert told["aside"] == bool(row["aside"])
        cells += 5
    return cells
