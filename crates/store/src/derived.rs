//! What follows from the records of a batch, brought up to date for all of them at once: full text, names and actors across documents with
//! their counts, dyads.
//! Row by row it would be most of the work of storing.

use rusqlite::{Connection, params};

/// The last rows of the tables that others follow from, before a batch.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Marks {
    documents: i64,
    actors: i64,
    places: i64,
    statements: i64,
    events: i64,
}

impl Marks {
    /// Where the tables end now. Rows that come get higher numbers, as long as none is deleted.
    pub fn now(connection: &Connection) -> rusqlite::Result<Marks> {
        let last = |table: &str| -> rusqlite::Result<i64> {
            let sql = format!("SELECT coalesce(max(id), 0) FROM {table}");
            connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))
        };
        Ok(Marks {
            documents: last("documents")?,
            actors: last("actors")?,
            places: last("places")?,
            statements: last("statements")?,
            events: last("events")?,
        })
    }

    /// Adds what follows from the rows behind the marks.
    pub fn catch_up(self, connection: &Connection) -> rusqlite::Result<()> {
        self.follow(connection)?;
        self.count_linked(connection)
    }

    /// Full text, dyads, names.
    pub(crate) fn follow(self, connection: &Connection) -> rusqlite::Result<()> {
        let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
            connection.prepare_cached(sql)?.execute(values).map(drop)
        };
        run(
            "INSERT INTO documents_text (rowid, title, text) SELECT id, title, text FROM documents WHERE id > ?1",
            params![self.documents],
        )?;
        run(
            "INSERT INTO statements_text (rowid, content) SELECT id, content FROM statements WHERE id > ?1",
            params![self.statements],
        )?;
        run(
            "INSERT INTO places_text (rowid, name) SELECT id, name FROM places WHERE id > ?1",
            params![self.places],
        )?;
        run(
            "INSERT INTO dyads (source, target, event) SELECT DISTINCT a.country, b.country, e.id FROM events e \
             CROSS JOIN parties p ON p.event = e.id AND p.side = 'source' CROSS JOIN actors a ON a.id = p.actor AND a.country IS NOT NULL \
             CROSS JOIN parties q ON q.event = e.id AND q.side = 'target' CROSS JOIN actors b ON b.id = q.actor AND b.country IS NOT NULL \
             WHERE e.id > ?1",
            params![self.events],
        )?;
        // An event counts once for a name, on whichever sides it stands.
        run(
            "INSERT INTO names (folded, country, actors, statements, events) \
             SELECT folded, country, sum(actors), sum(statements), sum(events) FROM (\
                 SELECT folded, coalesce(country, '') AS country, 1 AS actors, 0 AS statements, 0 AS events FROM actors WHERE id > ?1 \
                 UNION ALL \
                 SELECT a.folded, coalesce(a.country, ''), 0, 1, 0 FROM statements s CROSS JOIN actors a ON a.id = s.speaker \
                 WHERE s.id > ?2 AND s.current = 1 \
                 UNION ALL \
                 SELECT folded, country, 0, 0, 1 FROM (\
                     SELECT DISTINCT e.id, a.folded, coalesce(a.country, '') AS country FROM events e \
                     CROSS JOIN parties p ON p.event = e.id CROSS JOIN actors a ON a.id = p.actor WHERE e.id > ?3 AND e.current = 1)) \
             WHERE true GROUP BY folded, country ON CONFLICT (folded, country) DO UPDATE SET \
             actors = actors + excluded.actors, statements = statements + excluded.statements, events = events + excluded.events",
            params![self.actors, self.statements, self.events],
        )
    }

    /// What actors across documents come to, and what of names is linked to none.
    pub(crate) fn count_linked(self, connection: &Connection) -> rusqlite::Result<()> {
        // Of actors, of statements by speaker, of events by party; an event counts once, on whichever sides it stands.
        let counts = |key: &str, of: &str| {
            format!(
                "SELECT {key}, sum(actors) AS actors, sum(statements) AS statements, sum(events) AS events FROM (\
                     SELECT a.folded, coalesce(a.country, '') AS country, a.canon, 1 AS actors, 0 AS statements, 0 AS events \
                     FROM actors a WHERE a.id > ?1 AND {of} \
                     UNION ALL \
                     SELECT a.folded, coalesce(a.country, ''), a.canon, 0, 1, 0 \
                     FROM statements s CROSS JOIN actors a ON a.id = s.speaker WHERE s.id > ?2 AND s.current = 1 AND {of} \
                     UNION ALL \
                     SELECT folded, country, canon, 0, 0, 1 FROM (\
                         SELECT e.id, a.folded, coalesce(a.country, '') AS country, a.canon FROM events e \
                         CROSS JOIN parties p ON p.event = e.id CROSS JOIN actors a ON a.id = p.actor \
                         WHERE e.id > ?3 AND e.current = 1 AND {of} GROUP BY e.id, {key})) GROUP BY {key}"
            )
        };
        let values = params![self.actors, self.statements, self.events];
        let linked = format!(
            "UPDATE canon SET actors = canon.actors + n.actors, statements = canon.statements + n.statements, \
             events = canon.events + n.events FROM ({}) n WHERE canon.id = n.canon",
            counts("canon", "a.canon IS NOT NULL")
        );
        connection.prepare_cached(&linked)?.execute(values)?;
        let free = format!(
            "UPDATE names SET free = free + n.actors, free_statements = free_statements + n.statements, \
             free_events = free_events + n.events FROM ({}) n WHERE names.folded = n.folded AND names.country = n.country",
            counts("folded, country", "a.canon IS NULL")
        );
        connection.prepare_cached(&free)?.execute(values)?;
        Ok(())
    }
}
