//! Webhooks, as an operator sets them up; no server runs.

use crate::operators::{configured, with_config};

#[test]
fn a_webhook_is_added_listed_rotated_and_removed() {
    let place = configured();
    let json = |arguments: &[&str]| place.json(&with_config(arguments));
    let run = |arguments: &[&str]| place.run(&with_config(arguments));
    json(&["organization", "add", "acme"]);
    for (url, why) in [
        ("http://app.example/hook", "must be an https URL"),
        ("https://me@app.example/", "no user name"),
        ("app.example", "must be an https URL"),
    ] {
        let ran = run(&["webhook", "add", url]);
        assert_eq!(ran.code, Some(2), "{url}");
        assert!(ran.err.contains(why), "{}", ran.err);
    }
    let wrong = run(&[
        "webhook",
        "add",
        "https://app.example/",
        "--event",
        "factor",
    ]);
    assert!(wrong.err.contains("factor.enrolled"), "{}", wrong.err);

    let url = "https://app.example/hook?token=t0ken";
    let added = json(&["webhook", "add", url, "--event", "user.locked"]);
    let (id, secret) = (
        added["id"].as_str().unwrap(),
        added["secret"].as_str().unwrap(),
    );
    assert!(
        secret.starts_with("whsec_") && secret.len() == 50,
        "{secret}"
    );
    let listed = json(&["webhook", "list"]);
    assert_eq!(listed[0]["id"], id);
    assert_eq!(
        (&listed[0]["waiting"], &listed[0]["failed"]),
        (&0.into(), &0.into())
    );
    assert_eq!(listed[0]["events"], serde_json::json!(["user.locked"]));
    let database = std::fs::read(place.path("mfa.db")).unwrap();
    let is_in = |bytes: &[u8]| database.windows(bytes.len()).any(|window| window == bytes);
    let bytes = data_encoding::BASE64
        .decode(&secret.as_bytes()[6..])
        .unwrap();
    assert!(!is_in(&bytes) && !is_in(&secret.as_bytes()[6..]), "sealed");

    let rotated = json(&["webhook", "rotate", id]);
    assert_ne!(rotated["secret"], secret);
    assert!(!json(&["webhook", "list"])[0]["old_secret_until"].is_null());
    let test = run(&["webhook", "test", id, "--wait", "200ms"]);
    assert_eq!(test.code, Some(1));
    assert!(test.err.contains("is a server running"), "{}", test.err);
    let waiting = json(&["webhook", "deliveries"]);
    assert_eq!(
        (&waiting[0]["event"], &waiting[0]["state"]),
        (&"webhook.test".into(), &"due".into())
    );
    assert_eq!(json(&["webhook", "list"])[0]["waiting"], 1);
    assert_eq!(json(&["webhook", "retry", "--failed", id])["retried"], 0);
    for unknown in [
        &["webhook", "remove", "none"][..],
        &["webhook", "rotate", "none"],
        &["webhook", "test", "none"],
        &["webhook", "retry", "msg_none"],
        &["webhook", "retry", "--failed", "none"],
    ] {
        let ran = run(unknown);
        assert_eq!(ran.code, Some(1), "{unknown:?}");
        assert!(ran.err.contains("does not exist"), "{}", ran.err);
    }
    json(&["webhook", "remove", id]);
    assert_eq!(json(&["webhook", "list"]), serde_json::json!([]));
    assert_eq!(json(&["webhook", "deliveries"]), serde_json::json!([]));

    let trail = run(&["audit", "--what", "webhook"]).out;
    for word in ["added", "rotated", "tested", "removed"] {
        assert!(trail.contains(&format!("webhook.{word}")), "{trail}");
    }
    assert!(
        !trail.contains("t0ken") && trail.contains("host=app.example"),
        "{trail}"
    );
}

#[test]
fn an_organization_has_ten_webhooks_at_most() {
    let place = configured();
    let run = |arguments: &[&str]| place.run(&with_config(arguments));
    run(&["organization", "add", "acme"]);
    for number in 0..11 {
        let ran = run(&["webhook", "add", "https://app.example/"]);
        assert_eq!(ran.code, Some(i32::from(number == 10)), "{}", ran.err);
        assert!(
            number < 10 || ran.err.contains("10 webhooks already"),
            "{}",
            ran.err
        );
    }
}
