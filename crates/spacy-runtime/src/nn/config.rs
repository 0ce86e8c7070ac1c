//! Typed access to the parsed config, following `${section:key}` references.

use super::NnError;
use serde_json::Value;

/// One section of the config, with its path for errors.
#[derive(Clone)]
pub(crate) struct Section<'a> {
    root: &'a Value,
    value: &'a Value,
    path: String,
}

/// References to references are followed this far; spaCy's configs need one step.
const REFERENCE_DEPTH: usize = 8;

impl<'a> Section<'a> {
    /// The whole config.
    pub(crate) fn root(config: &'a Value) -> Section<'a> {
        Section { root: config, value: config, path: String::new() }
    }

    /// A section inside this one, by its dotted path.
    pub(crate) fn section(&self, path: &str) -> Result<Section<'a>, NnError> {
        let value = path.split('.').try_fold(self.value, |value, key| value.get(key));
        match value {
            Some(value @ Value::Object(_)) => Ok(Section { root: self.root, value, path: self.join(path) }),
            _ => Err(self.wrong(path, "is not a section")),
        }
    }

    /// A value with references replaced; `None` when the key is absent.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        let mut value = self.value.get(key)?;
        for _ in 0..REFERENCE_DEPTH {
            let Some(reference) = value.as_str().and_then(|s| s.strip_prefix("${")?.strip_suffix('}')) else {
                return Some(value);
            };
            value = reference.split(['.', ':']).try_fold(self.root, |value, key| value.get(key))?;
        }
        None
    }

    /// A string.
    pub(crate) fn str(&self, key: &str) -> Result<&'a str, NnError> {
        self.get(key).and_then(Value::as_str).ok_or_else(|| self.wrong(key, "is not a string"))
    }

    /// A whole number between 1 and `u32::MAX`.
    pub(crate) fn size(&self, key: &str) -> Result<usize, NnError> {
        let value = self.get(key).and_then(Value::as_u64);
        match value.and_then(|value| u32::try_from(value).ok()) {
            Some(value) if value > 0 => Ok(value as usize),
            _ => Err(self.wrong(key, "is not a whole number from 1")),
        }
    }

    /// A truth value; `default` when the key is absent.
    pub(crate) fn flag(&self, key: &str, default: bool) -> Result<bool, NnError> {
        match self.get(key) {
            None => Ok(default),
            Some(value) => value.as_bool().ok_or_else(|| self.wrong(key, "is neither true nor false")),
        }
    }

    /// A list of strings.
    pub(crate) fn strings(&self, key: &str) -> Result<Vec<&'a str>, NnError> {
        let items = self.get(key).and_then(Value::as_array);
        items
            .and_then(|items| items.iter().map(Value::as_str).collect())
            .ok_or_else(|| self.wrong(key, "is not a list of strings"))
    }

    /// A list of whole numbers from 1.
    pub(crate) fn sizes(&self, key: &str) -> Result<Vec<usize>, NnError> {
        let items = self.get(key).and_then(Value::as_array);
        let small = |value: &Value| {
            u32::try_from(value.as_u64()?).ok().filter(|size| *size > 0).map(|size| size as usize)
        };
        items
            .and_then(|items| items.iter().map(small).collect())
            .ok_or_else(|| self.wrong(key, "is not a list of whole numbers from 1"))
    }

    /// The name of the architecture (`@architectures`).
    pub(crate) fn architecture(&self) -> Result<&'a str, NnError> {
        self.str("@architectures")
    }

    /// An error about a key of this section.
    pub(crate) fn wrong(&self, key: &str, problem: &str) -> NnError {
        NnError::Config { path: self.join(key), problem: problem.to_owned() }
    }

    fn join(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_are_followed_and_cycles_end() {
        let config = json!({"a": {"b": {"width": 96, "x": "${a.b:width}", "y": "${a.b.y}"}}});
        let section = Section::root(&config).section("a.b").expect("there");
        assert_eq!(section.size("x").expect("followed"), 96);
        assert!(section.size("y").is_err());
        let error = section.size("z").expect_err("absent").to_string();
        assert!(error.contains("a.b.z"), "{error}");
    }
}
