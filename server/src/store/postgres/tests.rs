//! The suite, each story in a database of its own.

use std::sync::Arc;

use super::{PostgresAddress, PostgresStore};
use crate::mfa::Store;
use crate::store::suite::store_suite;

/// An empty store, and what keeps its database; the story ends where PostgreSQL is missing.
macro_rules! empty {
    () => {{
        let name = module_path!();
        let Some(database) = mfa_test_postgres::database(name) else {
            return;
        };
        let address = PostgresAddress::parse(&database.url()).expect("an address");
        let store = PostgresStore::open(&address).await.expect("opens");
        (Arc::new(store) as Arc<dyn Store>, database)
    }};
}

store_suite!(empty!());
