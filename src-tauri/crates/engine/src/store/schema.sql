CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE connections (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,
    address      TEXT NOT NULL,
    organization TEXT NOT NULL,
    workspace    TEXT NOT NULL,
    person       TEXT,
    key_ends     TEXT NOT NULL,
    key_place    TEXT NOT NULL,
    used_at      TEXT NOT NULL
) STRICT;

-- What was last read of an agent, and when the person last opened it.
CREATE TABLE agents (
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    name         TEXT NOT NULL,
    summary      TEXT NOT NULL,
    config       TEXT,
    live_number  INTEGER,
    live_label   TEXT,
    read_at      TEXT NOT NULL,
    opened_at    TEXT NOT NULL,
    PRIMARY KEY (connection, agent)
) STRICT;

-- One working copy an agent. `cursor` names the step of copy_steps that is on screen.
CREATE TABLE copies (
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    base_version TEXT NOT NULL,
    base_number  INTEGER,
    base         TEXT NOT NULL,
    cursor       INTEGER NOT NULL,
    unpublished  INTEGER NOT NULL,
    label        TEXT NOT NULL DEFAULT '',
    description  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (connection, agent)
) STRICT;

CREATE TABLE copy_steps (
    connection   TEXT NOT NULL,
    agent        TEXT NOT NULL,
    step         INTEGER NOT NULL,
    state        TEXT NOT NULL,
    PRIMARY KEY (connection, agent, step),
    FOREIGN KEY (connection, agent) REFERENCES copies (connection, agent) ON DELETE CASCADE
) STRICT;

-- What was typed into a panel and not saved yet.
CREATE TABLE panels (
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    slot         TEXT NOT NULL,
    panel        TEXT NOT NULL,
    cards        INTEGER NOT NULL,
    PRIMARY KEY (connection, agent, slot)
) STRICT;

-- The journal of publishing: each run with the state before its next request.
CREATE TABLE runs (
    id           TEXT PRIMARY KEY,
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    state        TEXT NOT NULL,
    finished     INTEGER NOT NULL,
    dismissed    INTEGER NOT NULL DEFAULT 0,
    started_at   TEXT NOT NULL
) STRICT;

CREATE INDEX runs_by_agent ON runs (connection, agent, started_at);
