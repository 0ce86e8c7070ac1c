//! The page of one dispatch: what the site knows beside the reading.

mod common;

use common::Site;
use records::{CopyOf, Extent, Reading};
use store::{Made, Store};

/// A site where two outlets print the same dispatch, and the second says so.
fn site() -> Site {
    Site::with(|settings| {
        std::fs::remove_file(&settings.store).unwrap();
        let file =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/data/readings.jsonl");
        let text = std::fs::read_to_string(file).unwrap();
        let readings = text.lines().map(|line| serde_json::from_str::<Reading>(line).unwrap());
        let one = readings.max_by_key(|reading| reading.statements.len()).unwrap();
        let mut other = one.clone();
        other.document.id = "other".into();
        other.document.outlet = Some("L’Autre".into());
        other.document.copies = vec![CopyOf {
            id: one.document.id.clone(),
            outlet: one.document.outlet.clone(),
            extent: Extent::Exact,
            percent: 100,
            paragraphs: Vec::new(),
        }];
        let mut store = Store::open(&settings.store).unwrap();
        let mut writer = store.writer().unwrap();
        for reading in [one, other] {
            let made = Made { program: "depeche 0.1.0".into(), reader: "fr".into() };
            writer.add(&reading.document, &reading, &made).unwrap();
        }
        writer.commit().unwrap();
    })
}

#[test]
fn other_reports_and_documents_that_it_carries_are_linked() {
    let site = site();
    let (one, other) = (site.get("/dispatch/1").body, site.get("/dispatch/2").body);
    assert!(one.contains("href=\"/actor/"), "speakers lead to all that there is of them");
    assert!(one.contains("href=\"/utterance/") && one.contains(">2 reports</a>"));
    assert!(other.contains("<p class=\"facts\"><a href=\"/dispatch/1\">the same words as"));
    let french = site.get_with("/dispatch/2", "Accept-Language: fr\r\n").body;
    assert!(french.contains("<p class=\"facts\"><a href=\"/dispatch/1\">les mêmes mots que"));
}

#[test]
fn citations_name_the_address_that_was_asked() {
    let site = site();
    let page = site.get("/dispatch/1").body;
    let address = format!("http://{}/dispatch/1", site.address);
    assert!(page.contains(&format!("{address} (read by depeche)")));
    assert!(page.contains(&format!("{address}#d-s1 (read by depeche)")));
    assert!(page.contains("id=\"d-s1\"") && page.contains("href=\"#d-s1\""));
    assert!(page.contains("data-copy=\"#d-s1-cite\""));
}

#[test]
fn a_version_that_is_not_the_newest_says_so() {
    let site = Site::with(|settings| {
        let mut store = Store::open(&settings.store).unwrap();
        let mut reading = store.reading(1).unwrap().unwrap();
        reading.document.text = reading.document.text.replace(' ', "  ");
        let mut writer = store.writer().unwrap();
        let made = Made { program: "depeche 0.1.0".into(), reader: "fr".into() };
        writer.add(&reading.document, &reading, &made).unwrap();
        writer.commit().unwrap();
    });
    let old = site.get("/dispatch/1").body;
    let newest =
        old.split("<p class=\"newer\"><a href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert_ne!(newest, "/dispatch/1");
    assert!(!site.get(newest).body.contains("class=\"newer\""));
}

#[test]
fn a_language_that_was_chosen_is_remembered() {
    let site = Site::open();
    let french = site.get("/?ui=fr");
    assert!(
        french.head.contains("set-cookie: ui=fr; path=/; max-age=31536000; samesite=lax"),
        "{}",
        french.head
    );
    assert!(site.get_with("/", "Cookie: ui=fr\r\n").body.contains("<html lang=\"fr\">"));
    for address in ["/", "/?ui=xx", "/?ui=fr%0d%0aX:%20y"] {
        assert!(!site.get(address).head.contains("set-cookie"), "{address}");
    }
}
