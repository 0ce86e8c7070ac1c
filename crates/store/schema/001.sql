-- The store: everything that was read, in one ordinary SQLite file.
--
-- Spans are [start, end) in Unicode code points of documents.text; `substr(text, start + 1, end - start)` gives the words. Codes are those of
-- the record format: ISO 3166 alpha-3 or IGO, PLOVER types, CAMEO codes. Days are ISO 8601. JSON columns hold what is a list in a record.
-- `local` is a record's id within its document (a1, s2, e3, p4).
--
-- PRAGMA user_version is the number of the last file of this folder that was applied.

-- What made a record: a program and the language pack and model that it read with.
CREATE TABLE runs (
    id      INTEGER PRIMARY KEY,
    program TEXT NOT NULL,          -- "depeche 0.1.0"
    reader  TEXT NOT NULL,          -- pack and model, with a digest of the pack's files
    UNIQUE (program, reader)
) STRICT;

-- Dispatches. Another text under the same id or address is another version; records of all versions are kept.
CREATE TABLE documents (
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL,        -- document.id in the records
    version   INTEGER NOT NULL,     -- 1, 2, …
    current   INTEGER NOT NULL,     -- 1: the newest version of its dispatch
    digest    BLOB NOT NULL,        -- SHA-256 of what was read: text and metadata
    given     TEXT NOT NULL,        -- JSON: lang and published as the input had them, for reading again
    lang      TEXT NOT NULL,        -- BCP 47
    title     TEXT,
    published TEXT,
    outlet    TEXT,
    url       TEXT,
    source    TEXT,                 -- where in an archive it stands: warc://file#offset
    author    TEXT,
    marks     TEXT NOT NULL,        -- JSON: paywall, liveblog, gallery
    copies    TEXT NOT NULL,        -- JSON: earlier documents whose words it carries
    text      TEXT NOT NULL,
    run       INTEGER NOT NULL REFERENCES runs,
    UNIQUE (key, version)
) STRICT;
CREATE INDEX documents_url ON documents (url) WHERE url IS NOT NULL;
CREATE INDEX documents_published ON documents (published);

-- Actors as each document has them.
CREATE TABLE actors (
    id        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    local     TEXT NOT NULL,
    name      TEXT NOT NULL,
    folded    TEXT NOT NULL,        -- the name in lower case without diacritics, for looking it up
    kind      TEXT NOT NULL,        -- person, country, organisation, group
    country   TEXT,
    sectors   TEXT NOT NULL,        -- codes parted by spaces, the most telling first
    role      TEXT,
    wikidata  TEXT,
    member_of TEXT,                 -- the local id of an actor of the same document
    UNIQUE (document, local)
) STRICT;
CREATE INDEX actors_folded ON actors (folded);
CREATE INDEX actors_country ON actors (country);

CREATE TABLE places (
    id        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    local     TEXT NOT NULL,
    name      TEXT NOT NULL,
    country   TEXT,
    geonames  INTEGER,
    lat       REAL,
    lon       REAL,
    kind      TEXT NOT NULL,        -- country, city, region, place
    UNIQUE (document, local)
) STRICT;
CREATE INDEX places_geonames ON places (geonames) WHERE geonames IS NOT NULL;

