//! Forms: what is accepted as ours, and where each of them leads.

use http::StatusCode;

use super::{Page, World, app_of};
use crate::mfa::{FactorType, Organization};
use crate::store::suite::{at, organization};

#[tokio::test]
async fn a_forged_or_broken_form_changes_nothing() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let code = app_of(&page).code_at(at(0));
    let cross_site = [("sec-fetch-site", "cross-site")];
    assert_eq!(
        world
            .send_form(&path, &page, &code, &cross_site)
            .await
            .status,
        403
    );
    let foreign = [("origin", "https://evil.test")];
    let request = world
        .http
        .post(world.url(&path))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", page.cookie())
        .header("origin", foreign[0].1)
        .body(format!("csrf={}&code={code}", page.csrf()));
    assert_eq!(world.send(request).await.status, 403);

    let post = |kind: &'static str, cookie: String, body: String| {
        let request = world
            .http
            .post(world.url(&path))
            .header("content-type", kind);
        world.send(request.header("cookie", cookie).body(body))
    };
    const FORM: &str = "application/x-www-form-urlencoded";
    let good = format!("csrf={}&code={code}", page.csrf());
    assert_eq!(
        post(FORM, String::new(), good.clone()).await.status,
        403,
        "no cookie"
    );
    let no_field = post(FORM, page.cookie(), format!("csrf=&code={code}")).await;
    assert!(no_field.status == 403 && no_field.says("could not be accepted"));
    let missing = post(FORM, page.cookie(), format!("code={code}")).await;
    assert!(missing.status == 400 && missing.says("could not be read"));
    assert_eq!(
        post("application/json", page.cookie(), good.clone())
            .await
            .status,
        400
    );
    let large = format!("{good}&x={}", "x".repeat(9000));
    assert_eq!(post(FORM, page.cookie(), large).await.status, 413);

    let done = post(FORM, page.cookie(), good).await;
    assert_eq!(
        done.status, 200,
        "the same form, unspoilt, still passes: {}",
        done.body
    );
}

#[tokio::test]
async fn what_is_the_servers_affair_is_told_by_the_form_itself() {
    let world = World::new().await;
    let page = world.get(&world.link().await).await;
    let duo = Organization {
        enrollment_type: FactorType::DUO,
        ..organization("blue")
    };
    world.change(&duo).await;
    let path = world.link().await;
    let staying = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let form = world.form(&path, &page, &[("code", "123456")]);
    let response = staying.execute(form.build().expect("a form")).await;
    let response = response.expect("a response");
    assert_eq!(response.status(), StatusCode::NOT_IMPLEMENTED);
    let text = response.text().await.expect("text");
    assert!(text.contains("is not set up here"), "{text}");
}

#[tokio::test]
async fn every_form_leads_to_a_page_that_can_be_loaded_again() {
    let world = World::new().await;
    let staying = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let path = world.link().await;
    let page = world.get(&path).await;
    let app = app_of(&page);
    let token = path.rsplit('/').next().expect("a token");
    // Where it leads to, and in what words.
    let sent = async |page: &Page, field: (&str, &str)| {
        let request = world.form(&path, page, &[field]).build().expect("a form");
        let response = staying.execute(request).await.expect("a response");
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{field:?}");
        let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
        assert_eq!(header("cache-control"), "no-store");
        let to = header("location");
        assert_eq!(
            to.split('?').next(),
            Some(token),
            "relative, behind any proxy"
        );
        world.reload(&format!("/enrollment/{to}"), page).await
    };
    assert!(sent(&page, ("code", "x")).await.says("That is no code"));
    let wrong = sent(&page, ("code", "000000")).await;
    assert!(wrong.says("4 more tries") && wrong.says("Set up your authenticator"));
    assert_eq!(app_of(&wrong).as_bytes(), app.as_bytes(), "the key stays");
    let unread = sent(&page, ("nothing", "")).await;
    assert!(unread.status == 400 && unread.says("could not be read"));
    assert!(unread.says(&format!("href=\"{token}\"")), "and a way on");
    let enrolled = sent(&page, ("code", &app.code_at(at(0)))).await;
    assert_eq!(enrolled.codes().len(), 10);
    let done = sent(&enrolled, ("saved", "")).await;
    assert!(done.status == 200 && done.says("You are all set"));
}
