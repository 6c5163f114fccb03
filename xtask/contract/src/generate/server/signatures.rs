//! What each operation and its types are called, and whether its handler has a
//! caller: all that a server's own code needs to know of the layer.

use quote::format_ident;
use syn::Ident;

use crate::generate::names::{Names, operation_name, value_name};
use crate::model::{Contract, Operation};

/// Names in `contract` that no operation may take.
const RESERVED: &[&str] = &["Api", "Credentials", "Error"];

/// What is made of the name of an operation.
const FAMILY: &[&str] = &["", "Request", "Success", "Error", "Body", "Accept"];

pub struct Signature<'a> {
    pub operation: &'a Operation,
    /// `GetUserMfa`
    pub marker: Ident,
    /// `get_user_mfa`
    pub function: Ident,
    pub request: Ident,
    pub success: Ident,
    pub error: Ident,
    pub caller: CallerPlan,
}

/// Whether a handler is given a caller.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CallerPlan {
    None,
    Optional,
    Required,
}

pub fn signatures(contract: &Contract) -> Vec<Signature<'_>> {
    let mut markers = Names::reserving(RESERVED);
    let mut functions = Names::reserving(&["authenticate", "completed"]);
    contract
        .operations
        .iter()
        .map(|operation| {
            let marker = markers.free_family(&operation_name(&operation.id), FAMILY);
            Signature {
                operation,
                function: format_ident!("{}", functions.free(&value_name(&operation.id))),
                request: format_ident!("{marker}Request"),
                success: format_ident!("{marker}Success"),
                error: format_ident!("{marker}Error"),
                marker: format_ident!("{marker}"),
                caller: caller(operation),
            }
        })
        .collect()
}

fn caller(operation: &Operation) -> CallerPlan {
    let is_optional = operation.security.iter().any(Vec::is_empty);
    match operation.security.len() {
        0 => CallerPlan::None,
        1 if is_optional => CallerPlan::None,
        _ if is_optional => CallerPlan::Optional,
        _ => CallerPlan::Required,
    }
}
