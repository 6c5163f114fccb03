//! Factors: their state, keeping them and taking them off, and the recovery codes beside them.

use deadpool_postgres::GenericClient;
use tokio_postgres::types::ToSql;

use super::fault::Fault;
use super::sql::{Telling, all, execute, factor, first, hash, sealed};
use crate::mfa::{
    Disabled, FactorRecord, KeptElsewhere, NotDisabled, OrganizationId, RecoveryHash, UserId,
    UserState, rules,
};
use crate::store::record::{InvalidRecord, factor_type, millis};

/// The parameters of most statements here.
pub(super) type Whose<'a> = [&'a (dyn ToSql + Sync); 2];

/// Every GET runs it.
pub(super) async fn state(
    client: &impl GenericClient,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<UserState, Fault> {
    let found = first(
        client,
        "SELECT f.type, f.active, f.last_auth_time
           FROM users u
           LEFT JOIN factors f ON f.organization = u.organization AND f.user_id = u.id
          WHERE u.organization = $1 AND u.id = $2",
        &[&organization.as_str(), &user.as_str()],
        |row| factor(row, 0),
    )
    .await?;
    Ok(found.map_or(UserState::Unknown, UserState::of))
}

/// Locks the user, whose row stands for all that belongs to the user. `false` for an unknown one.
pub(super) async fn lock(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<bool, Fault> {
    let found = first(
        telling.tx,
        "SELECT 1 FROM users WHERE organization = $1 AND id = $2 FOR UPDATE",
        &[&organization.as_str(), &user.as_str()],
        |_| Ok(()),
    )
    .await?;
    Ok(found.is_some())
}

/// The state of a user who is locked from here on.
pub(super) async fn locked(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<UserState, Fault> {
    match lock(telling, organization, user).await? {
        true => state(telling.tx, organization, user).await,
        false => Ok(UserState::Unknown),
    }
}

pub(super) async fn disable(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Result<Disabled, NotDisabled>, Fault> {
    let before = locked(telling, organization, user).await?;
    if rules::disable(before, telling.now).is_ok()
        && let Some(kept) = kept_elsewhere(telling.tx, organization, user).await?
    {
        return Ok(Ok(Disabled::Elsewhere(kept)));
    }
    let disabled = disable_as(telling, organization, user, before).await?;
    Ok(disabled.map(|()| Disabled::Done))
}

/// Wherever it is kept.
pub(super) async fn disable_here(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Result<(), NotDisabled>, Fault> {
    let before = locked(telling, organization, user).await?;
    disable_as(telling, organization, user, before).await
}

async fn disable_as(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    before: UserState,
) -> Result<Result<(), NotDisabled>, Fault> {
    let allowed = rules::disable(before, telling.now);
    if allowed.is_ok() {
        remove(telling, organization, user).await?;
    }
    let event = rules::telling::of_disable(before, allowed);
    telling.of_user(organization, user, &event).await?;
    Ok(allowed)
}

/// A factor of which nothing is kept here, where its organization has set up the service for it.
async fn kept_elsewhere(
    client: &impl GenericClient,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Option<KeptElsewhere>, Fault> {
    first(
        client,
        "SELECT f.type, s.settings, s.key_id
           FROM factors f
           JOIN factor_settings s ON s.organization = f.organization AND s.type = f.type
          WHERE f.organization = $1 AND f.user_id = $2 AND f.secret IS NULL",
        &[&organization.as_str(), &user.as_str()],
        |row| {
            let settings = sealed(row, 1)?;
            let missing = || InvalidRecord::new("settings of a factor", "there are none");
            Ok(KeptElsewhere {
                factor_type: factor_type(row.try_get(0)?)?,
                settings: settings.ok_or_else(missing)?,
            })
        },
    )
    .await
}

/// Takes the factor off, with its recovery codes (they follow it), those of them that are still
/// shown, and open links. `true` if there was one.
pub(super) async fn remove(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<bool, Fault> {
    close_links(telling, organization, user).await?;
    let whose: Whose<'_> = [&organization.as_str(), &user.as_str()];
    execute(
        telling.tx,
        "UPDATE links SET stage = 'done', codes = NULL, codes_key_id = NULL
          WHERE organization = $1 AND user_id = $2 AND codes IS NOT NULL",
        &whose,
    )
    .await?;
    let removed = execute(
        telling.tx,
        "DELETE FROM factors WHERE organization = $1 AND user_id = $2",
        &whose,
    )
    .await?;
    Ok(removed == 1)
}

/// Voids the user's open links. They stay on record, so that their page can say what happened.
pub(super) async fn close_links(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<(), Fault> {
    execute(
        telling.tx,
        "UPDATE links
            SET replaced_at = $3, secret = NULL, secret_key_id = NULL,
                browser = NULL, kept = NULL, kept_key_id = NULL
          WHERE organization = $1 AND user_id = $2 AND used_at IS NULL AND replaced_at IS NULL",
        &[&organization.as_str(), &user.as_str(), &millis(telling.now)],
    )
    .await?;
    Ok(())
}

/// Before the first one.
pub(super) const NO_STEP: i64 = -1;

/// Keeps the factor, in place of the one before, if there was one.
pub(super) async fn keep(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    factor: &FactorRecord,
) -> Result<(), Fault> {
    execute(
        telling.tx,
        "INSERT INTO factors (organization, user_id, type, active, last_auth_time, secret,
                              secret_key_id, last_step, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (organization, user_id) DO UPDATE
            SET type = $3, active = $4, last_auth_time = $5, secret = $6, secret_key_id = $7,
                last_step = $8",
        &[
            &organization.as_str(),
            &user.as_str(),
            &factor.state.factor_type.as_str(),
            &factor.state.active,
            &factor.state.last_auth_time.map(millis),
            &factor.secret.as_ref().map(|secret| secret.bytes.as_slice()),
            &factor.secret.as_ref().map(|secret| secret.key_id.as_str()),
            &factor.last_step.unwrap_or(NO_STEP),
            &millis(telling.now),
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn recovery_codes(
    client: &impl GenericClient,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Vec<RecoveryHash>, Fault> {
    all(
        client,
        "SELECT hash FROM recovery_codes WHERE organization = $1 AND user_id = $2",
        &[&organization.as_str(), &user.as_str()],
        |row| Ok(RecoveryHash::from_bytes(hash(row, 0)?)),
    )
    .await
}

pub(super) async fn replace_recovery_codes(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    codes: &[RecoveryHash],
) -> Result<(), Fault> {
    execute(
        telling.tx,
        "DELETE FROM recovery_codes WHERE organization = $1 AND user_id = $2",
        &[&organization.as_str(), &user.as_str()],
    )
    .await?;
    let codes: Vec<&[u8]> = codes
        .iter()
        .map(|code| code.as_bytes().as_slice())
        .collect();
    execute(
        telling.tx,
        "INSERT INTO recovery_codes (organization, user_id, hash)
         SELECT $1, $2, unnest($3::bytea[])",
        &[&organization.as_str(), &user.as_str(), &codes],
    )
    .await?;
    Ok(())
}

pub(super) async fn remove_recovery_code(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    code: &RecoveryHash,
) -> Result<(), Fault> {
    execute(
        telling.tx,
        "DELETE FROM recovery_codes WHERE organization = $1 AND user_id = $2 AND hash = $3",
        &[
            &organization.as_str(),
            &user.as_str(),
            &code.as_bytes().as_slice(),
        ],
    )
    .await?;
    Ok(())
}
