-- The audit trail. An entry refers to nothing: it outlasts what it tells of.

CREATE TABLE audit (
    -- Never given twice, also after the newest entries were pruned.
    number       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at           INTEGER NOT NULL,
    organization TEXT,
    user         TEXT,
    actor_kind   TEXT    NOT NULL,
    actor        TEXT,
    what         TEXT    NOT NULL,
    outcome      TEXT    NOT NULL,
    detail       TEXT, -- JSON object
    times        INTEGER NOT NULL DEFAULT 1,
    address      TEXT,
    request_id   TEXT
) STRICT;

CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_user ON audit (organization, user);

-- What an operator's command is about to take away, while it does: entries before an instant, or who
-- a user was.
CREATE TABLE audit_permits (
    organization TEXT, -- NULL: all
    user         TEXT, -- NULL: all, whole entries
    before       INTEGER
) STRICT;

CREATE TRIGGER audit_is_not_changed
BEFORE UPDATE ON audit
WHEN NOT EXISTS (SELECT 1 FROM audit_permits p
                  WHERE p.organization = OLD.organization AND p.user = OLD.user)
  OR (NEW.number, NEW.at, NEW.organization, NEW.actor_kind, NEW.what, NEW.outcome, NEW.times)
     IS NOT (OLD.number, OLD.at, OLD.organization, OLD.actor_kind, OLD.what, OLD.outcome, OLD.times)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER audit_is_not_deleted
BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM audit_permits p
                  WHERE p.user IS NULL
                    AND (p.organization IS NULL OR p.organization = OLD.organization)
                    AND OLD.at < p.before)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

-- REPLACE would delete without the trigger above.
CREATE TRIGGER audit_is_not_replaced
BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
