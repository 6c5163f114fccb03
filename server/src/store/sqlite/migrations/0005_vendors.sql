-- What an organization sets for a type of factor that asks a service elsewhere (its host, its client's
-- id and secret): sealed as a whole, so that the schema need not know what there is to set.

CREATE TABLE factor_settings (
    organization TEXT    NOT NULL REFERENCES organizations (id),
    type         TEXT    NOT NULL,
    settings     BLOB    NOT NULL,
    key_id       TEXT    NOT NULL,
    changed_at   INTEGER NOT NULL,
    PRIMARY KEY (organization, type)
) STRICT, WITHOUT ROWID;
