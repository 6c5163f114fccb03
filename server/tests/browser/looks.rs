//! What can be measured of how the pages look: widths, contrasts, and no complaint of Chromium's.

use serde_json::Value;

use crate::authenticator::Authenticator;
use crate::chromium::chromium;
use crate::service::Service;
use crate::stories::{key_on, scan};
use crate::tab::Tab;

/// Sizes of a small phone, a phone and a screen.
const SIZES: [(u32, u32, bool); 3] = [(320, 640, true), (390, 844, true), (1280, 900, false)];

#[test]
fn every_page_fits_and_can_be_read() {
    let Some(chromium) = chromium("every_page_fits_and_can_be_read") else {
        return;
    };
    let service = Service::start();
    let tab = Tab::open(&chromium);
    let look = |page: &str| {
        tab.tell("document.querySelectorAll('details').forEach(e => e.open = true)");
        for (width, height, phone) in SIZES {
            tab.resize(width, height, phone);
            let overflow = tab.tell(TOO_WIDE);
            assert_eq!(overflow, Value::Array(vec![]), "{page} at {width}");
            for dark in [false, true] {
                tab.dark(dark);
                let faint = tab.tell(FAINT);
                assert_eq!(faint, Value::Array(vec![]), "{page}, dark: {dark}");
                keep(
                    &tab,
                    &format!("{page}-{width}-{}", if dark { "dark" } else { "light" }),
                );
            }
        }
        tab.resize(1000, 800, false);
    };
    let give = |code: &str| {
        tab.click("#code");
        tab.type_text(code);
        tab.press_to("Enter");
    };

    let link = service.link();
    tab.go(&link);
    if std::env::var_os("MFA_SCREENSHOT").is_some() {
        for_the_readme(&tab);
    }
    look("enrol");
    let app = Authenticator::set_up(&key_on(&tab));
    give(&app.wrong_code());
    look("wrong-code");
    give(&app.code());
    look("recovery-codes");
    let codes = tab.text("document.querySelector('.codes').innerText");
    tab.click_to("[name=saved]");
    look("done");
    let other = Tab::open(&chromium);
    other.go(&link);
    assert_eq!(other.heading(), "This link was already used");
    let older = service.link();
    service.link();
    tab.go(&older);
    look("replaced");
    service.set(&["--return-url", "https://app.example.com/settings"]);
    tab.go(&link);
    look("done-and-back");
    tab.go(&service.link());
    tab.go(&format!("{}?told=form-not-accepted", service.link()));
    look("not-accepted");
    tab.go(&service.server.url("/enrollment/unknown"));
    look("unknown");
    tab.go(&service.link());
    look("verify");
    tab.click("#recovery");
    tab.type_text("0000-0000-0000-0000");
    tab.press_to("Enter");
    look("wrong-recovery-code");
    give(&app.next_code());
    look("confirmed");
    for code in codes.split_whitespace().take(7) {
        tab.go(&service.link());
        give(code);
    }
    assert!(
        tab.words().contains("You have 3 recovery codes left"),
        "{}",
        tab.words()
    );
    look("few-left");
    tab.go(&service.link());
    for _ in 0..5 {
        give(&app.wrong_code());
    }
    assert_eq!(tab.heading(), "Please wait a moment");
    look("locked");
    assert_eq!(tab.complaints(), Vec::<Value>::new());
}

#[test]
fn the_longest_names_fit_and_leave_the_picture() {
    let Some(chromium) = chromium("the_longest_names_fit_and_leave_the_picture") else {
        return;
    };
    let service = Service::start();
    let tab = Tab::open(&chromium);
    for (which, name) in [
        ("unbroken", "W".repeat(100)),
        ("ideographs", "\u{9752}\u{7a7a}".repeat(50)),
        ("emoji", "\u{1F6E1}".repeat(100)),
        ("right-to-left", "\u{5e9}\u{5dc}\u{5d5}\u{5dd} ".repeat(20)),
    ] {
        service.set(&["--name", &name, "--return-url", "https://app.example.com/"]);
        tab.go(&service.link());
        let app = Authenticator::set_up(&key_on(&tab));
        let scanned = scan(&tab);
        let secret = format!("secret={}", app.key());
        assert!(scanned.contains(&secret), "{which}: {scanned}");
        for (width, height, phone) in SIZES {
            tab.resize(width, height, phone);
            let overflow = tab.tell(TOO_WIDE);
            assert_eq!(overflow, Value::Array(vec![]), "{which} at {width}");
            keep(&tab, &format!("{which}-{width}"));
        }
        tab.resize(1000, 800, false);
    }
    assert_eq!(tab.complaints(), Vec::<Value>::new());
}

/// Elements that are wider than the page lets them be. A list that scrolls by itself may be.
const TOO_WIDE: &str = "[...document.querySelectorAll('html, body, body *')]
    .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).overflowX !== 'auto'
              || e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map(e => e.localName + '.' + e.className)";

/// Texts with less contrast than WCAG 2.2 asks for (1.4.3, AA: 4.5), against every colour that may be
/// behind them: a gradient has several.
const FAINT: &str = "(() => {
    const read = text => {
        const parts = text.match(/[\\d.]+/g).map(Number);
        return { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 };
    };
    const over = (top, below) => top.rgb.map((part, at) => part * top.alpha + below[at] * (1 - top.alpha));
    const luminance = rgb => {
        const [r, g, b] = rgb.map(part => part / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = element => {
        if (!element) return [[255, 255, 255]];
        const style = getComputedStyle(element);
        const colour = read(style.backgroundColor);
        const below = colour.alpha === 1 ? [colour.rgb] : behind(element.parentElement).map(rgb => over(colour, rgb));
        const stops = style.backgroundImage.match(/rgba?\\([^)]*\\)/g) ?? [];
        return [...below, ...stops.flatMap(stop => below.map(rgb => over(read(stop), rgb)))];
    };
    const faint = [];
    for (const element of document.querySelectorAll('body *')) {
        const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!(own || element.matches('input')) || !element.checkVisibility()) continue;
        const colour = read(getComputedStyle(element).color);
        for (const rgb of behind(element)) {
            const [one, other] = [luminance(over(colour, rgb)), luminance(rgb)];
            const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
            if (contrast < 4.5) faint.push(`${element.localName}.${element.className}: ${contrast.toFixed(2)}`);
        }
    }
    return faint;
})()";

/// Keeps a picture where MFA_PICTURES says, for whoever wants to see the pages.
fn keep(tab: &Tab, name: &str) {
    let Some(directory) = std::env::var_os("MFA_PICTURES") else {
        return;
    };
    let size =
        tab.tell("[document.documentElement.clientWidth, document.documentElement.scrollHeight]");
    let [width, height] = [&size[0], &size[1]].map(|side| side.as_f64().unwrap());
    let file = std::path::Path::new(&directory).join(format!("{name}.png"));
    std::fs::write(file, tab.picture(width, height, 1.0)).unwrap();
}

/// The picture in the README: the card with a little air, 800 pixels wide.
fn for_the_readme(tab: &Tab) {
    let file = std::env::var_os("MFA_SCREENSHOT").unwrap();
    tab.resize(540, 400, false);
    tab.dark(false);
    let height = tab.tell("document.querySelector('footer').getBoundingClientRect().bottom + 24");
    std::fs::write(
        file,
        tab.picture(540.0, height.as_f64().unwrap(), 800.0 / 540.0),
    )
    .unwrap();
}
