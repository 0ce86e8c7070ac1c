//! Writes `docs/pack-reference.md`: every key that a pack may have, from the crate's own types and what their comments say.
//!
//! ```text
//! cargo run -q -p depeche-pack --example reference > docs/pack-reference.md
//! ```
//!
//! What is read are the sources of the crate, by `syn`: fields and their serde attributes are the format, so that a key that is added is on the
//! page when the page is written anew. `tests/reference.rs` fails until it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};
use syn::{Attribute, Expr, Fields, Item, ItemEnum, ItemStruct, Lit, Meta, Type};

/// The files of a pack, with the type that each is read into.
const FILES: &[(&str, &str)] = &[
    ("pack.toml", "Manifest"),
    ("typography.toml", "Typography"),
    ("syntax.toml", "Syntax"),
    ("speech.toml", "Speech"),
    ("events.toml", "Events"),
    ("actors.toml", "Actors"),
    ("dates.toml", "Dates"),
];

/// What keys have that are left out, by the function that tells it.
const DEFAULTS: &[(&str, &str)] = &[
    ("subject_role", "`[\"subj\"]`"),
    ("object_role", "`[\"obj\"]`"),
    ("yes", "`true`"),
    ("one", "`1`"),
    ("third", "`3`"),
];

#[allow(dead_code, reason = "the test that includes this file has its own")]
fn main() {
    print!("{}", page());
}

/// The types of the crate, by name.
struct Types {
    structs: BTreeMap<String, ItemStruct>,
    enums: BTreeMap<String, ItemEnum>,
    aliases: BTreeMap<String, Type>,
}

impl Types {
    fn read() -> Types {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut names: Vec<_> =
            fs::read_dir(folder).expect("the crate has sources").flatten().map(|file| file.path()).collect();
        names.sort();
        let mut types = Types { structs: BTreeMap::new(), enums: BTreeMap::new(), aliases: BTreeMap::new() };
        for path in names {
            let text = fs::read_to_string(&path).expect("a source is text");
            for item in syn::parse_file(&text).expect("a source is Rust").items {
                match item {
                    Item::Struct(it) => drop(types.structs.insert(it.ident.to_string(), it)),
                    Item::Enum(it) => drop(types.enums.insert(it.ident.to_string(), it)),
                    Item::Type(it) => drop(types.aliases.insert(it.ident.to_string(), *it.ty)),
                    _ => {}
                }
            }
        }
        types
    }
}

/// What a comment says, in one line.
fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let mut words = Vec::new();
    for line in lines {
        if line.starts_with("```") {
            break;
        }
        words.push(line);
    }
    words.join(" ").replace("[`", "`").replace("`]", "`").replace('|', "\\|").trim().to_owned()
}

/// What serde is told of a field or a type: `rename`, `default`, `rename_all`; a bare word has the empty text.
fn serde(attributes: &[Attribute]) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute
            .parse_nested_meta(|meta| {
                let name = meta.path.require_ident()?.to_string();
                let value = match meta.value() {
                    Ok(value) => value.parse::<syn::LitStr>()?.value(),
                    Err(_) => String::new(),
                };
                told.insert(name, value);
                Ok(())
            })
            .expect("serde's attributes are names and texts");
    }
    told
}

