//! What the tests share that read whole texts.

use reading::Reader;
use std::sync::Arc;

/// The reader of a language over the model in the cache; `None`, saying so, where the model is not there. CI must have the
/// French one.
pub fn reader(lang: &str) -> Option<Reader> {
    let store = models::Store::from_env().expect("there is a cache folder");
    let model = models::find(lang).expect("the language is in the catalogue");
    let Some(folder) = store.path(model) else {
        let wanted = std::env::var_os("CI").is_some() && lang == "fr";
        assert!(!wanted, "CI fetches the model before it runs the tests");
        eprintln!("skipped: the model is not here; `depeche models fetch {lang}` gets it");
        return None;
    };
    let pipeline = spacy_runtime::Pipeline::open(folder).expect("the model in the cache is sound");
    let pack = pack::Pack::embedded(lang).expect("the pack is embedded").expect("the pack is sound");
    Some(Reader::new(Arc::new(pack), pipeline))
}
