//! How a list can be narrowed down: what it is made of, each part a link, and what it is narrowed to already.

use crate::{asked::Asked, parts::Spark, wording::Wording};
use records::{Act, EventType, Form, Status};
use store::query::{Facet, Facets};

/// What a list is narrowed to already.
pub struct Chosen {
    pub label: &'static str,
    pub value: String,
    /// The address of the list without it.
    pub without: String,
    pub remove: String,
}

/// A kind of values.
pub struct Choices<'a> {
    pub label: &'static str,
    pub choices: Vec<Choice<'a>>,
}

/// A value to narrow a list down to.
pub struct Choice<'a> {
    pub name: String,
    pub count: u32,
    pub to: String,
    pub spark: Spark<'a>,
}

/// What is chosen, and what can be. `names`: the parameter of each facet.
pub fn narrowing<'f>(
    asked: &Asked,
    facets: &'f Facets,
    names: &[(&'static str, &'static str)],
) -> (Vec<Chosen>, Vec<Choices<'f>>) {
    let words = asked.words;
    let params = asked.params.without("after").without("ui");
    let chosen = params
        .pairs()
        .iter()
        .filter_map(|(name, value)| {
            let label = label(words, name)?;
            let shown = shown(words, name, value);
            let without = params.without(name).on(&asked.path);
            Some(Chosen { label, remove: (words.remove)(&shown), value: shown, without })
        })
        .collect();
    let choices = |facet: &'f Facet| {
        let (_, name) = names.iter().find(|(of, _)| *of == facet.name)?;
        // What all of them have tells nothing.
        let told_by_all = |value: &store::query::FacetValue| value.count as usize >= facets.counted;
        if asked.params.get(name).is_some() || facet.values.is_empty() || facet.values.iter().all(told_by_all)
        {
            return None;
        }
        let choice = |value: &'f store::query::FacetValue| Choice {
            name: shown(words, name, &value.value),
            count: value.count,
            to: params.with(name, &value.value).on(&asked.path),
            spark: Spark::small(&facets.periods, &value.periods),
        };
        Some(Choices { label: label(words, name)?, choices: facet.values.iter().map(choice).collect() })
    };
    (chosen, facets.facets.iter().filter_map(choices).collect())
}

fn label(words: &Wording, name: &str) -> Option<&'static str> {
    Some(match name {
        "by" => words.by,
        "to" => words.to,
        "about" => words.about,
        "q" => words.words,
        "country" => words.country,
        "act" => words.act,
        "form" => words.form,
        "type" => words.kind,
        "status" => words.status,
        "source" => words.source,
        "target" => words.target,
        "place" => words.place,
        "outlet" => words.outlet,
        "lang" => words.language,
        "since" => words.since,
        "until" => words.until,
        _ => return None,
    })
}

/// A value as it is shown.
fn shown(words: &Wording, name: &str, value: &str) -> String {
    let told = match name {
        "country" | "source" | "target" | "by" | "to" if value.len() == 3 => return words.country_of(value),
        "act" => value.parse::<Act>().ok().map(words.acts),
        "form" => value.parse::<Form>().ok().map(words.forms),
        "lang" => (words.tongue)(value),
        "since" | "until" => return (words.day)(value),
        // The code, and the first of the words that tell what it means.
        "type" => {
            let means = value.parse::<EventType>().map_or("", words.types);
            let first = means.split(", ").next().unwrap_or_default();
            return if first.is_empty() { value.to_owned() } else { format!("{value} – {first}") };
        }
        "status" => value.parse::<Status>().ok().map(words.statuses),
        _ => None,
    };
    told.unwrap_or(value).to_owned()
}
