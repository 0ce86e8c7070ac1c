use super::{Count, Wording};
use records::{Act, Form, Status};

/// English.
pub static ENGLISH: Wording = Wording {
    lang: "en",
    others: &[("fr", "Français")],
    reading: &page::ENGLISH,
    rooms: &super::rooms::ENGLISH,

    motto: "Who said and did what, according to whom",
    skip: "Skip to the content",
    menu: "Sections",
    home: "Front page",
    statements: "Statements",
    events: "Events",
    dispatch: "Dispatch",
    newer: "This text was changed later: its newest version",

    failure: "This did not work",
    missing: "There is nothing at this address.",
    busy: "Too many questions are being asked at once. Try again in a moment.",
    late: "This took too long and was broken off. Ask for less: a shorter time, a rarer name.",
    large: "This is longer than what is taken here.",
    unsent: "The request did not arrive whole.",
    foreign: "A page of another site sent this; come here and send it yourself.",
    broken: "Something went wrong here; the log says what.",
    nothing: "Nothing matches.",
    nobody: |name| format!("Nobody here is called “{name}”."),
    near: "Did you mean:",

    search: "Search",
    search_hint: "Words, or “a phrase”",
    search_button: "Search",
    results: |words| format!("Dispatches with {words}"),
    newest_first: "Newest first",
    best_first: "Best first",
    ranked_of: |ranked, matching| {
        let (ranked, matching) = (grouped(ranked as i64), grouped(matching as i64));
        format!("{matching} match; the {ranked} stored last were ranked.")
    },
    coverage: "Dispatches over time",
    latest: "Latest dispatches",
    count: |what, count| {
        let (one, several) = match what {
            Count::Documents => ("dispatch", "dispatches"),
            Count::Statements => ("statement", "statements"),
            Count::Events => ("event", "events"),
            Count::Outlets => ("outlet", "outlets"),
        };
        format!("{} {}", grouped(count), if count == 1 { one } else { several })
    },
    more: "Next page",
    first_page: "Back to the newest",
    same_as: "The same as",
    of_newest: |count| format!("counted over the newest {}", grouped(count as i64)),

    filters: "Narrow down",
    filter: "Apply",
    remove: |what| format!("without {what}"),
    clear: "Remove all",
    by: "By",
    to: "To",
    about: "About",
    words: "With the words",
    since: "From",
    until: "Until",
    day_hint: "2022, 2022-09, 2022-09-13",
    outlet: "Outlet",
    country: "Country",
    act: "Act",
    form: "Form",
    kind: "Type",
    status: "Status",
    source: "By",
    target: "Towards",
    place: "Place",
    language: "Language",

    passed_on: "passed on by",
    in_medium: "in",
    not_said: "reported as not said",
    somebody: "somebody unnamed",
    on_word_of: "on the word of",
    reports: |count| if count == 1 { "1 report".to_owned() } else { format!("{count} reports") },

    day: |text| match super::parts_of_day(text) {
        Some((year, Some(month), Some(day))) => format!("{day} {} {year}", MONTHS[month - 1]),
        Some((year, Some(month), None)) => format!("{} {year}", MONTHS[month - 1]),
        _ => text.to_owned(),
    },
    tongue: |tag| match tag {
        "fr" => Some("French"),
        "en" => Some("English"),
        "es" => Some("Spanish"),
        _ => None,
    },
    acts: Act::as_str,
    forms: Form::as_str,
    statuses: Status::as_str,
    types: |kind| (page::ENGLISH.type_means)(kind),
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number with its thousands apart.
fn grouped(number: i64) -> String {
    super::thousands(number, ",")
}
