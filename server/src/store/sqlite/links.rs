//! Enrolment links, and the codes that are submitted through them.

use chrono::{DateTime, Duration, Utc};
use rusqlite::{Connection, params};

use super::factors;
use super::place::Fault;
use super::values::{
    count, execute, factor_type, first, instant, maybe_instant, millis, organization_id, sealed,
    user_id,
};
use crate::mfa::{Attempts, LinkHash, OrganizationId, RecoveryHash, UserId};
use crate::store::{Link, LinkPurpose, LinkStarted, NewLink, Proof, Submitted};

/// How long a dead link is remembered, so that its page can say what happened to it.
const REMEMBERED: Duration = Duration::days(1);

pub(super) fn start(
    connection: &Connection,
    organization: &OrganizationId,
    user: &UserId,
    link: &NewLink,
    now: DateTime<Utc>,
) -> Result<LinkStarted, Fault> {
    let Some(factor) = factors::state(connection, organization, user)? else {
        return Ok(LinkStarted::UnknownUser);
    };
    let enrollment_type = connection
        .prepare_cached("SELECT enrollment_type FROM organizations WHERE id = ?1")?
        .query_row([organization.as_str()], |row| row.get::<_, String>(0))?;
    let purpose = LinkPurpose::of(
        factor.map(|factor| factor.factor_type),
        factor_type(&enrollment_type)?,
    );
    let secret = (purpose == LinkPurpose::EnrollAuthenticator).then_some(&link.secret);

    factors::close_links(connection, organization, user, now)?;
    forget_old(connection, now)?;
    execute(
        connection,
        "INSERT INTO links (hash, organization, user, purpose, created_at, expires_at, secret,
                            secret_key_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            link.hash.as_bytes(),
            organization.as_str(),
            user.as_str(),
            purpose.as_str(),
            millis(now),
            millis(link.expires_at),
            secret.map(|secret| secret.bytes.as_slice()),
            secret.map(|secret| secret.key_id.as_str()),
        ],
    )?;
    Ok(LinkStarted::Started(factor))
}

/// A few at a time: more than are made, so that they end, and never so many that a request waits.
fn forget_old(connection: &Connection, now: DateTime<Utc>) -> Result<(), Fault> {
    execute(
        connection,
        "DELETE FROM links
          WHERE hash IN (SELECT hash FROM links WHERE expires_at < ?1 LIMIT 4)",
        [millis(now - REMEMBERED)],
    )?;
    Ok(())
}

pub(super) fn get(connection: &Connection, hash: &LinkHash) -> Result<Option<Link>, Fault> {
    first(
        connection,
        "SELECT l.organization, o.name, l.user, l.purpose, l.expires_at, l.used_at, l.replaced_at,
                u.failures, u.locked_until,
                iif(l.purpose = 'enroll', l.secret, f.secret),
                iif(l.purpose = 'enroll', l.secret_key_id, f.secret_key_id)
           FROM links l
           JOIN organizations o ON o.id = l.organization
           JOIN users u ON u.organization = l.organization AND u.id = l.user
           LEFT JOIN factors f ON f.organization = l.organization AND f.user = l.user
          WHERE l.hash = ?1",
        [hash.as_bytes()],
        |row| {
            let purpose: String = row.get(3)?;
            Ok(Link {
                organization: organization_id(row.get(0)?)?,
                organization_name: row.get(1)?,
                user: user_id(row.get(2)?)?,
                purpose: LinkPurpose::parse(&purpose).ok_or_else(|| Fault::Record {
                    what: "a link",
                    why: format!("purpose {purpose:?} is not known"),
                })?,
                expires_at: instant(row.get(4)?)?,
                used_at: maybe_instant(row.get(5)?)?,
                replaced_at: maybe_instant(row.get(6)?)?,
                attempts: Attempts {
                    failures: count(row.get(7)?),
                    locked_until: maybe_instant(row.get(8)?)?,
                },
                secret: sealed(row, 9)?,
            })
        },
    )
}

