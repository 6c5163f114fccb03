//! Connections, lent for one unit of work each, and for a bounded time.

use std::future::Future;
use std::time::Duration;

use deadpool_postgres::{
    Client, ClientWrapper, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime,
    Transaction,
};
use tokio_postgres::NoTls;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address::{PostgresAddress, TlsMode};
use super::fault::Fault;
use super::tls;
use crate::mfa::{PoolLoad, StoreError};
use crate::store::DatabaseError;

/// How long one waits for a connection while all are in use, or for a new one.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a unit of work may take in all. The server ends statements before that; this one is for
/// a server that does not answer any more.
const LIMIT: Duration = Duration::from_secs(8);

pub(super) struct Sessions {
    pool: Pool,
    /// The database, as errors name it.
    pub(super) database: String,
}

/// A connection that is given back if it can be used again.
pub(super) struct Session {
    client: Option<Client>,
    is_whole: bool,
}

impl Sessions {
    /// Connects to nobody yet. The error is about what TLS needs.
    pub(super) fn new(address: &PostgresAddress) -> Result<Self, String> {
        let config = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let of = (*address.config).clone();
        let manager = match address.tls {
            TlsMode::Disable => Manager::from_config(of, NoTls, config),
            _ => {
                let connect = MakeRustlsConnect::new(tls::config(address)?);
                Manager::from_config(of, connect, config)
            }
        };
        let pool = Pool::builder(manager)
            .max_size(address.pool)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .recycle_timeout(Some(PATIENCE))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self {
            pool,
            database: format!("database {address}"),
        })
    }

    /// A connection that nobody gets afterwards: for what changes how it works.
    pub(super) async fn alone(&self) -> Result<ClientWrapper, DatabaseError> {
        let client = self.pool.get().await;
        let client = client.map_err(|error| Fault::from(error).of(&self.database))?;
        Ok(Object::take(client))
    }

    pub(super) async fn session(&self) -> Result<Session, Fault> {
        Ok(Session {
            client: Some(self.pool.get().await?),
            is_whole: false,
        })
    }

    /// Bounds a unit of work in time, and tells its fault as the domain does.
    pub(super) async fn bounded<T>(
        &self,
        work: impl Future<Output = Result<T, Fault>>,
    ) -> Result<T, StoreError> {
        let fault = match tokio::time::timeout(LIMIT, work).await {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(fault)) => fault,
            Err(_) => Fault::Late(LIMIT),
        };
        if fault.is_read_only() {
            // The others go there, too.
            self.pool.retain(|_, _| false);
        }
        Err(match fault {
            Fault::Store(error) => error,
            fault => fault.of(&self.database).into(),
        })
    }

    pub(super) fn load(&self) -> PoolLoad {
        let status = self.pool.status();
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        PoolLoad {
            limit: count(status.max_size),
            open: count(status.size),
            idle: count(status.available),
            waiting: count(status.waiting),
        }
    }
}

impl Session {
    pub(super) fn client(&self) -> Result<&Client, Fault> {
        self.client.as_ref().ok_or(Fault::Late(Duration::ZERO))
    }

    pub(super) async fn begin(&mut self) -> Result<Transaction<'_>, Fault> {
        let client = self.client.as_mut().ok_or(Fault::Late(Duration::ZERO))?;
        Ok(client.transaction().await?)
    }

    /// Whether the connection can be used again, by what came of the work.
    pub(super) fn judge<T>(&mut self, result: &Result<T, Fault>) {
        self.is_whole = match result {
            Ok(_) => true,
            Err(fault) => fault.leaves_connection(),
        };
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Work that was cut off may have left statements on their way.
        if !self.is_whole
            && let Some(client) = self.client.take()
        {
            drop(Object::take(client));
        }
    }
}

/// Runs work that only reads, `|client| work(client)`, on a connection.
macro_rules! read {
    ($store:expr, |$client:ident| $work:expr) => {{
        let sessions = &$store.sessions;
        sessions
            .bounded(async {
                let mut session = sessions.session().await?;
                let result = async {
                    let $client = session.client()?;
                    $work.await
                }
                .await;
                session.judge(&result);
                result
            })
            .await
    }};
}

/// Runs work in a transaction, `|tx| work(tx)`: all of it is kept, or nothing.
macro_rules! write {
    ($store:expr, |$tx:ident| $work:expr) => {{
        let sessions = &$store.sessions;
        sessions
            .bounded(async {
                let mut session = sessions.session().await?;
                let result = async {
                    let transaction = session.begin().await?;
                    let value = {
                        let $tx = &transaction;
                        $work.await?
                    };
                    transaction.commit().await?;
                    Ok(value)
                }
                .await;
                session.judge(&result);
                result
            })
            .await
    }};
}

/// A write that tells what it does: `|telling| work(telling)`.
macro_rules! tell_of {
    ($store:expr, $by:expr, $now:expr, |$telling:ident| $work:expr) => {{
        let (by, now) = ($by, $now);
        $crate::store::postgres::session::write!($store, |tx| {
            let $telling = $crate::store::postgres::sql::Telling { tx, by, now };
            $work
        })
    }};
}

pub(super) use {read, tell_of, write};
