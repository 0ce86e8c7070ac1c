-- What questions are asked by: the newest versions, the names that there are, the countries that events are between.

-- `current` of a record is that of its document.
ALTER TABLE statements ADD COLUMN current INTEGER NOT NULL DEFAULT 1;
ALTER TABLE events ADD COLUMN current INTEGER NOT NULL DEFAULT 1;
UPDATE statements SET current = 0 WHERE document IN (SELECT id FROM documents WHERE current = 0);
UPDATE events SET current = 0 WHERE document IN (SELECT id FROM documents WHERE current = 0);
-- Those that are not linked yet have their day already.
UPDATE statements SET day = coalesce(date_start, (SELECT d.published FROM documents d WHERE d.id = statements.document))
    WHERE day IS NULL AND current = 1;
UPDATE events SET day = coalesce(date_start, (SELECT d.published FROM documents d WHERE d.id = events.document))
    WHERE day IS NULL AND current = 1;
CREATE TRIGGER documents_current AFTER UPDATE OF current ON documents BEGIN
    UPDATE statements SET current = new.current WHERE document = new.id;
    UPDATE events SET current = new.current WHERE document = new.id;
END;

-- The names of actors, once for each country that they are told of, with how many documents' actors have them.
CREATE TABLE names (
    id      INTEGER PRIMARY KEY,
    folded  TEXT NOT NULL,          -- as in actors
    country TEXT NOT NULL,          -- '' where none is told
    actors  INTEGER NOT NULL,
    UNIQUE (folded, country)
) STRICT;
CREATE INDEX names_actors ON names (actors DESC);
CREATE INDEX names_country ON names (country, actors DESC);
INSERT INTO names (folded, country, actors) SELECT folded, coalesce(country, ''), count(*) FROM actors GROUP BY 1, 2;
CREATE TRIGGER actors_named AFTER INSERT ON actors BEGIN
    INSERT INTO names (folded, country, actors) VALUES (new.folded, coalesce(new.country, ''), 1)
        ON CONFLICT (folded, country) DO UPDATE SET actors = actors + 1;
END;
CREATE TRIGGER actors_unnamed AFTER DELETE ON actors BEGIN
    UPDATE names SET actors = actors - 1 WHERE folded = old.folded AND country = coalesce(old.country, '');
    DELETE FROM names WHERE folded = old.folded AND country = coalesce(old.country, '') AND actors = 0;
END;

