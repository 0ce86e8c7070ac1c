//! `depeche eval --json`: the figures as `score.py` writes them, and behind them what else was asked for.

use evaluation::{Bootstrap, Class, ClassIntervals, Figure, Interval, Intervals, Mistake, Report, Shift};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// All that is written.
#[derive(Serialize)]
pub struct Written<'a> {
    #[serde(flatten)]
    pub report: &'a Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intervals: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mistakes: Option<Value>,
}

/// The intervals, and how they were drawn.
pub fn intervals(report: &Report, intervals: &Intervals, how: Bootstrap) -> Value {
    let Bootstrap { resamples, seed, level } = how;
    let figures = by_figure(&report.figures(), &intervals.figures);
    json!({"method": "BCa", "resamples": resamples, "seed": seed, "level": level, "figures": figures})
}

/// Intervals by the key of their figure.
pub fn by_figure(figures: &[Figure], intervals: &[Option<Interval>]) -> Map<String, Value> {
    let all = intervals.iter().copied().chain(std::iter::repeat(None));
    figures.iter().zip(all).map(|(figure, interval)| (figure.key.to_owned(), ends(interval))).collect()
}

/// The classes that some record is of.
pub fn classes(classes: &[Class], intervals: Option<&[ClassIntervals]>) -> Value {
    let mut out: Map<String, Value> = Map::new();
    for (number, class) in classes.iter().enumerate() {
        if class.matched.gold + class.matched.found == 0 {
            continue;
        }
        let mut written = serde_json::to_value(class.matched).unwrap_or_default();
        written["hits"] = class.matched.hits.into();
        written["noticed"] = class.noticed.value().into();
        if let Some(intervals) = intervals {
            let of = intervals.get(number).copied().unwrap_or_default();
            written["intervals"] = json!({
                "precision": ends(of.precision), "recall": ends(of.recall), "f1": ends(of.f1), "noticed": ends(of.noticed),
            });
        }
        let facet = out.entry(class.facet.key()).or_insert_with(|| Value::Object(Map::new()));
        facet[class.name] = written;
    }
    Value::Object(out)
}

/// What has changed, figure by figure.
pub fn shifts(shifts: &[Shift]) -> Value {
    let shift = |shift: &Shift| {
        let value = json!({
            "before": shift.before,
            "after": shift.after.value,
            "interval": ends(shift.interval),
            "more_than_chance": shift.interval.is_some_and(Interval::leaves_out_0),
        });
        (shift.after.key.to_owned(), value)
    };
    Value::Object(shifts.iter().map(shift).collect())
}

/// Mistakes by the places of their words, each with the fields in which annotation and reading differ.
pub fn mistakes(mistakes: &[(String, Mistake)]) -> Value {
    let mistake = |(document, mistake): &(String, Mistake)| {
        let differences: Map<String, Value> = mistake
            .differences
            .iter()
            .map(|one| (one.field.to_owned(), json!({"gold": one.gold, "ours": one.ours})))
            .collect();
        json!({
            "document": document, "kind": mistake.kind.to_string(), "words": mistake.marked,
            "sentence": mistake.sentence, "differences": differences,
        })
    };
    mistakes.iter().map(mistake).collect()
}

fn ends(interval: Option<Interval>) -> Value {
    interval.map_or(Value::Null, |Interval { low, high }| json!([low, high]))
}
