//! One actor: who it is, what it said and did, what is said of it and done to it, and with whom.

use super::{names, row};
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    params::Params,
    parts::{EventCard, Layout, Spark, StatementCard, by_period},
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use records::{ActorKind, EventType, Sector};
use serde_json::{Value as Json, json};
use store::query::{self, Deeds, Partner, Profile};

/// So many records of each list are shown.
const SHOWN: usize = 6;
/// So many are given to programs.
const GIVEN: usize = 30;

#[derive(Template)]
#[template(path = "actor.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    profile: &'a Profile,
    kind: &'static str,
    country: Option<(String, String)>,
    sectors: Vec<&'static str>,
    counted: Option<String>,
    said_when: Option<Spark<'a>>,
    done_when: Option<Spark<'a>>,
    said: Vec<StatementCard>,
    of: Vec<StatementCard>,
    did: Vec<EventCard>,
    met: Vec<EventCard>,
    /// Code, what it means, done, undergone.
    types: Vec<(&'a str, &'static str, usize, usize)>,
    partners: Vec<(&'a Partner, Option<String>, String)>,
}

/// `/actor/12`.
pub fn actor(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let profile = Profile::of(store, row(context)?)?.ok_or(Failure::Missing)?;
    let deeds = profile.deeds(store)?;
    let months = profile.said_by_month(store)?;
    if asked.format != Format::Html {
        return json_of(context, &profile, &deeds, &months).map(Answer::Json);
    }
    let (words, rooms) = (asked.words, asked.words.rooms);
    let said_when = by_period(months.iter().map(|(month, count)| (month.as_str(), *count)));
    let done_when = by_period(deeds.days.iter().map(|day| (day.as_str(), 1)));
    let statements = |ids: Vec<i64>| -> Result<Vec<StatementCard>, Failure> {
        ids.into_iter().map(|id| StatementCard::of(store, id, words)).collect()
    };
    let events = |ids: &[i64]| -> Result<Vec<EventCard>, Failure> {
        ids.iter().take(SHOWN).map(|id| EventCard::of(store, *id, words)).collect()
    };
    // Two bars are the least that is a course of time.
    let drawn = |(periods, counts): &'_ (Vec<String>, Vec<u32>)| periods.len() > 1 && !counts.is_empty();
    let page = Page {
        layout: Layout::of(asked, &profile.name).for_programs(asked),
        words,
        rooms,
        kind: profile.kind.parse::<ActorKind>().map_or("", words.reading.actor_kind),
        country: profile.country.as_ref().map(|code| (words.country_of(code), code.clone())),
        sectors: profile
            .sectors
            .iter()
            .filter_map(|code| code.parse::<Sector>().ok())
            .map(words.reading.sector)
            .collect(),
        counted: profile.more.then(|| (rooms.of_mentions)(&words.number(profile.counted as i64))),
        said_when: drawn(&said_when).then(|| Spark::large(&said_when.0, &said_when.1)),
        done_when: drawn(&done_when).then(|| Spark::large(&done_when.0, &done_when.1)),
        said: statements(profile.said(store, SHOWN)?)?,
        of: statements(profile.said_of(store, SHOWN)?)?,
        did: events(&deeds.did)?,
        met: events(&deeds.met)?,
        types: deeds
            .types
            .iter()
            .map(|(kind, did, met)| {
                (kind.as_str(), kind.parse::<EventType>().map_or("", words.types), *did, *met)
            })
            .collect(),
        partners: deeds
            .partners
            .iter()
            .map(|partner| {
                let country = partner.country.as_ref().map(|code| words.country_of(code));
                (partner, country.filter(|name| *name != partner.name), evidence(&profile, partner))
            })
            .collect(),
        profile: &profile,
    };
    Ok(Answer::Page(page.render()?))
}

/// Where the events between two are.
fn evidence(profile: &Profile, partner: &Partner) -> String {
    Params::default().with("source", &profile.name).with("target", &partner.name).on("/events")
}

fn json_of(
    context: &Context<'_>,
    profile: &Profile,
    deeds: &Deeds,
    months: &[(String, u32)],
) -> Result<Json, Failure> {
    let store = context.store;
    let statements = |ids: Vec<i64>| -> Result<Json, Failure> {
        let rows = ids.into_iter().map(|id| query::statement(store, id)).collect::<Result<_, _>>()?;
        Ok(Table { columns: names(query::STATEMENT_COLUMNS), rows, next: None }.json()["rows"].take())
    };
    let events = |ids: &[i64]| -> Result<Json, Failure> {
        let rows = ids.iter().take(GIVEN).map(|id| query::event(store, *id)).collect::<Result<_, _>>()?;
        Ok(Table { columns: names(query::EVENT_COLUMNS), rows, next: None }.json()["rows"].take())
    };
    let role = |(role, days): &(String, Option<(String, String)>)| json!({"role": role, "first": days.as_ref().map(|days| &days.0), "last": days.as_ref().map(|days| &days.1)});
    let partner = |partner: &Partner| {
        json!({
            "id": partner.id, "name": partner.name, "country": partner.country, "done_to": partner.to,
            "done_by": partner.from, "beside": partner.beside, "told": partner.told,
        })
    };
    Ok(json!({
        "id": profile.id, "name": profile.name, "kind": profile.kind, "country": profile.country, "wikidata": profile.wikidata,
        "sectors": profile.sectors,
        "names": profile.names.iter().map(|(name, count)| json!({"name": name, "mentions": count})).collect::<Vec<_>>(),
        "roles": profile.roles.iter().map(role).collect::<Vec<_>>(),
        "mentions_counted": profile.counted, "mentions_more": profile.more,
        "statements_by_month": months.iter().map(|(month, count)| json!({"month": month, "statements": count})).collect::<Vec<_>>(),
        "types": deeds.types.iter().map(|(kind, did, met)| json!({"type": kind, "done": did, "undergone": met})).collect::<Vec<_>>(),
        "partners": deeds.partners.iter().map(partner).collect::<Vec<_>>(),
        "said": statements(profile.said(store, GIVEN)?)?,
        "said_of": statements(profile.said_of(store, GIVEN)?)?,
        "did": events(&deeds.did)?,
        "met": events(&deeds.met)?,
    }))
}

/// `/country/FRA`: to the country as an actor.
pub fn country(context: &Context<'_>) -> Result<Answer, Failure> {
    let text = context.named.first().map(String::as_str).unwrap_or_default();
    let code = super::code(text).ok_or(Failure::Missing)?;
    let ending = if context.asked.format == Format::Html { "" } else { ".json" };
    Ok(Answer::Elsewhere(match query::country_canon(context.store, code)? {
        Some(canon) => format!("/actor/{canon}{ending}"),
        None => format!("/actors{ending}?country={code}"),
    }))
}
