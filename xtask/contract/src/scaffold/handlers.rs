//! `server/src/handlers.rs`: a function for each operation, which answers 501
//! until it is written, and what is said of a request that is refused before.

use quote::quote;

use crate::generate::{CallerPlan, signatures, unparsed};
use crate::model::Contract;

/// `said` are the functions in which a refusal is told.
pub fn render(contract: &Contract, said: &str) -> String {
    let functions = signatures(contract).into_iter().map(|signature| {
        let (function, request, success, error) = (
            &signature.function,
            &signature.request,
            &signature.success,
            &signature.error,
        );
        let title = format!(" `{}`", signature.operation.title());
        let caller = match signature.caller {
            CallerPlan::None => quote!(),
            CallerPlan::Optional => quote!(_caller: Option<&Caller>,),
            CallerPlan::Required => quote!(_caller: &Caller,),
        };
        quote! {
            #[doc = #title]
            async fn #function(
                &self,
                #caller
                _request: contract::#request,
            ) -> Result<contract::#success, contract::#error> {
                Err(Unexpected::not_implemented().into())
            }
        }
    });
    let is_called = signatures(contract)
        .iter()
        .any(|signature| signature.caller != CallerPlan::None);
    let app = if is_called {
        quote!({ App, Caller })
    } else {
        quote!(App)
    };
    // An API without operations has nothing that could be unexpected.
    let refusals: proc_macro2::TokenStream = said.parse().unwrap_or_default();
    let refusal = (!refusals.is_empty()).then(|| quote!(Refusal,));
    let types = said.contains("types ::").then(|| quote!(, types));
    let imports = if contract.operations.is_empty() {
        quote! {
            use crate::app::App;
            use crate::contract::Api;
        }
    } else {
        quote! {
            use crate::app::#app;
            use crate::contract::{self, Api #types};
            use crate::contract::runtime::{#refusal Unexpected};
        }
    };
    let imports = unparsed(imports);
    let code = unparsed(quote! {
        impl Api for App {
            #(#functions)*
            #refusals
        }
    });
    format!("//! The operations, one function for each.\n\n{imports}\n{code}")
}
