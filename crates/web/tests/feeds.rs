//! Feeds as they are, and as nobody should make them.

use std::time::{Duration, Instant};
use web::feed::{Feed, Found, Item, MOST_ITEMS, NoFeed, is_feed, read};

const AT: &str = "https://news.example/feeds/rss.xml";

fn feed(bytes: &[u8]) -> Feed {
    match read(bytes, None, AT) {
        Ok(Found::Feed(feed)) => feed,
        other => panic!("{other:?}"),
    }
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>La Gazette &amp; fils</title><language>fr-FR</language>{items}</channel></rss>"
    )
}

#[test]
fn rss_with_all_its_fields() {
    let items = "<item><title><![CDATA[Le maire <b>démissionne</b>]]></title><link>../a.html#x</link><guid isPermaLink=\"false\">42</guid>\
        <pubDate>Mon, 30 Nov 2026 00:30:00 +0100</pubDate><dc:creator>Anne Le Bris</dc:creator><description>Chapô</description>\
        <content:encoded><![CDATA[<p>Un.</p><p>Deux &eacute;lus.</p><script>x</script>]]></content:encoded></item>";
    let feed = feed(rss(items).as_bytes());
    assert_eq!((feed.title.as_deref(), feed.lang.as_deref()), (Some("La Gazette & fils"), Some("fr")));
    let expected = Item {
        guid: Some("42".into()),
        link: Some("https://news.example/a.html".into()),
        title: Some("Le maire démissionne".into()),
        published: Some("2026-11-30".into()),
        author: Some("Anne Le Bris".into()),
        paragraphs: vec!["Un.".into(), "Deux élus.".into()],
    };
    assert_eq!(feed.items, [expected]);
}

#[test]
fn atom_takes_the_page_and_not_its_other_links() {
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"es\"><title>Diario</title><entry><id>urn:1</id><title>Uno</title>\
        <link rel=\"self\" href=\"https://news.example/e.xml\"/><link rel=\"enclosure\" href=\"https://news.example/a.mp3\"/>\
        <link rel=\"alternate\" type=\"text/html\" href=\"https://news.example/uno\"/><updated>2026-11-30T23:00:00-05:00</updated>\
        <summary type=\"html\">&lt;p&gt;Hola.&lt;/p&gt;</summary></entry></feed>";
    let feed = feed(atom.as_bytes());
    assert_eq!(feed.items[0].link.as_deref(), Some("https://news.example/uno"));
    assert_eq!(feed.items[0].published.as_deref(), Some("2026-11-30"));
    assert_eq!(feed.items[0].paragraphs, ["Hola."]);
}

#[test]
fn json_feed_and_rdf() {
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "language": "en", "items": [
        {"id": "1", "url": "https://news.example/1", "title": "One", "content_html": "<p>Hi.</p>", "date_published": "2026-11-30T08:00:00Z"}]}"#;
    let feed_ = feed(json.as_bytes());
    assert_eq!(feed_.items[0].paragraphs, ["Hi."]);
    assert!(is_feed(json.as_bytes()));
    let rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">\
        <channel><title>T</title></channel><item><title>A</title><link>https://news.example/a</link></item></rdf:RDF>";
    assert_eq!(feed(rdf.as_bytes()).items.len(), 1);
    assert!(is_feed(rdf.as_bytes()));
}

