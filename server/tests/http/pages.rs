//! What a person is shown, over restarts of the server and after an operator's changes.

use crate::person::{self, Page};
use crate::program::Server;
use crate::world::{Organization, configured, http, link_of, operate, path_of, serve};

/// The path of a fresh link of a user.
async fn link(server: &Server, organization: &Organization, user: &str) -> String {
    let client = organization.user(user).client(server);
    let started = client.post_profile_mfa().send().await.unwrap();
    path_of(link_of(&started)).to_owned()
}

#[tokio::test]
async fn recovery_codes_outlast_a_killed_server_until_they_are_saved() {
    let place = configured();
    let server = serve(&place);
    let blue = Organization::add(&place, "blue", &[]);
    blue.users(&place, &["alice"]);
    let path = link(&server, &blue, "alice").await;
    let page = person::open(&server, &path).await.unwrap();
    let code = page.authenticator().code();
    let enrolled = page.submit(&server, &path, &code).await.unwrap();
    let codes = enrolled.recovery_codes();
    assert_eq!(codes.len(), 10);

    server.signal("KILL");
    server.end();
    for name in ["mfa.db", "mfa.db-wal"] {
        let bytes = std::fs::read(place.path(name)).unwrap();
        for code in &codes {
            for text in [code.clone(), code.replace('-', "")] {
                let is_there = bytes.windows(text.len()).any(|w| w == text.as_bytes());
                assert!(!is_there, "a code in {name}, as it is");
            }
        }
    }
    let server = serve(&place);
    let reload = async |server: &Server| person::reload(server, &path, &enrolled).await.unwrap();
    assert_eq!(reload(&server).await.recovery_codes(), codes);
    let other = person::open(&server, &path).await.unwrap();
    assert!(other.status == 410 && !other.body.contains(&codes[0]));

    let saved = enrolled.press(&server, &path, "saved").await.unwrap();
    assert!(saved.body.contains("You are all set"), "{}", saved.body);
    server.signal("KILL");
    server.end();
    let server = serve(&place);
    let done = reload(&server).await;
    assert!(done.body.contains("You are all set") && !done.body.contains(&codes[0]));
}

#[tokio::test]
async fn pages_lead_back_where_an_operator_says() {
    let place = configured();
    let server = serve(&place);
    let blue = Organization::add(&place, "blue", &["--name", "Blue Skies"]);
    blue.users(&place, &["alice"]);
    let path = link(&server, &blue, "alice").await;
    let leads_to = async |query: &str| -> Option<String> {
        let page = http().get(server.url(&format!("{path}{query}")));
        let body = page.send().await.unwrap().text().await.unwrap();
        assert!(body.contains("Blue Skies"), "{body}");
        let (_, link) = body.split_once("<a href=\"http")?;
        Some(format!("http{}", link.split('"').next().unwrap()))
    };
    assert_eq!(leads_to("").await, None);

    let set = |arguments: &[&str]| {
        let command = [&["organization", "set", "blue"], arguments].concat();
        operate(&place, &command)
    };
    let described = set(&[
        "--return-url",
        "https://app.blue.test/home",
        "--return-origin",
        "http://localhost:3000",
    ]);
    assert_eq!(described["return_url"], "https://app.blue.test/home");
    assert_eq!(described["return_origins"][0], "http://localhost:3000");
    let usual = Some("https://app.blue.test/home".to_owned());
    assert_eq!(leads_to("").await, usual);
    assert_eq!(leads_to("?return_to=https://evil.test/").await, usual);
    let allowed = leads_to("?return_to=http://localhost:3000/x").await;
    assert_eq!(allowed.as_deref(), Some("http://localhost:3000/x"));
    // What is not named stays; what is no place to lead to is refused.
    set(&["--name", "Blue Skies Ltd"]);
    assert_eq!(leads_to("").await, usual);
    for (option, bad, why) in [
        (
            "--return-url",
            "http://app.blue.test/",
            "must be an https URL",
        ),
        (
            "--return-url",
            "javascript:alert(1)",
            "must be an https URL",
        ),
        ("--return-url", "/home", "must be an absolute URL"),
        (
            "--return-origin",
            "https://blue.test/x",
            "must be an origin",
        ),
    ] {
        let arguments = ["organization", "set", "blue", option, bad];
        let ran = place.run(&[&arguments[..], &["--config", "mfa.toml"]].concat());
        assert_eq!(ran.code, Some(2), "{bad}: {}", ran.err);
        assert!(ran.err.contains(why), "{bad}: {}", ran.err);
    }
    let described = set(&["--no-return"]);
    assert!(described["return_url"].is_null());
    assert_eq!(leads_to("").await, None);
}

#[tokio::test]
async fn what_cannot_be_a_code_is_told_and_never_counted() {
    let place = configured();
    let server = serve(&place);
    let blue = Organization::add(&place, "blue", &[]);
    blue.users(&place, &["alice"]);
    let path = link(&server, &blue, "alice").await;
    let page = person::open(&server, &path).await.unwrap();
    let app = page.authenticator();
    let give = async |code: &str| -> Page {
        let code: String = form_urlencoded::byte_serialize(code.as_bytes()).collect();
        page.submit(&server, &path, &code).await.unwrap()
    };
    // More than there are tries.
    for typed in [
        "letters",
        "12345",
        "1234567",
        "12 34 5",
        "",
        "½⅓¼⅕⅙⅛",
        "123456 ",
    ] {
        let told = give(typed).await;
        let is_code = typed.trim().len() == 6 && typed.is_ascii();
        let wrong = told.body.contains("4 more tries");
        assert_eq!(wrong, is_code, "{typed}: {}", told.body);
        assert_eq!(told.body.contains("That is no code"), !is_code, "{typed}");
    }
    let full_width: String = app
        .code()
        .chars()
        .filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0))
        .collect();
    let (first, last) = full_width.split_at(full_width.len() / 2);
    let enrolled = give(&format!("{first}-{last}")).await;
    assert_eq!(enrolled.recovery_codes().len(), 10);
}
