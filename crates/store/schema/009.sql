-- Events of a type or status, newest first, told by the index alone: where few of many fit, no row is looked at in vain.
DROP INDEX events_type;
CREATE INDEX events_type ON events (type, day DESC, status, current);
CREATE INDEX events_status ON events (status, day DESC, type, current);
