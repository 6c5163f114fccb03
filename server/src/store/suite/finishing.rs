//! What is told of a link that did its work, and the recovery codes that its page shows.

use std::sync::Arc;

use super::{BY, at, link, scan, visit, with_alice, with_secret};
use crate::factor::TotpSecret;
use crate::mfa::{
    BrowserHash, BrowserToken, FollowUp, LinkEnd, LinkToken, NewCodes, OrganizationId, Outcome,
    Purpose, RecoveryCode, RecoveryHash, Sealed, Service, Stage, Store, UserId, Visit,
};

/// Alice with one browser, in which she does everything.
struct World {
    mfa: Service,
    blue: OrganizationId,
    alice: UserId,
    browser: BrowserToken,
}

impl World {
    async fn new(store: &Arc<dyn Store>) -> Self {
        let (mfa, blue, alice) = with_alice(store).await;
        let browser = BrowserToken::generate().expect("randomness");
        Self {
            mfa,
            blue,
            alice,
            browser,
        }
    }

    fn visit(&self, seconds: i64) -> Visit<'_> {
        visit(&self.browser, at(seconds))
    }

    async fn link(&self, seconds: i64) -> LinkToken {
        link(&self.mfa, &self.blue, &self.alice, at(seconds)).await
    }

    async fn open(&self, token: &LinkToken, seconds: i64) -> Outcome {
        let page = self.mfa.open_link(token, self.visit(seconds)).await;
        page.expect("a page").outcome
    }

    async fn give(&self, token: &LinkToken, typed: &str, seconds: i64) -> Outcome {
        let page = self.mfa.submit(token, typed, self.visit(seconds)).await;
        page.expect("a page").outcome
    }

    async fn renew(&self, token: &LinkToken, seconds: i64) -> Outcome {
        let page = self.mfa.renew_codes(token, self.visit(seconds)).await;
        page.expect("a page").outcome
    }

    /// Enrols at 0; the link, the app, and the codes.
    async fn enrol(&self) -> (LinkToken, TotpSecret, Vec<RecoveryCode>) {
        let token = self.link(0).await;
        let app = scan(&self.mfa, &token, at(0)).await;
        let codes = codes(self.give(&token, &app.code_at(at(0)), 0).await);
        (token, app, codes)
    }
}

fn codes(outcome: Outcome) -> Vec<RecoveryCode> {
    match outcome {
        Outcome::Codes { codes, .. } => codes,
        other => panic!("no codes: {other:?}"),
    }
}

pub(crate) async fn recovery_codes_are_shown_until_they_are_saved(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let (token, app, shown) = world.enrol().await;
    assert_eq!(shown.len(), 10);
    // However often she loads the page, and after the form was sent twice.
    for seconds in [1, 2, 900] {
        assert_eq!(codes(world.open(&token, seconds).await), shown);
    }
    let twice = world.give(&token, &app.code_at(at(0)), 3).await;
    assert!(matches!(twice, Outcome::Ended(LinkEnd::Used)), "{twice:?}");
    let elsewhere = world.mfa.look(&token, at(1)).await.expect("a page");
    assert!(
        matches!(elsewhere, Outcome::Ended(LinkEnd::Used)),
        "no other browser: {elsewhere:?}"
    );
    let kept = store.link(&token.hash()).await.expect("read");
    let kept = kept.and_then(|link| link.finished).expect("finished");
    let Stage::Codes(sealed) = kept.stage else {
        panic!("{kept:?}")
    };
    let plain = shown[0].expose().replace('-', "");
    let in_the_open = sealed.bytes.windows(16).any(|w| w == plain.as_bytes());
    assert!(!in_the_open, "they are encrypted");

    for _ in 0..2 {
        let saved = world.mfa.codes_saved(&token, world.visit(10)).await;
        let saved = saved.expect("a page").outcome;
        assert!(matches!(saved, Outcome::Done(Purpose::Enroll)), "{saved:?}");
    }
    assert!(matches!(
        world.open(&token, 11).await,
        Outcome::Done(Purpose::Enroll)
    ));
    let kept = store.link(&token.hash()).await.expect("read");
    let kept = kept.and_then(|link| link.finished).expect("finished");
    assert_eq!(kept.stage, Stage::Done, "they are forgotten");
    // What was saved works.
    let later = world.link(60).await;
    let outcome = world.give(&later, &shown[7].expose(), 60).await;
    assert!(matches!(outcome, Outcome::Verified { .. }), "{outcome:?}");
}

