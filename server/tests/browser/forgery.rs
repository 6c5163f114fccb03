//! Other people's pages, which would like to send our forms.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use mfa_client::types::MfaStatus;

use crate::authenticator::Authenticator;
use crate::chromium::chromium;
use crate::service::Service;
use crate::stories::key_on;
use crate::tab::Tab;

/// Serves one page to everyone, on a port of its own.
fn site(page: String) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let length = page.len();
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {length}\r\n\
                 connection: close\r\n\r\n{page}"
            );
        }
    });
    port
}

#[test]
fn a_form_of_another_site_is_refused() {
    let Some(chromium) = chromium("a_form_of_another_site_is_refused") else {
        return;
    };
    let service = Service::start();
    let link = service.link();
    let tab = Tab::open(&chromium);
    // Alice has her page open, so that her browser has our cookie.
    tab.go(&link);
    let app = Authenticator::set_up(&key_on(&tab));
    let csrf = tab.text("document.querySelector('[name=csrf]').value");

    // The attacker knows more than any could: the link, a right code, even the form's token.
    let form = |csrf: &str| {
        let code = app.code();
        format!(
            "<form method=post action='{link}'><input name=code value='{code}'>\
             <input name=csrf value='{csrf}'><button>Win!</button></form>"
        )
    };
    for (host, site_of_it) in [("localhost", "cross-site"), ("127.0.0.1", "same-site")] {
        for token in ["", &csrf] {
            let port = site(form(token));
            tab.go(&format!("http://{host}:{port}/"));
            tab.click_to("button");
            assert_eq!(tab.heading(), "This form could not be accepted", "{host}");
            let sent = tab.posted();
            assert_eq!(sent["sec-fetch-site"], site_of_it);
            assert_eq!(sent["origin"], format!("http://{host}:{port}"));
            // The cookie goes with another port of ours too: it is not what keeps that one out.
            assert_eq!(sent.contains_key("cookie"), host == "127.0.0.1", "{sent:?}");
            assert_eq!(service.state().status, MfaStatus::Inactive);
        }
    }
    // Nor may anyone frame our page.
    let port = site(format!("<h1>Prizes</h1><iframe src='{link}'></iframe>"));
    tab.go(&format!("http://localhost:{port}/"));
    let complaints = format!("{:?}", tab.complaints());
    assert!(complaints.contains("frame-ancestors"), "{complaints}");
    // Her own page still works.
    tab.go(&link);
    tab.click("#code");
    tab.type_text(&app.code());
    tab.press_to("Enter");
    assert_eq!(service.state().status, MfaStatus::Active);
}
