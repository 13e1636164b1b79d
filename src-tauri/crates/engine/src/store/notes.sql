-- A note of the person's own on a version. It never leaves this computer. `words` is its text folded, for searching.
CREATE TABLE notes (
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    version      TEXT NOT NULL,
    note         TEXT NOT NULL,
    words        TEXT NOT NULL,
    kept_at      TEXT NOT NULL,
    PRIMARY KEY (connection, agent, version)
) STRICT;

-- What was typed to call a version, and not saved yet; with what it was called when the person began.
CREATE TABLE typed_labels (
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    version      TEXT NOT NULL,
    labels       TEXT NOT NULL,
    PRIMARY KEY (connection, agent, version)
) STRICT;
