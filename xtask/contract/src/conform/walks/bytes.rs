//! What is kept as it came: files and texts, byte by byte.

use serde_json::Value;

use super::seam::{Check, Service};
use super::walker::{Ask, Object, Walker};
use crate::exchange::{Kind, Operation, essence, parameter_of};

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// What is put is what is read, and what is put after that is read instead.
    pub async fn is_kept_as_bytes(&mut self, resource: usize, object: &Object) -> Option<()> {
        let known = &self.resources[resource];
        let (replace, read) = (known.replace?, known.read?);
        let content = replace.body.as_ref()?.contents.first()?;
        let media_type = content.media_type.to_owned();
        let bodies: Vec<Vec<u8>> = match content.kind {
            Kind::Bytes => (0..2).map(file).collect(),
            Kind::Text => self.texts(replace),
            _ => return None,
        };
        if media_type.contains('*') || !shows(read, &media_type) {
            return None;
        }
        self.begin(&[]);
        for body in bodies {
            let ask = Ask::new().bytes(&media_type, body.clone());
            let put = self.call(replace, &object.variables, ask).await?;
            if !put.is_success() {
                continue;
            }
            let seen = self.call(read, &object.variables, Ask::new()).await?;
            let said = seen.headers.get("content-type").unwrap_or_default();
            if !seen.is_success() || essence(said) != essence(&media_type) {
                continue;
            }
            let is_latin = parameter_of(said, "charset").is_some_and(|name| {
                !name.eq_ignore_ascii_case("utf-8") && content.kind == Kind::Text
            });
            let is_same = match is_latin {
                true => String::from_utf8_lossy(&body)
                    .chars()
                    .eq(seen.body.iter().map(|byte| char::from(*byte))),
                false => seen.body == body,
            };
            if !is_same {
                let message = format!(
                    "{} shows other bytes than {} was sent",
                    read.title(),
                    replace.title()
                );
                self.discover(Check::LostMember, replace, message);
                return None;
            }
        }
        Some(())
    }

    /// Texts that an operation takes: one beyond ASCII, and another one.
    fn texts(&self, operation: &Operation<'a>) -> Vec<Vec<u8>> {
        let rich = [
            "Wälk 東 😀 & <b>'q'</b>\r\n\tand more %41+ ",
            "Wälk 😀",
            "walk",
            "aa",
            "a",
        ];
        let schema = operation
            .body
            .as_ref()
            .and_then(|body| body.contents.first()?.schema);
        let judge = schema.and_then(|schema| {
            self.operations
                .judges
                .of(schema, crate::report::Direction::Request)
        });
        let mut texts = rich
            .iter()
            .map(|text| Value::from(*text))
            .collect::<Vec<_>>();
        texts.retain(|text| judge.as_ref().is_none_or(|judge| judge.is_valid(text)));
        texts.truncate(2);
        texts
            .iter()
            .filter_map(|text| Some(text.as_str()?.as_bytes().to_vec()))
            .collect()
    }
}

/// Each byte, twice; and another file.
fn file(number: u8) -> Vec<u8> {
    (0..=255_u8)
        .chain(0..=255)
        .map(|byte| byte.wrapping_add(number * 7))
        .collect()
}

/// Whether the success of an operation has a media type.
fn shows(operation: &Operation<'_>, media_type: &str) -> bool {
    let success = (200..300).filter_map(|status| operation.response(status));
    let mut contents = success.flat_map(|response| &response.contents);
    contents.any(|content| essence(content.media_type) == essence(media_type))
}
