// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The client's methods, one for each operation.

super::runtime::operations! {
    /// Retrieve own MFA status
    ///
    /// Retrieves the MFA status of the user on whose behalf the request is made.
    get_profile_mfa() -> GetProfileMfa = GET "/profile/mfa";

    /// Start enrollment or verification
    ///
    /// Makes a link that the user follows to enroll a factor, or to verify the
    /// one that is enrolled. The link works once, for 10 minutes, and replaces
    /// every link made for the user before. The status changes when the link
    /// has been followed to its end.
    post_profile_mfa() -> PostProfileMfa = POST "/profile/mfa";

    /// Disable own MFA
    ///
    /// Takes the factor of the user away. The latest verification must be at
    /// most 10 minutes old. A factor of type `duo` cannot be taken away here.
    delete_profile_mfa() -> DeleteProfileMfa = DELETE "/profile/mfa";

    /// Retrieve MFA status of a user
    ///
    /// Retrieves the MFA status of a user of the caller's organization. Without
    /// the permission to read others, only the caller's own id is answered.
    ///
    /// Arguments:
    /// - `id`: Identifier of the user.
    get_user_mfa(id) -> GetUserMfa = GET "/users/{id}/mfa";
}
