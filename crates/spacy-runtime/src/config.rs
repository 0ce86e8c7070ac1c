//! `config.cfg`: the dialect of INI that spaCy writes, with JSON values and `${section:key}` references.

use crate::Error;
use serde_json::{Map, Value};

const FILE: &str = "config.cfg";
/// A reference may lead to a reference; more steps than this are a circle.
const MAX_STEPS: usize = 16;

/// The parsed config: section `[a.b]` is the object at `["a"]["b"]`, values are JSON, references are replaced.
#[derive(Debug, Clone)]
pub(crate) struct Config(pub(crate) Value);

impl Config {
    /// Parses the text of a `config.cfg`.
    pub(crate) fn parse(text: &str) -> Result<Config, Error> {
        let mut root = Map::new();
        let mut section: Vec<String> = Vec::new();
        let mut lines = text.lines().enumerate().peekable();
        while let Some((number, line)) = lines.next() {
            let bad = |problem: &str| Error::malformed(FILE, format!("line {}", number + 1), problem);
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with('#') || trimmed.starts_with(';') {
                continue;
            }
            if let Some(inner) = trimmed.strip_prefix('[') {
                let name = inner.strip_suffix(']').ok_or_else(|| bad("a section without `]`"))?;
                section = name.split('.').map(str::to_owned).collect();
                object_at(&mut root, &section).ok_or_else(|| bad("the section is a value elsewhere"))?;
                continue;
            }
            let (key, value) =
                trimmed.split_once('=').ok_or_else(|| bad("neither a section nor `key = value`"))?;
            let mut value = value.trim().to_owned();
            // Indented lines go on with the value before them.
            while let Some((_, next)) = lines.peek() {
                if !next.starts_with([' ', '\t']) || next.trim().is_empty() {
                    break;
                }
                value.push('\n');
                value.push_str(next.trim());
                lines.next();
            }
            let table =
                object_at(&mut root, &section).ok_or_else(|| bad("the section is a value elsewhere"))?;
            // What is no JSON is a plain string, references among them.
            let parsed = serde_json::from_str(&value).unwrap_or(Value::String(value));
            table.insert(key.trim().to_owned(), parsed);
        }
        let mut config = Config(Value::Object(root));
        config.resolve()?;
        Ok(config)
    }

    /// The value at a path of keys joined by dots, if it is there and not null.
    pub(crate) fn get(&self, path: &str) -> Option<&Value> {
        let found = path.split('.').try_fold(&self.0, |value, key| value.get(key))?;
        (!found.is_null()).then_some(found)
    }

    /// The string at a path.
    pub(crate) fn str(&self, path: &str) -> Option<&str> {
        self.get(path)?.as_str()
    }

    /// The boolean at a path.
    pub(crate) fn bool(&self, path: &str) -> Option<bool> {
        self.get(path)?.as_bool()
    }

    /// The list of strings at a path; an error if it is there and something else.
    pub(crate) fn strings(&self, path: &str) -> Result<Vec<String>, Error> {
        let Some(value) = self.get(path) else { return Ok(Vec::new()) };
        let list = value.as_array().and_then(|list| {
            list.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>()
        });
        list.ok_or_else(|| Error::malformed(FILE, path, "not a list of strings"))
    }

    fn resolve(&mut self) -> Result<(), Error> {
        for _ in 0..MAX_STEPS {
            let whole = self.0.clone();
            if !replace_references(&mut self.0, &whole)? {
                return Ok(());
            }
        }
        Err(Error::malformed(FILE, "references", "they lead in a circle"))
    }
}

fn object_at<'a>(root: &'a mut Map<String, Value>, path: &[String]) -> Option<&'a mut Map<String, Value>> {
    let mut at = root;
    for key in path {
        at = at.entry(key.clone()).or_insert_with(|| Value::Object(Map::new())).as_object_mut()?;
    }
    Some(at)
}

/// Replaces values that are one reference, one step deep; says whether there was any.
fn replace_references(value: &mut Value, whole: &Value) -> Result<bool, Error> {
    match value {
        Value::String(text) => {
            let Some(reference) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) else {
                return Ok(false);
            };
            let unknown = || Error::malformed(FILE, format!("reference `{reference}`"), "leads nowhere");
            let mut keys = reference.split(['.', ':']);
            let target = keys.try_fold(whole, |at, key| at.get(key)).ok_or_else(unknown)?;
            *value = target.clone();
            Ok(true)
        }
        Value::Array(items) => {
            let mut any = false;
            for item in items {
                any |= replace_references(item, whole)?;
            }
            Ok(any)
        }
        Value::Object(map) => {
            let mut any = false;
            for item in map.values_mut() {
                any |= replace_references(item, whole)?;
            }
            Ok(any)
        }
        _ => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_nest_and_references_are_replaced() {
        let text = "[nlp]\nlang = \"fr\"\npipeline = [\"a\",\n  \"b\"]\n\n[m.encode]\nwidth = 96\n[m.embed]\n\
                    width = ${m.encode:width}\nplain = words here\nnothing = null\n";
        let config = Config::parse(text).unwrap();
        assert_eq!(config.strings("nlp.pipeline").unwrap(), ["a", "b"]);
        assert_eq!(config.get("m.embed.width").unwrap(), 96);
        assert_eq!(config.str("m.embed.plain"), Some("words here"));
        assert!(config.get("m.embed.nothing").is_none());
    }

    #[test]
    fn circles_and_dead_ends_are_errors() {
        assert!(Config::parse("[a]\nb = ${a:c}\nc = ${a:b}\n").unwrap_err().to_string().contains("circle"));
        assert!(Config::parse("[a]\nb = ${x:y}\n").unwrap_err().to_string().contains("x:y"));
        assert!(Config::parse("[a\n").unwrap_err().to_string().contains("line 1"));
        assert!(Config::parse("[a]\nb = 1\n[a.b]\nc = 1\n").is_err());
    }
}