pub(super) fn confirm(
    connection: &Connection,
    hash: &LinkHash,
    proof: Proof,
    recovery: &[RecoveryHash],
    now: DateTime<Utc>,
) -> Result<Submitted, Fault> {
    let link = match open(connection, hash, LinkPurpose::EnrollAuthenticator, now)? {
        Ok(link) => link,
        Err(refusal) => return Ok(refusal),
    };
    let (Proof::Step(step), Some(secret)) = (proof, &link.secret) else {
        return refuse(connection, &link, now);
    };
    execute(
        connection,
        // The code that confirmed the enrolment counts as used: `last_step` is its step.
        "INSERT INTO factors (organization, user, type, active, last_auth_time, secret,
                              secret_key_id, last_step, created_at)
         VALUES (?1, ?2, 'guardian', TRUE, ?3, ?4, ?5, ?6, ?3)",
        params![
            link.organization.as_str(),
            link.user.as_str(),
            millis(now),
            secret.bytes,
            secret.key_id,
            step,
        ],
    )?;
    for code in recovery {
        execute(
            connection,
            "INSERT INTO recovery_codes (organization, user, hash) VALUES (?1, ?2, ?3)",
            params![
                link.organization.as_str(),
                link.user.as_str(),
                code.as_bytes()
            ],
        )?;
    }
    accept(connection, &link, hash, now)
}

pub(super) fn verify(
    connection: &Connection,
    hash: &LinkHash,
    proof: Proof,
    now: DateTime<Utc>,
) -> Result<Submitted, Fault> {
    let link = match open(connection, hash, LinkPurpose::VerifyAuthenticator, now)? {
        Ok(link) => link,
        Err(refusal) => return Ok(refusal),
    };
    if !consume(connection, &link, proof)? {
        return refuse(connection, &link, now);
    }
    execute(
        connection,
        "UPDATE factors SET active = TRUE, last_auth_time = ?3
          WHERE organization = ?1 AND user = ?2",
        params![link.organization.as_str(), link.user.as_str(), millis(now)],
    )?;
    accept(connection, &link, hash, now)
}

/// Uses the proof up; `false` if it proves nothing, or did so before.
fn consume(connection: &Connection, link: &Link, proof: Proof) -> Result<bool, Fault> {
    let changed = match proof {
        Proof::Step(step) => execute(
            connection,
            "UPDATE factors SET last_step = ?3
              WHERE organization = ?1 AND user = ?2 AND type = 'guardian' AND last_step < ?3",
            params![link.organization.as_str(), link.user.as_str(), step],
        )?,
        Proof::Recovery(hash) => execute(
            connection,
            "DELETE FROM recovery_codes WHERE organization = ?1 AND user = ?2 AND hash = ?3",
            params![
                link.organization.as_str(),
                link.user.as_str(),
                hash.as_bytes()
            ],
        )?,
        Proof::Wrong => 0,
    };
    Ok(changed == 1)
}

/// The link, if it can be followed for this purpose and no lock-out runs.
fn open(
    connection: &Connection,
    hash: &LinkHash,
    purpose: LinkPurpose,
    now: DateTime<Utc>,
) -> Result<Result<Link, Submitted>, Fault> {
    Ok(match get(connection, hash)? {
        Some(link) if link.purpose == purpose => {
            if let Some(end) = link.end(now) {
                Err(Submitted::Ended(end))
            } else if let Some(until) = link.attempts.locked(now) {
                Err(Submitted::Locked { until })
            } else {
                Ok(link)
            }
        }
        _ => Err(Submitted::Unknown),
    })
}

fn accept(
    connection: &Connection,
    link: &Link,
    hash: &LinkHash,
    now: DateTime<Utc>,
) -> Result<Submitted, Fault> {
    execute(
        connection,
        "UPDATE links SET used_at = ?2, secret = NULL, secret_key_id = NULL WHERE hash = ?1",
        params![hash.as_bytes(), millis(now)],
    )?;
    remember(connection, link, Attempts::default())?;
    let left: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM recovery_codes WHERE organization = ?1 AND user = ?2",
        )?
        .query_row([link.organization.as_str(), link.user.as_str()], |row| {
            row.get(0)
        })?;
    Ok(Submitted::Accepted {
        recovery_left: count(left),
    })
}

fn refuse(connection: &Connection, link: &Link, now: DateTime<Utc>) -> Result<Submitted, Fault> {
    let attempts = link.attempts.after_wrong(now);
    remember(connection, link, attempts)?;
    Ok(Submitted::Refused(attempts))
}

fn remember(connection: &Connection, link: &Link, attempts: Attempts) -> Result<(), Fault> {
    execute(
        connection,
        "UPDATE users SET failures = ?3, locked_until = ?4 WHERE organization = ?1 AND id = ?2",
        params![
            link.organization.as_str(),
            link.user.as_str(),
            attempts.failures,
            attempts.locked_until.map(millis),
        ],
    )?;
    Ok(())
}