/// The name of a type, and what stands in its angle brackets.
fn named(kind: &Type) -> (String, Vec<Type>) {
    let Type::Path(path) = kind else { return (String::new(), Vec::new()) };
    let last = path.path.segments.last().expect("a path has a name");
    let inner = match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => arguments
            .args
            .iter()
            .filter_map(|argument| match argument {
                syn::GenericArgument::Type(inner) => Some(inner.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    (last.ident.to_string(), inner)
}

fn anchor(heading: &str) -> String {
    let kept = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | ' ');
    heading.to_lowercase().chars().filter(|letter| kept(*letter)).collect::<String>().replace(' ', "-")
}

/// Where a type of the codebook is explained.
fn coded(name: &str) -> Option<&'static str> {
    Some(match name {
        "Act" => "an [act](codebook.md#acts)",
        "EventType" => "a [type of event](codebook.md#types-and-modes)",
        "ActorKind" => "a [kind of actor](codebook.md#kinds)",
        "Sector" => "a [sector](codebook.md#sectors)",
        "Grain" => "`day`, `week`, `month`, `quarter` or `year`",
        _ => return None,
    })
}

/// What is written for a type, in words.
fn words(kind: &Type, types: &Types) -> String {
    if let Type::Tuple(tuple) = kind {
        let parts: Vec<String> = tuple.elems.iter().map(|part| words(part, types)).collect();
        return format!("[{}]", parts.join(", "));
    }
    let (name, inner) = named(kind);
    match (name.as_str(), inner.as_slice()) {
        ("String" | "Spanned", _) => "text".to_owned(),
        ("bool", _) => "`true` or `false`".to_owned(),
        ("char", _) => "a character".to_owned(),
        ("u8" | "u32" | "i8" | "i32" | "usize", _) => "a number".to_owned(),
        ("Option", [inner]) => words(inner, types),
        ("Vec", [inner]) => format!("list: {}", words(inner, types)),
        ("BTreeMap", [_, inner]) => format!("table: {}", words(inner, types)),
        (name, _) if types.aliases.contains_key(name) => words(&types.aliases[name], types),
        (name, _) if coded(name).is_some() => coded(name).unwrap_or_default().to_owned(),
        (name, _) if types.structs.contains_key(name) || types.enums.contains_key(name) => {
            format!("[{}](#{})", heading(name), anchor(&heading(name)))
        }
        (name, _) => panic!("the page does not know what {name} is"),
    }
}

/// What a type of ours is called on the page.
fn heading(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    match words.as_str() {
        "template" => "template".to_owned(),
        "from" => "from what".to_owned(),
        _ => words,
    }
}

/// Types of ours inside a type.
fn inside(kind: &Type, types: &Types, found: &mut Vec<String>) {
    if let Type::Tuple(tuple) = kind {
        return tuple.elems.iter().for_each(|part| inside(part, types, found));
    }
    let (name, inner) = named(kind);
    inner.iter().for_each(|kind| inside(kind, types, found));
    if let Some(alias) = types.aliases.get(&name) {
        inside(alias, types, found);
    }
    if types.structs.contains_key(&name) || types.enums.contains_key(&name) {
        found.push(name);
    }
}

/// The keys of a table, and the types of ours that they lead to.
fn keys(it: &ItemStruct, types: &Types, page: &mut String) -> Vec<(String, String, bool)> {
    page.push_str("| key | holds | left out | what it is for |\n|---|---|---|---|\n");
    let mut leads = Vec::new();
    let Fields::Named(fields) = &it.fields else { panic!("{} has no keys", it.ident) };
    for field in &fields.named {
        let told = serde(&field.attrs);
        let key = told.get("rename").cloned().unwrap_or_else(|| {
            field.ident.as_ref().expect("a key has a name").to_string().trim_start_matches("r#").to_owned()
        });
        let (outer, _) = named(&field.ty);
        let without = match told.get("default").map(String::as_str) {
            Some("") if outer == "bool" => "`false`",
            Some("") => "nothing",
            Some(function) => {
                let known = DEFAULTS.iter().find(|(name, _)| *name == function);
                known.unwrap_or_else(|| panic!("the page does not know what {function} gives")).1
            }
            None if outer == "Option" => "nothing",
            None => "**must be there**",
        };
        let meaning = doc(&field.attrs);
        let holds = words(&field.ty, types);
        let _ = writeln!(page, "| `{key}` | {holds} | {without} | {meaning} |");
        let mut found = Vec::new();
        inside(&field.ty, types, &mut found);
        leads.extend(found.into_iter().map(|name| (name, key.clone(), outer == "Vec")));
    }
    page.push('\n');
    leads
}

/// How a value of an enum is written.
fn written(name: &str, variant: &syn::Variant, rename_all: Option<&str>) -> Vec<String> {
    let plain = heading(&variant.ident.to_string());
    match (name, rename_all) {
        (_, Some("kebab-case")) => vec![plain.replace(' ', "-")],
        (_, Some("lowercase")) => vec![plain.replace(' ', "")],
        // Slots stand in braces, as `month-number`… is written `{month_number}` or otherwise: the parser is asked.
        ("Frame" | "Role", None) => match &variant.fields {
            Fields::Unit => vec![plain],
            Fields::Unnamed(fields) => match named(&fields.unnamed[0].ty).0.as_str() {
                "Option" => vec![plain.clone(), format!("{plain}:WORD")],
                _ => vec![format!("{plain}:WORD")],
            },
            Fields::Named(_) => panic!("{name} has no variants with fields"),
        },
        _ => panic!("the page does not know how values of {name} are written"),
    }
}

fn values(it: &ItemEnum, page: &mut String) {
    let name = it.ident.to_string();
    let told = serde(&it.attrs);
    page.push_str("| written | means |\n|---|---|\n");
    for variant in &it.variants {
        let forms = written(&name, variant, told.get("rename_all").map(String::as_str));
        for form in &forms {
            let asked = form.replace("WORD", "x");
            match name.as_str() {
                "Frame" => drop(asked.parse::<pack::Frame>().expect("a frame is written so")),
                "Role" => drop(pack::Role::try_from(asked).expect("a role is written so")),
                _ => {}
            }
        }
        let forms: Vec<String> = forms.iter().map(|form| format!("`{form}`")).collect();
        let _ = writeln!(page, "| {} | {} |", forms.join(", "), doc(&variant.attrs));
    }
    page.push('\n');
}

/// The page.
pub fn page() -> String {
    let types = Types::read();
    let mut page = String::from(
        "# Pack reference\n\nEvery key that a language pack may have, made from the types that read it (`crates/pack`) by\n\n\
         ```sh\ncargo run -q -p depeche-pack --example reference > /dev/null\n```\n\nand held to them by a test: change the comments there, not this page. \
         [packs/README.md](../packs/README.md) explains the format with\nexamples, [adding a language](adding-a-language.md) walks through it. An unknown key is an error that names \
         file and line.\n\n“list: text” is written `[\"a\", \"b\"]`; a list of tables is written as `[[key]]` sections, or inline.\n\n",
    );
    let files: Vec<String> = FILES.iter().map(|(file, _)| format!("[`{file}`](#{})", anchor(file))).collect();
    let _ = writeln!(page, "{} · [values](#values)\n", files.join(" · "));
    // Tables that several files use stand at the end, with the values.
    let (mut shared, mut told): (Vec<String>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
    for (file, root) in FILES {
        let it = &types.structs[*root];
        let _ = writeln!(page, "## {file}\n");
        let mut waiting = keys(it, &types, &mut page);
        while !waiting.is_empty() {
            let (name, key, many) = waiting.remove(0);
            if !told.insert(name.clone()) {
                continue;
            }
            match types.structs.get(&name) {
                Some(it) if !matches!(name.as_str(), "Template" | "Hit") => {
                    let _ = writeln!(page, "### {}\n", heading(&name));
                    let section = if many { format!("`[[{key}]]`") } else { format!("`[{key}]`") };
                    let _ = writeln!(page, "{section} of `{file}`. {}\n", doc(&it.attrs));
                    let more = keys(it, &types, &mut page);
                    waiting.extend(more);
                }
                _ => shared.push(name),
            }
        }
    }
    page.push_str("## Values\n\n");
    for name in shared {
        let _ = writeln!(page, "### {}\n", heading(&name));
        if let Some(it) = types.enums.get(&name) {
            let _ = writeln!(page, "{}\n", doc(&it.attrs));
            values(it, &mut page);
        } else if name == "Template" {
            let it = &types.structs[&name];
            let _ = writeln!(page, "{}\n", doc(&it.attrs));
            page.push_str("| slot | catches |\n|---|---|\n");
            for variant in &types.enums["Slot"].variants {
                let plain = heading(&variant.ident.to_string());
                let ways = [plain.replace(' ', "-"), plain.replace(' ', "_"), plain.replace(' ', "")];
                let way = ways
                    .iter()
                    .find(|way| format!("{{{way}}}").parse::<pack::Template>().is_ok())
                    .unwrap_or_else(|| panic!("no slot is written {plain}"));
                let _ = writeln!(page, "| `{{{way}}}` | {} |", doc(&variant.attrs));
            }
            page.push('\n');
        } else {
            let it = &types.structs[&name];
            let _ = writeln!(page, "{}\n", doc(&it.attrs));
            keys(it, &types, &mut page);
        }
    }
    page.trim_end().to_owned() + "\n"
}
