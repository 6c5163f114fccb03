// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The requests of each operation: what is set, what is sent, what comes back.

#[allow(unused_imports)]
use super::{Error, ResponseValue, runtime, types};

runtime::builder! {
    GetProfileMfa: Clone = get_profile_mfa GET "/profile/mfa" {}
    send |it, request, response| -> ResponseValue<types::Mfa>, Error<types::Problem> {
        request.accept("application/json");
        200 => runtime::json(response).await,
        401 | 403 | 404 | 503 => runtime::error(response).await,
    }
}

runtime::builder! {
    PostProfileMfa: Clone = post_profile_mfa POST "/profile/mfa" {}
    send |it, request, response| -> ResponseValue<types::Mfa>, Error<types::Problem> {
        request.accept("application/json");
        201 => runtime::json(response).await,
        401 | 403 | 404 | 429 | 503 => runtime::error(response).await,
    }
}

runtime::builder! {
    DeleteProfileMfa: Clone = delete_profile_mfa DELETE "/profile/mfa" {}
    send |it, request, response| -> ResponseValue<()>, Error<types::Problem> {
        request.accept("application/json");
        204 => Ok(ResponseValue::empty(response)),
        401 | 403 | 404 | 429 | 503 => runtime::error(response).await,
    }
}

runtime::builder! {
    GetUserMfa: Clone = get_user_mfa GET "/users/{id}/mfa" {
        id: Required<types::UserId>,
    }
    send |it, request, response| -> ResponseValue<types::Mfa>, Error<types::Problem> {
        request
            .path_value("id", it.id)
            .accept("application/json");
        200 => runtime::json(response).await,
        401 | 403 | 404 | 503 => runtime::error(response).await,
    }
}
