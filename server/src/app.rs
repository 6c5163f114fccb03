//! What every handler works with, and how the generated layer finds out who is calling.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use slog::Logger;

use crate::auth::{self, Authenticator, Presented};
use crate::clock;
use crate::contract::Credentials;
use crate::contract::runtime::{Completed, Denied, Exchange, Refusal, Secret, Service, Unexpected};
use crate::mfa::{self, Caller, RequestOrigin};
use crate::pages::{PageServed, PagesContext};
use crate::telemetry::{RequestRecord, request_completed};

pub struct App {
    pub log: Logger,
    pub authenticator: Authenticator,
    pub mfa: Arc<mfa::Service>,
}

impl App {
    /// The one clock of the server: the domain is told the time.
    pub fn now(&self) -> DateTime<Utc> {
        clock::now()
    }
}

impl Service for App {
    type Caller = Caller;
    type Credentials = Credentials;

    async fn authenticate(
        &self,
        credentials: Credentials,
        exchange: &Exchange,
    ) -> Result<Caller, Denied> {
        let secret = |secret: Secret| SecretString::from(secret.expose());
        let presented = Presented {
            api_key: credentials.secret_api_key.map(secret),
            bearer: credentials.jwt.map(secret),
        };
        let request = RequestOrigin {
            id: exchange.request_id.clone(),
            address: exchange.remote_addr.ip(),
        };
        self.authenticator
            .authenticate(presented, Some(request), self.now())
            .await
            .map_err(|error| match error {
                auth::Error::Unauthenticated(refused) => Denied::Refused(
                    Refusal::unauthenticated(refused.detail(), vec![refused.challenge()])
                        .because(refused.to_string()),
                ),
                auth::Error::Internal(error) => Denied::Unexpected(match error.retry_after() {
                    Some(after) => Unexpected::unavailable(error, after),
                    None => Unexpected::new(error),
                }),
            })
    }

    fn completed(&self, completed: &Completed<'_, Caller>) {
        request_completed(
            &self.log,
            &RequestRecord {
                request_id: &completed.exchange.request_id,
                operation: completed.exchange.operation_id,
                status: completed.status.as_u16(),
                organization: completed.caller.map(|caller| &caller.organization),
                duration: completed.duration,
                outcome: None,
                reason: completed
                    .reason
                    .as_ref()
                    .map(|reason| reason as &dyn std::fmt::Display),
            },
        );
    }
}

impl PagesContext for App {
    fn mfa(&self) -> &mfa::Service {
        &self.mfa
    }

    fn now(&self) -> DateTime<Utc> {
        App::now(self)
    }

    fn page_served(&self, served: &PageServed<'_>) {
        request_completed(
            &self.log,
            &RequestRecord {
                request_id: served.request_id,
                operation: served.operation,
                status: served.status,
                organization: served.organization,
                duration: served.duration,
                outcome: Some(served.outcome),
                reason: served.error.map(|error| error as &dyn std::fmt::Display),
            },
        );
    }
}
