//! Where the cache stands.

use std::env;
use std::path::PathBuf;

use etcetera::BaseStrategy;

use crate::error::Error;

/// `$DEPECHE_HOME`; else `depeche` in the cache folder of the system: `$XDG_CACHE_HOME` or `~/.cache` on Unix
/// (macOS included, as command-line tools do there), the local application data on Windows. An empty variable counts
/// as unset.
pub(crate) fn cache_root() -> Result<PathBuf, Error> {
    if let Some(home) = env::var_os("DEPECHE_HOME").filter(|value| !value.is_empty()) {
        return Ok(home.into());
    }
    let base = etcetera::choose_base_strategy().map_err(|_| Error::NoHome)?;
    Ok(base.cache_dir().join("depeche"))
}
