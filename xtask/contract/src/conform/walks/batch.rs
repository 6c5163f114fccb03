//! What makes several at once makes all of them, and what makes one makes no copy.

use serde_json::Value;

use super::life::identifier;
use super::pages::items_of;
use super::seam::{Check, Service};
use super::tenants::words_of;
use super::walker::{Ask, Object, Walker};
use crate::exchange::Operation;

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// What responses of `POST /orders/bulk` name is there, all of it or none.
    pub async fn makes_all(&mut self, resource: usize) -> Option<()> {
        let known = &self.resources[resource];
        let (read, create) = (known.read?, known.create?);
        let folder = create.path.trim_end_matches('/');
        let all = self.operations.all.iter();
        let makers = all.filter(|one| {
            let rest = one
                .path
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix(['/', ':']));
            let is_word = rest.is_some_and(|rest| !rest.contains(['{', '/']));
            one.method == "POST" && one.index != create.index && is_word
        });
        for maker in makers.collect::<Vec<&'w Operation<'a>>>() {
            self.makes_each(resource, maker, read).await;
        }
        Some(())
    }

    async fn makes_each(
        &mut self,
        resource: usize,
        maker: &'w Operation<'a>,
        read: &'w Operation<'a>,
    ) -> Option<()> {
        let samples = self.samples(maker)?;
        let is_several = |body: &&Value| {
            let mut lists = body
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(_, value)| value.as_array());
            lists.any(|items| items.len() > 1 && items.iter().all(Value::is_object))
                || body.as_array().is_some_and(|items| items.len() > 1)
        };
        let body = samples
            .full
            .iter()
            .chain(&samples.examples)
            .find(is_several)?;
        let body = self.with_references(maker, body.clone());
        let place = self.place(resource)?;
        self.begin(&[]);
        let ask = Ask::new().body(samples.media_type, &body);
        let seen = self.call(maker, &place, ask).await?;
        if !seen.is_success() {
            return None;
        }
        let known = &self.resources[resource];
        let (variable, name) = (known.variable.to_owned(), known.name.clone());
        let items = items_of(&seen.value)?.clone();
        let ids = items
            .iter()
            .filter_map(|item| identifier(item, &variable, &name));
        let (mut there, mut gone) = (0, 0);
        for id in ids.collect::<Vec<String>>() {
            let mut variables = place.clone();
            variables.push((variable.clone(), id));
            let seen = self.call(read, &variables, Ask::new()).await?;
            match seen.status {
                404 | 410 => gone += 1,
                status if status < 300 => there += 1,
                _ => {}
            }
        }
        // Where none is there, they are identifiers of something else.
        if there > 0 && gone > 0 {
            let message = format!("{gone} of what {} made is not there", maker.title());
            self.discover(Check::NotThere, maker, message);
        }
        Some(())
    }

    /// One request makes one thing.
    pub async fn makes_no_copy(&mut self, resource: usize, object: &Object) -> Option<()> {
        let create = self.resources[resource].create?;
        self.begin(&[object]);
        let before = self.copies(resource, &object.sent, object).await?;
        if before == 0 {
            return Some(());
        }
        // A run before this one may have made the same: once more, and one more is there.
        let place = self.place(resource)?;
        let media_type = self.samples(create)?.media_type;
        let ask = Ask::new().body(media_type, &object.sent);
        let seen = self.call(create, &place, ask).await?;
        let known = &self.resources[resource];
        let id = identifier(&seen.value, known.variable, &known.name)?;
        let mut again = object.clone();
        again.variables.last_mut()?.1 = id;
        if self.copies(resource, &object.sent, &again).await? > before + 1 {
            let message = format!("{} makes two of what it was sent once", create.title());
            self.discover(Check::ChangesOthers, create, message);
        }
        Some(())
    }

    /// How many others there are of what has these texts.
    pub async fn copies(
        &mut self,
        resource: usize,
        sent: &Value,
        object: &Object,
    ) -> Option<usize> {
        let list = self.resources[resource].list?;
        let words = words_of(sent);
        let place = self.place(resource)?;
        if words.is_empty() {
            return None;
        }
        let listed = self.all_listed(list, &place, Ask::new()).await?;
        let known = &self.resources[resource];
        let copies = listed.items.iter().filter(|item| {
            let id = identifier(item, known.variable, &known.name);
            let text = item.to_string();
            id.is_some_and(|id| id != object.id())
                && words.iter().all(|word| text.contains(word.as_str()))
        });
        Some(copies.count())
    }
}
