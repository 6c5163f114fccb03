// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Each operation's request, successes and errors: nothing else can be answered.

#[allow(unused_imports)]
use super::{constrained, runtime, types};

runtime::operation! {
    /// `GET /profile/mfa`
    ///
    /// Retrieves the MFA status of the user on whose behalf the request is made.
    GetProfileMfa "GetProfileMfa" = "GET" "/profile/mfa" ();
    security ["SecretApiKey"] | ["JWT"];
    refusals Credentials 401;

    request GetProfileMfaRequest: Clone {
    }
    success GetProfileMfaSuccess {
        /// 200: The MFA status was retrieved.
        Ok(body: types::Mfa) = runtime::respond(200).json("application/json", &body),
    }
    error GetProfileMfaError(types::Problem) {
        /// 401: The credentials are missing or not valid.
        Unauthorized {
            /// `WWW-Authenticate`: How to authenticate (RFC 9110, section 11.6.1).
            www_authenticate: String,
            body: types::Problem,
        } = runtime::respond(401)
            .header("www-authenticate", Some(&www_authenticate))?
            .json("application/json", &body)
            => fn unauthorized(www_authenticate: String) [401] |body| Self::Unauthorized {
            www_authenticate,
            body,
        },
        /// 403: The credentials do not permit the request, or the state of the factor does not.
        Forbidden(body: types::Problem) = runtime::respond(403).json("application/json", &body)
            => fn forbidden() [403] Self::Forbidden,
        /// 404: The user, or what the request is about, does not exist.
        NotFound(body: types::Problem) = runtime::respond(404).json("application/json", &body)
            => fn not_found() [404] Self::NotFound,
        /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
        /// after the time that `Retry-After` tells.
        ServiceUnavailable {
            /// `Retry-After`: In how many seconds the request may be tried again.
            retry_after: u64,
            body: types::Problem,
        }
            = runtime::respond(503).header("retry-after", Some(&retry_after))?.json("application/json", &body)
            => fn service_unavailable(retry_after: u64) [503] |body| Self::ServiceUnavailable {
            retry_after,
            body,
        },
    }
    handler get_profile_mfa(caller) else |service, refusal| {
        401 => Unauthorized { www_authenticate: refusal.challenge(), body: service.refused_as_problem(refusal)? },
        503 => ServiceUnavailable {
            retry_after: refusal.retry_after_seconds(),
            body: service.refused_as_problem(refusal)?,
        },
    }
}

