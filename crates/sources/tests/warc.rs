//! Web archives, sound and damaged, and going on where an earlier stream had come.

use flate2::{Compression, write::GzEncoder};
use sources::{Documents, Input, Item, Mark, Options, ProblemKind, Sourced};
use std::{
    fs,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A page of two paragraphs about `name`.
fn page(name: &str) -> String {
    format!(
        "<!doctype html><html lang='fr'><title>Grève à {name}</title><meta property='article:published_time' content='2021-03-04'>\
         <article><h1>Grève à {name}</h1><p>Les dockers de {name} ont cessé le travail jeudi matin dans tous les terminaux du port, a annoncé leur syndicat.</p>\
         <p>La direction du port a appelé à la reprise des négociations avant la fin de la semaine.</p></article>"
    )
}

/// A record with these headers and this block.
fn record(headers: &str, block: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\r\n{headers}Content-Length: {}\r\n\r\n", block.len());
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response_headers(name: &str) -> String {
    format!(
        "WARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: 2021-03-05T10:00:00Z\r\n\
         WARC-Target-URI: https://port.example/{name}\r\nContent-Type: application/http; msgtype=response\r\n"
    )
}

fn response_of(name: &str, http: &str, body: &[u8]) -> Vec<u8> {
    record(&response_headers(name), &[format!("HTTP/1.1 {http}\r\n\r\n").as_bytes(), body].concat())
}

fn response(name: &str) -> Vec<u8> {
    response_of(name, "200 OK\r\nContent-Type: text/html; charset=utf-8", page(name).as_bytes())
}

fn request(name: &str) -> Vec<u8> {
    let headers = format!("WARC-Type: request\r\nWARC-Record-ID: <urn:uuid:q-{name}>\r\n");
    record(&headers, format!("GET /{name} HTTP/1.1\r\nHost: port.example\r\n\r\n").as_bytes())
}

fn read_limited(name: &str, bytes: &[u8], limit: usize) -> Vec<Item> {
    let input = Input::stream(name, Cursor::new(bytes.to_vec()));
    Documents::new(vec![input], Options { limit, ..Options::default() }).collect()
}

/// As a stream, and as a file, which can be gone back in.
fn read(name: &str, bytes: &[u8]) -> Vec<Item> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let mut items: Vec<Item> = Documents::new(vec![Input::Path(path.clone())], Options::default()).collect();
    for item in &mut items {
        let place = match item {
            Item::Document(sourced) => {
                let source = sourced.document.source.clone();
                assert_eq!(source, Some(sourced.place.to_string()));
                &mut sourced.place
            }
            Item::Problem(problem) => &mut problem.place,
        };
        place.path = name.into();
    }
    items
}

fn document(item: &Item) -> &Sourced {
    match item {
        Item::Document(sourced) => sourced,
        Item::Problem(problem) => panic!("{problem}"),
    }
}

/// One line an item: the id, or `kind place: message`.
fn shown(items: &[Item]) -> Vec<String> {
    let show = |item: &Item| match item {
        Item::Document(sourced) => sourced.document.id.replace("urn:uuid:", ""),
        Item::Problem(problem) => format!("{:?} {problem}", problem.kind),
    };
    items.iter().map(show).collect()
}

fn ids(items: &[Item]) -> Vec<String> {
    let documents = items.iter().filter(|item| matches!(item, Item::Document(_)));
    shown(&documents.cloned().collect::<Vec<_>>())
}

/// Problems that cost a document.
fn losses(items: &[Item]) -> Vec<String> {
    let lost = |item: &&Item| matches!(item, Item::Problem(problem) if problem.kind.loses_document());
    shown(&items.iter().filter(lost).cloned().collect::<Vec<_>>())
}

#[test]
fn an_archive_gives_its_pages_however_it_is_packed() {
    let records = ["Brest", "Lorient", "Sète"].map(response);
    let plain = records.concat();
    let each: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
    let mixed = [gzip(&records[..2].concat()), vec![0; 512], each[2].clone()].concat();
    for (name, bytes) in [
        ("a.warc", plain.clone()),
        ("a.warc.gz", each.concat()),
        ("a.warc.gz", gzip(&plain)),
        ("a.warc.gz", mixed),
        ("a.warc.gz", plain.clone()),
        ("-", plain.clone()),
        ("-", each.concat()),
    ] {
        for items in [read(if name == "-" { "a" } else { name }, &bytes), read_limited(name, &bytes, 1 << 20)]
        {
            assert_eq!(shown(&items), ["Brest", "Lorient", "Sète"], "{name}");
        }
    }
    let items = read("a.warc.gz", &each.concat());
    let found = &document(&items[1]).document;
    assert_eq!(
        (found.title.as_deref(), found.published.as_deref()),
        (Some("Grève à Lorient"), Some("2021-03-04"))
    );
    assert_eq!((found.lang.as_str(), found.url.as_deref()), ("fr", Some("https://port.example/Lorient")));
    assert!(found.text.contains("dockers de Lorient"));
}

#[test]
fn a_place_is_where_a_record_can_be_opened() {
    let records = ["Brest", "Lorient", "Sète"].map(response);
    let begins_with_record = |bytes: &[u8], name: &str| {
        assert!(bytes.starts_with(b"WARC/1.0"), "{name}");
        assert!(String::from_utf8_lossy(&bytes[..200]).contains(name), "{name}");
    };
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    for (item, name) in read("a.warc.gz", &packed).iter().zip(["Brest", "Lorient", "Sète"]) {
        let at = document(item).place.record.expect("an offset");
        assert_eq!(document(item).place.to_string(), format!("warc://a.warc.gz#{}", at.offset));
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(&packed[at.offset as usize..]).read_to_end(&mut bytes).unwrap();
        begins_with_record(&bytes, name);
    }
    let plain = records.concat();
    for (item, name) in read("a.warc", &plain).iter().zip(["Brest", "Lorient", "Sète"]) {
        begins_with_record(&plain[document(item).place.record.unwrap().offset as usize..], name);
    }
    let one = [gzip(&request("x")), gzip(&plain)].concat();
    for (item, name) in read("a.warc.gz", &one).iter().zip(["Brest", "Lorient", "Sète"]) {
        let at = document(item).place.record.unwrap();
        assert_eq!(at.offset as usize, gzip(&request("x")).len());
        begins_with_record(&plain[at.inside as usize..], name);
    }
}

#[test]
fn older_and_looser_ways_of_writing_records_are_read() {
    for version in ["0.17", "0.18", "1.0", "1.1"] {
        let bytes =
            String::from_utf8(response("Brest")).unwrap().replace("WARC/1.0", &format!("WARC/{version}"));
        assert_eq!(shown(&read("a.warc", bytes.as_bytes())), ["Brest"], "{version}");
    }
    // Line feeds alone, names in other cases, a value over two lines, brackets around the address, no line after the block.
    let http = format!("HTTP/1.0 200 OK\ncontent-type: TEXT/html\n\n{}", page("Brest"));
    let head = "WARC/1.0\nwarc-type: response\nWARC-RECORD-ID:\n <urn:uuid:Brest>\nWARC-Target-URI: <https://port.example/1>\n";
    let bytes = format!("{head}content-length:{}\n\n{http}", http.len());
    let items = read("a.warc", bytes.as_bytes());
    assert_eq!(shown(&items), ["Brest"]);
    assert_eq!(document(&items[0]).document.url.as_deref(), Some("https://port.example/1"));
}

#[test]
fn an_archive_of_the_older_form_is_told_and_not_taken_for_a_text() {
    let arc = b"filedesc://a.arc 127.0.0.1 20140216050221 text/plain 75\n1 0 X\nURL IP-address Archive-date Content-type Archive-length\n";
    for bytes in [arc.to_vec(), gzip(arc)] {
        assert_eq!(
            shown(&read("a.arc", &bytes)),
            ["Damaged warc://a.arc#0: skipped: no WARC record begins here"]
        );
    }
}

#[test]
fn what_is_no_page_is_counted_and_not_mentioned() {
    let info = record("WARC-Type: warcinfo\r\n", b"software: x\r\n");
    let html = "Content-Type: text/html";
    let records = [
        info,
        request("Brest"),
        response("Brest"),
        response_of("gone", &format!("404 Not Found\r\n{html}"), page("x").as_bytes()),
        response_of("moved", &format!("301 Moved\r\n{html}\r\nLocation: /"), b""),
        response_of("photo", "200 OK\r\nContent-Type: image/jpeg", b"\xFF\xD8\xFF"),
        response_of("list", &format!("200 OK\r\n{html}"), b"<html><body></body></html>"),
        response_of("new", &format!("200 OK\r\n{html}\r\nContent-Encoding: zstd"), b"\x28\xB5\x2F\xFD"),
        record("WARC-Type: response\r\nContent-Type: text/dns\r\n", b"port.example. A 127.0.0.1"),
        record("WARC-Type: resource\r\nContent-Type: text/plain\r\n", b"robots"),
        record(
            "WARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Record-ID: <urn:uuid:saved>\r\n",
            page("Sète").as_bytes(),
        ),
    ];
    let items = read("a.warc.gz", &records.map(|record| gzip(&record)).concat());
    assert_eq!(
        shown(&items),
        [
            "Brest",
            "saved",
            "PassedOver a.warc.gz: 9 records passed over: 2 of other types, 1 without an answer, 2 with another status than 200, \
             2 not HTML, 1 packed in unknown ways, 1 without an article"
        ]
    );
    assert!(!ProblemKind::PassedOver.loses_document());
}

#[test]
fn pages_are_decoded_as_they_were_sent() {
    let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| c as u8).collect() };
    let chunked = |bytes: &[u8]| {
        let cut = bytes.len() / 2;
        let (a, b) = bytes.split_at(cut);
        [
            format!("{:x}\r\n", a.len()).as_bytes(),
            a,
            format!("\r\n{:X}\r\n", b.len()).as_bytes(),
            b,
            b"\r\n0\r\n\r\n",
        ]
        .concat()
    };
    let plain = page("Sète");
    let declared = plain.replace("<title>", "<meta charset=iso-8859-1><title>");
    for (headers, body) in [
        ("Content-Type: text/html; charset=ISO-8859-1", latin(&plain)),
        ("Content-Type: text/html", latin(&declared)),
        ("Content-Type: text/html", latin(&plain)),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", chunked(plain.as_bytes())),
        ("Content-Type: text/html\r\nContent-Encoding: gzip", gzip(plain.as_bytes())),
        (
            "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
            chunked(&gzip(plain.as_bytes())),
        ),
        // As archives have it that unpacked the body and kept the headers.
        (
            "Content-Type: text/html\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked",
            plain.clone().into_bytes(),
        ),
        ("X-Nothing: told", plain.clone().into_bytes()),
        ("Content-Type: text/html", plain.replace("dockers", "doc\0kers").into_bytes()),
    ] {
        let items = read("a.warc.gz", &gzip(&response_of("Sète\0", &format!("200 OK\r\n{headers}"), &body)));
        assert!(
            document(&items[0]).document.text.starts_with("Grève à Sète\n\nLes dockers de Sète ont cessé"),
            "{headers}"
        );
        assert!(document(&items[0]).document.marks.is_empty(), "{headers}");
    }
    let whole = chunked(plain.as_bytes());
    let items = read(
        "a.warc",
        &response_of(
            "x",
            "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked",
            &whole[..whole.len() - 40],
        ),
    );
    assert_eq!(document(&items[0]).document.marks, ["truncated"]);
}

