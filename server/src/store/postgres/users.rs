//! Users, and what operators do with them.

use deadpool_postgres::GenericClient;
use tokio_postgres::Row;

use super::factors::{self, Whose};
use super::fault::{Fault, meaning};
use super::sql::{Telling, all, execute, factor, first};
use crate::mfa::{
    Attempts, Event, FactorRecord, FactorState, FactorType, Imported, ImportedFactor, ImportedUser,
    ListedUser, OrganizationId, Reset, Switch, User, UserId, UserState, rules,
};
use crate::store::record::{count, instant, maybe_instant, millis, organization_id, user_id};

pub(super) async fn insert(telling: Telling<'_>, user: &User) -> Result<(), Fault> {
    execute(
        telling.tx,
        "INSERT INTO users (organization, id, email, created_at) VALUES ($1, $2, $3, $4)",
        &[
            &user.organization.as_str(),
            &user.id.as_str(),
            &user.email,
            &millis(user.created_at),
        ],
    )
    .await
    .map_err(|fault| {
        meaning(
            fault,
            &format!("user {} of organization {}", user.id, user.organization),
            &format!("organization {}", user.organization),
        )
    })?;
    let event = Event::UserCreated;
    telling.of_user(&user.organization, &user.id, &event).await
}

/// `true` when the record was made.
pub(super) async fn ensure(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<bool, Fault> {
    let made = make(telling, organization, user).await?;
    if made {
        let event = Event::UserCreated;
        telling.of_user(organization, user, &event).await?;
    }
    Ok(made)
}

async fn make(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<bool, Fault> {
    let made = execute(
        telling.tx,
        "INSERT INTO users (organization, id, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (organization, id) DO NOTHING",
        &[&organization.as_str(), &user.as_str(), &millis(telling.now)],
    )
    .await
    .map_err(|fault| meaning(fault, "", &format!("organization {organization}")))?;
    Ok(made == 1)
}

pub(super) async fn get(
    client: &impl GenericClient,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Option<User>, Fault> {
    first(
        client,
        "SELECT organization, id, email, created_at, disabled_at
           FROM users
          WHERE organization = $1 AND id = $2",
        &[&organization.as_str(), &user.as_str()],
        read,
    )
    .await
}

pub(super) async fn list(
    client: &impl GenericClient,
    organization: &OrganizationId,
    after: Option<&UserId>,
    limit: u32,
) -> Result<Vec<ListedUser>, Fault> {
    all(
        client,
        "SELECT u.organization, u.id, u.email, u.created_at, u.disabled_at,
                f.type, f.active, f.last_auth_time, u.failures, u.locked_until,
                u.last_failure
           FROM users u
           LEFT JOIN factors f ON f.organization = u.organization AND f.user_id = u.id
          WHERE u.organization = $1 AND u.id > $2
          ORDER BY u.id
          LIMIT $3",
        // Every id is greater than the empty text.
        &[
            &organization.as_str(),
            &after.map_or("", UserId::as_str),
            &i64::from(limit),
        ],
        |row| {
            Ok(ListedUser {
                user: read(row)?,
                factor: factor(row, 5)?,
                attempts: Attempts {
                    failures: count(row.try_get(8)?),
                    last: maybe_instant(row.try_get(10)?)?,
                    locked_until: maybe_instant(row.try_get(9)?)?,
                },
            })
        },
    )
    .await
}

pub(super) async fn import(
    telling: Telling<'_>,
    organization: &OrganizationId,
    users: &[ImportedUser],
) -> Result<Imported, Fault> {
    let mut done = Imported::default();
    // In one order, so that two imports do not wait for each other.
    let mut users: Vec<&ImportedUser> = users.iter().collect();
    users.sort_by(|a, b| a.id.cmp(&b.id));
    for user in users {
        let is_new = make(telling, organization, &user.id).await?;
        if is_new {
            done.created += 1;
            let event = Event::UserImported;
            telling.of_user(organization, &user.id, &event).await?;
        } else {
            done.updated += 1;
        }
        if user.email.is_some() {
            let changed = execute(
                telling.tx,
                "UPDATE users SET email = $3
                  WHERE organization = $1 AND id = $2 AND email IS DISTINCT FROM $3",
                &[&organization.as_str(), &user.id.as_str(), &user.email],
            )
            .await?;
            if changed == 1 && !is_new {
                let event = Event::UserChanged(vec!["email"]);
                telling.of_user(organization, &user.id, &event).await?;
            }
        }
        if let Some(factor) = &user.factor {
            if import_factor(telling, organization, &user.id, factor).await? {
                done.factors_added += 1;
            } else {
                done.factors_kept += 1;
            }
        }
    }
    Ok(done)
}

/// `false` for a user who has a factor: it stays.
async fn import_factor(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    factor: &ImportedFactor,
) -> Result<bool, Fault> {
    if factors::locked(telling, organization, user).await? != UserState::NotEnrolled {
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
    factors::keep(telling, organization, user, &record).await?;
    // An open link was made for the state that the user had before.
    factors::close_links(telling, organization, user).await?;
    let event = Event::FactorImported {
        factor_type: factor.factor_type,
    };
    telling.of_user(organization, user, &event).await?;
    Ok(true)
}

pub(super) async fn reset(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Reset, Fault> {
    let state = factors::locked(telling, organization, user).await?;
    if state == UserState::Unknown {
        return Ok(Reset::UnknownUser);
    }
    execute(
        telling.tx,
        "UPDATE users SET failures = 0, locked_until = NULL, last_failure = NULL
          WHERE organization = $1 AND id = $2",
        &[&organization.as_str(), &user.as_str()],
    )
    .await?;
    let event = Event::FactorReset {
        factor_type: factor_type(state),
    };
    telling.of_user(organization, user, &event).await?;
    Ok(match factors::remove(telling, organization, user).await? {
        true => Reset::Done,
        false => Reset::NothingEnrolled,
    })
}

/// Of the factor that the user has.
fn factor_type(state: UserState) -> Option<FactorType> {
    match state {
        UserState::Enrolled(factor) => Some(factor.factor_type),
        UserState::NotEnrolled | UserState::Unknown => None,
    }
}

pub(super) async fn unlock(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<(), Fault> {
    let changed = execute(
        telling.tx,
        "UPDATE users SET failures = 0, last_failure = NULL, locked_until = NULL
          WHERE organization = $1 AND id = $2",
        &[&organization.as_str(), &user.as_str()],
    )
    .await?;
    is_one(changed, organization, user)?;
    let event = Event::UserUnlocked;
    telling.of_user(organization, user, &event).await
}

pub(super) async fn switch(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    switch: Switch,
) -> Result<(), Fault> {
    factors::lock(telling, organization, user).await?;
    let Some(before) = get(telling.tx, organization, user).await? else {
        return Err(unknown(organization, user));
    };
    execute(
        telling.tx,
        "UPDATE users SET disabled_at = $3 WHERE organization = $1 AND id = $2",
        &[
            &organization.as_str(),
            &user.as_str(),
            &switch.applied(before.disabled_at).map(millis),
        ],
    )
    .await?;
    match rules::telling::of_switch(before.disabled_at, switch) {
        Some(event) => telling.of_user(organization, user, &event).await,
        None => Ok(()),
    }
}

pub(super) async fn delete(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<(), Fault> {
    let whose: Whose<'_> = [&organization.as_str(), &user.as_str()];
    let factor_type = factor_type(factors::locked(telling, organization, user).await?);
    // What refers to the user goes before. Recovery codes follow their factor.
    for sql in [
        "DELETE FROM api_keys WHERE organization = $1 AND user_id = $2",
        "DELETE FROM links WHERE organization = $1 AND user_id = $2",
        "DELETE FROM factors WHERE organization = $1 AND user_id = $2",
    ] {
        execute(telling.tx, sql, &whose).await?;
    }
    let deleted = execute(
        telling.tx,
        "DELETE FROM users WHERE organization = $1 AND id = $2",
        &whose,
    )
    .await?;
    is_one(deleted, organization, user)?;
    let event = Event::UserDeleted { factor_type };
    telling.of_user(organization, user, &event).await
}

fn is_one(changed: u64, organization: &OrganizationId, user: &UserId) -> Result<(), Fault> {
    match changed {
        0 => Err(unknown(organization, user)),
        _ => Ok(()),
    }
}

fn unknown(organization: &OrganizationId, user: &UserId) -> Fault {
    Fault::not_found(format!("user {user} of organization {organization}"))
}

fn read(row: &Row) -> Result<User, Fault> {
    Ok(User {
        organization: organization_id(row.try_get(0)?)?,
        id: user_id(row.try_get(1)?)?,
        email: row.try_get(2)?,
        created_at: instant(row.try_get(3)?)?,
        disabled_at: maybe_instant(row.try_get(4)?)?,
    })
}