#[test]
fn odd_beginnings_and_encodings() {
    let items = "<item><title>Élu</title><link>https://news.example/a</link></item>";
    let plain = rss(items);
    let bom = format!("\u{feff}{plain}");
    let blank = format!("\r\n  {plain}");
    let latin: Vec<u8> = plain.replace("UTF-8", "ISO-8859-1").chars().map(|c| c as u32 as u8).collect();
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let lying = plain.replace("UTF-8", "ISO-8859-1");
    let control = plain.replace("Élu", "É\u{1}l\u{0}u");
    for bytes in [plain.as_bytes(), bom.as_bytes(), blank.as_bytes(), &latin, &wide, control.as_bytes()] {
        assert_eq!(
            feed(bytes).items[0].title.as_deref(),
            Some("Élu"),
            "{}",
            String::from_utf8_lossy(&bytes[..40])
        );
        assert!(is_feed(bytes));
    }
    // What a feed says of its encoding is believed, even where it lies.
    assert_eq!(feed(lying.as_bytes()).items.len(), 1);
    assert_eq!(read(&latin, Some("utf-8"), AT).map(|_| ()), Ok(()));
}

#[test]
fn items_without_most_things() {
    let items = "<item/><item><guid>https://news.example/g</guid></item><item><title>T</title><pubDate>hier</pubDate></item>\
        <item><link>javascript:alert(1)</link><title>x</title></item><item><link>  </link><guid>  </guid><description>Texte seul.</description></item>";
    let feed = feed(rss(items).as_bytes());
    assert_eq!(feed.items[0], Item::default());
    assert_eq!(feed.items[1].link.as_deref(), Some("https://news.example/g"));
    assert_eq!((feed.items[2].published.as_deref(), feed.items[3].link.as_deref()), (None, None));
    assert_eq!((feed.items[4].guid.as_deref(), feed.items[4].paragraphs.len()), (None, 1));
}

#[test]
fn a_page_in_place_of_a_feed_names_it() {
    let page = "<!DOCTYPE html><html><head><link rel=\"stylesheet\" href=\"a.css\"><link rel='alternate' hreflang=es href=/es>\
        <LINK REL=\"alternate\" TYPE=\"application/rss+xml\" HREF=\"/rss?a=1&amp;b=2\"><link rel=alternate type=application/atom+xml href=atom.xml></head>";
    let expected =
        vec!["https://news.example/rss?a=1&b=2".to_owned(), "https://news.example/feeds/atom.xml".to_owned()];
    assert_eq!(read(page.as_bytes(), None, AT), Ok(Found::Page(expected)));
    assert_eq!(read(b"<html><p>No feed here", None, AT), Err(NoFeed::OnlyAPage));
    assert!(!is_feed(page.as_bytes()) && !is_feed(b"<html><rss>") && !is_feed(b"{}") && !is_feed(b""));
}

#[test]
fn what_is_no_feed_is_told_in_a_line() {
    let deep = format!("<rss version=\"2.0\"><channel>{}", "<a>".repeat(200_000));
    let attributes =
        format!("<rss version=\"2.0\" {}>", (0..100_000).map(|n| format!("a{n}=\"b\" ")).collect::<String>());
    let namespaces = format!(
        "<rss version=\"2.0\">{}",
        (0..50_000).map(|n| format!("<a xmlns:n{n}=\"x\">")).collect::<String>()
    );
    let open = format!("{}<item><title>", rss("").trim_end_matches("</channel></rss>"));
    let json = format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{}", "[".repeat(300_000));
    for bad in [
        "",
        "\0\0\0",
        "oops",
        "{",
        "{}",
        "[]",
        "<",
        "<rss",
        "<rss>",
        "<?xml",
        "<?xml version=\"1.0\" encoding=\"x\"?>",
        "<a/>",
        "%PDF-1.7",
        deep.as_str(),
        attributes.as_str(),
        namespaces.as_str(),
        open.as_str(),
        json.as_str(),
    ] {
        let start = Instant::now();
        let told = read(bad.as_bytes(), None, AT).expect_err("no feed").to_string();
        assert!(!told.contains('\n') && told.len() < 300, "{told}");
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{:?} for {}…",
            start.elapsed(),
            &bad[..bad.len().min(30)]
        );
    }
}

