-- Templates of the person's own. They belong to the profile and serve every workspace.
CREATE TABLE own_templates (
    id           TEXT PRIMARY KEY,
    set_name     TEXT,
    position     INTEGER NOT NULL,
    template     TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    changed_at   TEXT NOT NULL
) STRICT;

-- Changes to several agents at once: each batch with how far it got.
CREATE TABLE batches (
    id           TEXT PRIMARY KEY,
    connection   TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    state        TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    dismissed    INTEGER NOT NULL DEFAULT 0
) STRICT;