pub(crate) async fn what_is_shown_ends_with_its_time_and_with_the_factor(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let (token, ..) = world.enrol().await;
    let late = world.open(&token, 901).await;
    assert!(matches!(late, Outcome::Ended(LinkEnd::Used)), "{late:?}");
    let stage = async |token: &LinkToken| {
        let link = store.link(&token.hash()).await.expect("read");
        link.and_then(|link| link.finished).expect("finished").stage
    };
    assert!(matches!(stage(&token).await, Stage::Codes(_)));
    world.link(901).await;
    assert_eq!(stage(&token).await, Stage::Done, "with the next link");

    store
        .reset_factor(&world.blue, &world.alice, &BY, at(1000))
        .await
        .expect("reset");
    let token = world.link(1000).await;
    let app = scan(&world.mfa, &token, at(1000)).await;
    codes(world.give(&token, &app.code_at(at(1000)), 1000).await);
    let disabled = world
        .mfa
        .disable_for(&world.blue, &world.alice, at(1001))
        .await;
    disabled.expect("fresh");
    assert_eq!(stage(&token).await, Stage::Done, "with the factor");
    let gone = world.open(&token, 1002).await;
    assert!(matches!(gone, Outcome::Ended(LinkEnd::Used)), "{gone:?}");
}

pub(crate) async fn who_was_verified_makes_new_recovery_codes(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let (_, app, old) = world.enrol().await;
    let token = world.link(60).await;
    // Not before the proof.
    let early = world.renew(&token, 60).await;
    assert!(matches!(early, Outcome::Prompt { .. }), "{early:?}");
    let verified = world.give(&token, &app.code_at(at(60)), 60).await;
    assert!(matches!(
        verified,
        Outcome::Verified {
            recovery_left: Some(10),
            ..
        }
    ));
    // Nor by anyone else who has the link.
    let other = BrowserToken::generate().expect("randomness");
    let visit = visit(&other, at(61));
    let stolen = world.mfa.renew_codes(&token, visit).await;
    let stolen = stolen.expect("a page").outcome;
    assert!(
        matches!(stolen, Outcome::Ended(LinkEnd::Used)),
        "{stolen:?}"
    );

    let new = codes(world.renew(&token, 62).await);
    assert_eq!(new.len(), 10);
    assert!(new.iter().all(|code| !old.contains(code)));
    let again = codes(world.renew(&token, 63).await);
    assert_eq!(again, new, "sent twice, they stay");
    let later = world.link(120).await;
    let void = world.give(&later, &old[0].expose(), 120).await;
    assert!(
        matches!(void, Outcome::WrongCode { tries_left: 4 }),
        "{void:?}"
    );
    let works = world.give(&later, &new[0].expose(), 121).await;
    assert!(matches!(
        works,
        Outcome::Verified {
            recovery_left: Some(9),
            by_recovery_code: true
        }
    ));
    let saved = world.mfa.codes_saved(&token, world.visit(122)).await;
    let saved = saved.expect("a page").outcome;
    assert!(matches!(saved, Outcome::Done(Purpose::Verify)), "{saved:?}");
}

pub(crate) async fn the_store_itself_keeps_codes_for_one_browser(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let secret = TotpSecret::generate().expect("randomness");
    let eve = with_secret(&world.blue, super::user_id("eve"), &secret, None);
    let imported = store.import_users(&world.blue, vec![eve], &BY, at(0)).await;
    imported.expect("imported");
    let token = link(&world.mfa, &world.blue, &super::user_id("eve"), at(0)).await;
    world.give(&token, &secret.code_at(at(0)), 0).await;
    let new = |byte| {
        FollowUp::NewCodes(NewCodes {
            hashes: vec![RecoveryHash::from_bytes([byte; 32])],
            sealed: Sealed {
                key_id: "k".into(),
                bytes: vec![byte],
            },
        })
    };
    let (own, hash) = (world.browser.hash(), token.hash());
    let other = BrowserHash::from_bytes([9; 32]);
    let stage = async |browser: &BrowserHash, follow_up, seconds| {
        let link = store.follow_up(&hash, browser, follow_up, &BY, at(seconds));
        let link = link.await.expect("told").expect("known");
        link.finished.expect("finished").stage
    };
    for (browser, seconds) in [(&other, 1), (&own, 901)] {
        let kept = stage(browser, new(1), seconds).await;
        assert!(matches!(kept, Stage::Verified { .. }), "{kept:?}");
    }
    // Many at once: one set is kept, and it is the one that is shown.
    let times = (1..9).map(|byte| stage(&own, new(byte), 2));
    let stages = futures::future::join_all(times).await;
    assert!(stages.iter().all(|kept| *kept == stages[0]), "{stages:?}");
    assert_eq!(stage(&own, FollowUp::Saved, 3).await, Stage::Done);
    let nobodys = LinkToken::generate().expect("randomness").hash();
    let unknown = store
        .follow_up(&nobodys, &own, FollowUp::Saved, &BY, at(0))
        .await;
    assert!(unknown.expect("told").is_none());
}
