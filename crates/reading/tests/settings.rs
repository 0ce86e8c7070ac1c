//! Where and when an act happened, where the headline says less than the text.

mod common;

use records::{Document, Reading};

fn read(text: &str) -> Option<Reading> {
    read_on(text, Some("2021-03-03"))
}

fn read_on(text: &str, published: Option<&str>) -> Option<Reading> {
    let reader = common::reader("fr")?;
    let document = Document {
        id: "d".into(),
        lang: "fr".into(),
        published: published.map(str::to_owned),
        text: text.into(),
        ..Document::default()
    };
    Some(reader.read(&document))
}

/// The name of the place of the act that the first event tells.
fn place(reading: &Reading) -> Option<&str> {
    let id = reading.events.first()?.place.as_ref()?.place.as_ref()?;
    reading.places.iter().find(|place| &place.id == id).map(|place| place.name.as_str())
}

#[test]
fn the_capital_of_a_headline_is_the_town_that_the_text_tells_first() {
    let text = "Des étudiants manifestent dans la capitale\n\nDes centaines d’étudiants ont défilé mardi à Nairobi contre la hausse des \
        droits d’inscription. Le ministre de l’Éducation, en visite à Mombasa, a promis des bourses.";
    let Some(reading) = read(text) else { return };
    assert_eq!(place(&reading), Some("Nairobi"), "{:?}", reading.events);
}

#[test]
fn a_number_of_hours_is_no_month() {
    let Some(reading) = read("La police a arrêté cinq manifestants mardi après sept heures de siège.")
    else {
        return;
    };
    let date = reading.events[0].date.as_ref().map(|date| date.start.as_str());
    assert_eq!(date, Some("2021-03-02"), "{:?}", reading.events);
}

/// The day of the event whose word is `word`, or of the statement that says it.
fn day_of(reading: &Reading, word: &str) -> Option<String> {
    let text = &reading.document.text;
    let event = reading.events.iter().find(|event| event.trigger.slice(text) == Some(word));
    let statement =
        reading.statements.iter().find(|statement| statement.content[0].slice(text) == Some(word));
    match (event, statement) {
        (Some(event), _) => event.date.as_ref().map(|date| date.start.clone()),
        (None, Some(statement)) => statement.date.as_ref().map(|date| date.start.clone()),
        (None, None) => Some("no such record".to_owned()),
    }
}

