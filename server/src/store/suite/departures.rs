//! What a person does whose factor is another service: goes there, and comes back.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures::future::join_all;
use url::Url;

use super::elsewhere::{self, ELSEWHERE, code_for, parameter};
use super::{BY, at, link, organization, service_with, state_of, visit, with_alice};
use crate::mfa::{
    BrowserHash, BrowserToken, Departed, Departure, Failure, LinkEnd, LinkToken, NotBack, NotOpen,
    Organization, OrganizationId, Outcome, Parameters, Prompt, Purpose, Sealed, Service, StateHash,
    StateToken, Status, Store, UserId, Visit,
};

/// Alice, of an organization whose users confirm elsewhere, with a link and a browser.
struct World {
    mfa: Service,
    blue: OrganizationId,
    alice: UserId,
    browser: BrowserToken,
    done: Arc<std::sync::atomic::AtomicBool>,
}

impl World {
    async fn new(store: &Arc<dyn Store>) -> Self {
        let (_, blue, alice) = with_alice(store).await;
        let there = Organization {
            enrollment_type: ELSEWHERE,
            ..organization("blue")
        };
        store
            .update_organization(&there, &BY, at(0))
            .await
            .expect("updated");
        let (factors, done) = elsewhere::factors();
        Self {
            mfa: service_with(store, factors),
            blue,
            alice,
            browser: BrowserToken::generate().expect("randomness"),
            done,
        }
    }

    async fn link(&self, seconds: i64) -> LinkToken {
        link(&self.mfa, &self.blue, &self.alice, at(seconds)).await
    }

    fn visit(&self, seconds: i64) -> Visit<'_> {
        visit(&self.browser, at(seconds))
    }

    async fn open(&self, token: &LinkToken, seconds: i64) -> Outcome {
        let page = self.mfa.open_link(token, self.visit(seconds)).await;
        page.expect("a page").outcome
    }

    /// Goes on from the link's page; where to.
    async fn leave(&self, token: &LinkToken, seconds: i64) -> Url {
        let asked = self.open(token, seconds).await;
        assert!(matches!(
            asked,
            Outcome::Prompt {
                prompt: Prompt::Continue { .. } | Prompt::Wait { .. },
                ..
            }
        ));
        let visited = self.mfa.submit(token, "", self.visit(seconds)).await;
        match visited.expect("a page").outcome {
            Outcome::Leave(to) => to.expose().clone(),
            other => panic!("not sent away: {other:?}"),
        }
    }

    async fn back(
        &self,
        to: &Url,
        with: (&str, &str),
        visit: Visit<'_>,
    ) -> Result<Outcome, Failure> {
        let state = StateToken::parse(&parameter(to, "state")).expect("a state");
        let pair = (with.0.to_owned(), with.1.to_owned());
        let parameters = Parameters::new([pair]).expect("each once");
        let visited = self.mfa.come_back(&state, &parameters, visit).await?;
        Ok(visited.outcome)
    }

    async fn status(&self) -> Status {
        let state = state_of(&self.mfa, &self.blue, &self.alice).await;
        state.expect("known").status
    }
}

pub(crate) async fn another_service_enrols_and_verifies_a_person(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let token = world.link(0).await;
    let to = world.leave(&token, 5).await;
    assert_eq!(
        parameter(&to, "redirect_uri"),
        "https://mfa.test/enrollment/callback",
        "no token is in it"
    );
    assert_eq!(world.status().await, Status::Inactive);
    let code = code_for(&to, 9);
    let back = world.back(&to, ("code", &code), world.visit(10));
    let enrolled = back.await.expect("an outcome");
    assert!(
        matches!(enrolled, Outcome::Done(Purpose::Enroll)),
        "{enrolled:?}"
    );
    let state = state_of(&world.mfa, &world.blue, &world.alice).await;
    let state = state.expect("known");
    assert_eq!(
        (state.status, state.factor_type),
        (Status::Active, Some(ELSEWHERE))
    );
    assert_eq!(state.last_auth_time, Some(at(9)), "when it was there");

    let token = world.link(60).await;
    let to = world.leave(&token, 61).await;
    let code = code_for(&to, 62);
    let back = world.back(&to, ("code", &code), world.visit(63));
    let verified = back.await.expect("an outcome");
    assert!(matches!(
        verified,
        Outcome::Verified {
            recovery_left: None,
            by_recovery_code: false
        }
    ));
    // What was vouched for before the link proves nothing for it.
    let token = world.link(600).await;
    let to = world.leave(&token, 601).await;
    let code = code_for(&to, 62);
    let back = world.back(&to, ("code", &code), world.visit(602));
    let stale = back.await.expect("an outcome");
    assert!(matches!(stale, Outcome::Denied), "{stale:?}");
}