#[test]
fn no_page_is_published_after_it_was_fetched() {
    let late = page("Brest").replace("2021-03-04", "2031-03-04");
    let items = read("a.warc", &response_of("late", "200 OK\r\nContent-Type: text/html", late.as_bytes()));
    assert_eq!(
        shown(&items),
        ["BadDate warc://a.warc#0: date 2031-03-04 is after the page was fetched, read without it", "late"]
    );
    assert_eq!(document(&items[1]).document.published, None);
    let next_day = page("Brest").replace("2021-03-04", "2021-03-06");
    let items =
        read("a.warc", &response_of("east", "200 OK\r\nContent-Type: text/html", next_day.as_bytes()));
    assert_eq!(document(&items[0]).document.published.as_deref(), Some("2021-03-06"));
}

#[test]
fn a_damaged_member_costs_itself_alone() {
    let members: Vec<Vec<u8>> =
        ["Brest", "Lorient", "Sète", "Nice"].map(|name| gzip(&response(name))).to_vec();
    let at = members[0].len();
    for damage in [10, 40, members[1].len() / 2, members[1].len() - 6] {
        let mut bytes = members.concat();
        for byte in &mut bytes[at + damage..at + damage + 4] {
            *byte ^= 0x5A;
        }
        let items = read("a.warc.gz", &bytes);
        assert_eq!(ids(&items), ["Brest", "Sète", "Nice"], "{damage}: {:?}", shown(&items));
        let losses = losses(&items);
        assert_eq!(losses.len(), 1, "{losses:?}");
        assert!(losses[0].starts_with(&format!("Damaged warc://a.warc.gz#{at}")), "{losses:?}");
        // A stream cannot be gone back in; it still finds what comes later.
        assert!(ids(&read_limited("a.warc.gz", &bytes, 1 << 20)).contains(&"Nice".to_owned()));
    }
    // The header itself, and rubbish between two members.
    let mut bytes = members.concat();
    bytes[at] = b'x';
    assert_eq!(
        losses(&read("a.warc.gz", &bytes)),
        [format!("Damaged warc://a.warc.gz#{at}: skipped: no gzip member begins here")]
    );
    let bytes = [&members[0], b"rubbish".as_slice(), &members[1]].concat();
    let items = read("a.warc.gz", &bytes);
    assert_eq!((ids(&items).len(), losses(&items).len()), (2, 1));
}

