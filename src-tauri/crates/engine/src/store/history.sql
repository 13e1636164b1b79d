-- What each version changed, searched and shown without asking again. `older` is the version before it, empty for the
-- first one; `block` names the content of its metrics, which versions share.
ALTER TABLE versions ADD COLUMN branch TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN blocks TEXT;
ALTER TABLE versions ADD COLUMN block TEXT;
ALTER TABLE versions ADD COLUMN older TEXT;
ALTER TABLE versions ADD COLUMN metrics TEXT;
ALTER TABLE versions ADD COLUMN words TEXT;

-- One configuration for all versions with that content: a block, or a version where Atoms tells no blocks.
CREATE TABLE configs (
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    content      TEXT NOT NULL,
    config       TEXT NOT NULL,
    words        TEXT,
    read_at      TEXT NOT NULL,
    PRIMARY KEY (connection, agent, content)
) STRICT;

INSERT INTO configs (connection, agent, content, config, read_at)
    SELECT connection, agent, version, config, read_at FROM versions WHERE config IS NOT NULL;
ALTER TABLE versions DROP COLUMN config;

CREATE INDEX versions_by_block ON versions (connection, agent, block);
CREATE INDEX versions_by_older ON versions (connection, agent, older);

-- How long a history is, as Atoms last told. `branch` is empty for an agent without branches; the leading one is what is
-- shown where none is named.
CREATE TABLE histories (
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    agent        TEXT NOT NULL,
    branch       TEXT NOT NULL,
    leading      INTEGER NOT NULL,
    total        INTEGER NOT NULL,
    read_at      TEXT NOT NULL,
    PRIMARY KEY (connection, agent, branch)
) STRICT;
