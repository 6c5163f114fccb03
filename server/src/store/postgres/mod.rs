//! The store for several servers: a PostgreSQL database, 14 or newer.
//!
//! Each unit of work is lent a connection ([`session`]) and is one transaction. What it decides on is
//! locked in the order that the port describes: the organization's window, then the user. Nothing is
//! remembered between requests: every one reads what is there.
//!
//! The SQL is in one file for each area. Every key begins with the organization; the statements that
//! know none are those that find an API key, a link or what a browser brings back by itself, and the
//! ones of operators and of the outbox (the operating guide names them).

mod address;
mod audit;
mod check;
mod factors;
mod fault;
mod keys;
mod links;
mod migrations;
mod organizations;
mod requests;
mod resealing;
mod sealing;
mod session;
mod settings;
mod sql;
mod tls;
mod transfer;
mod users;
mod webhooks;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

pub use self::address::PostgresAddress;
use self::fault::Fault;
use self::session::{Sessions, read, tell_of, write};
pub use self::transfer::{PostgresSource, PostgresTarget};
use super::DatabaseError;
use crate::mfa::{
    ApiKey, ApiKeyId, BrowserHash, CameBack, Condition, Counted, Departure, Disabled, Ended, Event,
    FactorType, FollowUp, Imported, ImportedUser, Judgement, KeyCheck, KeyInUse, KeyUse, Link,
    LinkHash, ListedUser, Load, Moment, NewLink, NotBack, NotDisabled, NotOpen, Organization,
    OrganizationId, Origin, Reset, Sealed, StateHash, Store, StoreError, Submission, Switch, User,
    UserId, UserState,
};

type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A PostgreSQL database, open for reading and writing.
pub struct PostgresStore {
    sessions: Sessions,
}

impl PostgresStore {
    /// Connects, and brings the schema up to date.
    pub async fn open(address: &PostgresAddress) -> Result<Self, DatabaseError> {
        let store = Self::of(address)?;
        let database = store.sessions.database.clone();
        let mut client = store.sessions.alone().await?;
        migrations::run(&mut client, &database).await?;
        transfer::refuse_unfinished(&client, &database).await?;
        Ok(store)
    }

    /// Looks whether a server could start with this database, and takes no step of the schema. `None`
    /// for one that holds nothing yet.
    pub async fn look(address: &PostgresAddress) -> Result<Option<Self>, DatabaseError> {
        let store = Self::of(address)?;
        let client = store.sessions.alone().await?;
        let is_there = migrations::look(&client, &store.sessions.database).await?;
        transfer::refuse_unfinished(&client, &store.sessions.database).await?;
        Ok(is_there.then_some(store))
    }

    fn of(address: &PostgresAddress) -> Result<Self, DatabaseError> {
        let sessions = Sessions::new(address).map_err(|problem| DatabaseError::Unusable {
            database: format!("database {address}"),
            problem,
            advice: "Check sslmode and sslrootcert in its URL",
        })?;
        Ok(Self { sessions })
    }
}

/// A request that is counted, and what is done for it in the same transaction.
macro_rules! counted {
    ($telling:ident, $organization:expr, $work:expr) => {
        async move {
            Ok::<_, Fault>(match requests::counted($telling, $organization).await? {
                Ok(quota) => Counted::Within {
                    quota,
                    value: $work.await?,
                },
                Err(exceeded) => Counted::Exceeded(exceeded),
            })
        }
    };
}

#[async_trait]
impl Store for PostgresStore {
    /// Any: nothing is remembered.
    async fn latest(&self) -> Result<Moment> {
        Ok(Moment(0))
    }

    async fn condition(&self) -> Result<Condition> {
        read!(self, |client| async {
            let (schema, known_schema) = migrations::versions(client).await?;
            Ok::<_, Fault>(Condition {
                schema,
                known_schema,
                encryption_keys: sealing::seen(client).await?,
            })
        })
    }

    fn load(&self) -> Load {
        Load {
            writer: None,
            pool: Some(self.sessions.load()),
        }
    }

    async fn insert_organization(&self, organization: &Organization, by: &Origin) -> Result<()> {
        let now = organization.created_at;
        tell_of!(self, by, now, |telling| organizations::insert(
            telling,
            organization
        ))
    }

    async fn update_organization(
        &self,
        organization: &Organization,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        tell_of!(self, by, now, |telling| organizations::update(
            telling,
            organization
        ))
    }

    async fn organization(&self, id: &OrganizationId) -> Result<Option<Organization>> {
        read!(self, |client| organizations::get(client, id))
    }

    async fn organizations(&self) -> Result<Vec<Organization>> {
        read!(self, |client| organizations::list(client))
    }

    async fn organizations_by_issuer(&self, issuer: &str) -> Result<Vec<Organization>> {
        read!(self, |client| organizations::by_issuer(client, issuer))
    }

    async fn factor_settings(
        &self,
        organization: &OrganizationId,
        factor_type: FactorType,
    ) -> Result<Option<Sealed>> {
        read!(self, |client| settings::get(
            client,
            organization,
            factor_type
        ))
    }

    async fn set_factor_settings(
        &self,
        organization: &OrganizationId,
        factor_type: FactorType,
        settings: Option<Sealed>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        tell_of!(self, by, now, |telling| settings::set(
            telling,
            organization,
            factor_type,
            settings.as_ref()
        ))
    }

    async fn insert_api_key(&self, key: &ApiKey, by: &Origin) -> Result<()> {
        tell_of!(self, by, key.created_at, |telling| keys::insert(
            telling, key
        ))
    }

