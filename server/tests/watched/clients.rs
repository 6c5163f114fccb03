//! Whose address the log and the audit trail have, with proxies before the server and without.

use serde_json::Value;

use crate::program::{Place, Server};

fn place(settings: &str) -> Place {
    let place = Place::new();
    place.write("keys", "2026:kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=");
    place.write(
        "mfa.toml",
        &format!(
            "listen = '127.0.0.1:0'\npublic_url = 'https://mfa.test'\ndatabase = 'mfa.db'\n{settings}\n\
             [encryption]\nkeys_file = 'keys'\n[log]\nformat = 'json'\n"
        ),
    );
    let config = ["--config", "mfa.toml"];
    place.done(&[&["organization", "add", "acme"][..], &config].concat());
    place.write(
        "users.csv",
        "id,mfa_type,totp_secret,last_auth_time\nalice,,,\n",
    );
    let import = ["user", "import", "users.csv", "--organization", "acme"];
    place.done(&[&import[..], &config].concat());
    place
}

async fn told(settings: &str, header: (&str, &str)) -> (Vec<Value>, Vec<Value>) {
    let place = place(settings);
    let create = ["key", "create", "--user", "alice", "--config", "mfa.toml"];
    let key = place.json(&create)["key"].as_str().unwrap().to_owned();
    let server: Server = place.server(&["serve", "--config", "mfa.toml"]);
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let with = |request: reqwest::RequestBuilder| request.header(header.0, header.1);
    let post = http.post(server.url("/profile/mfa"));
    let posted = with(post.header("REB-APIKEY", key)).send().await.unwrap();
    let posted: Value = posted.json().await.unwrap();
    let link = posted["_links"][1]["href"].as_str().unwrap();
    let path = link.strip_prefix("https://mfa.test").unwrap();
    let page = with(http.get(server.url(path))).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let refused = with(http.get(server.url("/profile/mfa"))).send().await;
    assert_eq!(refused.unwrap().status(), 401);
    let nowhere = with(http.get(server.url("/nowhere"))).send().await;
    assert_eq!(nowhere.unwrap().status(), 404);
    let lines = server.lines_to_the_end();
    let lines = lines
        .iter()
        .filter(|line| line.contains("request completed"));
    let lines = lines.map(|line| serde_json::from_str(line).unwrap());
    let audit = [
        "audit",
        "--json",
        "--config",
        "mfa.toml",
        "--what",
        "link.created",
    ];
    let entries = place.done(&audit);
    let entries = entries
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    (lines.collect(), entries.collect())
}

#[tokio::test]
async fn the_clients_address_comes_from_trusted_proxies_alone() {
    let spoofed = ("x-forwarded-for", "1.1.1.1, 198.51.100.7");
    for (settings, header, expected) in [
        ("", spoofed, "127.0.0.1"),
        ("trusted_proxies = ['10.0.0.0/8']", spoofed, "127.0.0.1"),
        ("trusted_proxies = ['127.0.0.0/8']", spoofed, "198.51.100.7"),
        (
            "trusted_proxies = ['127.0.0.0/8']\nproxy_header = 'forwarded'",
            spoofed,
            "127.0.0.1",
        ),
        (
            "trusted_proxies = ['127.0.0.0/8']\nproxy_header = 'forwarded'",
            (
                "forwarded",
                "for=1.1.1.1, for=\"[2001:db8::7]:80\";proto=https",
            ),
            "2001:db8::7",
        ),
    ] {
        let (lines, entries) = told(settings, header).await;
        assert_eq!(lines.len(), 4, "{lines:#?}");
        for line in &lines {
            assert_eq!(line["client"], expected, "{settings} {line}");
        }
        let of = |operation: &str| lines.iter().find(|line| line["operation"] == operation);
        let post = of("PostProfileMfa").unwrap();
        assert!(post["key"].is_string() && post["user"] == "alice", "{post}");
        assert_eq!(of("show_enrollment_page").unwrap()["user"], "alice");
        let refused = lines.iter().find(|line| line["status"] == 401).unwrap();
        assert!(refused["reason"].is_string(), "{refused}");
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0]["address"], expected, "{settings}");
    }
}
