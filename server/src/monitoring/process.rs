//! What the process takes, as the system tells it (proc(5)). What cannot be read is left out.

/// Ticks of a second, in which Linux tells every program of times (`USER_HZ`).
const TICKS: f64 = 100.0;

#[derive(Debug, Default)]
pub(super) struct Process {
    pub(super) cpu_seconds: Option<f64>,
    pub(super) resident_bytes: Option<u64>,
    pub(super) threads: Option<u64>,
    pub(super) open_fds: Option<u64>,
    pub(super) max_fds: Option<u64>,
}

impl Process {
    pub(super) fn now() -> Self {
        let read = |name: &str| std::fs::read_to_string(format!("/proc/self/{name}")).ok();
        let status = read("status").unwrap_or_default();
        let of = |name: &str| -> Option<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse().ok()
        };
        let fds = std::fs::read_dir("/proc/self/fd").ok();
        Self {
            cpu_seconds: read("stat").as_deref().and_then(cpu_seconds),
            resident_bytes: of("VmRSS:").map(|kilobytes| kilobytes * 1024),
            threads: of("Threads:"),
            // One of them is that of the directory.
            open_fds: fds.map(|fds| (fds.count() as u64).saturating_sub(1)),
            max_fds: read("limits").as_deref().and_then(max_fds),
        }
    }
}

/// The name in brackets may hold anything, so it is counted from its end.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let (_, after) = stat.rsplit_once(')')?;
    let mut fields = after.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / TICKS)
}

fn max_fds(limits: &str) -> Option<u64> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_writes_is_read() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194304 1 0 0 0 250 150 0 0 20 0 3 0 9 8 7";
        assert_eq!(cpu_seconds(stat), Some(4.0));
        let limits = "Limit  Soft  Hard  Units\nMax open files            1024      4096  files\n";
        assert_eq!(max_fds(limits), Some(1024));
        let now = Process::now();
        if cfg!(target_os = "linux") {
            assert!(now.resident_bytes > Some(1_000_000), "{now:?}");
            assert!(
                now.open_fds > Some(2) && now.max_fds > now.open_fds,
                "{now:?}"
            );
            assert!(
                now.threads >= Some(1) && now.cpu_seconds.is_some(),
                "{now:?}"
            );
        }
    }
}
