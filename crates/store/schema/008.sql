-- Old versions are few, and taken out of what full text finds.
CREATE INDEX documents_old ON documents (id) WHERE current = 0;
