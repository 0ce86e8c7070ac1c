//! Patterns in the syntax of the Rust engines.

use super::syntax::{Escape, Node, read_escape};
use std::fmt::Write;

/// How look-around is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looks {
    /// As look-around: the exact meaning.
    Exact,
    /// Without look-around, matching wherever the pattern matches and perhaps elsewhere: a look-behind
    /// that comes first and a look-ahead that comes last become text to match, all others vanish.
    Loose,
}

/// Writes a node; fails on a class that cannot be read.
pub(crate) fn emit(node: &Node<'_>, looks: Looks, out: &mut String) -> Result<(), String> {
    match node {
        Node::Char(c) => push_char(*c, out),
        Node::Class(body) => emit_class(body, out)?,
        Node::Perl(c) => {
            out.push('[');
            emit_perl(*c, out);
            out.push(']');
        }
        Node::Any => out.push_str(r"[^\n]"),
        Node::Start => out.push_str(r"\A"),
        // Python's `$` also matches before a line end that ends the text. No pattern of a tokenizer can
        // match there: text and white space come to it in separate chunks.
        Node::End => out.push_str(r"\z"),
        Node::Boundary(is) => out.push_str(if *is { r"\b" } else { r"\B" }),
        Node::Look { ahead, positive, inner } => {
            if looks == Looks::Exact {
                out.push_str(match (ahead, positive) {
                    (true, true) => "(?=",
                    (true, false) => "(?!",
                    (false, true) => "(?<=",
                    (false, false) => "(?<!",
                });
                emit(inner, looks, out)?;
                out.push(')');
            }
        }
        Node::Repeat { inner, quantifier } => {
            out.push_str("(?:");
            emit(inner, looks, out)?;
            out.push(')');
            // `{,3}` is `{0,3}` in Python.
            match quantifier.strip_prefix("{,") {
                Some(rest) => {
                    out.push_str("{0,");
                    out.push_str(rest);
                }
                None => out.push_str(quantifier),
            }
        }
        Node::Concat(items) => {
            for (at, item) in items.iter().enumerate() {
                match item {
                    Node::Look { ahead, positive: true, inner }
                        if looks == Looks::Loose && at == if *ahead { items.len() - 1 } else { 0 } =>
                    {
                        out.push_str("(?:");
                        emit(inner, looks, out)?;
                        out.push(')');
                    }
                    Node::Alt(_) => {
                        out.push_str("(?:");
                        emit(item, looks, out)?;
                        out.push(')');
                    }
                    _ => emit(item, looks, out)?,
                }
            }
        }
        Node::Alt(branches) => {
            for (at, branch) in branches.iter().enumerate() {
                if at > 0 {
                    out.push('|');
                }
                emit(branch, looks, out)?;
            }
        }
    }
    Ok(())
}

fn push_char(c: char, out: &mut String) {
    if c.is_alphanumeric() || c == '_' {
        out.push(c);
    } else {
        // Writing to a String cannot fail.
        let _ = write!(out, r"\x{{{:x}}}", c as u32);
    }
}

/// Python's `\w` is letters and numbers of every kind and the underscore; its `\s` knows four more
/// characters than Unicode does.
fn emit_perl(c: char, out: &mut String) {
    out.push_str(match c {
        'w' => r"\p{L}\p{N}_",
        'W' => r"[^\p{L}\p{N}_]",
        'd' => r"\p{Nd}",
        'D' => r"\P{Nd}",
        's' => r"\s\x1c-\x1f",
        _ => r"[^\s\x1c-\x1f]",
    });
}

/// One part of a class.
pub(crate) enum Item {
    Range(char, char),
    Perl(char),
}

/// What stands at one place of a class.
enum Atom {
    Char(char),
    Perl(char),
}

/// The parts of a class's body; the flag says whether it is negated.
pub(crate) fn class_items(body: &str) -> Result<(bool, Vec<Item>), String> {
    let (negated, mut rest) = match body.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, body),
    };
    let mut items = Vec::new();
    while !rest.is_empty() {
        let (atom, length) = class_atom(rest)?;
        rest = &rest[length..];
        let from = match atom {
            Atom::Char(c) => c,
            Atom::Perl(c) => {
                items.push(Item::Perl(c));
                continue;
            }
        };
        let Some(after) = rest.strip_prefix('-').filter(|after| !after.is_empty()) else {
            items.push(Item::Range(from, from));
            continue;
        };
        match class_atom(after)? {
            (Atom::Char(to), length) if from <= to => {
                items.push(Item::Range(from, to));
                rest = &after[length..];
            }
            _ => return Err("a class with a range that runs backwards or to a class".to_owned()),
        }
    }
    Ok((negated, items))
}

/// The first place of a class and its length in bytes.
fn class_atom(rest: &str) -> Result<(Atom, usize), String> {
    match rest.strip_prefix('\\') {
        Some(escaped) => {
            let (escape, length) = read_escape(escaped)?;
            let atom = match escape {
                Escape::Char(c) => Atom::Char(c),
                Escape::Perl(c) => Atom::Perl(c),
                Escape::Boundary(true) => Atom::Char('\u{8}'),
                _ => return Err("a class with an escape that is not supported".to_owned()),
            };
            Ok((atom, 1 + length))
        }
        None => {
            let c = rest.chars().next().ok_or("a class that ends early")?;
            Ok((Atom::Char(c), c.len_utf8()))
        }
    }
}

fn emit_class(body: &str, out: &mut String) -> Result<(), String> {
    let (negated, items) = class_items(body)?;
    out.push_str(if negated { "[^" } else { "[" });
    for item in items {
        match item {
            Item::Perl(c) => emit_perl(c, out),
            Item::Range(from, to) => {
                push_char(from, out);
                if from != to {
                    out.push('-');
                    push_char(to, out);
                }
            }
        }
    }
    out.push(']');
    Ok(())
}
