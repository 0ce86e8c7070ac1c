//! One program for all doors: `DEPECHE_DOOR` names the one that it enters.

#![no_main]

use doors::{DOORS, Door, memory::Counting};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::OnceLock,
};

#[global_allocator]
static COUNTING: Counting = Counting;

fn door() -> &'static Door {
    static DOOR: OnceLock<&Door> = OnceLock::new();
    DOOR.get_or_init(|| {
        // libFuzzer's own hook ends the process at any panic, also at those of libraries that are caught where they are called.
        std::panic::set_hook(Box::new(|why| {
            if std::env::var_os("DEPECHE_LOUD").is_some() {
                eprintln!("{why}");
            }
        }));
        let names = || DOORS.iter().map(|door| door.name).collect::<Vec<_>>().join(", ");
        let name = std::env::var("DEPECHE_DOOR").unwrap_or_default();
        doors::named(&name).unwrap_or_else(|| {
            eprintln!("DEPECHE_DOOR names the door: one of {}", names());
            std::process::exit(2)
        })
    })
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let door = door();
    if let Err(why) = catch_unwind(AssertUnwindSafe(|| door.enter(bytes))) {
        let why = why.downcast_ref::<String>().map(String::as_str).or_else(|| why.downcast_ref::<&str>().copied());
        eprintln!("door {}: {}", door.name, why.unwrap_or("it failed"));
        std::process::abort();
    }
});
