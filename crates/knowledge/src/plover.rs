//! The PLOVER ontology of political events as data, and its way back to CAMEO codes and Goldstein values.

use std::cmp::Reverse;
use std::sync::LazyLock;

use crate::table::{Problem, table};

/// Word or deed, with or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuadClass {
    /// Words that bring closer.
    VerbalCooperation,
    /// Deeds that help.
    MaterialCooperation,
    /// Words that oppose.
    VerbalConflict,
    /// Deeds that oppose.
    MaterialConflict,
}

/// One of PLOVER's sixteen event types.
#[derive(Debug, PartialEq)]
pub struct EventType {
    /// `AGREE`, `CONSULT` and so on.
    pub name: &'static str,
    /// Word or deed, with or against.
    pub quad: QuadClass,
    /// The type wants to know whom it was done to.
    pub needs_recipient: bool,
    /// PLOVER's conflict-cooperation score, -10 to 10.
    pub score: f64,
    /// What counts, in our words.
    pub definition: &'static str,
}

/// How an event of a type was done.
#[derive(Debug, PartialEq)]
pub struct Mode {
    /// The type that it belongs to.
    pub event_type: &'static str,
    /// `visit`, `firearms` and so on.
    pub name: &'static str,
    /// PLOVER's conflict-cooperation score; `None` where the manual prints none.
    pub score: Option<f64>,
    /// What counts, in our words.
    pub definition: &'static str,
}

/// What an event was about.
#[derive(Debug, PartialEq, Eq)]
pub struct Context {
    /// `military`, `health` and so on.
    pub name: &'static str,
    /// What counts, in our words; empty where the name says it.
    pub definition: &'static str,
}

struct Cameo {
    code: &'static str,
    event_type: &'static str,
    modes: Vec<&'static str>,
    contexts: Vec<&'static str>,
    goldstein: f64,
}

struct Plover {
    types: Vec<EventType>,
    modes: Vec<Mode>,
    contexts: Vec<Context>,
    cameo: Vec<Cameo>,
    problems: Vec<Problem>,
}

static PLOVER: LazyLock<Plover> = LazyLock::new(|| {
    let mut problems = Vec::new();
    let (mut types, mut modes, mut contexts, mut cameo) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let number = |cell: &str| cell.parse::<f64>().map_err(|_| format!("{cell:?} is no number"));
    let list = |cell: &'static str| cell.split(',').filter(|item| !item.is_empty()).collect::<Vec<_>>();
    table!("plover/types.tsv").each(&mut problems, |[name, quad, recipient, score, definition]| {
        let quad = match quad {
            "verbal-cooperation" => QuadClass::VerbalCooperation,
            "material-cooperation" => QuadClass::MaterialCooperation,
            "verbal-conflict" => QuadClass::VerbalConflict,
            "material-conflict" => QuadClass::MaterialConflict,
            other => return Err(format!("unknown quad class {other:?}")),
        };
        let score = number(score)?;
        types.push(EventType { name, quad, needs_recipient: recipient == "yes", score, definition });
        Ok(())
    });
    let is_type = |name: &str| types.iter().any(|known: &EventType| known.name == name);
    table!("plover/modes.tsv").each(&mut problems, |[event_type, name, score, definition]| {
        if !is_type(event_type) {
            return Err(format!("unknown type {event_type:?}"));
        }
        let score = if score.is_empty() { None } else { Some(number(score)?) };
        modes.push(Mode { event_type, name, score, definition });
        Ok(())
    });
    table!("plover/contexts.tsv").each(&mut problems, |[name, definition]| {
        contexts.push(Context { name, definition });
        Ok(())
    });
    table!("plover/cameo.tsv").each(
        &mut problems,
        |[code, _text, event_type, of_modes, of_contexts, goldstein]| {
            let (of_modes, of_contexts) = (list(of_modes), list(of_contexts));
            let is_mode =
                |name: &&str| modes.iter().any(|mode| mode.event_type == event_type && mode.name == *name);
            if !is_type(event_type) || !of_modes.iter().all(is_mode) {
                return Err("unknown type or mode".into());
            }
            if !of_contexts.iter().all(|name| contexts.iter().any(|context| context.name == *name)) {
                return Err("unknown context".into());
            }
            let goldstein = number(goldstein)?;
            cameo.push(Cameo { code, event_type, modes: of_modes, contexts: of_contexts, goldstein });
            Ok(())
        },
    );
    Plover { types, modes, contexts, cameo, problems }
});

pub(crate) fn problems() -> &'static [Problem] {
    &PLOVER.problems
}

/// The sixteen types, in the manual's order: from cooperation to conflict.
pub fn event_types() -> &'static [EventType] {
    &PLOVER.types
}

/// The type of this name.
pub fn event_type(name: &str) -> Option<&'static EventType> {
    PLOVER.types.iter().find(|known| known.name == name)
}

/// The modes of a type; some types have none.
pub fn modes(event_type: &str) -> impl Iterator<Item = &'static Mode> {
    PLOVER.modes.iter().filter(move |mode| mode.event_type == event_type)
}

/// All contexts.
pub fn contexts() -> &'static [Context] {
    &PLOVER.contexts
}

