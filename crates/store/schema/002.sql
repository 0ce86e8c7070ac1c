-- Links across documents, made as documents are stored, each with the reason why (`…_why`).

-- Actors across documents: a person, country or body once, however its names are spelt and whatever language tells of it.
CREATE TABLE canon (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL,     -- the fullest name met
    folded       TEXT NOT NULL,
    surname      TEXT NOT NULL,     -- a person's last name, folded; else empty
    skeleton     TEXT NOT NULL,     -- a person's names by their consonants, for other spellings; else empty
    kind         TEXT NOT NULL,
    country      TEXT,
    wikidata     TEXT,
    organisation TEXT               -- the id that depeche's table of organisations gives it
) STRICT;
CREATE INDEX canon_folded ON canon (folded);
CREATE INDEX canon_surname ON canon (surname, country) WHERE surname <> '';
CREATE INDEX canon_skeleton ON canon (skeleton, country) WHERE skeleton <> '';
CREATE UNIQUE INDEX canon_wikidata ON canon (wikidata) WHERE wikidata IS NOT NULL;
CREATE UNIQUE INDEX canon_organisation ON canon (organisation) WHERE organisation IS NOT NULL;
CREATE UNIQUE INDEX canon_country ON canon (country) WHERE kind = 'country';

-- Who was told to hold which function, and from when to when documents say so.
CREATE TABLE offices (
    country TEXT NOT NULL,
    role    TEXT NOT NULL,          -- folded
    canon   INTEGER NOT NULL REFERENCES canon,
    first   TEXT NOT NULL,
    last    TEXT NOT NULL,
    PRIMARY KEY (country, role, canon)
) STRICT, WITHOUT ROWID;

-- What somebody said once, however many outlets report it.
CREATE TABLE utterances (id INTEGER PRIMARY KEY) STRICT;
-- What happened once, however many outlets tell of it.
CREATE TABLE happenings (id INTEGER PRIMARY KEY) STRICT;

ALTER TABLE documents ADD COLUMN linked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX documents_unlinked ON documents (id) WHERE linked = 0;

ALTER TABLE actors ADD COLUMN canon INTEGER REFERENCES canon;
ALTER TABLE actors ADD COLUMN canon_why TEXT;
CREATE INDEX actors_canon ON actors (canon) WHERE canon IS NOT NULL;

-- `day` is that of the record's own date, else of its document; NULL in versions that are not the newest.
ALTER TABLE statements ADD COLUMN day TEXT;
ALTER TABLE statements ADD COLUMN who INTEGER;          -- the speaker's canon
ALTER TABLE statements ADD COLUMN run INTEGER;          -- a hash that contents in the same words mostly share
ALTER TABLE statements ADD COLUMN utterance INTEGER REFERENCES utterances;
ALTER TABLE statements ADD COLUMN utterance_why TEXT;
CREATE INDEX statements_who ON statements (who, day) WHERE day IS NOT NULL;
CREATE INDEX statements_run ON statements (run, day) WHERE day IS NOT NULL AND run IS NOT NULL;
CREATE INDEX statements_utterance ON statements (utterance) WHERE utterance IS NOT NULL;

ALTER TABLE events ADD COLUMN day TEXT;
ALTER TABLE events ADD COLUMN happening INTEGER REFERENCES happenings;
ALTER TABLE events ADD COLUMN happening_why TEXT;
CREATE INDEX events_day ON events (type, day) WHERE day IS NOT NULL;
CREATE INDEX events_happening ON events (happening) WHERE happening IS NOT NULL;

-- What several documents report, side by side.
CREATE VIEW utterances_view AS
SELECT s.utterance, c.name AS speaker, c.country AS speaker_country, s.day, d.outlet, d.key AS document, s.act, s.form, s.content,
    s.utterance_why AS why, s.id AS statement
FROM statements s JOIN documents d ON d.id = s.document LEFT JOIN canon c ON c.id = s.who
WHERE s.utterance IS NOT NULL
ORDER BY s.utterance, s.id;

-- What several documents tell of, and how each vouches for it.
CREATE VIEW happenings_view AS
SELECT e.happening, e.type, e.mode, e.day, d.outlet, d.key AS document, e.status,
    CASE WHEN e.voice IS NULL THEN 'asserted' ELSE 'attributed' END AS vouched, v.voice, v.source, v.target, v.place, e.word,
    e.happening_why AS why, e.id AS event
FROM events e JOIN documents d ON d.id = e.document JOIN events_view v ON v.id = e.id
WHERE e.happening IS NOT NULL
ORDER BY e.happening, e.id;
