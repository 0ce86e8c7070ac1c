//! The figures, and the JSON that they are written in.

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// How many of some came out right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that did.
    pub hits: u64,
    /// All that were looked at.
    pub of: u64,
}

impl Share {
    /// One more was looked at.
    pub fn add(&mut self, right: bool) {
        self.hits += u64::from(right);
        self.of += 1;
    }

    /// The share, rounded to four digits; `None` where nothing was looked at.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| rounded(self.hits as f64 / self.of as f64))
    }
}

/// Written as its value.
impl Serialize for Share {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(json)
    }
}

/// How many expected records were found, and how many of the found ones were expected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Matched {
    /// Those both expected and found.
    pub hits: u64,
    /// Those expected.
    pub gold: u64,
    /// Those found.
    pub found: u64,
}

impl Matched {
    /// Not rounded, as the F1 is made of it.
    fn exact_precision(self) -> f64 {
        if self.found == 0 { 0.0 } else { self.hits as f64 / self.found as f64 }
    }

    /// Not rounded, as the F1 is made of it.
    fn exact_recall(self) -> f64 {
        if self.gold == 0 { 0.0 } else { self.hits as f64 / self.gold as f64 }
    }

    /// The share of the found ones that were expected, rounded to four digits; 0 where nothing was found.
    pub fn precision(self) -> f64 {
        rounded(self.exact_precision())
    }

    /// The share of the expected ones that were found, rounded to four digits; 0 where nothing was expected.
    pub fn recall(self) -> f64 {
        rounded(self.exact_recall())
    }

    /// The harmonic mean of both, rounded to four digits; 0 where both are.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.exact_precision(), self.exact_recall());
        if p + r == 0.0 { 0.0 } else { rounded(2.0 * p * r / (p + r)) }
    }
}

/// Written with the three shares and the numbers behind them.
impl Serialize for Matched {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        let mut fields = json.serialize_struct("Matched", 5)?;
        fields.serialize_field("precision", &self.precision())?;
        fields.serialize_field("recall", &self.recall())?;
        fields.serialize_field("f1", &self.f1())?;
        fields.serialize_field("gold", &self.gold)?;
        fields.serialize_field("found", &self.found)?;
        fields.end()
    }
}

/// To four digits, to the even one where both neighbours are as near.
pub(crate) fn rounded(value: f64) -> f64 {
    // Decimal digits are exact only as text.
    format!("{value:.4}").parse().unwrap_or(value)
}

/// Expected statements that were found, by form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ByForm {
    /// All of the content quoted.
    pub direct: Share,
    /// Part of it quoted.
    pub mixed: Share,
    /// None of it quoted.
    pub indirect: Share,
}

/// All figures of some documents. Serialised, it is the object that `score.py --json` prints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many documents were compared.
    pub documents: u64,
    /// How many of them have a reading.
    pub read: u64,
    /// Statements by content: half of the characters in common, or more.
    pub statements: Matched,
    /// Statements by content: nine tenths of the characters in common, or more.
    pub statements_exact: Matched,
    /// Expected statements that were found, by form.
    pub recall_by_form: ByForm,
    /// The words that name the speaker, where there are any.
    pub speaker_mention: Share,
    /// Who the speaker is.
    pub speaker_name: Share,
    /// The speaker's country, where it is known.
    pub speaker_country: Share,
    /// One of the speaker's sectors, where there are any.
    pub speaker_sector: Share,
    /// The words that report, where there are any.
    pub cue: Share,
    /// Direct, indirect or mixed.
    pub form: Share,
    /// What the speaker does by saying it.
    pub act: Share,
    /// One of those who passed the statement on, where somebody did.
    pub relays: Share,
    /// What it was said in, where that is told.
    pub medium: Share,
    /// When it was said, where that is told.
    pub statement_date: Share,
    /// Expected statements that were found and credited to the right name, over all that were expected.
    pub attributed_recall: Share,
    /// Events by type and trigger.
    pub events: Matched,
    /// Expected triggers that were found, whatever the type.
    pub event_triggers_found: Share,
    /// The countries of those who act.
    pub event_source: Share,
    /// The countries of those acted upon.
    pub event_target: Share,
    /// Whether it happened.
    pub event_status: Share,
    /// Whether the author or somebody else tells it.
    pub event_voice: Share,
    /// When, where that is told.
    pub event_date: Share,
    /// Where, where that is told.
    pub event_place: Share,
}

/// What a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Statements found and missed.
    Statements,
    /// Whom and what found statements were put down to.
    Attribution,
    /// Events found and missed, and what was read of those found.
    Events,
    /// What annotations in others' forms tell.
    Others,
}

/// One figure of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is about.
    pub group: Group,
    /// Its place in the report's JSON: `statements.f1`, `cue`.
    pub key: &'static str,
    /// Rounded to four digits; `None` where there was nothing to measure.
    pub value: Option<f64>,
    /// The numbers that it is the share of. Those of an F1 are twice the hits, of expected and found together.
    pub share: Share,
}

