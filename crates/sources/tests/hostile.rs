//! Files made to exhaust, mislead or break a reader: bounded time and memory, one message each, and the rest is read.
//!
//! One test after the other, since memory is counted for the whole process.

mod util;

use sources::{Documents, Input, Item, Options};
use std::{
    alloc::{GlobalAlloc, Layout, System},
    io::{Cursor, Read},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};
use util::{Packed, archive, docx, p, read, shown};

/// Counts what is held.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(held, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

const MB: usize = 1_000_000;

/// A stream of `text`, again and again.
struct Again {
    text: &'static [u8],
    at: usize,
}

impl Read for Again {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        for byte in into.iter_mut() {
            *byte = self.text[self.at];
            self.at = (self.at + 1) % self.text.len();
        }
        Ok(into.len())
    }
}

fn again(text: &'static str, size: usize) -> impl Read + Send + 'static {
    Again { text: text.as_bytes(), at: 0 }.take(size as u64)
}

type Bytes = Box<dyn Read + Send>;

fn chain(parts: Vec<Bytes>) -> Bytes {
    parts.into_iter().reduce(|before, after| Box::new(before.chain(after))).expect("a part")
}

fn text(text: impl Into<String>) -> Bytes {
    Box::new(Cursor::new(text.into().into_bytes()))
}

fn boxed(bytes: Vec<u8>) -> Bytes {
    Box::new(Cursor::new(bytes))
}

fn article(n: usize) -> String {
    format!(
        "<article><span class='DocPublicationName'>G</span><span class='DocHeader'>3 mai 2012</span><div class='titreArticle'>T</div>\
         <div class='docOcurrContainer'><p>Texte {n}.</p></div><div class='publiC-lblNodoc'>news·20120503·G·{n}</div></article>\n"
    )
}

fn nexis(text: &str) -> String {
    [p("Title"), p("Post"), p("May 3, 2012"), p("Length: 1 words"), p("Body"), p(text), p("End of Document")]
        .concat()
}

fn packed(name: &str, bytes: impl Read) -> Packed {
    Packed::deflated(name, bytes)
}

/// A Word document, its one file changed by `change`.
fn wrong(change: impl Fn(&mut Packed)) -> Bytes {
    let body = format!("<w:document><w:body>{}</w:body></w:document>", nexis("One."));
    let mut file = packed("word/document.xml", Cursor::new(body));
    change(&mut file);
    boxed(archive(&[file]))
}

struct Case {
    name: &'static str,
    bytes: Bytes,
    limit: usize,
    /// How each item begins.
    items: &'static [&'static str],
}

