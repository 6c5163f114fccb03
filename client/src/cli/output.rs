//! What is printed on standard output: text for people, JSON for programs.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use chrono::{DateTime, SecondsFormat, Utc};
use mfa_client::types::{Mfa, MfaStatus};
use serde::Serialize;

use super::args::Form;

pub const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

pub struct Output {
    form: Form,
    is_terminal: bool,
}

impl Output {
    pub fn new(form: Form) -> Self {
        Output {
            form,
            is_terminal: io::stdout().is_terminal(),
        }
    }

    pub fn state(&self, mfa: &Mfa) -> io::Result<()> {
        match self.form {
            Form::Json => self.json(mfa),
            Form::Text => write_state(&mut anstream::stdout(), mfa, Utc::now()),
        }
    }

    /// An answer without a body says nothing in JSON.
    pub fn done(&self, sentence: &str) -> io::Result<()> {
        match self.form {
            Form::Json => Ok(()),
            Form::Text => writeln!(anstream::stdout(), "{sentence}"),
        }
    }

    pub fn link(&self, mfa: &Mfa, purpose: &str, link: &str) -> io::Result<()> {
        match self.form {
            Form::Json => self.json(mfa),
            Form::Text => writeln!(
                anstream::stdout(),
                "Follow this link to {purpose}:\n\n  {BOLD}{link}{BOLD:#}\n\nIt works once, for 10 minutes, and replaces every link made before.",
            ),
        }
    }

    pub fn followed(&self, mfa: &Mfa) -> io::Result<()> {
        if self.form == Form::Text {
            writeln!(anstream::stdout(), "\nThe link has been followed.\n")?;
        }
        self.state(mfa)
    }

    /// A body in JSON, whatever the form.
    pub fn body(&self, body: &impl Serialize) {
        if let Err(error) = self.json(body)
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.note(&format!("the answer cannot be written: {error}"));
        }
    }

    pub fn note(&self, text: &str) {
        anstream::eprintln!("{text}");
    }

    fn json(&self, body: &impl Serialize) -> io::Result<()> {
        let text = if self.is_terminal {
            serde_json::to_string_pretty(body)
        } else {
            serde_json::to_string(body)
        };
        writeln!(io::stdout(), "{}", text?)
    }
}

fn write_state(out: &mut dyn Write, mfa: &Mfa, now: DateTime<Utc>) -> io::Result<()> {
    let style = match &mfa.status {
        MfaStatus::Active => GOOD,
        MfaStatus::Inactive | MfaStatus::Unknown(_) => WARNING,
    };
    row(
        out,
        "status",
        &format!("{style}{}{style:#}", plain(&mfa.status.to_string())),
    )?;
    row(
        out,
        "type",
        &mfa.type_
            .as_ref()
            .map_or_else(|| "none".to_owned(), |kind| plain(&kind.to_string())),
    )?;
    let verified = mfa.last_auth_time.map_or_else(
        || "never".to_owned(),
        |time| {
            format!(
                "{} {DIM}({}){DIM:#}",
                time.to_rfc3339_opts(SecondsFormat::Secs, true),
                ago(now, time)
            )
        },
    );
    row(out, "last verified", &verified)?;
    let mut label = "links";
    for link in mfa.links.iter() {
        row(
            out,
            label,
            &format!("{:<11}{}", plain(&link.rel.to_string()), plain(&link.href)),
        )?;
        label = "";
    }
    Ok(())
}

fn row(out: &mut dyn Write, label: &str, value: &str) -> io::Result<()> {
    writeln!(out, "{DIM}{label:<15}{DIM:#}{value}")
}

fn ago(now: DateTime<Utc>, time: DateTime<Utc>) -> String {
    let seconds = (now - time).num_seconds();
    let (number, unit) = match seconds {
        ..=59 => return "just now".to_owned(),
        60..=3_599 => (seconds / 60, "minute"),
        3_600..=86_399 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural} ago")
}

/// Text from elsewhere, without what a terminal would take for a command.
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_one_unit() {
        let time = DateTime::UNIX_EPOCH;
        let after = |seconds| ago(time + chrono::Duration::seconds(seconds), time);
        assert_eq!(after(-5), "just now");
        assert_eq!(after(59), "just now");
        assert_eq!(after(60), "1 minute ago");
        assert_eq!(after(7_200), "2 hours ago");
        assert_eq!(after(86_400 * 3), "3 days ago");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb"), "a\u{fffd}[31mb");
    }
}