-- Names by their words.
CREATE VIRTUAL TABLE names_text USING fts5 (
    folded, content = 'names', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO names_text (names_text) VALUES ('rebuild');
CREATE TRIGGER names_text_in AFTER INSERT ON names BEGIN
    INSERT INTO names_text (rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER names_text_out AFTER DELETE ON names BEGIN
    INSERT INTO names_text (names_text, rowid, folded) VALUES ('delete', old.id, old.folded);
END;

CREATE VIRTUAL TABLE places_text USING fts5 (
    name, content = 'places', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO places_text (places_text) VALUES ('rebuild');
CREATE TRIGGER places_text_in AFTER INSERT ON places BEGIN
    INSERT INTO places_text (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER places_text_out AFTER DELETE ON places BEGIN
    INSERT INTO places_text (places_text, rowid, name) VALUES ('delete', old.id, old.name);
END;

-- The countries that an event is between, each pair once, also a country and itself.
CREATE TABLE dyads (
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    event  INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    PRIMARY KEY (source, target, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX dyads_event ON dyads (event);
INSERT INTO dyads (source, target, event)
    SELECT DISTINCT a.country, b.country, p.event
    FROM parties p JOIN actors a ON a.id = p.actor AND a.country IS NOT NULL
    JOIN parties q ON q.event = p.event AND q.side = 'target' JOIN actors b ON b.id = q.actor AND b.country IS NOT NULL
    WHERE p.side = 'source';

-- Answers come newest day first, within a day as they stand in the store.
DROP INDEX actors_folded;
DROP INDEX statements_speaker;
DROP INDEX statements_act;
DROP INDEX events_type;
DROP INDEX events_date;
DROP INDEX statements_date;
CREATE INDEX actors_folded ON actors (folded, country);
CREATE INDEX statements_newest ON statements (day DESC) WHERE current = 1;
CREATE INDEX statements_speaker ON statements (speaker, day DESC);
CREATE INDEX statements_addressee ON statements (addressee, day DESC) WHERE addressee IS NOT NULL;
CREATE INDEX statements_act ON statements (act, day DESC);
CREATE INDEX events_newest ON events (day DESC) WHERE current = 1;
CREATE INDEX events_type ON events (type, day DESC);
CREATE INDEX places_country ON places (country) WHERE country IS NOT NULL;
CREATE INDEX documents_outlet ON documents (outlet) WHERE outlet IS NOT NULL;
CREATE INDEX documents_lang ON documents (lang);

-- As before, by the columns above.
DROP VIEW statements_view;
CREATE VIEW statements_view AS
SELECT
    s.id, s.day, d.key AS document, d.published, d.outlet, d.title, d.lang, d.url,
    a.name AS speaker, a.kind AS speaker_kind, a.country AS speaker_country, a.sectors AS speaker_sectors, a.role AS speaker_role,
    s.act, s.form, s.negated, s.content, s.cue,
    b.name AS addressee, b.country AS addressee_country, s.medium,
    (SELECT group_concat(name, ' | ') FROM (
        SELECT coalesce(r.name, substr(d.text, l.start + 1, l.end - l.start)) AS name
        FROM relays l LEFT JOIN actors r ON r.id = l.actor WHERE l.statement = s.id ORDER BY l.rank)) AS relays,
    s.date_start, s.date_end, s.date_grain, s.within, s.local, s.rule
FROM statements s
JOIN documents d ON d.id = s.document
LEFT JOIN actors a ON a.id = s.speaker
LEFT JOIN actors b ON b.id = s.addressee
WHERE s.current = 1;

DROP VIEW happenings_view;
DROP VIEW events_view;
CREATE VIEW events_view AS
SELECT
    e.id, e.day, d.key AS document, d.published, d.outlet, d.title, d.lang, d.url,
    e.type, e.mode, e.contexts, e.cameo, e.goldstein, e.word,
    (SELECT group_concat(name, ' | ') FROM (
        SELECT a.name FROM parties p JOIN actors a ON a.id = p.actor WHERE p.event = e.id AND p.side = 'source' ORDER BY p.rank)) AS source,
    (SELECT group_concat(country, ' ') FROM (
        SELECT DISTINCT a.country FROM parties p JOIN actors a ON a.id = p.actor
        WHERE p.event = e.id AND p.side = 'source' AND a.country IS NOT NULL ORDER BY p.rank)) AS source_country,
    (SELECT group_concat(name, ' | ') FROM (
        SELECT a.name FROM parties p JOIN actors a ON a.id = p.actor WHERE p.event = e.id AND p.side = 'target' ORDER BY p.rank)) AS target,
    (SELECT group_concat(country, ' ') FROM (
        SELECT DISTINCT a.country FROM parties p JOIN actors a ON a.id = p.actor
        WHERE p.event = e.id AND p.side = 'target' AND a.country IS NOT NULL ORDER BY p.rank)) AS target_country,
    e.status,
    (SELECT coalesce(a.name, '?') FROM statements s LEFT JOIN actors a ON a.id = s.speaker
        WHERE s.document = e.document AND s.local = e.voice) AS voice,
    e.aside, e.date_start, e.date_end, e.date_grain,
    coalesce(p.name, substr(d.text, e.place_start + 1, e.place_end - e.place_start)) AS place, p.country AS place_country, p.geonames, p.lat, p.lon,
    e.local, e.rule
FROM events e
JOIN documents d ON d.id = e.document
LEFT JOIN places p ON p.id = e.place
WHERE e.current = 1;

CREATE VIEW happenings_view AS
SELECT e.happening, e.type, e.mode, e.day, d.outlet, d.key AS document, e.status,
    CASE WHEN e.voice IS NULL THEN 'asserted' ELSE 'attributed' END AS vouched, v.voice, v.source, v.target, v.place, e.word,
    e.happening_why AS why, e.id AS event
FROM events e JOIN documents d ON d.id = e.document JOIN events_view v ON v.id = e.id
WHERE e.happening IS NOT NULL
ORDER BY e.happening, e.id;

DROP VIEW dyads_month;
CREATE VIEW dyads_month AS
SELECT y.source, y.target, substr(e.day, 1, 7) AS month, e.type, e.status, count(*) AS events, avg(e.goldstein) AS goldstein
FROM dyads y JOIN events e ON e.id = y.event AND e.current = 1
WHERE y.source <> y.target
GROUP BY y.source, y.target, month, e.type, e.status;
