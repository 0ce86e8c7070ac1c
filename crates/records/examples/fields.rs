//! Writes the part of `docs/records.md` that lists every field of the records, from the types and what their comments say.
//!
//! ```text
//! cargo run -q -p depeche-records --example fields > fields.md
//! ```
//!
//! `tests/fields.rs` fails until the page has it between its marks.

use std::{fmt::Write as _, fs, path::Path};
use syn::{Attribute, Expr, Fields, Item, ItemStruct, Lit, Meta, Type};

/// The types in the order in which a reader meets them, with where they stand.
const TYPES: &[(&str, &str)] = &[
    ("Reading", "one JSON object"),
    ("Document", "`document`"),
    ("CopyOf", "`document.copies[]`"),
    ("Actor", "`actors[]`"),
    ("Place", "`places[]`"),
    ("Statement", "`statements[]`"),
    ("Speaker", "`statements[].speaker`, `.addressee`"),
    ("Relay", "`statements[].relays[]`"),
    ("DateRef", "`statements[].date`, `events[].date`"),
    ("Event", "`events[]`"),
    ("EventPlace", "`events[].place`"),
];

#[allow(dead_code, reason = "the test that includes this file has its own")]
fn main() {
    print!("{}", page());
}

/// What a comment says, in one line.
fn doc(attributes: &[Attribute]) -> String {
    let mut words: Vec<String> = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(literal) = &pair.value
            && let Lit::Str(text) = &literal.lit
        {
            words.push(text.value().trim().to_owned());
        }
    }
    words
        .join(" ")
        .replace("[`Document::UNDETERMINED`]", "`und`")
        .replace("`None`", "`null`")
        .replace('|', "\\|")
}

/// The name in JSON, and whether the field is left out where there is nothing.
fn told(attributes: &[Attribute]) -> (Option<String>, bool) {
    let (mut name, mut left_out) = (None, false);
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute
            .parse_nested_meta(|meta| {
                let value = match meta.value() {
                    Ok(value) => Some(value.parse::<syn::LitStr>()?.value()),
                    Err(_) => None,
                };
                if meta.path.is_ident("rename") {
                    name = value;
                } else if meta.path.is_ident("skip_serializing_if") {
                    left_out = true;
                }
                Ok(())
            })
            .expect("serde's attributes are names and texts");
    }
    (name, left_out)
}

/// What is written for a type, in words.
fn words(kind: &Type) -> String {
    let Type::Path(path) = kind else { panic!("a field has a type with a name") };
    let last = path.path.segments.last().expect("a path has a name");
    let inner = match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().find_map(|argument| match argument {
                syn::GenericArgument::Type(inner) => Some(words(inner)),
                _ => None,
            })
        }
        _ => None,
    };
    match (last.ident.to_string().as_str(), inner) {
        ("String", _) => "text".to_owned(),
        ("bool", _) => "`true` or `false`".to_owned(),
        ("u8" | "u32" | "f64", _) => "number".to_owned(),
        ("Span", _) => "span".to_owned(),
        ("Option", Some(inner)) => format!("{inner} or `null`"),
        ("Vec", Some(inner)) => format!("list: {inner}"),
        ("Act", _) => "[act](codebook.md#acts)".to_owned(),
        ("Form", _) => "[form](codebook.md#forms)".to_owned(),
        ("EventType", _) => "[type](codebook.md#types-and-modes)".to_owned(),
        ("Status", _) => "[status](codebook.md#status)".to_owned(),
        ("ActorKind", _) => "[kind](codebook.md#kinds)".to_owned(),
        ("Sector", _) => "[sector](codebook.md#sectors)".to_owned(),
        ("Grain", _) => "[grain](codebook.md#dates)".to_owned(),
        ("Extent", _) => "[extent](codebook.md#copies)".to_owned(),
        (name, _) if TYPES.iter().any(|(known, _)| *known == name) => {
            format!("[{}](#{})", name.to_lowercase(), name.to_lowercase())
        }
        (name, _) => panic!("the page does not know what {name} is"),
    }
}

/// The part of the page.
pub fn page() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut structs: Vec<ItemStruct> = Vec::new();
    for file in fs::read_dir(folder).expect("the crate has sources").flatten() {
        let text = fs::read_to_string(file.path()).expect("a source is text");
        for item in syn::parse_file(&text).expect("a source is Rust").items {
            if let Item::Struct(it) = item {
                structs.push(it);
            }
        }
    }
    for it in &structs {
        let known = TYPES.iter().any(|(name, _)| it.ident == name) || it.ident == "Span";
        assert!(known, "{} is new: say in TYPES where it stands", it.ident);
    }
    let mut page = String::new();
    for (name, place) in TYPES {
        let it = structs.iter().find(|it| it.ident == name).expect("the type is there");
        let _ = writeln!(
            page,
            "### {name}\n\n{place}: {}\n\n| field | holds | what it is |\n|---|---|---|",
            doc(&it.attrs)
        );
        let Fields::Named(fields) = &it.fields else { panic!("{name} has fields") };
        for field in &fields.named {
            let (renamed, left_out) = told(&field.attrs);
            let key = renamed.unwrap_or_else(|| field.ident.as_ref().expect("a name").to_string());
            let mut holds = words(&field.ty);
            if left_out {
                holds = format!("{}, or left out", holds.trim_end_matches(" or `null`"));
            }
            let _ = writeln!(page, "| `{key}` | {holds} | {} |", doc(&field.attrs));
        }
        page.push('\n');
    }
    page
}
