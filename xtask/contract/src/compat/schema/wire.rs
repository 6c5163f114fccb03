//! How values travel: JSON tells a number from a text, and a list from both; what
//! else there is writes texts, and what a list becomes depends on where it stands.

/// How a value travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    #[default]
    Json,
    /// A scalar as text. Lists and objects are no text, as inside of XML.
    Text,
    /// Everything as one text, as in `text/plain`, or a whole document of XML.
    Whole,
    /// Everything as one text, with a mark between the items of a list: a single value
    /// without that mark cannot be told from a list of one (`a,b`).
    Delimited,
    /// A list as one text for each item, all of one name (`tag=a&tag=b`), and the
    /// members of an object as names of their own: a single value cannot be told from a
    /// list of one, and several are no single value.
    Repeated,
    /// As repeated, in a form of parts: what is inside of an object is JSON.
    Part,
    /// The members of an object, each as repeated, unless the form says otherwise.
    Form(Form),
    /// The members of an object, each as a part.
    Parts,
}

/// What forms say of their members (`encoding`), among the forms that are compared; the first
/// one says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Form(pub(super) usize);

impl Encoding {
    /// Of a body of that media type (OpenAPI 3.1.1, section 4.8.14.3 and 4.8.15).
    pub fn of_media_type(essence: &str) -> Encoding {
        let is_json = essence == "application/json"
            || essence.ends_with("+json")
            || essence.ends_with("/json")
            || essence.contains("ndjson")
            || essence == "*/*";
        match essence {
            _ if is_json => Encoding::Json,
            "application/x-www-form-urlencoded" => Encoding::Form(Form::default()),
            _ if essence.starts_with("multipart/") => Encoding::Parts,
            _ => Encoding::Whole,
        }
    }

    /// Of a parameter or header with that style (section 4.8.12.3).
    pub fn of_style(style: &str, explode: bool) -> Encoding {
        match (style, explode) {
            ("form" | "spaceDelimited" | "pipeDelimited" | "matrix" | "cookie", true) => {
                Encoding::Repeated
            }
            ("deepObject", _) => Encoding::Text,
            _ => Encoding::Delimited,
        }
    }

    /// Of the items of a list: in a form of parts, each is a part.
    pub fn of_items(self) -> Encoding {
        match self {
            Encoding::Part => Encoding::Part,
            other => other.inside(),
        }
    }

    /// Of what stands in an object, and in a list unless [`Self::of_items`] says otherwise.
    pub fn inside(self) -> Encoding {
        match self {
            Encoding::Json | Encoding::Part => Encoding::Json,
            Encoding::Form(_) => Encoding::Repeated,
            Encoding::Parts => Encoding::Part,
            Encoding::Text | Encoding::Whole | Encoding::Delimited | Encoding::Repeated => {
                Encoding::Text
            }
        }
    }

    /// Whether a number, too, is a text.
    pub fn is_text(self) -> bool {
        self != Encoding::Json
    }

    /// Whether a list or an object, too, is one text.
    pub fn is_one_text(self) -> bool {
        matches!(self, Encoding::Whole | Encoding::Delimited)
    }

    /// Whether a list is one text or part for each item.
    pub fn is_repeated(self) -> bool {
        matches!(self, Encoding::Repeated | Encoding::Part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_is_depends_on_where_it_stands() {
        for (style, explode, expected) in [
            ("form", true, Encoding::Repeated),
            ("form", false, Encoding::Delimited),
            ("simple", false, Encoding::Delimited),
            ("simple", true, Encoding::Delimited),
            ("pipeDelimited", false, Encoding::Delimited),
            ("deepObject", true, Encoding::Text),
        ] {
            assert_eq!(Encoding::of_style(style, explode), expected, "{style}");
        }
        let member = |media_type| Encoding::of_media_type(media_type).inside();
        let form = member("application/x-www-form-urlencoded");
        assert_eq!(form, Encoding::Repeated);
        assert_eq!(form.inside(), Encoding::Text);
        let part = member("multipart/form-data");
        assert_eq!(part.inside(), Encoding::Json);
        assert!(part.of_items().is_text());
        assert_eq!(member("application/problem+json"), Encoding::Json);
        assert_eq!(member("application/xml"), Encoding::Text);
    }
}
