//! Fetches a model: `cargo run -p depeche-models --example fetch -- fr [FILE|URL]`, into the user's cache
//! (`DEPECHE_HOME` sets another one).

use models::{Error, Event, Origin, Store};

fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let model = models::find(&arguments.next().unwrap_or_else(|| "fr".to_string()))?;
    let origin = arguments.next().map_or(Origin::Default, |from| Origin::from_argument(&from));
    let store = Store::from_env()?;
    let mut progress = |event: Event<'_>| match event {
        Event::Trying(source) => println!("trying {source}"),
        Event::Retrying { fault, pause } => println!("{fault}; again in {pause:?}"),
        Event::Failed { error, .. } => println!("{error}"),
        Event::Verifying => println!("verifying"),
        _ => {}
    };
    let fetched = store.fetch(model, &origin, &mut progress)?;
    println!("{} ({} bytes, from {})", fetched.path.display(), fetched.size, fetched.source);
    store.verify(model)
}
