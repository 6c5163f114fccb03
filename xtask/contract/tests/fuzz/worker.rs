//! The process that runs cases: it says each before it begins it.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use super::{MEMORY, commands, kept, make};

/// What one case may take, beyond the stack: documents are some 100 kB.
const MEMORY_FOR_A_CASE: usize = 1 << 30;

/// Where the last panic was.
static PANIC: Mutex<String> = Mutex::new(String::new());

#[test]
#[ignore = "the other test starts it"]
fn work() {
    let Ok(task) = std::env::var("FUZZ_WORK") else {
        return;
    };
    let (from, count) = task.split_once(' ').expect("two numbers");
    let from: u64 = from.parse().expect("a number");
    let count: u64 = count.parse().expect("a number");
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = PANIC.lock() {
            *last = panic.to_string();
        }
    }));
    std::thread::Builder::new()
        .stack_size(contract_tools::STACK)
        .spawn(move || (from..from + count).for_each(run))
        .expect("a thread")
        .join()
        .expect("every panic was caught");
}

fn run(case: u64) {
    say("case", &case.to_string());
    let directory = kept().join(case.to_string());
    let made = make::case(case);
    std::fs::create_dir_all(&directory).expect("a directory");
    for (name, bytes) in &made.files {
        std::fs::write(directory.join(name), bytes).expect("a file");
    }
    let limit = MEMORY.allocated() + MEMORY_FOR_A_CASE;
    MEMORY.set_limit(limit).expect("there is no limit below");
    let mut is_fine = true;
    for command in commands::all(&directory, &made) {
        let ran = catch_unwind(AssertUnwindSafe(|| commands::run(&command)));
        match ran {
            Ok(Ok(remarks)) => {
                for remark in remarks {
                    say("remark", &remark);
                }
            }
            Ok(Err(failure)) => {
                is_fine = false;
                say("failed", &format!("{command:?}: {failure}"));
            }
            Err(_) => {
                is_fine = false;
                let panic = PANIC.lock().map(|last| last.clone()).unwrap_or_default();
                say("failed", &format!("{command:?}: {panic}"));
            }
        }
    }
    MEMORY.set_limit(usize::MAX).expect("no limit");
    if is_fine {
        std::fs::remove_dir_all(&directory).expect("the directory is ours");
    }
}

/// A line for the process that waits.
fn say(word: &str, text: &str) {
    let mut out = std::io::stdout().lock();
    let text = text.replace('\n', " ⏎ ");
    let _ = writeln!(out, "{word} {text}").and_then(|()| out.flush());
}
