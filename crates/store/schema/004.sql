-- How many statements a name makes and in how many events it stands, in the newest versions: who is in a store is told without counting.
ALTER TABLE names ADD COLUMN statements INTEGER NOT NULL DEFAULT 0;
ALTER TABLE names ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
UPDATE names SET
    statements = (
        SELECT count(*) FROM actors a CROSS JOIN statements s ON s.speaker = a.id AND s.current = 1
        WHERE a.folded = names.folded AND a.country IS nullif(names.country, '')),
    events = (
        SELECT count(DISTINCT p.event) FROM actors a CROSS JOIN parties p ON p.actor = a.id
        CROSS JOIN events e ON e.id = p.event AND e.current = 1
        WHERE a.folded = names.folded AND a.country IS nullif(names.country, ''));

CREATE TRIGGER statements_counted AFTER INSERT ON statements WHEN new.speaker IS NOT NULL AND new.current = 1 BEGIN
    UPDATE names SET statements = statements + 1
        WHERE (folded, country) = (SELECT a.folded, coalesce(a.country, '') FROM actors a WHERE a.id = new.speaker);
END;
CREATE TRIGGER statements_uncounted AFTER DELETE ON statements WHEN old.speaker IS NOT NULL AND old.current = 1 BEGIN
    UPDATE names SET statements = statements - 1
        WHERE (folded, country) = (SELECT a.folded, coalesce(a.country, '') FROM actors a WHERE a.id = old.speaker);
END;
CREATE TRIGGER statements_recounted AFTER UPDATE OF current ON statements
    WHEN new.speaker IS NOT NULL AND new.current <> old.current
BEGIN
    UPDATE names SET statements = statements + new.current - old.current
        WHERE (folded, country) = (SELECT a.folded, coalesce(a.country, '') FROM actors a WHERE a.id = new.speaker);
END;

-- An event counts once for a name, on whichever sides it stands.
CREATE TRIGGER parties_counted AFTER INSERT ON parties BEGIN
    UPDATE names SET events = events + 1
        WHERE (folded, country) = (SELECT a.folded, coalesce(a.country, '') FROM actors a WHERE a.id = new.actor)
        AND 1 = (
            SELECT count(*) FROM parties p JOIN actors a ON a.id = p.actor
            WHERE p.event = new.event AND a.folded = names.folded AND coalesce(a.country, '') = names.country)
        AND 1 = (SELECT e.current FROM events e WHERE e.id = new.event);
END;
CREATE TRIGGER events_uncounted BEFORE DELETE ON events WHEN old.current = 1 BEGIN
    UPDATE names SET events = events - 1 WHERE id IN (
        SELECT n.id FROM parties p JOIN actors a ON a.id = p.actor
        JOIN names n ON n.folded = a.folded AND n.country = coalesce(a.country, '') WHERE p.event = old.id);
END;
CREATE TRIGGER events_recounted AFTER UPDATE OF current ON events WHEN new.current <> old.current BEGIN
    UPDATE names SET events = events + new.current - old.current WHERE id IN (
        SELECT n.id FROM parties p JOIN actors a ON a.id = p.actor
        JOIN names n ON n.folded = a.folded AND n.country = coalesce(a.country, '') WHERE p.event = new.id);
END;
