//! A code that confirms, and those that do not.

use http::StatusCode;

use super::World;
use crate::store::suite::at;

#[tokio::test]
async fn the_last_recovery_codes_come_with_a_warning() {
    let world = World::new().await;
    let (_, enrolled) = world.enrol().await;
    for (used, code) in enrolled.codes().iter().enumerate() {
        let path = world.link().await;
        let page = world.submit(&path, code).await;
        assert_eq!(
            page.says("class=\"warning\""),
            9 - used <= 3,
            "{} left",
            9 - used
        );
        if used == 9 {
            assert!(page.says("You have no recovery codes left"));
        }
    }
}

#[tokio::test]
async fn a_wrong_code_is_told_at_its_field_and_five_lock() {
    let world = World::new().await;
    let (app, _) = world.enrol().await;
    world.at(60);
    let path = world.link().await;
    for left in [4, 3, 2] {
        // The confirming code: right once, and no other page than any wrong one.
        let page = world.submit(&path, &app.code_at(at(0))).await;
        assert_eq!(
            page.status,
            StatusCode::OK,
            "a page, and no response to a form"
        );
        assert!(page.says(&format!("{left} more tries")), "{}", page.body);
        assert!(page.says("aria-describedby=\"code-error code-hint\""));
        assert!(page.says("aria-invalid=\"true\"") && page.says("<title>Error: "));
    }
    for typed in ["  ", "letters", "12345", "1234567", "①②③④⑤⑥"] {
        let page = world.submit(&path, typed).await;
        assert!(page.says("That is no code. Enter the 6 digits"), "{typed}");
        assert!(page.says("aria-invalid=\"true\"") && !page.says("more tries"));
    }
    // None of them counted.
    let wrong = app.code_at(at(0));
    assert!(world.submit(&path, &wrong).await.says("One more try"));
    let fifth = world.submit(&path, &wrong).await;
    assert_eq!(fifth.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(fifth.header("retry-after"), "30");
    assert_eq!(fifth.header("refresh"), "30", "it goes on by itself");
    assert!(fifth.says("another 30 seconds"), "{}", fifth.body);
    let countdown = "../enrollment-assets/countdown.css?seconds=30";
    assert!(fifth.says(countdown), "{}", fifth.body);
    let rules = world
        .get("/enrollment-assets/countdown.css?seconds=30")
        .await;
    assert_eq!(
        (rules.status, rules.header("content-type")),
        (StatusCode::OK, "text/css; charset=utf-8")
    );
    assert!(rules.says("from { --left: 30 }"), "{}", rules.body);
    for bad in ["", "?seconds=", "?seconds=-1", "?seconds=1}*{color:red"] {
        let refused = world
            .http
            .get(world.url(&format!("/enrollment-assets/countdown.css{bad}")));
        let refused = refused.send().await.expect("a response");
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{bad}");
    }

    world.at(80);
    let locked = world.get(&path).await;
    assert_eq!(
        (locked.status.as_u16(), locked.header("retry-after")),
        (429, "10")
    );
    let newer = world.link().await;
    assert_eq!(
        world.get(&newer).await.status,
        429,
        "a new link does not help"
    );
    world.at(90);
    assert_eq!(world.submit(&newer, &app.code_at(at(90))).await.status, 200);
}

#[tokio::test]
async fn what_is_wrong_with_a_recovery_code_is_told_where_it_was_given() {
    let world = World::new().await;
    world.enrol().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    assert!(page.says("<details class=\"other-way\">"), "folded away");
    for (typed, told) in [
        ("0000-0000-0000-0000", "4 more tries"),
        ("letters", "That is no recovery code"),
    ] {
        let form = world.form(&path, &page, &[("recovery", typed)]);
        let page = world.send(form).await;
        assert!(page.says("<details class=\"other-way\" open>"), "{typed}");
        assert!(page.says(told), "{}", page.body);
        assert!(page.says("aria-describedby=\"recovery-error recovery-hint\""));
        assert!(!page.says("id=\"code-error\""), "not at the other field");
    }
}
