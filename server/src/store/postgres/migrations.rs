//! The schema, as a list of steps. A step that was released is never changed: a new one follows.

use tokio_postgres::Client;

use super::fault::Fault;
use crate::store::DatabaseError;

struct Step {
    sql: &'static str,
    /// The oldest program that works with what the step leaves: the number of steps that it knows.
    /// While servers are replaced one by one, those of the version before must go on.
    compatible_from: i64,
}

const STEPS: &[Step] = &[Step {
    sql: include_str!("migrations/0001_first.sql"),
    compatible_from: 1,
}];

/// Whoever takes steps has this lock until the end of the transaction: "mfa" and a number.
const LOCK: i64 = 0x6d66_6100_0000_0001;

/// Takes the steps that are missing, all in one transaction. Safe to run by several servers that
/// start at once: the second waits for the lock, and then finds nothing to do. One that is killed
/// leaves nothing behind.
pub(super) async fn run(client: &mut Client, database: &str) -> Result<(), DatabaseError> {
    let result = run_steps(client, STEPS).await;
    settled(result, database)
}

/// Refuses a database that a newer version has written, and that this one cannot use. Takes no step;
/// `false` where none was taken yet.
pub(super) async fn look(client: &Client, database: &str) -> Result<bool, DatabaseError> {
    let found = found(client).await.map_err(|fault| fault.of(database))?;
    let is_there = found.version > 0;
    settled(Ok(fits(found, STEPS)), database)?;
    Ok(is_there)
}

fn settled(
    result: Result<Result<(), (i64, i64)>, Fault>,
    database: &str,
) -> Result<(), DatabaseError> {
    match result {
        Ok(Ok(())) => Ok(()),
        Ok(Err((found, known))) => Err(DatabaseError::NewerSchema {
            database: database.to_owned(),
            found,
            known,
        }),
        Err(fault) => Err(fault.of(database)),
    }
}

fn known(steps: &[Step]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// The newest step that was taken, and the oldest program that works with it.
#[derive(Default)]
struct Found {
    version: i64,
    compatible_from: i64,
}

fn fits(found: Found, steps: &[Step]) -> Result<(), (i64, i64)> {
    let known = known(steps);
    match found.version <= known || found.compatible_from <= known {
        true => Ok(()),
        false => Err((found.version, known)),
    }
}

async fn found(client: &Client) -> Result<Found, Fault> {
    let there = client
        .query_one("SELECT to_regclass('schema_steps') IS NOT NULL", &[])
        .await?;
    if !there.try_get::<_, bool>(0)? {
        return Ok(Found::default());
    }
    let newest = client
        .query_opt(
            "SELECT number, compatible_from FROM schema_steps ORDER BY number DESC LIMIT 1",
            &[],
        )
        .await?;
    match newest {
        Some(row) => Ok(Found {
            version: row.try_get(0)?,
            compatible_from: row.try_get(1)?,
        }),
        None => Ok(Found::default()),
    }
}

/// The version that the database has, and the newest one that is known.
pub(super) async fn versions(client: &Client) -> Result<(i64, i64), Fault> {
    let sql = "SELECT coalesce(max(number), 0) FROM schema_steps";
    let found = client.query_one(sql, &[]).await?;
    Ok((found.try_get(0)?, known(STEPS)))
}

async fn run_steps(client: &mut Client, steps: &[Step]) -> Result<Result<(), (i64, i64)>, Fault> {
    // Waiting for another server's steps may take longer than a statement of a request may.
    client
        .batch_execute("SET lock_timeout = 0; SET statement_timeout = 0")
        .await?;
    let tx = client.transaction().await?;
    tx.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])
        .await?;
    let found = found(tx.client()).await?;
    let version = found.version;
    if let Err(newer) = fits(found, steps) {
        return Ok(Err(newer));
    }
    if version == 0 {
        tx.batch_execute(
            "CREATE TABLE IF NOT EXISTS schema_steps (
                 number          BIGINT NOT NULL PRIMARY KEY,
                 compatible_from BIGINT NOT NULL,
                 taken_at        TIMESTAMPTZ NOT NULL DEFAULT now()
             )",
        )
        .await?;
    }
    let missing = steps.iter().skip(usize::try_from(version).unwrap_or(0));
    for (number, step) in (version + 1..).zip(missing) {
        tx.batch_execute(step.sql).await?;
        tx.execute(
            "INSERT INTO schema_steps (number, compatible_from) VALUES ($1, $2)",
            &[&number, &step.compatible_from],
        )
        .await?;
    }
    tx.commit().await?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn connect(url: &str) -> Client {
        let connected = tokio_postgres::connect(url, tokio_postgres::NoTls).await;
        let (client, connection) = connected.expect("connects");
        tokio::spawn(connection);
        client
    }

    fn step(sql: &'static str, compatible_from: i64) -> Step {
        Step {
            sql,
            compatible_from,
        }
    }

    #[tokio::test]
    async fn servers_of_two_versions_share_a_database_and_a_failing_step_changes_nothing() {
        let Some(database) = mfa_test_postgres::database(
            "servers_of_two_versions_share_a_database_and_a_failing_step_changes_nothing",
        ) else {
            return;
        };
        let mut client = connect(&database.url()).await;
        let old = [step("CREATE TABLE a (x TEXT)", 1)];
        run_steps(&mut client, &old).await.unwrap().unwrap();
        let broken = [
            step("CREATE TABLE a (x TEXT)", 1),
            step("CREATE TABLE b (x TEXT); nonsense", 1),
        ];
        assert!(run_steps(&mut client, &broken).await.is_err());
        let new = [
            step("CREATE TABLE a (x TEXT)", 1),
            step("CREATE TABLE b (x TEXT)", 1),
        ];
        run_steps(&mut client, &new)
            .await
            .unwrap()
            .expect("b was rolled back");
        run_steps(&mut client, &old)
            .await
            .unwrap()
            .expect("a server of the version before goes on");
        let newest = [
            step("CREATE TABLE a (x TEXT)", 1),
            step("CREATE TABLE b (x TEXT)", 1),
            step("ALTER TABLE a DROP COLUMN x", 2),
        ];
        run_steps(&mut client, &newest).await.unwrap().unwrap();
        run_steps(&mut client, &new)
            .await
            .unwrap()
            .expect("one version apart");
        assert_eq!(run_steps(&mut client, &old).await.unwrap(), Err((3, 1)));
    }

    #[tokio::test]
    async fn servers_that_start_at_once_take_each_step_once() {
        let Some(database) =
            mfa_test_postgres::database("servers_that_start_at_once_take_each_step_once")
        else {
            return;
        };
        let url = database.url();
        let start = || async {
            let mut client = connect(&url).await;
            run_steps(&mut client, STEPS).await
        };
        let started = futures::future::join_all((0..8).map(|_| start())).await;
        for one in started {
            one.expect("no error").expect("fits");
        }
        let client = connect(&url).await;
        let steps = client
            .query("SELECT number FROM schema_steps", &[])
            .await
            .unwrap();
        assert_eq!(steps.len(), STEPS.len());
    }
}
