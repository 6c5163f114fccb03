//! From a fresh link to an authenticator that is on.

use http::StatusCode;

use super::{World, app_of, between};
use crate::factor::DUO;
use crate::mfa::Organization;
use crate::store::suite::{at, organization};

#[tokio::test]
async fn a_person_enrols_saves_the_codes_and_verifies_later() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.says("The blue company") && page.says("alice"));
    assert!(page.says("src=\"data:image/svg+xml;base64,") && page.says("alt=\"QR code"));
    assert!(page.says("autocomplete=\"one-time-code\"") && page.says("inputmode=\"numeric\""));
    for (name, same_site) in [("mfa_form", "Strict"), ("mfa_browser", "Lax")] {
        let cookie = page.set_cookie(name);
        let attributes = format!("; Path=/enrollment; HttpOnly; SameSite={same_site}; Secure");
        assert!(cookie.ends_with(&attributes), "{cookie}");
    }
    let style = world.get("/enrollment-assets/style.css").await;
    assert_eq!(
        (style.status, style.header("content-type")),
        (StatusCode::OK, "text/css; charset=utf-8")
    );
    assert!(style.says("prefers-color-scheme: dark"));

    let app = app_of(&page);
    let code = app.code_at(world.now());
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let enrolled = world.send_form(&path, &page, &spaced, &[]).await;
    assert_eq!(enrolled.status, 200, "{}", enrolled.body);
    let codes = enrolled.codes();
    assert_eq!(codes.len(), 10);
    let file = between(
        &enrolled.body,
        "href=\"data:text/plain;charset=utf-8,",
        "\" download=",
    );
    assert_eq!(file.split("%0A").take(10).collect::<Vec<_>>(), codes);
    let done = world.press(&path, &enrolled, "saved").await;
    assert!(done.status == 200 && done.says("You are all set"));

    world.at(60);
    let path = world.link().await;
    let verified = world.submit(&path, &app.code_at(at(60))).await;
    assert!(
        verified.status == 200 && verified.says("Confirmed"),
        "{}",
        verified.body
    );
    assert!(!verified.says("recovery codes left"));

    let path = world.link().await;
    let page = world.get(&path).await;
    let sloppy = codes[0].to_uppercase().replace('-', " ");
    let recovery = world.form(&path, &page, &[("recovery", &sloppy)]);
    let recovered = world.send(recovery).await;
    assert!(recovered.status == 200 && recovered.says("You have 9 recovery codes left"));
}

#[tokio::test]
async fn a_name_is_text_and_never_markup() {
    let world = World::new().await;
    let name = "<b class=x>\"Blue\" & 'Söhne'</b>";
    let hostile = Organization {
        name: name.into(),
        ..organization("blue")
    };
    world.change(&hostile).await;
    let path = world.link().await;
    let page = world.get(&path).await;
    assert!(page.status == 200 && !page.says("<b class=x"));
    assert!(page.says("&#60;b class=x&#62;"), "{}", page.body);
}

#[tokio::test]
async fn the_longest_names_leave_the_picture() {
    let world = World::new().await;
    for name in [
        "Blue".repeat(25),
        "\u{9752}".repeat(100),
        "\u{1F6E1}".repeat(100),
    ] {
        let long = Organization {
            name: name.clone(),
            ..organization("blue")
        };
        world.change(&long).await;
        let page = world.get(&world.link().await).await;
        assert!(page.says("src=\"data:image/svg+xml;base64,"), "{name}");
        assert!(page.says(&format!("<bdi>{name}</bdi>")), "whole, as text");
    }
}

#[tokio::test]
async fn duo_is_said_to_be_missing_and_not_played() {
    let world = World::new().await;
    let duo = Organization {
        enrollment_type: DUO,
        ..organization("blue")
    };
    world.change(&duo).await;
    let path = world.link().await;
    let page = world.get(&path).await;
    assert_eq!(page.status, StatusCode::NOT_IMPLEMENTED);
    assert!(page.says("no Duo configured yet") && !page.says("<form"));
}

#[tokio::test]
async fn no_token_and_no_code_reaches_the_log() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let app = app_of(&page);
    world.send_form(&path, &page, "000 001", &[]).await;
    let enrolled = world
        .send_form(&path, &page, &app.code_at(at(0)), &[])
        .await;
    let log = world.app.log.lock().expect("a log").join("\n");
    assert!(log.contains("wrong_code") && log.contains("enrolled") && log.contains("\"blue\""));
    let token = path.rsplit('/').next().expect("a token");
    let recovery = &*enrolled.codes()[0];
    for secret in [
        token,
        "000 001",
        &app.code_at(at(0)),
        &app.to_base32(),
        recovery,
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
