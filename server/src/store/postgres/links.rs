//! Enrolment links, what is submitted through them, and what they came to.

use chrono::{DateTime, Duration, Utc};
use deadpool_postgres::{GenericClient, Transaction};
use tokio_postgres::Row;

use super::factors;
use super::fault::Fault;
use super::sql::{
    Telling, all, execute, factor, first, hash as read_hash, maybe_hash, sealed, stage,
};
use crate::mfa::{
    Attempts, BrowserHash, CameBack, Departed, Departure, FactorRecord, Finished, FollowUp,
    Judgement, Link, LinkHash, NewLink, NotBack, NotOpen, OrganizationId, RecoveryChange, Stage,
    StateHash, Submission, UserId, UserState, rules,
};
use crate::store::record::{
    count, factor_type, instant, maybe_instant, millis, organization_id, purpose, returns,
    stage_columns, user_id,
};

/// How long a dead link is remembered, so that its page can say what happened to it.
const REMEMBERED: Duration = Duration::days(1);

pub(super) async fn start(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    link: NewLink,
) -> Result<UserState, Fault> {
    let now = telling.now;
    let state = factors::locked(telling, organization, user).await?;
    let enrollment_type = first(
        telling.tx,
        "SELECT enrollment_type FROM organizations WHERE id = $1",
        &[&organization.as_str()],
        |row| Ok(factor_type(row.try_get(0)?)?),
    )
    .await?
    .ok_or_else(|| super::organizations::unknown(organization))?;
    let link = rules::start(state, enrollment_type, link);
    let event = rules::telling::of_start(link.as_ref());
    telling.of_user(organization, user, &event).await?;
    let Some(link) = link else {
        return Ok(state);
    };
    factors::close_links(telling, organization, user).await?;
    forget_old(telling.tx, organization, now).await?;
    execute(
        telling.tx,
        "INSERT INTO links (hash, organization, user_id, type, purpose, created_at, expires_at,
                            secret, secret_key_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            &link.hash.as_bytes().as_slice(),
            &organization.as_str(),
            &user.as_str(),
            &link.factor_type.as_str(),
            &link.purpose.as_str(),
            &millis(now),
            &millis(link.expires_at),
            &link.prepared.as_ref().map(|sealed| sealed.bytes.as_slice()),
            &link.prepared.as_ref().map(|sealed| sealed.key_id.as_str()),
        ],
    )
    .await?;
    Ok(state)
}

/// A few at a time: more than are made, so that they end, and never so many that a request waits;
/// none that another server looks at.
async fn forget_old(
    tx: &Transaction<'_>,
    organization: &OrganizationId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    execute(
        tx,
        "DELETE FROM links
          WHERE organization = $1
            AND hash IN (SELECT hash FROM links WHERE organization = $1 AND expires_at < $2
                          LIMIT 4 FOR UPDATE SKIP LOCKED)",
        &[&organization.as_str(), &millis(now - REMEMBERED)],
    )
    .await?;
    execute(
        tx,
        "UPDATE links SET stage = 'done', codes = NULL, codes_key_id = NULL
          WHERE organization = $1
            AND hash IN (SELECT hash FROM links
                          WHERE organization = $1 AND codes IS NOT NULL AND used_at < $2
                          LIMIT 4 FOR UPDATE SKIP LOCKED)",
        &[
            &organization.as_str(),
            &millis(now - Duration::seconds(rules::SHOWN_SECONDS)),
        ],
    )
    .await?;
    Ok(())
}

macro_rules! link_where {
    ($condition:literal) => {
        concat!(
            "SELECT f.type, f.active, f.last_auth_time, f.secret, f.secret_key_id, f.last_step,
                    l.hash, l.organization, o.name, l.user_id, l.type, l.purpose,
                    l.secret, l.secret_key_id, l.created_at, l.expires_at, l.used_at, l.replaced_at,
                    l.browser, l.kept, l.kept_key_id, u.failures, u.locked_until,
                    u.last_failure, o.return_url, o.return_origins, l.finished_by, l.stage,
                    l.recovery_left, l.codes, l.codes_key_id,
                    o.disabled_at IS NOT NULL OR u.disabled_at IS NOT NULL,
                    s.settings, s.key_id
               FROM links l
               JOIN organizations o ON o.id = l.organization
               JOIN users u ON u.organization = l.organization AND u.id = l.user_id
               LEFT JOIN factors f ON f.organization = l.organization AND f.user_id = l.user_id
               LEFT JOIN factor_settings s ON s.organization = l.organization AND s.type = l.type
              WHERE ",
            $condition
        )
    };
}

pub(super) async fn get(
    client: &impl GenericClient,
    hash: &LinkHash,
) -> Result<Option<Link>, Fault> {
    let sql = link_where!("l.hash = $1");
    first(client, sql, &[&hash.as_bytes().as_slice()], read).await
}

