//! A tab, and the hands and eyes of the person before it.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::chromium::Chromium;

pub struct Tab {
    chromium: Arc<Chromium>,
    context: String,
    session: String,
    /// A tab beside another shares its cookies, and leaves them when it is closed.
    is_beside: bool,
    /// The events before are other tabs' or none of this one's business.
    since: usize,
}

impl Tab {
    /// In a context of its own, as a fresh private window.
    pub fn open(chromium: &Arc<Chromium>) -> Self {
        let context = chromium.call(None, "Target.createBrowserContext", json!({}));
        let context = context["browserContextId"].as_str().unwrap().to_owned();
        Self::open_in(chromium, context, false)
    }

    /// Another tab of the same window.
    pub fn beside(other: &Self) -> Self {
        Self::open_in(&other.chromium, other.context.clone(), true)
    }

    /// The tab that a page opens by itself.
    pub fn opens(&self, act: impl FnOnce()) -> Self {
        let since = self.chromium.now();
        let before = self.targets();
        act();
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let mut new = self.targets().into_iter();
            if let Some(target) = new.find(|target| !before.contains(target)) {
                let chromium = &self.chromium;
                return Self::attached(chromium, self.context.clone(), &target, true, since);
            }
            assert!(Instant::now() < end, "no tab was opened");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The tabs of this window.
    fn targets(&self) -> Vec<String> {
        let all = self.chromium.call(None, "Target.getTargets", json!({}));
        let all = all["targetInfos"].as_array().unwrap().iter();
        all.filter(|one| one["browserContextId"] == *self.context && one["type"] == "page")
            .map(|one| one["targetId"].as_str().unwrap().to_owned())
            .collect()
    }

    fn open_in(chromium: &Arc<Chromium>, context: String, is_beside: bool) -> Self {
        let since = chromium.now();
        let target = json!({ "url": "about:blank", "browserContextId": context });
        let target = chromium.call(None, "Target.createTarget", target);
        let target = target["targetId"].as_str().unwrap();
        Self::attached(chromium, context, target, is_beside, since)
    }

    fn attached(
        chromium: &Arc<Chromium>,
        context: String,
        target: &str,
        is_beside: bool,
        since: usize,
    ) -> Self {
        let attach = json!({ "targetId": target, "flatten": true });
        let session = chromium.call(None, "Target.attachToTarget", attach);
        let tab = Self {
            chromium: Arc::clone(chromium),
            context,
            session: session["sessionId"].as_str().unwrap().to_owned(),
            is_beside,
            since,
        };
        for domain in ["Page", "Runtime", "Log", "Audits", "Network"] {
            tab.call(&format!("{domain}.enable"), json!({}));
        }
        // Several stories go on at once, and each is in the foreground.
        tab.call(
            "Emulation.setFocusEmulationEnabled",
            json!({ "enabled": true }),
        );
        tab.resize(1000, 800, false);
        tab
    }

    pub fn call(&self, method: &str, params: Value) -> Value {
        self.chromium.call(Some(&self.session), method, params)
    }

    /// Does something that leads to another page, and waits until that is there.
    fn leads_on(&self, act: impl FnOnce()) {
        let from = self.chromium.now();
        act();
        self.chromium.event(from, "a page", |event| {
            event["method"] == "Page.loadEventFired" && event["sessionId"] == *self.session
        });
    }

    pub fn go(&self, url: &str) {
        self.leads_on(|| {
            let done = self.call("Page.navigate", json!({ "url": url }));
            assert!(done["errorText"].is_null(), "{url}: {done}");
        });
    }

    /// Takes every certificate, as one whose authority was made to be trusted.
    pub fn trust_simulators(&self) {
        let ignore = json!({ "ignore": true });
        self.call("Security.setIgnoreCertificateErrors", ignore);
    }

    pub fn reload(&self) {
        self.leads_on(|| {
            self.call("Page.reload", json!({}));
        });
    }

    pub fn back(&self) {
        self.travel(-1);
    }

    pub fn forward(&self) {
        self.travel(1);
    }

    /// Through the history, as its buttons do. A page that would ask to send a form again shows an
    /// error of the browser's own.
    fn travel(&self, by: i64) {
        let history = self.call("Page.getNavigationHistory", json!({}));
        let at = history["currentIndex"].as_i64().unwrap() + by;
        let entry = &history["entries"][usize::try_from(at).expect("an entry")];
        self.leads_on(|| {
            self.call(
                "Page.navigateToHistoryEntry",
                json!({ "entryId": entry["id"] }),
            );
        });
        let shown = self.text("location.href");
        assert!(shown.starts_with("http"), "{shown}");
        assert_eq!(shown, entry["url"].as_str().unwrap());
    }

    /// Waits until the page goes on by itself to one with this heading.
    pub fn comes_to(&self, heading: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        let is_there = shows(heading);
        while self.try_tell(&is_there) != Some(true) {
            assert!(Instant::now() < end, "it does not come to {heading}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// The same of a tab that a page has opened: before it was there to be told to trust anything, it may
    /// have refused a certificate.
    pub fn comes_to_after_reloading(&self, heading: &str) {
        let end = Instant::now() + Duration::from_secs(30);
        let refused = "location.href.startsWith('chrome-error:')";
        let is_there = shows(heading);
        while self.try_tell(&is_there) != Some(true) {
            assert!(Instant::now() < end, "it does not come to {heading}");
            if self.try_tell(refused) == Some(true) {
                self.call("Page.reload", json!({}));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// While a page may be giving way to another one.
    fn try_tell(&self, expression: &str) -> Option<bool> {
        let params = json!({ "expression": expression, "returnByValue": true });
        let session = Some(self.session.as_str());
        let told = self.chromium.try_call(session, "Runtime.evaluate", params);
        told.ok()?["result"]["value"].as_bool()
    }

    /// What an expression is, in the page.
    pub fn tell(&self, expression: &str) -> Value {
        let params =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut told = self.call("Runtime.evaluate", params);
        assert!(told["exceptionDetails"].is_null(), "{expression}: {told}");
        told["result"]["value"].take()
    }

    pub fn text(&self, expression: &str) -> String {
        let told = self.tell(expression);
        told.as_str()
            .unwrap_or_else(|| panic!("{expression} is {told}"))
            .to_owned()
    }

    pub fn heading(&self) -> String {
        self.text("document.querySelector('h1').innerText")
    }

    /// All that can be read.
    pub fn words(&self) -> String {
        self.text("document.body.innerText")
    }

    /// Waits until the focus is in the element of an id: a page puts it there a moment after it is
    /// there itself.
    pub fn stands_in(&self, id: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        while self.text("document.activeElement.id") != id {
            assert!(Instant::now() < end, "the focus is not in {id}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// With the mouse, in the middle of what is seen.
    pub fn click(&self, selector: &str) {
        let place = self.tell(&format!(
            "(() => {{ const e = document.querySelector({selector:?}); e.scrollIntoView({{block: 'center'}});
               const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let params = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", params);
        }
    }

    pub fn click_to(&self, selector: &str) {
        self.leads_on(|| self.click(selector));
    }

    pub fn type_text(&self, text: &str) {
        for letter in text.chars() {
            let letter = letter.to_string();
            self.call(
                "Input.dispatchKeyEvent",
                json!({ "type": "keyDown", "text": letter, "key": letter }),
            );
            self.call(
                "Input.dispatchKeyEvent",
                json!({ "type": "keyUp", "key": letter }),
            );
        }
    }

    pub fn press(&self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            other => panic!("which key is {other}?"),
        };
        let mut down =
            json!({ "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code });
        if !text.is_empty() {
            down["text"] = text.into();
        }
        self.call("Input.dispatchKeyEvent", down);
        let up = json!({ "type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code });
        self.call("Input.dispatchKeyEvent", up);
    }

    pub fn press_to(&self, key: &str) {
        self.leads_on(|| self.press(key));
    }

    /// Presses Tab until the focus is on what `selector` selects.
    pub fn tab_to(&self, selector: &str) {
        let is_there = format!("document.activeElement.matches({selector:?})");
        for _ in 0..20 {
            if self.tell(&is_there) == true {
                return;
            }
            self.press("Tab");
        }
        panic!("{selector} cannot be reached with Tab");
    }

    pub fn resize(&self, width: u32, height: u32, phone: bool) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.call("Emulation.setDeviceMetricsOverride", metrics);
        self.call(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": phone }),
        );
    }

    /// In the colours of the night, or of the day; at once, without transitions.
    pub fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let colours = json!({ "name": "prefers-color-scheme", "value": value });
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        let features = json!({ "features": [colours, still] });
        self.call("Emulation.setEmulatedMedia", features);
    }

    pub fn without_javascript(&self) {
        self.call(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        );
    }

    /// What is downloaded by doing something.
    pub fn download(&self, into: &Path, act: impl FnOnce()) -> (String, String) {
        let from = self.chromium.now();
        let behavior = json!({
            "behavior": "allowAndName", "browserContextId": self.context,
            "downloadPath": into, "eventsEnabled": true,
        });
        self.chromium
            .call(None, "Browser.setDownloadBehavior", behavior);
        act();
        let begun = self.chromium.event(from, "a download", |event| {
            event["method"] == "Browser.downloadWillBegin"
        });
        let guid = begun["params"]["guid"].as_str().unwrap();
        self.chromium.event(from, "the end of a download", |event| {
            event["method"] == "Browser.downloadProgress"
                && event["params"]["guid"] == guid
                && event["params"]["state"] == "completed"
        });
        let name = begun["params"]["suggestedFilename"].as_str().unwrap();
        (
            name.to_owned(),
            std::fs::read_to_string(into.join(guid)).unwrap(),
        )
    }

    /// The headers that Chromium really sent with its latest POST.
    pub fn posted(&self) -> serde_json::Map<String, Value> {
        let mine = self.mine();
        let of = |method: &'static str| mine.iter().filter(move |event| event["method"] == method);
        let post = of("Network.requestWillBeSent")
            .rfind(|event| event["params"]["request"]["method"] == "POST")
            .expect("a POST");
        let sent = of("Network.requestWillBeSentExtraInfo")
            .find(|event| event["params"]["requestId"] == post["params"]["requestId"])
            .expect("its headers");
        let headers = sent["params"]["headers"].as_object().unwrap();
        let lower = |(name, value): (&String, &Value)| (name.to_lowercase(), value.clone());
        headers.iter().map(lower).collect()
    }

    /// What Chromium has to say against the pages: violations of their policy, errors, issues. That
    /// a response is an error one is no complaint, nor is a note: that a field which somebody types
    /// into already is not focused again.
    pub fn complaints(&self) -> Vec<Value> {
        let mine = self.mine().into_iter();
        mine.filter(|event| match event["method"].as_str() {
            Some("Log.entryAdded") => {
                let entry = &event["params"]["entry"];
                entry["source"] != "network" && entry["level"] != "info"
            }
            Some("Audits.issueAdded" | "Runtime.exceptionThrown" | "Runtime.consoleAPICalled") => {
                true
            }
            _ => false,
        })
        .collect()
    }

    fn mine(&self) -> Vec<Value> {
        let mut events = self.chromium.events(self.since);
        events.retain(|event| event["sessionId"] == *self.session);
        events
    }

    /// The page as a PNG, from its top to the height given.
    pub fn picture(&self, width: f64, height: f64, scale: f64) -> Vec<u8> {
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": scale });
        let params = json!({ "format": "png", "clip": clip, "captureBeyondViewport": true });
        let picture = self.call("Page.captureScreenshot", params);
        let text = picture["data"].as_str().unwrap();
        data_encoding::BASE64.decode(text.as_bytes()).unwrap()
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        if self.is_beside {
            return;
        }
        let context = json!({ "browserContextId": self.context });
        let _ = self
            .chromium
            .try_call(None, "Target.disposeBrowserContext", context);
    }
}

/// Whether a page with this heading is there, loaded to its end: what is done next must not take that
/// for what it leads to.
fn shows(heading: &str) -> String {
    format!(
        "document.querySelector('h1')?.innerText === {heading:?}
         && performance.getEntriesByType('navigation')[0].loadEventEnd > 0"
    )
}
