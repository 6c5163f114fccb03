//! Enrolment links, what is submitted through them, and what they came to.

use chrono::{DateTime, Duration, Utc};
use rusqlite::{Connection, Row, params};

use super::audit::Telling;
use super::factors;
use super::file::Fault;
use super::values::{
    count, execute, factor, factor_type, first, instant, maybe_instant, millis, organization_id,
    purpose, returns, sealed, stage, user_id,
};
use crate::mfa::{
    Attempts, BrowserHash, CameBack, Departed, Departure, FactorRecord, Finished, FollowUp,
    Judgement, Link, LinkHash, NewLink, NotBack, NotOpen, OrganizationId, RecoveryChange, Stage,
    StateHash, Submission, UserId, UserState, rules,
};

/// How long a dead link is remembered, so that its page can say what happened to it.
const REMEMBERED: Duration = Duration::days(1);

pub(super) fn start(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
    link: NewLink,
) -> Result<UserState, Fault> {
    let (connection, now) = (telling.connection, telling.now);
    let state = factors::state(connection, organization, user)?;
    let enrollment_type = connection
        .prepare_cached("SELECT enrollment_type FROM organizations WHERE id = ?1")?
        .query_row([organization.as_str()], |row| row.get::<_, String>(0))?;
    let link = rules::start(state, factor_type(&enrollment_type)?, link);
    let event = rules::telling::of_start(link.as_ref());
    telling.of_user(organization, user, &event)?;
    let Some(link) = link else {
        return Ok(state);
    };
    factors::close_links(connection, organization, user, now)?;
    forget_old(connection, now)?;
    execute(
        connection,
        "INSERT INTO links (hash, organization, user, type, purpose, created_at, expires_at,
                            secret, secret_key_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            link.hash.as_bytes(),
            organization.as_str(),
            user.as_str(),
            link.factor_type.as_str(),
            link.purpose.as_str(),
            millis(now),
            millis(link.expires_at),
            link.prepared.as_ref().map(|sealed| sealed.bytes.as_slice()),
            link.prepared.as_ref().map(|sealed| sealed.key_id.as_str()),
        ],
    )?;
    Ok(state)
}

/// A few at a time: more than are made, so that they end, and never so many that a request waits.
fn forget_old(connection: &Connection, now: DateTime<Utc>) -> Result<(), Fault> {
    execute(
        connection,
        "DELETE FROM links
          WHERE hash IN (SELECT hash FROM links WHERE expires_at < ?1 LIMIT 4)",
        [millis(now - REMEMBERED)],
    )?;
    execute(
        connection,
        "UPDATE links SET stage = 'done', codes = NULL, codes_key_id = NULL
          WHERE hash IN (SELECT hash FROM links
                          WHERE codes IS NOT NULL AND used_at < ?1 LIMIT 4)",
        [millis(now - Duration::seconds(rules::SHOWN_SECONDS))],
    )?;
    Ok(())
}

macro_rules! link_where {
    ($condition:literal) => {
        concat!(
            "SELECT f.type, f.active, f.last_auth_time, f.secret, f.secret_key_id, f.last_step,
                    l.hash, l.organization, o.name, l.user, l.type, l.purpose,
                    l.secret, l.secret_key_id, l.created_at, l.expires_at, l.used_at, l.replaced_at,
                    l.browser, l.kept, l.kept_key_id, u.failures, u.locked_until,
                    u.last_failure, o.return_url, o.return_origins, l.finished_by, l.stage,
                    l.recovery_left, l.codes, l.codes_key_id,
                    o.disabled_at IS NOT NULL OR u.disabled_at IS NOT NULL,
                    s.settings, s.key_id
               FROM links l
               JOIN organizations o ON o.id = l.organization
               JOIN users u ON u.organization = l.organization AND u.id = l.user
               LEFT JOIN factors f ON f.organization = l.organization AND f.user = l.user
               LEFT JOIN factor_settings s ON s.organization = l.organization AND s.type = l.type
              WHERE ",
            $condition
        )
    };
}

pub(super) fn get(connection: &Connection, hash: &LinkHash) -> Result<Option<Link>, Fault> {
    let sql = link_where!("l.hash = ?1");
    first(connection, sql, [hash.as_bytes()], read)
}

