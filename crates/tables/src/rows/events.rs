use super::{
    DATE, SPAN, Table, date, list,
    party::{parts, party, party_sql},
};
use crate::{
    next::known,
    shape::{
        Cell,
        Shape::{Count, Day, Flag, Id, List, Real, Struct, Word},
        may, must,
    },
};

/// Who did what to whom.
pub const EVENTS: Table = Table {
    name: "events",
    fields: &[
        must("document", Word),
        must("id", Word),
        may("published", Day),
        may("outlet", Word),
        must("lang", Word),
        may("title", Word),
        may("url", Word),
        may("day", Day),
        must("type", Word),
        may("mode", Word),
        must("contexts", List(&Word)),
        may("cameo", Word),
        may("goldstein", Real),
        must("word", Word),
        must("trigger", SPAN),
        must("source", List(&Struct(party![]))),
        must("target", List(&Struct(party![]))),
        must("status", Word),
        may("voice", Struct(party![must("statement", Word)])),
        must("aside", Flag),
        may("date", DATE),
        may(
            "place",
            Struct(&[
                must("name", Word),
                may("id", Word),
                may("kind", Word),
                may("country", Word),
                may("geonames", Id),
                may("lat", Real),
                may("lon", Real),
                must("start", Count),
                must("end", Count),
            ]),
        ),
        may("happening", Id),
        must("rule", Word),
    ],
    sql: concat!(
        "SELECT e.id, d.key, e.local, d.published, d.outlet, d.lang, d.title, d.url, e.day, e.type, e.mode, e.contexts, e.cameo, \
         e.goldstein, e.word, e.trigger_start, e.trigger_end, e.status, ",
        party_sql!("a"),
        ", e.voice, e.aside, e.date_start, e.date_end, e.date_grain, e.date_mention, \
         CASE WHEN e.place IS NULL THEN substr(d.text, e.place_start + 1, e.place_end - e.place_start) ELSE p.name END, \
         p.local, p.kind, p.country, p.geonames, p.lat, p.lon, e.place_start, e.place_end, e.happening, e.rule \
         FROM events e CROSS JOIN documents d ON d.id = e.document \
         LEFT JOIN places p ON p.id = e.place LEFT JOIN statements v ON v.document = e.document AND v.local = e.voice \
         LEFT JOIN actors a ON a.id = v.speaker WHERE e.current = 1 ORDER BY e.id"
    ),
    beside: &[
        (
            concat!(
                "SELECT p.event, ",
                party_sql!("a"),
                " FROM parties p CROSS JOIN actors a ON a.id = p.actor WHERE p.side = 'source' ORDER BY p.event, p.side, p.rank"
            ),
            |next| Ok(Cell::Struct(parts(next)?.into())),
        ),
        (
            concat!(
                "SELECT p.event, ",
                party_sql!("a"),
                " FROM parties p CROSS JOIN actors a ON a.id = p.actor WHERE p.side = 'target' ORDER BY p.event, p.side, p.rank"
            ),
            |next| Ok(Cell::Struct(parts(next)?.into())),
        ),
    ],
    row: |next, lists| {
        let (source, target) = (list(lists), list(lists));
        let mut cells = vec![
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
            next.codes()?,
            next.text()?,
            next.real()?,
            next.text()?,
            next.span()?,
            source,
            target,
            next.text()?,
        ];
        let [id, name, kind, country, sectors, role, wikidata, canon] = parts(next)?;
        let statement = next.text()?;
        cells.push(match statement {
            Cell::Null => Cell::Null,
            statement => {
                Cell::Struct(vec![id, name, kind, country, sectors, role, wikidata, canon, statement])
            }
        });
        cells.extend([next.flag()?, date(next)?]);
        cells.push(known([
            next.text()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.id()?,
            next.real()?,
            next.real()?,
            next.count()?,
            next.count()?,
        ]));
        cells.extend([next.id()?, next.text()?]);
        Ok(cells)
    },
};