impl Report {
    /// All figures, in the order of the JSON.
    pub fn figures(&self) -> Vec<Figure> {
        use Group::*;
        let shares = |group, shares: &[(&'static str, Share)]| -> Vec<Figure> {
            shares
                .iter()
                .map(|(key, share)| Figure { group, key, value: share.value(), share: *share })
                .collect()
        };
        let by_form = self.recall_by_form;
        [
            matched(
                Statements,
                ["statements.precision", "statements.recall", "statements.f1"],
                self.statements,
            ),
            matched(
                Statements,
                ["statements_exact.precision", "statements_exact.recall", "statements_exact.f1"],
                self.statements_exact,
            ),
            shares(
                Statements,
                &[
                    ("recall_by_form.direct", by_form.direct),
                    ("recall_by_form.mixed", by_form.mixed),
                    ("recall_by_form.indirect", by_form.indirect),
                ],
            ),
            shares(
                Attribution,
                &[
                    ("speaker_mention", self.speaker_mention),
                    ("speaker_name", self.speaker_name),
                    ("speaker_country", self.speaker_country),
                    ("speaker_sector", self.speaker_sector),
                    ("cue", self.cue),
                    ("form", self.form),
                    ("act", self.act),
                    ("relays", self.relays),
                    ("medium", self.medium),
                    ("statement_date", self.statement_date),
                    ("attributed_recall", self.attributed_recall),
                ],
            ),
            matched(Events, ["events.precision", "events.recall", "events.f1"], self.events),
            shares(
                Events,
                &[
                    ("event_triggers_found", self.event_triggers_found),
                    ("event_source", self.event_source),
                    ("event_target", self.event_target),
                    ("event_status", self.event_status),
                    ("event_voice", self.event_voice),
                    ("event_date", self.event_date),
                    ("event_place", self.event_place),
                ],
            ),
        ]
        .concat()
    }

    /// The share of that field of matched records.
    pub(crate) fn field(&mut self, key: &str) -> Option<&mut Share> {
        Some(match key {
            "speaker_mention" => &mut self.speaker_mention,
            "speaker_name" => &mut self.speaker_name,
            "speaker_country" => &mut self.speaker_country,
            "speaker_sector" => &mut self.speaker_sector,
            "cue" => &mut self.cue,
            "form" => &mut self.form,
            "act" => &mut self.act,
            "relays" => &mut self.relays,
            "medium" => &mut self.medium,
            "statement_date" => &mut self.statement_date,
            "event_source" => &mut self.event_source,
            "event_target" => &mut self.event_target,
            "event_status" => &mut self.event_status,
            "event_voice" => &mut self.event_voice,
            "event_date" => &mut self.event_date,
            "event_place" => &mut self.event_place,
            _ => return None,
        })
    }

    /// The figure of that key.
    pub fn figure(&self, key: &str) -> Option<Figure> {
        self.figures().into_iter().find(|figure| figure.key == key)
    }
}

fn matched(group: Group, [precision, recall, f1]: [&'static str; 3], of: Matched) -> Vec<Figure> {
    let figure =
        |key, value, hits, all| Figure { group, key, value: Some(value), share: Share { hits, of: all } };
    vec![
        figure(precision, of.precision(), of.hits, of.found),
        figure(recall, of.recall(), of.hits, of.gold),
        figure(f1, of.f1(), 2 * of.hits, of.gold + of.found),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn four_digits_and_to_the_even_one_of_two_as_near() {
        // These three lie half-way exactly.
        assert_eq!([1.0, 3.0, 5.0].map(|n| rounded(n / 32.0)), [0.0312, 0.0938, 0.1562]);
        assert_eq!([1.0, 2.0].map(|n| rounded(n / 3.0)), [0.3333, 0.6667]);
        assert_eq!([0.0, 1.0].map(rounded), [0.0, 1.0]);
    }

    #[test]
    fn nothing_looked_at_is_null_and_nothing_found_is_0() {
        assert_eq!(Share::default().value(), None);
        assert_eq!(Share { hits: 0, of: 3 }.value(), Some(0.0));
        let nothing = Matched { hits: 0, gold: 3, found: 0 };
        assert_eq!((nothing.precision(), nothing.recall(), nothing.f1()), (0.0, 0.0, 0.0));
        assert_eq!(serde_json::to_value(Matched::default()).unwrap()["f1"], Value::from(0.0));
    }

    #[test]
    fn an_f1_is_twice_the_hits_of_expected_and_found() {
        let some = Matched { hits: 3, gold: 5, found: 4 };
        assert_eq!(some.f1(), rounded(6.0 / 9.0));
    }

    /// Figures and JSON are written down separately: each must have all that the other has.
    #[test]
    fn figures_are_those_of_the_json() {
        let report = Report {
            statements: Matched { hits: 2, gold: 3, found: 4 },
            events: Matched { hits: 1, gold: 3, found: 2 },
            cue: Share { hits: 1, of: 3 },
            ..Report::default()
        };
        let Value::Object(fields) = serde_json::to_value(&report).unwrap() else { panic!("an object") };
        let mut in_json = Vec::new();
        for (key, value) in fields.iter().filter(|(key, _)| !["documents", "read"].contains(&key.as_str())) {
            match value.as_object() {
                Some(inner) => {
                    let shares = inner.iter().filter(|(key, _)| !["gold", "found"].contains(&key.as_str()));
                    in_json.extend(shares.map(|(inner, value)| (format!("{key}.{inner}"), value.as_f64())));
                }
                None => in_json.push((key.clone(), value.as_f64())),
            }
        }
        let mut figures: Vec<_> =
            report.figures().into_iter().map(|figure| (figure.key.to_owned(), figure.value)).collect();
        in_json.sort_by(|a, b| a.0.cmp(&b.0));
        figures.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(figures, in_json);
    }
}
