//! Why a call came to nothing.

use std::time::Duration;

/// What went wrong with a call. `Display` is for the log: it holds nothing of what was sent, and of
/// what was received its status alone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("its name leads to {0}, which is no address of the internet: nothing was sent")]
    NotPublic(String),
    #[error("it cannot be reached: {0}")]
    Unreachable(String),
    #[error("it did not respond within {} s", .0.as_secs())]
    Slow(Duration),
    #[error("it responded with status {0}")]
    Status(u16),
    #[error("it responded with a redirect (status {0}), and none is followed")]
    Redirect(u16),
    #[error("its response is larger than {} KiB", .0 / 1024)]
    TooLarge(usize),
    #[error("its response (status {0}) is not JSON")]
    NotJson(u16),
    #[error("it failed again and again: it is left alone for {} s more", .0.as_secs().max(1))]
    LeftAlone(Duration),
    #[error("too many requests wait for it already")]
    Busy,
    #[error("the request could not be made: {0}")]
    Request(&'static str),
}

impl Fault {
    /// In a word, for figures.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NotPublic(_) => "not_public",
            Self::Unreachable(_) => "unreachable",
            Self::Slow(_) => "slow",
            Self::Status(_) => "status",
            Self::Redirect(_) => "redirect",
            Self::TooLarge(_) => "too_large",
            Self::NotJson(_) => "not_json",
            Self::LeftAlone(_) => "left_alone",
            Self::Busy => "busy",
            Self::Request(_) => "request",
        }
    }

    /// Whether it is the other's, and may pass.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable(_)
            | Self::Slow(_)
            | Self::Status(_)
            | Self::TooLarge(_)
            | Self::NotJson(_)
            | Self::Redirect(_) => true,
            Self::NotPublic(_) | Self::LeftAlone(_) | Self::Busy | Self::Request(_) => false,
        }
    }
}
