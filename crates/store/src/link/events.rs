//! The same event in several documents.

use super::{
    Actor, Memory, Party,
    days::Listed,
    lately::Weight,
    party::OTHERS,
    set::{Set, hash},
    telling::{Telling, words},
    window::{Window, number},
};
use rusqlite::Connection;
use std::{collections::BTreeSet, sync::Arc};

/// Characters before and after a trigger in which its sentence is looked for.
pub(crate) const REACH: u32 = 250;

/// What two tellings must have in common; see [`likeness`].
const ENOUGH: i32 = 4;
/// What sentences in the same words tell.
const BY_SENTENCE: i32 = 4;

/// Documents tell of an event within a day, for dates in texts are off by one across time zones; of busy days, the last events are compared.
const BY_TYPE: Window = Window {
    day: "SELECT min(day) FROM events WHERE type = ?1 AND day >= ?2 AND day <= ?3",
    last: "SELECT id, document, happening FROM events WHERE type = ?1 AND day = ?2 AND happening IS NOT NULL ORDER BY id DESC",
    days: 1,
    most: 400,
};

/// What an event is compared by.
#[derive(Debug)]
pub(crate) struct Told {
    mode: Option<u64>,
    /// The beginnings of the words that tell it.
    words: Set,
    day: u64,
    /// Words tell the day; else it is that of the document or of what stands before.
    is_dated: bool,
    geonames: Option<u32>,
    place_country: Option<u64>,
    /// The words of its sentence.
    around: Telling,
    source: Side,
    target: Side,
}

/// Those who do something, or to whom it is done.
type Side = Box<[Arc<Party>]>;

impl Weight for Told {}

impl Told {
    /// Of an event that has parties: those who do it, and those to whom it is done. Of what stands before and behind the word that tells
    /// it, [`REACH`] characters are needed.
    pub fn of(
        (mode, word, [before, after]): (Option<&str>, &str, [&str; 2]),
        (day, is_dated): (&str, bool),
        (geonames, country): (Option<u32>, Option<&str>),
        [source, target]: [Side; 2],
    ) -> Told {
        let around = format!("{} {}", sentence_before(before), sentence_after(after));
        Told {
            mode: mode.map(hash),
            words: stems(word),
            day: hash(day),
            is_dated,
            geonames,
            place_country: country.map(hash),
            around: Telling::of(&around).without(&Telling::of(word)),
            source,
            target,
        }
    }

    /// Of an event in the store.
    pub fn load(connection: &Connection, id: i64) -> rusqlite::Result<Told> {
        let sql = format!(
            "SELECT p.side = 'source', {} FROM parties p JOIN actors a ON a.id = p.actor WHERE p.event = ?1 \
             ORDER BY p.side, p.rank",
            Actor::COLUMNS
        );
        let (mut source, mut target) = (Vec::new(), Vec::new());
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let side = if row.get(0)? { &mut source } else { &mut target };
            side.push(Arc::new(Actor::party(row, 1)?));
        }
        let sql = "SELECT e.mode, e.word, e.day, e.date_start IS NOT NULL AND e.date_mention IS NOT NULL, p.geonames, p.country, \
                   substr(d.text, max(1, e.trigger_start + 1 - ?2), min(e.trigger_start, ?2)), substr(d.text, e.trigger_end + 1, ?2) \
                   FROM events e JOIN documents d ON d.id = e.document LEFT JOIN places p ON p.id = e.place WHERE e.id = ?1";
        connection.prepare_cached(sql)?.query_row((id, REACH), |row| {
            let around = [row.get_ref(6)?.as_str()?, row.get_ref(7)?.as_str()?];
            Ok(Told::of(
                (row.get_ref(0)?.as_str_or_null()?, row.get_ref(1)?.as_str()?, around),
                (row.get_ref(2)?.as_str_or_null()?.unwrap_or_default(), row.get(3)?),
                (row.get(4)?, row.get_ref(5)?.as_str_or_null()?),
                [source.into(), target.into()],
            ))
        })
    }
}

/// The sentence's beginning, of the words before a trigger.
fn sentence_before(words: &str) -> &str {
    ends(words).rev().find(|end| *end < words.len()).map_or(words, |end| &words[end..])
}

/// The sentence's end, of the words behind a trigger.
fn sentence_after(words: &str) -> &str {
    ends(words).next().map_or(words, |end| &words[..end])
}

/// Behind which bytes a sentence ends: at a mark before a space, if it is not an initial's (« J. Martin »), and at the line's end.
fn ends(words: &str) -> impl DoubleEndedIterator<Item = usize> {
    words.match_indices(['.', '!', '?', '…', '\n']).filter_map(|(at, mark)| {
        let end = at + mark.len();
        let is_initials = || words[..at].chars().next_back().is_some_and(char::is_uppercase);
        let is_last = || words[end..].chars().next().is_none_or(char::is_whitespace);
        (mark == "\n" || is_last() && !is_initials()).then_some(end)
    })
}