#[test]
fn a_wrong_length_costs_its_record_alone() {
    let records = ["Brest", "Lorient", "Sète"].map(response);
    let length =
        |text: &str| text.split("Content-Length: ").nth(1).unwrap().split("\r\n").next().unwrap().to_owned();
    let told = length(&String::from_utf8_lossy(&records[1]));
    for wrong in [
        "7",
        &format!("{}", told.parse::<u64>().unwrap() + 9),
        "1500",
        "99999999999",
        "99999999999999999999",
        "-1",
        "x",
        "",
    ] {
        let text = String::from_utf8(records[1].clone()).unwrap();
        let damaged = text
            .replace(&format!("Content-Length: {told}"), &format!("Content-Length: {wrong}"))
            .into_bytes();
        let plain = [records[0].clone(), damaged.clone(), records[2].clone()].concat();
        let each = [gzip(&records[0]), gzip(&damaged), gzip(&records[2])].concat();
        for (name, bytes) in [("a.warc", plain.clone()), ("a.warc.gz", each)] {
            let items = read(name, &bytes);
            assert_eq!(ids(&items), ["Brest", "Sète"], "{name} {wrong}: {:?}", shown(&items));
            assert_eq!(losses(&items).len(), 1, "{name} {wrong}: {:?}", shown(&items));
        }
        // Where nobody can go back, what the length swallowed is lost, and nothing else.
        let items = read("a.warc.gz", &gzip(&plain));
        assert_eq!(losses(&items).len(), 1, "{wrong}: {:?}", shown(&items));
        assert_eq!(ids(&items)[0], "Brest");
    }
}

