//! The input forms, a file each.

use crate::{
    Fetched, Item, Options, Place, Problem, ProblemKind,
    utf16::FromUtf16,
    warc::{
        packed::{MAGIC, Packed, Unpacked},
        raw::{Raw, Source},
    },
};
use std::{
    io::{self, BufRead, BufReader, Cursor, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Declares the forms once: their modules, and the order in which they are asked whether they know a stream.
macro_rules! forms {
    ($($name:ident),+ $(,)?) => {
        $(mod $name;)+
        static FORMS: &[&dyn Form] = &[$(&$name::Form),+];
    };
}

// Among forms that share an extension the first that knows the stream reads it, else the last: a page is what no database
// exported. `text` comes last of all: it takes whatever no other form wants.
forms!(warc, jsonl, json, europresse, factiva, html, table, parquet, docx, nexis, factiva_text, text);

pub(crate) use table::{columns as table_columns, fields as table_fields};

/// How much of a stream is looked at to find its form: exports begin with long style sheets.
const HEAD: u64 = 256 * 1024;
/// How much is read at a time.
const CHUNK: usize = 64 * 1024;

pub(crate) type Items = Box<dyn Iterator<Item = Item> + Send>;
pub(crate) type Bytes = Box<dyn BufRead + Send>;

/// One way in which documents are written down.
pub(crate) trait Form: Sync {
    /// The file extensions that say so, in lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];
    /// Whether a stream is of this form, by its first [`HEAD`] bytes; asked where its name says nothing, or where several
    /// forms have its extension.
    fn recognises(&self, head: &[u8]) -> bool;
    /// The documents in such a stream.
    fn read(&self, bytes: Bytes, origin: Origin) -> Items;
}

/// Where a stream comes from and what to take for granted in it.
pub(crate) struct Origin {
    /// As places show it.
    pub path: String,
    /// File name without extension; `None` for standard input.
    pub stem: Option<String>,
    /// The address that it came from, and the character set that the server named.
    pub web: Option<Web>,
    /// The caller's options.
    pub options: Arc<Options>,
}

/// What is known of a stream that came from the web.
pub(crate) struct Web {
    pub url: String,
    pub charset: Option<String>,
}

impl Origin {
    /// A problem in this stream.
    pub fn problem(&self, line: Option<u64>, kind: ProblemKind, message: impl Into<String>) -> Problem {
        Problem { place: self.place(line), kind, message: message.into() }
    }

    /// The stream broke off.
    pub fn broken(&self, line: Option<u64>, error: &io::Error) -> Problem {
        self.problem(line, ProblemKind::Unreadable, error.to_string())
    }

    /// A document was larger than the limit.
    pub fn too_large(&self, line: Option<u64>) -> Problem {
        let message = format!("skipped: larger than the limit of {} bytes", self.options.limit);
        self.problem(line, ProblemKind::TooLarge, message)
    }

    /// All bytes of a stream that is one document.
    ///
    /// # Errors
    /// It breaks off, or is larger than a document may be.
    pub fn whole(&self, bytes: Bytes) -> Result<Vec<u8>, Box<Problem>> {
        let limit = self.options.limit;
        let mut all = Vec::new();
        bytes.take(limit as u64 + 1).read_to_end(&mut all).map_err(|error| self.broken(None, &error))?;
        if all.len() > limit { Err(Box::new(self.too_large(None))) } else { Ok(all) }
    }

    pub fn place(&self, line: Option<u64>) -> Place {
        Place { path: self.path.clone(), line, ..Place::default() }
    }
}

/// Every known extension, with its dot, in alphabetical order.
pub(crate) fn extensions() -> Vec<String> {
    let mut all: Vec<String> =
        FORMS.iter().flat_map(|form| form.extensions()).map(|extension| format!(".{extension}")).collect();
    all.sort();
    all.dedup();
    all
}

/// Whether a file's name tells a form.
pub(crate) fn is_known(path: &Path) -> bool {
    !named(path).is_empty()
}

/// The forms that a file's name allows, whether it is packed (`articles.jsonl.gz`) or not.
fn named(path: &Path) -> Vec<&'static dyn Form> {
    let name = unpacked_name(path);
    let Some(extension) = name.extension().and_then(|extension| extension.to_str()) else {
        return Vec::new();
    };
    let extension = extension.to_ascii_lowercase();
    FORMS.iter().copied().filter(|form| form.extensions().contains(&extension.as_str())).collect()
}

/// The name without what says that the file is packed.
fn unpacked_name(path: &Path) -> PathBuf {
    let packed = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    if packed { path.with_extension("") } else { path.to_owned() }
}

/// The documents of a file or stream, in the form that its name or else its first bytes tell; those of an archive from
/// the record at the offset `start`.
pub(crate) fn open(path: &Path, mut source: Source, start: u64, options: &Arc<Options>) -> Items {
    let name = unpacked_name(path);
    let stem = name.file_stem().map(|stem| stem.to_string_lossy().into_owned()).filter(|stem| stem != "-");
    let origin = Origin { path: path.display().to_string(), stem, web: None, options: Arc::clone(options) };
    let named = named(path);
    let (head, broken) = look(&mut source, CHUNK);
    let packed = head.starts_with(&MAGIC);
    let unpacked_head = if packed { unpacked(&head) } else { head.clone() };
    let telling = !named.is_empty() && name == path;
    if is_archive(&name) || (!telling && warc::Form.recognises(without_bom(&unpacked_head))) {
        if let Some(error) = broken {
            return Box::new(std::iter::once(origin.broken(None, &error).into()));
        }
        let source = match source {
            Source::Stream(rest) => Source::Stream(Box::new(Cursor::new(head).chain(rest))),
            file => file,
        };
        return warc::open(source, start, origin);
    }
    // Its directory stands at the end: a file is gone back in, a stream is held.
    let source = match source {
        Source::File(file) if parquet::Form.recognises(&head) => return parquet::open(file, origin),
        source => source,
    };
    // Where it breaks off this early, it breaks off there again.
    let rest: Box<dyn Read + Send> =
        if broken.is_some() { Box::new(Broken(broken)) } else { Box::new(source) };
    let mut bytes: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(rest));
    if packed {
        bytes = match Raw::new(Source::Stream(bytes)) {
            Ok(raw) => Box::new(Unpacked(Packed::new(raw))),
            Err(error) => return Box::new(std::iter::once(origin.broken(None, &error).into())),
        };
    }
    if let Some(encoding) = pages::utf16(&unpacked_head) {
        bytes = Box::new(FromUtf16::new(BufReader::with_capacity(CHUNK, bytes), encoding));
    }
    if let [only] = named[..] {
        return only.read(Box::new(BufReader::with_capacity(CHUNK, bytes)), origin);
    }
    let (head, broken) = look(&mut bytes, HEAD as usize);
    let among = if named.is_empty() { FORMS } else { &named };
    let form = among.iter().find(|form| form.recognises(without_bom(&head))).or(named.last());
    let rest = if broken.is_some() { Box::new(Broken(broken)) } else { bytes };
    match form {
        Some(form) => {
            form.read(Box::new(BufReader::with_capacity(CHUNK, Cursor::new(head).chain(rest))), origin)
        }
        None => Box::new(std::iter::once(
            origin.problem(None, ProblemKind::Unreadable, "of no known form").into(),
        )),
    }
}