pub(super) async fn by_state(
    client: &impl GenericClient,
    state: &StateHash,
) -> Result<Option<Link>, Fault> {
    let sql = link_where!("l.state = $1");
    first(client, sql, &[&state.as_bytes().as_slice()], read).await
}

/// Up to `limit` with hashes greater than `after`, by hash.
pub(super) async fn page(
    client: &impl GenericClient,
    organization: &OrganizationId,
    after: Option<&LinkHash>,
    limit: u32,
) -> Result<Vec<Link>, Fault> {
    // Every hash is greater than nothing.
    let after: &[u8] = after.map_or(&[], |hash| hash.as_bytes());
    all(
        client,
        link_where!("l.organization = $1 AND l.hash > $2 ORDER BY l.hash LIMIT $3"),
        &[&organization.as_str(), &after, &i64::from(limit)],
        read,
    )
    .await
}

/// Locks the user of a link; the link as it is then.
async fn locked(tx: &Transaction<'_>, hash: &LinkHash) -> Result<Option<Link>, Fault> {
    let owner = first(
        tx,
        "SELECT 1
           FROM users u
           JOIN links l ON l.organization = u.organization AND l.user_id = u.id
          WHERE l.hash = $1
            FOR UPDATE OF u",
        &[&hash.as_bytes().as_slice()],
        |_| Ok(()),
    )
    .await?;
    match owner {
        Some(()) => get(tx, hash).await,
        None => Ok(None),
    }
}

fn read(row: &Row) -> Result<Link, Fault> {
    let factor = match factor(row, 0)? {
        Some(state) => Some(FactorRecord {
            state,
            secret: sealed(row, 3)?,
            last_step: Some(row.try_get(5)?).filter(|step| *step != factors::NO_STEP),
        }),
        None => None,
    };
    Ok(Link {
        factor,
        hash: LinkHash::from_bytes(read_hash(row, 6)?),
        organization: organization_id(row.try_get(7)?)?,
        organization_name: row.try_get(8)?,
        returns: returns(row.try_get(24)?, row.try_get(25)?)?,
        user: user_id(row.try_get(9)?)?,
        factor_type: factor_type(row.try_get(10)?)?,
        purpose: purpose(row.try_get(11)?)?,
        settings: sealed(row, 32)?,
        prepared: sealed(row, 12)?,
        created_at: instant(row.try_get(14)?)?,
        expires_at: instant(row.try_get(15)?)?,
        used_at: maybe_instant(row.try_get(16)?)?,
        replaced_at: maybe_instant(row.try_get(17)?)?,
        departed: maybe_hash(row, 18)?
            .zip(sealed(row, 19)?)
            .map(|(browser, kept)| Departed {
                browser: BrowserHash::from_bytes(browser),
                kept,
            }),
        owner_disabled: row.try_get(31)?,
        attempts: Attempts {
            failures: count(row.try_get(21)?),
            last: maybe_instant(row.try_get(23)?)?,
            locked_until: maybe_instant(row.try_get(22)?)?,
        },
        finished: match maybe_hash(row, 26)? {
            Some(browser) => Some(Finished {
                browser: BrowserHash::from_bytes(browser),
                stage: stage(row, 27)?,
            }),
            None => None,
        },
    })
}

pub(super) async fn depart(
    tx: &Transaction<'_>,
    hash: &LinkHash,
    departure: &Departure,
    now: DateTime<Utc>,
) -> Result<Result<(), NotOpen>, Fault> {
    let Some(link) = locked(tx, hash).await? else {
        return Ok(Err(NotOpen::Unknown));
    };
    if let Err(refusal) = rules::follow(&link, now) {
        return Ok(Err(refusal));
    }
    execute(
        tx,
        "UPDATE links SET state = $3, browser = $4, kept = $5, kept_key_id = $6
          WHERE organization = $1 AND hash = $2",
        &[
            &link.organization.as_str(),
            &hash.as_bytes().as_slice(),
            &departure.state.as_bytes().as_slice(),
            &departure.departed.browser.as_bytes().as_slice(),
            &departure.departed.kept.bytes,
            &departure.departed.kept.key_id,
        ],
    )
    .await?;
    Ok(Ok(()))
}

pub(super) async fn come_back(
    tx: &Transaction<'_>,
    state: &StateHash,
    browser: &BrowserHash,
    now: DateTime<Utc>,
) -> Result<Result<CameBack, NotBack>, Fault> {
    let unknown = Ok(Err(NotBack::NotOpen(NotOpen::Unknown)));
    let Some(link) = by_state(tx, state).await? else {
        return unknown;
    };
    // Another may have come back, or left again, before the user was locked.
    locked(tx, &link.hash).await?;
    let Some(link) = by_state(tx, state).await? else {
        return unknown;
    };
    let kept = match rules::come_back(&link, browser, now) {
        Ok(kept) => kept,
        Err(refusal) => return Ok(Err(refusal)),
    };
    execute(
        tx,
        "UPDATE links SET browser = NULL, kept = NULL, kept_key_id = NULL
          WHERE organization = $1 AND hash = $2",
        &[
            &link.organization.as_str(),
            &link.hash.as_bytes().as_slice(),
        ],
    )
    .await?;
    Ok(Ok(CameBack { link, kept }))
}

