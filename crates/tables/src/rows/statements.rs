use super::{
    DATE, SPAN, Table, date, list,
    party::{mentioned, parts, party, party_sql},
};
use crate::shape::{
    Cell,
    Shape::{Count, Day, Flag, Id, List, Struct, Text, Word},
    may, must,
};

/// Who said what.
pub const STATEMENTS: Table = Table {
    name: "statements",
    fields: &[
        must("document", Word),
        must("id", Word),
        may("published", Day),
        may("outlet", Word),
        must("lang", Word),
        may("title", Word),
        may("url", Word),
        may("day", Day),
        must("act", Word),
        must("form", Word),
        must("negated", Flag),
        must("content", Text),
        must("spans", List(&SPAN)),
        must("quotes", List(&SPAN)),
        may("cue", Word),
        may("cue_span", SPAN),
        may("speaker", Struct(party![may("start", Count), may("end", Count)])),
        may("addressee", Struct(party![may("start", Count), may("end", Count)])),
        may("medium", Word),
        may("medium_span", SPAN),
        must(
            "relays",
            List(&Struct(party![
                must("words", Word),
                must("start", Count),
                must("end", Count),
                may("cue_span", SPAN)
            ])),
        ),
        may("within", Word),
        may("date", DATE),
        may("utterance", Id),
        must("rule", Word),
    ],
    sql: concat!(
        "SELECT s.id, d.key, s.local, d.published, d.outlet, d.lang, d.title, d.url, s.day, s.act, s.form, s.negated, s.content, \
         s.spans, s.cue, s.cue_start, s.cue_end, ",
        party_sql!("a"),
        ", s.speaker_start, s.speaker_end, ",
        party_sql!("b"),
        ", s.addressee_start, s.addressee_end, s.medium, s.medium_start, s.medium_end, s.within, s.date_start, s.date_end, \
         s.date_grain, s.date_mention, s.utterance, s.rule FROM statements s CROSS JOIN documents d ON d.id = s.document \
         LEFT JOIN actors a ON a.id = s.speaker LEFT JOIN actors b ON b.id = s.addressee WHERE s.current = 1 ORDER BY s.id"
    ),
    beside: &[
        ("SELECT statement, start, end FROM quotes ORDER BY statement, rank", |next| next.span()),
        (
            concat!(
                "SELECT r.statement, ",
                party_sql!("a"),
                ", substr(d.text, r.start + 1, r.end - r.start), r.start, r.end, r.cue_start, r.cue_end FROM relays r \
                 CROSS JOIN statements s ON s.id = r.statement CROSS JOIN documents d ON d.id = s.document \
                 LEFT JOIN actors a ON a.id = r.actor ORDER BY r.statement, r.rank"
            ),
            |next| {
                let mut cells = Vec::from(parts(next)?);
                cells.extend([next.text()?, next.count()?, next.count()?, next.span()?]);
                Ok(Cell::Struct(cells))
            },
        ),
    ],
    row: |next, lists| {
        let (quotes, relays) = (list(lists), list(lists));
        Ok(vec![
            next.text()?,
            next.text()?,
            next.day()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.day()?,
            next.text()?,
            next.text()?,
            next.flag()?,
            next.text()?,
            next.json_spans()?,
            quotes,
            next.text()?,
            next.span()?,
            mentioned(next)?,
            mentioned(next)?,
            next.text()?,
            next.span()?,
            relays,
            next.text()?,
            date(next)?,
            next.id()?,
            next.text()?,
        ])
    },
};
