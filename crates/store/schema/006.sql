-- Who is in a store is told by actors across documents, each with all its names, and by the names of those that are linked to none. Both are
-- counted as records come and go: what comes by the writer, once a batch, the rest by triggers.

ALTER TABLE canon ADD COLUMN actors INTEGER NOT NULL DEFAULT 0;     -- documents' actors that are this one
ALTER TABLE canon ADD COLUMN statements INTEGER NOT NULL DEFAULT 0; -- that they make, in the newest versions
ALTER TABLE canon ADD COLUMN events INTEGER NOT NULL DEFAULT 0;     -- that they are party to, likewise
-- Of a name's actors, statements and events those of actors that are linked to none.
ALTER TABLE names ADD COLUMN free INTEGER NOT NULL DEFAULT 0;
ALTER TABLE names ADD COLUMN free_statements INTEGER NOT NULL DEFAULT 0;
ALTER TABLE names ADD COLUMN free_events INTEGER NOT NULL DEFAULT 0;

-- With the link in it: which actors have a name, and which of them are linked to none, is told by the index alone.
DROP INDEX actors_folded;
CREATE INDEX actors_folded ON actors (folded, country, canon);

UPDATE canon SET
    actors = (SELECT count(*) FROM actors a WHERE a.canon = canon.id),
    statements = (
        SELECT count(*) FROM actors a CROSS JOIN statements s ON s.speaker = a.id AND s.current = 1 WHERE a.canon = canon.id),
    events = (
        SELECT count(DISTINCT p.event) FROM actors a CROSS JOIN parties p ON p.actor = a.id
        CROSS JOIN events e ON e.id = p.event AND e.current = 1 WHERE a.canon = canon.id);
UPDATE names SET
    free = (
        SELECT count(*) FROM actors a
        WHERE a.folded = names.folded AND a.country IS nullif(names.country, '') AND a.canon IS NULL),
    free_statements = (
        SELECT count(*) FROM actors a CROSS JOIN statements s ON s.speaker = a.id AND s.current = 1
        WHERE a.folded = names.folded AND a.country IS nullif(names.country, '') AND a.canon IS NULL),
    free_events = (
        SELECT count(DISTINCT p.event) FROM actors a CROSS JOIN parties p ON p.actor = a.id
        CROSS JOIN events e ON e.id = p.event AND e.current = 1
        WHERE a.folded = names.folded AND a.country IS nullif(names.country, '') AND a.canon IS NULL);

CREATE INDEX canon_actors ON canon (actors DESC);
CREATE INDEX canon_country_actors ON canon (country, actors DESC);
CREATE INDEX names_free ON names (free DESC) WHERE free > 0;

DROP TRIGGER actors_unnamed;
CREATE TRIGGER actors_unnamed AFTER DELETE ON actors BEGIN
    UPDATE canon SET actors = actors - 1 WHERE id = old.canon;
    UPDATE names SET actors = actors - 1, free = free - (old.canon IS NULL)
        WHERE folded = old.folded AND country = coalesce(old.country, '');
    DELETE FROM names WHERE folded = old.folded AND country = coalesce(old.country, '') AND actors = 0;
END;

DROP TRIGGER statements_uncounted;
CREATE TRIGGER statements_uncounted AFTER DELETE ON statements WHEN old.speaker IS NOT NULL AND old.current = 1 BEGIN
    UPDATE canon SET statements = statements - 1 WHERE id = (SELECT a.canon FROM actors a WHERE a.id = old.speaker);
    UPDATE names SET statements = statements - 1,
            free_statements = free_statements - (SELECT a.canon IS NULL FROM actors a WHERE a.id = old.speaker)
        WHERE (folded, country) = (SELECT a.folded, coalesce(a.country, '') FROM actors a WHERE a.id = old.speaker);
END;
DROP TRIGGER statements_recounted;
CREATE TRIGGER statements_recounted AFTER UPDATE OF current ON statements
    WHEN new.speaker IS NOT NULL AND new.current <> old.current
BEGIN
    UPDATE canon SET statements = statements + new.current - old.current
        WHERE id = (SELECT a.canon FROM actors a WHERE a.id = new.speaker);
    UPDATE names SET statements = statements + new.current - old.current,
            free_statements = free_statements
                + (new.current - old.current) * (SELECT a.canon IS NULL FROM actors a WHERE a.id = new.speaker)
        WHERE (folded, country) = (SELECT a.folded, coalesce(a.country, '') FROM actors a WHERE a.id = new.speaker);
