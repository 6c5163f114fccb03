//! From the credentials of a request to its caller.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};

use super::api_key::PresentedApiKey;
use super::error::{Error, Internal, Unauthenticated};
use super::jwks::{JwksCache, JwksSource};
use super::jwt::{
    Algorithm, Expectations, Refusal, UnverifiedToken, VerifiedClaims, check_header, choose_key,
    verify,
};
use super::key_uses::KeyUses;
use crate::mfa::{
    Caller, Credential, Ended, JwtSettings, KeySource, Moment, Organization, RequestOrigin, Scopes,
    Store, UserId,
};

/// The credentials that a request carries, as they came. They never print themselves.
#[derive(Debug, Default)]
pub struct Presented {
    pub api_key: Option<SecretString>,
    /// What follows `Bearer` in `Authorization`.
    pub bearer: Option<SecretString>,
}

/// Knows callers by the store's API keys and by the organizations' JWT settings.
///
/// What the store tells is as of the request: a revoked key and a changed setting count from the
/// next one, in every server process.
pub struct Authenticator {
    store: Arc<dyn Store>,
    jwks: Arc<JwksCache>,
    key_uses: Arc<KeyUses>,
}

impl Authenticator {
    pub fn new(store: Arc<dyn Store>, jwks: JwksCache) -> Self {
        Self {
            store,
            jwks: Arc::new(jwks),
            key_uses: Arc::default(),
        }
    }

    /// The keys of issuers: for the one who has them read again.
    pub fn jwks(&self) -> &Arc<JwksCache> {
        &self.jwks
    }

    /// When keys were used: for the one who keeps it.
    pub fn key_uses(&self) -> &Arc<KeyUses> {
        &self.key_uses
    }

    /// Tells who is calling.
    ///
    /// Each credential that is presented must be valid: a bad one is not made good by the other.
    /// Both at once must agree on the organization, and on the user when the key is bound to one.
    /// The caller then is the token's user with the scopes that both have: a backend that passes a
    /// person's token along acts for that person, and can do no more than the person or itself.
    pub async fn authenticate(
        &self,
        presented: Presented,
        request: Option<RequestOrigin>,
        now: DateTime<Utc>,
    ) -> Result<Caller, Error> {
        let caller = self.caller(presented, request, now).await?;
        if let Credential::ApiKey(key) | Credential::ApiKeyAndJwt(key) = &caller.credential {
            self.key_uses.note(key, now);
        }
        Ok(caller)
    }

    async fn caller(
        &self,
        presented: Presented,
        request: Option<RequestOrigin>,
        now: DateTime<Utc>,
    ) -> Result<Caller, Error> {
        let moment = self.store.latest().await.map_err(Internal::from)?;
        let asking = Asking { request, moment };
        match (&presented.api_key, &presented.bearer) {
            (None, None) => Err(Unauthenticated::NoCredentials.into()),
            (Some(key), None) => self.by_api_key(key, asking, now).await,
            (None, Some(token)) => {
                // Tokens are much work: in a place of its own, so that keys need not carry it along.
                let known = Box::pin(self.by_jwt(token, asking, now)).await?;
                Box::pin(self.admit(known, now)).await
            }
            (Some(key), Some(token)) => {
                let by_key = self.by_api_key(key, asking.clone(), now).await?;
                let known = Box::pin(self.by_jwt(token, asking, now)).await?;
                // Agreement first: a token beside a foreign key makes no user record.
                let agreed = agree(by_key, &known.caller)?;
                let known = Known {
                    caller: agreed,
                    ..known
                };
                Box::pin(self.admit(known, now)).await
            }
        }
    }

    async fn by_api_key(
        &self,
        key: &SecretString,
        asking: Asking,
        now: DateTime<Utc>,
    ) -> Result<Caller, Error> {
        let presented = PresentedApiKey::parse(key).map_err(Unauthenticated::from)?;
        let record = self
            .store
            .api_key(&presented.id, asking.moment)
            .await
            .map_err(Internal::from)?;
        let matches = presented.matches(record.as_ref().map(|record| &record.secret_hash));
        let id = presented.id;
        let record = match record {
            None => return Err(Unauthenticated::UnknownKey(id).into()),
            Some(_) if !matches => return Err(Unauthenticated::WrongKeySecret(id).into()),
            Some(record) => record,
        };
        match record.ended(now) {
            Some(Ended::Revoked) => return Err(Unauthenticated::RevokedKey(id).into()),
            Some(Ended::Expired) => return Err(Unauthenticated::ExpiredKey(id).into()),
            None if record.owner_disabled => return Err(Unauthenticated::Disabled.into()),
            None => {}
        }
        Ok(Caller {
            organization: record.organization.clone(),
            user: record.user.clone(),
            scopes: Scopes::of_key(record.scopes.iter().map(String::as_str)),
            credential: Credential::ApiKey(id),
            moment: asking.moment,
            request: asking.request,
        })
    }

    async fn by_jwt(
        &self,
        token: &SecretString,
        asking: Asking,
        now: DateTime<Utc>,
    ) -> Result<Known, Error> {
        let token = UnverifiedToken::parse(token.expose_secret()).map_err(|r| refused(r, None))?;
        let (organization, settings) = self.expecting(&token).await?;
        let refused = |refusal| refused(refusal, Some(&organization));
        let claims = self.verified(token, &organization, &settings, now).await?;
        let user = claims
            .text(&settings.user_claim)
            .and_then(|user| UserId::new(user).ok())
            .ok_or_else(|| refused(Refusal::NotAUserId))?;
        self.refuse_disabled(&organization, &user).await?;
        let caller = Caller {
            organization: organization.id,
            user: Some(user),
            scopes: Scopes::of_token(claims.words(&settings.scope_claim)),
            credential: Credential::Jwt,
            moment: asking.moment,
            request: asking.request,
        };
        Ok(Known {
            caller,
            makes_user: organization.users_from_jwt,
        })
    }

