//! When things were made and changed, as their members say it.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;

use super::page::plain;

/// When a thing was made, and when it was changed last.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub made: DateTime<Utc>,
    pub changed: DateTime<Utc>,
}

impl Times {
    pub fn now() -> Times {
        let now = Utc::now();
        Times {
            made: now,
            changed: now,
        }
    }

    /// Says that it is changed; later than before, also within one tick of the clock.
    pub fn change(&mut self) {
        let later = self.changed + chrono::Duration::milliseconds(1);
        self.changed = later.max(Utc::now());
    }

    /// What a member says that is made as `made`: a time of the same form.
    pub fn member(&self, name: &str, made: &Value) -> Option<Value> {
        let plain = plain(name);
        let begins = |words: &[&str]| {
            words
                .iter()
                .any(|word| plain.starts_with(word) || plain.ends_with(word))
        };
        let time = if begins(&["created", "inserted"]) {
            self.made
        } else if begins(&["updated", "modified", "changed"]) {
            self.changed
        } else {
            return None;
        };
        let text = made.as_str()?;
        if DateTime::parse_from_rfc3339(text).is_ok() {
            return Some(time.to_rfc3339_opts(SecondsFormat::Millis, true).into());
        }
        let is_day = text.parse::<chrono::NaiveDate>().is_ok();
        is_day.then(|| time.date_naive().to_string().into())
    }
}

impl Default for Times {
    fn default() -> Self {
        Times::now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn times_are_written_in_the_form_that_the_schema_has() {
        let mut times = Times::now();
        let sample = json!("2024-02-29T12:30:00Z");
        let made = times.member("createdAt", &sample);
        assert!(made.is_some() && made == times.member("updated_at", &sample));
        times.change();
        assert_ne!(times.member("updated_at", &sample), made);
        assert_eq!(times.member("date_created", &sample), made);
        let day = times.member("created_on", &json!("2024-02-29"));
        assert!(day.is_some_and(|day| day.as_str().is_some_and(|day| day.len() == 10)));
        for (name, value) in [("due", sample), ("createdBy", json!("alice"))] {
            assert_eq!(times.member(name, &value), None, "{name}");
        }
    }
}
