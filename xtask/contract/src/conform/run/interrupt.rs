//! Whether somebody wants a run to end: Ctrl-C, or the system.

use tokio::sync::watch;

/// Heard by a thread of its own: a run that waits for something else hears it, too.
#[derive(Clone, Debug)]
pub struct Interrupt(watch::Receiver<bool>);

impl Interrupt {
    /// From now on the signals that end a program end the run, and the second one the program.
    pub fn listen() -> std::io::Result<Interrupt> {
        let (sender, receiver) = watch::channel(false);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        std::thread::spawn(move || {
            runtime.block_on(async {
                asked().await;
                // Where nobody looks any more, it ends the program as always.
                if sender.send(true).is_ok() {
                    asked().await;
                }
                std::process::exit(130);
            });
        });
        Ok(Interrupt(receiver))
    }

    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Until it is asked for.
    pub async fn asked(&self) {
        let mut receiver = self.0.clone();
        if receiver.wait_for(|is_asked| *is_asked).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
async fn asked() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        heard = tokio::signal::ctrl_c() => if heard.is_err() { std::future::pending::<()>().await },
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn asked() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
