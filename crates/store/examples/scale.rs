//! Fills a store with statements of varied readings, and times questions to it as it grows.
//!
//! `cargo run --release -p depeche-store --example scale -- news.db 10000,100000,1000000 [DAYS]` makes a store, stops where it has so many
//! statements, and asks. The readings of the tests are told again and again, each time with other actors (some are everywhere, most are
//! rare), days (ten years of them, or DAYS: of few, more is compared to link it), outlets and words (some new ones among them); the same
//! numbers make the same store. A store that is there already is not filled but asked. Each line: statements, what was measured, by the
//! clock, on the processor (where the system tells), the unit, rows of the answer; parted by tabs.

use records::Reading;
use std::{
    collections::{BTreeMap, VecDeque},
    path::Path,
    time::{Duration, Instant},
};
use store::{
    Error, Made, Store,
    query::{self, Actors, Days, Dyads, Events, Outlet, Page, Search, Spot, Statements, Step, Timeline, Who},
};

type Anything = Result<(), Box<dyn std::error::Error>>;

const PERSONS: usize = 200_000;
const WORDS: usize = 300_000;
const YEARS: usize = 10 * 336;
const BATCH: usize = 200;
const OUTLETS: usize = 30;
const COUNTRIES: &[&str] = &[
    "USA", "CHN", "RUS", "FRA", "GBR", "DEU", "UKR", "IRN", "ISR", "TUR", "JPN", "KOR", "PRK", "IND", "PAK",
    "BRA", "MEX", "ITA", "ESP", "POL", "KAZ", "UZB", "SYR", "IRQ", "EGY", "DZA", "MAR", "MLI", "NER", "NGA",
    "GHA", "KEN", "MWI", "ZAF", "MDG", "HTI", "JAM", "CAN", "AUS", "FJI",
];

