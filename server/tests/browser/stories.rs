//! What people do.

use std::collections::BTreeSet;

use mfa_client::types::{MfaStatus, MfaType};

use crate::authenticator::Authenticator;
use crate::chromium::chromium;
use crate::service::Service;
use crate::tab::Tab;

/// The setup key as text, below what cannot be scanned.
pub fn key_on(tab: &Tab) -> String {
    tab.text("document.querySelector('[aria-label=\"Setup key\"]').textContent")
}

fn recovery_codes_on(tab: &Tab) -> Vec<String> {
    let list = tab.text("document.querySelector('.codes').innerText");
    list.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn alice_enrols_verifies_and_disables() {
    let Some(chromium) = chromium("alice_enrols_verifies_and_disables") else {
        return;
    };
    let service = Service::start();
    assert_eq!(service.state().status, MfaStatus::Inactive);
    let tab = Tab::open(&chromium);

    // She follows the link, and scans the picture.
    let link = service.link();
    tab.go(&link);
    assert_eq!(tab.heading(), "Set up your authenticator");
    for part in ["Sample organization", "alice", "6-digit code"] {
        assert!(tab.words().contains(part), "{}", tab.words());
    }
    let key = key_on(&tab);
    let app = Authenticator::set_up(&key);
    let scanned = scan(&tab);
    assert!(
        scanned.starts_with("otpauth://totp/Sample%20organization:alice?"),
        "{scanned}"
    );
    assert!(
        scanned.contains(&format!("secret={}", app.key())),
        "{scanned}"
    );

    // She mistypes, is told, and stands where she can go on.
    tab.click("#code");
    tab.type_text(&app.wrong_code());
    tab.click_to("button");
    assert!(tab.text("document.title").starts_with("Error: "));
    assert!(tab.words().contains("4 more tries"), "{}", tab.words());
    tab.stands_in("code");
    assert_eq!(
        tab.text("document.querySelector('#code').getAttribute('aria-invalid')"),
        "true"
    );
    assert_eq!(key_on(&tab), key, "the key that she has scanned");
    assert_eq!(service.state().status, MfaStatus::Inactive);

    tab.type_text(&app.code());
    tab.click_to("button");
    assert_eq!(tab.heading(), "Your authenticator is on");
    // What Chromium sends for our own form: it has no origin to tell, for the sake of the link.
    let sent = tab.posted();
    assert_eq!(
        (sent["origin"].as_str(), sent["sec-fetch-site"].as_str()),
        (Some("null"), Some("same-origin"))
    );
    assert!(!sent.contains_key("referer"));

    let codes = recovery_codes_on(&tab);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 10, "{codes:?}");
    let (name, file) = tab.download(&service.place.path(""), || tab.click("a[download]"));
    assert_eq!(name, "recovery-codes.txt");
    assert_eq!(file.lines().collect::<Vec<_>>(), codes);

    let enrolled = service.state();
    assert_eq!(
        (enrolled.status, enrolled.type_),
        (MfaStatus::Active, Some(MfaType::Guardian))
    );
    // She loads the page again, by reloading and by the link: the codes are there until she says
    // that she has them.
    for load in [Tab::reload, |tab: &Tab| tab.go(&tab.text("location.href"))] {
        load(&tab);
        assert_eq!(recovery_codes_on(&tab), codes);
    }
    tab.click_to("[name=saved]");
    assert_eq!(tab.heading(), "You are all set");
    tab.go(&link);
    assert_eq!(tab.heading(), "You are all set");
    assert!(!tab.words().contains(&codes[0]), "forgotten");
    // Another browser learns nothing.
    let other = Tab::open(&chromium);
    other.go(&link);
    assert_eq!(other.heading(), "This link was already used");

    // Later she is asked again: the page has her in the field already.
    tab.go(&service.link());
    assert_eq!(tab.heading(), "Confirm that it is you");
    tab.stands_in("code");
    tab.type_text(&app.next_code());
    tab.press_to("Enter");
    assert_eq!(tab.heading(), "Confirmed");
    let verified = service.state();
    assert!(
        verified.last_auth_time > enrolled.last_auth_time,
        "{verified:?}"
    );

    // Her phone is lost: a recovery code, as she wrote it down.
    tab.go(&service.link());
    tab.click("summary");
    tab.click("#recovery");
    tab.type_text(&codes[3].to_uppercase().replace('-', " "));
    tab.click_to("details button");
    assert_eq!(tab.heading(), "Confirmed");
    assert!(
        tab.words().contains("9 recovery codes left"),
        "{}",
        tab.words()
    );
    let recovered = service.state();
    assert!(
        recovered.last_auth_time > verified.last_auth_time,
        "{recovered:?}"
    );

    service.disable();
    let disabled = service.state();
    assert_eq!(
        (disabled.status, disabled.type_),
        (MfaStatus::Inactive, None)
    );
    assert_eq!(tab.complaints(), Vec::<serde_json::Value>::new());
}

