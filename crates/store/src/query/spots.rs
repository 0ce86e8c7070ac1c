//! Where events happen, for a map: the newest are looked at, so that it is answered in bounded time.

use super::{Days, pairs::within};
use crate::{Error, Store};
use records::{EventType, Status};
use std::collections::BTreeMap;

/// So many events are looked at, the newest.
const EVENTS: i64 = 20_000;

/// A place and how many events are there.
#[derive(Debug, Clone, PartialEq)]
pub struct Where {
    /// Its name as it is told most recently.
    pub name: String,
    /// The code of its country.
    pub country: Option<String>,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// Events there.
    pub events: u32,
    /// It is a country.
    pub is_country: bool,
}

/// Places and countries with their events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Map {
    /// Places that are no countries, most events first.
    pub places: Vec<Where>,
    /// Events in each country, in its places or in it without more, most first.
    pub countries: Vec<(String, u32)>,
    /// How many events of the time were looked at.
    pub counted: u32,
    /// How many of them have a place.
    pub placed: u32,
}

/// Where the newest events of a time are, of some types and statuses; none: of all.
///
/// # Errors
/// Those of the file.
pub fn map(store: &Store, days: &Days, types: &[EventType], statuses: &[Status]) -> Result<Map, Error> {
    let within = within(days);
    let sql = format!(
        "SELECT e.type, e.status, p.name, p.country, p.lat, p.lon, p.kind = 'country', p.geonames FROM (\
                 SELECT id, type, status, place FROM events WHERE current = 1 {within} \
                 ORDER BY day DESC, id LIMIT ?3) e LEFT JOIN places p ON p.id = e.place"
    );
    let mut map = Map::default();
    let mut places: BTreeMap<(Option<i64>, Option<String>, String), Where> = BTreeMap::new();
    let mut countries: BTreeMap<String, u32> = BTreeMap::new();
    let kinds: Vec<&str> = types.iter().map(|kind| kind.as_str()).collect();
    let told: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    store.ask(|connection| {
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query((&days.since, days.last(), EVENTS))?;
        while let Some(row) = rows.next()? {
            let fits = |codes: &[&str], code: &str| codes.is_empty() || codes.contains(&code);
            if !fits(&kinds, row.get_ref(0)?.as_str()?) || !fits(&told, row.get_ref(1)?.as_str()?) {
                continue;
            }
            map.counted += 1;
            let Some(name) = row.get::<_, Option<String>>(2)? else { continue };
            map.placed += 1;
            let country: Option<String> = row.get(3)?;
            if let Some(code) = &country {
                *countries.entry(code.clone()).or_default() += 1;
            }
            let geonames: Option<i64> = row.get(7)?;
            // One that is known counts once, however it is spelt.
            let key =
                (geonames, country.clone(), if geonames.is_some() { String::new() } else { name.clone() });
            let position = row.get::<_, Option<f64>>(4)?.zip(row.get::<_, Option<f64>>(5)?);
            let is_country = row.get(6)?;
            let place = Where { name, country, position, events: 0, is_country };
            places.entry(key).or_insert(place).events += 1;
        }
        Ok(())
    })?;
    map.places = places.into_values().filter(|place| !place.is_country).collect();
    map.places.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.name.cmp(&b.name)));
    map.countries = countries.into_iter().collect();
    map.countries.sort_by_key(|(_, events)| std::cmp::Reverse(*events));
    Ok(map)
}
