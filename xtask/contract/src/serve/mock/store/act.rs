//! What a request does to what is kept, and the response that tells it.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::page::plain;
use super::represent::represent;
use super::role::{Role, ancestors, role};
use super::tenant::Tenant;
use super::{Deed, Store, Thing};
use crate::exchange::{Argument, Location, Operation, Response, StatusKey};
use crate::report::Direction;
use crate::serve::mock::choice::Chosen;
use crate::serve::mock::refusal::Refusal;
use crate::serve::mock::render::{Renderer, Unrendered};

/// What comes of a deed: a response, or a refusal by what is kept.
pub type Done = Result<Result<Response, Unrendered>, Refusal>;

/// More replies than this are not kept: the oldest go.
const MOST_REPLIES: usize = 1_000;

impl Store {
    /// None: it has nothing to do with what is kept.
    pub fn act<'a>(
        &mut self,
        renderer: &Renderer<'_, 'a>,
        deed: &Deed<'_, '_, 'a>,
    ) -> Option<Done> {
        let operations = renderer.operations;
        let operation = deed.routed.operation;
        let mut tenant = self.people.who(operations, operation, deed.request);
        let path = deed.request.path();
        let role = role(operations, operation);
        for (collection, id) in ancestors(operations, operation, path) {
            let place = format!("{}{collection}", operation.base);
            tenant = self.recognize(tenant, &place, &id);
            if let Some(refusal) = self.missing(tenant, operation, &place, &id) {
                return Some(Err(refusal));
            }
        }
        let item = path
            .rsplit_once('/')
            .filter(|_| super::role::parent(operation.path).is_some());
        if let Some((collection, id)) = item {
            tenant = self.recognize(tenant, collection, id);
        }
        let mut desk = Deeds {
            store: self,
            renderer,
            deed,
            operation,
            tenant,
        };
        if let Some(done) = desk.repeated() {
            return Some(done);
        }
        let done = match (role, operation.method.as_str()) {
            (Role::Collection, "POST") => desk.make(path),
            (Role::Collection, "GET") => desk.list(path),
            (Role::Item, method) => {
                let (collection, id) = item?;
                desk.item(collection, &unescaped(id), method)
            }
            (Role::Single, method) => desk.single(path, method),
            (_, method) => desk.other(path, item, method),
        };
        if let Some(Ok(Ok(response))) = &done {
            desk.remember(response);
        }
        done
    }

    /// Who asks for a thing by its id may be its owner, with other credentials.
    fn recognize(&mut self, tenant: Tenant, place: &str, id: &str) -> Tenant {
        match self.key_of(tenant, place, &unescaped(id)) {
            Some((owner, _)) => self.people.identify(tenant, owner),
            None => tenant,
        }
    }

    /// Why a thing cannot be asked for, if it is not there; none also where the contract has no
    /// word for that, and nothing was deleted.
    pub fn missing(
        &self,
        tenant: Tenant,
        operation: &Operation<'_>,
        place: &str,
        id: &str,
    ) -> Option<Refusal> {
        let id = &unescaped(id);
        if self.find(tenant, place, id).is_some() {
            return None;
        }
        let is_gone = self.is_gone(tenant, place, id);
        // What was deleted can be read no more, whatever the contract says of that.
        let is_read = operation.method == "GET" && is_gone;
        let detail = format!(
            "there is no {place}/{id}: it was not made here with these credentials, or was deleted"
        );
        let statuses: &[u16] = match is_gone && is_documented(operation, 410) {
            true => &[410, 404],
            false => &[404, 410],
        };
        let is_said = operation.response(404).is_some();
        (is_said || is_read).then(|| Refusal::new(statuses, detail))
    }
}

