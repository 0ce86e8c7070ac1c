use super::{actors, day, place, row, voice, words};
use knowledge::QuadClass;
use records::{Actor, ActorKind, Event, Reading};

/// The columns: those of POLECAT's yearly files in their order, then `Status`, `Voice` and `Trigger`.
pub const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
    "Status",
    "Voice",
    "Trigger",
];

/// What POLECAT writes where it knows nothing.
const NOTHING: &str = "None";

/// The events of a reading, a row each. Several parties, contexts or names share a cell, with `; ` between them.
pub fn plover(reading: &Reading) -> String {
    reading.events.iter().map(|event| row(&cells(reading, event))).collect()
}

fn cells(reading: &Reading, event: &Event) -> Vec<String> {
    let kind = knowledge::event_type(event.kind.as_str());
    let mode = knowledge::modes(event.kind.as_str()).find(|mode| Some(mode.name) == event.mode.as_deref());
    let intensity = mode.and_then(|mode| mode.score).or(kind.map(|kind| kind.score));
    let quad = kind.map(|kind| match kind.quad {
        QuadClass::VerbalCooperation => "VERBAL COOPERATION",
        QuadClass::MaterialCooperation => "MATERIAL COOPERATION",
        QuadClass::VerbalConflict => "VERBAL CONFLICT",
        QuadClass::MaterialConflict => "MATERIAL CONFLICT",
    });
    let document = &reading.document;
    let place = place(reading, event);
    let city = place.filter(|place| place.kind == "city");
    let mut cells = vec![
        format!("{}/{}", document.id, event.id),
        or_nothing(day(reading, event)),
        event.kind.as_str().to_owned(),
        or_nothing(event.mode.as_deref()),
        intensity.map_or_else(|| NOTHING.to_owned(), |score| score.to_string()),
        or_nothing(quad),
        joined(event.contexts.iter().cloned()),
    ];
    cells.extend(party(reading, &event.source));
    cells.extend(party(reading, &event.target));
    cells.extend([
        or_nothing(place.map(|place| place.name.as_str())),
        or_nothing(city.map(|place| place.name.as_str())),
        NOTHING.to_owned(),
        NOTHING.to_owned(),
        or_nothing(place.and_then(|place| place.country.as_deref())),
        number(place.and_then(|place| place.lat)),
        number(place.and_then(|place| place.lon)),
        place.and_then(|place| place.geonames).map_or_else(|| NOTHING.to_owned(), |id| id.to_string()),
        event.place.as_ref().map_or_else(|| NOTHING.to_owned(), |place| words(reading, place.mention)),
        or_nothing(place.map(|place| place.kind.as_str())),
        or_nothing(document.outlet.as_deref()),
        or_nothing(document.published.as_deref()),
        story(reading, |actor| actor.kind == ActorKind::Person),
        story(reading, |actor| matches!(actor.kind, ActorKind::Organisation | ActorKind::Group)),
        joined(reading.places.iter().map(|place| place.name.clone())),
        or_nothing(Some(document.lang.as_str()).filter(|lang| !lang.is_empty())),
        concat!("depeche ", env!("CARGO_PKG_VERSION")).to_owned(),
        event.status.as_str().to_owned(),
        Some(voice(reading, event)).filter(|name| !name.is_empty()).unwrap_or_else(|| NOTHING.to_owned()),
        words(reading, event.trigger),
    ]);
    cells
}

/// The eight columns of a side.
fn party(reading: &Reading, ids: &[String]) -> [String; 8] {
    let side = actors(reading, ids);
    let sectors =
        |actor: &&Actor| actor.sectors.iter().map(|sector| sector.as_str().to_owned()).collect::<Vec<_>>();
    [
        joined(side.iter().map(|actor| actor.name.clone())),
        joined(side.iter().filter_map(|actor| actor.country.clone())),
        NOTHING.to_owned(),
        joined(side.iter().filter_map(|actor| sectors(actor).into_iter().next())),
        joined(side.iter().flat_map(sectors)),
        joined(side.iter().filter_map(|actor| actor.role.clone())),
        joined(side.iter().filter_map(|actor| actor.mentions.first().map(|span| words(reading, *span)))),
        NOTHING.to_owned(),
    ]
}

/// The names of the dispatch's actors of a kind.
fn story(reading: &Reading, is: impl Fn(&Actor) -> bool) -> String {
    joined(reading.actors.iter().filter(|actor| is(actor)).map(|actor| actor.name.clone()))
}

/// What is there, each once, in order.
fn joined(items: impl Iterator<Item = String>) -> String {
    let mut known: Vec<String> = Vec::new();
    for item in items.filter(|item| !item.is_empty()) {
        if !known.contains(&item) {
            known.push(item);
        }
    }
    if known.is_empty() { NOTHING.to_owned() } else { known.join("; ") }
}

fn or_nothing(text: Option<&str>) -> String {
    text.unwrap_or(NOTHING).to_owned()
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| value.to_string())
}
