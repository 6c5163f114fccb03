//! Organizations and their settings.

use rusqlite::{Connection, Row, params};

use super::audit::Telling;
use super::file::{Fault, meaning};
use super::values::{
    all, count, execute, factor_type, first, instant, maybe_instant, millis, organization_id,
    returns,
};
use crate::mfa::{
    Event, JwtSettings, Organization, OrganizationId, RateLimit, ReturnOrigin, ReturnUrl,
    StoreError, rules,
};

pub(super) fn insert(telling: Telling<'_>, o: &Organization) -> Result<(), Fault> {
    let connection = telling.connection;
    execute(
        connection,
        "INSERT INTO organizations (id, name, enrollment_type, users_from_jwt, rate_limit,
                                    rate_window, jwt_issuer, jwt_audience, jwt, created_at,
                                    return_url, return_origins, disabled_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            o.id.as_str(),
            o.name,
            o.enrollment_type.as_str(),
            o.users_from_jwt,
            o.rate_limit.limit,
            o.rate_limit.window_seconds,
            o.jwt.as_ref().map(|jwt| jwt.issuer.as_str()),
            o.jwt.as_ref().map(|jwt| jwt.audience.as_str()),
            settings(o.jwt.as_ref())?,
            millis(o.created_at),
            o.returns.url.as_ref().map(ReturnUrl::as_str),
            origins(o)?,
            o.disabled_at.map(millis),
        ],
    )
    .map_err(|error| meaning(error, &taken(connection, o), ""))?;
    telling.of(Some(&o.id), None, &Event::OrganizationCreated)
}

pub(super) fn update(telling: Telling<'_>, o: &Organization) -> Result<(), Fault> {
    let connection = telling.connection;
    let before = get(connection, &o.id)?.ok_or_else(|| unknown(&o.id))?;
    execute(
        connection,
        "UPDATE organizations
            SET name = ?2, enrollment_type = ?3, users_from_jwt = ?4, rate_limit = ?5,
                rate_window = ?6, jwt_issuer = ?7, jwt_audience = ?8, jwt = ?9, return_url = ?10,
                return_origins = ?11, disabled_at = ?12
          WHERE id = ?1",
        params![
            o.id.as_str(),
            o.name,
            o.enrollment_type.as_str(),
            o.users_from_jwt,
            o.rate_limit.limit,
            o.rate_limit.window_seconds,
            o.jwt.as_ref().map(|jwt| jwt.issuer.as_str()),
            o.jwt.as_ref().map(|jwt| jwt.audience.as_str()),
            settings(o.jwt.as_ref())?,
            o.returns.url.as_ref().map(ReturnUrl::as_str),
            origins(o)?,
            o.disabled_at.map(millis),
        ],
    )
    .map_err(|error| meaning(error, ISSUER_TAKEN, ""))?;
    let events = rules::telling::of_update(&before, o);
    let mut events = events.iter();
    events.try_for_each(|event| telling.of(Some(&o.id), None, event))
}

pub(super) fn get(
    connection: &Connection,
    id: &OrganizationId,
) -> Result<Option<Organization>, Fault> {
    first(
        connection,
        "SELECT id, name, enrollment_type, users_from_jwt, rate_limit, rate_window, jwt, created_at,
                return_url, return_origins, disabled_at
           FROM organizations
          WHERE id = ?1",
        [id.as_str()],
        read,
    )
}

pub(super) fn list(connection: &Connection) -> Result<Vec<Organization>, Fault> {
    all(
        connection,
        "SELECT id, name, enrollment_type, users_from_jwt, rate_limit, rate_window, jwt, created_at,
                return_url, return_origins, disabled_at
           FROM organizations
          ORDER BY id",
        [],
        read,
    )
}

pub(super) fn by_issuer(connection: &Connection, issuer: &str) -> Result<Vec<Organization>, Fault> {
    all(
        connection,
        "SELECT id, name, enrollment_type, users_from_jwt, rate_limit, rate_window, jwt, created_at,
                return_url, return_origins, disabled_at
           FROM organizations
          WHERE jwt_issuer = ?1
          ORDER BY id",
        [issuer],
        read,
    )
}

pub(super) fn unknown(id: &OrganizationId) -> Fault {
    Fault::Store(StoreError::NotFound {
        what: format!("organization {id}"),
    })
}

const ISSUER_TAKEN: &str = "an organization with this JWT issuer and audience";

fn taken(connection: &Connection, o: &Organization) -> String {
    match get(connection, &o.id) {
        Ok(None) => ISSUER_TAKEN.to_owned(),
        _ => format!("organization {}", o.id),
    }
}

fn settings(jwt: Option<&JwtSettings>) -> Result<Option<String>, Fault> {
    jwt.map(serde_json::to_string)
        .transpose()
        .map_err(|error| Fault::Record {
            what: "JWT settings",
            why: error.to_string(),
        })
}

fn origins(o: &Organization) -> Result<String, Fault> {
    let all: Vec<_> = o.returns.origins.iter().map(ReturnOrigin::as_str).collect();
    serde_json::to_string(&all).map_err(|error| Fault::Record {
        what: "where an organization leads back to",
        why: error.to_string(),
    })
}

fn read(row: &Row<'_>) -> Result<Organization, Fault> {
    let jwt: Option<String> = row.get(6)?;
    Ok(Organization {
        id: organization_id(row.get(0)?)?,
        name: row.get(1)?,
        enrollment_type: factor_type(&row.get::<_, String>(2)?)?,
        users_from_jwt: row.get(3)?,
        rate_limit: RateLimit {
            limit: count(row.get(4)?),
            window_seconds: count(row.get(5)?),
        },
        jwt: jwt
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|error| Fault::Record {
                what: "JWT settings",
                why: error.to_string(),
            })?,
        returns: returns(row, 8)?,
        created_at: instant(row.get(7)?)?,
        disabled_at: maybe_instant(row.get(10)?)?,
    })
}
