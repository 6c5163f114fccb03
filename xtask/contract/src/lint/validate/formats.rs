//! The formats that the generated types check too.

use crate::document::{Node, Value};

/// Whether the value has the format; an unknown one says nothing.
pub fn fits(format: &str, value: &Node) -> bool {
    match &value.value {
        Value::String(text) => text_fits(format, text),
        Value::Number(number) => match format {
            "int32" => number
                .as_i64()
                .is_none_or(|number| i32::try_from(number).is_ok()),
            "int64" => number.is_i64() || number.is_f64(),
            _ => true,
        },
        _ => true,
    }
}

fn text_fits(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        "date-time" => is_date_time(text),
        "uuid" => is_uuid(text),
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "email" => text
            .rsplit_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        "uri" => text.split_once(':').is_some_and(|(scheme, _)| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
                && !text.contains(char::is_whitespace)
        }),
        _ => true,
    }
}

/// RFC 3339, `full-date`.
fn is_date(text: &str) -> bool {
    let Some((year, rest)) = digits(text, 4) else {
        return false;
    };
    let month_and_day = rest
        .strip_prefix('-')
        .and_then(|rest| digits(rest, 2))
        .and_then(|(month, rest)| Some((month, digits(rest.strip_prefix('-')?, 2)?)));
    let Some((month, (day, ""))) = month_and_day else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// RFC 3339, `date-time`.
fn is_date_time(text: &str) -> bool {
    let Some(date) = text.get(..10).filter(|date| is_date(date)) else {
        return false;
    };
    let Some(time) = text[date.len()..].strip_prefix(['T', 't']) else {
        return false;
    };
    let Some((clock, rest)) = time.split_at_checked(8) else {
        return false;
    };
    if !is_clock(clock, 60) {
        return false;
    }
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => rest,
    };
    matches!(zone, "Z" | "z")
        || zone
            .strip_prefix(['+', '-'])
            .is_some_and(|offset| is_clock(&format!("{offset}:00"), 59))
}

/// `hh:mm:ss`.
fn is_clock(text: &str, last_second: u32) -> bool {
    let parts: Vec<Option<(u32, &str)>> = text.split(':').map(|part| digits(part, 2)).collect();
    matches!(
        parts[..],
        [Some((hour, "")), Some((minute, "")), Some((second, ""))]
            if hour < 24 && minute < 60 && second <= last_second
    )
}

fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at_checked(count)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    Some((number.parse().ok().filter(|_| is_number)?, rest))
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(index, c)| {
            if matches!(index, 8 | 13 | 18 | 23) {
                c == '-'
            } else {
                c.is_ascii_hexdigit()
            }
        })
}
