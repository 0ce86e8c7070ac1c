use super::{actors, day, place, row, voice, words};
use records::{Actor, Event, Reading};

/// The columns, named as in GDELT's first event table, then `Status`, `Voice` and `Trigger`.
pub const COLUMNS: &[&str] = &[
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
    "Status",
    "Voice",
    "Trigger",
];

/// The events of a reading that have a CAMEO code, a row for each pair of source and target, as CAMEO's coders write them;
/// unknown is empty.
pub fn cameo(reading: &Reading) -> String {
    let coded = reading.events.iter().filter_map(|event| Some((event, event.cameo.as_deref()?)));
    coded.flat_map(|(event, code)| rows(reading, event, code)).collect()
}

fn rows(reading: &Reading, event: &Event, code: &str) -> Vec<String> {
    let side = |ids: &[String]| -> Vec<Option<Actor>> {
        let known: Vec<Option<Actor>> = actors(reading, ids).into_iter().cloned().map(Some).collect();
        if known.is_empty() { vec![None] } else { known }
    };
    let targets = side(&event.target);
    let pairs = side(&event.source).into_iter().flat_map(|source| {
        targets.iter().map(move |target| (source.clone(), target.clone())).collect::<Vec<_>>()
    });
    pairs
        .enumerate()
        .map(|(number, (source, target))| {
            row(&cells(reading, event, code, number, source.as_ref(), target.as_ref()))
        })
        .collect()
}

fn cells(
    reading: &Reading,
    event: &Event,
    code: &str,
    number: usize,
    source: Option<&Actor>,
    target: Option<&Actor>,
) -> Vec<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let date = digits(day(reading, event).unwrap_or_default());
    let place = place(reading, event);
    let mut cells = vec![
        format!("{}/{}.{}", reading.document.id, event.id, number + 1),
        date.clone(),
        date.get(..6).unwrap_or_default().to_owned(),
        date.get(..4).unwrap_or_default().to_owned(),
    ];
    cells.extend(party(source));
    cells.extend(party(target));
    let root = code.get(..2).unwrap_or(code);
    cells.extend([
        code.to_owned(),
        code.get(..3).unwrap_or(code).to_owned(),
        root.to_owned(),
        quad_class(root).map_or_else(String::new, |class| class.to_string()),
        event.goldstein.map_or_else(String::new, |weight| weight.to_string()),
        event.place.as_ref().map_or_else(String::new, |at| {
            place.map_or_else(|| words(reading, at.mention), |place| place.name.clone())
        }),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        place.and_then(|place| place.lat).map_or_else(String::new, |lat| lat.to_string()),
        place.and_then(|place| place.lon).map_or_else(String::new, |lon| lon.to_string()),
        place.and_then(|place| place.geonames).map_or_else(String::new, |id| id.to_string()),
        digits(reading.document.published.as_deref().unwrap_or_default()),
        reading.document.url.clone().unwrap_or_default(),
        event.status.as_str().to_owned(),
        voice(reading, event),
        words(reading, event.trigger),
    ]);
    cells
}

/// The five columns of a side: country and sectors together, name, country, first and second sector.
fn party(actor: Option<&Actor>) -> [String; 5] {
    let Some(actor) = actor else { return Default::default() };
    let country = actor.country.clone().unwrap_or_default();
    let sector =
        |at: usize| actor.sectors.get(at).map_or_else(String::new, |sector| sector.as_str().to_owned());
    let (first, second) = (sector(0), sector(1));
    [format!("{country}{first}{second}"), actor.name.clone(), country, first, second]
}

/// GDELT's classes by root code: 1 words and 2 deeds of cooperation, 3 words and 4 deeds of conflict.
fn quad_class(root: &str) -> Option<u8> {
    Some(match root.parse::<u8>().ok()? {
        1..=5 => 1,
        6..=9 => 2,
        10..=14 => 3,
        15..=20 => 4,
        _ => return None,
    })
}