#[test]
fn entities_within_entities_stay_what_they_are() {
    let mut laughs =
        String::from("<!DOCTYPE rss [<!ENTITY l0 \"lol\"><!ENTITY f SYSTEM \"file:///etc/passwd\">");
    for n in 1..=9 {
        laughs.push_str(&format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)));
    }
    let bomb = format!(
        "{laughs}]>{}",
        rss("<item><title>&l9;&f;</title><link>https://news.example/a</link></item>")
            .split_once("?>")
            .unwrap()
            .1
    );
    let start = Instant::now();
    let text = match read(bomb.as_bytes(), None, AT) {
        Ok(Found::Feed(feed)) => feed.items[0].title.clone().unwrap_or_default(),
        other => format!("{other:?}"),
    };
    assert!(text.len() < 1000 && !text.contains("root:"), "{text}");
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_million_items_are_too_many() {
    let start = Instant::now();
    for item in ["<item/>", "<item><title>x</title></item>"] {
        let all = rss(&item.repeat(1_000_000));
        assert_eq!(read(all.as_bytes(), None, AT), Err(NoFeed::TooManyItems));
    }
    let json = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{}{{}}]}}",
        "{},".repeat(1_000_000)
    );
    assert_eq!(read(json.as_bytes(), None, AT), Err(NoFeed::TooManyItems));
    assert!(start.elapsed() < Duration::from_secs(10));
    let many = rss(&"<item/>".repeat(MOST_ITEMS));
    assert_eq!(feed(many.as_bytes()).items.len(), MOST_ITEMS);
    assert_eq!(read(rss(&"<item/>".repeat(MOST_ITEMS + 1)).as_bytes(), None, AT), Err(NoFeed::TooManyItems));
}

#[test]
fn a_text_made_to_exhaust_costs_the_text_only() {
    let deep = rss(&format!(
        "<item><title>A</title><description><![CDATA[{}]]></description></item><item><title>B</title><description>Oui.</description></item>",
        "<div>".repeat(100_000)
    ));
    let feed = feed(deep.as_bytes());
    assert_eq!(feed.items.iter().map(|item| item.paragraphs.len()).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn feeds_with_any_byte_wrong_end_in_a_feed_or_a_line() {
    let item = "<item><title><![CDATA[Le <b>maire</b>]]></title><link>/a</link><guid>1</guid><pubDate>Mon, 30 Nov 2026 00:30:00 +0100</pubDate>\
        <description>&lt;p&gt;Oui.&lt;/p&gt;</description><content:encoded><![CDATA[<p>Un.</p>]]></content:encoded></item>";
    let feed = rss(item);
    let mut seed = 1u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..2000 {
        let mut bytes = feed.clone().into_bytes();
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = b"<>&\"'/=! ]\0\xFF"[next(12)],
                1 => bytes.truncate(at + 1),
                _ => drop(bytes.splice(at..at, b"<![CDATA[".iter().copied())),
            }
        }
        if let Err(error) = read(&bytes, None, AT) {
            let told = error.to_string();
            assert!(
                !told.contains('\n') && !told.contains("please report"),
                "{told}: {}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }
}

#[test]
fn the_commonest_mistakes_are_mended() {
    let items = "<item><title>Dupont & fils &eacute;lus, AT&T</title><link>https://news.example/?a=1&b=2</link>\
        <description><![CDATA[<a href=\"?a=1&b=2\">Oui</a> & non.]]></description></item>";
    for version in ["version=\"2.0\"", "version='2.0.1'", "version=\"1.0\"", ""] {
        let feed = feed(rss(items).replacen("version=\"2.0\"", version, 1).as_bytes());
        let item = &feed.items[0];
        assert_eq!(item.title.as_deref(), Some("Dupont & fils élus, AT&T"), "{version}");
        assert_eq!(item.link.as_deref(), Some("https://news.example/?a=1&b=2"));
        assert_eq!(item.paragraphs, ["Oui & non."]);
    }
    // What cannot be mended is told as it came.
    assert!(read(b"<rss><channel><item>", None, AT).is_err());
}
