// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! A typed mock of each operation, for httpmock.

/// [`When`](::httpmock::When) and [`Then`](::httpmock::Then) wrappers for each operation.
/// Each can be converted to its inner type with a call to `into_inner()`. This can be used
/// to explicitly deviate from permitted values.
pub mod operations {
    use super::super::*;
    pub struct GetProfileMfaWhen(::httpmock::When);
    impl GetProfileMfaWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::GET).path_matches("^/profile/mfa$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
    }

    pub struct GetProfileMfaThen(::httpmock::Then);
    impl GetProfileMfaThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: &types::Mfa) -> Self {
            Self(runtime::then_json(self.0, 200, "application/json", &value))
        }

        pub fn unauthorized(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 401, "application/json", &value))
        }

        pub fn forbidden(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 403, "application/json", &value))
        }

        pub fn not_found(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 404, "application/json", &value))
        }

        pub fn service_unavailable(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 503, "application/json", &value))
        }
    }

    pub struct PostProfileMfaWhen(::httpmock::When);
    impl PostProfileMfaWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::POST).path_matches("^/profile/mfa$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
    }

    pub struct PostProfileMfaThen(::httpmock::Then);
    impl PostProfileMfaThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn created(self, value: &types::Mfa) -> Self {
            Self(runtime::then_json(self.0, 201, "application/json", &value))
        }

        pub fn unauthorized(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 401, "application/json", &value))
        }

        pub fn forbidden(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 403, "application/json", &value))
        }

        pub fn not_found(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 404, "application/json", &value))
        }

        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 429, "application/json", &value))
        }

        pub fn service_unavailable(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 503, "application/json", &value))
        }
    }

    pub struct DeleteProfileMfaWhen(::httpmock::When);
    impl DeleteProfileMfaWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::DELETE).path_matches("^/profile/mfa$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
    }

    pub struct DeleteProfileMfaThen(::httpmock::Then);
    impl DeleteProfileMfaThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }

        pub fn unauthorized(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 401, "application/json", &value))
        }

        pub fn forbidden(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 403, "application/json", &value))
        }

        pub fn not_found(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 404, "application/json", &value))
        }

        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 429, "application/json", &value))
        }

        pub fn service_unavailable(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 503, "application/json", &value))
        }
    }

    pub struct GetUserMfaWhen(::httpmock::When);
    impl GetUserMfaWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner.method(::httpmock::Method::GET).path_matches("^/users/[^/]*/mfa$"),
            )
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn id(self, value: &types::UserId) -> Self {
            let value = runtime::path("id", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/users/{value}/mfa$")))
        }
    }

    pub struct GetUserMfaThen(::httpmock::Then);
    impl GetUserMfaThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: &types::Mfa) -> Self {
            Self(runtime::then_json(self.0, 200, "application/json", &value))
        }

        pub fn unauthorized(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 401, "application/json", &value))
        }

        pub fn forbidden(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 403, "application/json", &value))
        }

        pub fn not_found(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 404, "application/json", &value))
        }

        pub fn service_unavailable(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 503, "application/json", &value))
        }
    }
}

/// An extension trait for [`MockServer`](::httpmock::MockServer) that adds a method for
/// each operation. These are the equivalent of type-checked
/// [`mock()`](::httpmock::MockServer::mock) calls.
pub trait MockServerExt {
    fn get_profile_mfa<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetProfileMfaWhen, operations::GetProfileMfaThen);
    fn post_profile_mfa<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostProfileMfaWhen, operations::PostProfileMfaThen);
    fn delete_profile_mfa<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::DeleteProfileMfaWhen, operations::DeleteProfileMfaThen);
    fn get_user_mfa<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetUserMfaWhen, operations::GetUserMfaThen);
}

impl MockServerExt for ::httpmock::MockServer {
    fn get_profile_mfa<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetProfileMfaWhen, operations::GetProfileMfaThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::GetProfileMfaWhen::new(when),
                operations::GetProfileMfaThen::new(then),
            )
        })
    }

    fn post_profile_mfa<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostProfileMfaWhen, operations::PostProfileMfaThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::PostProfileMfaWhen::new(when),
                operations::PostProfileMfaThen::new(then),
            )
        })
    }

    fn delete_profile_mfa<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::DeleteProfileMfaWhen, operations::DeleteProfileMfaThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::DeleteProfileMfaWhen::new(when),
                operations::DeleteProfileMfaThen::new(then),
            )
        })
    }

    fn get_user_mfa<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetUserMfaWhen, operations::GetUserMfaThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::GetUserMfaWhen::new(when),
                operations::GetUserMfaThen::new(then),
            )
        })
    }
}
