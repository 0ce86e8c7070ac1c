//! Export and import in the form of spaCy's `Doc.to_json`.

use super::{Annotated, Doc, DocBuilder, DocError, Iob, Token, TokenSpec};
use serde::de::Error as _;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde::{Deserialize, Deserializer};

/// Offsets are code points, as spaCy counts: `{"text", "ents", "sents", "tokens": [{"id", "start",
/// "end", "tag", "pos", "morph", "lemma", "dep", "head"}]}`; what nobody has annotated is left out.
impl Serialize for Doc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("text", &self.text)?;
        if self.annotated.ents {
            map.serialize_entry("ents", &Ents(self))?;
        }
        if self.annotated.sents {
            map.serialize_entry("sents", &Sentences(self))?;
        }
        map.serialize_entry("tokens", &TokenList(self))?;
        map.end()
    }
}

#[derive(serde::Serialize)]
struct EntOut<'d> {
    start: usize,
    end: usize,
    label: &'d str,
}

#[derive(serde::Serialize)]
struct SentOut {
    start: usize,
    end: usize,
}

struct Ents<'d>(&'d Doc);
impl Serialize for Ents<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.ents().into_iter().map(|ent| {
            let chars = ent.chars();
            EntOut { start: chars.start, end: chars.end, label: ent.label() }
        }))
    }
}

struct Sentences<'d>(&'d Doc);
impl Serialize for Sentences<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.sents().map(|sent| {
            let chars = sent.chars();
            SentOut { start: chars.start, end: chars.end }
        }))
    }
}

struct TokenList<'d>(&'d Doc);
impl Serialize for TokenList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.0.len()))?;
        for token in self.0.tokens() {
            seq.serialize_element(&TokenOut(token))?;
        }
        seq.end()
    }
}

struct TokenOut<'d>(Token<'d>);
impl Serialize for TokenOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let token = self.0;
        let said = token.doc().annotated;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &token.index())?;
        map.serialize_entry("start", &token.char_start())?;
        map.serialize_entry("end", &token.char_end())?;
        if said.tag {
            map.serialize_entry("tag", token.tag())?;
        }
        if said.pos {
            map.serialize_entry("pos", token.pos())?;
        }
        if said.morph {
            map.serialize_entry("morph", token.morph().as_str())?;
        }
        if said.lemma {
            map.serialize_entry("lemma", token.lemma())?;
        }
        if said.dep {
            map.serialize_entry("dep", token.dep())?;
            map.serialize_entry("head", &token.head_index())?;
        }
        map.end()
    }
}

#[derive(Deserialize)]
struct DocIn {
    text: String,
    ents: Option<Vec<EntIn>>,
    sents: Option<Vec<SentIn>>,
    tokens: Vec<TokenIn>,
}

#[derive(Deserialize)]
struct EntIn {
    start: usize,
    end: usize,
    label: String,
}

#[derive(Deserialize)]
struct SentIn {
    start: usize,
}

#[derive(Deserialize)]
struct TokenIn {
    start: usize,
    end: usize,
    tag: Option<String>,
    pos: Option<String>,
    morph: Option<String>,
    lemma: Option<String>,
    dep: Option<String>,
    head: Option<usize>,
}

fn or_empty(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or_default()
}

impl DocIn {
    fn build(self) -> Result<Doc, DocError> {
        let mut bytes: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(self.text.len());
        let (has_ents, has_sents) = (self.ents.is_some(), self.sents.is_some());
        let ents = self.ents.unwrap_or_default();
        let sents = self.sents.as_ref();
        let mut builder = DocBuilder::new(self.text.as_str());
        for (index, token) in self.tokens.iter().enumerate() {
            let (Some(&start), Some(&end)) = (bytes.get(token.start), bytes.get(token.end)) else {
                return Err(DocError::Json(format!("token {index} ends beyond the text")));
            };
            let text = self
                .text
                .get(start..end)
                .ok_or_else(|| DocError::Json(format!("token {index} ends before it starts")))?;
            let ent = ents.iter().find(|ent| ent.start <= token.start && token.end <= ent.end);
            let ent_iob = match ent {
                Some(ent) if ent.start == token.start => Iob::Begin,
                Some(_) => Iob::Inside,
                None if has_ents => Iob::Outside,
                None => Iob::Missing,
            };
            builder.push(TokenSpec {
                text,
                lemma: or_empty(&token.lemma),
                pos: or_empty(&token.pos),
                tag: or_empty(&token.tag),
                morph: or_empty(&token.morph),
                head: token.head.unwrap_or(index),
                dep: or_empty(&token.dep),
                ent_iob,
                ent_type: ent.map_or("", |ent| &ent.label),
                sent_start: sents.map(|sents| sents.iter().any(|sent| sent.start == token.start)),
            });
        }
        let mut doc = builder.build()?;
        // What stands in the file has been annotated, be it empty.
        let any =
            |field: fn(&TokenIn) -> &Option<String>| self.tokens.iter().any(|token| field(token).is_some());
        doc.annotated = Annotated {
            tag: any(|token| &token.tag),
            pos: any(|token| &token.pos),
            morph: any(|token| &token.morph),
            lemma: any(|token| &token.lemma),
            dep: any(|token| &token.dep),
            sents: has_sents,
            ents: has_ents,
        };
        Ok(doc)
    }
}

impl<'de> Deserialize<'de> for Doc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DocIn::deserialize(deserializer)?.build().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_comes_back_as_it_went() {
        let doc = DocBuilder::new("Été : Ana rit.")
            .token(TokenSpec { text: "Été", pos: "NOUN", head: 3, dep: "obl", ..Default::default() })
            .token(TokenSpec { text: ":", pos: "PUNCT", head: 0, dep: "punct", ..Default::default() })
            .token(TokenSpec {
                text: "Ana",
                head: 3,
                dep: "nsubj",
                ent_iob: Iob::Begin,
                ent_type: "PER",
                ..Default::default()
            })
            .token(TokenSpec { text: "rit", lemma: "rire", head: 3, dep: "ROOT", ..Default::default() })
            .token(TokenSpec { text: ".", head: 3, dep: "punct", ..Default::default() })
            .build()
            .unwrap();
        let json = serde_json::to_value(&doc).unwrap();
        assert_eq!(json["tokens"][2]["start"], 6);
        assert_eq!(json["ents"], serde_json::json!([{"start": 6, "end": 9, "label": "PER"}]));
        assert_eq!(json["sents"], serde_json::json!([{"start": 0, "end": 14}]));
        let again: Doc = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), json);
        assert_eq!(again.token(2).text(), "Ana");
    }

    #[test]
    fn bad_json_is_an_error() {
        let overlong = r#"{"text": "ab", "tokens": [{"start": 0, "end": 9}]}"#;
        assert!(serde_json::from_str::<Doc>(overlong).is_err());
        let headless = r#"{"text": "ab", "tokens": [{"start": 0, "end": 2, "head": 7, "dep": "x"}]}"#;
        assert!(serde_json::from_str::<Doc>(headless).unwrap_err().to_string().contains("head 7"));
    }
}
