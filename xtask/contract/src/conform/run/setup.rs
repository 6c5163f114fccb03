//! Requests before and after a run, as its configuration says.

use serde_json::Value;

use super::super::config;
use super::super::credentials::apply;
use super::state::Run;
use crate::exchange::{Arguments, Headers, Request};

impl Run<'_> {
    /// Before everything else. What fails is told: without it, less can be tried.
    pub async fn set_up(&self) {
        for step in &self.config.setup {
            if self.may_send().await {
                self.step_of(step).await;
            }
        }
    }

    /// After everything else, also when the run was ended early.
    pub async fn clean_up(&self) {
        for step in &self.config.cleanup {
            self.step_of(step).await;
        }
    }

    async fn step_of(&self, step: &config::Step) {
        let failed = |what: String| {
            let told = format!("`{}`: {what}", step.request);
            self.tried.borrow_mut().steps.push(told);
        };
        let request = match self.request_of(step) {
            Ok(request) => request,
            Err(what) => return failed(what),
        };
        let received = self.transport.send(&request).await;
        let response = match received.result {
            Ok(response) if response.status < 400 => response,
            Ok(response) => return failed(response.status.to_string()),
            Err(error) => return failed(error.to_string()),
        };
        let value: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let mut known = self.known.borrow_mut();
        for (name, pointer) in &step.keep {
            match value.pointer(pointer) {
                Some(kept) => known.say(name, std::slice::from_ref(kept)),
                None => failed(format!("its response has nothing at {pointer}")),
            }
        }
        let path = request.path();
        let base = self.operations.all.first().map(|first| self.base(first));
        let base = base.unwrap_or_default();
        known.see(
            path.strip_prefix(base.as_str()).unwrap_or(path),
            None,
            &value,
        );
    }

    /// What is between braces in its target is a value that is known.
    fn request_of(&self, step: &config::Step) -> Result<Request, String> {
        let (method, target) = step.request();
        let mut filled = String::new();
        let mut rest = target;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| "a `{` has no `}`".to_owned())?;
            let known = self.known.borrow();
            let value = known
                .said(name)
                .ok_or_else(|| format!("nothing is known of `{name}`"))?;
            filled.push_str(before);
            filled.push_str(&super::super::shown::scalar(value).unwrap_or_default());
            rest = after;
        }
        filled.push_str(rest);
        let base = self.operations.all.first().map(|first| self.base(first));
        let mut arguments = Arguments::default();
        let mut actors = self.actors.iter();
        let actor = actors.find(|actor| step.identity.as_ref() == Some(&actor.name));
        if let Some(actor) = actor {
            let credential = self.proof_for(actor, method, target);
            let credential = credential
                .ok_or_else(|| format!("there are no credentials of `{}`", actor.name))?;
            for credential in &credential {
                apply(self.operations, credential, &mut arguments);
            }
        }
        let mut headers = Headers(arguments.headers);
        for (name, value) in &step.headers {
            headers.push(name.clone(), value.clone());
        }
        if !arguments.cookies.is_empty() {
            let pairs = arguments.cookies.iter();
            let pairs = pairs.map(|(name, value)| format!("{name}={value}"));
            headers.push("Cookie", pairs.collect::<Vec<_>>().join("; "));
        }
        for (name, value) in &arguments.query {
            filled.push(if filled.contains('?') { '&' } else { '?' });
            let (name, value) = (
                crate::exchange::escape(name),
                crate::exchange::escape(value),
            );
            filled.push_str(&format!("{name}={value}"));
        }
        let body = step.body.as_ref().map(|body| body.to_string().into_bytes());
        let body = body.unwrap_or_default();
        if !body.is_empty() && headers.get("content-type").is_none() {
            headers.push("Content-Type", "application/json");
        }
        Ok(Request {
            method: method.to_owned(),
            target: format!("{}{filled}", base.unwrap_or_default()),
            headers,
            body,
        })
    }

    /// What an identity proves itself with for a request: what its operation takes, or the first
    /// that it has.
    fn proof_for(
        &self,
        actor: &super::case::Actor,
        method: &str,
        target: &str,
    ) -> Option<Vec<super::super::credentials::Credential>> {
        let path = target.split('?').next().unwrap_or_default();
        let mut all = self.operations.all.iter();
        let base = |operation: &crate::exchange::Operation<'_>| operation.base.clone();
        let routed = all.find(|operation| {
            let full = format!("{}{path}", base(operation));
            let route = self.operations.route(method, &full);
            matches!(route, crate::exchange::Route::Found(found) if found.operation.index == operation.index)
        });
        let own = routed.and_then(|operation| self.credentials(operation, Some(actor)));
        own.filter(|all| !all.is_empty())
            .or_else(|| actor.credentials.first().map(|one| vec![one.clone()]))
    }
}