/// Reads texts and compares the days of what a word names; `-` where none must be told.
fn days(rows: &[(&str, &str, &str)]) {
    let mut faults = Vec::new();
    for (text, word, day) in rows {
        let Some(reading) = read(text) else { return };
        let found = day_of(&reading, word).unwrap_or_else(|| "-".to_owned());
        if found != *day {
            faults.push(format!("{text:?}: {word} is of {day}, got {found}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_expected_on_a_weekday_lies_ahead() {
    days(&[
        ("La ministre est attendue à Lomé vendredi.", "attendue", "2021-03-05"),
        (
            "La Norvège a promis une aide d’urgence, attendue samedi à Beyrouth.",
            "aide d’urgence",
            "2021-03-06",
        ),
        ("Les députés ont manifesté samedi à Lomé.", "manifesté", "2021-02-27"),
        (
            "Entendu en juin, l’ancien directeur avait assuré que tout allait bien.",
            "tout allait bien",
            "2020-06-01",
        ),
    ]);
}

#[test]
fn an_act_has_the_day_of_its_own_words() {
    days(&[
        // The imperfect of the subjunctive follows its main clause.
        ("Bien que trois opposants fussent arrêtés, le calme régnait.", "arrêtés", "2021-03-03"),
        ("Trois opposants étaient arrêtés chaque jour.", "arrêtés", "-"),
        // « ne … que » restricts.
        ("Les otages n’ont été libérés qu’en janvier 2019.", "libérés", "2019-01-01"),
        // What goes on began before.
        ("Les cheminots ont reconduit mardi la grève entamée le 22 février.", "grève", "2021-03-02"),
        // A reflexive verb that tells of a noun says when it was.
        ("La manifestation qui s’est tenue lundi à Lyon inquiète le préfet.", "manifestation", "2021-03-01"),
        // The day of the document is the day of what is done in it.
        (
            "Dans un avis rendu en 2014, la cour avait donné raison aux ouvriers.",
            "donné raison",
            "2014-01-01",
        ),
        // What is recalled is not of the day.
        (
            "Des étudiants ont défilé mardi à Lomé pour le dixième anniversaire de la prise de l’ambassade.",
            "prise",
            "-",
        ),
        // A few days after what was told before.
        (
            "Le 4 mai 2019, la police a arrêté le maire. Quelques jours après, le Ghana a décrété des sanctions contre \
             le Togo.",
            "décrété",
            "2019-05-04",
        ),
    ]);
}

#[test]
fn a_headline_is_not_of_former_times() {
    days(&[
        (
            "Togo : assassinat du maire Kossi Mensah\n\nIl était l’avocat de Paul Abalo, tué le 6 février 1998 à Lomé. Le \
             maire Kossi Mensah a été abattu devant chez lui.",
            "assassinat",
            "2021-03-03",
        ),
        // A text that looks back is of the day that it looks back on.
        (
            "Togo : l’année des marches\n\nLe 5 juillet 1962, le général Kossi Mensah proclamait la république. La police a \
             dispersé les manifestants.",
            "dispersé",
            "1962-07-05",
        ),
    ]);
}

#[test]
fn a_statement_is_of_the_day_that_its_sentence_is_told_of() {
    days(&[
        (
            "Trois cents ouvriers ont défilé mardi à Lomé. Des retraités ont marché à Kara pour réclamer une hausse.",
            "une hausse",
            "2021-03-02",
        ),
        (
            "« Nous aurions dû nous voir ce matin », confie l’avocat Paul Abalo.",
            "Nous aurions dû nous voir ce matin",
            "2021-03-03",
        ),
        (
            "« Aujourd’hui, plus personne ne pêche », confie l’avocat Paul Abalo.",
            "Aujourd’hui, plus personne ne pêche",
            "-",
        ),
        (
            "La réforme a été annoncée en novembre. Le ministre affirmait alors que les caisses étaient vides.",
            "les caisses étaient vides",
            "2020-11-01",
        ),
        (
            "Le Togo maintient sa promesse de quitter l’alliance, a fait savoir lundi soir un conseiller, Paul Abalo.",
            "quitter l’alliance",
            "2021-03-01",
        ),
    ]);
}

#[test]
fn what_an_unknown_day_would_resolve_is_told_by_its_words() {
    let text = "Le maire Kossi Mensah a promis mardi une prime. La police a arrêté dimanche trois opposants à Lomé. Le 4 mai 2019, la \
                police avait arrêté un avocat.";
    let Some(reading) = read_on(text, None) else { return };
    let words = |span: Option<records::Span>| span.and_then(|span| span.slice(text));
    assert_eq!(words(reading.statements[0].unresolved_date), Some("mardi"), "{:?}", reading.statements);
    assert_eq!(reading.statements[0].date, None);
    let arrests: Vec<_> = reading
        .events
        .iter()
        .filter(|event| event.trigger.slice(text).is_some_and(|word| word.ends_with("arrêté")))
        .map(|event| (event.date.as_ref().map(|date| date.start.as_str()), words(event.unresolved_date)))
        .collect();
    assert_eq!(arrests, [(None, Some("dimanche")), (Some("2019-05-04"), None)]);
    // Where the day is known nothing is left.
    let Some(known) = read(text) else { return };
    assert!(known.statements.iter().all(|statement| statement.unresolved_date.is_none()));
    assert_eq!(day_of(&known, "arrêté").as_deref(), Some("2021-02-28"));
}
