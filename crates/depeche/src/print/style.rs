//! What each kind of thing looks like on a terminal. Everything is told in words too: colour only helps the eye.

use anstyle::{AnsiColor, Style};
use records::{Act, Status};

pub const PLAIN: Style = Style::new();
pub const TITLE: Style = Style::new().bold();
pub const HEADING: Style = Style::new().bold().underline();
pub const NAME: Style = AnsiColor::Cyan.on_default().bold();
pub const FAINT: Style = Style::new().dimmed();
/// Words that are pointed at.
pub const MARKED: Style = AnsiColor::Yellow.on_default().bold();
/// A figure that is too low.
pub const LOW: Style = AnsiColor::Red.on_default().bold();
pub const CHAIN: Style = AnsiColor::Blue.on_default();

/// Acts that bind or agree are green, those that oppose red, those that ask or warn yellow.
pub const fn act(act: Act) -> Style {
    match act {
        Act::Promise | Act::Support | Act::Confirm => AnsiColor::Green.on_default(),
        Act::Accuse | Act::Deny => AnsiColor::Red.on_default(),
        Act::Warn | Act::Request | Act::Ask => AnsiColor::Yellow.on_default(),
        Act::Say | Act::Announce | Act::Opinion => PLAIN,
    }
}

/// The less sure it is that it happened, the further from green.
pub const fn status(status: Status) -> Style {
    match status {
        Status::Occurred => AnsiColor::Green.on_default(),
        Status::Planned => AnsiColor::Cyan.on_default(),
        Status::Alleged => AnsiColor::Yellow.on_default(),
        Status::Denied => AnsiColor::Red.on_default(),
        Status::Hypothetical => FAINT,
    }
}
