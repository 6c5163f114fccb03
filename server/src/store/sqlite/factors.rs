//! Factors: their state, taking them off, and the count of requests that may change them.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::organizations;
use super::place::Fault;
use super::values::{count, execute, factor, first, millis};
use crate::mfa::{OrganizationId, RateLimit, UserId, rules};
use crate::store::{Counted, Disabled, FactorState, FactorType};

/// `None` for an unknown user, `Some(None)` for one without factor.
pub(super) fn state(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Option<Option<FactorState>>, Fault> {
    first(
        connection,
        STATE,
        [organization.as_str(), user.as_str()],
        |row| factor(row, 0),
    )
}

/// Every GET runs it.
pub(super) const STATE: &str = "SELECT f.type, f.active, f.last_auth_time
           FROM users u
           LEFT JOIN factors f ON f.organization = u.organization AND f.user = u.id
          WHERE u.organization = ?1 AND u.id = ?2";

pub(super) fn disable(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    now: DateTime<Utc>,
) -> Result<Disabled, Fault> {
    let factor = match state(connection, organization, user)? {
        None => return Ok(Disabled::UnknownUser),
        Some(None) => return Ok(Disabled::NotEnrolled),
        Some(Some(factor)) => factor,
    };
    if factor.factor_type == FactorType::Duo {
        return Ok(Disabled::TypeFixed);
    }
    if !rules::is_fresh(factor.last_auth_time, now) {
        return Ok(Disabled::TooOld);
    }
    remove(connection, organization, user, now)?;
    Ok(Disabled::Done)
}

/// Takes the factor off, with its recovery codes (they follow it) and open links. `true` if there
/// was one.
pub(super) fn remove(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    close_links(connection, organization, user, now)?;
    let removed = execute(
        connection,
        "DELETE FROM factors WHERE organization = ?1 AND user = ?2",
        [organization.as_str(), user.as_str()],
    )?;
    Ok(removed == 1)
}

/// Voids the user's open links. They stay on record, so that their page can say what happened.
pub(super) fn close_links(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    execute(
        connection,
        "UPDATE links
            SET replaced_at = ?3, secret = NULL, secret_key_id = NULL
          WHERE organization = ?1 AND user = ?2 AND used_at IS NULL AND replaced_at IS NULL",
        params![organization.as_str(), user.as_str(), millis(now)],
    )?;
    Ok(())
}

/// Counts a request, and does the work if there is budget left. Both are one transaction: a
/// refusal that the work finds is counted, an error is not.
pub(super) fn counted<T>(
    connection: &Connection,
    organization: &OrganizationId,
    now: DateTime<Utc>,
    work: impl FnOnce() -> Result<T, Fault>,
) -> Result<Counted<T>, Fault> {
    let rate = first(
        connection,
        "SELECT rate_limit, rate_window FROM organizations WHERE id = ?1",
        [organization.as_str()],
        |row| {
            Ok(RateLimit {
                limit: count(row.get(0)?),
                window_seconds: count(row.get(1)?),
            })
        },
    )?
    .ok_or_else(|| organizations::unknown(organization))?;
    let window_start = rate.window_start(now);

    if rate.limit == 0 {
        return Ok(Counted::Exceeded(rate.exceeded(window_start, now)));
    }
    // A window that lies a little ahead is the one of a server with a faster clock: go on counting
    // in it. One that lies far ahead is the trace of a wrong clock: begin again.
    let used: Option<i64> = connection
        .prepare_cached(
            "INSERT INTO request_counts (organization, window_start, used) VALUES (?1, ?2, 1)
             ON CONFLICT (organization) DO UPDATE
                SET used = iif(window_start BETWEEN ?2 AND ?2 + ?3, used + 1, 1),
                    window_start = iif(window_start BETWEEN ?2 AND ?2 + ?3, window_start, ?2)
              WHERE used < ?4 OR window_start NOT BETWEEN ?2 AND ?2 + ?3
             RETURNING used",
        )?
        .query_row(
            params![
                organization.as_str(),
                window_start,
                rate.window_seconds.max(1),
                rate.limit
            ],
            |row| row.get(0),
        )
        .optional()?;
    let Some(used) = used else {
        let running: i64 = connection
            .prepare_cached("SELECT window_start FROM request_counts WHERE organization = ?1")?
            .query_row([organization.as_str()], |row| row.get(0))?;
        return Ok(Counted::Exceeded(rate.exceeded(running, now)));
    };
    Ok(Counted::Within {
        quota: rate.quota(count(used)),
        value: work()?,
    })
}
