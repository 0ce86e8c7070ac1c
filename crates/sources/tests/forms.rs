//! Each input form, read from real files and streams.

use sources::{Documents, Fetched, Input, Item, Options, ProblemKind, Sourced};
use std::{fs, path::Path};

fn options(limit: usize) -> Options {
    Options { limit, ..Options::default() }
}

fn read(name: &str, bytes: &[u8]) -> Vec<Item> {
    read_limited(name, bytes, 1000)
}

fn read_limited(name: &str, bytes: &[u8], limit: usize) -> Vec<Item> {
    Documents::new(vec![Input::stream(name, std::io::Cursor::new(bytes.to_vec()))], options(limit)).collect()
}

fn document(item: &Item) -> &Sourced {
    match item {
        Item::Document(sourced) => sourced,
        Item::Problem(problem) => panic!("{problem}"),
    }
}

/// One line an item: `id text`, or `kind place: message`.
fn shown(items: &[Item]) -> Vec<String> {
    let show = |item: &Item| match item {
        Item::Document(sourced) => format!("{} {}", sourced.document.id, sourced.document.text),
        Item::Problem(problem) => format!("{:?} {problem}", problem.kind),
    };
    items.iter().map(show).collect()
}

#[test]
fn a_text_file_is_one_document_as_it_stands() {
    let items = read("depeche.txt", "\u{feff}Titre\r\n\r\n« Oui\u{a0}», dit-il.\n".as_bytes());
    assert_eq!(items.len(), 1);
    let document = &document(&items[0]).document;
    assert_eq!((document.id.as_str(), document.lang.as_str()), ("depeche", "fr"));
    assert_eq!(document.text, "Titre\r\n\r\n« Oui\u{a0}», dit-il.\n");
    assert_eq!(document.title, None);
}

#[test]
fn bad_texts_are_problems_with_their_line() {
    assert_eq!(shown(&read("a.txt", b" \n ")), ["Empty a.txt: no text"]);
    assert_eq!(shown(&read("a.txt", b"un\ndeux \xff\n")), ["NotUtf8 a.txt:2: not UTF-8"]);
    let long = "mot ".repeat(1000);
    assert_eq!(
        shown(&read("a.txt", long.as_bytes())),
        ["TooLarge a.txt: skipped: larger than the limit of 1000 bytes"]
    );
}

#[test]
fn json_fields_become_the_document() {
    let json = r#"{"id": 12, "url": "u", "outlet": "Le Monde", "title": "T", "published": "2022-09-13T22:00:00-05:00",
        "lang": "fr-BE", "text": "Bonjour.", "statements": [{"content": "x"}], "events": [], "text_length": 8}"#;
    let items = read("gold.json", json.as_bytes());
    let sourced = document(&items[0]);
    let found = &sourced.document;
    assert_eq!((found.id.as_str(), found.lang.as_str(), found.text.as_str()), ("12", "fr-BE", "Bonjour."));
    assert_eq!((found.url.as_deref(), found.outlet.as_deref()), (Some("u"), Some("Le Monde")));
    assert_eq!((found.title.as_deref(), found.published.as_deref()), (Some("T"), Some("2022-09-13")));
    assert_eq!(sourced.place.to_string(), "gold.json:1");
}

#[test]
fn date_stands_in_for_published() {
    let items = read("a.jsonl", b"{\"text\": \"a\", \"date\": \"2012-08-27\"}");
    assert_eq!(document(&items[0]).document.published.as_deref(), Some("2012-08-27"));
}

#[test]
fn a_bad_date_is_a_warning_and_not_a_loss() {
    let items = read("a.jsonl", b"{\"id\": \"a\", \"text\": \"b\", \"published\": \"hier\"}");
    assert_eq!(
        shown(&items),
        ["BadDate a.jsonl:1: date \"hier\" is not an ISO date, read without it", "a b"]
    );
    assert!(!ProblemKind::BadDate.loses_document());
}

