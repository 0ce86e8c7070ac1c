//! Where events happen: circles on a map of the world, and the same as a table.

use super::names;
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    params::Params,
    parts::{Layout, asking, outlines, projected},
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use records::{EventType, Status};
use std::collections::BTreeMap;
use store::query::{self, Value, Where};

/// So many places are drawn, and so many rows stand in each table.
const DRAWN: usize = 120;
const SHOWN: usize = 40;

#[derive(Template)]
#[template(path = "map.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    params: &'a Params,
    statuses: Vec<(&'static str, &'static str, bool)>,
    types: Vec<(&'static str, bool)>,
    counted: String,
    lands: Vec<Land>,
    circles: Vec<Circle>,
    countries: Vec<(String, String, String)>,
    places: Vec<(String, String, Option<String>, String)>,
}

struct Land {
    path: &'static str,
    /// How dark, of five shades; 0: nothing is there.
    shade: usize,
    /// Where it leads, and what is told of it.
    led: Option<(String, String)>,
}

struct Circle {
    x: String,
    y: String,
    radius: String,
    to: String,
    label: String,
}

/// `/map`.
pub fn map(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let (words, rooms) = (asked.words, asked.words.rooms);
    let asking = asking(store, &asked.params, words);
    let types = asking.codes("type", EventType::ALL)?;
    let statuses = asking.codes("status", Status::ALL)?;
    let map = query::map(store, &asking.days()?, &types, &statuses)?;
    if asked.format != Format::Html {
        let columns = ["place", "country", "lat", "lon", "events"];
        let country = |(code, events): &(String, u32)| {
            vec![
                Value::Null,
                Value::Text(code.clone()),
                Value::Null,
                Value::Null,
                Value::Whole((*events).into()),
            ]
        };
        let place = |place: &Where| {
            vec![
                Value::Text(place.name.clone()),
                place.country.clone().into(),
                place.position.map(|(lat, _)| lat).into(),
                place.position.map(|(_, lon)| lon).into(),
                Value::Whole(place.events.into()),
            ]
        };
        let rows = map.countries.iter().map(country).chain(map.places.iter().take(1000).map(place)).collect();
        return Ok(Answer::Table(Table { columns: names(&columns), rows, next: None }));
    }
    let kept = asked.params.without("ui");
    let to = |place: &str| kept.with("place", place).on("/events");
    let number = |count: u32| words.number(count.into());
    let told = |name: &str, count: u32| (rooms.events_in)(name, &number(count));
    let of: BTreeMap<&str, u32> = map.countries.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    let most = map.countries.first().map_or(1, |(_, count)| *count).max(1);
    // Five shades, by the logarithm: one country has a thousand times as many as another.
    let shade =
        |count: u32| 1 + (4.0 * f64::from(count).ln_1p() / f64::from(most).ln_1p()).floor().min(4.0) as usize;
    let land = |(code, path): &(&'static str, &'static str)| match of.get(code) {
        Some(count) => {
            Land { path, shade: shade(*count), led: Some((to(code), told(&words.country_of(code), *count))) }
        }
        None => Land { path, shade: 0, led: None },
    };
    let largest = map.places.first().map_or(1, |place| place.events).max(1);
    let circle = |place: &Where| {
        let (x, y) = place.position.and_then(|(lat, lon)| projected(lat, lon))?;
        let radius = 2.0 + 16.0 * (f64::from(place.events) / f64::from(largest)).sqrt();
        Some(Circle {
            x: format!("{x:.0}"),
            y: format!("{y:.0}"),
            radius: format!("{radius:.1}"),
            to: to(&place.name),
            label: told(&place.name, place.events),
        })
    };
    let page = Page {
        layout: Layout::of(asked, rooms.map).for_tables(asked),
        words,
        rooms,
        params: &asked.params,
        statuses: Status::ALL
            .iter()
            .map(|status| {
                (status.as_str(), (words.statuses)(*status), asked.params.has("status", status.as_str()))
            })
            .collect(),
        types: EventType::ALL
            .iter()
            .map(|kind| (kind.as_str(), asked.params.has("type", kind.as_str())))
            .collect(),
        counted: (rooms.map_counted)(&number(map.placed), &number(map.counted)),
        lands: outlines().iter().map(land).collect(),
        circles: map.places.iter().filter_map(circle).take(DRAWN).collect(),
        countries: map
            .countries
            .iter()
            .take(SHOWN)
            .map(|(code, count)| (words.country_of(code), to(code), number(*count)))
            .collect(),
        places: map
            .places
            .iter()
            .take(SHOWN)
            .map(|place| {
                let country = place.country.as_ref().map(|code| words.country_of(code));
                (place.name.clone(), to(&place.name), country, number(place.events))
            })
            .collect(),
    };
    Ok(Answer::Page(page.render()?))
}
