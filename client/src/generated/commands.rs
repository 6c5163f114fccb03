// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Each operation as a command for clap.

use super::*;

runtime::commands! {
    |matches, it, request, value, config|
    GetProfileMfa = get_profile_mfa, cli_get_profile_mfa, execute_get_profile_mfa "get-profile-mfa" {
        about "Retrieve own MFA status\n\nRetrieves the MFA status of the user on whose behalf the request is made.";
        send failed => config.success_item(&value)
    }
    PostProfileMfa = post_profile_mfa, cli_post_profile_mfa, execute_post_profile_mfa "post-profile-mfa" {
        about "Start enrollment or verification\n\nMakes a link that the user follows to enroll a factor, or to verify the\none that is enrolled. The link works once, for 10 minutes, and replaces\nevery link made for the user before. The status changes when the link\nhas been followed to its end.";
        send failed => config.success_item(&value)
    }
    DeleteProfileMfa = delete_profile_mfa, cli_delete_profile_mfa, execute_delete_profile_mfa "delete-profile-mfa" {
        about "Disable own MFA\n\nTakes the factor of the user away. The latest verification must be at\nmost 10 minutes old. A factor of type `duo` cannot be taken away here.";
        send failed => config.success_no_item(&value)
    }
    GetUserMfa = get_user_mfa, cli_get_user_mfa, execute_get_user_mfa "get-user-mfa" {
        about "Retrieve MFA status of a user\n\nRetrieves the MFA status of a user of the caller's organization. Without\nthe permission to read others, only the caller's own id is answered.";
        "id": types::UserId = it.value_parser(runtime::argument::<types::UserId>).required(true).help("Identifier of the user.")
            => request.id(value);
        send failed => config.success_item(&value)
    }
}
