//! The count of requests of each organization.

use tokio_postgres::Row;

use super::fault::Fault;
use super::organizations;
use super::sql::{Telling, execute, first};
use crate::mfa::{Exceeded, OrganizationId, Quota, RateLimit, Window};
use crate::store::record::count;

/// Counts a request, if there is budget left. The organization's window stays locked until the end of
/// the transaction, so that the count is exact whoever counts, and what is done for the request is
/// kept with it: a refusal that the work finds is counted, an error is not.
pub(super) async fn counted(
    telling: Telling<'_>,
    organization: &OrganizationId,
) -> Result<Result<Quota, Exceeded>, Fault> {
    let (rate, running) = match window(telling, organization).await? {
        Some(window) => window,
        None => {
            // The first request of all.
            execute(
                telling.tx,
                "INSERT INTO request_counts (organization)
                 SELECT id FROM organizations WHERE id = $1
                 ON CONFLICT (organization) DO NOTHING",
                &[&organization.as_str()],
            )
            .await?;
            window(telling, organization)
                .await?
                .ok_or_else(|| organizations::unknown(organization))?
        }
    };
    let (window, quota) = match rate.count(running, telling.now) {
        Ok(counted) => counted,
        Err(exceeded) => return Ok(Err(exceeded)),
    };
    execute(
        telling.tx,
        "UPDATE request_counts SET window_start = $2, used = $3 WHERE organization = $1",
        &[
            &organization.as_str(),
            &window.start,
            &i64::from(window.used),
        ],
    )
    .await?;
    Ok(Ok(quota))
}

async fn window(
    telling: Telling<'_>,
    organization: &OrganizationId,
) -> Result<Option<(RateLimit, Option<Window>)>, Fault> {
    first(
        telling.tx,
        "SELECT o.rate_limit, o.rate_window, c.window_start, c.used
           FROM request_counts c
           JOIN organizations o ON o.id = c.organization
          WHERE c.organization = $1
            FOR UPDATE OF c",
        &[&organization.as_str()],
        read,
    )
    .await
}

fn read(row: &Row) -> Result<(RateLimit, Option<Window>), Fault> {
    let rate = RateLimit {
        limit: count(row.try_get(0)?),
        window_seconds: count(row.try_get(1)?),
    };
    let start: Option<i64> = row.try_get(2)?;
    let used: Option<i64> = row.try_get(3)?;
    let running = start.zip(used).map(|(start, used)| Window {
        start,
        used: count(used),
    });
    Ok((rate, running))
}
