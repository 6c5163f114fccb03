-- Instants are milliseconds since the epoch. Every key begins with the organization, so that tables
-- can be distributed by it; what belongs to none has ''. Ids are compared byte by byte (COLLATE "C"),
-- as programs compare them.

CREATE TABLE organizations (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name            TEXT    NOT NULL,
    enrollment_type TEXT    NOT NULL,
    users_from_jwt  BOOLEAN NOT NULL,
    rate_limit      BIGINT  NOT NULL,
    rate_window     BIGINT  NOT NULL,
    -- Beside the whole settings (JSON), for looking up and for uniqueness.
    jwt_issuer      TEXT COLLATE "C",
    jwt_audience    TEXT COLLATE "C",
    jwt             TEXT,
    return_url      TEXT,
    return_origins  TEXT    NOT NULL, -- JSON array
    created_at      BIGINT  NOT NULL,
    disabled_at     BIGINT
);

CREATE UNIQUE INDEX organizations_by_issuer
    ON organizations (jwt_issuer, jwt_audience) WHERE jwt_issuer IS NOT NULL;

CREATE TABLE users (
    organization TEXT COLLATE "C" NOT NULL REFERENCES organizations (id),
    id           TEXT COLLATE "C" NOT NULL,
    email        TEXT,
    created_at   BIGINT NOT NULL,
    -- Wrong codes since the last right one. Kept with the user, not with a link or a factor, so
    -- that neither a new link nor a new enrolment buys new tries.
    failures     BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT,
    last_failure BIGINT,
    disabled_at  BIGINT,
    PRIMARY KEY (organization, id)
);

CREATE TABLE api_keys (
    organization TEXT COLLATE "C" NOT NULL REFERENCES organizations (id),
    id           TEXT COLLATE "C" NOT NULL,
    user_id      TEXT COLLATE "C",
    scopes       TEXT   NOT NULL, -- JSON array
    secret_hash  BYTEA  NOT NULL CHECK (length(secret_hash) = 32),
    label        TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT,
    revoked_at   BIGINT,
    last_used_at BIGINT,
    PRIMARY KEY (organization, id),
    FOREIGN KEY (organization, user_id) REFERENCES users (organization, id)
);

-- A request names its key, and not its organization.
CREATE INDEX api_keys_by_id ON api_keys (id);

CREATE TABLE factors (
    organization   TEXT COLLATE "C" NOT NULL,
    user_id        TEXT COLLATE "C" NOT NULL,
    type           TEXT    NOT NULL,
    active         BOOLEAN NOT NULL,
    last_auth_time BIGINT,
    -- What the factor keeps of the enrolment, sealed.
    secret         BYTEA,
    secret_key_id  TEXT,
    -- The latest time step of which a code was accepted: only later ones still count.
    last_step      BIGINT  NOT NULL DEFAULT -1,
    created_at     BIGINT  NOT NULL,
    PRIMARY KEY (organization, user_id),
    FOREIGN KEY (organization, user_id) REFERENCES users (organization, id),
    CHECK ((secret IS NULL) = (secret_key_id IS NULL))
);

CREATE INDEX factors_by_key ON factors (secret_key_id) WHERE secret_key_id IS NOT NULL;

CREATE TABLE recovery_codes (
    organization TEXT COLLATE "C" NOT NULL,
    user_id      TEXT COLLATE "C" NOT NULL,
    hash         BYTEA NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (organization, user_id, hash),
    FOREIGN KEY (organization, user_id) REFERENCES factors (organization, user_id) ON DELETE CASCADE
);

CREATE TABLE factor_settings (
    organization TEXT COLLATE "C" NOT NULL REFERENCES organizations (id),
    type         TEXT COLLATE "C" NOT NULL,
    settings     BYTEA  NOT NULL,
    key_id       TEXT   NOT NULL,
    changed_at   BIGINT NOT NULL,
    PRIMARY KEY (organization, type)
);

CREATE TABLE links (
    organization  TEXT COLLATE "C" NOT NULL,
    hash          BYTEA   NOT NULL CHECK (length(hash) = 32),
    user_id       TEXT COLLATE "C" NOT NULL,
    type          TEXT    NOT NULL,
    purpose       TEXT    NOT NULL CHECK (purpose IN ('enroll', 'verify')),
    created_at    BIGINT  NOT NULL,
    expires_at    BIGINT  NOT NULL,
    used_at       BIGINT,
    replaced_at   BIGINT,
    -- What the factor prepared, sealed. Of an open enrolment alone: closing a link forgets it.
    secret        BYTEA,
    secret_key_id TEXT,
    -- Of the newest departure to another service: the hash of what the browser comes back with, and
    -- until it is back, the hash of what that browser holds, and what the factor keeps, sealed.
    state         BYTEA CHECK (length(state) = 32),
    browser       BYTEA CHECK (length(browser) = 32),
    kept          BYTEA,
    kept_key_id   TEXT,
    -- Of a used link: the hash of what that browser holds, and how far the person has come.
    finished_by   BYTEA CHECK (length(finished_by) = 32),
    stage         TEXT CHECK (stage IN ('verified', 'recovered', 'codes', 'done')),
    recovery_left BIGINT,
    -- At the stage `codes`: the recovery codes, sealed, until the person has saved them.
    codes         BYTEA,
    codes_key_id  TEXT,
    PRIMARY KEY (organization, hash),
    FOREIGN KEY (organization, user_id) REFERENCES users (organization, id)
);