pub fn unescaped(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// One deed at work.
pub struct Deeds<'s, 'r, 'd, 'x, 'o, 'a> {
    pub store: &'s mut Store,
    pub renderer: &'r Renderer<'x, 'a>,
    pub deed: &'d Deed<'d, 'o, 'a>,
    pub operation: &'o Operation<'a>,
    pub tenant: Tenant,
}

impl<'a> Deeds<'_, '_, '_, '_, '_, 'a> {
    /// Headers that the contract documents and the store knows better.
    fn headers(
        &self,
        chosen: Chosen<'_, 'a>,
        thing: &Thing,
        location: Option<String>,
    ) -> Vec<(&'static str, String)> {
        let header = |name: &str| {
            let mut all = chosen.response.headers.iter();
            all.find(|header| header.name.eq_ignore_ascii_case(name))
        };
        let mut found = Vec::new();
        // What is known to be the same is named (RFC 9110, section 15.4.5).
        let etag = header("etag");
        if etag.is_some() || chosen.status == 304 {
            let judge = etag.and_then(|header| {
                let judges = &self.renderer.operations.judges;
                judges.of(header.schema?, Direction::Response)
            });
            let mut forms = thing.etags();
            if let Some(judge) = judge {
                forms.retain(|form| judge.is_valid(&form.as_str().into()));
            }
            found.extend(forms.into_iter().next().map(|form| ("etag", form)));
        }
        if let Some(location) = location.filter(|_| header("location").is_some()) {
            found.push(("location", location));
        }
        found
    }

    pub fn shown(
        &self,
        chosen: Chosen<'_, 'a>,
        thing: &Thing,
        location: Option<String>,
    ) -> Result<Response, Unrendered> {
        let headers = self.headers(chosen, thing, location);
        let wish = self.deed.wish;
        self.renderer
            .with(self.operation, chosen, wish, &headers, |negotiated| {
                let values = &self.renderer.values;
                let content = negotiated.content;
                let made = values
                    .of_content(content, wish.taste)
                    .map_err(Unrendered::Lacks)?;
                let document = self.renderer.operations.document;
                Ok(represent(values, document, content.schema, made, thing))
            })
    }

    /// RFC 9110, section 13: where the contract speaks of it.
    pub fn precondition(&self, thing: &Thing) -> Option<Refusal> {
        let operation = self.operation;
        let header = |name: &str| self.deed.request.headers.joined(name);
        let takes = |name: &str| operation.parameter(Location::Header, name).is_some();
        let is_change = operation.method != "GET";
        if let Some(known) = header("if-match") {
            let is_said = takes("if-match") || is_documented(operation, 412);
            let detail = format!("`If-Match: {known}` is not how it is now");
            return (is_said && !thing.is_as(&known)).then(|| Refusal::new(&[412, 409], detail));
        }
        if is_change && takes("if-match") && is_documented(operation, 428) {
            let detail = "`If-Match` has to say what is changed: the ETag that GET shows";
            return Some(Refusal::new(&[428], detail));
        }
        let known = header("if-none-match").filter(|_| is_change && takes("if-none-match"))?;
        let detail = format!("`If-None-Match: {known}`: it is there, and as it is");
        thing
            .is_as(&known)
            .then(|| Refusal::new(&[412, 409], detail))
    }

    /// The key that makes a request the same as one before, as the contract takes it.
    fn key(&self) -> Option<(Tenant, String)> {
        let mut all = self.operation.parameters.iter();
        let parameter = all.find(|one| {
            one.location == Location::Header && plain(one.name).contains("idempotency")
        })?;
        let key = self
            .deed
            .reading
            .arguments
            .get(Location::Header, parameter.name)?;
        let Argument::Value(key) = key else {
            return None;
        };
        let request = self.deed.request;
        let key = format!("{} {} {key}", request.method, request.path());
        Some((self.tenant, key))
    }

    fn body(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.deed.request.body.hash(&mut hasher);
        hasher.finish()
    }

    /// What was responded to the same request before, when it has a key that says so.
    fn repeated(&self) -> Option<Done> {
        let (body, response) = self.store.replies.get(&self.key()?)?;
        let is_said = [422, 409]
            .iter()
            .any(|status| is_documented(self.operation, *status));
        if *body != self.body() && is_said {
            let detail = "this key came with another body before";
            return Some(Err(Refusal::new(&[422, 409], detail)));
        }
        Some(Ok(Ok(response.clone())))
    }

    fn remember(&mut self, response: &Response) {
        if let Some(key) = self.key()
            && (200..300).contains(&response.status)
        {
            let body = self.body();
            let replies = &mut self.store.replies;
            replies.insert(key, (body, response.clone()));
            if replies.len() > MOST_REPLIES {
                replies.shift_remove_index(0);
            }
        }
    }
}

pub fn is_documented(operation: &Operation<'_>, status: u16) -> bool {
    let mut all = operation.responses.iter();
    all.any(|response| response.status == StatusKey::Exact(status))
}