#[test]
fn defaults_fill_what_a_document_does_not_say() {
    let defaults =
        Options { lang: "es".into(), published: Some("2020-01-02".into()), limit: 100, columns: Vec::new() };
    let lines: &[u8] = b"{\"text\": \"a\"}\n{\"text\": \"b\", \"lang\": \"fr\", \"date\": \"2021-01-01\"}";
    let items: Vec<Item> = Documents::new(vec![Input::stream("a.jsonl", lines)], defaults).collect();
    let seen: Vec<_> =
        items.iter().map(|i| &document(i).document).map(|d| (&*d.lang, d.published.as_deref())).collect();
    assert_eq!(seen, [("es", Some("2020-01-02")), ("fr", Some("2021-01-01"))]);
}

#[test]
fn the_id_of_a_document_without_one_comes_from_url_and_text() {
    let id = |json: &str| document(&read("a.jsonl", json.as_bytes())[0]).document.id.clone();
    let plain = id(r#"{"text": "a"}"#);
    assert_eq!(plain, id(r#"{"text": "a", "outlet": "X"}"#));
    assert_ne!(plain, id(r#"{"text": "a", "url": "u"}"#));
    assert_ne!(plain, id(r#"{"text": "b"}"#));
    // Saved readings refer to it: it must never change.
    assert_eq!(plain, "022a6979e6dab7aa");
}

#[test]
fn bad_lines_hide_no_good_one() {
    let lines = b"{\"id\": \"a\", \"text\": \"un\"}\n\n{\"text\": \n[1]\n\"x\"\n{\"id\": \"b\"}\n{\"text\": 3}\n{\"text\": \" \"}\n\xff\n{\"text\": \"\xff\"}\nrien\n{\"id\": \"c\", \"text\": \"deux\"}";
    assert_eq!(
        shown(&read("a.jsonl", lines)),
        [
            "a un",
            "NotJson a.jsonl:3: not JSON: EOF while parsing a value (column 9)",
            "NotAnObject a.jsonl:4: not an object",
            "NotAnObject a.jsonl:5: not an object",
            "NoText a.jsonl:6: no field `text`",
            "NoText a.jsonl:7: field `text` is not a string",
            "Empty a.jsonl:8: no text",
            "NotJson a.jsonl:9: not JSON",
            "NotUtf8 a.jsonl:10: not UTF-8",
            "NotJson a.jsonl:11: not JSON",
            "c deux",
        ]
    );
}

#[test]
fn a_hundred_megabytes_in_one_line_are_skipped_without_being_held() {
    use std::io::Read;
    let endless = std::io::repeat(b'x').take(100_000_000);
    let stream = endless.chain(&b"\n{\"id\": \"a\", \"text\": \"un\"}\n"[..]);
    let items: Vec<Item> =
        Documents::new(vec![Input::stream("a.jsonl", stream)], Options::default()).collect();
    assert_eq!(
        shown(&items),
        ["TooLarge a.jsonl:1: skipped: larger than the limit of 64000000 bytes", "a un"]
    );
}

#[test]
fn json_arrays_are_read_by_the_element() {
    let json =
        b"[{\"id\": \"a\", \"text\": \"un\"},\n {\"id\": \"b\"},\n {\"id\": \"c\", \"text\": \"deux\"}]";
    assert_eq!(shown(&read("a.json", json)), ["a un", "NoText a.json:2: no field `text`", "c deux"]);
    assert_eq!(
        shown(&read("a.json", b"Bonjour")),
        ["NotJson a.json:1: not JSON: expected an object or an array"]
    );
}

#[test]
fn an_error_inside_a_value_has_the_line_of_the_file() {
    let json = b"[\n{\"id\": \"a\",\n \"text\" \"un\"}\n]";
    assert_eq!(shown(&read("a.json", json)), ["NotJson a.json:3: not JSON: expected `:` (column 9)"]);
}

#[test]
fn the_form_of_a_stream_is_seen_from_its_first_bytes() {
    assert_eq!(
        shown(&read("-", b"{\"id\": \"a\", \"text\": \"un\"}\n{oops\n{\"id\": \"b\", \"text\": \"x\"}"))[2],
        "b x"
    );
    assert_eq!(shown(&read("-", b"\n{\n\"id\": \"a\", \"text\": \"un\"\n}")), ["a un"]);
    assert_eq!(shown(&read("-", b" [ {\"id\": \"a\", \"text\": \"un\"} ]")), ["a un"]);
    let text = "[Mis à jour] Le maire a démissionné.";
    let items = read("-", text.as_bytes());
    assert_eq!(document(&items[0]).document.text, text);
    assert_eq!(document(&items[0]).document.id.len(), 16);
    // Longer than what is looked at.
    let long = format!("{{\"id\": \"a\", \"text\": \"{}\"}}\n", "mot ".repeat(20_000));
    assert_eq!(read_limited("-", long.repeat(3).as_bytes(), 1_000_000).len(), 3);
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn folders_are_walked_in_order_of_path() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.txt", "a/z.txt", "a/c.TXT", ".hidden/x.txt", "notes.md", "c.ndjson"] {
        write(
            folder.path(),
            name,
            if name.ends_with("json") { "{\"id\": \"n\", \"text\": \"t\"}" } else { "t" },
        );
    }
    let read = || -> Vec<Item> {
        Documents::new(vec![Input::Path(folder.path().into())], Options::default()).collect()
    };
    let ids: Vec<_> = read().iter().map(|item| document(item).document.id.clone()).collect();
    assert_eq!(ids, ["c", "z", "b", "n"]);
    assert_eq!(sources::total_bytes(&[Input::Path(folder.path().into())]), Some(3 + 24));
}

#[test]
fn what_cannot_be_opened_is_a_problem_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", "un");
    fs::create_dir(folder.path().join("empty")).unwrap();
    let inputs = ["missing.txt", "empty", "a.txt"].map(|name| Input::Path(folder.path().join(name)));
    let items: Vec<Item> = Documents::new(inputs.into(), Options::default()).collect();
    let kinds: Vec<_> =
        items.iter().map(|i| if let Item::Problem(p) = i { Some(p.kind) } else { None }).collect();
    assert_eq!(kinds, [Some(ProblemKind::Unreadable), Some(ProblemKind::NothingToRead), None]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_named_and_not_followed_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "in/a.txt", "un");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("in/loop")).unwrap();
    let items: Vec<Item> =
        Documents::new(vec![Input::Path(folder.path().into())], Options::default()).collect();
    assert_eq!(items.iter().filter(|item| matches!(item, Item::Document(_))).count(), 1);
    assert!(
        items.iter().any(|item| matches!(item, Item::Problem(p) if p.message.contains("a link back to")))
    );
}

#[test]
fn the_bytes_read_are_counted() {
    let mut documents = Documents::new(vec![Input::stream("a.txt", &b"Bonjour."[..])], Options::default());
    let count = documents.bytes_read();
    assert_eq!(count.load(std::sync::atomic::Ordering::Relaxed), 0);
    assert!(documents.next().is_some());
    assert_eq!(count.load(std::sync::atomic::Ordering::Relaxed), 8);
}

/// Gives a line and then nothing that ends.
struct Waiting(&'static [u8]);

impl std::io::Read for Waiting {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        assert!(!self.0.is_empty(), "more is asked for than the first line before that is given");
        let count = self.0.len().min(into.len());
        into[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

#[test]
fn lines_of_a_pipe_are_read_as_they_come() {
    let pipe = Waiting(b"{\"id\": \"a\", \"text\": \"un\"}\n");
    let mut documents = Documents::new(vec![Input::stream("-", pipe)], Options::default());
    assert!(matches!(documents.next(), Some(Item::Document(found)) if found.document.id == "a"));
}

#[test]
fn a_stream_that_breaks_off_keeps_what_came_before() {
    struct Failing;
    impl std::io::Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("cable cut"))
        }
    }
    use std::io::Read;
    for (name, start) in [
        ("a.jsonl", "{\"id\": \"a\", \"text\": \"un\"}\n"),
        ("a.json", "[{\"id\": \"a\", \"text\": \"un\"},"),
    ] {
        let stream = start.as_bytes().chain(Failing);
        let items: Vec<Item> =
            Documents::new(vec![Input::stream(name, stream)], Options::default()).collect();
        assert_eq!(shown(&items)[0], "a un");
        assert!(shown(&items)[1].starts_with("Unreadable") && shown(&items)[1].ends_with("cable cut"));
    }
}

#[test]
fn a_page_is_its_article() {
    let page = "<!doctype html><html lang='fr-FR'><title>Grève | Le Phare</title><meta property='og:site_name' content='Le Phare'>\
        <meta property='article:published_time' content='2021-03-04T09:00:00Z'><nav><a href='/'>Accueil</a></nav><article><h1>Grève</h1>\
        <p>Les dockers ont cessé le travail jeudi matin dans tous les terminaux du port, a annoncé leur syndicat.</p>\
        <p>La direction du port a appelé à la reprise des négociations avant la fin de la semaine.</p></article>";
    for name in ["greve.html", "-"] {
        let items = read_limited(name, page.as_bytes(), 10_000);
        let document = &document(&items[0]).document;
        assert!(document.text.starts_with("Grève\n\nLes dockers ont"), "{}", document.text);
        assert_eq!((document.lang.as_str(), document.published.as_deref()), ("fr", Some("2021-03-04")));
        assert_eq!(
            (document.title.as_deref(), document.outlet.as_deref()),
            (Some("Grève"), Some("Le Phare"))
        );
    }
}

#[test]
fn pages_without_an_article_or_made_to_exhaust_are_problems() {
    assert_eq!(
        shown(&read("a.html", b"<html><body></body></html>")),
        ["NoArticle a.html: no article text on this page"]
    );
    let deep = "<div>".repeat(100_000);
    assert_eq!(
        shown(&read_limited("a.html", deep.as_bytes(), 1 << 20)),
        ["NoArticle a.html: the page nests more than 512 elements"]
    );
}

#[test]
fn a_table_gives_a_document_a_row() {
    let csv = "\u{feff}id;Titre;Date;Texte\r\n1;Un;2021-03-04;\"Il a dit : \"\"non\"\";\r\net il est parti.\"\r\n\r\n2;Deux;hier;Oui.\n3;Trois;;\n";
    let items = read("a.csv", csv.as_bytes());
    assert_eq!(
        shown(&items),
        [
            "1 Il a dit : \"non\";\r\net il est parti.",
            "BadDate a.csv:5: date \"hier\" is not an ISO date, read without it",
            "2 Oui.",
            "Empty a.csv:6: no text",
        ]
    );
    assert_eq!(document(&items[0]).document.title.as_deref(), Some("Un"));
}

#[test]
fn tables_in_other_letters_and_with_other_names() {
    assert_eq!(
        shown(&read("a.tsv", b"id\tbody\n1\tL'\xe9t\xe9 est l\xe0, a dit le maire.\n")),
        ["1 L'été est là, a dit le maire."]
    );
    let columns = vec![("text".to_owned(), "Bloc".to_owned())];
    let input = Input::stream("a.csv", std::io::Cursor::new(b"id,bloc\n7,Oui.\n".to_vec()));
    let items: Vec<Item> = Documents::new(vec![input], Options { columns, ..Options::default() }).collect();
    assert_eq!(shown(&items), ["7 Oui."]);
    assert_eq!(
        shown(&read("a.csv", b"id,bloc\n7,Oui.\n")),
        ["NoColumn a.csv:1: no column for `text` among: id, bloc; say which with --column text=NAME"]
    );
}

#[test]
fn a_row_too_long_is_passed_over() {
    let csv = format!("id,text\n1,{}\n2,Oui.\n3,\"{}", "x".repeat(200_000), "y,\n".repeat(70_000));
    let found = shown(&read("a.csv", csv.as_bytes()));
    assert_eq!(
        found,
        [
            "TooLarge a.csv:2: skipped: larger than the limit of 1000 bytes",
            "2 Oui.",
            "TooLarge a.csv:4: skipped: larger than the limit of 1000 bytes"
        ]
    );
}

#[test]
fn what_comes_from_an_address_is_read_by_what_the_server_says() {
    let remote = |media: Option<&str>, charset: Option<&str>, bytes: &[u8]| {
        let fetched = Fetched {
            url: "https://a.example/txt.txt".into(),
            media: media.map(str::to_owned),
            charset: charset.map(str::to_owned),
            bytes: bytes.to_vec(),
        };
        let input = Input::remote("https://a.example/go", move || Ok(fetched));
        Documents::new(vec![input], options(100_000)).collect::<Vec<_>>()
    };
    let page = b"<p>Le maire a annonc\xE9 mardi sa d\xE9mission, apr\xE8s douze ann\xE9es pass\xE9es \xE0 la t\xEAte de la ville, devant le conseil.</p>";
    let items = remote(Some("text/html"), Some("iso-8859-1"), page);
    let Sourced { document: found, place } = document(&items[0]);
    assert!(found.text.starts_with("Le maire a annoncé mardi sa démission"));
    assert_eq!(
        (found.url.as_deref(), place.to_string().as_str()),
        (Some("https://a.example/txt.txt"), "https://a.example/go")
    );
    // What the server says, wrong; NULs in it; a page that only its markup tells.
    for (media, charset, page) in [
        (Some("text/html"), Some("utf-8"), page.to_vec()),
        (Some("text/html"), Some("no-such-thing"), page.to_vec()),
        (Some("text/html"), None, [&page[..], b"\0\0\0"].concat()),
        (None, None, [&b"<?xml version='1.0'?>\n<body>"[..], page].concat()),
        (Some("application/xml"), None, page.to_vec()),
    ] {
        let items = remote(media, charset, &page);
        assert!(
            document(&items[0]).document.text.starts_with("Le maire a annoncé mardi sa démission"),
            "{charset:?}"
        );
    }
    assert_eq!(document(&remote(Some("text/plain"), None, b"Oui.")[0]).document.text, "Oui.");
    assert_eq!(document(&remote(None, None, b"{\"id\": \"a\", \"text\": \"Oui.\"}")[0]).document.id, "a");
    for (media, bytes, told) in [
        (
            "application/pdf",
            &b"%PDF"[..],
            "Unreadable https://a.example/go: no page and no text, but application/pdf",
        ),
        (
            "text/html",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x01\x02\x03\x05",
            "NoArticle https://a.example/go: no text, but other bytes",
        ),
        ("text/html", b"", "NoArticle https://a.example/go: no article text on this page"),
        ("text/plain", b"\xFF\0", "NotUtf8 https://a.example/go:1: not UTF-8"),
    ] {
        assert_eq!(shown(&remote(Some(media), None, bytes)), [told]);
    }
    let failing = Input::remote("https://a.example/", || Err("not today".to_owned()));
    let after = Input::stream("b.txt", "Oui.".as_bytes());
    let items: Vec<_> = Documents::new(vec![failing, after], options(1000)).collect();
    assert_eq!(shown(&items), ["Unreadable https://a.example/: not today", "b Oui."]);
}

#[test]
fn marks_outlive_the_way_through_json() {
    let items = read("a.jsonl", br#"{"text": "Oui.", "marks": ["paywall", "", 3]}"#);
    assert_eq!(document(&items[0]).document.marks, ["paywall"]);
}
