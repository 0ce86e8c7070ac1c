//! A user's own table of actors.

use jiff::civil::date;
use people::{Actors, People, Question};

/// A fault is told with the file's name and a line that there is; a table without one can be asked.
pub fn actors(bytes: &[u8]) {
    let read = || Actors::read("mine.csv", bytes);
    let actors = match read() {
        Ok(actors) => actors,
        Err(error) => {
            let told = error.to_string();
            assert!(told.starts_with("mine.csv"), "{told}");
            let line = told["mine.csv".len()..].trim_start_matches(':');
            let line: String = line.chars().take_while(char::is_ascii_digit).collect();
            // The end of the file may be the line behind the last.
            let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 2;
            assert!(
                line.is_empty() || line.parse::<usize>().is_ok_and(|line| (1..=lines).contains(&line)),
                "{told}"
            );
            assert_eq!(
                read().err().map(|error| error.to_string()),
                Some(told),
                "what is read twice is equal"
            );
            return;
        }
    };
    let people = People::default().with_actors(actors);
    let again = People::default().with_actors(read().expect("it was read before"));
    for words in String::from_utf8_lossy(bytes).split([',', '\n', '|', ';']).take(40) {
        let names = [people::key(words)];
        for day in [None, Some(date(2020, 7, 5)), Some(date(1, 1, 1)), Some(date(9999, 12, 31))] {
            let question =
                Question { names: &names, descriptions: &names, day, lang: "fr", ..Question::default() };
            let who = people.who(&question);
            assert_eq!(again.who(&question), who);
            assert!(who.and_then(|who| who.name).is_none_or(|name| !name.trim().is_empty()));
        }
    }
}
