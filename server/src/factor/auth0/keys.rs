//! The keys that tenants sign ID tokens with: read when they are needed, and kept for a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet, PublicKeyUse};
use reqwest::Method;

use super::SERVICE;
use crate::factor::vendor::{failed, said};
use crate::mfa::FactorError;
use crate::outbound::{Body, Client, Host, Repeat, Request};

const JWKS: &str = "/.well-known/jwks.json";
/// How long they count.
const KEPT_FOR: Duration = Duration::from_secs(600);
/// How soon they may be read again for a key that is not among them.
const READ_AGAIN_AFTER: Duration = Duration::from_secs(30);

#[derive(Clone)]
struct Read {
    at: Instant,
    keys: Arc<JwkSet>,
}

pub(super) struct Keys {
    client: Arc<Client>,
    read: Mutex<HashMap<Host, Read>>,
}

impl Keys {
    pub(super) fn new(client: Arc<Client>) -> Self {
        let read = Mutex::default();
        Self { client, read }
    }

    /// The key of this name, for RS256.
    pub(super) async fn of(&self, domain: &Host, kid: &str) -> Result<DecodingKey, FactorError> {
        let known = self.lock().get(domain).cloned();
        let known = known.filter(|read| read.at.elapsed() < KEPT_FOR);
        if let Some(read) = known {
            let found = find(&read.keys, kid);
            if found.is_some() || read.at.elapsed() < READ_AGAIN_AFTER {
                return found.ok_or_else(unknown);
            }
        }
        let keys = self.read(domain).await?;
        find(&keys, kid).ok_or_else(unknown)
    }

    async fn read(&self, domain: &Host) -> Result<Arc<JwkSet>, FactorError> {
        let request = || {
            Ok(Request {
                method: Method::GET,
                path: JWKS.to_owned(),
                bearer: None,
                body: Body::None,
            })
        };
        let asked = self
            .client
            .call((SERVICE, "keys"), domain, Repeat::Allowed, request);
        let answer = asked.await.map_err(|fault| failed(SERVICE, &fault))?;
        if !answer.status.is_success() {
            let said = said(&answer, "errorCode");
            return Err(wrong(format!("it gives no keys: {said}")));
        }
        let keys = serde_json::from_value::<JwkSet>(answer.body);
        let keys = Arc::new(keys.map_err(|_| wrong("its keys are no JWK Set".into()))?);
        let read = Read {
            at: Instant::now(),
            keys: Arc::clone(&keys),
        };
        self.lock().insert(domain.clone(), read);
        Ok(keys)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Host, Read>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn find(keys: &JwkSet, kid: &str) -> Option<DecodingKey> {
    let is_for_signatures = |key: &&Jwk| {
        let used_for = key.common.public_key_use.as_ref();
        used_for.is_none_or(|used_for| *used_for == PublicKeyUse::Signature)
            && matches!(key.algorithm, AlgorithmParameters::RSA(_))
    };
    let mut named = keys
        .keys
        .iter()
        .filter(|key| key.common.key_id.as_deref() == Some(kid))
        .filter(is_for_signatures);
    let (first, second) = (named.next(), named.next());
    let key = first.filter(|_| second.is_none())?;
    DecodingKey::from_jwk(key).ok()
}

fn unknown() -> FactorError {
    wrong("its ID token names a key that it does not publish".into())
}

fn wrong(reason: String) -> FactorError {
    FactorError::Service {
        service: SERVICE,
        reason,
    }
}
