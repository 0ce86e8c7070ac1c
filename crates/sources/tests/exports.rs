//! The specimens of tests/exports (made by tools/exports/make.py): every article with its number, outlet, day, title, author, language.

mod util;

use serde_json::{Value, json};
use sources::{Documents, Input, Item, Options};
use std::{fs, io::Cursor, path::PathBuf};
use util::{Packed, archive, docx, p, read, shown};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/exports")
}

/// The bytes of a specimen as the database would hand them over.
fn bytes(line: &Value) -> Vec<u8> {
    let path = folder().join(line["file"].as_str().unwrap());
    if path.is_dir() {
        let parts = ["word/document.xml", "word/_rels/document.xml.rels"];
        return archive(
            &parts.map(|name| Packed::deflated(name, Cursor::new(fs::read(path.join(name)).unwrap()))),
        );
    }
    let text = fs::read_to_string(path).unwrap().replace('\n', line["newline"].as_str().unwrap());
    match line["charset"].as_str().unwrap() {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        charset => encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap().encode(&text).0.into_owned(),
    }
}

fn item(item: &Item) -> Value {
    match item {
        Item::Problem(problem) => json!({ "problem": format!("{:?}", problem.kind) }),
        Item::Document(sourced) => {
            let document = &sourced.document;
            json!({ "document": {
                "id": document.id, "lang": document.lang, "title": document.title, "published": document.published,
                "outlet": document.outlet, "author": document.author, "text": document.text,
            }})
        }
    }
}

fn expected() -> Vec<Value> {
    let lines = fs::read_to_string(folder().join("expected.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_specimen_gives_its_articles() {
    let mut wrong = Vec::new();
    let mut articles = 0;
    for line in expected() {
        let name = line["file"].as_str().unwrap().to_owned();
        let found: Vec<Value> =
            read(&name, Cursor::new(bytes(&line)), Options::default()).iter().map(item).collect();
        let wanted = line["items"].as_array().unwrap();
        articles += wanted.len();
        for at in 0..found.len().max(wanted.len()) {
            if found.get(at) != wanted.get(at) {
                wrong.push(format!(
                    "{name} {at}\n  {}\n  {}",
                    wanted.get(at).unwrap_or(&Value::Null),
                    found.get(at).unwrap_or(&Value::Null)
                ));
            }
        }
    }
    assert!(articles >= 50, "{articles}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_form_is_seen_without_a_name() {
    for line in expected() {
        let name = line["file"].as_str().unwrap().to_owned();
        let found: Vec<Value> =
            read("-", Cursor::new(bytes(&line)), Options::default()).iter().map(item).collect();
        assert_eq!(found.len(), line["items"].as_array().unwrap().len(), "{name}");
    }
}

/// What is read at a time is one article: more than the limit in a file is no more than the limit in one.
#[test]
fn an_article_over_the_limit_is_passed_over_alone() {
    let article = |n: usize, text: &str| {
        format!(
            "<article><span class='DocPublicationName'>La Gazette</span><span class='DocHeader'>3 mai 2012</span><div class='titreArticle'>Titre {n}</div>\
             <div class='docOcurrContainer'><p>{text}</p></div><footer><p class='publiC-lblNodoc'>news·20120503·LG·{n}</p></footer></article>\n"
        )
    };
    let page = format!(
        "<html><body>{}{}{}",
        article(1, "Un."),
        article(2, &"deux ".repeat(1000)),
        article(3, "Trois.")
    );
    let options = || Options { limit: 2000, ..Options::default() };
    assert_eq!(
        shown(&read("a.html", Cursor::new(page.into_bytes()), options())),
        [
            "news·20120503·LG·1 Titre 1\n\nUn.",
            "TooLarge a.html:2: skipped: larger than the limit of 2000 bytes",
            "news·20120503·LG·3 Titre 3\n\nTrois.",
        ]
    );
    let text = format!(
        "1 of 3 DOCUMENTS\n\nLENGTH: 1 words\n\nUn.\n\n2 of 3 DOCUMENTS\n\nLENGTH: 1 words\n\n{}\n\n3 of 3 DOCUMENTS\n\n          Post\n\n          May 3, 2012\n\nTitle\n\nLENGTH: 1 words\n\nThree.\n",
        "two ".repeat(1000)
    );
    let found = shown(&read("a.txt", Cursor::new(text.into_bytes()), options()));
    assert_eq!(found[0], "BadDate a.txt:1: no date with the article, read without it");
    assert_eq!(found[2], "TooLarge a.txt:7: skipped: larger than the limit of 2000 bytes");
    assert!(found[3].ends_with("Title\n\nThree."), "{found:?}");
    let nexis = |text: &str| {
        [
            p("Title"),
            p("Post"),
            p("May 3, 2012"),
            p("Length: 1 words"),
            p("Body"),
            p(text),
            p("End of Document"),
        ]
        .concat()
    };
    let word = docx(&[nexis("One."), nexis(&"two ".repeat(1000)), nexis("Three.")].concat());
    let found = shown(&read("a.docx", Cursor::new(word), options()));
    assert!(found[0].ends_with("Title\n\nOne.") && found[2].ends_with("Title\n\nThree."), "{found:?}");
    assert_eq!(found[1], "TooLarge a.docx:2: skipped: larger than the limit of 2000 bytes");
}

#[test]
fn a_word_document_that_no_database_made_is_one_document() {
    let word = docx(&[p("Grève"), p("Les dockers &amp; les marins."), "<w:p/>".into(), p("Fin.")].concat());
    assert_eq!(
        shown(&read("note.docx", Cursor::new(word), Options::default())),
        ["note Grève\n\nLes dockers & les marins.\n\nFin."]
    );
}

#[test]
fn a_page_and_a_text_stay_what_they_are() {
    let text = "LENGTH: 12 words\n\nEnd of the line.";
    assert_eq!(
        shown(&read("a.txt", text.as_bytes(), Options::default())),
        ["a LENGTH: 12 words\n\nEnd of the line."]
    );
    let page = "<!doctype html><title>Grève</title><article><h1>Grève</h1><p class='articleParagraph'>Les dockers ont cessé le travail jeudi matin dans tous \
        les terminaux du port, a annoncé leur syndicat.</p><p>La direction du port a appelé à la reprise des négociations avant la fin de la semaine.</p></article>";
    let items: Vec<Item> =
        Documents::new(vec![Input::stream("a.html", page.as_bytes())], Options::default()).collect();
    assert_eq!(items.len(), 1);
    assert!(shown(&items)[0].starts_with("a "), "{:?}", shown(&items));
}