pub(crate) async fn only_the_browser_that_left_comes_back_and_once(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let token = world.link(0).await;
    let to = world.leave(&token, 0).await;
    let code = code_for(&to, 1);

    let other = BrowserToken::generate().expect("randomness");
    let early = visit(&other, at(1));
    let stolen = world.back(&to, ("code", &code), early).await;
    assert!(matches!(stolen, Ok(Outcome::OtherBrowser)), "{stolen:?}");
    let mut guessed = to.clone();
    let state = StateToken::generate().expect("randomness").expose();
    guessed.set_query(Some(&format!("state={state}")));
    let unknown = world.back(&guessed, ("code", &code), world.visit(1)).await;
    assert!(matches!(unknown, Ok(Outcome::Unknown)), "{unknown:?}");
    assert_eq!(world.status().await, Status::Inactive);

    // A newer departure takes the place of the older one.
    let newer = world.leave(&token, 2).await;
    let older = world.back(&to, ("code", &code), world.visit(3)).await;
    assert!(matches!(older, Ok(Outcome::Unknown)), "{older:?}");
    let code = code_for(&newer, 3);
    let times = (0..8).map(|_| world.back(&newer, ("code", &code), world.visit(3)));
    let outcomes = join_all(times).await;
    let count = |is: fn(&Outcome) -> bool| {
        let outcomes = outcomes
            .iter()
            .map(|outcome| outcome.as_ref().expect("no failure"));
        outcomes.filter(|outcome| is(outcome)).count()
    };
    assert_eq!(
        count(|o| matches!(o, Outcome::Done(_) | Outcome::CameBackBefore)),
        8,
        "{outcomes:?}"
    );
    let state = state_of(&world.mfa, &world.blue, &world.alice).await;
    assert_eq!(state.expect("known").last_auth_time, Some(at(3)));
    // Its own browser is told once more what came of it, and no other is.
    let replayed = world.back(&newer, ("code", &code), world.visit(4)).await;
    assert!(matches!(replayed, Ok(Outcome::Done(_))), "{replayed:?}");
    let visit = visit(&other, at(4));
    let stolen = world.back(&newer, ("code", &code), visit).await;
    assert!(
        matches!(stolen, Ok(Outcome::Ended(LinkEnd::Used))),
        "{stolen:?}"
    );
}

pub(crate) async fn who_is_denied_may_try_again(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let token = world.link(0).await;
    for seconds in [0, 10] {
        let to = world.leave(&token, seconds).await;
        let said_no = ("error", "access_denied");
        let denied = world.back(&to, said_no, world.visit(seconds)).await;
        assert!(matches!(denied, Ok(Outcome::Denied)), "{denied:?}");
        let again = world.back(&to, said_no, world.visit(seconds)).await;
        assert!(matches!(again, Ok(Outcome::CameBackBefore)), "{again:?}");
    }
    assert_eq!(world.status().await, Status::Inactive);
    let to = world.leave(&token, 20).await;
    let late = ("code", &*code_for(&to, 601));
    let late = world.back(&to, late, world.visit(601)).await;
    assert!(
        matches!(late, Ok(Outcome::Ended(LinkEnd::Expired))),
        "{late:?}"
    );
    let yes = ("code", &*code_for(&to, 600));
    let yes = world.back(&to, yes, world.visit(600)).await;
    assert!(matches!(yes, Ok(Outcome::Done(_))), "{yes:?}");
}

