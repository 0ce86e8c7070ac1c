//! What programs can ask, described for people and, in OpenAPI's form, for programs: both from the table that the router answers by.

use crate::{
    answer::Answer,
    asked::Format,
    error::Failure,
    parts::Layout,
    routes::{Forms, Kind, ROUTES, Route},
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use serde_json::{Map, Value as Json, json};

#[derive(Template)]
#[template(path = "api.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    routes: Vec<Told>,
}

/// A route as the page tells it.
struct Told {
    route: &'static Route,
    anchor: String,
    addresses: Vec<String>,
    /// Name, values, what it means.
    params: Vec<(&'static str, String, &'static str)>,
    /// Addresses in all forms.
    examples: Vec<Vec<String>>,
}

/// `/api`.
pub fn api(context: &Context<'_>) -> Result<Answer, Failure> {
    let asked = context.asked;
    if asked.format != Format::Html {
        return Ok(Answer::Json(description()));
    }
    let rooms = asked.words.rooms;
    let routes = ROUTES.iter().filter(|route| route.path != "/").map(|route| Told {
        route,
        anchor: identifier(route.path),
        addresses: endings(route.forms).iter().map(|ending| format!("{}{ending}", route.path)).collect(),
        params: route.params.iter().map(|param| (param.name, values(param.kind), param.tells)).collect(),
        examples: route
            .examples
            .iter()
            .map(|example| endings(route.forms).iter().map(|ending| in_form(example, ending)).collect())
            .collect(),
    });
    let page = Page {
        layout: Layout::of(asked, rooms.api).for_programs(asked),
        words: asked.words,
        rooms,
        routes: routes.collect(),
    };
    Ok(Answer::Page(page.render()?))
}

/// The endings under which a page is there for programs.
fn endings(forms: Forms) -> &'static [&'static str] {
    match forms {
        Forms::Table => &[".json", ".csv"],
        Forms::Json | Forms::Leads | Forms::Posted => &[".json"],
    }
}

/// An address in another form.
fn in_form(address: &str, ending: &str) -> String {
    let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{path}{ending}{query}")
}

/// A name made of a path.
fn identifier(path: &str) -> String {
    let parts = path.split(|char: char| !char.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_")
}

fn values(kind: Kind) -> String {
    match kind {
        Kind::Text => String::new(),
        Kind::Row => "12".to_owned(),
        Kind::Day => "2022-09-13, 2022-09, 2022".to_owned(),
        Kind::Number(most) => format!("1–{most}"),
        Kind::Flag => "1".to_owned(),
        Kind::One(codes) => codes().join(" | "),
        Kind::Some(codes) => codes().join(", "),
    }
}

/// OpenAPI 3.1.
fn description() -> Json {
    let mut paths = Map::new();
    for route in ROUTES.iter().filter(|route| route.path != "/") {
        for ending in endings(route.forms) {
            let method = if route.forms == Forms::Posted { "post" } else { "get" };
            paths.insert(format!("{}{ending}", route.path), json!({method: operation(route, ending)}));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "depeche",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "A store of dispatches: who said and did what, according to whom. A record says that a text says so, never that it is so. \
                Every page of the site is here under its address with .json, and with .csv where it is a table. Nothing can be written.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Where the site was opened with --token-file."},
            },
            "schemas": {
                "Rows": {
                    "type": "object",
                    "required": ["rows", "next"],
                    "properties": {
                        "rows": {"type": "array", "items": {"type": "object"}, "description": "An object a row, a member a column."},
                        "next": {"type": ["string", "null"], "description": "The address of the rows after these."},
                    },
                },
                "Object": {"type": "object"},
                "Error": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {"type": "string", "description": "What is wrong, for people."}},
                },
            },
            "responses": {
                "Bad": failure("What was asked makes no sense: an unknown parameter, a code that is none."),
                "Missing": failure("There is no such record."),
                "Busy": failure("Too many ask at once, or the answer took too long; Retry-After tells when to ask again."),
            },
        },
    })
}

fn failure(tells: &str) -> Json {
    json!({"description": tells, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}})
}

fn operation(route: &Route, ending: &str) -> Json {
    let schema = if route.forms == Forms::Table { "Rows" } else { "Object" };
    let content = match ending {
        ".csv" => json!({"text/csv": {"schema": {"type": "string"}}}),
        _ => json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}}),
    };
    let mut responses = json!({
        "400": {"$ref": "#/components/responses/Bad"},
        "404": {"$ref": "#/components/responses/Missing"},
        "503": {"$ref": "#/components/responses/Busy"},
    });
    let (status, told) = if route.forms == Forms::Leads {
        ("303", json!({"description": "It is at the address in Location."}))
    } else if route.forms == Forms::Posted {
        ("200", json!({"description": route.tells, "content": content}))
    } else {
        responses["304"] =
            json!({"description": "It is as it was when the ETag that If-None-Match names was given."});
        ("200", json!({"description": route.tells, "content": content}))
    };
    responses[status] = told;
    let is_posted = route.forms == Forms::Posted;
    let parameters: Vec<Json> = route
        .params
        .iter()
        .filter(|_| !is_posted)
        .map(|param| {
            let path = route.in_path(param);
            let mut told = json!({
                "name": param.name, "in": if path { "path" } else { "query" }, "description": param.tells,
                "required": path, "schema": schema_of(param.kind),
            });
            if matches!(param.kind, Kind::Some(_)) {
                told["style"] = json!("form");
                told["explode"] = json!(false);
            }
            told
        })
        .collect();
    let mut told = json!({
        "operationId": format!("{}_{}", identifier(route.path), ending.trim_start_matches('.')),
        "summary": route.tells,
        "tags": [route.name],
        "parameters": parameters,
        "responses": responses,
        "x-examples": route.examples.iter().map(|example| in_form(example, ending)).collect::<Vec<_>>(),
    });
    if is_posted {
        let fields: Map<String, Json> = route
            .params
            .iter()
            .map(|param| {
                let mut schema = schema_of(param.kind);
                schema["description"] = json!(param.tells);
                (param.name.to_owned(), schema)
            })
            .collect();
        let first = route.params.first().map(|param| param.name);
        let schema = json!({"schema": {"type": "object", "required": [first], "properties": fields}});
        told["requestBody"] = json!({
            "required": true, "content": {"application/json": schema, "application/x-www-form-urlencoded": schema},
        });
    }
    told
}

fn schema_of(kind: Kind) -> Json {
    match kind {
        Kind::Text => json!({"type": "string"}),
        Kind::Row => json!({"type": "integer", "minimum": 1}),
        Kind::Day => json!({"type": "string", "pattern": "^\\d{4}(-\\d{2}(-\\d{2})?)?$"}),
        Kind::Number(most) => json!({"type": "integer", "minimum": 1, "maximum": most}),
        Kind::Flag => json!({"type": "string", "enum": ["1"]}),
        Kind::One(codes) => json!({"type": "string", "enum": codes()}),
        Kind::Some(codes) => json!({"type": "array", "items": {"type": "string", "enum": codes()}}),
    }
}
