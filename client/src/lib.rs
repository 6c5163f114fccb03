//! Client of the MFA service.
