//! SIGTERM while there is work, and what a whole story leaves in the log.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use futures::future::join_all;

use crate::person;
use crate::world::{
    LONGEST_WINDOW, Organization, configured, create_key, http, link_of, path_of, serve,
};

#[tokio::test]
async fn requests_in_flight_finish() {
    let place = configured();
    let server = serve(&place);
    let blue = Organization::add(&place, "blue", &LONGEST_WINDOW);
    let ids: Vec<_> = (0..40).map(|number| format!("user-{number}")).collect();
    blue.users(&place, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    let started = blue
        .user("user-0")
        .client(&server)
        .post_profile_mfa()
        .send()
        .await
        .unwrap();
    let path = path_of(link_of(&started));
    let page = person::open(&server, path).await.unwrap();

    // Someone on a slow line: half of the form has come. Another one keeps a connection for later.
    let (cookie, form) = page.form(&page.authenticator().code());
    let (first, rest) = form.split_at(form.len() / 2);
    let mut slow = TcpStream::connect(&server.address).unwrap();
    let length = form.len();
    write!(
        slow,
        "POST {path} HTTP/1.1\r\nhost: x\r\ncookie: {cookie}\r\ncontent-length: {length}\r\n\
         content-type: application/x-www-form-urlencoded\r\n\r\n{first}"
    )
    .unwrap();
    let kept = blue.user("user-1").client(&server);
    kept.get_profile_mfa().send().await.unwrap();
    // The server has read what came so far: this connection is younger.
    kept.get_profile_mfa().send().await.unwrap();

    // Many more, in the midst of whom the signal comes.
    let clients: Vec<_> = ids[2..]
        .iter()
        .map(|id| blue.user(id).client(&server))
        .collect();
    let many = join_all(clients.iter().enumerate().map(async |(number, client)| {
        let response = client.post_profile_mfa().send().await;
        if number == 5 {
            server.signal("TERM");
        }
        response
    }));
    let mut answered = 0;
    for response in many.await {
        match response {
            Ok(_) => answered += 1,
            // Nobody listens any more, or the connection was never taken. No half responses.
            Err(error) => assert!(error.status().is_none(), "{error}"),
        }
    }
    assert!(answered > 0);
    server.line_with("stopping: requests in flight finish");

    slow.write_all(rest.as_bytes()).unwrap();
    let mut response = String::new();
    slow.read_to_string(&mut response).unwrap();
    // To the page that shows the recovery codes: by the next server, if it comes to that.
    assert!(response.starts_with("HTTP/1.1 303"), "{response}");
    let (_, token) = path.rsplit_once('/').unwrap();
    let location = format!("\r\nlocation: {token}\r\n");
    assert!(response.contains(&location), "{response}");
    let asked = Instant::now();
    let (code, log) = server.end();
    assert_eq!(code, Some(0), "{:?}", log.last());
    assert!(
        asked.elapsed() < Duration::from_secs(5),
        "the kept connection holds nobody up"
    );
    assert!(TcpStream::connect(log_address(&log)).is_err());
}

fn log_address(log: &[String]) -> String {
    let line = log
        .iter()
        .find(|line| line.contains("\"listening\""))
        .unwrap();
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    person::text(&line, "address").to_owned()
}

#[tokio::test]
async fn a_whole_story_leaves_no_secret_in_the_log() {
    let place = configured();
    let server = serve(&place);
    let blue = Organization::add(&place, "blue", &LONGEST_WINDOW);
    blue.users(&place, &["alice"]);
    let alices_key = create_key(&place, "blue", &["--user", "alice"]);
    let caller = blue.user("alice");
    let client = caller.client(&server);
    let mut secrets: Vec<(&str, String)> = vec![
        ("the organization's key", blue.key.clone()),
        ("alice's key", alices_key.clone()),
        ("alice's token", caller.token().unwrap().to_owned()),
    ];

    let started = client.post_profile_mfa().send().await.unwrap();
    let path = path_of(link_of(&started)).to_owned();
    let page = person::open(&server, &path).await.unwrap();
    let app = page.authenticator();
    let (cookie, _) = page.form("");
    let wrong = app.wrong_code();
    page.submit(&server, &path, &wrong).await.unwrap();
    let right = app.code();
    let done = page.submit(&server, &path, &right).await.unwrap();
    let recovery = done.recovery_codes();
    assert_eq!(recovery.len(), 10);
    page.submit(&server, &path, &right).await.unwrap(); // used
    secrets.push(("a link", path.rsplit('/').next().unwrap().to_owned()));
    secrets.push(("the setup key", app.key()));
    for cookie in cookie.split("; ") {
        secrets.push(("a cookie", cookie.split_once('=').unwrap().1.to_owned()));
    }

    let by_key = crate::world::Caller::ByKey(alices_key).client(&server);
    for code in [app.next_code(), recovery[0].clone()] {
        let started = by_key.post_profile_mfa().send().await.unwrap();
        let path = path_of(link_of(&started)).to_owned();
        let page = person::open(&server, &path).await.unwrap();
        let done = page.submit(&server, &path, &code).await.unwrap();
        assert_eq!(done.status, 200, "{}", done.body);
        secrets.push(("a second link", path.rsplit('/').next().unwrap().to_owned()));
        secrets.push(("a code", code));
    }
    // Where a link is mistyped, and where a secret is in a place that it does not belong to.
    let token = path.rsplit('/').next().unwrap();
    for target in [
        format!("/enrollment/{token}/"),
        format!("/enrollment/{token}/x"),
        format!("/%65nrollment/{token}"),
        format!("/enrolment/{token}"),
        format!("/users/{token}/mfa"),
        format!("/profile/mfa?key={}", blue.key),
        format!("/{}", blue.key),
    ] {
        http().get(server.url(&target)).send().await.unwrap();
    }
    let by_organization = blue.by_key().client(&server);
    by_organization
        .get_user_mfa()
        .id("alice")
        .send()
        .await
        .unwrap();
    by_organization.get_profile_mfa().send().await.unwrap_err();
    client.delete_profile_mfa().send().await.unwrap();

    secrets.extend(recovery.into_iter().map(|code| ("a recovery code", code)));
    secrets.push(("a wrong code", wrong));
    secrets.push(("a code", right));
    server.signal("TERM");
    let (code, log) = server.end();
    assert_eq!(code, Some(0));
    let outcomes = [
        "\"wrong_code\"",
        "\"enrolled\"",
        "\"used\"",
        "\"verified\"",
        "\"DeleteProfileMfa\"",
    ];
    for outcome in outcomes {
        assert!(
            log.iter().any(|line| line.contains(outcome)),
            "no {outcome} in {log:#?}"
        );
    }
    for line in &log {
        let told = told(line);
        for (what, secret) in &secrets {
            let head = &secret[..secret.len().min(20)];
            assert!(!told.contains(head), "{what} ({secret}) in {line}");
            let packed = secret.replace('-', "");
            assert!(!told.contains(&packed), "{what} ({secret}) in {line}");
        }
    }
}

/// What a line tells, without what is random or a clock: a code of six digits may be in it by
/// chance.
fn told(line: &str) -> String {
    let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(line) else {
        return line.to_owned();
    };
    for chance in ["time", "request_id", "duration_us"] {
        fields.remove(chance);
    }
    serde_json::Value::Object(fields).to_string()
}
