//! Factors: their state, keeping them and taking them off, and the recovery codes beside them.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::audit::Telling;
use super::file::Fault;
use super::values::{all, execute, factor, factor_type, first, millis};
use crate::mfa::{
    Disabled, FactorRecord, KeptElsewhere, NotDisabled, OrganizationId, RecoveryHash, Sealed,
    UserId, UserState, rules,
};

/// Every GET runs it.
pub(super) const STATE: &str = "SELECT f.type, f.active, f.last_auth_time
           FROM users u
           LEFT JOIN factors f ON f.organization = u.organization AND f.user = u.id
          WHERE u.organization = ?1 AND u.id = ?2";

pub(super) fn state(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<UserState, Fault> {
    let found = first(
        connection,
        STATE,
        [organization.as_str(), user.as_str()],
        |row| factor(row, 0),
    )?;
    Ok(found.map_or(UserState::Unknown, UserState::of))
}

pub(super) fn disable(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Result<Disabled, NotDisabled>, Fault> {
    let (connection, now) = (telling.connection, telling.now);
    if rules::disable(state(connection, organization, user)?, now).is_ok()
        && let Some(kept) = kept_elsewhere(connection, organization, user)?
    {
        return Ok(Ok(Disabled::Elsewhere(kept)));
    }
    let disabled = disable_here(telling, organization, user)?;
    Ok(disabled.map(|()| Disabled::Done))
}

/// Wherever it is kept.
pub(super) fn disable_here(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Result<(), NotDisabled>, Fault> {
    let (connection, now) = (telling.connection, telling.now);
    let before = state(connection, organization, user)?;
    let allowed = rules::disable(before, now);
    if allowed.is_ok() {
        remove(connection, organization, user, now)?;
    }
    let event = rules::telling::of_disable(before, allowed);
    telling.of_user(organization, user, &event)?;
    Ok(allowed)
}

/// A factor of which nothing is kept here, where its organization has set up the service for it.
fn kept_elsewhere(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Option<KeptElsewhere>, Fault> {
    first(
        connection,
        "SELECT f.type, s.settings, s.key_id
           FROM factors f
           JOIN factor_settings s ON s.organization = f.organization AND s.type = f.type
          WHERE f.organization = ?1 AND f.user = ?2 AND f.secret IS NULL",
        [organization.as_str(), user.as_str()],
        |row| {
            Ok(KeptElsewhere {
                factor_type: factor_type(&row.get::<_, String>(0)?)?,
                settings: Sealed {
                    bytes: row.get(1)?,
                    key_id: row.get(2)?,
                },
            })
        },
    )
}

/// Takes the factor off, with its recovery codes (they follow it), those of them that are still
/// shown, and open links. `true` if there was one.
pub(super) fn remove(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    close_links(connection, organization, user, now)?;
    execute(
        connection,
        "UPDATE links SET stage = 'done', codes = NULL, codes_key_id = NULL
          WHERE organization = ?1 AND user = ?2 AND codes IS NOT NULL",
        [organization.as_str(), user.as_str()],
    )?;
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
            SET replaced_at = ?3, secret = NULL, secret_key_id = NULL,
                browser = NULL, kept = NULL, kept_key_id = NULL
          WHERE organization = ?1 AND user = ?2 AND used_at IS NULL AND replaced_at IS NULL",
        params![organization.as_str(), user.as_str(), millis(now)],
    )?;
    Ok(())
}

/// Before the first one.
pub(super) const NO_STEP: i64 = -1;

/// Keeps the factor, in place of the one before, if there was one.
pub(super) fn keep(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    factor: &FactorRecord,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    execute(
        connection,
        "INSERT INTO factors (organization, user, type, active, last_auth_time, secret,
                              secret_key_id, last_step, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (organization, user) DO UPDATE
            SET type = ?3, active = ?4, last_auth_time = ?5, secret = ?6, secret_key_id = ?7,
                last_step = ?8",
        params![
            organization.as_str(),
            user.as_str(),
            factor.state.factor_type.as_str(),
            factor.state.active,
            factor.state.last_auth_time.map(millis),
            factor.secret.as_ref().map(|secret| secret.bytes.as_slice()),
            factor.secret.as_ref().map(|secret| secret.key_id.as_str()),
            factor.last_step.unwrap_or(NO_STEP),
            millis(now),
        ],
    )?;
    Ok(())
}

pub(super) fn recovery_codes(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Vec<RecoveryHash>, Fault> {
    all(
        connection,
        "SELECT hash FROM recovery_codes WHERE organization = ?1 AND user = ?2",
        [organization.as_str(), user.as_str()],
        |row| Ok(RecoveryHash::from_bytes(row.get(0)?)),
    )
}

pub(super) fn replace_recovery_codes(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    codes: &[RecoveryHash],
) -> Result<(), Fault> {
    execute(
        connection,
        "DELETE FROM recovery_codes WHERE organization = ?1 AND user = ?2",
        [organization.as_str(), user.as_str()],
    )?;
    for code in codes {
        execute(
            connection,
            "INSERT INTO recovery_codes (organization, user, hash) VALUES (?1, ?2, ?3)",
            params![organization.as_str(), user.as_str(), code.as_bytes()],
        )?;
    }
    Ok(())
}

pub(super) fn remove_recovery_code(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    code: &RecoveryHash,
) -> Result<(), Fault> {
    execute(
        connection,
        "DELETE FROM recovery_codes WHERE organization = ?1 AND user = ?2 AND hash = ?3",
        params![organization.as_str(), user.as_str(), code.as_bytes()],
    )?;
    Ok(())
}
