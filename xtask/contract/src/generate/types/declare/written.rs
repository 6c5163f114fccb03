//! What is written for the types of a module: found by what it is, and taken away where a
//! declaration says it.

use std::collections::HashMap;

use syn::{Item, ItemImpl, PathArguments};

use super::{line, text};

pub struct Written {
    slots: Vec<Vec<Item>>,
    /// Implementations by their trait, its arguments and their type (`From|Cat|Pet`), calls of
    /// macros by their arguments (`object!Cat`).
    known: HashMap<String, usize>,
}

impl Written {
    pub fn new(items: Vec<Item>) -> Self {
        let mut known = HashMap::new();
        for (index, item) in items.iter().enumerate() {
            if let Some(key) = key(item) {
                known.insert(key, index);
            }
        }
        Written {
            slots: items.into_iter().map(|item| vec![item]).collect(),
            known,
        }
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// What stands at a place, unless it is declared already.
    pub fn item(&self, index: usize) -> Option<&Item> {
        match self.slots[index].as_slice() {
            [item] => Some(item),
            _ => None,
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.known.contains_key(key)
    }

    pub fn implementation(&self, key: &str) -> Option<&ItemImpl> {
        match self.item(*self.known.get(key)?)? {
            Item::Impl(item) => Some(item),
            _ => None,
        }
    }

    /// Takes away what is declared now.
    pub fn take(&mut self, key: &str) {
        if let Some(index) = self.known.remove(key) {
            self.slots[index].clear();
        }
    }

    pub fn take_module(&mut self, name: &str) -> Option<syn::ItemMod> {
        let slot = self
            .slots
            .iter_mut()
            .find(|slot| matches!(slot.as_slice(), [Item::Mod(module)] if module.ident == name))?;
        match slot.pop()? {
            Item::Mod(module) => Some(module),
            _ => None,
        }
    }

    pub fn replace(&mut self, index: usize, items: Vec<Item>) {
        self.slots[index] = items;
    }

    /// Defaults that are short become lines.
    pub fn defaults(&mut self) {
        for slot in &mut self.slots {
            if let [Item::Impl(item)] = slot.as_slice()
                && item
                    .trait_
                    .as_ref()
                    .is_some_and(|(path, _)| text(path).ends_with("Default"))
                && let [syn::ImplItem::Fn(function)] = item.items.as_slice()
                && let [syn::Stmt::Expr(value, None)] = function.block.stmts.as_slice()
                && text(value).len() < 60
            {
                let name = &item.self_ty;
                *slot = vec![line("default", &quote::quote!(#name = #value))];
            }
        }
    }

    /// All that is left, and what is declared.
    pub fn into_items(self) -> Result<Vec<Item>, String> {
        if let Some(key) = self.known.keys().find(|key| key.starts_with("text!")) {
            return Err(format!(
                "`{key}` is declared by nothing: Typify writes the type otherwise than the \
                 generator expects"
            ));
        }
        Ok(self.slots.into_iter().flatten().collect())
    }
}

fn key(item: &Item) -> Option<String> {
    match item {
        Item::Impl(item) => {
            let own = text(&item.self_ty);
            let Some((path, _)) = &item.trait_ else {
                return Some(format!("||{own}"));
            };
            let last = path.segments.last()?;
            let arguments = match &last.arguments {
                PathArguments::AngleBracketed(arguments) => text(&arguments.args),
                _ => String::new(),
            };
            let arguments = if last.ident == "Deserialize" {
                String::new()
            } else {
                arguments
            };
            Some(format!("{}|{arguments}|{own}", last.ident))
        }
        Item::Macro(item) => {
            let name = &item.mac.path.segments.last()?.ident;
            let tokens = item.mac.tokens.clone().into_iter();
            let words: Vec<String> = tokens.map(|token| token.to_string()).collect();
            Some(format!("{name}!{}", words.join(" ")))
        }
        _ => None,
    }
}