/// What a camera reads in the picture, as it is drawn.
pub fn scan(tab: &Tab) -> String {
    const SIDE: usize = 416;
    let pixels = tab.text(&format!(
        "(async () => {{
            const picture = document.querySelector('img.qr');
            await picture.decode();
            const canvas = new OffscreenCanvas({SIDE}, {SIDE}).getContext('2d');
            canvas.imageSmoothingEnabled = false;
            canvas.drawImage(picture, 0, 0, {SIDE}, {SIDE});
            const data = canvas.getImageData(0, 0, {SIDE}, {SIDE}).data;
            let text = '';
            for (let at = 0; at < data.length; at += 4) text += data[at] < 128 ? '#' : ' ';
            return text;
        }})()"
    ));
    let pixels = pixels.as_bytes();
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(SIDE, SIDE, |x, y| {
        if pixels[y * SIDE + x] == b'#' { 0 } else { 255 }
    });
    let codes = picture.detect_grids();
    assert_eq!(codes.len(), 1, "QR codes");
    codes[0].decode().expect("a QR code that can be read").1
}

#[test]
fn everything_can_be_done_by_keyboard() {
    let Some(chromium) = chromium("everything_can_be_done_by_keyboard") else {
        return;
    };
    let service = Service::start();
    let tab = Tab::open(&chromium);
    tab.go(&service.link());
    // The key is folded away until she opens it.
    let is_open = "document.querySelector('details').open";
    assert_eq!(tab.tell(is_open), false);
    tab.tab_to("summary");
    tab.press("Enter");
    assert_eq!(tab.tell(is_open), true);
    let app = Authenticator::set_up(&key_on(&tab));
    tab.tab_to("#code");
    tab.type_text(&app.wrong_code());
    tab.press_to("Enter");
    tab.stands_in("code");
    tab.type_text(&app.code());
    tab.tab_to("button");
    tab.press_to("Enter");
    assert_eq!(tab.heading(), "Your authenticator is on");
    let codes = recovery_codes_on(&tab);
    tab.tab_to(".codes"); // where a long list scrolls
    tab.tab_to("a[download]");
    let (_, file) = tab.download(&service.place.path(""), || tab.press("Enter"));
    assert!(file.starts_with(&codes[0]), "{file}");
    tab.tab_to("[name=saved]");
    tab.press_to("Enter");
    assert_eq!(tab.heading(), "You are all set");

    tab.go(&service.link());
    tab.stands_in("code");
    tab.tab_to("summary");
    tab.press("Enter");
    tab.tab_to("#recovery");
    tab.type_text(&codes[0]);
    tab.press_to("Enter");
    assert_eq!(tab.heading(), "Confirmed");
    assert_eq!(tab.complaints(), Vec::<serde_json::Value>::new());
}

