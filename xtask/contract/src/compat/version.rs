//! Versions of contracts, and what they promise (Semantic Versioning 2.0.0).

use crate::report::Bump;

/// What `info.version` says; parts that are left out are 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(semver::Version);

impl Version {
    pub fn parse(text: &str) -> Option<Version> {
        let text = text.trim().trim_start_matches('v');
        let end = text.find(['-', '+']).unwrap_or(text.len());
        let (numbers, rest) = text.split_at(end);
        let missing = 2usize.checked_sub(numbers.matches('.').count())?;
        let full = format!("{numbers}{}{rest}", ".0".repeat(missing));
        semver::Version::parse(&full).ok().map(Version)
    }

    /// Whether this version says, after an earlier one, that so much changed.
    /// Before 1.0.0 the second number is the one that promises; a pre-release
    /// promises nothing.
    pub fn announces(&self, bump: Bump, since: &Version) -> bool {
        let (old, new) = (&since.0, &self.0);
        if new <= old || !old.pre.is_empty() {
            return new > old;
        }
        let is_early = old.major == 0 && new.major == 0;
        match bump {
            Bump::Major if is_early => new.minor > old.minor,
            Bump::Major => new.major > old.major,
            Bump::Minor if is_early => true,
            Bump::Minor => (new.major, new.minor) > (old.major, old.minor),
            Bump::Patch => true,
        }
    }

    /// The next version that says so.
    pub fn next(&self, bump: Bump) -> String {
        let (major, minor, patch) = (self.0.major, self.0.minor, self.0.patch);
        match bump {
            _ if !self.0.pre.is_empty() => format!("{major}.{minor}.{patch}"),
            Bump::Major if major > 0 => format!("{}.0.0", major + 1),
            Bump::Minor if major > 0 => format!("{major}.{}.0", minor + 1),
            Bump::Major => format!("0.{}.0", minor + 1),
            Bump::Minor | Bump::Patch => format!("{major}.{minor}.{}", patch + 1),
        }
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn versions_are_in_order() {
        let ordered = ["0.9", "1", "1.2.0-rc.1", "v1.2", "1.10.0", "2.0.0"].map(version);
        assert!(ordered.is_sorted_by(|a, b| a < b));
        for wrong in ["", "one", "1.2.3.4", "2026x"] {
            assert_eq!(Version::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_version_announces_what_it_raises() {
        for (old, new, bump) in [
            ("1.2.3", "1.2.4", Some(Bump::Patch)),
            ("1.2.3", "1.3.0", Some(Bump::Minor)),
            ("1.2.3", "2.0.0", Some(Bump::Major)),
            ("1.2.3", "1.2.3", None),
            ("1.2.3", "1.0.0", None),
            ("0.2.3", "0.2.4", Some(Bump::Minor)),
            ("0.2.3", "0.3.0", Some(Bump::Major)),
            ("0.2.3", "1.0.0", Some(Bump::Major)),
            ("2.0.0-rc.1", "2.0.0-rc.2", Some(Bump::Major)),
            ("2.0.0-rc.1", "2.0.0", Some(Bump::Major)),
        ] {
            let most = [Bump::Patch, Bump::Minor, Bump::Major]
                .into_iter()
                .filter(|bump| version(new).announces(*bump, &version(old)))
                .max();
            assert_eq!(most, bump, "{old} {new}");
        }
    }

    #[test]
    fn the_next_version_announces_what_it_is_for() {
        for old in ["1.2.3", "0.2.3", "2.0.0", "2.0.0-rc.1"] {
            for bump in [Bump::Patch, Bump::Minor, Bump::Major] {
                let next = version(old).next(bump);
                assert!(
                    version(&next).announces(bump, &version(old)),
                    "{old} {next}"
                );
            }
        }
    }
}
