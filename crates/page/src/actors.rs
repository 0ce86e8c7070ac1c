//! Actors as a list, each with what it says and does.

use crate::{
    Error,
    around::{Around, NOWHERE, Other},
    one_line,
    run::{Run, Runs, joined},
    view::View,
};
use askama::Template;
use records::{Actor, Sector};
use std::collections::BTreeSet;

/// How many of an actor's other names its record repeats.
const OTHER_NAMES: usize = 8;

#[derive(Template)]
#[template(path = "actors.html")]
pub(crate) struct Actors<'a> {
    pub view: &'a View<'a>,
    around: &'a Around,
    /// Those who say or do something, or to whom something is done; then the rest.
    groups: [Vec<usize>; 2],
    /// For each actor, links to the statements that it makes.
    says: Vec<Vec<Run>>,
    /// Links to the events whose source it is.
    does: Vec<Vec<Run>>,
    /// Links to the events whose target it is.
    undergoes: Vec<Vec<Run>>,
}

impl askama::filters::HtmlSafe for Actors<'_> {}

impl View<'_> {
    /// The list of actors, and the places.
    ///
    /// # Errors
    /// When writing fails, which into memory it does not.
    pub fn actors(&self) -> Result<String, Error> {
        Ok(Actors::of(self, &NOWHERE).render()?)
    }
}

impl<'a> Actors<'a> {
    pub fn of(view: &'a View<'a>, around: &'a Around) -> Actors<'a> {
        let reading = view.reading;
        let none = || vec![Vec::new(); reading.actors.len()];
        let (mut says, mut does, mut undergoes) = (none(), none(), none());
        for (at, statement) in reading.statements.iter().enumerate() {
            if let Some(actor) = statement.speaker.actor.as_deref().and_then(|id| view.actor_at(id)) {
                says[actor].push(view.statement_link(at));
            }
        }
        for (at, event) in reading.events.iter().enumerate() {
            let anchor = &view.anchors.events[at];
            let link = || Run::Link {
                to: anchor.record.clone(),
                text: format!("e{}", anchor.number),
                label: format!("{} e{}, {}", view.wording.event, anchor.number, view.event_tag(at)),
            };
            for (ids, lists) in [(&event.source, &mut does), (&event.target, &mut undergoes)] {
                ids.iter().filter_map(|id| view.actor_at(id)).for_each(|actor| lists[actor].push(link()));
            }
        }
        let spaced = |lists: Vec<Vec<Run>>| lists.into_iter().map(|links| joined(links, " ")).collect();
        let has_part =
            |at: &usize| !(says[*at].is_empty() && does[*at].is_empty() && undergoes[*at].is_empty());
        let groups: (Vec<usize>, Vec<usize>) = (0..reading.actors.len()).partition(has_part);
        Actors {
            view,
            around,
            groups: groups.into(),
            says: spaced(says),
            does: spaced(does),
            undergoes: spaced(undergoes),
        }
    }

    fn runs<'r>(&'r self, runs: &'r [Run]) -> Runs<'r> {
        Runs { runs, lang: self.view.lang }
    }

    /// Where all there is of an actor stands.
    fn other(&self, actor: &Actor) -> Option<&Other> {
        self.around.others.get(&actor.id)
    }

    fn name(&self, actor: &Actor) -> String {
        one_line(&actor.name)
    }

    fn kind(&self, actor: &Actor) -> &'static str {
        (self.view.wording.actor_kind)(actor.kind)
    }

    fn roles(&self, actor: &Actor) -> Roles {
        Roles::of(self.view, actor)
    }

    /// The other words that the text names it by.
    fn called(&self, actor: &Actor) -> String {
        let name = one_line(&actor.name);
        let mut seen = BTreeSet::from([name.to_lowercase()]);
        let words = actor.mentions.iter().map(|mention| self.view.words.line(*mention));
        let mut others: Vec<String> =
            words.filter(|words| !words.is_empty() && seen.insert(words.to_lowercase())).collect();
        if others.len() > OTHER_NAMES {
            others.truncate(OTHER_NAMES);
            others.push("…".to_owned());
        }
        others.join(" · ")
    }

    /// Where a place lies, as far as that is known.
    fn place(&self, place: &records::Place) -> String {
        let country = place.country.as_deref().map(|code| country(self.view, code));
        let at = place.lat.zip(place.lon).map(|(lat, lon)| format!("{lat:.2}, {lon:.2}"));
        let geonames = place.geonames.map(|id| format!("GeoNames {id}"));
        country.into_iter().chain(at).chain(geonames).collect::<Vec<_>>().join(" · ")
    }
}

/// What is known of an actor beside the name.
pub(crate) struct Roles {
    /// In the dispatch's words.
    pub role: Option<String>,
    pub member_of: Option<String>,
    pub country: Option<String>,
    pub sectors: Vec<&'static str>,
    /// The sectors' codes.
    pub codes: String,
}

impl Roles {
    pub fn of(view: &View<'_>, actor: &Actor) -> Roles {
        let role = actor.role.as_deref().map(one_line);
        let codes: Vec<&str> = actor.sectors.iter().map(|sector| sector.as_str()).collect();
        Roles {
            role: role.filter(|role| !role.is_empty() && !actor.name.contains(role.as_str())),
            member_of: view.actor(actor.member_of.as_deref()).map(|body| one_line(&body.name)),
            country: actor.country.as_deref().map(|code| country(view, code)),
            // An international organisation is one by its country already.
            sectors: actor
                .sectors
                .iter()
                .filter(|sector| **sector != Sector::Igo || actor.country.as_deref() != Some("IGO"))
                .map(|sector| (view.wording.sector)(*sector))
                .collect(),
            codes: codes.join(" "),
        }
    }
}

/// A country by its name; its code where that is none of a country.
fn country(view: &View<'_>, code: &str) -> String {
    if code == "IGO" {
        return view.wording.intergovernmental.to_owned();
    }
    knowledge::country(code)
        .map_or_else(|| one_line(code), |country| country.name(view.wording.lang).to_owned())
}
