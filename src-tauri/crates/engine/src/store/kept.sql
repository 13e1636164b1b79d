-- A name of the person's own for a connection.
ALTER TABLE connections ADD COLUMN name TEXT;

-- How many metrics the agent had when it was last read.
ALTER TABLE agents ADD COLUMN metrics INTEGER;

-- The list of agents as it was last read, so that it opens without a network.
CREATE TABLE listed (
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    archived     INTEGER NOT NULL,
    listed       TEXT NOT NULL,
    updated_at   TEXT,
    read_at      TEXT NOT NULL,
    PRIMARY KEY (connection, agent)
) STRICT;

-- Versions as they were last read. The configuration of a version never changes once it is published.
CREATE TABLE versions (
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    version      TEXT NOT NULL,
    published_at TEXT,
    row          TEXT NOT NULL,
    config       TEXT,
    read_at      TEXT NOT NULL,
    PRIMARY KEY (connection, agent, version)
) STRICT;