#[test]
fn a_file_cut_anywhere_keeps_what_came_before() {
    let records = ["Brest", "Lorient"].map(response);
    for (name, whole) in [
        ("a.warc", records.concat()),
        ("a.warc.gz", records.iter().flat_map(|record| gzip(record)).collect()),
        ("a.warc.gz", gzip(&records.concat())),
    ] {
        for cut in (1..whole.len()).step_by(29) {
            let items = read_limited(name, &whole[..cut], 1 << 20);
            let last = read(name, &whole[..cut]);
            assert_eq!(shown(&items), shown(&last), "{name} {cut}");
            assert!(losses(&items).len() <= 1, "{name} {cut}: {:?}", shown(&items));
            // A plain record may have lost nothing but the empty lines after it.
            assert!(ids(&items).len() + losses(&items).len() >= 1, "{name} {cut}");
        }
    }
}

#[test]
fn bombs_are_passed_over_in_little_time_and_memory() {
    let begun = Instant::now();
    // A record that goes on for 300 MB, packed, among good ones; and a page that is packed itself.
    let mut bomb = GzEncoder::new(Vec::new(), Compression::default());
    bomb.write_all(format!("WARC/1.0\r\n{}Content-Length: 300000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", response_headers("bomb")).as_bytes()).unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..300 {
        bomb.write_all(&spaces).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    let page = gzip(&vec![b' '; 40 << 20]);
    let inner =
        gzip(&response_of("inner", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", &page));
    let bytes =
        [gzip(&response("Brest")), bomb, gzip(&response("Sète")), inner, gzip(&response("Nice"))].concat();
    let items = read("a.warc.gz", &bytes);
    assert_eq!(ids(&items), ["Brest", "Sète", "Nice"], "{:?}", shown(&items));
    let losses = losses(&items);
    assert!(losses.iter().all(|loss| loss.starts_with("TooLarge")) && losses.len() == 2, "{losses:?}");
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn what_is_larger_than_the_limit_is_passed_over_without_being_held() {
    let text = |name: &str, filler: usize| format!("{}<!--{}-->", page(name), "x".repeat(filler));
    let of = |name: &str, kind: &str, filler| {
        response_of(name, &format!("200 OK\r\nContent-Type: {kind}"), text(name, filler).as_bytes())
    };
    let records = [
        of("Brest", "text/html", 0),
        of("long", "text/html", 300_000),
        of("film", "video/mp4", 300_000),
        of("Sète", "text/html", 0),
    ];
    for (name, bytes) in [("a.warc", records.concat()), ("a.warc.gz", gzip(&records.concat()))] {
        let items = read_limited(name, &bytes, 100_000);
        assert_eq!(ids(&items), ["Brest", "Sète"]);
        assert_eq!(losses(&items).len(), 1, "{:?}", shown(&items));
        assert!(losses(&items)[0].ends_with("skipped: larger than the limit of 100000 bytes"));
    }
}

#[test]
fn endless_headers_and_files_of_nothing_but_beginnings_end() {
    let begun = Instant::now();
    let endless =
        [b"WARC/1.0\r\nX: ".as_slice(), &vec![b'x'; 3 << 20], b"\r\n\r\n", &response("Brest")].concat();
    assert_eq!(ids(&read("a.warc", &endless)), ["Brest"]);
    assert_eq!(
        ids(&read("a.warc.gz", &[gzip(&endless), gzip(&response("Sète"))].concat())),
        ["Brest", "Sète"]
    );
    // Beginnings of members by the thousand, and records that all claim the rest of the file.
    let magic = b"\x1F\x8B\x08\0\0\0\0\0\0\xFF".repeat(100_000);
    assert!(losses(&read("a.warc.gz", &magic)).len() <= 2);
    let claims: Vec<u8> = (0..2000)
        .flat_map(|n| {
            format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", 100_000 - n).into_bytes()
        })
        .collect();
    assert!(ids(&read("a.warc", &claims)).is_empty());
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn a_text_of_any_form_may_be_packed() {
    let line = b"{\"id\": \"a\", \"text\": \"un\"}\n{\"id\": \"b\", \"text\": \"deux\"}\n";
    for (name, bytes) in [
        ("a.jsonl.gz", gzip(line)),
        ("a.jsonl.gz", [gzip(&line[..10]), gzip(&line[10..])].concat()),
        ("a.JSONL.GZ", gzip(line)),
        ("a.jsonl.gz", line.to_vec()),
        ("a.gz", gzip(line)),
        ("-", gzip(line)),
    ] {
        assert_eq!(shown(&read_limited(name, &bytes, 1000)), ["a", "b"], "{name}");
    }
    let items = read_limited("depeche.txt.gz", &gzip(b"Bonjour."), 1000);
    assert_eq!(shown(&items), ["depeche"]);
    let cut = gzip(line);
    let items = read_limited("a.jsonl.gz", &cut[..cut.len() - 9], 1000);
    assert!(losses(&items)[0].ends_with("the file ends within a gzip member"), "{:?}", shown(&items));
    let bomb = gzip(&vec![b'x'; 64 << 20]);
    let items = read_limited("a.jsonl.gz", &bomb, 1000);
    assert!(losses(&items).last().unwrap().ends_with("hundreds of times its size"), "{:?}", shown(&items));
}

/// Items, each with the mark after it.
fn marked(documents: Documents) -> Vec<(Item, Mark)> {
    documents.marked().collect()
}

#[test]
fn a_stream_goes_on_after_any_mark() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: Vec<u8>| -> PathBuf {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    };
    let names = ["Brest", "Lorient", "Sète", "Nice", "Calais"];
    let late = response_of(
        "late",
        "200 OK\r\nContent-Type: text/html",
        page("x").replace("2021-03-04", "2031-03-04").as_bytes(),
    );
    let records: Vec<Vec<u8>> =
        names.iter().flat_map(|name| [request(name), response(name)]).chain([late]).collect();
    let mut damaged: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let at = gzip(&records[0]).len() + gzip(&records[1]).len() + gzip(&records[2]).len();
    damaged[at + 60] ^= 0x55;
    let lines: String =
        (0..4).map(|n| format!("{{\"id\": \"{n}\", \"text\": \"t\", \"date\": \"hier\"}}\noops\n")).collect();
    write("a.warc", records.concat());
    write("b.warc.gz", records.iter().flat_map(|record| gzip(record)).collect());
    write("c.warc.gz", gzip(&records.concat()));
    write("d.warc.gz", damaged);
    write("e.jsonl", lines.clone().into_bytes());
    write("f.jsonl.gz", gzip(lines.as_bytes()));
    write("g/h.html", page("Dunkerque").into_bytes());
    write("g/i.txt", b"t".to_vec());
    write(
        "j.warc.gz",
        [gzip(&records[..5].concat()), gzip(&records[5..].concat()), b"rubbish".to_vec()].concat(),
    );
    let inputs = || {
        let paths =
            [folder.path().join("in"), folder.path().join("missing.txt"), folder.path().join("in/a.warc")];
        paths.into_iter().map(Input::Path).collect::<Vec<_>>()
    };
    let all = marked(Documents::new(inputs(), Options::default()));
    assert_eq!(
        all.iter().filter(|(item, _)| matches!(item, Item::Document(_))).count(),
        6 * 6 - 1 + 4 + 4 + 2
    );
    let quiet = |items: &[(Item, Mark)]| -> Vec<(Item, Mark)> {
        // What was passed over is counted from where the stream began.
        let keep =
            |item: &Item| !matches!(item, Item::Problem(problem) if problem.kind == ProblemKind::PassedOver);
        items.iter().filter(|(item, _)| keep(item)).cloned().collect()
    };
    for (done, (_, mark)) in all.iter().enumerate() {
        let rest = marked(Documents::after(inputs(), Options::default(), *mark));
        assert_eq!(quiet(&rest), quiet(&all[done + 1..]), "after {mark:?}");
    }
    assert_eq!(marked(Documents::after(inputs(), Options::default(), Mark::default())), all);
}

#[test]
fn an_archive_is_gone_on_with_without_reading_its_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    let members: Vec<Vec<u8>> = (0..400).map(|n| gzip(&response(&format!("p{n}")))).collect();
    fs::write(&path, members.concat()).unwrap();
    let inputs = |path: &Path| vec![Input::Path(path.to_owned())];
    let mut first = Documents::new(inputs(&path), Options::default());
    assert!(first.nth(299).is_some());
    let mark = first.mark();
    // What was read already is not looked at again.
    let done: usize = members[..299].iter().map(Vec::len).sum();
    let mut bytes = members.concat();
    bytes[100..done - 10].fill(b'x');
    fs::write(&path, bytes).unwrap();
    let rest: Vec<Item> = Documents::after(inputs(&path), Options::default(), mark).collect();
    assert_eq!(ids(&rest), (300..400).map(|n| format!("p{n}")).collect::<Vec<_>>());
}