#[test]
fn going_back_and_reloading_never_sends_a_form_again() {
    let Some(chromium) = chromium("going_back_and_reloading_never_sends_a_form_again") else {
        return;
    };
    let service = Service::start();
    let tab = Tab::open(&chromium);
    tab.go(&service.link());
    let app = Authenticator::set_up(&key_on(&tab));
    let give = |code: &str| {
        tab.click("#code");
        tab.type_text(code);
        tab.press_to("Enter");
    };
    give(&app.wrong_code());
    assert!(tab.words().contains("4 more tries"));
    // What she would have typed into is there, and what was open.
    assert_eq!(tab.tell("document.querySelector('details').open"), true);
    tab.reload();
    assert!(
        tab.words().contains("4 more tries"),
        "it did not count again"
    );
    tab.back();
    assert_eq!(tab.heading(), "Set up your authenticator");
    assert!(!tab.words().contains("more tries"), "{}", tab.words());
    give("letters");
    assert!(tab.words().contains("That is no code"), "{}", tab.words());
    tab.back();
    give(&app.code());
    let codes = recovery_codes_on(&tab);
    assert_eq!(codes.len(), 10);
    // Back to the form, which is done, and forward again.
    tab.back();
    assert_eq!(recovery_codes_on(&tab), codes);
    tab.forward();
    assert_eq!(recovery_codes_on(&tab), codes);

    // At the other form of the other page.
    tab.go(&service.link());
    tab.click("summary");
    tab.click("#recovery");
    tab.type_text("0000-0000-0000-0000");
    tab.press_to("Enter");
    assert_eq!(tab.tell("document.querySelector('details').open"), true);
    tab.stands_in("recovery");
    tab.reload();
    assert_eq!(tab.tell("document.querySelector('details').open"), true);
    tab.back();
    assert_eq!(tab.heading(), "Confirm that it is you");
    give(&app.next_code());
    assert_eq!(tab.heading(), "Confirmed");
    // New recovery codes, which a reload keeps; the old ones are void.
    tab.click("summary");
    tab.click_to("[name=new_codes]");
    assert_eq!(tab.heading(), "Your new recovery codes");
    let new = recovery_codes_on(&tab);
    tab.reload();
    assert_eq!(recovery_codes_on(&tab), new);
    tab.click_to("[name=saved]");
    assert_eq!(tab.heading(), "Your new codes are saved");
    tab.back();
    assert_eq!(tab.heading(), "Your new codes are saved");
    tab.go(&service.link());
    give(&codes[1]);
    assert!(tab.words().contains("not right"), "{}", tab.words());
    give(&new[1]);
    assert!(
        tab.words().contains("9 recovery codes left"),
        "{}",
        tab.words()
    );
    assert_eq!(tab.complaints(), Vec::<serde_json::Value>::new());
}

#[test]
fn a_wait_counts_down_and_ends_without_javascript() {
    let Some(chromium) = chromium("a_wait_counts_down_and_ends_without_javascript") else {
        return;
    };
    let service = Service::start();
    let tab = Tab::open(&chromium);
    tab.without_javascript();
    tab.go(&service.link());
    let app = Authenticator::set_up(&key_on(&tab));
    for _ in 0..5 {
        tab.click("#code");
        tab.type_text(&app.wrong_code());
        tab.press_to("Enter");
    }
    assert_eq!(tab.heading(), "Please wait a moment");
    let left = || {
        let style = "getComputedStyle(document.querySelector('.countdown'), '::before')";
        let text = tab.text(&format!("{style}.getPropertyValue('--left')"));
        text.trim().parse::<i32>().unwrap()
    };
    let before = left();
    assert!((1..=30).contains(&before), "{before}");
    std::thread::sleep(std::time::Duration::from_secs(3));
    let after = left();
    assert!(after < before, "{before}, then {after}");
    tab.comes_to("Set up your authenticator");
    assert!(!tab.words().contains("wrong"), "{}", tab.words());
    tab.click("#code");
    tab.type_text(&app.code());
    tab.press_to("Enter");
    assert_eq!(tab.heading(), "Your authenticator is on");
    assert_eq!(tab.complaints(), Vec::<serde_json::Value>::new());
}

#[test]
fn nothing_needs_javascript() {
    let Some(chromium) = chromium("nothing_needs_javascript") else {
        return;
    };
    let service = Service::start();
    let tab = Tab::open(&chromium);
    tab.without_javascript();
    tab.go(&service.link());
    assert_eq!(tab.tell("document.scripts.length"), 0);
    let app = Authenticator::set_up(&key_on(&tab));
    tab.click("#code");
    tab.type_text(&app.code());
    tab.press_to("Enter");
    let codes = recovery_codes_on(&tab);
    let (_, file) = tab.download(&service.place.path(""), || tab.click("a[download]"));
    assert!(file.starts_with(&codes[0]), "{file}");
    tab.go(&service.link());
    tab.stands_in("code");
    tab.type_text(&app.next_code());
    tab.press_to("Enter");
    assert_eq!(tab.heading(), "Confirmed");
    assert_eq!(service.state().status, MfaStatus::Active);
}
