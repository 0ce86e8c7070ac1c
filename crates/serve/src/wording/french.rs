use super::{Count, Wording};

/// French; spaces before « : », « ; », « ? », « ! » and within « » do not break.
pub static FRENCH: Wording = Wording {
    lang: "fr",
    others: &[("en", "English")],
    reading: &page::FRENCH,
    rooms: &super::rooms::FRENCH,

    motto: "Qui a dit et fait quoi, selon qui",
    skip: "Aller au contenu",
    menu: "Rubriques",
    home: "À la une",
    statements: "Déclarations",
    events: "Événements",
    dispatch: "Dépêche",
    newer: "Ce texte a changé depuis\u{a0}: sa version la plus récente",

    failure: "Cela n’a pas marché",
    missing: "Il n’y a rien à cette adresse.",
    busy: "Trop de questions sont posées à la fois. Réessayez dans un instant.",
    late: "La réponse tardait trop et a été interrompue. Demandez moins\u{202f}: une période plus courte, un nom plus rare.",
    large: "C’est plus long que ce qui est accepté ici.",
    unsent: "La demande n’est pas arrivée entière.",
    foreign: "C’est la page d’un autre site qui a envoyé ceci\u{202f}; venez ici l’envoyer vous-même.",
    broken: "Quelque chose a échoué ici\u{202f}; le journal du serveur dit quoi.",
    nothing: "Rien ne correspond.",
    nobody: |name| format!("Personne ici ne s’appelle «\u{a0}{name}\u{a0}»."),
    near: "Vouliez-vous dire\u{a0}:",

    search: "Rechercher",
    search_hint: "Mots ou «\u{a0}expression\u{a0}»",
    search_button: "Chercher",
    results: |words| format!("Dépêches avec {words}"),
    newest_first: "Les plus récentes d’abord",
    best_first: "Les plus pertinentes d’abord",
    ranked_of: |ranked, matching| {
        let of = |count: usize| super::thousands(count as i64, "\u{202f}");
        format!(
            "{} correspondent\u{202f}; les {} dernières enregistrées ont été classées.",
            of(matching),
            of(ranked)
        )
    },
    coverage: "Les dépêches dans le temps",
    latest: "Dernières dépêches",
    count: |what, count| {
        let (one, several) = match what {
            Count::Documents => ("dépêche", "dépêches"),
            Count::Statements => ("déclaration", "déclarations"),
            Count::Events => ("événement", "événements"),
            Count::Outlets => ("média", "médias"),
        };
        format!("{}\u{a0}{}", super::thousands(count, "\u{202f}"), if count < 2 { one } else { several })
    },
    more: "Page suivante",
    first_page: "Revenir aux plus récentes",
    same_as: "La même page en",
    of_newest: |count| format!("comptés sur les {} plus récents", super::thousands(count as i64, "\u{202f}")),

    filters: "Préciser",
    filter: "Appliquer",
    remove: |what| format!("sans {what}"),
    clear: "Tout retirer",
    by: "De",
    to: "À",
    about: "À propos de",
    words: "Avec les mots",
    since: "Du",
    until: "Au",
    day_hint: "2022, 2022-09, 2022-09-13",
    outlet: "Média",
    country: "Pays",
    act: "Acte",
    form: "Forme",
    kind: "Type",
    status: "Statut",
    source: "De",
    target: "Envers",
    place: "Lieu",
    language: "Langue",

    passed_on: "relayé par",
    in_medium: "dans",
    not_said: "rapporté comme non dit",
    somebody: "quelqu’un, sans nom",
    on_word_of: "sur la foi de",
    reports: |count| {
        if count < 2 { format!("{count}\u{a0}version") } else { format!("{count}\u{a0}versions") }
    },

    day: |text| match super::parts_of_day(text) {
        Some((year, Some(month), Some(day))) => {
            format!("{day}{}\u{a0}{} {year}", if day == 1 { "ᵉʳ" } else { "" }, MONTHS[month - 1])
        }
        Some((year, Some(month), None)) => format!("{} {year}", MONTHS[month - 1]),
        _ => text.to_owned(),
    },
    tongue: |tag| match tag {
        "fr" => Some("français"),
        "en" => Some("anglais"),
        "es" => Some("espagnol"),
        _ => None,
    },
    acts: |act| (page::FRENCH.act)(act),
    forms: |form| (page::FRENCH.form)(form),
    statuses: |status| (page::FRENCH.status_of)(status),
    types: |kind| (page::FRENCH.type_means)(kind),
};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
