//! Users, and what operators do with them.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::audit::Telling;
use super::factors;
use super::file::{Fault, meaning};
use super::values::{
    all, count, execute, factor, first, instant, maybe_instant, millis, organization_id, user_id,
};
use crate::mfa::{
    Attempts, Event, FactorRecord, FactorState, FactorType, Imported, ImportedFactor, ImportedUser,
    ListedUser, OrganizationId, Reset, StoreError, Switch, User, UserId, UserState, rules,
};

pub(super) fn insert(telling: Telling<'_>, user: &User) -> Result<(), Fault> {
    let connection = telling.connection;
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
    telling.of_user(&user.organization, &user.id, &Event::UserCreated)
}

/// `true` when the record was made.
pub(super) fn ensure(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<bool, Fault> {
    let made = make(telling, organization, user)?;
    if made {
        telling.of_user(organization, user, &Event::UserCreated)?;
    }
    Ok(made)
}

fn make(telling: Telling<'_>, organization: &OrganizationId, user: &UserId) -> Result<bool, Fault> {
    let made = execute(
        telling.connection,
        "INSERT INTO users (organization, id, created_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (organization, id) DO NOTHING",
        params![organization.as_str(), user.as_str(), millis(telling.now)],
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
        "SELECT organization, id, email, created_at, disabled_at
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
        "SELECT u.organization, u.id, u.email, u.created_at, u.disabled_at,
                f.type, f.active, f.last_auth_time, u.failures, u.locked_until,
                u.last_failure
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
                factor: factor(row, 5)?,
                attempts: Attempts {
                    failures: count(row.get(8)?),
                    last: maybe_instant(row.get(10)?)?,
                    locked_until: maybe_instant(row.get(9)?)?,
                },
            })
        },
    )
}

pub(super) fn import(
    telling: Telling<'_>,
    organization: &OrganizationId,
    users: &[ImportedUser],
) -> Result<Imported, Fault> {
    let mut done = Imported::default();
    for user in users {
        let is_new = make(telling, organization, &user.id)?;
        if is_new {
            done.created += 1;
            telling.of_user(organization, &user.id, &Event::UserImported)?;
        } else {
            done.updated += 1;
        }
        if user.email.is_some() {
            let changed = execute(
                telling.connection,
                "UPDATE users SET email = ?3
                  WHERE organization = ?1 AND id = ?2 AND email IS NOT ?3",
                params![organization.as_str(), user.id.as_str(), user.email],
            )?;
            if changed == 1 && !is_new {
                let event = Event::UserChanged(vec!["email"]);
                telling.of_user(organization, &user.id, &event)?;
            }
        }
        if let Some(factor) = &user.factor {
            if import_factor(telling, organization, &user.id, factor)? {
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
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    factor: &ImportedFactor,
) -> Result<bool, Fault> {
    let (connection, now) = (telling.connection, telling.now);
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
    let event = Event::FactorImported {
        factor_type: factor.factor_type,
    };
    telling.of_user(organization, user, &event)?;
    Ok(true)
}

pub(super) fn reset(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Reset, Fault> {
    let connection = telling.connection;
    let factor_type = factor_type(connection, organization, user)?;
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
    telling.of_user(organization, user, &Event::FactorReset { factor_type })?;
    if factors::remove(connection, organization, user, telling.now)? {
        Ok(Reset::Done)
    } else {
        Ok(Reset::NothingEnrolled)
    }
}

/// Of the factor that the user has.
fn factor_type(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Option<FactorType>, Fault> {
    Ok(match factors::state(connection, organization, user)? {
        UserState::Enrolled(factor) => Some(factor.factor_type),
        UserState::NotEnrolled | UserState::Unknown => None,
    })
}

pub(super) fn unlock(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<(), Fault> {
    let changed = execute(
        telling.connection,
        "UPDATE users SET failures = 0, last_failure = NULL, locked_until = NULL
          WHERE organization = ?1 AND id = ?2",
        [organization.as_str(), user.as_str()],
    )?;
    is_one(changed, organization, user)?;
    telling.of_user(organization, user, &Event::UserUnlocked)
}

pub(super) fn switch(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    switch: Switch,
) -> Result<(), Fault> {
    let Some(before) = get(telling.connection, organization, user)? else {
        return Err(unknown(organization, user));
    };
    execute(
        telling.connection,
        "UPDATE users SET disabled_at = ?3 WHERE organization = ?1 AND id = ?2",
        params![
            organization.as_str(),
            user.as_str(),
            switch.applied(before.disabled_at).map(millis),
        ],
    )?;
    match rules::telling::of_switch(before.disabled_at, switch) {
        Some(event) => telling.of_user(organization, user, &event),
        None => Ok(()),
    }
}

pub(super) fn delete(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<(), Fault> {
    let connection = telling.connection;
    let whose = [organization.as_str(), user.as_str()];
    let factor_type = factor_type(connection, organization, user)?;
    // What refers to the user goes before. Recovery codes follow their factor.
    for sql in [
        "DELETE FROM api_keys WHERE organization = ?1 AND user = ?2",
        "DELETE FROM links WHERE organization = ?1 AND user = ?2",
        "DELETE FROM factors WHERE organization = ?1 AND user = ?2",
    ] {
        execute(connection, sql, whose)?;
    }
    let deleted = execute(
        connection,
        "DELETE FROM users WHERE organization = ?1 AND id = ?2",
        whose,
    )?;
    is_one(deleted, organization, user)?;
    telling.of_user(organization, user, &Event::UserDeleted { factor_type })
}

fn is_one(changed: usize, organization: &OrganizationId, user: &UserId) -> Result<(), Fault> {
    match changed {
        0 => Err(unknown(organization, user)),
        _ => Ok(()),
    }
}

fn unknown(organization: &OrganizationId, user: &UserId) -> Fault {
    Fault::Store(StoreError::NotFound {
        what: format!("user {user} of organization {organization}"),
    })
}

fn read(row: &Row<'_>) -> Result<User, Fault> {
    Ok(User {
        organization: organization_id(row.get(0)?)?,
        id: user_id(row.get(1)?)?,
        email: row.get(2)?,
        created_at: instant(row.get(3)?)?,
        disabled_at: maybe_instant(row.get(4)?)?,
    })
}
