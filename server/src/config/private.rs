//! Files that hold secrets.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// Others may read it, or others or its group may change it. Its group may read it: a service that
/// gets its secrets from a supervisor often shares a group with that alone.
const TOO_OPEN: u32 = 0o027;

/// Looks whether a file that holds a secret is kept from others. One that cannot be looked at cannot
/// be read either, which is told where it is.
pub fn kept_from_others(path: &Path) -> Result<(), String> {
    let Ok(metadata) = std::fs::metadata(path) else {
        return Ok(());
    };
    let mode = metadata.permissions().mode() & 0o777;
    if !metadata.is_file() || mode & TOO_OPEN == 0 {
        return Ok(());
    }
    let name = path.display();
    Err(format!(
        "{name} holds a secret, and others can read or change it (mode {mode:03o}): chmod 600 {name}, \
         and put a new secret into it if somebody may have read it"
    ))
}
