//! What stands behind the question mark of an address.

use form_urlencoded::Serializer;

/// Names and values, in their order; empty values, as forms send them, are none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Those of an address or a form.
    pub fn parse(text: &str) -> Params {
        let pairs = form_urlencoded::parse(text.as_bytes()).into_owned();
        Params(
            pairs
                .map(|(name, value)| (name, value.trim().to_owned()))
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        )
    }

    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name, of which one may hold several, parted by commas.
    pub fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.0
            .iter()
            .filter(move |(other, _)| other == name)
            .flat_map(|(_, value)| value.split(','))
            .filter(|value| !value.is_empty())
    }

    /// Whether a name has this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|other| other == value)
    }

    /// These with another value for a name.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Params {
        let mut params = self.without(name);
        params.0.push((name.to_owned(), value.to_owned()));
        params
    }

    /// These without a name.
    #[must_use]
    pub fn without(&self, name: &str) -> Params {
        Params(self.0.iter().filter(|(other, _)| other != name).cloned().collect())
    }

    /// Names and values.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// An address with these.
    pub fn on(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        format!("{path}?{}", Serializer::new(String::new()).extend_pairs(&self.0).finish())
    }
}

#[cfg(test)]
mod tests {
    use super::Params;

    #[test]
    fn values_come_and_go() {
        let params = Params::parse("by=Xi+Jinping&act=promise,deny&act=accuse&q=&since=%202022%20");
        assert_eq!(params.get("by"), Some("Xi Jinping"));
        assert_eq!(params.get("q"), None);
        assert_eq!(params.get("since"), Some("2022"));
        assert_eq!(params.all("act").collect::<Vec<_>>(), ["promise", "deny", "accuse"]);
        assert!(params.has("act", "deny"));
        let other = params.without("act").with("by", "C&A").on("/statements");
        assert_eq!(other, "/statements?since=2022&by=C%26A");
        assert_eq!(Params::default().on("/"), "/");
    }
}
