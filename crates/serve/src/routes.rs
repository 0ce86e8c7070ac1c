//! Every page that asks the store, once: its address, what it takes, what it gives. The router answers by this table, refuses parameters that
//! are not in it, and the API's description ([`crate::pages::api`]) is written from it.

use crate::{answer::Answer, error::Failure, pages, params::Params, site::Context};
use records::{Act, ActorKind, EventType, Form, Sector, Status};

/// What makes a page.
pub type Make = fn(&Context<'_>) -> Result<Answer, Failure>;

/// A page.
#[derive(Debug)]
pub struct Route {
    /// The pattern of its path.
    pub path: &'static str,
    /// Its name, in metrics and in the description.
    pub name: &'static str,
    /// What makes it.
    pub make: Make,
    /// In which forms it is there beside HTML.
    pub forms: Forms,
    /// What it gives.
    pub tells: &'static str,
    /// What it takes: parts of its path first.
    pub params: &'static [Param],
    /// Addresses that are asked in tests and shown in the description; `/statements` stands for `/statements.json` too.
    pub examples: &'static [&'static str],
}

/// Forms beside HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forms {
    /// JSON.
    Json,
    /// JSON and CSV.
    Table,
    /// None: it leads to another address.
    Leads,
    /// JSON; the page takes what is sent to it.
    Posted,
}

/// What a page takes.
#[derive(Debug)]
pub struct Param {
    pub name: &'static str,
    pub kind: Kind,
    pub tells: &'static str,
}

