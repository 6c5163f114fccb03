//! `mfa-server dev`, its simulators, and what the generated client sees.

use mfa_client::Client;
use mfa_client::types::{Mfa, MfaLinkRel};
use serde_json::Value;

use crate::program::{Place, Server};

pub struct World {
    pub place: Place,
    pub server: Server,
    /// Trusts the simulators' authority, follows nothing.
    pub http: reqwest::Client,
}

impl World {
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// With these variables in its environment.
    pub async fn start_with(variables: &[(&str, &str)]) -> Self {
        let place = Place::new();
        let mut command = place.command(&["dev", "--listen", "127.0.0.1:0"]);
        let server = Server::start(command.envs(variables.iter().copied()));
        server.announced_in(&place.path(".mfa/dev.env"));
        let authority = std::fs::read(place.env_value("MFA_SIMULATOR_CA")).unwrap();
        let authority = reqwest::Certificate::from_pem(&authority).unwrap();
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only([authority])
            .build()
            .unwrap();
        Self {
            place,
            server,
            http,
        }
    }

    /// An operator's command on the same data.
    pub fn operate(&self, arguments: &[&str]) -> Value {
        self.place.json(arguments)
    }

    /// New enrolments of the sample organization get this type.
    pub fn enrol_by(&self, factor_type: &str) {
        let set = ["organization", "set", "sample", "--enrollment-type"];
        self.operate(&[&set[..], &[factor_type]].concat());
    }

    pub fn client(&self, user: &str) -> Client {
        let token = self
            .place
            .env_value(&format!("MFA_JWT_{}", user.to_uppercase()));
        Client::builder(self.place.env_value("MFA_URL"))
            .jwt(token)
            .build()
            .unwrap()
    }

    pub async fn state(&self, user: &str) -> Mfa {
        let state = self.client(user).get_profile_mfa().send().await;
        state.unwrap().into_inner()
    }

    /// A new link of a user.
    pub async fn link(&self, user: &str) -> String {
        let started = self.client(user).post_profile_mfa().send().await.unwrap();
        let link = started
            .links
            .iter()
            .find(|link| link.rel == MfaLinkRel::Enrollment);
        link.unwrap().href.clone()
    }

    /// What goes wrong from now on at the simulator of this host.
    pub async fn faults(&self, host: &str, faults: Value) {
        let url = format!("https://{host}/simulator/faults");
        let set = self.http.put(url).json(&faults).send().await.unwrap();
        assert_eq!(set.status(), 204, "{}", set.text().await.unwrap());
    }
}
