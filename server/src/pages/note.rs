//! What a page's URL carries from a form to the page that the browser is sent to afterwards: what was
//! wrong, in a word out of a few, and where a link asks to lead back to. Nothing of it is trusted: who
//! writes such a URL by hand reads a sentence of ours, and no more.

use form_urlencoded::Serializer;

/// What is told above the form, or in place of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    WrongCode(Way),
    NotACode(Way),
    Denied,
    NotOurs,
    BadForm,
    TooLarge,
}

/// Which of the page's forms it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Code,
    Recovery,
}

impl Told {
    const ALL: [(&'static str, Self); 8] = [
        ("wrong-code", Self::WrongCode(Way::Code)),
        ("wrong-recovery-code", Self::WrongCode(Way::Recovery)),
        ("no-code", Self::NotACode(Way::Code)),
        ("no-recovery-code", Self::NotACode(Way::Recovery)),
        ("not-confirmed", Self::Denied),
        ("form-not-accepted", Self::NotOurs),
        ("form-not-read", Self::BadForm),
        ("form-too-large", Self::TooLarge),
    ];

    fn word(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, told)| *told == self)
            .map_or("", |(word, _)| word)
    }

    fn parse(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(known, _)| *known == word).map(|(_, told)| told)
    }
}

/// The query of a page's URL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) told: Option<Told>,
    /// As it was asked for: not allowed yet.
    pub(super) return_to: Option<String>,
}

impl Note {
    pub(super) fn of(query: Option<&str>) -> Self {
        let mut note = Self::default();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match &*name {
                "told" => note.told = Told::parse(&value),
                "return_to" => note.return_to = Some(value.into_owned()),
                _ => {}
            }
        }
        note
    }

    /// The same, for the page after a form.
    pub(super) fn with(&self, told: Option<Told>) -> Self {
        Self {
            told,
            return_to: self.return_to.clone(),
        }
    }

    /// A link's page with this note, relative to any page of a link: the last segment of its path,
    /// and the query.
    pub(super) fn at(&self, segment: &str) -> String {
        let mut query = Serializer::new(String::new());
        if let Some(told) = self.told {
            query.append_pair("told", told.word());
        }
        if let Some(to) = &self.return_to {
            query.append_pair("return_to", to);
        }
        match query.finish() {
            query if query.is_empty() => segment.to_owned(),
            query => format!("{segment}?{query}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_survives_its_way_through_a_url() {
        for (_, told) in Told::ALL {
            let note = Note {
                told: Some(told),
                return_to: Some("https://app.test/?a=b&c=d e#é".into()),
            };
            let url = note.at("token");
            let query = url.strip_prefix("token?").expect("a query");
            assert_eq!(Note::of(Some(query)), note, "{url}");
            assert!(url.is_ascii(), "{url}");
        }
        assert_eq!(Note::default().at("token"), "token");
        let strange = Note::of(Some("told=<b>&x=1&&=%FF&told"));
        assert_eq!(strange, Note::default());
    }
}
