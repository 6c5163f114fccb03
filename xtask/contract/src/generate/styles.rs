//! How the runtimes call the styles of parameters (OpenAPI 3.1.1, section 4.8.12.3).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::Style;

pub fn style_of(style: Style, explode: bool) -> TokenStream {
    let name = match (style, explode) {
        (Style::Simple, false) => "Simple",
        (Style::Simple, true) => "SimpleExploded",
        (Style::Label, false) => "Label",
        (Style::Label, true) => "LabelExploded",
        (Style::Matrix, false) => "Matrix",
        (Style::Matrix, true) => "MatrixExploded",
        (Style::Form, false) => "Form",
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true) => "FormExploded",
        (Style::SpaceDelimited, false) => "SpaceDelimited",
        (Style::PipeDelimited, false) => "PipeDelimited",
        (Style::DeepObject, _) => "DeepObject",
        (Style::Json, _) => "Json",
    };
    let name = format_ident!("{name}");
    quote!(runtime::Style::#name)
}
