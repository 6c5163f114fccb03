//! The record that each call of another service leaves.

use slog::{KV, Logger, Record, Serializer, debug, info, warn};

use crate::outbound::{Called, Observer};

/// Logs calls: those that failed, and at the debug level all others. Never what was sent or received.
pub struct CallLog(pub Logger);

impl Observer for CallLog {
    fn called(&self, call: &Called<'_>) {
        match call.result {
            Ok(_) => debug!(self.0, "service called"; Fields(call)),
            Err(_) => info!(self.0, "service failed"; Fields(call)),
        }
        if let Some(wait) = call.left_alone {
            warn!(self.0, "service is left alone for a while: it failed again and again";
                  "service" => call.service, "host" => %call.host, "seconds" => wait.as_secs());
        }
    }
}

struct Fields<'a>(&'a Called<'a>);

impl KV for Fields<'_> {
    fn serialize(&self, _: &Record<'_>, to: &mut dyn Serializer) -> slog::Result {
        let call = self.0;
        to.emit_str("service".into(), call.service)?;
        to.emit_str("call".into(), call.what)?;
        to.emit_arguments("host".into(), &format_args!("{}", call.host))?;
        to.emit_u32("tries".into(), call.tries)?;
        let micros = u64::try_from(call.duration.as_micros()).unwrap_or(u64::MAX);
        to.emit_u64("duration_us".into(), micros)?;
        super::request::traced(to)?;
        match call.result {
            Ok(status) => to.emit_u16("status".into(), status.as_u16()),
            Err(fault) => {
                to.emit_str("fault".into(), fault.word())?;
                to.emit_arguments("reason".into(), &format_args!("{fault}"))
            }
        }
    }
}
