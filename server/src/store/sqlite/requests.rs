//! The count of requests of each organization.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::file::Fault;
use super::organizations;
use super::values::{count, execute, first};
use crate::mfa::{Counted, OrganizationId, RateLimit, Window};

/// Counts a request, and does the work if there is budget left. Both are one transaction: a
/// refusal that the work finds is counted, an error is not.
pub(super) fn counted<T>(
    connection: &Connection,
    organization: &OrganizationId,
    now: DateTime<Utc>,
    work: impl FnOnce() -> Result<T, Fault>,
) -> Result<Counted<T>, Fault> {
    let (rate, running) = first(
        connection,
        "SELECT o.rate_limit, o.rate_window, c.window_start, c.used
           FROM organizations o
           LEFT JOIN request_counts c ON c.organization = o.id
          WHERE o.id = ?1",
        [organization.as_str()],
        |row| {
            let rate = RateLimit {
                limit: count(row.get(0)?),
                window_seconds: count(row.get(1)?),
            };
            let start: Option<i64> = row.get(2)?;
            let used: Option<i64> = row.get(3)?;
            let running = start.zip(used).map(|(start, used)| Window {
                start,
                used: count(used),
            });
            Ok((rate, running))
        },
    )?
    .ok_or_else(|| organizations::unknown(organization))?;
    let (window, quota) = match rate.count(running, now) {
        Ok(counted) => counted,
        Err(exceeded) => return Ok(Counted::Exceeded(exceeded)),
    };
    execute(
        connection,
        "INSERT INTO request_counts (organization, window_start, used) VALUES (?1, ?2, ?3)
         ON CONFLICT (organization) DO UPDATE SET window_start = ?2, used = ?3",
        params![organization.as_str(), window.start, window.used],
    )?;
    Ok(Counted::Within {
        quota,
        value: work()?,
    })
}
