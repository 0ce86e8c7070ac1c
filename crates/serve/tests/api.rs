//! The API's description: it says what is there, and its examples are answered.

mod common;

use common::Site;
use serde_json::Value;
use std::{collections::BTreeSet, process::Command};

/// Where a reference within the document leads.
fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let Some(to) = value["$ref"].as_str() else { return value };
    document.pointer(to.strip_prefix('#').unwrap()).unwrap_or_else(|| panic!("{to} is not there"))
}

#[test]
fn what_is_described_is_there() {
    let site = Site::open();
    let document = site.get("/api.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    let (mut ids, mut asked) = (BTreeSet::new(), 0);
    for (path, item) in document["paths"].as_object().unwrap() {
        let operation = if item["get"].is_object() { &item["get"] } else { &item["post"] };
        assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{path}: its id is not its own");
        for part in path.split('{').skip(1) {
            let name = part.split('}').next().unwrap();
            let told = operation["parameters"].as_array().unwrap().iter().find(|told| told["name"] == name);
            let told = told.unwrap_or_else(|| panic!("{path}: {name} is not told"));
            assert_eq!((&told["in"], &told["required"]), (&Value::from("path"), &Value::from(true)));
        }
        for (status, response) in operation["responses"].as_object().unwrap() {
            let response = resolved(&document, response);
            assert!(response["description"].is_string(), "{path} {status}");
            for content in response["content"].as_object().into_iter().flatten() {
                resolved(&document, &content.1["schema"]);
            }
        }
        for example in operation["x-examples"].as_array().unwrap() {
            let example = example.as_str().unwrap();
            let answer = site.get(example);
            let leads = operation["responses"]["303"].is_object();
            assert_eq!(answer.status, if leads { 303 } else { 200 }, "{example}: {}", answer.body);
            if leads {
                continue;
            }
            let kinds = operation["responses"]["200"]["content"].as_object().unwrap();
            let kind = kinds.keys().next().unwrap();
            assert!(answer.head.contains(&format!("content-type: {kind}")), "{example}: {}", answer.head);
            if kind == "application/json" {
                let value = answer.json();
                let schema = resolved(&document, &kinds[kind]["schema"]);
                for member in schema["required"].as_array().into_iter().flatten() {
                    assert!(value.get(member.as_str().unwrap()).is_some(), "{example}: no {member}");
                }
            }
            asked += 1;
        }
        // Nothing else is taken.
        let wrong = site.get(&format!("{}?nonsense=1", path.replace("{row}", "1").replace("{id}", "1")));
        if item["post"].is_object() {
            continue;
        }
        assert_eq!(wrong.status, 400, "{path}: {}", wrong.body);
        assert!(wrong.json_of_failure()["error"].as_str().unwrap().starts_with("nonsense: no parameter of "));
    }
    assert!(asked > 20, "{asked}");
    let page = site.get("/api");
    assert!(page.body.contains("/statements.csv?act=promise,announce"), "{}", page.body);
}

#[test]
fn the_description_is_open_api() {
    let Ok(python) = std::env::var("DEPECHE_PYTHON") else {
        println!("skipped: DEPECHE_PYTHON names no Python with openapi-spec-validator");
        return;
    };
    let site = Site::open();
    let file = site.folder.path().join("api.json");
    std::fs::write(&file, site.get("/api.json").body).unwrap();
    let there = Command::new(&python).args(["-c", "import openapi_spec_validator"]).output().unwrap();
    if !there.status.success() && std::env::var_os("DEPECHE_ROUNDTRIP").is_none() {
        println!("skipped: {python} has no openapi-spec-validator");
        return;
    }
    let told = Command::new(&python).args(["-m", "openapi_spec_validator"]).arg(&file).output().unwrap();
    assert!(
        told.status.success(),
        "{}{}",
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr)
    );
}