runtime::operation! {
    /// `POST /profile/mfa`
    ///
    /// Makes a link that the user follows to enroll a factor, or to verify the
    /// one that is enrolled. The link works once, for 10 minutes, and replaces
    /// every link made for the user before. The status changes when the link
    /// has been followed to its end.
    PostProfileMfa "PostProfileMfa" = "POST" "/profile/mfa" ();
    security ["SecretApiKey"] | ["JWT"];
    refusals Credentials 401;

    request PostProfileMfaRequest: Clone {
    }
    success PostProfileMfaSuccess {
        /// 201: The link was made.
        Created {
            /// `Location`: Where the MFA status is read.
            location: String,
            /// `X-RateLimit-Limit`: How many requests other than GET the organization may make in the current window.
            x_rate_limit_limit: u64,
            /// `X-RateLimit-Remaining`: How many of them remain in the current window.
            x_rate_limit_remaining: u64,
            body: types::Mfa,
        } = runtime::respond(201)
            .header("location", Some(&location))?
            .header("x-ratelimit-limit", Some(&x_rate_limit_limit))?
            .header("x-ratelimit-remaining", Some(&x_rate_limit_remaining))?
            .json("application/json", &body),
    }
    error PostProfileMfaError(types::Problem) {
        /// 401: The credentials are missing or not valid.
        Unauthorized {
            /// `WWW-Authenticate`: How to authenticate (RFC 9110, section 11.6.1).
            www_authenticate: String,
            body: types::Problem,
        } = runtime::respond(401)
            .header("www-authenticate", Some(&www_authenticate))?
            .json("application/json", &body)
            => fn unauthorized(www_authenticate: String) [401] |body| Self::Unauthorized {
            www_authenticate,
            body,
        },
        /// 403: The credentials do not permit the request, or the state of the factor does not.
        Forbidden(body: types::Problem) = runtime::respond(403).json("application/json", &body)
            => fn forbidden() [403] Self::Forbidden,
        /// 404: The user, or what the request is about, does not exist.
        NotFound(body: types::Problem) = runtime::respond(404).json("application/json", &body)
            => fn not_found() [404] Self::NotFound,
        /// 429: The organization has used up its requests of the current window.
        TooManyRequests {
            /// `X-RateLimit-Retry-After`: When the request may be tried again, in seconds since the Unix epoch (UTC).
            x_rate_limit_retry_after: u64,
            /// `Retry-After`: In how many seconds the request may be tried again.
            retry_after: u64,
            body: types::Problem,
        } = runtime::respond(429)
            .header("x-ratelimit-retry-after", Some(&x_rate_limit_retry_after))?
            .header("retry-after", Some(&retry_after))?
            .json("application/json", &body)
            => fn too_many_requests(x_rate_limit_retry_after: u64, retry_after: u64) [429] |body| Self::TooManyRequests {
            x_rate_limit_retry_after,
            retry_after,
            body,
        },
        /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
        /// after the time that `Retry-After` tells.
        ServiceUnavailable {
            /// `Retry-After`: In how many seconds the request may be tried again.
            retry_after: u64,
            body: types::Problem,
        }
            = runtime::respond(503).header("retry-after", Some(&retry_after))?.json("application/json", &body)
            => fn service_unavailable(retry_after: u64) [503] |body| Self::ServiceUnavailable {
            retry_after,
            body,
        },
    }
    handler post_profile_mfa(caller) else |service, refusal| {
        401 => Unauthorized { www_authenticate: refusal.challenge(), body: service.refused_as_problem(refusal)? },
        503 => ServiceUnavailable {
            retry_after: refusal.retry_after_seconds(),
            body: service.refused_as_problem(refusal)?,
        },
    }
}

runtime::operation! {
    /// `DELETE /profile/mfa`
    ///
    /// Takes the factor of the user away. The latest verification must be at
    /// most 10 minutes old. A factor of type `duo` cannot be taken away here.
    DeleteProfileMfa "DeleteProfileMfa" = "DELETE" "/profile/mfa" ();
    security ["SecretApiKey"] | ["JWT"];
    refusals Credentials 401;

    request DeleteProfileMfaRequest: Clone {
    }
    success DeleteProfileMfaSuccess {
        /// 204: The factor was taken away.
        NoContent {
            /// `X-RateLimit-Limit`: How many requests other than GET the organization may make in the current window.
            x_rate_limit_limit: u64,
            /// `X-RateLimit-Remaining`: How many of them remain in the current window.
            x_rate_limit_remaining: u64,
        } = runtime::respond(204)
            .header("x-ratelimit-limit", Some(&x_rate_limit_limit))?
            .header("x-ratelimit-remaining", Some(&x_rate_limit_remaining))?
            .empty(),
    }
    error DeleteProfileMfaError(types::Problem) {
        /// 401: The credentials are missing or not valid.
        Unauthorized {
            /// `WWW-Authenticate`: How to authenticate (RFC 9110, section 11.6.1).
            www_authenticate: String,
            body: types::Problem,
        } = runtime::respond(401)
            .header("www-authenticate", Some(&www_authenticate))?
            .json("application/json", &body)
            => fn unauthorized(www_authenticate: String) [401] |body| Self::Unauthorized {
            www_authenticate,
            body,
        },
        /// 403: The credentials do not permit the request, or the state of the factor does not.
        Forbidden(body: types::Problem) = runtime::respond(403).json("application/json", &body)
            => fn forbidden() [403] Self::Forbidden,
        /// 404: The user, or what the request is about, does not exist.
        NotFound(body: types::Problem) = runtime::respond(404).json("application/json", &body)
            => fn not_found() [404] Self::NotFound,
        /// 429: The organization has used up its requests of the current window.
        TooManyRequests {
            /// `X-RateLimit-Retry-After`: When the request may be tried again, in seconds since the Unix epoch (UTC).
            x_rate_limit_retry_after: u64,
            /// `Retry-After`: In how many seconds the request may be tried again.
            retry_after: u64,
            body: types::Problem,
        } = runtime::respond(429)
            .header("x-ratelimit-retry-after", Some(&x_rate_limit_retry_after))?
            .header("retry-after", Some(&retry_after))?
            .json("application/json", &body)
            => fn too_many_requests(x_rate_limit_retry_after: u64, retry_after: u64) [429] |body| Self::TooManyRequests {
            x_rate_limit_retry_after,
            retry_after,
            body,
        },
        /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
        /// after the time that `Retry-After` tells.
        ServiceUnavailable {
            /// `Retry-After`: In how many seconds the request may be tried again.
            retry_after: u64,
            body: types::Problem,
        }
            = runtime::respond(503).header("retry-after", Some(&retry_after))?.json("application/json", &body)
            => fn service_unavailable(retry_after: u64) [503] |body| Self::ServiceUnavailable {
            retry_after,
            body,
        },
    }
    handler delete_profile_mfa(caller) else |service, refusal| {
        401 => Unauthorized { www_authenticate: refusal.challenge(), body: service.refused_as_problem(refusal)? },
        503 => ServiceUnavailable {
            retry_after: refusal.retry_after_seconds(),
            body: service.refused_as_problem(refusal)?,
        },
    }
}

