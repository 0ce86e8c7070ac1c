//! `depeche query`: what can be asked of a store.

use super::fetch::time;
use clap::{Args, Subcommand, ValueEnum};
use records::{Act, ActorKind, EventType, Form, Sector, Status};
use std::{path::PathBuf, str::FromStr, time::Duration};

/// Asks a store who said what, who did what to whom, and where words stand.
///
/// Names match without case and accents, by whole words: `--by macron` finds Emmanuel Macron. A country's name, in any of the languages,
/// or its code in capitals stands for its actors. Days are years, months or days: `--since 2022-09 --until 2022`. Records count on the
/// first day that the text tells, else on the day of the dispatch; the newest come first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche query news.db statements --by \"Xi Jinping\" --about Ouzbékistan --act promise --since 2022-09
  depeche query news.db events --source CHN --target KAZ --type AGREE --status planned
  depeche query news.db dyads CHN KAZ --monthly
  depeche query news.db search '\"droits de l’homme\" OR libertés'
  depeche query news.db sql 'SELECT speaker, count(*) FROM statements_view GROUP BY 1 ORDER BY 2 DESC'

Exit codes: 0 also where nothing matches, which is told on standard error, with names that are written nearly so; 2 usage, or no
store.")]
pub struct Query {
    /// The store that `depeche ingest` made.
    #[arg(value_name = "DB")]
    pub store: PathBuf,
    #[command(subcommand)]
    pub question: Question,
}

#[derive(Debug, Subcommand)]
pub enum Question {
    Statements(Statements),
    Events(Events),
    Actors(Actors),
    Dyads(Dyads),
    Timeline(Timeline),
    Search(Search),
    Sql(Sql),
}

/// Who said what.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche query news.db statements --by \"Xi Jinping\" --act promise --form direct
  depeche query news.db statements --about Ouzbékistan --since 2022-09 --until 2022-12
  depeche query news.db statements --by CHN --to KAZ --format csv > said.csv
  depeche query news.db statements --search '\"droits de l’homme\"'")]
pub struct Statements {
    /// Who makes it: a name, or a country.
    #[arg(long, value_name = "NAME|COUNTRY")]
    pub by: Option<String>,
    /// To whom it is made.
    #[arg(long, value_name = "NAME|COUNTRY")]
    pub to: Option<String>,
    /// Words of what is said; a country's name stands for all its names and its people's.
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// Words of what is said, as they stand: all of them, phrases in quotation marks, `ouzbek*`, `OR`.
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
    /// What is done by saying it; can be given several times, or parted by commas.
    #[arg(long = "act", value_name = "ACT", value_delimiter = ',', value_parser = code::<Act>)]
    pub acts: Vec<Act>,
    /// direct, indirect or mixed.
    #[arg(long = "form", value_name = "FORM", value_delimiter = ',', value_parser = code::<Form>)]
    pub forms: Vec<Form>,
    #[command(flatten)]
    pub within: Within,
    #[command(flatten)]
    pub shown: Shown,
}

/// Who did what to whom.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche query news.db events --source CHN --target KAZ --type AGREE --status planned
  depeche query news.db events --place Samarcande --since 2022
  depeche query news.db events --source \"Amnesty International\" --format jsonl")]
pub struct Events {
    /// Who does it: a name, or a country.
    #[arg(long, value_name = "NAME|COUNTRY")]
    pub source: Option<String>,
    /// To whom.
    #[arg(long, value_name = "NAME|COUNTRY")]
    pub target: Option<String>,
    /// PLOVER type; can be given several times, or parted by commas.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = code::<EventType>)]
    pub types: Vec<EventType>,
    /// occurred, planned, alleged, denied or hypothetical.
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', value_parser = code::<Status>)]
    pub statuses: Vec<Status>,
    /// Where: words of a place's name, or a country.
    #[arg(long, value_name = "PLACE|COUNTRY")]
    pub place: Option<String>,
    /// Without what a sentence tells in passing.
    #[arg(long)]
    pub main_only: bool,
    #[command(flatten)]
    pub within: Within,
    #[command(flatten)]
    pub shown: Shown,
}

/// Who is in the store, and how often.
///
/// Actors that were linked across documents are one, under their fullest name, with the other names that the newest documents give them; of
/// those that are linked to none, each name is one for each country that it is told of. Role and sectors are those of the newest document.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche query news.db actors jinping
  depeche query news.db actors --country CHN --sector GOV
  depeche query news.db actors --kind person --limit 20")]
pub struct Actors {
    /// Words of the name, or a country.
    #[arg(value_name = "NAME|COUNTRY")]
    pub name: Option<String>,
    /// Of this country.
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Of this sector, as GOV.
    #[arg(long, value_name = "SECTOR", value_parser = code::<Sector>)]
    pub sector: Option<Sector>,
    /// person, country, organisation or group.
    #[arg(long, value_name = "KIND", value_parser = code::<ActorKind>)]
    pub kind: Option<ActorKind>,
    #[command(flatten)]
    pub shown: Shown,
}

/// What two countries did to each other, over time.
///
/// The table has a row for each direction and type, with a bar for each period; JSON lines and CSV have a row for each period, direction, type and
/// status.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche query news.db dyads CHN KAZ
  depeche query news.db dyads Chine Kazakhstan --yearly --status occurred
  depeche query news.db dyads CHN KAZ --format csv > dyad.csv")]
