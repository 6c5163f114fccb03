//! `mfa-server dev` with its people, and what the generated client sees of them.

use mfa_client::Client;
use mfa_client::types::{Mfa, MfaLinkRel};

use crate::program::{Place, Server};

pub struct Service {
    pub place: Place,
    pub server: Server,
    pub alice: Client,
    runtime: tokio::runtime::Runtime,
}

impl Service {
    pub fn start() -> Self {
        let place = Place::new();
        let server = place.server(&["dev", "--listen", "127.0.0.1:0"]);
        server.announced_in(&place.path(".mfa/dev.env"));
        let alice = Client::builder(place.env_value("MFA_URL"))
            .secret_api_key(place.env_value("MFA_ALICE_API_KEY"))
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        Self {
            place,
            server,
            alice,
            runtime: runtime.unwrap(),
        }
    }

    /// A new link for alice.
    pub fn link(&self) -> String {
        let started = self
            .runtime
            .block_on(self.alice.post_profile_mfa().send())
            .unwrap();
        let link = started
            .links
            .iter()
            .find(|link| link.rel == MfaLinkRel::Enrollment);
        link.unwrap().href.clone()
    }

    /// What an operator changes of the sample organization.
    pub fn set(&self, settings: &[&str]) {
        let set = ["organization", "set", "sample"];
        self.place.done(&[&set[..], settings].concat());
    }

    /// What goes wrong from now on at the simulator that a variable of `dev.env` names.
    pub fn faults(&self, variable: &str, faults: serde_json::Value) {
        let authority = std::fs::read(self.place.env_value("MFA_SIMULATOR_CA")).unwrap();
        let authority = reqwest::Certificate::from_pem(&authority).unwrap();
        let http = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([authority]);
        let url = format!(
            "https://{}/simulator/faults",
            self.place.env_value(variable)
        );
        let set = http.build().unwrap().put(url).json(&faults).send();
        assert_eq!(self.runtime.block_on(set).unwrap().status(), 204);
    }

    pub fn state(&self) -> Mfa {
        let state = self.runtime.block_on(self.alice.get_profile_mfa().send());
        state.unwrap().into_inner()
    }

    pub fn disable(&self) {
        self.runtime
            .block_on(self.alice.delete_profile_mfa().send())
            .unwrap();
    }
}
