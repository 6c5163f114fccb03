-- Types of factors are the contract's and the program's to know, not the schema's, and a factor need
-- not keep a secret. A link says which type it is for, and what it is for, apart from each other;
-- and it keeps what brings a browser back that was sent to another service.
--
-- Tables take the place of others: foreign keys are off. A server of the version before, which may
-- still run beside this one, finds what it knows: it names no type of a link, and serves guardian
-- alone.

CREATE TABLE new_organizations (
    id              TEXT    NOT NULL PRIMARY KEY,
    name            TEXT    NOT NULL,
    enrollment_type TEXT    NOT NULL,
    users_from_jwt  INTEGER NOT NULL,
    rate_limit      INTEGER NOT NULL,
    rate_window     INTEGER NOT NULL,
    -- Beside the whole settings (JSON), for looking up and for uniqueness.
    jwt_issuer      TEXT,
    jwt_audience    TEXT,
    jwt             TEXT,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO new_organizations
SELECT id, name, enrollment_type, users_from_jwt, rate_limit, rate_window, jwt_issuer, jwt_audience,
       jwt, created_at
  FROM organizations;

CREATE TABLE new_factors (
    organization   TEXT    NOT NULL,
    user           TEXT    NOT NULL,
    type           TEXT    NOT NULL,
    active         INTEGER NOT NULL,
    last_auth_time INTEGER,
    -- What the factor keeps of the enrolment, sealed.
    secret         BLOB,
    secret_key_id  TEXT,
    -- The latest time step of which a code was accepted: only later ones still count.
    last_step      INTEGER NOT NULL DEFAULT -1,
    created_at     INTEGER NOT NULL,
    PRIMARY KEY (organization, user),
    FOREIGN KEY (organization, user) REFERENCES users (organization, id),
    CHECK ((secret IS NULL) = (secret_key_id IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO new_factors
SELECT organization, user, type, active, last_auth_time, secret, secret_key_id,
       last_step, created_at
  FROM factors;

CREATE TABLE new_links (
    hash          BLOB    NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    organization  TEXT    NOT NULL,
    user          TEXT    NOT NULL,
    type          TEXT    NOT NULL DEFAULT 'guardian',
    purpose       TEXT    NOT NULL CHECK (purpose IN ('enroll', 'verify')),
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    used_at       INTEGER,
    replaced_at   INTEGER,
    -- What the factor prepared, sealed. Of an open enrolment alone: closing a link forgets it.
    secret        BLOB,
    secret_key_id TEXT,
    -- Of the newest departure to another service: the hash of what the browser comes back with, and
    -- until it is back, the hash of what that browser holds, and what the factor keeps, sealed.
    state         BLOB CHECK (length(state) = 32),
    browser       BLOB CHECK (length(browser) = 32),
    kept          BLOB,
    kept_key_id   TEXT,
    FOREIGN KEY (organization, user) REFERENCES users (organization, id)
) STRICT, WITHOUT ROWID;

INSERT INTO new_links (hash, organization, user, type, purpose, created_at, expires_at, used_at,
                       replaced_at, secret, secret_key_id)
SELECT l.hash, l.organization, l.user,
       iif(l.purpose = 'duo', 'duo', 'guardian'),
       iif(l.purpose = 'duo', iif(f.type IS NULL, 'enroll', 'verify'), l.purpose),
       l.created_at, l.expires_at, l.used_at, l.replaced_at, l.secret, l.secret_key_id
  FROM links l
  LEFT JOIN factors f ON f.organization = l.organization AND f.user = l.user;

DROP TABLE links;
DROP TABLE factors;
DROP TABLE organizations;
ALTER TABLE new_organizations RENAME TO organizations;
ALTER TABLE new_factors RENAME TO factors;
ALTER TABLE new_links RENAME TO links;

CREATE UNIQUE INDEX organizations_by_issuer
    ON organizations (jwt_issuer, jwt_audience) WHERE jwt_issuer IS NOT NULL;

-- At most one link of a user can be followed: the database itself refuses a second.
CREATE UNIQUE INDEX open_links
    ON links (organization, user) WHERE used_at IS NULL AND replaced_at IS NULL;

CREATE INDEX links_by_end ON links (expires_at);

CREATE UNIQUE INDEX links_by_state ON links (state) WHERE state IS NOT NULL;
