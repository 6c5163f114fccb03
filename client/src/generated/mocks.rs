// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! A typed mock of each operation, for httpmock.

use super::runtime;

runtime::mocks! {
    GetProfileMfaWhen, GetProfileMfaThen = get_profile_mfa GET "^/profile/mfa$" {
        |when, value| {}
        |then| {
            ok(value: &types::Mfa) = runtime::then_json(then, 200, "application/json", &value),
            unauthorized(value: &types::Problem) = runtime::then_json(then, 401, "application/json", &value),
            forbidden(value: &types::Problem) = runtime::then_json(then, 403, "application/json", &value),
            not_found(value: &types::Problem) = runtime::then_json(then, 404, "application/json", &value),
            service_unavailable(value: &types::Problem) = runtime::then_json(then, 503, "application/json", &value),
        }
    }
    PostProfileMfaWhen, PostProfileMfaThen = post_profile_mfa POST "^/profile/mfa$" {
        |when, value| {}
        |then| {
            created(value: &types::Mfa) = runtime::then_json(then, 201, "application/json", &value),
            unauthorized(value: &types::Problem) = runtime::then_json(then, 401, "application/json", &value),
            forbidden(value: &types::Problem) = runtime::then_json(then, 403, "application/json", &value),
            not_found(value: &types::Problem) = runtime::then_json(then, 404, "application/json", &value),
            too_many_requests(value: &types::Problem) = runtime::then_json(then, 429, "application/json", &value),
            service_unavailable(value: &types::Problem) = runtime::then_json(then, 503, "application/json", &value),
        }
    }
    DeleteProfileMfaWhen, DeleteProfileMfaThen = delete_profile_mfa DELETE "^/profile/mfa$" {
        |when, value| {}
        |then| {
            no_content() = then.status(204),
            unauthorized(value: &types::Problem) = runtime::then_json(then, 401, "application/json", &value),
            forbidden(value: &types::Problem) = runtime::then_json(then, 403, "application/json", &value),
            not_found(value: &types::Problem) = runtime::then_json(then, 404, "application/json", &value),
            too_many_requests(value: &types::Problem) = runtime::then_json(then, 429, "application/json", &value),
            service_unavailable(value: &types::Problem) = runtime::then_json(then, 503, "application/json", &value),
        }
    }
    GetUserMfaWhen, GetUserMfaThen = get_user_mfa GET "^/users/[^/]*/mfa$" {
        |when, value| {
            id: &types::UserId = runtime::when_path(when, "id", &value, runtime::Style::Simple, ("^/users/", "/mfa$"), regex::escape),
        }
        |then| {
            ok(value: &types::Mfa) = runtime::then_json(then, 200, "application/json", &value),
            unauthorized(value: &types::Problem) = runtime::then_json(then, 401, "application/json", &value),
            forbidden(value: &types::Problem) = runtime::then_json(then, 403, "application/json", &value),
            not_found(value: &types::Problem) = runtime::then_json(then, 404, "application/json", &value),
            service_unavailable(value: &types::Problem) = runtime::then_json(then, 503, "application/json", &value),
        }
    }
}
