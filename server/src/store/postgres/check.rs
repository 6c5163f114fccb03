//! Whether this program can read everything that is kept. Pages and indexes are PostgreSQL's to look
//! after.

use deadpool_postgres::GenericClient;

use super::fault::Fault;
use super::{PostgresStore, audit, keys, links, organizations, users, webhooks};
use crate::mfa::{AuditQuery, LinkHash, OrganizationId, StoreError, UserId};
use crate::store::record::InvalidRecord;

/// Findings that are told; more would tell nothing new.
const TOLD: usize = 20;
/// Records that are read at once.
const PAGE: u32 = 1000;

impl PostgresStore {
    /// The records that cannot be read, as far as they are told. Nothing is changed.
    pub async fn thorough_check(&self) -> Result<Vec<String>, StoreError> {
        let database = &self.sessions.database;
        let fault = |fault: Fault| match fault {
            Fault::Store(error) => error,
            fault => fault.of(database).into(),
        };
        // No bound on the whole, which may be large: each page has that of a statement.
        let mut session = self.sessions.session().await.map_err(fault)?;
        let result = async { unreadable(session.client()?).await }.await;
        session.judge(&result);
        result.map_err(fault)
    }
}

#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    /// Notes what cannot be read, and gives on what keeps from reading at all.
    fn note<T>(&mut self, what: &str, read: Result<T, Fault>) -> Result<Option<T>, Fault> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(Fault::Record(InvalidRecord { what: record, why })) => {
                self.0
                    .push(format!("{what}: {record} cannot be read: {why}"));
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }
}

async fn unreadable(client: &impl GenericClient) -> Result<Vec<String>, Fault> {
    let mut found = Found::default();
    let all = found.note("organizations", organizations::list(client).await)?;
    for organization in all.unwrap_or_default() {
        if found.0.len() >= TOLD {
            break;
        }
        let organization = &organization.id;
        let of = |what: &str| format!("{what} of {organization}");
        found.note(&of("API keys"), keys::list(client, organization).await)?;
        found.note(&of("users"), read_users(client, organization).await)?;
        found.note(&of("links"), read_links(client, organization).await)?;
        found.note(&of("webhooks"), webhooks::list(client, organization).await)?;
        let deliveries = read_deliveries(client, organization).await;
        found.note(&of("deliveries"), deliveries)?;
    }
    found.note("the audit trail", read_trail(client).await)?;
    found.0.truncate(TOLD);
    Ok(found.0)
}

async fn read_users(
    client: &impl GenericClient,
    organization: &OrganizationId,
) -> Result<(), Fault> {
    let mut last: Option<UserId> = None;
    loop {
        let page = users::list(client, organization, last.as_ref(), PAGE).await?;
        match page.into_iter().last() {
            Some(listed) => last = Some(listed.user.id),
            None => return Ok(()),
        }
    }
}

async fn read_links(
    client: &impl GenericClient,
    organization: &OrganizationId,
) -> Result<(), Fault> {
    let mut last: Option<LinkHash> = None;
    loop {
        let page = links::page(client, organization, last.as_ref(), PAGE).await?;
        match page.into_iter().last() {
            Some(link) => last = Some(link.hash),
            None => return Ok(()),
        }
    }
}

async fn read_deliveries(
    client: &impl GenericClient,
    organization: &OrganizationId,
) -> Result<(), Fault> {
    let mut last = String::new();
    loop {
        let page = webhooks::page(client, organization, &last, PAGE).await?;
        match page.into_iter().last() {
            Some(delivery) => last = delivery.id,
            None => return Ok(()),
        }
    }
}

async fn read_trail(client: &impl GenericClient) -> Result<(), Fault> {
    let mut last = 0;
    loop {
        let page = audit::told(client, &AuditQuery::default(), last, PAGE).await?;
        match page.into_iter().last() {
            Some(told) => last = told.number,
            None => return Ok(()),
        }
    }
}
