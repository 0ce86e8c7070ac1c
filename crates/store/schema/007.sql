-- What a content is looked for by when its speaker is not known to be the same: the three of its words that are likely to be rare, each
-- as a hash with the day in its last 16 bits, so that a span of keys is a span of days. NULL for contents with fewer such words, and
-- in statements that an older program linked: who comes later finds those by their speaker alone.
ALTER TABLE statements ADD COLUMN rare1 INTEGER;
ALTER TABLE statements ADD COLUMN rare2 INTEGER;
ALTER TABLE statements ADD COLUMN rare3 INTEGER;
CREATE INDEX statements_rare1 ON statements (rare1) WHERE rare1 IS NOT NULL;
CREATE INDEX statements_rare2 ON statements (rare2) WHERE rare2 IS NOT NULL;
CREATE INDEX statements_rare3 ON statements (rare3) WHERE rare3 IS NOT NULL;
