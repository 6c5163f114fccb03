//! Whether no value is left.

use super::alternatives::Alternative;
use super::part::{Kind, Part};
use super::ranges::Range;
use super::{Inclusion, Members};

impl<'a> Inclusion<'a> {
    /// Whether no value at all meets the parts.
    pub fn is_never(&mut self, parts: &[Part<'a>]) -> bool {
        if parts.is_empty() || self.depth >= super::MAX_DEPTH || !self.step() {
            return false;
        }
        if parts.iter().any(|part| matches!(part, Part::Never)) {
            return true;
        }
        let mut key: Vec<_> = parts.iter().map(Part::key).collect();
        key.sort_unstable();
        if let Some(known) = self.empty.get(&key) {
            return *known;
        }
        // What asks for itself inside of itself is not known to be empty.
        self.empty.insert(key.clone(), false);
        self.depth += 1;
        let is_never = Kind::ALL
            .into_iter()
            .all(|kind| self.is_kind_never(parts, kind))
            && self.left.get() > 0;
        self.depth -= 1;
        if is_never {
            self.empty.insert(key, true);
        } else if self.left.get() == 0 {
            self.empty.remove(&key);
        }
        is_never
    }

    /// Whether no value of the type meets the parts.
    pub fn is_kind_never(&mut self, parts: &[Part<'a>], kind: Kind) -> bool {
        if kind == Kind::Null {
            return self.all_hold(parts, &serde_json::Value::Null) == Some(false);
        }
        let alternatives = self.alternatives(parts, kind);
        alternatives
            .iter()
            .all(|alternative| self.is_empty(alternative, kind))
    }

    /// Whether an alternative contradicts itself.
    pub fn is_empty(&mut self, alternative: &Alternative<'a>, kind: Kind) -> bool {
        if self
            .few(alternative, kind)
            .is_some_and(|values| values.is_empty())
        {
            return true;
        }
        let is_contradicted = match kind {
            Kind::Null | Kind::Boolean => false,
            Kind::Number => Range::of(alternative).is_empty(),
            Kind::String => {
                let least = self.most_of(alternative, "minLength").unwrap_or(0.0);
                self.least_of(alternative, "maxLength")
                    .is_some_and(|most| most < least)
            }
            Kind::Array => self.is_empty_array(alternative),
            Kind::Object => self.is_empty_object(alternative),
        };
        is_contradicted || self.is_refused(alternative, kind)
    }

    /// Whether all values are among those that are refused.
    fn is_refused(&mut self, alternative: &Alternative<'a>, kind: Kind) -> bool {
        for (index, part) in alternative.iter().enumerate() {
            let Part::Not { side, node } = part else {
                continue;
            };
            if self.depth >= super::MAX_DEPTH || !self.step() {
                return false;
            }
            let mut rest = alternative.clone();
            rest.remove(index);
            self.depth += 1;
            let before = std::mem::replace(&mut self.members, Members::All);
            let is_refused = self.meets(&rest, &Part::schema(*side, node), kind);
            self.members = before;
            self.depth -= 1;
            if is_refused {
                return true;
            }
        }
        false
    }

    fn is_empty_array(&mut self, alternative: &Alternative<'a>) -> bool {
        let least = self.most_of(alternative, "minItems").unwrap_or(0.0);
        if self
            .least_of(alternative, "maxItems")
            .is_some_and(|most| most < least)
        {
            return true;
        }
        let is_never = (0..least.min(8.0) as usize).any(|index| {
            let parts = self.item(alternative, index);
            self.is_never(&parts)
        });
        is_never || self.lacks_contained(alternative)
    }

    fn is_empty_object(&mut self, alternative: &Alternative<'a>) -> bool {
        let required = self.all_required(alternative);
        let most = self.least_of(alternative, "maxProperties");
        let least = self.most_of(alternative, "minProperties");
        if most.is_some_and(|most| most < (required.len() as f64).max(least.unwrap_or(0.0))) {
            return true;
        }
        // More members than there can be.
        if least.is_some_and(|least| least > 0.0 && self.has_at_most(alternative, least - 1.0)) {
            return true;
        }
        required.into_iter().any(|name| {
            let parts = self.member(alternative, name);
            self.is_never(&parts)
        })
    }
}
