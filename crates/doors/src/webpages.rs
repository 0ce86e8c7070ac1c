//! What comes from the web: pages, feeds, lists of feeds, `robots.txt`.

use crate::files;
use jiff::civil::Date;
use pages::Hints;
use sources::{Documents, Fetched, Input, Item, Options};
use web::feed::{self, Found};

/// A page. Where the first line is `charset: NAME`, the server said so.
pub fn html(bytes: &[u8]) {
    let (charset, page) = match bytes.strip_prefix(b"charset: ") {
        Some(rest) => {
            let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            let name = String::from_utf8_lossy(&rest[..end]).into_owned();
            (Some(name), rest.get(end + 1..).unwrap_or_default())
        }
        None => (None, bytes),
    };
    let url = "https://a.example/un/article.html";
    let hints = Hints { charset: charset.clone(), url: Some(url.to_owned()) };
    let found = pages::article(page, &hints);
    assert_eq!(pages::article(page, &hints), found, "what is read twice is equal");
    if let Ok(article) = &found {
        assert!(!article.paragraphs.is_empty());
        assert!(article.paragraphs.iter().all(|text| !text.trim().is_empty() && !text.contains('\n')));
        assert!(article.title.as_ref().is_none_or(|title| !title.trim().is_empty()));
        let day = article.published.as_deref();
        assert!(day.is_none_or(|day| day.parse::<Date>().is_ok()), "{day:?} is no day");
        let address = article.url.as_deref();
        assert!(address.is_none_or(web::is_address), "{address:?} is no address");
    }
    let fetched = Fetched { url: url.into(), media: Some("text/html".into()), charset, bytes: page.to_vec() };
    let items: Vec<Item> =
        Documents::new(vec![Input::remote(url, move || Ok(fetched))], Options::default()).collect();
    match (&items[..], &found) {
        ([Item::Document(sourced)], Ok(article)) => assert_eq!(sourced.document.text, article.text()),
        ([.., Item::Problem(_)], Err(_)) => {}
        (items, found) => panic!("{found:?} came in as {items:?}"),
    }
    let text = pages::text(page, None);
    if let Ok(paragraphs) = pages::fragment(&text) {
        assert!(paragraphs.iter().all(|text| !text.trim().is_empty()));
    }
    files::check("a.html", page, 1 << 16);
}

/// What stands at a feed's address, or in a list of feeds, or in a `robots.txt`.
pub fn feed(bytes: &[u8]) {
    let address = "https://a.example/feed/";
    let found = feed::read(bytes, None, address);
    assert_eq!(feed::read(bytes, None, address), found, "what is read twice is equal");
    match found {
        Ok(Found::Feed(found)) => {
            assert!(found.lang.is_none_or(|lang| matches!(lang.len(), 2 | 3)));
            for item in found.items {
                assert!(item.link.as_deref().is_none_or(web::is_address), "{:?} is no address", item.link);
                let day = item.published.as_deref();
                assert!(day.is_none_or(|day| day.parse::<Date>().is_ok()), "{day:?} is no day");
                assert!(item.paragraphs.iter().all(|text| !text.trim().is_empty()));
                assert!(item.title.is_none_or(|title| !title.trim().is_empty() && !title.contains('\n')));
            }
        }
        Ok(Found::Page(feeds)) => {
            assert!(!feeds.is_empty() && feeds.iter().all(|feed| web::is_address(feed)), "{feeds:?}");
        }
        Err(why) => assert!(!why.to_string().is_empty()),
    }
    let _ = feed::is_feed(bytes);
    let list = feed::list(bytes);
    assert!(list.iter().all(|feed| feed.trim() == feed));
    let rules = web::Robots::parse(bytes, "depeche");
    let kept: web::Robots =
        serde_json::from_str(&serde_json::to_string(&rules).expect("rules are JSON")).expect("they are read");
    assert_eq!(kept, rules, "what is kept is what was read");
    assert!(rules.allows("/robots.txt") || bytes.windows(3).any(|three| three.eq_ignore_ascii_case(b"dis")));
    assert!(rules.delay(std::time::Duration::from_secs(60)) <= std::time::Duration::from_secs(60));
}
