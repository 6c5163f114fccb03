//! The embedded store: one SQLite file, made for several processes on one machine.
//!
//! Writes go through one thread that commits them in groups ([`writer`]); reads run where they are
//! asked for, each on a connection of its own ([`readers`]). WAL lets both go on at once, and
//! `synchronous=FULL` makes a commit outlast a power cut. What every request reads is remembered for
//! as long as nobody, in any process, commits anything ([`memory`]).
//!
//! The SQL is in one file for each area.

mod audit;
mod check;
mod factors;
mod file;
mod keys;
mod links;
mod memory;
mod migrations;
mod organizations;
mod readers;
mod requests;
mod resealing;
mod sealing;
mod settings;
mod transfer;
mod users;
mod values;
mod webhooks;
mod writer;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use self::audit::Telling;
pub use self::check::{Inspection, QuickCheck};
use self::file::{DatabaseFile, Fault};
use self::memory::Memory;
use self::readers::Readers;
pub use self::transfer::{SqliteSource, SqliteTarget};
use self::writer::Writer;
use super::DatabaseError;
use crate::mfa::{
    ApiKey, ApiKeyId, BrowserHash, CameBack, Condition, Counted, Departure, Disabled, Ended, Event,
    FactorType, FollowUp, Imported, ImportedUser, Judgement, KeyCheck, KeyInUse, KeyUse, Link,
    LinkHash, ListedUser, Load, Moment, NewLink, NotBack, NotDisabled, NotOpen, Organization,
    OrganizationId, Origin, Reset, Sealed, StateHash, Store, StoreError, Submission, Switch, User,
    UserId, UserState,
};

type Result<T, E = StoreError> = std::result::Result<T, E>;

/// How long anybody waits for another process that is writing, whoever stands before them in line.
const PATIENCE: Duration = Duration::from_secs(3);

/// A SQLite database, open for reading and writing.
pub struct SqliteStore {
    readers: Readers,
    writer: Writer,
    memory: Memory,
}

impl SqliteStore {
    /// Opens the database, makes it if there is none (readable by its owner alone), and brings its
    /// schema up to date.
    pub fn open(path: &Path) -> Result<Self, DatabaseError> {
        let file = Arc::new(DatabaseFile::new(path));
        create_private(path).map_err(|error| file.io(error))?;
        let connection = open_writer(path, &file)?;
        transfer::refuse_unfinished(&connection, &file)?;
        let memory = Memory::of(&connection);
        let readers = Readers::new(path.to_owned(), Arc::clone(&file));
        let writer = Writer::start(connection, file)?;
        Ok(Self {
            readers,
            writer,
            memory,
        })
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T> {
        self.readers.read(read)
    }

    async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// A write that tells what it does.
    async fn tell_of<T, F>(&self, by: &Origin, now: DateTime<Utc>, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(Telling<'_>) -> Result<T, Fault> + Send + 'static,
    {
        let by = by.clone();
        self.write(move |connection| {
            work(Telling {
                connection,
                by: &by,
                now,
            })
        })
        .await
    }
}

/// SQLite would make the file as the umask says; it holds e-mail addresses and hashes.
fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map(drop),
    }
}

/// Opens the database for writing, in patience: another process may be making it at this moment.
/// Two that turn it to WAL at once wait for each other, so both must let go and try again.
fn open_writer(path: &Path, file: &DatabaseFile) -> Result<Connection, DatabaseError> {
    let started = Instant::now();
    loop {
        match try_open_writer(path, file) {
            Err(DatabaseError::Busy { .. }) if started.elapsed() < PATIENCE => {
                std::thread::sleep(pause());
            }
            other => return other,
        }
    }
}

/// Not the same for all who wait.
fn pause() -> Duration {
    let random = getrandom::u32().unwrap_or_default() % 20;
    Duration::from_millis(5 + u64::from(random))
}

fn try_open_writer(path: &Path, file: &DatabaseFile) -> Result<Connection, DatabaseError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection =
        Connection::open_with_flags(path, flags).map_err(|error| file.error(error))?;
    (|| {
        connection.busy_timeout(Duration::ZERO)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        // A step of the schema may put a table in another's place.
        connection.pragma_update(None, "foreign_keys", "OFF")?;
        prepare_once(&connection)
    })()
    .map_err(|error| file.error(error))?;
    migrations::run(&mut connection, file)?;
    let enforced = connection.pragma_update(None, "foreign_keys", "ON");
    enforced.map_err(|error| file.error(error))?;
    Ok(connection)
}

