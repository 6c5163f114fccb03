//! Organizations and their settings.

use deadpool_postgres::GenericClient;
use tokio_postgres::Row;

use super::fault::{Fault, constraint, meaning};
use super::sql::{Telling, all, execute, first};
use crate::mfa::{Event, Organization, OrganizationId, RateLimit, ReturnOrigin, ReturnUrl, rules};
use crate::store::record::{
    count, factor_type, instant, json, maybe_instant, millis, organization_id, returns, to_json,
};

/// What an insertion and an update have in common.
struct Columns {
    jwt: Option<String>,
    origins: String,
}

impl Columns {
    fn of(o: &Organization) -> Result<Self, Fault> {
        let jwt = o.jwt.as_ref().map(|jwt| to_json("JWT settings", jwt));
        let origins: Vec<_> = o.returns.origins.iter().map(ReturnOrigin::as_str).collect();
        Ok(Self {
            jwt: jwt.transpose()?,
            origins: to_json("where an organization leads back to", &origins)?,
        })
    }
}

/// All that is read of an organization.
macro_rules! organization {
    () => {
        "SELECT id, name, enrollment_type, users_from_jwt, rate_limit, rate_window, jwt, created_at,
                return_url, return_origins, disabled_at
           FROM organizations"
    };
}

pub(super) async fn insert(telling: Telling<'_>, o: &Organization) -> Result<(), Fault> {
    let Columns { jwt, origins } = Columns::of(o)?;
    execute(
        telling.tx,
        "INSERT INTO organizations (id, name, enrollment_type, users_from_jwt, rate_limit,
                                    rate_window, jwt_issuer, jwt_audience, jwt, created_at,
                                    return_url, return_origins, disabled_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        &[
            &o.id.as_str(),
            &o.name,
            &o.enrollment_type.as_str(),
            &o.users_from_jwt,
            &i64::from(o.rate_limit.limit),
            &i64::from(o.rate_limit.window_seconds),
            &o.jwt.as_ref().map(|jwt| jwt.issuer.as_str()),
            &o.jwt.as_ref().map(|jwt| jwt.audience.as_str()),
            &jwt,
            &millis(o.created_at),
            &o.returns.url.as_ref().map(ReturnUrl::as_str),
            &origins,
            &o.disabled_at.map(millis),
        ],
    )
    .await
    .map_err(|fault| {
        let taken = match constraint(&fault) {
            Some("organizations_by_issuer") => ISSUER_TAKEN.to_owned(),
            _ => format!("organization {}", o.id),
        };
        meaning(fault, &taken, "")
    })?;
    telling
        .of(Some(&o.id), None, &Event::OrganizationCreated)
        .await
}

pub(super) async fn update(telling: Telling<'_>, o: &Organization) -> Result<(), Fault> {
    let sql = concat!(organization!(), " WHERE id = $1 FOR UPDATE");
    let before = first(telling.tx, sql, &[&o.id.as_str()], read).await?;
    let before = before.ok_or_else(|| unknown(&o.id))?;
    let Columns { jwt, origins } = Columns::of(o)?;
    execute(
        telling.tx,
        "UPDATE organizations
            SET name = $2, enrollment_type = $3, users_from_jwt = $4, rate_limit = $5,
                rate_window = $6, jwt_issuer = $7, jwt_audience = $8, jwt = $9, return_url = $10,
                return_origins = $11, disabled_at = $12
          WHERE id = $1",
        &[
            &o.id.as_str(),
            &o.name,
            &o.enrollment_type.as_str(),
            &o.users_from_jwt,
            &i64::from(o.rate_limit.limit),
            &i64::from(o.rate_limit.window_seconds),
            &o.jwt.as_ref().map(|jwt| jwt.issuer.as_str()),
            &o.jwt.as_ref().map(|jwt| jwt.audience.as_str()),
            &jwt,
            &o.returns.url.as_ref().map(ReturnUrl::as_str),
            &origins,
            &o.disabled_at.map(millis),
        ],
    )
    .await
    .map_err(|fault| meaning(fault, ISSUER_TAKEN, ""))?;
    for event in rules::telling::of_update(&before, o) {
        telling.of(Some(&o.id), None, &event).await?;
    }
    Ok(())
}

pub(super) async fn get(
    client: &impl GenericClient,
    id: &OrganizationId,
) -> Result<Option<Organization>, Fault> {
    let sql = concat!(organization!(), " WHERE id = $1");
    first(client, sql, &[&id.as_str()], read).await
}

pub(super) async fn list(client: &impl GenericClient) -> Result<Vec<Organization>, Fault> {
    all(client, concat!(organization!(), " ORDER BY id"), &[], read).await
}

pub(super) async fn by_issuer(
    client: &impl GenericClient,
    issuer: &str,
) -> Result<Vec<Organization>, Fault> {
    let sql = concat!(organization!(), " WHERE jwt_issuer = $1 ORDER BY id");
    all(client, sql, &[&issuer], read).await
}

pub(super) fn unknown(id: &OrganizationId) -> Fault {
    Fault::not_found(format!("organization {id}"))
}

const ISSUER_TAKEN: &str = "an organization with this JWT issuer and audience";

fn read(row: &Row) -> Result<Organization, Fault> {
    let jwt: Option<&str> = row.try_get(6)?;
    Ok(Organization {
        id: organization_id(row.try_get(0)?)?,
        name: row.try_get(1)?,
        enrollment_type: factor_type(row.try_get(2)?)?,
        users_from_jwt: row.try_get(3)?,
        rate_limit: RateLimit {
            limit: count(row.try_get(4)?),
            window_seconds: count(row.try_get(5)?),
        },
        jwt: jwt.map(|text| json("JWT settings", text)).transpose()?,
        returns: returns(row.try_get(8)?, row.try_get(9)?)?,
        created_at: instant(row.try_get(7)?)?,
        disabled_at: maybe_instant(row.try_get(10)?)?,
    })
}