    async fn refuse_disabled(
        &self,
        organization: &Organization,
        user: &UserId,
    ) -> Result<(), Error> {
        let user = self.store.user(&organization.id, user).await;
        let user = user.map_err(Internal::from)?;
        let disabled = organization.disabled_at.is_some()
            || user.is_some_and(|user| user.disabled_at.is_some());
        if disabled {
            return Err(Unauthenticated::Disabled.into());
        }
        Ok(())
    }

    /// The organization that expects tokens of this issuer for this audience. Both are the token's
    /// own word so far: a wrong one only leads to settings that the token then fails.
    async fn expecting(
        &self,
        token: &UnverifiedToken<'_>,
    ) -> Result<(Organization, JwtSettings), Error> {
        let issuer = token
            .claims
            .issuer()
            .ok_or_else(|| refused(Refusal::ClaimMissing("iss"), None))?;
        let found = self.store.organizations_by_issuer(issuer).await;
        let mut fitting = found
            .map_err(Internal::from)?
            .into_iter()
            .filter_map(|mut organization| Some((organization.jwt.take()?, organization)))
            .filter(|(settings, _)| token.claims.is_for(&settings.audience));
        match (fitting.next(), fitting.next()) {
            (Some((settings, organization)), None) => Ok((organization, settings)),
            (None, _) => Err(refused(Refusal::UnknownIssuer, None)),
            (Some(_), Some(_)) => Err(refused(Refusal::AmbiguousAudience, None)),
        }
    }

    async fn verified(
        &self,
        token: UnverifiedToken<'_>,
        organization: &Organization,
        settings: &JwtSettings,
        now: DateTime<Utc>,
    ) -> Result<VerifiedClaims, Error> {
        let algorithms: Vec<Algorithm> = settings
            .algorithms
            .iter()
            .filter_map(|name| name.parse().ok())
            .collect();
        let expected = Expectations {
            issuer: &settings.issuer,
            audience: &settings.audience,
            algorithms: &algorithms,
            token_type: settings.typ.as_deref(),
        };
        let refused = |refusal| refused(refusal, Some(organization));
        let algorithm = check_header(&token.header, &expected).map_err(refused)?;
        let kid = token.header.kid.as_deref();
        let source = jwks_source(organization, &settings.keys)?;
        let unavailable = |source| Internal::Keys {
            organization: organization.id.clone(),
            source,
        };
        let keys = self.jwks.keys(&source, kid).await.map_err(unavailable)?;
        match (choose_key(&keys.keys, kid, algorithm), keys.outdated) {
            (Ok(key), _) => verify(token, key, &expected, now).map_err(refused),
            // The key may be one that we could not read: do not tell the caller that it is wrong.
            (Err(Refusal::UnknownKey), Some(outdated)) => Err(unavailable(outdated).into()),
            (Err(refusal), _) => Err(refused(refusal)),
        }
    }

    /// A user's first valid JWT makes its record, where the organization allows that. Where it does
    /// not, the caller is known all the same, and its profile is not found.
    async fn admit(&self, known: Known, now: DateTime<Utc>) -> Result<Caller, Error> {
        let Known { caller, makes_user } = known;
        if makes_user && let Some(user) = &caller.user {
            let made = self
                .store
                .ensure_user(&caller.organization, user, &caller.origin(), now)
                .await;
            made.map_err(Internal::from)?;
        }
        Ok(caller)
    }
}

/// What a caller gets of its request, whoever it is.
#[derive(Clone)]
struct Asking {
    request: Option<RequestOrigin>,
    moment: Moment,
}

/// A caller by JWT, and whether that makes its user record.
struct Known {
    caller: Caller,
    makes_user: bool,
}

fn agree(by_key: Caller, by_jwt: &Caller) -> Result<Caller, Unauthenticated> {
    if by_key.organization != by_jwt.organization {
        return Err(Unauthenticated::OrganizationsDiffer);
    }
    if by_key.user.is_some() && by_key.user != by_jwt.user {
        return Err(Unauthenticated::UsersDiffer);
    }
    let credential = match by_key.credential {
        Credential::ApiKey(id) | Credential::ApiKeyAndJwt(id) => Credential::ApiKeyAndJwt(id),
        Credential::Jwt => Credential::Jwt,
    };
    Ok(Caller {
        organization: by_key.organization,
        user: by_jwt.user.clone(),
        scopes: by_key.scopes.intersection(by_jwt.scopes),
        credential,
        moment: by_jwt.moment,
        request: by_key.request,
    })
}

fn jwks_source(organization: &Organization, keys: &KeySource) -> Result<JwksSource, Internal> {
    match keys {
        KeySource::File(path) => Ok(JwksSource::File(path.clone())),
        KeySource::Url(url) => JwksSource::try_from(url.clone()).map_err(|_| Internal::Settings {
            organization: organization.id.clone(),
            problem: format!("{url} is not a URL that keys may be taken from"),
        }),
    }
}

fn refused(refusal: Refusal, organization: Option<&Organization>) -> Error {
    let organization = organization.map(|organization| organization.id.clone());
    Unauthenticated::Token {
        refusal,
        organization,
    }
    .into()
}
