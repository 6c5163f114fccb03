//! Users, and what operators do with them.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::factors;
use super::file::{Fault, meaning};
use super::values::{all, execute, factor, first, instant, millis, organization_id, user_id};
use crate::mfa::{
    FactorRecord, FactorState, Imported, ImportedFactor, ImportedUser, ListedUser, OrganizationId,
    Reset, User, UserId, UserState,
};

pub(super) fn insert(connection: &Connection, user: &User) -> Result<(), Fault> {
    execute(
        connection,
        "INSERT INTO users (organization, id, email, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![
            user.organization.as_str(),
            user.id.as_str(),
            user.email,
            millis(user.created_at)
        ],
    )
    .map_err(|error| {
        meaning(
            error,
            &format!("user {} of organization {}", user.id, user.organization),
            &format!("organization {}", user.organization),
        )
    })?;
    Ok(())
}

/// `true` when the record was made.
pub(super) fn ensure(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let made = execute(
        connection,
        "INSERT INTO users (organization, id, created_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (organization, id) DO NOTHING",
        params![organization.as_str(), user.as_str(), millis(now)],
    )
    .map_err(|error| meaning(error, "", &format!("organization {organization}")))?;
    Ok(made == 1)
}

pub(super) fn get(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Option<User>, Fault> {
    first(
        connection,
        "SELECT organization, id, email, created_at
           FROM users
          WHERE organization = ?1 AND id = ?2",
        [organization.as_str(), user.as_str()],
        read,
    )
}

pub(super) fn list(
    connection: &Connection,
    organization: &OrganizationId,
    after: Option<&UserId>,
    limit: u32,
) -> Result<Vec<ListedUser>, Fault> {
    all(
        connection,
        "SELECT u.organization, u.id, u.email, u.created_at, f.type, f.active, f.last_auth_time
           FROM users u
           LEFT JOIN factors f ON f.organization = u.organization AND f.user = u.id
          WHERE u.organization = ?1 AND u.id > ?2
          ORDER BY u.id
          LIMIT ?3",
        // Every id is greater than the empty text.
        params![
            organization.as_str(),
            after.map_or("", UserId::as_str),
            limit
        ],
        |row| {
            Ok(ListedUser {
                user: read(row)?,
                factor: factor(row, 4)?,
            })
        },
    )
}

pub(super) fn import(
    connection: &Connection,
    organization: &OrganizationId,
    users: &[ImportedUser],
    now: DateTime<Utc>,
) -> Result<Imported, Fault> {
    let mut done = Imported::default();
    for user in users {
        if ensure(connection, organization, &user.id, now)? {
            done.created += 1;
        } else {
            done.updated += 1;
        }
        if user.email.is_some() {
            execute(
                connection,
                "UPDATE users SET email = ?3 WHERE organization = ?1 AND id = ?2",
                params![organization.as_str(), user.id.as_str(), user.email],
            )?;
        }
        if let Some(factor) = &user.factor {
            if import_factor(connection, organization, &user.id, factor, now)? {
                done.factors_added += 1;
            } else {
                done.factors_kept += 1;
            }
        }
    }
    Ok(done)
}

/// `false` for a user who has a factor: it stays.
fn import_factor(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    factor: &ImportedFactor,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    if factors::state(connection, organization, user)? != UserState::NotEnrolled {
        return Ok(false);
    }
    let record = FactorRecord {
        state: FactorState {
            factor_type: factor.factor_type,
            active: true,
            last_auth_time: factor.last_auth_time,
        },
        secret: factor.secret.clone(),
        last_step: None,
    };
    factors::keep(connection, organization, user, &record, now)?;
    // An open link was made for the state that the user had before.
    factors::close_links(connection, organization, user, now)?;
    Ok(true)
}

pub(super) fn reset(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    now: DateTime<Utc>,
) -> Result<Reset, Fault> {
    let known = connection
        .prepare_cached(
            "UPDATE users SET failures = 0, locked_until = NULL, last_failure = NULL
              WHERE organization = ?1 AND id = ?2
             RETURNING id",
        )?
        .query_row([organization.as_str(), user.as_str()], |_| Ok(()))
        .optional()?;
    if known.is_none() {
        return Ok(Reset::UnknownUser);
    }
    if factors::remove(connection, organization, user, now)? {
        Ok(Reset::Done)
    } else {
        Ok(Reset::NothingEnrolled)
    }
}

fn read(row: &Row<'_>) -> Result<User, Fault> {
    Ok(User {
        organization: organization_id(row.get(0)?)?,
        id: user_id(row.get(1)?)?,
        email: row.get(2)?,
        created_at: instant(row.get(3)?)?,
    })
}