pub(super) async fn submit(
    telling: Telling<'_>,
    hash: &LinkHash,
    browser: &BrowserHash,
    submission: Submission,
) -> Result<Judgement, Fault> {
    let now = telling.now;
    let Some(link) = locked(telling.tx, hash).await? else {
        return Ok(Judgement::NotOpen(NotOpen::Unknown));
    };
    let (organization, user) = (&link.organization, &link.user);
    let codes = factors::recovery_codes(telling.tx, organization, user).await?;
    let judgement = rules::judge(&link, &codes, submission, now);
    match &judgement {
        Judgement::Accepted(accepted) => {
            factors::keep(telling, organization, user, &accepted.factor).await?;
            change_recovery(telling, &link, &accepted.recovery).await?;
            use_up(telling, &link).await?;
            finish(telling, &link, browser, &accepted.stage).await?;
            remember(telling, &link, Attempts::default()).await?;
        }
        Judgement::Wrong(attempts) => remember(telling, &link, *attempts).await?,
        Judgement::Stale | Judgement::NotOpen(_) => {}
    }
    for event in rules::telling::of_judgement(&link, &judgement, now) {
        telling.of_user(organization, user, &event).await?;
    }
    Ok(judgement)
}

pub(super) async fn follow_up(
    telling: Telling<'_>,
    hash: &LinkHash,
    browser: &BrowserHash,
    follow_up: FollowUp,
) -> Result<Option<Link>, Fault> {
    let Some(link) = locked(telling.tx, hash).await? else {
        return Ok(None);
    };
    let Some(followed) = rules::follow_up(&link, browser, follow_up, telling.now) else {
        return Ok(Some(link));
    };
    change_recovery(telling, &link, &followed.recovery).await?;
    finish(telling, &link, browser, &followed.stage).await?;
    let event = rules::telling::of_follow_up(&followed);
    telling
        .of_user(&link.organization, &link.user, &event)
        .await?;
    get(telling.tx, hash).await
}

async fn change_recovery(
    telling: Telling<'_>,
    link: &Link,
    change: &RecoveryChange,
) -> Result<(), Fault> {
    let (organization, user) = (&link.organization, &link.user);
    match change {
        RecoveryChange::New(codes) => {
            factors::replace_recovery_codes(telling, organization, user, codes).await
        }
        RecoveryChange::Spent(code) => {
            factors::remove_recovery_code(telling, organization, user, code).await
        }
        RecoveryChange::None => Ok(()),
    }
}

async fn finish(
    telling: Telling<'_>,
    link: &Link,
    browser: &BrowserHash,
    stage: &Stage,
) -> Result<(), Fault> {
    let (name, left, codes) = stage_columns(stage);
    execute(
        telling.tx,
        "UPDATE links
            SET finished_by = $3, stage = $4, recovery_left = $5, codes = $6, codes_key_id = $7
          WHERE organization = $1 AND hash = $2",
        &[
            &link.organization.as_str(),
            &link.hash.as_bytes().as_slice(),
            &browser.as_bytes().as_slice(),
            &name,
            &left.map(i64::from),
            &codes.map(|sealed| sealed.bytes.as_slice()),
            &codes.map(|sealed| sealed.key_id.as_str()),
        ],
    )
    .await?;
    Ok(())
}

async fn use_up(telling: Telling<'_>, link: &Link) -> Result<(), Fault> {
    execute(
        telling.tx,
        "UPDATE links
            SET used_at = $3, secret = NULL, secret_key_id = NULL,
                browser = NULL, kept = NULL, kept_key_id = NULL
          WHERE organization = $1 AND hash = $2",
        &[
            &link.organization.as_str(),
            &link.hash.as_bytes().as_slice(),
            &millis(telling.now),
        ],
    )
    .await?;
    Ok(())
}

async fn remember(telling: Telling<'_>, link: &Link, attempts: Attempts) -> Result<(), Fault> {
    execute(
        telling.tx,
        "UPDATE users SET failures = $3, locked_until = $4, last_failure = $5
          WHERE organization = $1 AND id = $2",
        &[
            &link.organization.as_str(),
            &link.user.as_str(),
            &i64::from(attempts.failures),
            &attempts.locked_until.map(millis),
            &attempts.last.map(millis),
        ],
    )
    .await?;
    Ok(())
}