pub struct Dyads {
    /// A country.
    #[arg(value_name = "COUNTRY")]
    pub one: String,
    /// Another.
    #[arg(value_name = "COUNTRY")]
    pub other: String,
    /// By month; so it is unless years are asked for.
    #[arg(long, conflicts_with = "yearly")]
    pub monthly: bool,
    /// By year.
    #[arg(long)]
    pub yearly: bool,
    /// PLOVER type; can be given several times, or parted by commas.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = code::<EventType>)]
    pub types: Vec<EventType>,
    /// occurred, planned, alleged, denied or hypothetical.
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', value_parser = code::<Status>)]
    pub statuses: Vec<Status>,
    #[command(flatten)]
    pub days: Days,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = AnswerFormat::Table)]
    pub format: AnswerFormat,
}

/// What somebody said and did, and what was done to them, day by day.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche query news.db timeline \"Xi Jinping\"
  depeche query news.db timeline Kazakhstan --since 2022-09-13 --until 2022-09-16")]
pub struct Timeline {
    /// A name, or a country.
    #[arg(value_name = "NAME|COUNTRY")]
    pub who: String,
    #[command(flatten)]
    pub days: Days,
    #[command(flatten)]
    pub shown: Shown,
}

/// Documents that have words in title or text.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche query news.db search \"droits de l'homme\"
  depeche query news.db search '\"route de la soie\" ouzbek*' --newest
  depeche query news.db search 'Samarcande OR Samarkand' --since 2022-09")]
pub struct Search {
    /// All of them, in any order; phrases in quotation marks, `ouzbek*`, `OR`. Case and accents do not count.
    #[arg(value_name = "WORDS")]
    pub words: String,
    /// The newest first, instead of those that have more of the words.
    #[arg(long)]
    pub newest: bool,
    #[command(flatten)]
    pub within: Within,
    #[command(flatten)]
    pub shown: Shown,
}

/// Answers one SELECT; nothing can be changed by it.
///
/// The tables and views are described in crates/store/schema: statements_view, events_view and dyads_month have the joins done.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche query news.db sql 'SELECT speaker, act, content FROM statements_view WHERE act = \"promise\"'
  depeche query news.db sql --format csv 'SELECT * FROM dyads_month' > dyads.csv
  depeche query news.db sql --timeout 60s --limit 10 'SELECT outlet, count(*) FROM documents GROUP BY 1'")]
pub struct Sql {
    /// The question.
    #[arg(value_name = "SELECT")]
    pub question: String,
    /// Give up after this time, as 500ms, 10s or 2m.
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = time)]
    pub timeout: Duration,
    /// Give up when this many megabytes are not enough to sort, group and hold what is answered.
    #[arg(long, value_name = "MB", default_value = "256")]
    pub memory: usize,
    #[command(flatten)]
    pub shown: Shown,
}

/// In which documents.
#[derive(Debug, Args)]
pub struct Within {
    #[command(flatten)]
    pub days: Days,
    /// In this outlet, whatever case and accents.
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// In this language, as fr.
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
}

/// When.
#[derive(Debug, Args)]
pub struct Days {
    /// From this year, month or day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub since: Option<String>,
    /// To the end of this year, month or day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub until: Option<String>,
}

/// How, and how much.
#[derive(Debug, Args)]
pub struct Shown {
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = AnswerFormat::Table)]
    pub format: AnswerFormat,
    /// At most so many rows [default: 50 in a table, 100000 of SQL, else all].
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<u64>,
    /// Without the first so many.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u64,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For people.
    Table,
    /// An object a line, with typed values.
    Jsonl,
    /// A header and rows; several names in a cell have ` | ` between them.
    Csv,
}

/// A code of a closed list, in any case.
fn code<T: FromStr + Codes>(text: &str) -> Result<T, String> {
    let fits = |code: &&&str| code.eq_ignore_ascii_case(text);
    let found = T::codes().iter().find(fits).and_then(|code| code.parse().ok());
    found.ok_or_else(|| format!("there are: {}", T::codes().join(", ")))
}

/// The codes of a closed list.
trait Codes {
    fn codes() -> Vec<&'static str>;
}

macro_rules! codes {
    ($($list:ty),+) => {
        $(impl Codes for $list {
            fn codes() -> Vec<&'static str> {
                <$list>::ALL.iter().map(|code| code.as_str()).collect()
            }
        })+
    };
}
codes!(Act, ActorKind, EventType, Form, Sector, Status);

/// A year, a month or a day.
fn day(text: &str) -> Result<String, String> {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    match sources::iso_day(&full) {
        Some(day) if day == full => Ok(text.to_owned()),
        _ => Err("expected a year, month or day, as 2022, 2022-09 or 2022-09-13".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_taken_in_any_case() {
        assert_eq!(code::<EventType>("agree"), Ok(EventType::Agree));
        assert_eq!(code::<Act>("PROMISE"), Ok(Act::Promise));
        assert!(code::<Status>("done").unwrap_err().contains("occurred, planned"));
    }

    #[test]
    fn days_are_years_months_or_days() {
        for right in ["2022", "2022-09", "2022-09-13"] {
            assert_eq!(day(right).as_deref(), Ok(right));
        }
        for wrong in ["", "22", "2022-13", "2022-02-30", "september", "2022-9"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_have_units() {
        assert_eq!(time("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(time("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(time("2m"), Ok(Duration::from_secs(120)));
        for wrong in ["", "s", "-1s", "1h30", "1e999s", "nans"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }
}
