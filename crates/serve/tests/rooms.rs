//! Pages that compare, count and draw.

mod common;

use common::Site;
use serde_json::Value;

fn rows(site: &Site, path: &str) -> Vec<Value> {
    site.get(path).json()["rows"].as_array().unwrap().clone()
}

#[test]
fn actors_lead_to_what_they_said_and_did() {
    let site = Site::open();
    let actors = rows(&site, "/actors.json?limit=1000");
    assert!(actors.len() > 10);
    let counts: Vec<i64> = actors.iter().map(|actor| actor["documents"].as_i64().unwrap()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b));
    let persons = rows(&site, "/actors.json?kind=person&limit=1000");
    assert!(!persons.is_empty() && persons.len() < actors.len());
    assert!(persons.iter().all(|actor| actor["kind"] == "person"));
    let speaker = persons
        .iter()
        .find(|actor| actor["statements"].as_i64() > Some(0) && actor["canon"].is_i64())
        .unwrap();
    let canon = speaker["canon"].as_i64().unwrap();
    let actor = site.get(&format!("/actor/{canon}.json")).json();
    assert!(!actor["said"].as_array().unwrap().is_empty());
    assert!(actor["names"].as_array().unwrap().iter().any(|name| name["name"] == speaker["name"]));
    let page = site.get(&format!("/actor/{canon}"));
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains(&format!("<h1>{}</h1>", actor["name"].as_str().unwrap().replace('\'', "&#39;")))
    );
    let french = site.get_with(&format!("/actor/{canon}"), "Accept-Language: fr\r\n");
    assert!(french.body.contains("Ce qu’il a dit"), "{}", french.body);
    assert!(rows(&site, "/actors.json?name=Zzyzx").is_empty());
    assert!(site.get("/actors?name=Zzyzx").body.contains("Nobody here is called"));
    assert_eq!(site.get("/actors?country=Nowhere").status, 400);
    assert!(site.get("/actors.csv").body.starts_with("name,country,"));
    for path in ["/actor/999999", "/actor/x", "/country/nowhere", "/actor/1.csv"] {
        assert_eq!(site.get(path).status, 404, "{path}");
    }
}

#[test]
fn who_acts_with_whom_counts_both_ways() {
    let site = Site::open();
    let mut seen = 0;
    for actor in rows(&site, "/actors.json?limit=1000") {
        let Some(canon) = actor["canon"].as_i64() else { continue };
        let actor = site.get(&format!("/actor/{canon}.json")).json();
        for partner in actor["partners"].as_array().unwrap() {
            let other = site.get(&format!("/actor/{}.json", partner["id"])).json();
            let back = other["partners"].as_array().unwrap().iter().find(|back| back["id"] == canon);
            if let Some(back) = back {
                assert_eq!((&back["done_by"], &back["done_to"]), (&partner["done_to"], &partner["done_by"]));
                seen += 1;
            }
        }
    }
    assert!(seen > 2, "{seen}");
}

#[test]
fn a_country_is_an_actor() {
    let site = Site::open();
    let codes: Vec<String> = rows(&site, "/actors.json?kind=country&limit=1000")
        .iter()
        .filter(|actor| actor["canon"].is_i64())
        .filter_map(|actor| actor["country"].as_str().map(str::to_owned))
        .collect();
    let answer = site.get(&format!("/country/{}", codes[0]));
    assert_eq!(answer.status, 303);
    assert!(answer.head.contains("location: /actor/"), "{}", answer.head);
}

#[test]
fn reports_of_one_thing_stand_side_by_side() {
    let site = Site::reported();
    let utterance = site.get("/utterance/1.json").json();
    let reports = utterance["rows"].as_array().unwrap();
    assert_eq!(reports.len(), 3);
    assert_eq!(reports[0]["fullest"], true);
    assert_eq!(reports[1]["kept_percent"], 59);
    let cut = |report: &Value| report["parts"].as_array().unwrap().iter().any(|part| part["cut"].is_string());
    assert!(cut(&reports[1]));
    assert!(reports[1]["why"].as_str().unwrap().contains("words in a row"));
    let page = site.get("/utterance/1");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<del>") && page.body.contains("[cut: "), "{}", page.body);
    assert!(page.body.contains("words in a row <a href=\"#r1\">as in report 1</a>"), "{}", page.body);
    assert!(
        site.get("/utterance/1.csv").body.lines().next().unwrap().ends_with("row,why,fullest,kept_percent")
    );

    let happening = site.get("/happening/1.json").json();
    let ways: Vec<&str> =
        happening["rows"].as_array().unwrap().iter().map(|row| row["vouched"].as_str().unwrap()).collect();
    assert_eq!(ways, ["asserted", "attributed", "denied"]);
    let page = site.get_with("/happening/1", "Accept-Language: fr\r\n");
    assert!(page.body.contains("affirmé par le média 1, attribué 1, démenti 1"), "{}", page.body);
    for path in ["/utterance/99", "/happening/99", "/utterance/x"] {
        assert_eq!(site.get(path).status, 404, "{path}");
    }
}
