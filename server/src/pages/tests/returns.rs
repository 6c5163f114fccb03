//! Whose page it is, and where it leads back to.

use http::StatusCode;

use super::{World, app_of};
use crate::mfa::{Organization, Returns};
use crate::store::suite::{at, organization};

#[tokio::test]
async fn pages_lead_back_where_the_organization_says_and_nowhere_else() {
    let world = World::new().await;
    let led = Organization {
        returns: Returns {
            url: "https://app.test/home?a=1&b=2".parse().ok(),
            origins: [("https://other.test").parse().expect("an origin")].into(),
        },
        ..organization("blue")
    };
    world.change(&led).await;
    let usual = "href=\"https://app.test/home?a=1&#38;b=2\"";
    let path = world.link().await;
    let asking = |to: &str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("return_to", to)
            .finish();
        format!("{path}?{query}")
    };
    assert!(world.get(&path).await.says(usual));
    let other = "https://other.test/settings";
    assert!(
        world
            .get(&asking(other))
            .await
            .says(&format!("href=\"{other}\""))
    );
    for elsewhere in [
        "https://evil.test/",
        "https://app.test@evil.test/",
        "//evil.test",
        "javascript:alert(1)",
    ] {
        let page = world.get(&asking(elsewhere)).await;
        assert!(page.says(usual) && !page.says("evil.test") && !page.says("alert"));
    }

    // It is kept all the way: through an error, to the end, and after it.
    let asked = asking(other);
    let page = world.get(&asked).await;
    let app = app_of(&page);
    let back = format!("href=\"{other}\"");
    let wrong = world.send_form(&asked, &page, "000000", &[]).await;
    assert!(wrong.says("4 more tries") && wrong.says(&back));
    let enrolled = world
        .send_form(&asked, &page, &app.code_at(at(0)), &[])
        .await;
    let done = world.press(&asked, &enrolled, "saved").await;
    assert!(done.says("You are all set") && done.says("Back to <bdi>The blue company</bdi>"));
    assert!(done.says(&back), "{}", done.body);
    let used = world.get(&asked).await;
    assert!(used.status == StatusCode::GONE && used.says("The blue company") && used.says(&back));
    let unknown = world
        .get("/enrollment/x?return_to=https://other.test/")
        .await;
    assert!(!unknown.says("other.test"), "nobody's page leads nowhere");
}

#[tokio::test]
async fn without_a_setting_a_page_says_that_it_can_be_closed() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let code = app_of(&page).code_at(at(0));
    let enrolled = world.send_form(&path, &page, &code, &[]).await;
    let done = world.press(&path, &enrolled, "saved").await;
    assert!(done.says("You can close this page") && !done.says("Back to"));
}
