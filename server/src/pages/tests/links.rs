//! Links that lead nowhere, and a server that is broken.

use http::StatusCode;

use super::{World, app_of};
use crate::store::suite::at;

#[tokio::test]
async fn links_that_do_not_work_say_why_and_what_to_do() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let code = app_of(&page).code_at(at(601));
    world.at(601);
    for page in [
        world.get(&path).await,
        world.send_form(&path, &page, &code, &[]).await,
    ] {
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.says("has expired") && page.says("ask for a new one"));
    }
    let replaced = world.link().await;
    world.link().await;
    let gone = world.get(&replaced).await;
    assert!(gone.status == StatusCode::GONE && gone.says("was replaced"));
    for unknown in [
        "x",
        "callbacks",
        "a%00b",
        "%3Cscript%3E",
        &"A".repeat(43),
        &"A".repeat(4000),
    ] {
        let refused = world.get(&format!("/enrollment/{unknown}")).await;
        assert!(
            refused.status == StatusCode::NOT_FOUND && refused.says("not known"),
            "{unknown}"
        );
        let path = format!("/enrollment/{unknown}");
        assert_eq!(
            world.send_form(&path, &page, "123456", &[]).await.status,
            404
        );
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_kept_now_is_told_so_and_the_page_tries_again() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let code = app_of(&page).code_at(at(0));
    let other = rusqlite::Connection::open(world.directory.path().join("mfa.db"));
    let other = other.expect("opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    let busy = world.send_form(&path, &page, &code, &[]).await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(busy.says("try again in a moment"), "{}", busy.body);
    let seconds: u32 = busy.header("retry-after").parse().expect("seconds");
    assert_eq!(busy.header("refresh"), seconds.to_string());
    other.execute_batch("COMMIT").expect("let go");
    let enrolled = world.send_form(&path, &page, &code, &[]).await;
    assert_eq!(enrolled.codes().len(), 10);
}

#[tokio::test]
async fn a_bug_is_a_plain_page_with_a_request_number_and_the_next_request_works() {
    let world = World::new().await;
    let path = world.link().await;
    world.at(2_000_000);
    let broken = world.get(&path).await;
    assert_eq!(broken.status, 500);
    assert!(broken.says(broken.header("x-request-id")) && !broken.says("on purpose"));
    world.at(0);
    assert_eq!(world.get(&path).await.status, 200);
}