fn cases() -> Vec<Case> {
    let case = |name, limit, bytes, items| Case { name, bytes, limit, items };
    let bomb = "<w:document><w:body>";
    let folded = |inside: Bytes| packed("word/document.xml", chain(vec![text(bomb), inside]));
    vec![
        // HTML
        case("deep.html", 64 * MB, Box::new(again("<div>", 500_000)) as Bytes, &["NoArticle deep.html: the page nests more than 512 elements"][..]),
        case("wide.html", 64 * MB, chain(vec![text("<html><body "), Box::new(again("a='b' ", 200 * MB)), text(">")]), &["TooLarge wide.html: "]),
        case(
            "deep-export.html",
            64 * MB,
            chain(vec![text(article(1) + "<article>"), Box::new(again("<div>", 500_000)), text("</article>"), text(article(2))]),
            &["news·20120503·G·1 ", "NoArticle deep-export.html:2: the page nests", "news·20120503·G·2 "],
        ),
        case(
            "wide-export.html",
            64 * MB,
            chain(vec![text(article(1) + "<article><p "), Box::new(again("a='b' ", 100 * MB)), text(">"), text(article(2))]),
            &["news·20120503·G·1 ", "Empty wide-export.html:2: no text", "news·20120503·G·2 "],
        ),
        case(
            "endless-export.html",
            MB,
            chain(vec![text(article(1) + "<article>"), Box::new(again("mot ", 20 * MB)), text("</article>"), text(article(2))]),
            &["news·20120503·G·1 ", "TooLarge endless-export.html:2: ", "news·20120503·G·2 "],
        ),
        case(
            "comment-export.html",
            MB,
            chain(vec![text(article(1) + "<!-- "), Box::new(again("- <article> ", 20 * MB))]),
            &["news·20120503·G·1 "],
        ),
        case(
            "markup-export.html",
            64 * MB,
            chain(vec![text(article(1) + "<article>"), Box::new(again("<b>a</b>", 9 * MB)), text("</article>"), text(article(2))]),
            &["news·20120503·G·1 ", "NoArticle markup-export.html:2: the page has more than 8 MB of markup", "news·20120503·G·2 "],
        ),
        // Word
        case(
            "bomb.docx",
            64 * MB,
            boxed(archive(&[folded(Box::new(again(" ", 60 * MB)))])),
            &["Unreadable bomb.docx: unfolds to far more"],
        ),
        case(
            "text-bomb.docx",
            MB,
            boxed(archive(&[folded(chain(vec![text(nexis("One.") + "<w:p><w:t>"), Box::new(again("x", 60 * MB))]))])),
            &["", "Unreadable text-bomb.docx:2: unfolds to far more"],
        ),
        case(
            "paragraph-bomb.docx",
            MB,
            boxed(archive(&[folded(Box::new(again("<w:p><w:t>x</w:t></w:p>", 5 * MB)))])),
            &["Unreadable paragraph-bomb.docx: the document breaks off"],
        ),
        case("small-said.docx", 64 * MB, boxed(archive(&[Packed { size: 10, ..folded(Box::new(again(" ", 60 * MB))) }])), &["Unreadable small-said.docx: "]),
        case("nested.docx", MB, boxed(archive(&[packed("word/document.xml", Cursor::new(docx(&p("a"))))])), &["Unreadable nested.docx: the document breaks off"]),
        case(
            "entities.docx",
            MB,
            boxed(archive(&[packed(
                "word/document.xml",
                Cursor::new(format!(
                    "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><w:document>{}</w:document>",
                    p("&b; &c; &amp;")
                )),
            )])),
            &["entities &b; &c; &"],
        ),
        case(
            "overlapping.docx",
            MB,
            boxed(archive(&[
                Packed::stored("word/document.xml", format!("<w:document>{}</w:document>", p("Un.")).as_bytes()),
                Packed { at: Some(0), ..Packed::stored("word/document2.xml", b"x") },
            ])),
            &["overlapping Un."],
        ),
        case("long-said.docx", MB, wrong(|file| file.packed_size = u32::MAX - 1), &["81b76833fde70c2f Title"]),
        case("short-said.docx", MB, wrong(|file| file.packed_size /= 2), &["Unreadable short-said.docx: "]),
        case("nowhere.docx", MB, wrong(|file| file.at = Some(1 << 30)), &["Unreadable nowhere.docx: "]),
        case("other-method.docx", MB, wrong(|file| file.method = 99), &["Unreadable other-method.docx: "]),
        case("stored-said.docx", MB, wrong(|file| file.method = 0), &["Unreadable stored-said.docx: the document breaks off"]),
        case("other-name.docx", MB, wrong(|file| file.name = "../../etc/passwd".into()), &["Unreadable other-name.docx: not a Word document: no word/document.xml"]),
        case("no-archive.docx", MB, text("Bonjour."), &["Unreadable no-archive.docx: not a Word document: "]),
        case("empty.docx", MB, text(""), &["Unreadable empty.docx: not a Word document: "]),
        case("endless.docx", MB, Box::new(again("PK\x03\x04", 100 * MB)), &["TooLarge endless.docx: "]),
        // JSON
        case("deep.json", 64 * MB, Box::new(again("[", 10 * MB)), &["NotJson deep.json:1: "]),
        case("deep.jsonl", 64 * MB, Box::new(again("{\"text\":", MB)), &["NotJson deep.jsonl:1: "]),
        case("endless.jsonl", MB, chain(vec![Box::new(again("x", 40 * MB)), text("\n{\"id\": \"a\", \"text\": \"un\"}")]), &["TooLarge endless.jsonl:1: ", "a un"]),
        case("endless.json", MB, chain(vec![text("[{\"text\": \""), Box::new(again("x", 40 * MB)), text("\"}, {\"id\": \"a\", \"text\": \"un\"}]")]), &["TooLarge endless.json:1: ", "a un"]),
        case("nul.jsonl", MB, text("{\"text\": \"a\0b\"}\n{\"id\": \"a\", \"text\": \"a\\u0000b\"}"), &["NotJson nul.jsonl:1: not JSON: control character", "a a\0b"]),
        case(
            "halves.jsonl",
            MB,
            text(r#"{"id": "a", "text": "x\ud83d y\ude00 \ud83d\ude00 \\ud83d"}"#),
            &["a x\u{FFFD} y\u{FFFD} 😀 \\ud83d"],
        ),
        // Tables and texts
        case("endless.csv", MB, chain(vec![text("id,text\n1,\""), Box::new(again("mot,\n", 40 * MB))]), &["TooLarge endless.csv:2: "]),
        case("columns.csv", MB, chain(vec![text("id,text\n"), Box::new(again(",", 20 * MB)), text("\n2,deux\n")]), &["TooLarge columns.csv:2: ", "2 deux"]),
        case("endless.txt", MB, Box::new(again("mot ", 200 * MB)), &["TooLarge endless.txt: "]),
        case("nul.txt", MB, text("a\0b"), &["nul a\0b"]),
        case(
            "endless-nexis.txt",
            MB,
            chain(vec![
                text("1 of 2 DOCUMENTS\n\nLENGTH: 2 words\n\nUn.\n\n2 of 2 DOCUMENTS\n\nLENGTH: 2 words\n\n"),
                Box::new(again("mot mot mot\n", 5 * MB)),
                text("\nEnd of Document\n\nTitle\n\nPost\n\nMay 3, 2012\n\nLength: 1 words\n\nBody\n\nThree."),
            ]),
            &["BadDate endless-nexis.txt:1: ", "", "TooLarge endless-nexis.txt:7: ", ""],
        ),
        // Letters
        case("windows.html", MB, boxed(b"<meta charset=utf-8><title>L'\xe9t\xe9</title><article><p>L'\xe9t\xe9 est l\xe0, a d\xe9clar\xe9 mercredi le maire de la ville devant le conseil municipal, \xab enfin \xbb.</p></article>".to_vec()), &["windows L'été\n\nL'été est là, a déclaré mercredi"]),
        case("windows.txt", MB, boxed(b"un\nL'\xe9t\xe9".to_vec()), &["NotUtf8 windows.txt:2: not UTF-8"]),
        case("wide-bom.txt", MB, boxed(b"\xFF\xFEo\0u\0i\0".to_vec()), &["wide-bom oui"]),
        case("wide.txt", MB, boxed("Une phrase, « dit-il ».".encode_utf16().flat_map(u16::to_be_bytes).collect()), &["wide Une phrase, « dit-il »."]),
        case("wide.jsonl", MB, boxed("{\"id\": \"a\", \"text\": \"été\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect()), &["a été"]),
        case("wide.csv", MB, boxed("\u{feff}id;text\n1;« été »\n".encode_utf16().flat_map(u16::to_le_bytes).collect()), &["1 « été »"]),
        case("half.txt", MB, boxed(b"\xFF\xFEo\0\x3D\xD8i\0u".to_vec()), &["half o\u{FFFD}i\u{FFFD}"]),
        case("marks.jsonl", MB, text("{\"id\": \"a\", \"text\": \"\u{200F}قال\u{200E} x \u{202B}y\u{202C}\u{2067}z\u{2069}\"}"), &["a \u{200F}قال\u{200E} x \u{202B}y\u{202C}\u{2067}z\u{2069}"]),
        case("marks.csv", MB, text("id,text\na,\u{200F}قال\u{202C}\n"), &["a \u{200F}قال\u{202C}"]),
        case("marks.docx", MB, boxed(docx(&p("\u{200F}قال\u{202C}"))), &["marks \u{200F}قال\u{202C}"]),
        case("marks.html", MB, text(article(1).replace("Texte", "\u{202B}Texte\u{202C}\u{200F}")), &["news·20120503·G·1 T\n\n\u{202B}Texte\u{202C}\u{200F} 1."]),
    ]
}

#[test]
fn hostile_files_cost_little_and_hide_nothing() {
    let mut wrong = Vec::new();
    for Case { name, bytes, limit, items } in cases() {
        let before = HELD.load(Ordering::Relaxed);
        MOST.store(before, Ordering::Relaxed);
        let start = Instant::now();
        let good = Input::stream("good.txt", "Bon.".as_bytes());
        let options = Options { limit, ..Options::default() };
        let found =
            shown(&Documents::new(vec![Input::stream(name, bytes), good], options).collect::<Vec<Item>>());
        let (took, held) = (start.elapsed(), MOST.load(Ordering::Relaxed) - before);
        let as_said = found.len() == items.len() + 1
            && found
                .iter()
                .zip(items.iter().chain(&["good Bon."]))
                .all(|(found, wanted)| found.starts_with(wanted));
        if !as_said {
            let short: Vec<String> = found.iter().map(|line| line.chars().take(200).collect()).collect();
            wrong.push(format!("{name}: {short:?}"));
        }
        // Reading whole what one document may be costs its size, and that again as it grows; trees of markup are bounded apart.
        if held > 4 * limit + 60 * MB {
            wrong.push(format!("{name} held {} MB", held / MB));
        }
        // Seconds in a build that is not optimised, on a machine that does other things.
        if took > Duration::from_secs(60) {
            wrong.push(format!("{name} took {took:?}"));
        }
        eprintln!("{name}: {took:.1?}, {:.1} MB", held as f64 / 1e6);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    cut_anywhere();
}

/// Whatever is cut wherever: what was whole before the cut is read, and at most one message tells of the rest.
fn cut_anywhere() {
    let page = format!("<html>{}{}", article(1), article(2)).into_bytes();
    let word = docx(&(nexis("One.") + &nexis("Two.")));
    let old = b"1 of 2 DOCUMENTS\n\n          Post\n\n          May 3, 2012\n\nTitle\n\nLENGTH: 1 words\n\nOne.\n\nLANGUAGE: ENGLISH\n\n\
        2 of 2 DOCUMENTS\n\n          Post\n\n          May 3, 2012\n\nTitle\n\nLENGTH: 1 words\n\nTwo.\n"
        .to_vec();
    let json = b"[{\"id\": \"a\", \"text\": \"One.\"}, {\"id\": \"b\", \"text\": \"Two.\"}]".to_vec();
    let table = b"id,text\n1,One.\n2,\"Two.\"\n".to_vec();
    for (name, whole) in
        [("a.html", page), ("a.docx", word), ("a.txt", old), ("a.json", json), ("a.csv", table)]
    {
        for end in 0..=whole.len() {
            let found = read(name, Cursor::new(whole[..end].to_vec()), Options::default());
            let problems = found.iter().filter(|item| matches!(item, Item::Problem(_))).count();
            // An article that is cut within its head has neither date nor text: two messages.
            assert!(found.len() <= 3 && problems <= 2, "{name} at {end}: {:?}", shown(&found));
            if end == whole.len() {
                assert_eq!((found.len(), problems), (2, 0), "{name}: {:?}", shown(&found));
            }
        }
    }
}
