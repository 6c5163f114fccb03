-- Instants are milliseconds since the epoch. Every table that belongs to a tenant starts its key
-- with the organization, so that no query can forget it and still be served by an index.

CREATE TABLE organizations (
    id              TEXT    NOT NULL PRIMARY KEY,
    name            TEXT    NOT NULL,
    enrollment_type TEXT    NOT NULL CHECK (enrollment_type IN ('guardian', 'duo')),
    users_from_jwt  INTEGER NOT NULL,
    rate_limit      INTEGER NOT NULL,
    rate_window     INTEGER NOT NULL,
    -- Beside the whole settings (JSON), for looking up and for uniqueness.
    jwt_issuer      TEXT,
    jwt_audience    TEXT,
    jwt             TEXT,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX organizations_by_issuer
    ON organizations (jwt_issuer, jwt_audience) WHERE jwt_issuer IS NOT NULL;

CREATE TABLE users (
    organization TEXT    NOT NULL REFERENCES organizations (id),
    id           TEXT    NOT NULL,
    email        TEXT,
    created_at   INTEGER NOT NULL,
    -- Wrong codes since the last right one. Kept with the user, not with a link or a factor, so
    -- that neither a new link nor a new enrolment buys new tries.
    failures     INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER,
    PRIMARY KEY (organization, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_keys (
    id           TEXT    NOT NULL PRIMARY KEY,
    organization TEXT    NOT NULL REFERENCES organizations (id),
    user         TEXT,
    scopes       TEXT    NOT NULL, -- JSON array
    secret_hash  BLOB    NOT NULL CHECK (length(secret_hash) = 32),
    label        TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    revoked_at   INTEGER,
    FOREIGN KEY (organization, user) REFERENCES users (organization, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX api_keys_by_organization ON api_keys (organization, created_at);

CREATE TABLE factors (
    organization   TEXT    NOT NULL,
    user           TEXT    NOT NULL,
    type           TEXT    NOT NULL CHECK (type IN ('guardian', 'duo')),
    active         INTEGER NOT NULL,
    last_auth_time INTEGER,
    secret         BLOB,
    secret_key_id  TEXT,
    -- The latest time step of which a code was accepted: only later ones still count.
    last_step      INTEGER NOT NULL DEFAULT -1,
    created_at     INTEGER NOT NULL,
    PRIMARY KEY (organization, user),
    FOREIGN KEY (organization, user) REFERENCES users (organization, id),
    CHECK ((type = 'guardian') = (secret IS NOT NULL)),
    CHECK ((secret IS NULL) = (secret_key_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_codes (
    organization TEXT NOT NULL,
    user         TEXT NOT NULL,
    hash         BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (organization, user, hash),
    FOREIGN KEY (organization, user) REFERENCES factors (organization, user) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    hash          BLOB    NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    organization  TEXT    NOT NULL,
    user          TEXT    NOT NULL,
    purpose       TEXT    NOT NULL CHECK (purpose IN ('enroll', 'verify', 'duo')),
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    used_at       INTEGER,
    replaced_at   INTEGER,
    -- Of an open enrolment alone: closing a link forgets its secret.
    secret        BLOB,
    secret_key_id TEXT,
    FOREIGN KEY (organization, user) REFERENCES users (organization, id)
) STRICT, WITHOUT ROWID;

-- At most one link of a user can be followed: the database itself refuses a second.
CREATE UNIQUE INDEX open_links
    ON links (organization, user) WHERE used_at IS NULL AND replaced_at IS NULL;

CREATE INDEX links_by_end ON links (expires_at);

-- One row for each organization: its running rate-limit window.
CREATE TABLE request_counts (
    organization TEXT    NOT NULL PRIMARY KEY REFERENCES organizations (id),
    window_start INTEGER NOT NULL, -- epoch second
    used         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