pub(crate) async fn a_service_that_fails_lets_nobody_in(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let token = world.link(0).await;
    for code in ["nonsense", "0.0"] {
        let to = world.leave(&token, 0).await;
        let failed = world.back(&to, ("code", code), world.visit(0)).await;
        assert!(matches!(failed, Err(Failure::Factor(_))), "{failed:?}");
        let printed = format!("{failed:?} {to:?}", to = crate::mfa::Destination::from(to));
        assert!(!printed.contains("state="), "{printed}");
    }
    assert_eq!(world.status().await, Status::Inactive);
    let to = world.leave(&token, 1).await;
    let yes = world
        .back(&to, ("code", &code_for(&to, 1)), world.visit(1))
        .await;
    assert!(
        matches!(yes, Ok(Outcome::Done(_))),
        "nothing was counted: {yes:?}"
    );
}

pub(crate) async fn a_page_that_waits_goes_on_when_it_is_done_elsewhere(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let token = world.link(0).await;
    world.leave(&token, 0).await;
    let waits = world.open(&token, 5).await;
    assert!(matches!(
        waits,
        Outcome::Prompt {
            prompt: Prompt::Wait { .. },
            ..
        }
    ));
    world.done.store(true, Ordering::SeqCst);
    // Another browser looks, as a preview does: nothing happens.
    let other = world.mfa.look(&token, at(6)).await.expect("a page");
    assert!(matches!(
        other,
        Outcome::Prompt {
            prompt: Prompt::Continue { .. },
            ..
        }
    ));
    assert_eq!(world.status().await, Status::Inactive);
    let done = world.open(&token, 8).await;
    assert!(matches!(done, Outcome::Done(_)), "{done:?}");
    assert_eq!(world.status().await, Status::Active);
}

pub(crate) async fn the_store_itself_lets_a_departure_come_back_once(store: Arc<dyn Store>) {
    let world = World::new(&store).await;
    let hash = world.link(0).await.hash();
    let state = StateHash::from_bytes([1; 32]);
    let browser = BrowserHash::from_bytes([2; 32]);
    let kept = Sealed {
        key_id: "k".into(),
        bytes: vec![3],
    };
    let departure = || Departure {
        state,
        departed: Departed {
            browser,
            kept: kept.clone(),
        },
    };
    let late = store.depart(&hash, departure(), at(601)).await;
    assert_eq!(late.expect("told"), Err(NotOpen::Ended(LinkEnd::Expired)));
    assert!(store.link_by_state(&state).await.expect("read").is_none());
    let departed = store.depart(&hash, departure(), at(0)).await;
    assert_eq!(departed.expect("told"), Ok(()));
    let found = store.link_by_state(&state).await.expect("read");
    assert_eq!(found.map(|link| link.hash), Some(hash));

    let other = BrowserHash::from_bytes([4; 32]);
    let back = store.come_back(&state, &other, at(1)).await.expect("told");
    assert_eq!(back.expect_err("refused"), NotBack::OtherBrowser);
    let times = join_all((0..16).map(|_| store.come_back(&state, &browser, at(1)))).await;
    let mut came_back = Vec::new();
    for back in times {
        match back.expect("told") {
            Ok(back) => came_back.push(back.kept),
            Err(refusal) => assert_eq!(refusal, NotBack::Before),
        }
    }
    assert_eq!((came_back.len(), &came_back[0]), (1, &kept));
    // A newer link ends this one, and forgets what it kept.
    store
        .depart(&hash, departure(), at(2))
        .await
        .expect("told")
        .expect("open");
    world.link(3).await;
    let ended = store
        .come_back(&state, &browser, at(3))
        .await
        .expect("told");
    assert_eq!(
        ended.expect_err("refused"),
        NotBack::NotOpen(NotOpen::Ended(LinkEnd::Replaced))
    );
    let found = store
        .link_by_state(&state)
        .await
        .expect("read")
        .expect("known");
    assert_eq!(found.departed, None);
}
