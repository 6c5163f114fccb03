//! Operations as commands.

use std::collections::HashMap;

use heck::ToKebabCase;
use quote::{ToTokens, format_ident};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, parse_quote};

use super::text_of;
use crate::generate::client::plan::{BodyPlan, Plan};
use crate::generate::multipart::{Kind, Multipart, Property};

pub fn commands(file: &mut syn::File, plans: &[Plan<'_>]) {
    struct Commands<'a> {
        plans: HashMap<&'a str, &'a Plan<'a>>,
        plan: Option<&'a Plan<'a>>,
    }
    impl VisitMut for Commands<'_> {
        fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
            let name = function.sig.ident.to_string();
            self.plan = ["cli_", "execute_"]
                .iter()
                .find_map(|prefix| name.strip_prefix(prefix))
                .and_then(|name| self.plans.get(name).copied());
            visit_mut::visit_impl_item_fn_mut(self, function);
            self.plan = None;
        }

        fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
            visit_mut::visit_expr_method_call_mut(self, call);
            let Some(plan) = self.plan else { return };
            if call.method == "long"
                && let Some(name) = call.args.first().and_then(text_of)
                && let Some(shown) = value_name(plan, &name)
            {
                let long = call.clone();
                *call = parse_quote!(#long.value_name(#shown));
                return;
            }
            if call.method == "success_no_item"
                && let Some(answers) = &plan.answers
                && answers.success.several().is_some()
            {
                call.method = format_ident!("success_item");
            }
            if !plan.has_optional_body() {
                return;
            }
            let is_body_itself = call
                .receiver
                .to_token_stream()
                .to_string()
                .contains("\"json-body\"");
            if call.method == "required_unless_present"
                || call.method == "required" && is_body_itself
            {
                call.method = format_ident!("required");
                call.args = std::iter::once::<Expr>(parse_quote!(false)).collect();
            }
        }
    }
    Commands {
        plans: plans
            .iter()
            .map(|plan| (plan.name.as_str(), plan))
            .collect(),
        plan: None,
    }
    .visit_file_mut(file);
}

/// How the value of an argument is called, where it is not plain.
fn value_name(plan: &Plan<'_>, argument: &str) -> Option<&'static str> {
    let is_meant = |name: &str| name.to_kebab_case() == argument;
    let parameter = plan
        .parameters
        .iter()
        .find(|parameter| is_meant(&parameter.name));
    if let Some(parameter) = parameter {
        return (!parameter.is_scalar && !parameter.is_list).then_some("JSON");
    }
    let BodyPlan::Multipart {
        parts: Multipart::Object { properties, .. },
        ..
    } = &plan.body
    else {
        return None;
    };
    let is_file = |property: &&Property| property.kind == Kind::File && is_meant(&property.name);
    properties.iter().find(is_file).map(|_| "@FILE")
}
