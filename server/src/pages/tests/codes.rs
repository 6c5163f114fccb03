//! Recovery codes: shown until they are saved, and made anew.

use http::StatusCode;

use super::{World, app_of};
use crate::store::suite::at;

#[tokio::test]
async fn codes_are_shown_to_one_browser_until_they_are_saved() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let code = app_of(&page).code_at(at(0));
    // The response to the form may be lost on its way: the page tells it all the same.
    world.send_form(&path, &page, &code, &[]).await;
    let shown = world.reload(&path, &page).await;
    let codes = shown.codes();
    assert_eq!(world.reload(&path, &page).await.codes(), codes);
    // Sent twice, the form leads to the same codes.
    let twice = world.send_form(&path, &page, &code, &[]).await;
    assert_eq!(twice.codes(), codes);
    let foreign = world.get(&path).await;
    assert!(foreign.status == StatusCode::GONE && foreign.says("already used"));

    world.press(&path, &shown, "saved").await;
    for page in [
        world.reload(&path, &page).await,
        world.press(&path, &shown, "saved").await,
    ] {
        assert!(page.status == 200 && page.says("You are all set"));
        assert!(!page.says(&codes[0]), "forgotten");
    }
}

#[tokio::test]
async fn a_browser_that_has_the_cookie_of_the_form_alone_sees_its_codes() {
    let world = World::new().await;
    let path = world.link().await;
    let mut page = world.get(&path).await;
    let form = page.set_cookie("mfa_form").parse().expect("a header");
    page.headers.insert("set-cookie", form);
    let code = app_of(&page).code_at(at(0));
    let enrolled = world.send_form(&path, &page, &code, &[]).await;
    assert_eq!(enrolled.codes().len(), 10);
    assert_eq!(
        world.reload(&path, &enrolled).await.codes(),
        enrolled.codes()
    );
}

#[tokio::test]
async fn codes_that_nobody_saved_are_not_shown_for_ever() {
    let world = World::new().await;
    let (_, shown) = world.enrol().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let old = shown.codes();
    // A right code leads to the button that makes new ones; they are shown a quarter of an hour.
    let verified = world.send_form(&path, &page, &old[0], &[]).await;
    assert!(verified.says("Make new recovery codes"));
    let new = world.press(&path, &verified, "new_codes").await;
    assert!(new.says("The old ones no longer work"));
    assert_eq!(world.reload(&path, &page).await.codes(), new.codes());
    world.at(900);
    assert_eq!(world.reload(&path, &page).await.codes(), new.codes());
    world.at(901);
    let late = world.reload(&path, &page).await;
    assert!(late.status == StatusCode::GONE && !late.says(&new.codes()[0]));

    // The old ones are void, the new ones work.
    let path = world.link().await;
    assert!(world.submit(&path, &old[1]).await.says("4 more tries"));
    let works = world.submit(&path, &new.codes()[1]).await;
    assert!(
        works.says("You have 9 recovery codes left"),
        "{}",
        works.body
    );
}
