-- What follows from the records – full text, names and their counts, the countries that events are between – is brought up to date by the
-- writer, once a batch, instead of row by row by triggers: that is what made most of storing. Triggers still take out what is deleted.
DROP TRIGGER documents_text_in;
DROP TRIGGER statements_text_in;
DROP TRIGGER places_text_in;
DROP TRIGGER actors_named;
DROP TRIGGER statements_counted;
DROP TRIGGER parties_counted;

-- What a new record is compared with: of a day the last ones first, with all that is asked of them in the index.
DROP INDEX statements_who;
DROP INDEX events_day;
CREATE INDEX statements_who ON statements (who, day, id, document, utterance) WHERE day IS NOT NULL AND who IS NOT NULL;
CREATE INDEX events_day ON events (type, day, id, document, happening) WHERE day IS NOT NULL;
