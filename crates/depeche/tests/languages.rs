//! Documents that do not say in which language they are, and those that are in two.

mod util;

use predicates::prelude::*;
use serde_json::Value;
use util::{DISPATCH, Place, has_model};

const PORTUGUESE: &str = "O presidente da câmara anunciou na terça-feira a sua demissão perante o conselho municipal, e disse que não vai \
    voltar atrás. A oposição pediu eleições antecipadas e acusou o governo de ter escondido o relatório.";
const ENGLISH: &str = "The transport minister said on Tuesday that the bridge would be closed for repairs until the end of the month, and \
    accused the builders of having hidden the damage from the inspectors for more than two years.";

#[test]
fn a_language_without_a_pack_is_named_and_costs_nothing_else() {
    let place = Place::new();
    place.write("in/a.txt", PORTUGUESE);
    place.write("in/b.txt", DISPATCH);
    let Some(mut command) = place.reader("read --format jsonl in") else { return };
    let told = predicate::str::starts_with("depeche: in/a.txt: skipped: seems to be in Portuguese (pt)")
        .and(predicate::str::contains("--lang TAG"));
    let output = command.assert().code(1).stderr(told).get_output().stdout.clone();
    let reading: Value = serde_json::from_slice(&output).expect("one reading");
    assert_eq!(
        (reading["document"]["id"].as_str(), reading["document"]["lang"].as_str()),
        (Some("b"), Some("fr"))
    );
}

#[test]
fn a_language_that_is_given_is_believed() {
    let place = Place::new();
    place.write("a.txt", PORTUGUESE);
    let Some(mut command) = place.reader("read --format jsonl --lang fr a.txt") else { return };
    command.assert().success().stdout(predicate::str::contains("\"lang\":\"fr\""));
}

#[test]
fn a_paragraph_in_another_language_is_read_in_it() {
    if !has_model("fr") || !has_model("en") {
        eprintln!("SKIPPED, not passed: two models are needed");
        return;
    }
    let place = Place::new();
    let text = format!(
        "{DISPATCH}\nLe conseil municipal se prononcera jeudi, a indiqué la préfecture dans un communiqué, et les travaux dureront deux ans.\n\n{ENGLISH}\n"
    );
    place.write("a.txt", &text);
    let mut command = place.with_models();
    let output = command
        .args(["read", "--offline", "--format", "jsonl", "a.txt"])
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    let reading: Value = serde_json::from_slice(&output).expect("one reading");
    assert_eq!(reading["document"]["text"], text);
    let letters: Vec<char> = text.chars().collect();
    let slice = |span: &Value| -> String {
        letters[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize].iter().collect()
    };
    let statements = reading["statements"].as_array().expect("statements");
    let rules: Vec<&str> = statements.iter().filter_map(|statement| statement["rule"].as_str()).collect();
    assert!(
        rules.iter().any(|rule| rule.starts_with("fr/")) && rules.iter().any(|rule| rule.starts_with("en/")),
        "{rules:?}"
    );
    let said = statements
        .iter()
        .find(|statement| statement["rule"] == "en/speech/say")
        .expect("what the minister said");
    assert_eq!(
        slice(&said["content"][0]),
        "the bridge would be closed for repairs until the end of the month"
    );
    assert_eq!(slice(&said["speaker"]["mention"]), "The transport minister");
    // Every id resolves, and they are numbered in order.
    let ids: Vec<&str> =
        reading["actors"].as_array().unwrap().iter().map(|actor| actor["id"].as_str().unwrap()).collect();
    assert_eq!(ids, (1..=ids.len()).map(|n| format!("a{n}")).collect::<Vec<_>>());
    for statement in statements {
        if let Some(actor) = statement["speaker"]["actor"].as_str() {
            assert!(ids.contains(&actor), "{actor}");
        }
    }
    let order: Vec<String> =
        statements.iter().map(|statement| statement["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(order, (1..=order.len()).map(|n| format!("s{n}")).collect::<Vec<_>>());
}

#[test]
fn without_a_model_for_its_language_a_paragraph_is_passed_over_and_the_rest_is_read() {
    let place = Place::new();
    place.write("a.txt", format!("{DISPATCH}\n{DISPATCH}\n{ENGLISH}\n"));
    let Some(mut command) = place.reader("read --format jsonl a.txt") else { return };
    let told = predicate::str::starts_with(
        "depeche: a.txt: paragraphs in \"en\" are passed over: the model en_core_web_sm",
    )
    .and(predicate::str::contains("`depeche models fetch en` gets it"));
    let output = command.assert().success().stderr(told).get_output().stdout.clone();
    let reading: Value = serde_json::from_slice(&output).expect("one reading");
    assert!(reading["statements"].as_array().is_some_and(|statements| statements.len() > 1), "{reading}");
    assert!(!reading["document"]["text"].as_str().unwrap_or_default().contains("     "), "the text is whole");
}

#[test]
fn relatives_of_a_language_with_a_pack_are_named() {
    let place = Place::new();
    place.write("in/a.txt", "O portavoz do Goberno dixo que as obras da estrada non rematarán antes do verán, e pediu paciencia aos veciños.");
    place.write(
        "in/b.txt",
        "El portaveu del Govern va dir que les obres de la carretera no acabaran abans de l’estiu.",
    );
    place.write("in/c.txt", DISPATCH);
    let Some(mut command) = place.reader("read --format jsonl in") else { return };
    let told = predicate::str::contains("in/a.txt: skipped: seems to be in Galician (gl)")
        .and(predicate::str::contains("in/b.txt: skipped: seems to be in Catalan (ca)"));
    let output = command.assert().code(1).stderr(told).get_output().stdout.clone();
    assert_eq!(String::from_utf8_lossy(&output).lines().count(), 1);
}
