//! Lists of what nobody makes: they are paged, filtered and read like others.

use super::life::{identifier, unwrapped};
use super::pages::items_of;
use super::seam::{Check, Service};
use super::walker::{Ask, Object, Walker};

/// So many of them are looked at one by one.
const MOST: usize = 4;

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    pub async fn is_browsed(&mut self, resource: usize, place: &[(String, String)]) -> Option<()> {
        let known = &self.resources[resource];
        let (list, read) = (known.list?, known.read);
        self.begin(&[]);
        let first = self.call(list, place, Ask::new()).await?;
        if !first.is_success() || items_of(&first.value)?.iter().any(|item| !item.is_object()) {
            return None;
        }
        let listed = self.all_listed(list, place, Ask::new()).await?;
        let known = &self.resources[resource];
        let (variable, name) = (known.variable, known.name.clone());
        let objects = listed.items.iter().filter_map(|item| {
            let mut variables = place.to_vec();
            let id = identifier(item, variable, &name);
            match variable.is_empty() {
                true => variables.push((String::new(), id.unwrap_or_else(|| item.to_string()))),
                false => variables.push((variable.to_owned(), id?)),
            }
            Some(Object {
                variables,
                sent: serde_json::Value::Null,
                shown: item.clone(),
                made: None,
            })
        });
        let objects: Vec<Object> = objects.take(MOST).collect();
        self.is_paged(resource).await;
        self.is_filtered(resource, &objects).await;
        let read = read?;
        for object in &objects {
            self.begin(&[]);
            let seen = self.call(read, &object.variables, Ask::new()).await?;
            if seen.status == 404 {
                let message = format!(
                    "what {} lists is not there: {} is 404",
                    list.title(),
                    read.title()
                );
                self.discover(Check::NotThere, read, message);
            }
            if seen.is_success() {
                self.names_itself(read, resource, object, &seen.value);
                let (item, now) = (unwrapped(&object.shown), unwrapped(&seen.value));
                self.lists_what_is(list, item, now);
            }
        }
        let object = objects.first()?;
        self.is_conditional(resource, object).await;
        self.begin(&[]);
        self.head_is_as(read, &object.variables, Ask::new()).await;
        Some(())
    }
}