fn main() -> Anything {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: scale DB STATEMENTS[,STATEMENTS…] [DAYS]";
    let (path, sizes) = arguments.next().zip(arguments.next()).ok_or(usage)?;
    let sizes: Vec<usize> = sizes.split(',').map(str::parse).collect::<Result<_, _>>()?;
    let days = arguments.next().map_or(Ok(YEARS), |days| days.parse())?;
    let path = Path::new(&path);
    if path.exists() {
        let store = Store::open_to_read(path)?;
        let count = "SELECT count(*) FROM statements";
        let statements: i64 = store.connection().query_row(count, [], |row| row.get(0))?;
        return questions(path, usize::try_from(statements)?);
    }
    let mut filling = Filling::new(days)?;
    for wanted in sizes {
        filling.fill(path, wanted)?;
        questions(path, filling.statements)?;
    }
    Ok(())
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

/// A store in the making.
struct Filling {
    readings: Vec<Reading>,
    /// Words by their length.
    words: BTreeMap<usize, Vec<String>>,
    dice: Dice,
    days: usize,
    /// The last documents, that other outlets may tell too.
    recent: VecDeque<Reading>,
    statements: usize,
    documents: usize,
    took: Duration,
}

impl Filling {
    fn new(days: usize) -> Result<Filling, Box<dyn std::error::Error>> {
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
        let took = Duration::ZERO;
        Ok(Filling {
            readings,
            words,
            dice: Dice(1),
            days,
            recent: VecDeque::new(),
            statements: 0,
            documents: 0,
            took,
        })
    }

    /// Adds documents until there are so many statements, and says what that took.
    fn fill(&mut self, path: &Path, wanted: usize) -> Anything {
        let made = Made { program: "scale".into(), reader: "fr".into() };
        let mut store = Store::open(path)?;
        let (documents, statements) = (self.documents, self.statements);
        let before = spent();
        let began = Instant::now();
        while self.statements < wanted {
            let readings: Vec<Reading> = (0..BATCH).map(|_| self.next()).collect();
            let mut writer = store.writer()?;
            for reading in &readings {
                writer.add(&reading.document, reading, &made)?;
            }
            writer.commit()?;
        }
        let (took, busy) = (began.elapsed(), spent().zip(before).map(|(after, before)| after - before));
        self.took += took;
        store.connection().execute_batch("PRAGMA wal_checkpoint (TRUNCATE)")?;
        let size = std::fs::metadata(path)?.len() as f64;
        let (documents, statements) = (self.documents - documents, self.statements - statements);
        let each = |time: Duration| time.as_secs_f64() * 1e3 / documents as f64;
        told(self.statements, "documents", self.documents as f64, None, "", 0);
        told(self.statements, "file", size / 1e6, None, "MB", 0);
        told(self.statements, "file for a document", size / self.documents as f64, None, "bytes", 0);
        told(self.statements, "file for a statement", size / self.statements as f64, None, "bytes", 0);
        told(self.statements, "filling, a document", each(took), busy.map(each), "ms", 0);
        let rate = statements as f64 / took.as_secs_f64();
        told(self.statements, "filling", rate, None, "statements/s", 0);
        told(self.statements, "filling, all so far", self.took.as_secs_f64(), None, "s", 0);
        Ok(())
    }

    fn next(&mut self) -> Reading {
        let dice = &mut self.dice;
        let mut reading = if !self.recent.is_empty() && dice.unit() < 0.2 {
            let mut again = self.recent[dice.below(self.recent.len())].clone();
            again.document.text = reworded(&again.document.text, 0.1, &self.words, dice);
            again
        } else {
            let reading = &self.readings[self.documents % self.readings.len()];
            let reading = varied(reading, self.days, &self.words, dice);
            self.recent.push_back(reading.clone());
            if self.recent.len() > 40 {
                self.recent.pop_front();
            }
            reading
        };
        reading.document.id = format!("d{}", self.documents);
        reading.document.outlet = Some(format!("Journal {}", dice.skewed(OUTLETS)));
        self.documents += 1;
        self.statements += reading.statements.len();
        reading
    }
}

/// The same reading about others, on another day, in other words of the same length.
fn varied(reading: &Reading, days: usize, words: &BTreeMap<usize, Vec<String>>, dice: &mut Dice) -> Reading {
    let mut reading = reading.clone();
    let day = dice.below(days);
    let day = format!("{:04}-{:02}-{:02}", 2016 + day / 336, 1 + day % 336 / 28, 1 + day % 28);
    let document = &mut reading.document;
    document.published = Some(day.clone());
    document.text = reworded(&document.text, 0.68, words, dice);
    for actor in &mut reading.actors {
        let person = dice.skewed(PERSONS);
        actor.name =
            format!("{} {}", capital(&syllables(person, 2)), capital(&syllables(person + PERSONS, 3)));
        let mut of = Dice(person as u64 + 7);
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

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// A share of the words changed for others of the same length, few of them for rare ones.
fn reworded(text: &str, share: f64, words: &BTreeMap<usize, Vec<String>>, dice: &mut Dice) -> String {
    let mut other = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let length = word.chars().count();
        match (words.get(&length).filter(|_| length > 3), dice.unit() / share) {
            (Some(others), ..0.9) => other.push_str(&others[dice.below(others.len())]),
            (Some(_), ..1.0) => other.extend(syllables(dice.skewed(WORDS), 12).chars().take(length)),
            _ => other.push_str(word),
        }
        other.push_str(&piece[word.len()..]);
    }
    other
}

/// A made-up word that is always the same for a number.
fn syllables(number: usize, count: usize) -> String {
    const SYLLABLES: &[&str] = &[
        "ka", "lo", "mi", "ter", "van", "sou", "ber", "do", "ri", "che", "na", "pol", "gue", "fa", "tsin",
        "ou",
    ];
    let mut dice = Dice(number as u64 + 7);
    (0..count).map(|_| SYLLABLES[dice.below(SYLLABLES.len())]).collect()
}

fn questions(path: &Path, size: usize) -> Anything {
    let store = Store::open_to_read(path)?;
    let one =
        |sql: &str| -> rusqlite::Result<String> { store.connection().query_row(sql, [], |row| row.get(0)) };
    let often = one("SELECT folded FROM names ORDER BY actors DESC LIMIT 1")?;
    let seldom = one("SELECT folded FROM names WHERE actors = 3 LIMIT 1")?;
    eprintln!("often: {often}, seldom: {seldom}");
    let time = |name: &str, ask: &dyn Fn() -> Result<usize, Error>| time(size, name, ask);
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
    time("statements", &|| said(base()))?;
    time("statements --by (often)", &|| said(Statements { by: who(&often)?, ..base() }))?;
    time("statements --by (seldom)", &|| said(Statements { by: who(&seldom)?, ..base() }))?;
    time("statements --by CHN --act --since --until", &|| {
        said(Statements { by: who("CHN")?, acts: act.clone(), days: since(), ..base() })
    })?;
    time("statements --by FJI", &|| said(Statements { by: who("FJI")?, ..base() }))?;
    time("statements --by CHN --to KAZ", &|| {
        said(Statements { by: who("CHN")?, to: who("KAZ")?, ..base() })
    })?;
    time("statements --about Ouzbékistan", &|| {
        said(Statements { about: Some("Ouzbékistan".into()), ..base() })
    })?;
    time("statements --by USA --about Chine --since", &|| {
        said(Statements { by: who("USA")?, about: Some("Chine".into()), days: since(), ..base() })
    })?;
    time("statements --search \"droits\" (frequent)", &|| {
        said(Statements { search: Some("droits".into()), ..base() })
    })?;
    time("statements --search le (in nearly all)", &|| {
        said(Statements { search: Some("le".into()), ..base() })
    })?;
    time("statements --outlet --lang --act", &|| {
        let outlet = Some(Outlet::resolve(&store, "journal 7")?);
        said(Statements { outlet, lang: Some("fr".into()), acts: act.clone(), ..base() })
    })?;
    time("events --source CHN --target KAZ --type --status", &|| {
        let (types, statuses) =
            (vec![records::EventType::Agree], vec![records::Status::Planned, records::Status::Occurred]);
        done(Events { source: who("CHN")?, target: who("KAZ")?, types, statuses, ..Events::default() })
    })?;
    time("events --source CHN", &|| done(Events { source: who("CHN")?, ..Events::default() }))?;
    time("events --source FJI", &|| done(Events { source: who("FJI")?, ..Events::default() }))?;
    time("events --source (often) --target USA", &|| {
        done(Events { source: who(&often)?, target: who("USA")?, ..Events::default() })
    })?;
    time("events --place Kati --since", &|| {
        done(Events { place: Some(Spot::of("Kati")), days: since(), ..Events::default() })
    })?;
    time("events --place Haïti", &|| done(Events { place: Some(Spot::of("Haïti")), ..Events::default() }))?;
    time("events --place Fidji (none)", &|| {
        done(Events { place: Some(Spot::of("Fidji")), ..Events::default() })
    })?;
    time("actors", &|| Ok(Actors::default().find(&store, page)?.rows.len()))?;
    time("actors NAME", &|| {
        Ok(Actors { who: who(&often)?, ..Actors::default() }.find(&store, page)?.rows.len())
    })?;
    time("actors --country CHN --sector GOV", &|| {
        let sector = Some(records::Sector::ALL[0]);
        Ok(Actors { country: Some("CHN"), sector, ..Actors::default() }.find(&store, page)?.rows.len())
    })?;
    time("dyads CHN KAZ", &|| {
        let dyads = Dyads { one: "CHN".into(), other: "KAZ".into(), step: Step::Month, ..Dyads::default() };
        Ok(dyads.find(&store)?.rows.len())
    })?;
    time("dyads USA CHN", &|| {
        let dyads = Dyads { one: "USA".into(), other: "CHN".into(), step: Step::Month, ..Dyads::default() };
        Ok(dyads.find(&store)?.rows.len())
    })?;
    for (name, text) in [("timeline (often)", often.as_str()), ("timeline CHN", "CHN")] {
        time(name, &|| {
            let timeline = Timeline { who: Who::resolve(&store, text)?, days: Days::default() };
            Ok(timeline.find(&store, page)?.rows.len())
        })?;
    }
    let search = |text: &str, newest| Search { text: text.into(), newest, ..Search::default() };
    time("search sanctions", &|| Ok(search("sanctions", false).find(&store, page)?.rows.len()))?;
    time("search \"droits de l'homme\"", &|| {
        Ok(search("droits de l'homme", false).find(&store, page)?.rows.len())
    })?;
    time("search le (in nearly all)", &|| Ok(search("le", false).find(&store, page)?.rows.len()))?;
    time("search le pays", &|| Ok(search("le pays", false).find(&store, page)?.rows.len()))?;
    time("search « de la » (a phrase of frequent words)", &|| {
        Ok(search("« de la »", false).find(&store, page)?.rows.len())
    })?;
    time("search le --newest", &|| Ok(search("le", true).find(&store, page)?.rows.len()))?;
    time("search le --since --until", &|| {
        Ok(Search { days: since(), ..search("le", false) }.find(&store, page)?.rows.len())
    })?;
    time("search sanctions --newest", &|| Ok(search("sanctions", true).find(&store, page)?.rows.len()))?;
    time("near names", &|| Ok(Who::resolve(&store, "Kalomi Tervansu")?.near(&store)?.len()))?;
    time("sql: acts by speaker's country", &|| {
        let text =
            "SELECT speaker_country, act, count(*) FROM statements_view WHERE day >= '2025-06' GROUP BY 1, 2";
        Ok(query::sql(path, text, query::Bounds::default(), page)?.rows.len())
    })?;
    Ok(())
}

/// What this thread has spent on a processor, where the system tells: other programs do not count.
fn spent() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

/// The middle of nine runs or more after one that warms up, by the clock; on the processor the mean, for systems count that coarsely.
fn time(size: usize, name: &str, ask: &dyn Fn() -> Result<usize, Error>) -> Anything {
    let rows = ask()?;
    let (began, before) = (Instant::now(), spent());
    let mut runs: Vec<Duration> = Vec::new();
    while runs.len() < 9 || began.elapsed() < Duration::from_millis(200) && runs.len() < 1000 {
        let began = Instant::now();
        ask()?;
        runs.push(began.elapsed());
    }
    let busy = spent().zip(before).map(|(after, before)| after.saturating_sub(before));
    runs.sort();
    let busy = busy.map(|busy| busy.as_secs_f64() * 1e3 / runs.len() as f64);
    told(size, name, runs[runs.len() / 2].as_secs_f64() * 1e3, busy, "ms", rows);
    Ok(())
}

fn told(size: usize, name: &str, clock: f64, processor: Option<f64>, unit: &str, rows: usize) {
    let processor = processor.map(|value| format!("{value:.2}")).unwrap_or_default();
    println!("{size}\t{name}\t{clock:.2}\t{processor}\t{unit}\t{rows}");
}
