-- Where organizations are told of what happens, and the outbox of what they are to be told.

CREATE TABLE webhooks (
    id               TEXT    NOT NULL PRIMARY KEY,
    organization     TEXT    NOT NULL REFERENCES organizations (id),
    url              TEXT    NOT NULL,
    events           TEXT    NOT NULL, -- JSON array
    secret           BLOB    NOT NULL,
    secret_key_id    TEXT    NOT NULL,
    -- The secret before, which signs as well until then.
    old_secret       BLOB,
    old_secret_key_id TEXT,
    old_until        INTEGER,
    created_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX webhooks_by_organization ON webhooks (organization, created_at);

CREATE TABLE deliveries (
    id         TEXT    NOT NULL PRIMARY KEY,
    webhook    TEXT    NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    user       TEXT    NOT NULL, -- '' where it is about none
    -- Of the entry in the audit trail: the order of what happened.
    number     INTEGER NOT NULL,
    event      TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    -- behind: an earlier one of the same user is not done. Of one webhook and user, one is due.
    state      TEXT    NOT NULL CHECK (state IN ('due', 'behind', 'delivered', 'failed')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    -- When it is tried next; while it is tried, when another may.
    due_at     INTEGER,
    last       TEXT,
    done_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_due ON deliveries (webhook, due_at) WHERE state = 'due';
CREATE UNIQUE INDEX deliveries_first ON deliveries (webhook, user) WHERE state = 'due';
CREATE INDEX deliveries_behind ON deliveries (webhook, user, number) WHERE state = 'behind';
CREATE INDEX deliveries_done ON deliveries (done_at) WHERE state IN ('delivered', 'failed');
CREATE INDEX deliveries_by_webhook ON deliveries (webhook, number);
