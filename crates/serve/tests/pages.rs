//! Every page, in every form.

mod common;

use common::Site;

#[test]
fn every_page_is_there() {
    let site = Site::open();
    for path in [
        "/",
        "/statements",
        "/events",
        "/search?q=maire",
        "/dispatch/1",
        "/assets/style.css",
        "/healthz",
        "/metrics",
    ] {
        let answer = site.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert!(answer.head.contains("content-security-policy: default-src 'none'"), "{path}");
    }
    for path in ["/nothing", "/dispatch/999999", "/dispatch/x", "/assets/nothing", "/dispatch"] {
        assert_eq!(site.get(path).status, 404, "{path}");
    }
    for path in
        ["/statements?act=shout", "/statements?since=tomorrow", "/events.json?limit=0", "/statements?after=x"]
    {
        assert_eq!(site.get(path).status, 400, "{path}");
    }
}

#[test]
fn programs_get_the_same_page_by_page() {
    let site = Site::open();
    for (list, total) in [("/statements", "statements"), ("/events", "events")] {
        let expected = site.get("/home.json").json()[total].as_u64().unwrap();
        let mut next = Some(format!("{list}.json?limit=7"));
        let mut seen = Vec::new();
        while let Some(path) = next {
            let page = site.get(&path).json();
            for row in page["rows"].as_array().unwrap() {
                seen.push((
                    row["day"].as_str().map(str::to_owned),
                    format!("{} {}", row["document"], row["id"]),
                ));
            }
            next = page["next"].as_str().map(str::to_owned);
        }
        assert_eq!(seen.len() as u64, expected, "{list}");
        // Newest first, those without a day last, none twice.
        assert!(seen.is_sorted_by(|a, b| a.0 >= b.0), "{list}");
        let mut ids: Vec<&String> = seen.iter().map(|(_, id)| id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), seen.len(), "{list}");
        let csv = site.get(&format!("{list}.csv?limit=1000"));
        assert!(csv.head.contains("text/csv"));
        assert!(csv.body.starts_with("day,document,id,"));
    }
}

#[test]
fn filters_narrow_down() {
    let site = Site::open();
    let all = site.get("/statements.json?limit=1000").json();
    let rows = all["rows"].as_array().unwrap();
    let speaker = rows.iter().find_map(|row| row["speaker"].as_str()).unwrap();
    let by = site.get(&format!("/statements.json?limit=1000&by={}", speaker.replace(' ', "+"))).json();
    let by = by["rows"].as_array().unwrap();
    assert!(!by.is_empty() && by.len() < rows.len());
    let promised = site.get("/statements.json?limit=1000&act=promise,announce").json();
    let promised = promised["rows"].as_array().unwrap();
    let expected = rows.iter().filter(|row| row["act"] == "promise" || row["act"] == "announce").count();
    assert_eq!(promised.len(), expected);
    let page = site.get("/statements?act=promise&since=2000");
    assert!(page.body.contains("class=\"chosen\""), "what is chosen can be taken back");
    let nobody = site.get("/statements?by=Zzyzx+Qwfp");
    assert_eq!(nobody.status, 200);
    assert!(nobody.body.contains("Nobody here is called"));
}

#[test]
fn hits_can_be_had_newest_first() {
    let site = Site::open();
    let days = |path: &str| -> Vec<Option<String>> {
        let rows = site.get(path).json();
        let day = |row: &serde_json::Value| row["published"].as_str().map(str::to_owned);
        rows["rows"].as_array().unwrap().iter().map(day).collect()
    };
    let newest = days("/search.json?q=le&order=newest&limit=1000");
    assert!(newest.len() > 4 && newest.is_sorted_by(|a, b| a >= b), "{newest:?}");
    let mut best = days("/search.json?q=le&limit=1000");
    assert!(!best.is_sorted_by(|a, b| a >= b));
    best.sort_by(|a, b| b.cmp(a));
    assert_eq!(best, newest);
    let page = site.get("/search?q=le");
    assert!(page.body.contains("/search?q=le&#38;order=newest"), "a link leads to the other order");
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let site = Site::open();
    let first = site.get("/events");
    let mark = first.head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
    let mark = mark.replace("w/", "W/");
    let again = site.get_with("/events", &format!("If-None-Match: {mark}\r\n"));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let french = site.get_with("/events", &format!("If-None-Match: {mark}\r\nAccept-Language: fr\r\n"));
    assert_eq!(french.status, 200);
    assert!(french.body.contains("<html lang=\"fr\">") && french.body.contains("Événements"));
}
