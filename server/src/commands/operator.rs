//! Who runs a command on the machine: the audit trail is told.

use nix::unistd::{Uid, User};

use crate::mfa::Origin;

/// The account of the operating system that runs this command.
pub(super) fn operator() -> Origin {
    let sudo = std::env::var("SUDO_USER").ok();
    Origin::operator(account(Uid::current(), sudo.as_deref()))
}

/// By its name, where it has one. Who became root by `sudo` is told beside it: root alone can forge
/// that, and root can forge everything.
fn account(uid: Uid, sudo: Option<&str>) -> String {
    let user = User::from_uid(uid).ok().flatten();
    let name = user.map_or_else(|| format!("uid {uid}"), |user| user.name);
    match sudo {
        Some(sudo) if uid.is_root() && !sudo.is_empty() => format!("{name} (sudo by {sudo})"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_told_by_its_name_and_root_by_who_became_it() {
        let root = Uid::from_raw(0);
        assert_eq!(account(root, None), "root");
        assert_eq!(account(root, Some("alice")), "root (sudo by alice)");
        let nobody_has = Uid::from_raw(3_999_999_999);
        assert_eq!(account(nobody_has, Some("alice")), "uid 3999999999");
    }
}