pub(super) fn by_state(connection: &Connection, state: &StateHash) -> Result<Option<Link>, Fault> {
    let sql = link_where!("l.state = ?1");
    first(connection, sql, [state.as_bytes()], read)
}

/// Reads every link there is, to see whether it can be.
pub(super) fn read_all(connection: &Connection) -> Result<(), Fault> {
    let mut statement = connection.prepare(link_where!("true"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        read(row)?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Link, Fault> {
    let factor = match factor(row, 0)? {
        Some(state) => Some(FactorRecord {
            state,
            secret: sealed(row, 3)?,
            last_step: Some(row.get(5)?).filter(|step| *step != factors::NO_STEP),
        }),
        None => None,
    };
    let browser: Option<[u8; 32]> = row.get(18)?;
    let finished_by: Option<[u8; 32]> = row.get(26)?;
    Ok(Link {
        factor,
        hash: LinkHash::from_bytes(row.get(6)?),
        organization: organization_id(row.get(7)?)?,
        organization_name: row.get(8)?,
        returns: returns(row, 24)?,
        user: user_id(row.get(9)?)?,
        factor_type: factor_type(&row.get::<_, String>(10)?)?,
        purpose: purpose(&row.get::<_, String>(11)?)?,
        settings: sealed(row, 32)?,
        prepared: sealed(row, 12)?,
        created_at: instant(row.get(14)?)?,
        expires_at: instant(row.get(15)?)?,
        used_at: maybe_instant(row.get(16)?)?,
        replaced_at: maybe_instant(row.get(17)?)?,
        departed: browser
            .zip(sealed(row, 19)?)
            .map(|(browser, kept)| Departed {
                browser: BrowserHash::from_bytes(browser),
                kept,
            }),
        owner_disabled: row.get(31)?,
        attempts: Attempts {
            failures: count(row.get(21)?),
            last: maybe_instant(row.get(23)?)?,
            locked_until: maybe_instant(row.get(22)?)?,
        },
        finished: match finished_by {
            Some(browser) => Some(Finished {
                browser: BrowserHash::from_bytes(browser),
                stage: stage(row, 27)?,
            }),
            None => None,
        },
    })
}

pub(super) fn depart(
    connection: &Connection,
    hash: &LinkHash,
    departure: &Departure,
    now: DateTime<Utc>,
) -> Result<Result<(), NotOpen>, Fault> {
    let Some(link) = get(connection, hash)? else {
        return Ok(Err(NotOpen::Unknown));
    };
    if let Err(refusal) = rules::follow(&link, now) {
        return Ok(Err(refusal));
    }
    execute(
        connection,
        "UPDATE links SET state = ?2, browser = ?3, kept = ?4, kept_key_id = ?5 WHERE hash = ?1",
        params![
            hash.as_bytes(),
            departure.state.as_bytes(),
            departure.departed.browser.as_bytes(),
            departure.departed.kept.bytes,
            departure.departed.kept.key_id,
        ],
    )?;
    Ok(Ok(()))
}

pub(super) fn come_back(
    connection: &Connection,
    state: &StateHash,
    browser: &BrowserHash,
    now: DateTime<Utc>,
) -> Result<Result<CameBack, NotBack>, Fault> {
    let Some(link) = by_state(connection, state)? else {
        return Ok(Err(NotBack::NotOpen(NotOpen::Unknown)));
    };
    let kept = match rules::come_back(&link, browser, now) {
        Ok(kept) => kept,
        Err(refusal) => return Ok(Err(refusal)),
    };
    execute(
        connection,
        "UPDATE links SET browser = NULL, kept = NULL, kept_key_id = NULL WHERE state = ?1",
        [state.as_bytes()],
    )?;
    Ok(Ok(CameBack { link, kept }))
}

pub(super) fn submit(
    telling: Telling<'_>,
    hash: &LinkHash,
    browser: &BrowserHash,
    submission: Submission,
) -> Result<Judgement, Fault> {
    let (connection, now) = (telling.connection, telling.now);
    let Some(link) = get(connection, hash)? else {
        return Ok(Judgement::NotOpen(NotOpen::Unknown));
    };
    let (organization, user) = (&link.organization, &link.user);
    let codes = factors::recovery_codes(connection, organization, user)?;
    let judgement = rules::judge(&link, &codes, submission, now);
    match &judgement {
        Judgement::Accepted(accepted) => {
            factors::keep(connection, organization, user, &accepted.factor, now)?;
            change_recovery(connection, &link, &accepted.recovery)?;
            use_up(connection, hash, now)?;
            finish(connection, hash, browser, &accepted.stage)?;
            remember(connection, &link, Attempts::default())?;
        }
        Judgement::Wrong(attempts) => remember(connection, &link, *attempts)?,
        Judgement::Stale | Judgement::NotOpen(_) => {}
    }
    for event in rules::telling::of_judgement(&link, &judgement, now) {
        telling.of_user(organization, user, &event)?;
    }
    Ok(judgement)
}

pub(super) fn follow_up(
    telling: Telling<'_>,
    hash: &LinkHash,
    browser: &BrowserHash,
    follow_up: FollowUp,
) -> Result<Option<Link>, Fault> {
    let (connection, now) = (telling.connection, telling.now);
    let Some(link) = get(connection, hash)? else {
        return Ok(None);
    };
    let Some(followed) = rules::follow_up(&link, browser, follow_up, now) else {
        return Ok(Some(link));
    };
    change_recovery(connection, &link, &followed.recovery)?;
    finish(connection, hash, browser, &followed.stage)?;
    let event = rules::telling::of_follow_up(&followed);
    telling.of_user(&link.organization, &link.user, &event)?;
    get(connection, hash)
}

fn change_recovery(
    connection: &Connection,
    link: &Link,
    change: &RecoveryChange,
) -> Result<(), Fault> {
    let (organization, user) = (&link.organization, &link.user);
    match change {
        RecoveryChange::New(codes) => {
            factors::replace_recovery_codes(connection, organization, user, codes)
        }
        RecoveryChange::Spent(code) => {
            factors::remove_recovery_code(connection, organization, user, code)
        }
        RecoveryChange::None => Ok(()),
    }
}

fn finish(
    connection: &Connection,
    hash: &LinkHash,
    browser: &BrowserHash,
    stage: &Stage,
) -> Result<(), Fault> {
    let (name, left, codes) = match stage {
        Stage::Verified {
            recovery_left,
            by_recovery_code: false,
        } => ("verified", *recovery_left, None),
        Stage::Verified {
            recovery_left,
            by_recovery_code: true,
        } => ("recovered", *recovery_left, None),
        Stage::Codes(codes) => ("codes", None, Some(codes)),
        Stage::Done => ("done", None, None),
    };
    execute(
        connection,
        "UPDATE links
            SET finished_by = ?2, stage = ?3, recovery_left = ?4, codes = ?5, codes_key_id = ?6
          WHERE hash = ?1",
        params![
            hash.as_bytes(),
            browser.as_bytes(),
            name,
            left,
            codes.map(|sealed| sealed.bytes.as_slice()),
            codes.map(|sealed| sealed.key_id.as_str()),
        ],
    )?;
    Ok(())
}

fn use_up(connection: &Connection, hash: &LinkHash, now: DateTime<Utc>) -> Result<(), Fault> {
    execute(
        connection,
        "UPDATE links
            SET used_at = ?2, secret = NULL, secret_key_id = NULL,
                browser = NULL, kept = NULL, kept_key_id = NULL
          WHERE hash = ?1",
        params![hash.as_bytes(), millis(now)],
    )?;
    Ok(())
}

fn remember(connection: &Connection, link: &Link, attempts: Attempts) -> Result<(), Fault> {
    execute(
        connection,
        "UPDATE users SET failures = ?3, locked_until = ?4, last_failure = ?5
          WHERE organization = ?1 AND id = ?2",
        params![
            link.organization.as_str(),
            link.user.as_str(),
            attempts.failures,
            attempts.locked_until.map(millis),
            attempts.last.map(millis),
        ],
    )?;
    Ok(())
}