/// The happening that an event of a document is, and why; a new one if none before it is the same. Two acts of one document are two, for
/// it tells them apart: `taken` are those that it has already.
pub(crate) fn happening(
    connection: &Connection,
    Memory { events: lately, happened, .. }: &mut Memory,
    document: i64,
    (kind, day): (&str, &str),
    told: &Told,
    taken: &mut BTreeSet<i64>,
) -> rusqlite::Result<(i64, String)> {
    let is_mutual = matches!(kind, "CONSULT" | "COOPERATE");
    let mut best: Option<(i32, i64, i64)> = None;
    for (id, happening) in
        BY_TYPE.candidates(connection, Some(happened), &[(key(kind), kind)], day, document)?
    {
        if taken.contains(&happening) {
            continue;
        }
        let likeness = likeness(is_mutual, told, lately.get(id, || Told::load(connection, id))?).0;
        if likeness >= ENOUGH && best.is_none_or(|(highest, _, _)| likeness >= highest) {
            best = Some((likeness, happening, id));
        }
    }
    let found = match best {
        Some((_, happening, id)) => {
            let (_, signs) = self::likeness(is_mutual, told, lately.get(id, || Told::load(connection, id))?);
            (happening, format!("{} as in event {id}", signs.join(", ")))
        }
        None => {
            connection.prepare_cached("INSERT INTO happenings DEFAULT VALUES")?.execute([])?;
            (connection.last_insert_rowid(), "first".to_owned())
        }
    };
    taken.insert(found.0);
    Ok(found)
}

impl Memory {
    /// Keeps an event that was linked.
    pub fn happened(&mut self, listed: Listed, (kind, day): (&str, &str), told: Told) {
        self.events.keep(listed.id, told);
        if let Some(day) = number(day) {
            self.happened.add((key(kind), day), listed, BY_TYPE.most);
        }
    }

    /// Forgets what is listed of a type on a day.
    pub fn no_longer_happened(&mut self, kind: &str, day: &str) {
        if let Some(day) = number(day) {
            self.happened.forget((key(kind), day));
        }
    }
}

fn key(kind: &str) -> i64 {
    hash(kind).cast_signed()
}

/// How much two events of one type have in common, and what.
fn likeness(is_mutual: bool, one: &Told, other: &Told) -> (i32, Vec<&'static str>) {
    let mut likeness = 0;
    let mut signs = Vec::new();
    let mut add = |points: i32, sign: &'static str| {
        likeness += points;
        if points > 0 {
            signs.push(sign);
        }
    };
    let (mut source, mut target) = (alike(&one.source, &other.source), alike(&one.target, &other.target));
    // Who meets whom is a matter of who tells it.
    if is_mutual {
        let crossed = (alike(&one.source, &other.target), alike(&one.target, &other.source));
        if crossed.0 + crossed.1 > source + target {
            (source, target) = crossed;
        }
    }
    add(source, "source");
    add(target, "target");
    let is_there = one.geonames.is_some() && one.geonames == other.geonames;
    match (one.geonames, other.geonames) {
        _ if is_there => add(2, "place"),
        (Some(_), Some(_)) if one.place_country != other.place_country => add(-4, "place"),
        (Some(_), Some(_)) => add(-2, "place"),
        _ => {}
    }
    if one.day == other.day {
        add(1, "day");
    } else if one.is_dated && other.is_dated {
        add(-2, "day");
    }
    match (one.mode, other.mode) {
        (Some(mode), Some(theirs)) if mode == theirs => add(1, "mode"),
        (Some(_), Some(_)) => add(-2, "mode"),
        _ => {}
    }
    if one.words.meets(&other.words) {
        add(1, "word");
    }
    // A sentence's words alone do not make an act the same: somebody who takes part, or the place, must be.
    if (source > 0 || target > 0 || is_there) && likeness + BY_SENTENCE >= ENOUGH {
        let (shared, weight) = one.around.shared(&other.around);
        let least = one.around.weight().min(other.around.weight());
        let points = match (shared, weight * 100 / least.max(1)) {
            (3.., 50..) => BY_SENTENCE,
            (3.., 33..) => 3,
            (2.., 25..) => 2,
            (2.., _) => 1,
            (1, _) => -1,
            _ => -2,
        };
        // Nor do they make two parties one, as acts on two are told in the same words; but of those whom a sentence names a reader may
        // take another.
        let are_two = |likeness: i32, mine: &Side, theirs: &Side| {
            likeness <= OTHERS
                && !mine.iter().any(|party| party.is_named_in(&other.around))
                && !theirs.iter().any(|party| party.is_named_in(&one.around))
        };
        let are_two =
            are_two(source, &one.source, &other.source) || are_two(target, &one.target, &other.target);
        let points = if are_two { points.min(0) } else { points };
        likeness += points;
        if points > 0 {
            signs.push("sentence");
        }
    }
    (likeness, signs)
}

/// How like the two of one side each are that are most alike; 0 where one is not told.
fn alike(one: &Side, other: &Side) -> i32 {
    one.iter().flat_map(|party| other.iter().map(|theirs| party.likeness(theirs))).max().unwrap_or(0)
}

/// The beginnings of the words of a trigger that are not short, or of all.
fn stems(word: &str) -> Set {
    /// Letters that a word has which is not short.
    const LONG: usize = 4;
    /// Letters by which forms of a word are alike.
    const STEM: usize = 5;
    let folded = knowledge::fold(word);
    let stem = |word: &str| hash(word.chars().take(STEM).collect::<String>());
    let long: Set = words(&folded).filter(|word| word.chars().count() >= LONG).map(stem).collect();
    if long.is_empty() { words(&folded).map(stem).collect() } else { long }
}

#[cfg(test)]
mod tests {
    use super::{sentence_after, sentence_before};

    #[test]
    fn a_sentence_ends_at_its_mark_and_not_at_an_initial() {
        assert_eq!(sentence_before("Rien. Le chef, J. Martin, a "), " Le chef, J. Martin, a ");
        assert_eq!(sentence_before("3.5 % de plus"), "3.5 % de plus");
        assert_eq!(sentence_before("Titre\nLe chef a…"), "Le chef a…");
        assert_eq!(sentence_after(" oui ! Non."), " oui !");
        assert_eq!(sentence_after(" oui"), " oui");
        assert_eq!((sentence_before(""), sentence_after("")), ("", ""));
    }
}