runtime::operation! {
    /// `GET /users/{id}/mfa`
    ///
    /// Retrieves the MFA status of a user of the caller's organization. Without
    /// the permission to read others, only the caller's own id is answered.
    GetUserMfa "GetUserMfa" = "GET" "/users/{id}/mfa" (id: types::UserId);
    security ["SecretApiKey"] | ["JWT"];
    refusals Credentials 401, PathParameter 404;

    request GetUserMfaRequest: Clone(parts) {
        /// Identifier of the user.
        pub id: types::UserId = parts.path("id", runtime::Shape::String)?,
    }
    success GetUserMfaSuccess {
        /// 200: The MFA status was retrieved.
        Ok(body: types::Mfa) = runtime::respond(200).json("application/json", &body),
    }
    error GetUserMfaError(types::Problem) {
        /// 401: The credentials are missing or not valid.
        Unauthorized {
            /// `WWW-Authenticate`: How to authenticate (RFC 9110, section 11.6.1).
            www_authenticate: String,
            body: types::Problem,
        } = runtime::respond(401)
            .header("www-authenticate", Some(&www_authenticate))?
            .json("application/json", &body)
            => fn unauthorized(www_authenticate: String) [401] |body| Self::Unauthorized {
            www_authenticate,
            body,
        },
        /// 403: The credentials do not permit the request, or the state of the factor does not.
        Forbidden(body: types::Problem) = runtime::respond(403).json("application/json", &body)
            => fn forbidden() [403] Self::Forbidden,
        /// 404: The user, or what the request is about, does not exist.
        NotFound(body: types::Problem) = runtime::respond(404).json("application/json", &body)
            => fn not_found() [404] Self::NotFound,
        /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
        /// after the time that `Retry-After` tells.
        ServiceUnavailable {
            /// `Retry-After`: In how many seconds the request may be tried again.
            retry_after: u64,
            body: types::Problem,
        }
            = runtime::respond(503).header("retry-after", Some(&retry_after))?.json("application/json", &body)
            => fn service_unavailable(retry_after: u64) [503] |body| Self::ServiceUnavailable {
            retry_after,
            body,
        },
    }
    handler get_user_mfa(caller) else |service, refusal| {
        401 => Unauthorized { www_authenticate: refusal.challenge(), body: service.refused_as_problem(refusal)? },
        404 => NotFound(service.refused_as_problem(refusal)?),
        503 => ServiceUnavailable {
            retry_after: refusal.retry_after_seconds(),
            body: service.refused_as_problem(refusal)?,
        },
    }
}

impl runtime::Component for types::Problem {
    const NAME: &'static str = "Problem";
    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}
