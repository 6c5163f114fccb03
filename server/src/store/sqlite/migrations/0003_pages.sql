-- What the pages need: where an organization leads people back to, what a link came to for the browser
-- that followed it, and when the last wrong code was given. A server of the version before, which may
-- still run beside this one, names its columns and does not see these.

ALTER TABLE organizations ADD COLUMN return_url TEXT;
ALTER TABLE organizations ADD COLUMN return_origins TEXT NOT NULL DEFAULT '[]'; -- JSON array

ALTER TABLE users ADD COLUMN last_failure INTEGER;
UPDATE users SET last_failure = unixepoch() * 1000 WHERE failures > 0;

-- Of a used link: the hash of what that browser holds, and how far the person has come.
ALTER TABLE links ADD COLUMN finished_by BLOB CHECK (length(finished_by) = 32);
ALTER TABLE links ADD COLUMN stage TEXT CHECK (stage IN ('verified', 'recovered', 'codes', 'done'));
ALTER TABLE links ADD COLUMN recovery_left INTEGER;
-- At the stage `codes`: the recovery codes, sealed, until the person has saved them.
ALTER TABLE links ADD COLUMN codes BLOB;
ALTER TABLE links ADD COLUMN codes_key_id TEXT;

CREATE INDEX links_with_codes ON links (used_at) WHERE codes IS NOT NULL;
CREATE INDEX codes_by_user ON links (organization, user) WHERE codes IS NOT NULL;
