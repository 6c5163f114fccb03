//! Declarations: calls of macros that hold an item and words about it. They are formatted as the
//! item is, which formatters of Rust do not do by themselves.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::visit_mut::VisitMut;
use syn::{Item, ItemMacro};

use super::{Tidy, spaced};

/// The attribute of a member that may be left out: `#[left_out_ = None] x: T` is written `x: T = None`.
pub const LEFT_OUT: &str = "left_out_";

/// The attribute of a member with a default: `#[default_ = f()] x: T` is written `x: T => f()`.
pub const DEFAULT: &str = "default_";

struct Declaration {
    item: Item,
    words: TokenStream,
}

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Declaration {
            item: input.parse()?,
            words: input.parse()?,
        })
    }
}

/// An item as it is written, if it is or has a declaration.
pub fn declaration(item: &Item) -> Option<String> {
    match item {
        Item::Macro(call) if matches!(call.mac.delimiter, syn::MacroDelimiter::Brace(_)) => {
            let inner = match Declaration::parse.parse2(call.mac.tokens.clone()) {
                Ok(Declaration { mut item, words }) => {
                    Tidy.visit_item_mut(&mut item);
                    format!("{}{}", declared(item), said(words))
                }
                Err(_) => names(call)?,
            };
            let path = path(call);
            Some(format!("{path}! {{\n{}\n}}", indented(&inner)))
        }
        // Its items may be declarations.
        Item::Mod(module) if module.ident == "builder" => {
            let mut module = module.clone();
            let (_, items) = module.content.as_mut()?;
            let has_declarations = items
                .iter()
                .any(|item| matches!(item, Item::Macro(call) if path(call).ends_with("builders")));
            let items = has_declarations.then(|| std::mem::take(items))?;
            let empty = super::one(Item::Mod(module));
            let open = empty.trim_end().trim_end_matches('}');
            Some(format!("{open}\n{}}}", indented(&super::items(items))))
        }
        _ => None,
    }
}

fn path(call: &ItemMacro) -> String {
    let segments = call.mac.path.segments.iter();
    let names: Vec<String> = segments.map(|segment| segment.ident.to_string()).collect();
    names.join("::")
}

/// An item, with what members are when they are not given behind them.
fn declared(item: Item) -> String {
    let formatted = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    });
    let mut out = String::new();
    let mut waiting: Option<String> = None;
    let mut lines = formatted.trim_end().lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(value) = marked(line, LEFT_OUT, &mut lines) {
            waiting = Some(format!(" = {value},"));
            continue;
        }
        if let Some(value) = marked(line, DEFAULT, &mut lines) {
            waiting = Some(format!(" => {value},"));
            continue;
        }
        let is_end = line.ends_with(',')
            && line.starts_with("    ")
            && !line.starts_with("     ")
            && !line.trim_start().starts_with("//");
        match waiting.take_if(|_| is_end) {
            Some(value) => {
                out.push_str(line.trim_end_matches(','));
                out.push_str(&value);
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    spaced(&out).trim_end().to_owned()
}

/// The value of a marker that begins in the line.
fn marked<'a>(
    line: &str,
    marker: &str,
    lines: &mut impl Iterator<Item = &'a str>,
) -> Option<String> {
    let begin = format!("    #[{marker} = ");
    let mut value = line.strip_prefix(&begin)?.to_owned();
    while !value.ends_with(']') || lines_open(&value) {
        value.push_str(lines.next()?.trim());
    }
    value.pop();
    Some(value)
}

/// Whether a bracket is open besides that of the attribute.
fn lines_open(value: &str) -> bool {
    let count = |c: char| value.matches(c).count();
    count('[') + 1 != count(']')
}

/// What is said of an item: behind it in its last line, or in lines of their own.
fn said(words: TokenStream) -> String {
    let mut out = String::new();
    let mut line = String::new();
    let is_behind = !words.is_empty()
        && matches!(words.clone().into_iter().next(), Some(TokenTree::Ident(first))
            if ["best", "by", "or", "without"].iter().any(|word| first == word));
    for token in words {
        let is_end = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        push(&mut line, token);
        if is_end {
            out.push('\n');
            out.push_str(&std::mem::take(&mut line));
        }
    }
    if !line.is_empty() {
        out.push(if is_behind { ' ' } else { '\n' });
        out.push_str(&line);
    }
    out
}

/// Writes a token behind others.
fn push(line: &mut String, token: TokenTree) {
    match token {
        TokenTree::Group(group) => {
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::None => ("", ""),
            };
            let mut inner = String::new();
            for token in group.stream() {
                push(&mut inner, token);
            }
            if open != "(" {
                space(line);
            }
            line.push_str(open);
            line.push_str(&inner);
            line.push_str(close);
        }
        TokenTree::Punct(punct) => {
            if !matches!(punct.as_char(), ',' | ';' | ':') {
                space(line);
            }
            line.push(punct.as_char());
        }
        other => {
            space(line);
            line.push_str(&other.to_string());
        }
    }
}

fn space(line: &mut String) {
    if !line.is_empty() && !line.ends_with([' ', ':', '-', '!']) {
        line.push(' ');
    }
}

/// Names, one in a line.
fn names(call: &ItemMacro) -> Option<String> {
    let mut lines = Vec::new();
    for token in call.mac.tokens.clone() {
        match token {
            TokenTree::Ident(name) => lines.push(format!("{name},")),
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            _ => return None,
        }
    }
    Some(lines.join("\n"))
}

fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| match line {
        "" => String::new(),
        line => format!("    {line}"),
    });
    let mut lines = lines.collect::<Vec<_>>().join("\n");
    if text.ends_with('\n') {
        lines.push('\n');
    }
    lines
}