/// What values a parameter can have.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Text,
    /// A number in the path.
    Row,
    /// A day, month or year.
    Day,
    /// A number from 1.
    Number(u64),
    /// `1` or nothing.
    Flag,
    /// One of these.
    One(fn() -> Vec<&'static str>),
    /// Some of these, parted by commas.
    Some(fn() -> Vec<&'static str>),
}

const fn param(name: &'static str, kind: Kind, tells: &'static str) -> Param {
    Param { name, kind, tells }
}

macro_rules! codes {
    ($list:ty) => {
        || <$list>::ALL.iter().map(|code| code.as_str()).collect()
    };
}

const LIMIT: Param = param("limit", Kind::Number(1000), "At most so many rows (100 unless told).");
const AFTER: Param =
    param("after", Kind::Text, "Where the page before ended; taken from `next`, never made up.");
const SINCE: Param = param("since", Kind::Day, "From this day, month or year on.");
const UNTIL: Param = param("until", Kind::Day, "Until this day, month or year, to its end.");
const OUTLET: Param = param("outlet", Kind::Text, "In this outlet: its name, or a part of it.");
const LANG: Param = param("lang", Kind::Text, "In this language (BCP 47).");
const DOCUMENT: Param = param("document", Kind::Text, "In the document of this id.");
const STATUS: Param = param("status", Kind::Some(codes!(Status)), "Whether it happened.");
const TYPE: Param = param("type", Kind::Some(codes!(EventType)), "Of these PLOVER types.");

/// All of them.
pub static ROUTES: &[Route] = &[
    Route {
        path: "/",
        name: "home",
        make: pages::home,
        forms: Forms::Json,
        tells: "How much there is, by day of publication, and the latest dispatches. For programs: /home.json.",
        params: &[],
        examples: &["/"],
    },
    Route {
        path: "/home",
        name: "home",
        make: pages::home,
        forms: Forms::Json,
        tells: "The front page under the name that it has for programs.",
        params: &[],
        examples: &["/home"],
    },
    Route {
        path: "/search",
        name: "search",
        make: pages::search,
        forms: Forms::Table,
        tells: "Dispatches that have words, with the place where they stand.",
        params: &[
            param("q", Kind::Text, "Words in any order; “a phrase”, begin*, one OR other."),
            param(
                "order",
                Kind::One(|| vec!["best", "newest"]),
                "What fits best first (unless told), or the newest.",
            ),
            SINCE,
            UNTIL,
            OUTLET,
            LANG,
            LIMIT,
            AFTER,
        ],
        examples: &["/search?q=maire", "/search?q=missiles+OR+sanctions&order=newest&limit=5"],
    },
    Route {
        path: "/statements",
        name: "statements",
        make: pages::statements,
        forms: Forms::Table,
        tells: "Who said what, newest first.",
        params: &[
            param("by", Kind::Text, "Who makes it: a name, or a country's name or code."),
            param("country", Kind::Text, "Of which country who makes it is."),
            param("to", Kind::Text, "To whom: a name, or a country's name or code."),
            param("about", Kind::Text, "Words of the content; a country's name stands for all its forms."),
            param("q", Kind::Text, "Words of the content as they stand."),
            param("act", Kind::Some(codes!(Act)), "What is done by saying it."),
            param("form", Kind::Some(codes!(Form)), "How it is reported."),
            SINCE,
            UNTIL,
            OUTLET,
            LANG,
            DOCUMENT,
            LIMIT,
            AFTER,
        ],
        examples: &["/statements?act=promise,announce&limit=5", "/statements?by=FRA&since=2020"],
    },
    Route {
        path: "/events",
        name: "events",
        make: pages::events,
        forms: Forms::Table,
        tells: "Who did what to whom, newest first.",
        params: &[
            param("source", Kind::Text, "Who does it: a name, or a country's name or code."),
            param("target", Kind::Text, "To whom: a name, or a country's name or code."),
            TYPE,
            STATUS,
            param("place", Kind::Text, "Where: words of a place's name, or a country."),
            SINCE,
            UNTIL,
            OUTLET,
            LANG,
            DOCUMENT,
            param("main", Kind::Flag, "Without what a sentence tells in passing."),
            LIMIT,
            AFTER,
        ],
        examples: &["/events?type=AGREE,CONSULT&limit=5", "/events?source=PRK&status=occurred"],
    },
    Route {
        path: "/dispatch",
        name: "dispatch",
        make: pages::dispatch_of,
        forms: Forms::Leads,
        tells: "Leads to the newest version of a document.",
        params: &[param("key", Kind::Text, "The document's id.")],
        examples: &[],
    },
    Route {
        path: "/dispatch/{row}",
        name: "dispatch",
        make: pages::dispatch,
        forms: Forms::Json,
        tells: "One dispatch with all that was read in it: the record as `depeche read --format jsonl` writes it.",
        params: &[param("row", Kind::Row, "Its row in the store.")],
        examples: &["/dispatch/1"],
    },
    Route {
        path: "/utterance/{id}",
        name: "utterance",
        make: pages::utterance,
        forms: Forms::Table,
        tells: "All reports of one statement, with what each kept and cut of the fullest, and why they are taken for one.",
        params: &[param("id", Kind::Row, "Its id: `utterance` in the store's table of statements.")],
        examples: &["/utterance/1"],
    },
    Route {
        path: "/happening/{id}",
        name: "happening",
        make: pages::happening,
        forms: Forms::Table,
        tells: "All reports of one event, and how each outlet vouches for it.",
        params: &[param("id", Kind::Row, "Its id: `happening` in the store's table of events.")],
        examples: &["/happening/1"],
    },
    Route {
        path: "/actors",
        name: "actors",
        make: pages::actors,
        forms: Forms::Table,
        tells: "Who is in the store, most told first.",
        params: &[
            param("name", Kind::Text, "Words of the name."),
            param("country", Kind::Text, "Of which country: its name or code."),
            param("sector", Kind::One(codes!(Sector)), "Of which sector."),
            param("kind", Kind::One(codes!(ActorKind)), "What kind of actor."),
            LIMIT,
            AFTER,
        ],
        examples: &["/actors?limit=5", "/actors?kind=person&country=FRA"],
    },
    Route {
        path: "/actor/{id}",
        name: "actor",
        make: pages::actor,
        forms: Forms::Json,
        tells: "One actor: who it is, what it said, what is said of it, what it did, what was done to it, with whom.",
        params: &[param("id", Kind::Row, "Its id: `canon` in the store's table of actors.")],
        examples: &["/actor/1"],
    },
    Route {
        path: "/country/{code}",
        name: "country",
        make: pages::country,
        forms: Forms::Leads,
        tells: "Leads to a country as an actor, else to the actors of that country.",
        params: &[param("code", Kind::Text, "ISO 3166 alpha-3, or a name.")],
        examples: &["/country/FRA"],
    },
    Route {
        path: "/dyads",
        name: "dyads",
        make: pages::dyads,
        forms: Forms::Table,
        tells: "Pairs of countries that have most to do with each other among the newest 20,000 events; the page leads to any two.",
        params: &[
            param("one", Kind::Text, "A country: its name or code; only its pairs."),
            param("other", Kind::Text, "Another."),
            SINCE,
            UNTIL,
        ],
        examples: &["/dyads", "/dyads?one=PRK"],
    },
    Route {
        path: "/dyad/{one}/{other}",
        name: "dyad",
        make: pages::dyad,
        forms: Forms::Table,
        tells: "Two countries: how many events are between them, by period, direction, type and status, with the mean of their Goldstein weights \
            (from -10, conflict, to 10, cooperation).",
        params: &[
            param("one", Kind::Text, "A country's code (ISO 3166 alpha-3); a name leads there."),
            param("other", Kind::Text, "Another's."),
            param("step", Kind::One(|| vec!["month", "year"]), "By month (unless told) or year."),
            TYPE,
            STATUS,
            SINCE,
            UNTIL,
        ],
        examples: &["/dyad/PRK/KOR", "/dyad/PRK/KOR?step=year"],
    },
    Route {
        path: "/network",
        name: "network",
        make: pages::network,
        forms: Forms::Table,
        tells: "Who has most to do with whom: 60 actors and what is between them, over the newest 10,000 events and as many statements of a time.",
        params: &[
            param("country", Kind::Text, "What one of this country does or undergoes: its name or code."),
            SINCE,
            UNTIL,
        ],
        examples: &["/network", "/network?country=PRK"],
    },
    Route {
        path: "/map",
        name: "map",
        make: pages::map,
        forms: Forms::Table,
        tells: "Where events happen, over the newest 20,000 of a time: rows of countries, then of places with their position.",
        params: &[SINCE, UNTIL, TYPE, STATUS],
        examples: &["/map", "/map?type=ASSAULT&status=occurred"],
    },
    Route {
        path: "/read",
        name: "read",
        make: pages::read,
        forms: Forms::Posted,
        tells: "Reads a text that is sent, as a form or as JSON: the record as `depeche read --format jsonl` writes it. Nothing of it is kept.",
        params: &[
            param("text", Kind::Text, "The text, of at most 100,000 letters."),
            param("lang", Kind::Text, "Its language (BCP 47); told by its words where it is left out."),
            param("published", Kind::Day, "Its day, from which “yesterday” counts."),
            param("title", Kind::Text, "Its title."),
        ],
        examples: &[],
    },
    Route {
        path: "/sql",
        name: "sql",
        make: pages::sql,
        forms: Forms::Table,
        tells: "The answer to one SELECT on the store's tables and views. It can do nothing but read, and is broken off when it takes too long.",
        params: &[param("q", Kind::Text, "The question."), LIMIT, AFTER],
        examples: &[
            "/sql?q=SELECT+act,+count(*)+AS+statements+FROM+statements_view+GROUP+BY+1+ORDER+BY+2+DESC",
        ],
    },
    Route {
        path: "/api",
        name: "api",
        make: pages::api,
        forms: Forms::Json,
        tells: "What programs can ask: this description, as OpenAPI 3.1.",
        params: &[],
        examples: &["/api"],
    },
];

impl Route {
    /// Parameters that a request may have here; programs are told which one may not be, people are shown the page without it.
    ///
    /// # Errors
    /// The first that the page does not know, when a program asks.
    pub fn known(&self, params: &Params, strict: bool) -> Result<Params, Failure> {
        let is_known = |name: &str| name == "ui" || self.asked().any(|param| param.name == name);
        if strict && let Some((name, _)) = params.pairs().iter().find(|(name, _)| !is_known(name)) {
            let known: Vec<&str> = self.asked().map(|param| param.name).collect();
            let known = if known.is_empty() {
                "it takes none".to_owned()
            } else {
                format!("one of {}", known.join(", "))
            };
            return Err(Failure::Bad(format!("{name}: no parameter of {}: {known}", self.path)));
        }
        let unknown = params.pairs().iter().filter(|(name, _)| !is_known(name));
        Ok(unknown.fold(params.clone(), |params, (name, _)| params.without(name)))
    }

    /// Parameters behind the question mark.
    fn asked(&self) -> impl Iterator<Item = &'static Param> {
        self.params.iter().filter(|param| self.forms != Forms::Posted && !self.in_path(param))
    }

    /// Whether a parameter is a part of the path.
    pub fn in_path(&self, param: &Param) -> bool {
        self.path.contains(&format!("{{{}}}", param.name))
    }
}

#[cfg(test)]
mod tests {
    use super::ROUTES;
    use crate::params::Params;

    #[test]
    fn what_the_table_does_not_know_is_refused_to_programs() {
        let events = ROUTES.iter().find(|route| route.path == "/events").unwrap();
        let params = Params::parse("source=FRA&sauce=x&ui=fr");
        assert!(events.known(&params, true).is_err());
        assert_eq!(events.known(&params, false).unwrap(), Params::parse("source=FRA&ui=fr"));
        assert!(events.known(&Params::parse("source=FRA"), true).is_ok());
    }

    #[test]
    fn each_part_of_a_path_is_told() {
        for route in ROUTES {
            let parts = route.path.matches('{').count();
            let told = route.params.iter().filter(|param| route.in_path(param)).count();
            assert_eq!(parts, told, "{}", route.path);
        }
    }
}
