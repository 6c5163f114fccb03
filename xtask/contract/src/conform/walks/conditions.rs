//! ETags, dates and conditions (RFC 9110, section 13).

use serde_json::Value;

use super::seam::{Check, Service};
use super::walker::{Ask, Object, Seen, Walker, documents};
use crate::exchange::{Location, Operation};

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// ETags stand for what is read, and conditions are heeded (RFC 9110, section 13).
    pub async fn is_conditional(&mut self, resource: usize, object: &Object) -> Option<()> {
        let known = &self.resources[resource];
        let read = known.read?;
        self.begin(&[object]);
        let first = self.now(read, object).await?;
        let second = self.now(read, object).await?;
        if first.body == second.body && first.etag() != second.etag() {
            let message = format!(
                "the ETag of {} changes when nothing else does",
                read.title()
            );
            self.discover(Check::EtagChanges, read, message);
            return None;
        }
        if documents(read, 304) {
            self.heeds_dates(read, object, &first).await;
        }
        let etag = first.etag()?.to_owned();
        if documents(read, 304) {
            self.begin(&[object]);
            let ask = Ask::new().header("If-None-Match", &etag);
            let seen = self.call(read, &object.variables, ask).await?;
            if seen.status == 200 && seen.etag() == Some(&etag) {
                let message = format!("{} is 200 for the ETag that it has", read.title());
                self.discover(Check::NotModifiedIgnored, read, message);
            }
            if seen.status == 304 && seen.etag().is_none() {
                let message = format!(
                    "304 of {} lacks the ETag (RFC 9110, section 15.4.5)",
                    read.title()
                );
                self.discover(Check::HeaderMissing, read, message);
            }
            let ask = Ask::new().header("If-None-Match", &altered(&etag));
            let seen = self.call(read, &object.variables, ask).await?;
            if seen.status == 304 {
                let message = format!("{} is 304 for an ETag that it does not have", read.title());
                self.discover(Check::NotModifiedIgnored, read, message);
            }
        }
        let known = &self.resources[resource];
        for change in [known.patch, known.replace].into_iter().flatten() {
            self.heeds(resource, change, object).await;
        }
        Some(())
    }

    /// If-Modified-Since, where it is documented (RFC 9110, section 13.1.3).
    async fn heeds_dates(
        &mut self,
        read: &'w Operation<'a>,
        object: &Object,
        first: &Seen,
    ) -> Option<()> {
        read.parameter(Location::Header, "If-Modified-Since")?;
        let changed = first.headers.get("last-modified")?.to_owned();
        chrono::DateTime::parse_from_rfc2822(&changed).ok()?;
        self.begin(&[object]);
        let ask = Ask::new().header("If-Modified-Since", &changed);
        let seen = self.call(read, &object.variables, ask).await?;
        if seen.status == 200 && seen.headers.get("last-modified") == Some(&changed) {
            let message = format!("{} is 200 for the Last-Modified that it has", read.title());
            self.discover(Check::NotModifiedIgnored, read, message);
        }
        let ask = Ask::new().header("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT");
        let seen = self.call(read, &object.variables, ask).await?;
        let is_newer = chrono::DateTime::parse_from_rfc2822(&changed)
            .is_ok_and(|changed| changed.timestamp() > 946_684_800);
        if seen.status == 304 && is_newer {
            let message = format!("{} is 304, and was changed since", read.title());
            self.discover(Check::NotModifiedIgnored, read, message);
        }
        Some(())
    }

    /// The right condition passes, one of before does not, and none is refused where it is needed.
    async fn heeds(
        &mut self,
        resource: usize,
        change: &'w Operation<'a>,
        object: &Object,
    ) -> Option<()> {
        if !takes_condition(change) {
            return None;
        }
        let read = self.resources[resource].read?;
        let samples = self.samples(change)?;
        let bodies = [
            samples.full.get(2)?,
            samples.full.get(5)?,
            samples.full.get(6)?,
        ];
        let bodies = bodies.map(|body| self.with_references(change, body.clone()));
        let ask = |etag: Option<&str>, body: &Value| {
            let ask = Ask::new().body(samples.media_type, body);
            etag.map_or(ask.clone(), |etag| ask.header("If-Match", etag))
        };
        self.begin(&[object]);
        let first = self.now(read, object).await?;
        let old = first.etag()?.to_owned();
        let seen = self
            .call(change, &object.variables, ask(Some(&old), &bodies[0]))
            .await?;
        if seen.status == 412 {
            let message = format!("{} is 412 for the ETag that is read", change.title());
            self.discover(Check::PreconditionRefused, change, message);
            return None;
        }
        let is_needed = change
            .parameter(Location::Header, "If-Match")
            .is_some_and(|parameter| parameter.required);
        if documents(change, 428) || is_needed {
            let seen = self
                .call(change, &object.variables, ask(None, &bodies[1]))
                .await?;
            if seen.is_success() {
                let message = format!(
                    "{} is {} without If-Match, which it needs",
                    change.title(),
                    seen.status
                );
                self.discover(Check::PreconditionNotNeeded, change, message);
            }
        }
        let now = self.now(read, object).await?;
        let stale = match now.etag() == Some(&old) {
            true => altered(&old),
            false => old,
        };
        let seen = self
            .call(change, &object.variables, ask(Some(&stale), &bodies[2]))
            .await?;
        if seen.is_success() {
            let message = format!(
                "{} is {} for an ETag of before",
                change.title(),
                seen.status
            );
            self.discover(Check::PreconditionIgnored, change, message);
            return None;
        }
        let after = self.now(read, object).await?;
        if seen.status == 412 && after.body != now.body && after.etag() != now.etag() {
            let message = format!("{} is 412, and changes all the same", change.title());
            self.discover(Check::RefusedIsDone, change, message);
        }
        Some(())
    }

    /// Deleting under a condition that does not hold.
    pub async fn is_kept_under_condition(
        &mut self,
        resource: usize,
        object: &Object,
    ) -> Option<()> {
        let known = &self.resources[resource];
        let (delete, read) = (known.delete?, known.read?);
        if !takes_condition(delete) {
            return None;
        }
        self.begin(&[object]);
        let now = self.now(read, object).await?;
        let ask = Ask::new().header("If-Match", &altered(now.etag()?));
        let seen = self.call(delete, &object.variables, ask).await?;
        if seen.is_success() {
            let message = format!(
                "{} is {} for an ETag of nothing",
                delete.title(),
                seen.status
            );
            self.discover(Check::PreconditionIgnored, delete, message);
            return None;
        }
        if seen.status == 412 && self.call(read, &object.variables, Ask::new()).await?.status == 404
        {
            let message = format!("{} is 412, and deletes all the same", delete.title());
            self.discover(Check::RefusedIsDone, delete, message);
        }
        Some(())
    }
}

/// Whether a condition means something to an operation.
pub fn takes_condition(operation: &Operation<'_>) -> bool {
    operation.parameter(Location::Header, "If-Match").is_some()
        || documents(operation, 412)
        || documents(operation, 428)
}

/// An ETag of the same form that is another one.
fn altered(etag: &str) -> String {
    let last = etag.rfind(|c: char| c.is_ascii_alphanumeric());
    let Some(last) = last else {
        return "\"0\"".to_owned();
    };
    let other = if etag[last..].starts_with('0') {
        "1"
    } else {
        "0"
    };
    format!("{}{other}{}", &etag[..last], &etag[last + 1..])
}