-- At most one link of a user can be followed: the database itself refuses a second.
CREATE UNIQUE INDEX open_links
    ON links (organization, user_id) WHERE used_at IS NULL AND replaced_at IS NULL;

-- A person who follows a link, or comes back, brings nothing else.
CREATE INDEX links_by_hash ON links (hash);
CREATE INDEX links_by_state ON links (state) WHERE state IS NOT NULL;

CREATE INDEX links_by_end ON links (organization, expires_at);
CREATE INDEX links_with_codes ON links (organization, used_at) WHERE codes IS NOT NULL;
CREATE INDEX codes_by_user ON links (organization, user_id) WHERE codes IS NOT NULL;

-- One row for each organization: its running rate-limit window.
CREATE TABLE request_counts (
    organization TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES organizations (id),
    window_start BIGINT, -- epoch second; NULL before the first request
    used         BIGINT
);

CREATE TABLE encryption_keys (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- Something known, sealed with the key of this id: another value does not open it.
    check_value BYTEA NOT NULL
);

-- The audit trail. An entry refers to nothing: it outlasts what it tells of.
CREATE TABLE audit (
    organization TEXT COLLATE "C" NOT NULL, -- '' of none
    -- Never given twice.
    number       BIGINT GENERATED ALWAYS AS IDENTITY,
    at           BIGINT NOT NULL,
    user_id      TEXT COLLATE "C",
    actor_kind   TEXT   NOT NULL,
    actor        TEXT,
    what         TEXT   NOT NULL,
    outcome      TEXT   NOT NULL,
    detail       TEXT, -- JSON object
    times        BIGINT NOT NULL DEFAULT 1,
    address      TEXT,
    request_id   TEXT,
    PRIMARY KEY (organization, number)
);

CREATE INDEX audit_by_number ON audit (number);
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_user ON audit (organization, user_id);

-- Entries are added, and never changed: but for what an operator's command has said, within its
-- transaction, that it takes away.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('mfa.takes_away', true) = 'entries' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND current_setting('mfa.takes_away', true) = 'who it was'
       AND (NEW.number, NEW.at, NEW.organization, NEW.actor_kind, NEW.what, NEW.outcome, NEW.times)
           IS NOT DISTINCT FROM
           (OLD.number, OLD.at, OLD.organization, OLD.actor_kind, OLD.what, OLD.outcome, OLD.times)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$;

CREATE TRIGGER audit_is_not_changed
BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_is_not_emptied
BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

CREATE TABLE webhooks (
    organization      TEXT COLLATE "C" NOT NULL REFERENCES organizations (id),
    id                TEXT COLLATE "C" NOT NULL,
    url               TEXT   NOT NULL,
    events            TEXT   NOT NULL, -- JSON array
    secret            BYTEA  NOT NULL,
    secret_key_id     TEXT   NOT NULL,
    -- The secret before, which signs as well until then.
    old_secret        BYTEA,
    old_secret_key_id TEXT,
    old_until         BIGINT,
    created_at        BIGINT NOT NULL,
    PRIMARY KEY (organization, id)
);

CREATE INDEX webhooks_by_id ON webhooks (id);

CREATE TABLE deliveries (
    organization TEXT COLLATE "C" NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,
    webhook      TEXT COLLATE "C" NOT NULL,
    user_id      TEXT COLLATE "C" NOT NULL, -- '' where it is about none
    -- Of the entry in the audit trail: the order of what happened.
    number       BIGINT NOT NULL,
    event        TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    -- behind: an earlier one of the same user is not done. Of one webhook and user, one is due.
    state        TEXT   NOT NULL CHECK (state IN ('due', 'behind', 'delivered', 'failed')),
    attempts     BIGINT NOT NULL DEFAULT 0,
    -- When it is tried next; while it is tried, when another may.
    due_at       BIGINT,
    last         TEXT,
    done_at      BIGINT,
    PRIMARY KEY (organization, id),
    FOREIGN KEY (organization, webhook) REFERENCES webhooks (organization, id) ON DELETE CASCADE
);

CREATE INDEX deliveries_by_id ON deliveries (id);
CREATE INDEX deliveries_due ON deliveries (organization, webhook, due_at) WHERE state = 'due';
CREATE UNIQUE INDEX deliveries_first
    ON deliveries (organization, webhook, user_id) WHERE state = 'due';
CREATE INDEX deliveries_behind
    ON deliveries (organization, webhook, user_id, number) WHERE state = 'behind';
CREATE INDEX deliveries_done ON deliveries (done_at) WHERE state IN ('delivered', 'failed');
CREATE INDEX deliveries_by_webhook ON deliveries (organization, webhook, number);