/// Keeps statements prepared, and each to one plan whatever is bound to it. Without the latter,
/// SQLite prepares some statements afresh for every new value, in case its statistics (which this
/// store does not keep) speak for another plan: several times the work of a point read.
fn prepare_once(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(128);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

#[async_trait]
impl Store for SqliteStore {
    async fn latest(&self) -> Result<Moment> {
        Ok(self.memory.latest())
    }

    async fn condition(&self) -> Result<Condition> {
        self.read(|c| {
            let (schema, known_schema) = migrations::versions(c)?;
            Ok(Condition {
                schema,
                known_schema,
                encryption_keys: sealing::seen(c)?,
            })
        })
    }

    fn load(&self) -> Load {
        Load {
            writer: Some(self.writer.load()),
            pool: None,
        }
    }

    async fn insert_organization(&self, organization: &Organization, by: &Origin) -> Result<()> {
        let organization = organization.clone();
        self.tell_of(by, organization.created_at, move |t| {
            organizations::insert(t, &organization)
        })
        .await
    }

    async fn update_organization(
        &self,
        organization: &Organization,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let organization = organization.clone();
        self.tell_of(by, now, move |t| organizations::update(t, &organization))
            .await
    }

    async fn organization(&self, id: &OrganizationId) -> Result<Option<Organization>> {
        self.read(|c| organizations::get(c, id))
    }

    async fn organizations(&self) -> Result<Vec<Organization>> {
        self.read(organizations::list)
    }

    async fn organizations_by_issuer(&self, issuer: &str) -> Result<Vec<Organization>> {
        self.read(|c| organizations::by_issuer(c, issuer))
    }

    async fn factor_settings(
        &self,
        organization: &OrganizationId,
        factor_type: FactorType,
    ) -> Result<Option<Sealed>> {
        self.read(|c| settings::get(c, organization, factor_type))
    }

    async fn set_factor_settings(
        &self,
        organization: &OrganizationId,
        factor_type: FactorType,
        settings: Option<Sealed>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let organization = organization.clone();
        self.tell_of(by, now, move |t| {
            settings::set(t, &organization, factor_type, settings.as_ref())
        })
        .await
    }

    async fn insert_api_key(&self, key: &ApiKey, by: &Origin) -> Result<()> {
        let key = key.clone();
        self.tell_of(by, key.created_at, move |t| keys::insert(t, &key))
            .await
    }

    async fn api_key(&self, id: &ApiKeyId, moment: Moment) -> Result<Option<Arc<ApiKey>>> {
        if let Some(key) = self.memory.key(id, moment) {
            return Ok(Some(key));
        }
        let key = self.read(|c| keys::get(c, id))?.map(Arc::new);
        if let Some(key) = &key {
            self.memory.keep_key(key, moment);
        }
        Ok(key)
    }

    async fn api_keys(&self, organization: &OrganizationId) -> Result<Vec<ApiKey>> {
        self.read(|c| keys::list(c, organization))
    }

    async fn revoke_api_key(
        &self,
        organization: &OrganizationId,
        id: &ApiKeyId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (organization, id) = (organization.clone(), id.clone());
        self.tell_of(by, now, move |t| keys::revoke(t, &organization, &id))
            .await
    }

    async fn rotate_api_key(
        &self,
        id: &ApiKeyId,
        successor: &ApiKey,
        until: DateTime<Utc>,
        by: &Origin,
    ) -> Result<Result<DateTime<Utc>, Ended>> {
        let (id, successor) = (id.clone(), successor.clone());
        self.tell_of(by, successor.created_at, move |t| {
            keys::rotate(t, &id, &successor, until)
        })
        .await
    }

    async fn keep_key_uses(&self, uses: Vec<KeyUse>) -> Result<()> {
        self.write(move |connection| keys::keep_uses(connection, &uses))
            .await
    }

    async fn keys_in_use(&self, now: DateTime<Utc>) -> Result<Vec<KeyInUse>> {
        self.read(|c| sealing::in_use(c, now))
    }

    async fn keep_key_checks(
        &self,
        seen: Vec<KeyInUse>,
        checks: Vec<KeyCheck>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        self.tell_of(by, now, move |t| sealing::keep(t, &seen, &checks))
            .await
    }

    async fn insert_user(&self, user: &User, by: &Origin) -> Result<()> {
        let user = user.clone();
        self.tell_of(by, user.created_at, move |t| users::insert(t, &user))
            .await
    }

    async fn ensure_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        if self.read(|c| users::get(c, organization, user))?.is_some() {
            return Ok(false);
        }
        let (organization, user) = (organization.clone(), user.clone());
        self.tell_of(by, now, move |t| users::ensure(t, &organization, &user))
            .await
    }

    async fn user(&self, organization: &OrganizationId, user: &UserId) -> Result<Option<User>> {
        self.read(|c| users::get(c, organization, user))
    }

    async fn users(
        &self,
        organization: &OrganizationId,
        after: Option<&UserId>,
        limit: u32,
    ) -> Result<Vec<ListedUser>> {
        self.read(|c| users::list(c, organization, after, limit))
    }

    async fn import_users(
        &self,
        organization: &OrganizationId,
        users: Vec<ImportedUser>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Imported> {
        let organization = organization.clone();
        self.tell_of(by, now, move |t| users::import(t, &organization, &users))
            .await
    }

    async fn reset_factor(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Reset> {
        let (organization, user) = (organization.clone(), user.clone());
        self.tell_of(by, now, move |t| users::reset(t, &organization, &user))
            .await
    }

    async fn unlock_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (organization, user) = (organization.clone(), user.clone());
        self.tell_of(by, now, move |t| users::unlock(t, &organization, &user))
            .await
    }

    async fn switch_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        switch: Switch,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (organization, user) = (organization.clone(), user.clone());
        self.tell_of(by, now, move |t| {
            users::switch(t, &organization, &user, switch)
        })
        .await
    }

    async fn delete_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (organization, user) = (organization.clone(), user.clone());
        self.tell_of(by, now, move |t| users::delete(t, &organization, &user))
            .await
    }

    async fn user_state(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        moment: Moment,
    ) -> Result<UserState> {
        if let Some(state) = self.memory.user(organization, user, moment) {
            return Ok(state);
        }
        let state = self.read(|c| factors::state(c, organization, user))?;
        // Unknown ones are anybody's to name, so there is no end of them.
        if state != UserState::Unknown {
            self.memory.keep_user(organization, user, state, moment);
        }
        Ok(state)
    }

    async fn count_request(
        &self,
        organization: &OrganizationId,
        refused: &Event,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Counted<()>> {
        let organization = organization.clone();
        let refused = refused.clone();
        self.tell_of(by, now, move |t| {
            let tell = || t.of(Some(&organization), None, &refused);
            requests::counted(t.connection, &organization, now, tell)
        })
        .await
    }

    async fn start_link(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        link: NewLink,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Counted<UserState>> {
        let (organization, user) = (organization.clone(), user.clone());
        self.tell_of(by, now, move |t| {
            requests::counted(t.connection, &organization, now, || {
                links::start(t, &organization, &user, link)
            })
        })
        .await
    }

    async fn disable_factor(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Counted<Result<Disabled, NotDisabled>>> {
        let (organization, user) = (organization.clone(), user.clone());
        self.tell_of(by, now, move |t| {
            requests::counted(t.connection, &organization, now, || {
                factors::disable(t, &organization, &user)
            })
        })
        .await
    }

    async fn disable_withdrawn(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Result<(), NotDisabled>> {
        let (organization, user) = (organization.clone(), user.clone());
        self.tell_of(by, now, move |t| {
            factors::disable_here(t, &organization, &user)
        })
        .await
    }

    async fn link(&self, hash: &LinkHash) -> Result<Option<Link>> {
        self.read(|c| links::get(c, hash))
    }

    async fn link_by_state(&self, state: &StateHash) -> Result<Option<Link>> {
        self.read(|c| links::by_state(c, state))
    }

    async fn depart(
        &self,
        link: &LinkHash,
        departure: Departure,
        now: DateTime<Utc>,
    ) -> Result<Result<(), NotOpen>> {
        let link = *link;
        self.write(move |c| links::depart(c, &link, &departure, now))
            .await
    }

    async fn come_back(
        &self,
        state: &StateHash,
        browser: &BrowserHash,
        now: DateTime<Utc>,
    ) -> Result<Result<CameBack, NotBack>> {
        let (state, browser) = (*state, *browser);
        self.write(move |c| links::come_back(c, &state, &browser, now))
            .await
    }

    async fn submit(
        &self,
        link: &LinkHash,
        browser: &BrowserHash,
        submission: Submission,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Judgement> {
        let (link, browser) = (*link, *browser);
        self.tell_of(by, now, move |t| {
            links::submit(t, &link, &browser, submission)
        })
        .await
    }

    async fn follow_up(
        &self,
        link: &LinkHash,
        browser: &BrowserHash,
        follow_up: FollowUp,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Option<Link>> {
        let (link, browser) = (*link, *browser);
        self.tell_of(by, now, move |t| {
            links::follow_up(t, &link, &browser, follow_up)
        })
        .await
    }
}
