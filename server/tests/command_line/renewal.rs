//! A certificate is renewed under a running server.

use crate::program::{Place, Server};

struct Pair {
    certificate: String,
    key: String,
}

fn pair() -> Pair {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    Pair {
        certificate: own.cert.pem(),
        key: own.signing_key.serialize_pem(),
    }
}

/// Trusts this certificate and no other.
fn client(pair: &Pair) -> reqwest::Client {
    let trusted = reqwest::Certificate::from_pem(pair.certificate.as_bytes()).unwrap();
    let client = reqwest::Client::builder()
        .tls_certs_only([trusted])
        .no_proxy();
    client.build().unwrap()
}

#[tokio::test]
async fn a_renewed_certificate_is_shown_to_new_connections_and_a_broken_one_to_nobody() {
    let (place, first, second) = (Place::new(), pair(), pair());
    let write = |pair: &Pair| {
        place.write("key.pem", &pair.key);
        place.write("certificate.pem", &pair.certificate);
    };
    write(&first);
    let server = Server::start(place.command(&["serve"]).envs([
        ("MFA_SERVER_LISTEN", "127.0.0.1:0"),
        ("MFA_SERVER_PUBLIC_URL", "https://localhost"),
        ("MFA_SERVER_DATABASE", "sqlite:mfa.db"),
        (
            "MFA_SERVER_ENCRYPTION_KEYS",
            "2026:kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=",
        ),
        ("MFA_SERVER_TLS_CERTIFICATE", "certificate.pem"),
        ("MFA_SERVER_TLS_KEY", "key.pem"),
    ]));
    let port = server.address.rsplit(':').next().unwrap();
    let url = format!("https://localhost:{port}/profile/mfa");
    let status = async |client: &reqwest::Client| {
        let response = client.get(&url).send().await;
        response.map(|response| response.status().as_u16()).ok()
    };
    let connected = client(&first);
    assert_eq!(status(&connected).await, Some(401));
    assert_eq!(status(&client(&second)).await, None);

    // By itself, once both files are there.
    write(&second);
    server.line_with("\"read the certificate again\"");
    assert_eq!(status(&client(&second)).await, Some(401));
    assert_eq!(
        status(&client(&first)).await,
        None,
        "it is not shown any more"
    );
    // Who trusts the first one alone can only have kept the connection.
    assert_eq!(status(&connected).await, Some(401));

    // What cannot be used is told, and the one before stays; at once, by a signal.
    for (broken, reason) in [
        (
            "Dear Sir or Madam",
            "certificate.pem holds no certificate in PEM form",
        ),
        (&*first.certificate, "cannot be used together"),
    ] {
        place.write("certificate.pem", broken);
        server.signal("HUP");
        let line = server.line_with(reason);
        assert!(
            line.contains("cannot be used: the one before is shown"),
            "{line}"
        );
        assert!(!line.contains("PRIVATE KEY"), "{line}");
        assert_eq!(status(&client(&second)).await, Some(401));
        assert_eq!(status(&connected).await, Some(401));
    }
    write(&first);
    server.signal("HUP");
    server.line_with("\"read the certificate again\"");
    assert_eq!(status(&client(&first)).await, Some(401));
    assert_eq!(status(&client(&second)).await, None);
    assert_eq!(server.stop().0, Some(0));
}
