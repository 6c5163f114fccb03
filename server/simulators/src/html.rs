//! Pages where a developer plays the person.

/// A page with a heading, and what follows it as HTML.
pub(crate) fn page(title: &str, content: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n\
         body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem }}\n\
         button {{ font: inherit; display: block; width: 100%; margin: .5rem 0; padding: .6rem; cursor: pointer }}\n\
         .note {{ border-left: .3rem solid #c60; padding-left: 1rem }}\n\
         </style>\n\
         <p class=\"note\">This is a simulator, for development.</p>\n\
         <h1>{title}</h1>\n{content}\n</html>\n"
    )
}

pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
