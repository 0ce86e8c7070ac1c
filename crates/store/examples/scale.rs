//! Fills a store with statements of varied readings and times questions to it.
//!
//! `cargo run --release -p depeche-store --example scale -- news.db 100000` makes the store if it is not there. The readings of the tests are
//! told again and again, each time with other actors (some are everywhere, most are rare), days, outlets and words; the
//! same number makes the same store.

use records::Reading;
use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};
use store::{
    Error, Made, Store,
    query::{self, Actors, Days, Dyads, Events, Outlet, Page, Search, Spot, Statements, Step, Timeline, Who},
};

type Anything = Result<(), Box<dyn std::error::Error>>;

const PERSONS: usize = 20_000;
const OUTLETS: usize = 30;
const COUNTRIES: &[&str] = &[
    "USA", "CHN", "RUS", "FRA", "GBR", "DEU", "UKR", "IRN", "ISR", "TUR", "JPN", "KOR", "PRK", "IND", "PAK",
    "BRA", "MEX", "ITA", "ESP", "POL", "KAZ", "UZB", "SYR", "IRQ", "EGY", "DZA", "MAR", "MLI", "NER", "NGA",
    "GHA", "KEN", "MWI", "ZAF", "MDG", "HTI", "JAM", "CAN", "AUS", "FJI",
];

fn main() -> Anything {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: scale DB STATEMENTS")?;
    let wanted: usize = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(100_000);
    let path = Path::new(&path);
    if !path.exists() {
        let began = Instant::now();
        fill(path, wanted)?;
        println!("filled in {:.0} s", began.elapsed().as_secs_f64());
    }
    println!("{:.1} MB", std::fs::metadata(path)?.len() as f64 / 1e6);
    questions(path)
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Below a bound, small numbers far more often than large ones.
    fn skewed(&mut self, below: usize) -> usize {
        ((self.unit().powi(4) * below as f64) as usize).min(below - 1)
    }

    fn below(&mut self, below: usize) -> usize {
        ((self.unit() * below as f64) as usize).min(below - 1)
    }
}

fn fill(path: &Path, wanted: usize) -> Anything {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readings.jsonl");
    let readings: Vec<Reading> =
        std::fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut words: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let texts =
        readings.iter().flat_map(|reading| reading.document.text.split(|c: char| !c.is_alphanumeric()));
    let more = "Ouzbékistan Kazakhstan chinois ouzbèkes iraniens droits libertés commerce frontière sanctions sommet";
    for word in texts.chain(more.split(' ').cycle().take(200)) {
        words.entry(word.chars().count()).or_default().push(word.to_owned());
    }
    let mut dice = Dice(1);
    let made = Made { program: "scale".into(), reader: "fr".into() };
    let mut store = Store::open(path)?;
    let (mut statements, mut documents) = (0, 0);
    while statements < wanted {
        let mut writer = store.writer()?;
        for _ in 0..500 {
            let reading = varied(&readings[documents % readings.len()], documents, &words, &mut dice);
            statements += reading.statements.len();
            documents += 1;
            writer.add(&reading.document.clone(), &reading, &made)?;
        }
        writer.commit()?;
    }
    println!("{statements} statements in {documents} documents");
    Ok(())
}

