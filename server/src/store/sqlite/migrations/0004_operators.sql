-- What operators rely on: which encryption keys sealed what is here, and who is switched off.

CREATE TABLE encryption_keys (
    id          TEXT NOT NULL PRIMARY KEY,
    -- Something known, sealed with the key of this id: another value does not open it.
    check_value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX factors_by_key ON factors (secret_key_id) WHERE secret_key_id IS NOT NULL;

ALTER TABLE organizations ADD COLUMN disabled_at INTEGER;
ALTER TABLE users ADD COLUMN disabled_at INTEGER;