/// The CAMEO code that says most of a PLOVER event, with its Goldstein value (-10 to 10); `None` for an unknown type.
///
/// PLOVER was made by folding CAMEO's codes into fewer types; this picks, among those that fold into the type, the code of
/// the mode (else one of no mode), then the one that shares most contexts, then the most general.
///
/// ```
/// assert_eq!(knowledge::cameo_for("AID", None, &["military"]), Some(("072", 8.3)));
/// assert_eq!(knowledge::cameo_for("ASSAULT", Some("firearms"), &[]), Some(("193", -10.0)));
/// assert_eq!(knowledge::cameo_for("CONSULT", None, &[]), Some(("040", 1.0)));
/// ```
pub fn cameo_for(event_type: &str, mode: Option<&str>, contexts: &[&str]) -> Option<(&'static str, f64)> {
    let fit = |row: &&Cameo| {
        let has_mode = match mode {
            Some(mode) if row.modes.contains(&mode) => 2,
            _ if row.modes.is_empty() => 1,
            _ => 0,
        };
        let shared = row.contexts.iter().filter(|context| contexts.contains(context)).count();
        let is_root = row.code.len() == 3 && row.code.ends_with('0');
        let others = row.contexts.len() - shared;
        (has_mode, shared, is_root, Reverse(row.code.len()), Reverse(others), Reverse(row.code))
    };
    let best = PLOVER.cameo.iter().filter(|row| row.event_type == event_type).max_by_key(fit)?;
    Some((best.code, best.goldstein))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_types_thirty_seven_contexts() {
        assert_eq!(event_types().len(), 16);
        assert_eq!(contexts().len(), 37);
        assert_eq!(event_type("ASSAULT").map(|known| known.quad), Some(QuadClass::MaterialConflict));
        assert_eq!(event_type("FIGHT"), None);
        assert_eq!(
            modes("REQUEST").map(|mode| mode.name).collect::<Vec<_>>(),
            ["assist", "change", "yield", "meet"]
        );
        assert_eq!(modes("AGREE").count(), 0);
    }

    #[test]
    fn every_type_and_mode_has_a_code_of_its_own_sign() {
        for kind in event_types() {
            let modes = std::iter::once(None).chain(modes(kind.name).map(|mode| Some(mode.name)));
            for mode in modes {
                let (code, goldstein) = cameo_for(kind.name, mode, &[]).unwrap();
                let conflict = matches!(kind.quad, QuadClass::VerbalConflict | QuadClass::MaterialConflict);
                assert_eq!(goldstein < 0.0, conflict, "{} {mode:?} {code}", kind.name);
            }
        }
        assert_eq!(cameo_for("FIGHT", None, &[]), None);
    }

    #[test]
    fn the_code_that_says_most() {
        for (kind, mode, contexts, code) in [
            ("AGREE", None, &[][..], "030"),
            ("AGREE", None, &["military"], "0312"),
            ("AGREE", None, &["diplomatic"], "030"),
            ("CONSULT", Some("visit"), &[], "042"),
            ("CONSULT", Some("phone"), &["diplomatic"], "041"),
            ("CONSULT", Some("multilateral"), &[], "040"),
            ("SUPPORT", None, &[], "050"),
            ("COOPERATE", None, &["economic"], "061"),
            ("RETREAT", None, &[], "080"),
            ("RETREAT", Some("withdraw"), &["military"], "0872"),
            ("RETREAT", Some("release"), &[], "0841"),
            ("REQUEST", Some("assist"), &["economic"], "1011"),
            ("REQUEST", Some("meet"), &[], "106"),
            ("REQUEST", Some("yield"), &["economic"], "1054"),
            ("ACCUSE", None, &[], "110"),
            ("ACCUSE", Some("investigate"), &["military"], "093"),
            ("ACCUSE", Some("investigate"), &["human_rights"], "092"),
            ("REJECT", Some("meet"), &[], "125"),
            ("THREATEN", Some("violence"), &[], "138"),
            ("THREATEN", Some("violence"), &["repression"], "137"),
            ("THREATEN", Some("violence"), &["military"], "138"),
            ("PROTEST", Some("demo"), &[], "141"),
            ("PROTEST", Some("strike"), &[], "143"),
            ("SANCTION", Some("discontinue"), &["economic"], "163"),
            ("SANCTION", Some("expel"), &["diplomatic"], "166"),
            ("SANCTION", Some("convict"), &[], "116"),
            ("MOBILIZE", Some("troops"), &[], "152"),
            ("COERCE", Some("arrest"), &[], "173"),
            ("COERCE", Some("censor"), &[], "1721"),
            ("COERCE", Some("cyber"), &[], "170"),
            ("ASSAULT", None, &[], "180"),
            ("ASSAULT", None, &["military"], "190"),
            ("ASSAULT", Some("drone"), &[], "195"),
            ("ASSAULT", Some("targeted"), &[], "186"),
            ("ASSAULT", Some("suicide-attack"), &[], "183"),
            ("ASSAULT", Some("unconventional"), &["cbrn"], "204"),
        ] {
            assert_eq!(cameo_for(kind, mode, contexts).map(|(code, _)| code), Some(code), "{kind} {mode:?}");
        }
    }
}