/// The first bytes of a stream, and what it broke off with; less where a line of JSON tells the form already: who
/// writes lines into a pipe need not fill it before the first is read.
fn look(bytes: &mut impl Read, most: usize) -> (Vec<u8>, Option<io::Error>) {
    let mut head = vec![0; most];
    let mut length = 0;
    let mut broken = None;
    while length < head.len() {
        match bytes.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(count) => {
                let had_line = head[..length].contains(&b'\n');
                length += count;
                let first = !had_line && head[length - count..length].contains(&b'\n');
                if first && jsonl::Form.recognises(without_bom(&head[..length])) {
                    break;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                broken = Some(error);
                break;
            }
        }
    }
    head.truncate(length);
    (head, broken)
}

/// The end of a stream that broke off while it was looked at.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn is_archive(name: &Path) -> bool {
    name.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("warc"))
}

/// What the first bytes of a packed file unpack to, as far as they go.
fn unpacked(head: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // It ends where the head does.
    let _ = flate2::read::MultiGzDecoder::new(head).take(HEAD).read_to_end(&mut unpacked);
    unpacked
}

/// The documents in what came from an address: in the form that its media type tells, else its first bytes.
pub(crate) fn open_fetched(name: String, fetched: Fetched, options: &Arc<Options>) -> Items {
    let Fetched { url, media, charset, bytes } = fetched;
    let origin =
        Origin { path: name, stem: None, web: Some(Web { url, charset }), options: Arc::clone(options) };
    let head = &bytes[..bytes.len().min(HEAD as usize)];
    let is_markup = pages::text(&head[..head.len().min(512)], None).trim_start().starts_with('<');
    let sniffed = || FORMS.iter().copied().find(|form| form.recognises(without_bom(head)));
    let form: Option<&'static dyn Form> = match media.as_deref() {
        Some("text/html" | "application/xhtml+xml") => Some(&html::Form),
        Some("text/csv" | "text/tab-separated-values") => Some(&table::Form),
        // Pages begin in many ways, no text begins with a tag.
        media if is_markup && media.is_none_or(|media| media.ends_with("xml")) => Some(&html::Form),
        None | Some("application/octet-stream" | "application/json" | "application/x-ndjson") => sniffed(),
        Some(media) if media.starts_with("text/") || media.ends_with("xml") => sniffed(),
        Some(media) => {
            let message = format!("no page and no text, but {media}");
            return Box::new(std::iter::once(origin.problem(None, ProblemKind::Unreadable, message).into()));
        }
    };
    match form {
        Some(form) => form.read(Box::new(Cursor::new(bytes)), origin),
        None => Box::new(std::iter::once(
            origin.problem(None, ProblemKind::Unreadable, "of no known form").into(),
        )),
    }
}

/// The bytes after a byte order mark, if there is one.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}
