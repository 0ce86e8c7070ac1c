//! The country of actors whose words tell none: that of the dispatch, where it has one.
//!
//! « France : le ministre des transports … », a dispatch from Lima about unions and a government: the press names the country
//! once, and means it throughout.

use super::{ActorBook, Cluster};
use crate::page::Page;
use records::{ActorKind, Sector};
use std::collections::BTreeMap;

/// A country must hold this share of all mentions of countries to be the dispatch's.
const HOME_SHARE: f32 = 0.5;

/// Gives the dispatch's country to bodies, groups and people of public life that have none.
pub fn settle(book: &mut ActorBook, page: &Page) {
    let Some(home) = home(book, page) else { return };
    for cluster in &mut book.clusters {
        if cluster.country.is_none() && is_domestic(cluster) {
            cluster.country = Some(home.clone());
        }
    }
}

/// The country that most mentions tell, the headline's counting double.
pub(super) fn home(book: &ActorBook, page: &Page) -> Option<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for mention in &book.mentions {
        if let Some(country) = mention.country.as_deref().filter(|code| *code != "IGO") {
            let headline = page.words[mention.head].block == 0;
            *counts.entry(country).or_default() += if headline { 2 } else { 1 };
        }
    }
    let all: u32 = counts.values().sum();
    let (country, most) =
        counts.iter().max_by_key(|(country, count)| (**count, std::cmp::Reverse(**country)))?;
    (*most as f32 >= HOME_SHARE * all as f32).then(|| (*country).to_owned())
}

/// Whether an actor is of the kind that belongs to a country: organs of the state, parties, unions, companies, people.
fn is_domestic(cluster: &Cluster) -> bool {
    use Sector::*;
    let across = cluster.sectors.iter().any(|sector| matches!(sector, Igo | Ngo));
    cluster.kind != ActorKind::Country
        && !across
        && (cluster.kind == ActorKind::Person || !cluster.sectors.is_empty())
}