/// The same reading about others, on another day, in other words of the same length.
fn varied(
    reading: &Reading,
    number: usize,
    words: &BTreeMap<usize, Vec<String>>,
    dice: &mut Dice,
) -> Reading {
    let mut reading = reading.clone();
    let day = format!("{:04}-{:02}-{:02}", 2016 + dice.below(10), 1 + dice.below(12), 1 + dice.below(28));
    let document = &mut reading.document;
    document.id = format!("d{number}");
    document.outlet = Some(format!("Journal {}", dice.skewed(OUTLETS)));
    document.published = Some(day.clone());
    let mut text = String::with_capacity(document.text.len());
    for piece in document.text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let others =
            words.get(&word.chars().count()).filter(|_| word.chars().count() > 3 && dice.unit() < 0.6);
        text.push_str(others.map_or(word, |others| &others[dice.below(others.len())]));
        text.push_str(&piece[word.len()..]);
    }
    document.text = text;
    for actor in &mut reading.actors {
        let person = dice.skewed(PERSONS);
        let mut of = Dice(person as u64 + 7);
        let syllables = [
            "ka", "lo", "mi", "ter", "van", "sou", "ber", "do", "ri", "che", "na", "pol", "gue", "fa",
            "tsin", "ou",
        ];
        let mut name =
            |count: usize| -> String { (0..count).map(|_| syllables[of.below(syllables.len())]).collect() };
        actor.name = format!("{} {}", name(2), name(3));
        actor.country = Some(COUNTRIES[of.skewed(COUNTRIES.len())].to_owned());
    }
    for date in reading.statements.iter_mut().filter_map(|statement| statement.date.as_mut()) {
        (date.start, date.end) = (day.clone(), day.clone());
    }
    for date in reading.events.iter_mut().filter_map(|event| event.date.as_mut()) {
        (date.start, date.end) = (day.clone(), day.clone());
    }
    reading
}

