//! A machine whose clock is wrong: what asks the C library for the time gets another one.

use std::path::{Path, PathBuf};
use std::process::Command;

const SHIM: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, at);
    const char *ahead = getenv("CLOCK_AHEAD");
    if (result == 0 && clock == CLOCK_REALTIME && ahead) at->tv_sec += atoll(ahead);
    return result;
}
"#;

/// What makes the clock wrong. `None` where no C compiler is.
pub struct WrongClock(PathBuf);

impl WrongClock {
    pub fn in_directory(directory: &Path) -> Option<Self> {
        let (source, library) = (directory.join("clock.c"), directory.join("clock.so"));
        std::fs::write(&source, SHIM).unwrap();
        let made = Command::new("cc")
            .args(["-shared", "-fPIC", "-o"])
            .args([&library, &source])
            .arg("-ldl")
            .output();
        made.is_ok_and(|made| made.status.success())
            .then_some(Self(library))
    }

    /// Sets the clock of a command so many seconds ahead.
    pub fn set(&self, command: &mut Command, ahead: i64) {
        command
            .env("LD_PRELOAD", &self.0)
            .env("CLOCK_AHEAD", ahead.to_string());
    }
}