END;

DROP TRIGGER events_uncounted;
CREATE TRIGGER events_uncounted BEFORE DELETE ON events WHEN old.current = 1 BEGIN
    UPDATE canon SET events = events - 1
        WHERE id IN (SELECT a.canon FROM parties p JOIN actors a ON a.id = p.actor WHERE p.event = old.id);
    UPDATE names SET events = events - 1 WHERE id IN (
        SELECT n.id FROM parties p JOIN actors a ON a.id = p.actor
        JOIN names n ON n.folded = a.folded AND n.country = coalesce(a.country, '') WHERE p.event = old.id);
    UPDATE names SET free_events = free_events - 1 WHERE id IN (
        SELECT n.id FROM parties p JOIN actors a ON a.id = p.actor AND a.canon IS NULL
        JOIN names n ON n.folded = a.folded AND n.country = coalesce(a.country, '') WHERE p.event = old.id);
END;
DROP TRIGGER events_recounted;
CREATE TRIGGER events_recounted AFTER UPDATE OF current ON events WHEN new.current <> old.current BEGIN
    UPDATE canon SET events = events + new.current - old.current
        WHERE id IN (SELECT a.canon FROM parties p JOIN actors a ON a.id = p.actor WHERE p.event = new.id);
    UPDATE names SET events = events + new.current - old.current WHERE id IN (
        SELECT n.id FROM parties p JOIN actors a ON a.id = p.actor
        JOIN names n ON n.folded = a.folded AND n.country = coalesce(a.country, '') WHERE p.event = new.id);
    UPDATE names SET free_events = free_events + new.current - old.current WHERE id IN (
        SELECT n.id FROM parties p JOIN actors a ON a.id = p.actor AND a.canon IS NULL
        JOIN names n ON n.folded = a.folded AND n.country = coalesce(a.country, '') WHERE p.event = new.id);
END;

-- An actor that is there already is linked, or to another one: of documents that a program without links has stored. An event counts once for an
-- actor across documents, and once for a name, however many of its parties are that.
CREATE TRIGGER actors_linked AFTER UPDATE OF canon ON actors WHEN old.canon IS NOT new.canon BEGIN
    UPDATE canon SET
        actors = actors - 1,
        statements = statements - (SELECT count(*) FROM statements s WHERE s.speaker = new.id AND s.current = 1),
        events = events - (
            SELECT count(DISTINCT p.event) FROM parties p JOIN events e ON e.id = p.event AND e.current = 1
            WHERE p.actor = new.id AND NOT EXISTS (
                SELECT 1 FROM parties q JOIN actors b ON b.id = q.actor AND b.id <> new.id
                WHERE q.event = p.event AND b.canon = old.canon))
        WHERE id = old.canon;
    UPDATE canon SET
        actors = actors + 1,
        statements = statements + (SELECT count(*) FROM statements s WHERE s.speaker = new.id AND s.current = 1),
        events = events + (
            SELECT count(DISTINCT p.event) FROM parties p JOIN events e ON e.id = p.event AND e.current = 1
            WHERE p.actor = new.id AND NOT EXISTS (
                SELECT 1 FROM parties q JOIN actors b ON b.id = q.actor AND b.id <> new.id
                WHERE q.event = p.event AND b.canon = new.canon))
        WHERE id = new.canon;
    UPDATE names SET
        free = free + (new.canon IS NULL) - (old.canon IS NULL),
        free_statements = free_statements + ((new.canon IS NULL) - (old.canon IS NULL))
            * (SELECT count(*) FROM statements s WHERE s.speaker = new.id AND s.current = 1),
        free_events = free_events + ((new.canon IS NULL) - (old.canon IS NULL)) * (
            SELECT count(DISTINCT p.event) FROM parties p JOIN events e ON e.id = p.event AND e.current = 1
            WHERE p.actor = new.id AND NOT EXISTS (
                SELECT 1 FROM parties q JOIN actors b ON b.id = q.actor AND b.id <> new.id
                WHERE q.event = p.event AND b.canon IS NULL AND b.folded = new.folded AND b.country IS new.country))
        WHERE folded = new.folded AND country = coalesce(new.country, '');
END;
