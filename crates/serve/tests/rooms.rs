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

#[test]
fn two_countries_stand_against_each_other() {
    let site = Site::reported();
    let pairs = rows(&site, "/dyads.json");
    assert_eq!((&pairs[0]["one"], &pairs[0]["other"]), (&Value::from("KOR"), &Value::from("PRK")));
    assert_eq!((&pairs[0]["one_to_other"], &pairs[0]["goldstein"]), (&Value::from(3), &Value::from(-6.0)));
    let chosen = site.get("/dyads?one=Cor%C3%A9e+du+Sud&other=PRK&since=2026");
    assert_eq!(chosen.status, 303);
    assert!(chosen.head.contains("location: /dyad/kor/prk?since=2026"), "{}", chosen.head);
    let named = site.get("/dyad/north%20korea/KOR.json");
    assert!(named.head.contains("location: /dyad/prk/kor.json"), "{}", named.head);
    let periods = rows(&site, "/dyad/PRK/KOR.json");
    assert_eq!(periods.len(), 2, "what occurred, and what is denied");
    let page = site.get("/dyad/KOR/PRK");
    let evidence =
        "/events?source=KOR&#38;target=PRK&#38;since=2026-03&#38;until=2026-03&#38;status=occurred";
    assert!(page.body.contains(evidence), "{}", page.body);
    let told = rows(&site, &evidence.replace("&#38;", "&").replace("/events", "/events.json"));
    assert_eq!(told.len(), 2);
    assert!(page.body.contains("class=\"down\"") && !page.body.contains("class=\"up\""));
    assert_eq!(site.get("/dyads.json?one=Nowhere").status, 400);
    assert!(site.get("/dyads?one=Nowhere").body.contains("“Nowhere” is no country"));
    assert_eq!(site.get("/dyad/KOR/Nowhere").status, 404);
}

#[test]
fn the_network_is_drawn_and_told() {
    let site = Site::reported();
    let edges = rows(&site, "/network.json");
    assert_eq!(edges.len(), 1);
    assert_eq!(
        (&edges[0]["source"], &edges[0]["target_country"], &edges[0]["events"]),
        (&"Moon Tae-jun".into(), &"PRK".into(), &3.into())
    );
    let page = site.get("/network");
    assert!(page.body.contains("<svg class=\"circle\"") && page.body.contains("Moon Tae-jun"));
    assert!(rows(&site, "/network.json?country=FRA").is_empty());
    assert!(rows(&site, "/network.json?until=2025").is_empty());
    assert_eq!(site.get("/network?country=Nowhere").status, 400);
}

#[test]
fn the_map_counts_what_events_tell() {
    let site = Site::open();
    let all = rows(&site, "/map.json");
    let countries: Vec<&Value> = all.iter().filter(|row| row["place"].is_null()).collect();
    let code = countries[0]["country"].as_str().unwrap();
    let there = rows(&site, &format!("/events.json?limit=1000&place={code}"));
    assert_eq!(there.len() as i64, countries[0]["events"].as_i64().unwrap());
    let page = site.get("/map");
    assert!(
        page.body.contains("<svg class=\"world\"") && page.body.contains(&format!("/events?place={code}"))
    );
    assert!(page.body.len() < 100_000, "{}", page.body.len());
    let some = rows(&site, "/map.json?type=ASSAULT");
    assert!(some.len() < all.len());
}

#[test]
fn sql_is_answered_and_does_no_harm() {
    let site = Site::open();
    let ask = |question: &str, form: &str| {
        site.get(&format!(
            "/sql{form}?q={}",
            question.replace(' ', "+").replace('<', "%3C").replace('>', "%3E")
        ))
    };
    let answer = ask("SELECT count(*) AS n FROM statements_view", ".json").json();
    assert_eq!(answer["rows"][0]["n"], site.get("/home.json").json()["statements"]);
    assert_eq!(ask("SELECT 1 AS a", ".csv").body, "a\n1\n");
    let page = ask("SELECT '<b>x</b>' AS cell", "");
    assert!(page.body.contains("&#60;b&#62;x&#60;/b&#62;") && !page.body.contains("<b>x</b>"));
    for wrong in [
        "DROP TABLE statements",
        "SELECT",
        "SELECT 1; SELECT 2",
        "ATTACH 'x' AS y",
        "PRAGMA user_version = 9",
    ] {
        assert_eq!(ask(wrong, ".json").status, 400, "{wrong}");
        let page = ask(wrong, "");
        assert_eq!(page.status, 400, "{wrong}");
        assert!(page.body.contains("role=\"alert\"") && page.body.contains("aria-invalid"), "{}", page.body);
    }
    let mut next = Some("/sql.json?limit=10&q=SELECT+local+FROM+events".to_owned());
    let mut seen = 0;
    while let Some(path) = next {
        let page = site.get(&path).json();
        seen += page["rows"].as_array().unwrap().len() as u64;
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(
        seen,
        ask("SELECT count(*) AS n FROM events", ".json").json()["rows"][0]["n"].as_u64().unwrap()
    );
    let plain = site.get("/sql");
    assert!(plain.body.contains("statements_view") && plain.body.contains("speaker_country"));
    // The page's own examples are answered.
    let examples = plain.body.split("href=\"/sql?q=").skip(1).map(|rest| rest.split('"').next().unwrap());
    let examples: Vec<String> = examples.map(|example| example.replace("&#38;", "&")).collect();
    assert_eq!(examples.len(), 5);
    for example in examples {
        assert_eq!(site.get(&format!("/sql.json?q={example}")).status, 200, "{example}");
    }
}

#[test]
fn a_text_is_read_and_not_kept() {
    use records::{Document, Reading};
    let site = Site::with(|settings| {
        settings.reads = Some(std::sync::Arc::new(|document: Document| {
            if document.text.contains("broken") {
                return Err("it cannot be read".to_owned());
            }
            Ok(Reading { document, ..Reading::default() })
        }));
    });
    let post = |path: &str, kind: &str, body: &str| {
        let (address, length) = (site.address, body.len());
        site.send(format!("POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes())
    };
    const FORM: &str = "application/x-www-form-urlencoded";
    let page =
        post("/read", FORM, "text=Le+maire+%3Cb%3Epromet%3C%2Fb%3E+un+pont.&lang=fr&published=2022-09-13");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(
        page.body.contains("&#60;b&#62;promet") && page.body.contains("Nothing of it is stored"),
        "{}",
        page.body
    );
    let record = post("/read.json", FORM, "text=Un+pont.").json();
    assert_eq!(
        (&record["document"]["text"], &record["document"]["lang"]),
        (&"Un pont.".into(), &"und".into())
    );
    let record = post("/read.json", "application/json", r#"{"text": "Un pont.", "lang": "fr"}"#).json();
    assert_eq!(record["document"]["lang"], "fr");
    assert_eq!(post("/read.json", FORM, "").status, 400);
    assert_eq!(post("/read.json", FORM, "text=a&published=soon").status, 400);
    assert_eq!(post("/read", FORM, "text=broken").status, 400);
    assert_eq!(post("/read.json", FORM, &format!("text={}", "a".repeat(100_001))).status, 400);
    assert_eq!(site.get("/read").status, 200);
    assert_eq!(site.get("/home.json").json(), Site::open().get("/home.json").json());
    let closed = Site::open();
    assert!(closed.get("/read").body.contains("This site reads no texts"));
}