fn questions(path: &Path) -> Anything {
    let store = Store::open_to_read(path)?;
    let one =
        |sql: &str| -> rusqlite::Result<String> { store.connection().query_row(sql, [], |row| row.get(0)) };
    let often = one("SELECT folded FROM names ORDER BY actors DESC LIMIT 1")?;
    let seldom = one("SELECT folded FROM names WHERE actors = 3 LIMIT 1")?;
    println!("often: {often}, seldom: {seldom}");
    let page = Page { limit: Some(50), offset: 0 };
    let who = |text: &str| Who::resolve(&store, text).map(Some);
    let said = |filter: Statements| -> Result<usize, Error> {
        let found = filter.find(&store, page)?;
        found.ids.iter().try_for_each(|id| query::statement(&store, *id).map(drop))?;
        Ok(found.ids.len())
    };
    let done = |filter: Events| -> Result<usize, Error> {
        let found = filter.find(&store, page)?;
        found.ids.iter().try_for_each(|id| query::event(&store, *id).map(drop))?;
        Ok(found.ids.len())
    };
    let base = Statements::default;
    let act = vec![records::Act::Promise];
    let since = || Days { since: Some("2022-09".into()), until: Some("2022".into()) };
    time("statements", || said(base()))?;
    time("statements --by (often)", || said(Statements { by: who(&often)?, ..base() }))?;
    time("statements --by (seldom)", || said(Statements { by: who(&seldom)?, ..base() }))?;
    time("statements --by CHN --act --since --until", || {
        said(Statements { by: who("CHN")?, acts: act.clone(), days: since(), ..base() })
    })?;
    time("statements --by FJI", || said(Statements { by: who("FJI")?, ..base() }))?;
    time("statements --by CHN --to KAZ", || said(Statements { by: who("CHN")?, to: who("KAZ")?, ..base() }))?;
    time("statements --about Ouzbékistan", || {
        said(Statements { about: Some("Ouzbékistan".into()), ..base() })
    })?;
    time("statements --by USA --about Chine --since", || {
        said(Statements { by: who("USA")?, about: Some("Chine".into()), days: since(), ..base() })
    })?;
    time("statements --search \"droits\" (frequent)", || {
        said(Statements { search: Some("droits".into()), ..base() })
    })?;
    time("statements --search le (in nearly all)", || {
        said(Statements { search: Some("le".into()), ..base() })
    })?;
    time("statements --outlet --lang --act", || {
        let outlet = Some(Outlet::resolve(&store, "journal 7")?);
        said(Statements { outlet, lang: Some("fr".into()), acts: act.clone(), ..base() })
    })?;
    time("events --source CHN --target KAZ --type --status", || {
        let (types, statuses) =
            (vec![records::EventType::Agree], vec![records::Status::Planned, records::Status::Occurred]);
        done(Events { source: who("CHN")?, target: who("KAZ")?, types, statuses, ..Events::default() })
    })?;
    time("events --source CHN", || done(Events { source: who("CHN")?, ..Events::default() }))?;
    time("events --source FJI", || done(Events { source: who("FJI")?, ..Events::default() }))?;
    time("events --source (often) --target USA", || {
        done(Events { source: who(&often)?, target: who("USA")?, ..Events::default() })
    })?;
    time("events --place Kati --since", || {
        done(Events { place: Some(Spot::of("Kati")), days: since(), ..Events::default() })
    })?;
    time("events --place Haïti", || done(Events { place: Some(Spot::of("Haïti")), ..Events::default() }))?;
    time("events --place Fidji (none)", || {
        done(Events { place: Some(Spot::of("Fidji")), ..Events::default() })
    })?;
    time("actors", || Ok(Actors::default().find(&store, page)?.rows.len()))?;
    time("actors NAME", || {
        Ok(Actors { who: who(&often)?, ..Actors::default() }.find(&store, page)?.rows.len())
    })?;
    time("actors --country CHN --sector GOV", || {
        let sector = Some(records::Sector::ALL[0]);
        Ok(Actors { country: Some("CHN"), sector, ..Actors::default() }.find(&store, page)?.rows.len())
    })?;
    time("dyads CHN KAZ", || {
        let dyads = Dyads { one: "CHN".into(), other: "KAZ".into(), step: Step::Month, ..Dyads::default() };
        Ok(dyads.find(&store)?.rows.len())
    })?;
    time("dyads USA CHN", || {
        let dyads = Dyads { one: "USA".into(), other: "CHN".into(), step: Step::Month, ..Dyads::default() };
        Ok(dyads.find(&store)?.rows.len())
    })?;
    for (name, text) in [("timeline (often)", often.as_str()), ("timeline CHN", "CHN")] {
        time(name, || {
            let timeline = Timeline { who: Who::resolve(&store, text)?, days: Days::default() };
            Ok(timeline.find(&store, page)?.rows.len())
        })?;
    }
    let search = |text: &str, newest| Search { text: text.into(), newest, ..Search::default() };
    time("search sanctions", || Ok(search("sanctions", false).find(&store, page)?.rows.len()))?;
    time("search \"droits de l'homme\"", || {
        Ok(search("droits de l'homme", false).find(&store, page)?.rows.len())
    })?;
    time("search sanctions --newest", || Ok(search("sanctions", true).find(&store, page)?.rows.len()))?;
    time("near names", || Ok(Who::resolve(&store, "Kalomi Tervansu")?.near(&store)?.len()))?;
    time("sql: acts by speaker's country", || {
        let text =
            "SELECT speaker_country, act, count(*) FROM statements_view WHERE day >= '2025-06' GROUP BY 1, 2";
        Ok(query::sql(path, text, Duration::from_secs(60), page)?.rows.len())
    })?;
    Ok(())
}

/// What this thread has spent on a processor, where the system tells: other programs do not count.
fn spent() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

/// The middle of five runs after one that warms up.
fn time(name: &str, ask: impl Fn() -> Result<usize, Error>) -> Anything {
    let rows = ask()?;
    let mut runs: Vec<Duration> = Vec::new();
    for _ in 0..5 {
        let (began, before) = (Instant::now(), spent());
        ask()?;
        let on_processor = spent().zip(before).map(|(after, before)| after.saturating_sub(before));
        runs.push(on_processor.unwrap_or_else(|| began.elapsed()));
    }
    runs.sort();
    println!("{:8.1} ms  {rows:4} rows  {name}", runs[2].as_secs_f64() * 1e3);
    Ok(())
}