-- Where actors and places are named.
CREATE TABLE mentions (
    document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    local     TEXT NOT NULL,        -- an actor's or a place's
    rank      INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    end       INTEGER NOT NULL,
    PRIMARY KEY (document, local, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    id              INTEGER PRIMARY KEY,
    document        INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    local           TEXT NOT NULL,
    content         TEXT NOT NULL,  -- the words; parts that a cue parts are joined by " … "
    spans           TEXT NOT NULL,  -- JSON: [[start, end], …] of those words
    cue             TEXT,
    cue_start       INTEGER,
    cue_end         INTEGER,
    form            TEXT NOT NULL,  -- direct, indirect, mixed
    act             TEXT NOT NULL,
    negated         INTEGER NOT NULL,
    speaker         INTEGER REFERENCES actors,
    speaker_start   INTEGER,
    speaker_end     INTEGER,
    is_addressed    INTEGER NOT NULL, -- 1: the next three tell to whom
    addressee       INTEGER REFERENCES actors,
    addressee_start INTEGER,
    addressee_end   INTEGER,
    medium          TEXT,
    medium_start    INTEGER,
    medium_end      INTEGER,
    within          TEXT,           -- the local id of the statement that it stands in
    date_start      TEXT,           -- inclusive days
    date_end        TEXT,
    date_grain      TEXT,
    date_mention    TEXT,           -- JSON: [start, end]; without date_start: words that no known day resolves
    rule            TEXT NOT NULL,
    UNIQUE (document, local)
) STRICT;
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_act ON statements (act);
CREATE INDEX statements_date ON statements (date_start) WHERE date_start IS NOT NULL;

-- The quotations in a statement's content, without their marks.
CREATE TABLE quotes (
    statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
    rank      INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    end       INTEGER NOT NULL,
    PRIMARY KEY (statement, rank)
) STRICT, WITHOUT ROWID;

-- Those who passed a statement on, nearest the speaker first.
CREATE TABLE relays (
    statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
    rank      INTEGER NOT NULL,
    actor     INTEGER REFERENCES actors,
    start     INTEGER NOT NULL,
    end       INTEGER NOT NULL,
    cue_start INTEGER,
    cue_end   INTEGER,
    PRIMARY KEY (statement, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX relays_actor ON relays (actor) WHERE actor IS NOT NULL;

CREATE TABLE events (
    id            INTEGER PRIMARY KEY,
    document      INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    local         TEXT NOT NULL,
    type          TEXT NOT NULL,    -- PLOVER
    mode          TEXT,
    contexts      TEXT NOT NULL,    -- parted by spaces
    cameo         TEXT,
    goldstein     REAL,
    word          TEXT NOT NULL,    -- the trigger's words
    trigger_start INTEGER NOT NULL,
    trigger_end   INTEGER NOT NULL,
    status        TEXT NOT NULL,    -- occurred, planned, alleged, denied, hypothetical
    voice         TEXT,             -- the local id of the statement that tells it; NULL: the outlet itself
    aside         INTEGER NOT NULL,
    date_start    TEXT,
    date_end      TEXT,
    date_grain    TEXT,
    date_mention  TEXT,
    place         INTEGER REFERENCES places, -- NULL where the words name none that is known
    place_start   INTEGER,
    place_end     INTEGER,
    rule          TEXT NOT NULL,
    UNIQUE (document, local)
) STRICT;
CREATE INDEX events_type ON events (type, status);
CREATE INDEX events_date ON events (date_start) WHERE date_start IS NOT NULL;
CREATE INDEX events_place ON events (place) WHERE place IS NOT NULL;

-- Who does it, and to whom.
CREATE TABLE parties (
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    side  TEXT NOT NULL,            -- source, target
    rank  INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (event, side, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_actor ON parties (actor, side);

-- Full text, without case and diacritics: « ouzbek », « Ouzbékistan » and « OUZBEKISTAN » find what they should.
CREATE VIRTUAL TABLE documents_text USING fts5 (
    title, text, content = 'documents', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER documents_text_in AFTER INSERT ON documents BEGIN
    INSERT INTO documents_text (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER documents_text_out AFTER DELETE ON documents BEGIN
    INSERT INTO documents_text (documents_text, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER documents_text_changed AFTER UPDATE OF title, text ON documents BEGIN
    INSERT INTO documents_text (documents_text, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO documents_text (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

CREATE VIRTUAL TABLE statements_text USING fts5 (
    content, content = 'statements', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER statements_text_in AFTER INSERT ON statements BEGIN
    INSERT INTO statements_text (rowid, content) VALUES (new.id, new.content);
END;
CREATE TRIGGER statements_text_out AFTER DELETE ON statements BEGIN
    INSERT INTO statements_text (statements_text, rowid, content) VALUES ('delete', old.id, old.content);
END;
CREATE TRIGGER statements_text_changed AFTER UPDATE OF content ON statements BEGIN
    INSERT INTO statements_text (statements_text, rowid, content) VALUES ('delete', old.id, old.content);
    INSERT INTO statements_text (rowid, content) VALUES (new.id, new.content);
END;

-- With the joins done. Of each dispatch the newest version only.
CREATE VIEW statements_view AS
SELECT
    s.id, d.key AS document, d.published, d.outlet, d.title, d.lang, d.url,
    a.name AS speaker, a.kind AS speaker_kind, a.country AS speaker_country, a.sectors AS speaker_sectors, a.role AS speaker_role,
    s.act, s.form, s.negated, s.content, s.cue,
    b.name AS addressee, b.country AS addressee_country, s.medium,
    (SELECT group_concat(name, ' | ') FROM (
        SELECT coalesce(r.name, substr(d.text, l.start + 1, l.end - l.start)) AS name
        FROM relays l LEFT JOIN actors r ON r.id = l.actor WHERE l.statement = s.id ORDER BY l.rank)) AS relays,
    s.date_start, s.date_end, s.date_grain, s.within, s.local, s.rule
FROM statements s
JOIN documents d ON d.id = s.document AND d.current = 1
LEFT JOIN actors a ON a.id = s.speaker
LEFT JOIN actors b ON b.id = s.addressee;

CREATE VIEW events_view AS
SELECT
    e.id, d.key AS document, d.published, d.outlet, d.title, d.lang, d.url,
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
JOIN documents d ON d.id = e.document AND d.current = 1
LEFT JOIN places p ON p.id = e.place;

-- What the governments and publics of two countries did to each other, by month and PLOVER type. An event counts in the month of
-- its date, else of its dispatch, once for each pair of countries. What is told as planned, alleged or denied stands in rows of its own.
CREATE VIEW dyads_month AS
SELECT source, target, month, type, status, count(*) AS events, avg(goldstein) AS goldstein
FROM (
    SELECT DISTINCT e.id, a.country AS source, b.country AS target, substr(coalesce(e.date_start, d.published), 1, 7) AS month,
        e.type, e.status, e.goldstein
    FROM events e
    JOIN documents d ON d.id = e.document AND d.current = 1
    JOIN parties p ON p.event = e.id AND p.side = 'source' JOIN actors a ON a.id = p.actor AND a.country IS NOT NULL
    JOIN parties q ON q.event = e.id AND q.side = 'target' JOIN actors b ON b.id = q.actor AND b.country IS NOT NULL
    WHERE a.country <> b.country
)
GROUP BY source, target, month, type, status;