    async fn api_key(&self, id: &ApiKeyId, _: Moment) -> Result<Option<Arc<ApiKey>>> {
        let key = read!(self, |client| keys::get(client, id))?;
        Ok(key.map(Arc::new))
    }

    async fn api_keys(&self, organization: &OrganizationId) -> Result<Vec<ApiKey>> {
        read!(self, |client| keys::list(client, organization))
    }

    async fn revoke_api_key(
        &self,
        organization: &OrganizationId,
        id: &ApiKeyId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        tell_of!(self, by, now, |telling| keys::revoke(
            telling,
            organization,
            id
        ))
    }

    async fn rotate_api_key(
        &self,
        id: &ApiKeyId,
        successor: &ApiKey,
        until: DateTime<Utc>,
        by: &Origin,
    ) -> Result<Result<DateTime<Utc>, Ended>> {
        let now = successor.created_at;
        tell_of!(self, by, now, |telling| keys::rotate(
            telling, id, successor, until
        ))
    }

    async fn keep_key_uses(&self, uses: Vec<KeyUse>) -> Result<()> {
        write!(self, |tx| keys::keep_uses(tx, &uses))
    }

    async fn keys_in_use(&self, now: DateTime<Utc>) -> Result<Vec<KeyInUse>> {
        read!(self, |client| sealing::in_use(client, now))
    }

    async fn keep_key_checks(
        &self,
        seen: Vec<KeyInUse>,
        checks: Vec<KeyCheck>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        tell_of!(self, by, now, |telling| sealing::keep(
            telling, &seen, &checks
        ))
    }

    async fn insert_user(&self, user: &User, by: &Origin) -> Result<()> {
        tell_of!(self, by, user.created_at, |telling| users::insert(
            telling, user
        ))
    }

    async fn ensure_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        if self.user(organization, user).await?.is_some() {
            return Ok(false);
        }
        tell_of!(self, by, now, |telling| users::ensure(
            telling,
            organization,
            user
        ))
    }

    async fn user(&self, organization: &OrganizationId, user: &UserId) -> Result<Option<User>> {
        read!(self, |client| users::get(client, organization, user))
    }

    async fn users(
        &self,
        organization: &OrganizationId,
        after: Option<&UserId>,
        limit: u32,
    ) -> Result<Vec<ListedUser>> {
        read!(self, |client| users::list(
            client,
            organization,
            after,
            limit
        ))
    }

    async fn import_users(
        &self,
        organization: &OrganizationId,
        users: Vec<ImportedUser>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Imported> {
        tell_of!(self, by, now, |telling| users::import(
            telling,
            organization,
            &users
        ))
    }

    async fn reset_factor(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Reset> {
        tell_of!(self, by, now, |telling| users::reset(
            telling,
            organization,
            user
        ))
    }

    async fn unlock_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        tell_of!(self, by, now, |telling| users::unlock(
            telling,
            organization,
            user
        ))
    }

    async fn switch_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        switch: Switch,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        tell_of!(self, by, now, |telling| users::switch(
            telling,
            organization,
            user,
            switch
        ))
    }

    async fn delete_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        tell_of!(self, by, now, |telling| users::delete(
            telling,
            organization,
            user
        ))
    }

    async fn user_state(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        _: Moment,
    ) -> Result<UserState> {
        read!(self, |client| factors::state(client, organization, user))
    }

    async fn count_request(
        &self,
        organization: &OrganizationId,
        refused: &Event,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Counted<()>> {
        tell_of!(self, by, now, |telling| counted!(
            telling,
            organization,
            telling.of(Some(organization), None, refused)
        ))
    }

    async fn start_link(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        link: NewLink,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Counted<UserState>> {
        tell_of!(self, by, now, |telling| counted!(
            telling,
            organization,
            links::start(telling, organization, user, link)
        ))
    }

    async fn disable_factor(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Counted<Result<Disabled, NotDisabled>>> {
        tell_of!(self, by, now, |telling| counted!(
            telling,
            organization,
            factors::disable(telling, organization, user)
        ))
    }

    async fn disable_withdrawn(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Result<(), NotDisabled>> {
        tell_of!(self, by, now, |telling| factors::disable_here(
            telling,
            organization,
            user
        ))
    }

    async fn link(&self, hash: &LinkHash) -> Result<Option<Link>> {
        read!(self, |client| links::get(client, hash))
    }

    async fn link_by_state(&self, state: &StateHash) -> Result<Option<Link>> {
        read!(self, |client| links::by_state(client, state))
    }

    async fn depart(
        &self,
        link: &LinkHash,
        departure: Departure,
        now: DateTime<Utc>,
    ) -> Result<Result<(), NotOpen>> {
        write!(self, |tx| links::depart(tx, link, &departure, now))
    }

    async fn come_back(
        &self,
        state: &StateHash,
        browser: &BrowserHash,
        now: DateTime<Utc>,
    ) -> Result<Result<CameBack, NotBack>> {
        write!(self, |tx| links::come_back(tx, state, browser, now))
    }

    async fn submit(
        &self,
        link: &LinkHash,
        browser: &BrowserHash,
        submission: Submission,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Judgement> {
        tell_of!(self, by, now, |telling| links::submit(
            telling, link, browser, submission
        ))
    }

    async fn follow_up(
        &self,
        link: &LinkHash,
        browser: &BrowserHash,
        follow_up: FollowUp,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Option<Link>> {
        tell_of!(self, by, now, |telling| links::follow_up(
            telling, link, browser, follow_up
        ))
    }
}
