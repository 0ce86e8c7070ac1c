//! Python's regular expression syntax, as far as tokenizer patterns use it.

/// A parsed pattern. Classes keep their source text: a list of them can run to megabytes, and most are
/// never looked at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'p> {
    /// One character that stands for itself.
    Char(char),
    /// `[…]`, without the brackets.
    Class(&'p str),
    /// `\w`, `\s`, … : the letter.
    Perl(char),
    /// `.`
    Any,
    /// `^` or `\A`
    Start,
    /// `$` or `\Z`
    End,
    /// `\b` or `\B`
    Boundary(bool),
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`
    Look { ahead: bool, positive: bool, inner: Box<Node<'p>> },
    /// A quantifier as it is written: `*`, `+?`, `{2,}`.
    Repeat { inner: Box<Node<'p>>, quantifier: &'p str },
    /// One after the other.
    Concat(Vec<Node<'p>>),
    /// Branches, the first that matches wins.
    Alt(Vec<Node<'p>>),
}

/// A pattern with its leading flags.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parsed<'p> {
    pub(crate) node: Node<'p>,
    pub(crate) ignore_case: bool,
}

/// Groups deeper than this are not parsed: recursion is bounded.
const MAX_DEPTH: usize = 64;

/// Parses a pattern; the error says what is not supported and where (byte offset).
pub(crate) fn parse(pattern: &str) -> Result<Parsed<'_>, String> {
    let mut parser = Parser { pattern, at: 0 };
    let ignore_case = parser.flags()?;
    let node = parser.alternatives(0)?;
    if parser.at < pattern.len() {
        return Err(parser.error("a closing parenthesis too many"));
    }
    Ok(Parsed { node, ignore_case })
}

struct Parser<'p> {
    pattern: &'p str,
    at: usize,
}

impl<'p> Parser<'p> {
    fn error(&self, problem: &str) -> String {
        format!("regular expression, byte {}: {problem}", self.at)
    }

    fn rest(&self) -> &'p str {
        &self.pattern[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    /// `(?iu)` at the very start.
    fn flags(&mut self) -> Result<bool, String> {
        let Some(inner) = self.rest().strip_prefix("(?") else { return Ok(false) };
        let Some(end) = inner.find(|c: char| !c.is_ascii_alphabetic()) else { return Ok(false) };
        if end == 0 || !inner[end..].starts_with(')') {
            return Ok(false);
        }
        let flags = &inner[..end];
        if let Some(other) = flags.chars().find(|flag| !matches!(flag, 'i' | 'u')) {
            return Err(self.error(&format!("flag `{other}`")));
        }
        self.at += "(?".len() + end + ")".len();
        Ok(flags.contains('i'))
    }

    fn alternatives(&mut self, depth: usize) -> Result<Node<'p>, String> {
        if depth > MAX_DEPTH {
            return Err(self.error("groups too deep"));
        }
        let mut branches = vec![self.sequence(depth)?];
        while self.eat("|") {
            branches.push(self.sequence(depth)?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alt(branches) })
    }

    fn sequence(&mut self, depth: usize) -> Result<Node<'p>, String> {
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let item = self.item(c, depth)?;
            items.push(self.quantified(item)?);
        }
        Ok(if items.len() == 1 { items.remove(0) } else { Node::Concat(items) })
    }

    fn item(&mut self, c: char, depth: usize) -> Result<Node<'p>, String> {
        match c {
            '(' => self.group(depth),
            '[' => self.class(),
            '\\' => {
                self.at += 1;
                self.escape()
            }
            '*' | '+' | '?' => Err(self.error("nothing to repeat")),
            _ => {
                self.at += c.len_utf8();
                Ok(match c {
                    '.' => Node::Any,
                    '^' => Node::Start,
                    '$' => Node::End,
                    _ => Node::Char(c),
                })
            }
        }
    }

    fn group(&mut self, depth: usize) -> Result<Node<'p>, String> {
        self.at += 1;
        let look = [("?=", true, true), ("?!", true, false), ("?<=", false, true), ("?<!", false, false)];
        let look = look.into_iter().find(|(mark, _, _)| self.eat(mark));
        if look.is_none() && !self.eat("?:") {
            if self.eat("?P<") {
                let end = self.rest().find('>').ok_or_else(|| self.error("a group name without end"))?;
                self.at += end + 1;
            } else if self.rest().starts_with('?') {
                return Err(self.error("a kind of group that is not supported"));
            }
        }
        let inner = self.alternatives(depth + 1)?;
        if !self.eat(")") {
            return Err(self.error("a group without end"));
        }
        Ok(match look {
            Some((_, ahead, positive)) => Node::Look { ahead, positive, inner: Box::new(inner) },
            None => inner,
        })
    }

    fn class(&mut self) -> Result<Node<'p>, String> {
        let start = self.at + 1;
        let body = &self.pattern[start..];
        let mut chars = body.char_indices().peekable();
        chars.next_if(|&(_, c)| c == '^');
        // A bracket that comes first stands for itself.
        chars.next_if(|&(_, c)| c == ']');
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => {
                    chars.next();
                }
                ']' => {
                    self.at = start + at + 1;
                    return Ok(Node::Class(&body[..at]));
                }
                _ => {}
            }
        }
        Err(self.error("a class without end"))
    }

    fn escape(&mut self) -> Result<Node<'p>, String> {
        let (escaped, length) = read_escape(self.rest()).map_err(|problem| self.error(problem))?;
        self.at += length;
        Ok(match escaped {
            Escape::Char(c) => Node::Char(c),
            Escape::Perl(c) => Node::Perl(c),
            Escape::Start => Node::Start,
            Escape::End => Node::End,
            Escape::Boundary(is) => Node::Boundary(is),
        })
    }

    fn quantified(&mut self, item: Node<'p>) -> Result<Node<'p>, String> {
        let start = self.at;
        match self.peek() {
            Some('*' | '+' | '?') => self.at += 1,
            Some('{') => {
                let end = self.rest().find('}').filter(|&end| {
                    let inner = &self.rest()[1..end];
                    !inner.is_empty() && inner != "," && inner.chars().all(|c| c.is_ascii_digit() || c == ',')
                });
                // Python takes a brace that bounds nothing for itself.
                let Some(end) = end else { return Ok(item) };
                self.at += end + 1;
            }
            _ => return Ok(item),
        }
        if self.peek() == Some('+') {
            return Err(self.error("a possessive quantifier"));
        }
        self.eat("?");
        Ok(Node::Repeat { inner: Box::new(item), quantifier: &self.pattern[start..self.at] })
    }
}

pub(crate) enum Escape {
    Char(char),
    Perl(char),
    Start,
    End,
    Boundary(bool),
}

/// Reads what follows a backslash; gives the meaning and the number of bytes.
pub(crate) fn read_escape(rest: &str) -> Result<(Escape, usize), &'static str> {
    let c = rest.chars().next().ok_or("a backslash at the end")?;
    let hex = |digits: usize| {
        let code = rest.get(1..=digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        let c = code.and_then(char::from_u32).ok_or("an escape that is no character")?;
        Ok((Escape::Char(c), 1 + digits))
    };
    match c {
        'u' => hex(4),
        'U' => hex(8),
        'x' => hex(2),
        'w' | 'W' | 'd' | 'D' | 's' | 'S' => Ok((Escape::Perl(c), 1)),
        'A' => Ok((Escape::Start, 1)),
        'Z' => Ok((Escape::End, 1)),
        'b' | 'B' => Ok((Escape::Boundary(c == 'b'), 1)),
        'n' => Ok((Escape::Char('\n'), 1)),
        'r' => Ok((Escape::Char('\r'), 1)),
        't' => Ok((Escape::Char('\t'), 1)),
        'f' => Ok((Escape::Char('\u{c}'), 1)),
        'v' => Ok((Escape::Char('\u{b}'), 1)),
        'a' => Ok((Escape::Char('\u{7}'), 1)),
        _ if c.is_ascii_alphanumeric() => Err("an escape that is not supported"),
        _ => Ok((Escape::Char(c), c.len_utf8())),
    }
}
