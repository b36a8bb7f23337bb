//! A Rust source, read line by line: code, comments and literals apart.

/// A line; literals are emptied in its code, and doc comments count as comments.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) code: String,
    pub(crate) comment: String,
    /// The line is inside an item under `#[cfg(test)]`.
    pub(crate) test: bool,
    /// The header of the innermost block at the line's start, such as `impl X for Y`.
    pub(crate) inside: String,
}

enum State {
    Code,
    LineComment,
    BlockComment(usize),
    /// A string with this many `#`; raw or not.
    Text(usize, bool),
}

/// Reads a source.
pub(crate) fn read(text: &str) -> Vec<Line> {
    let chars: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let mut line = Line {
        number: 1,
        ..Line::default()
    };
    let mut state = State::Code;
    let mut at = 0;
    let peek = |at: usize| chars.get(at).copied().unwrap_or('\n');
    while let Some(&c) = chars.get(at) {
        if c == '\n' {
            if matches!(state, State::LineComment) {
                state = State::Code;
            }
            let number = line.number + 1;
            lines.push(std::mem::take(&mut line));
            line.number = number;
            at += 1;
            continue;
        }
        match &mut state {
            State::LineComment => line.comment.push(c),
            State::BlockComment(depth) => {
                if (c, peek(at + 1)) == ('*', '/') {
                    *depth -= 1;
                    at += 1;
                    if *depth == 0 {
                        state = State::Code;
                    }
                } else if (c, peek(at + 1)) == ('/', '*') {
                    *depth += 1;
                    at += 1;
                } else {
                    line.comment.push(c);
                }
            }
            State::Text(hashes, raw) => {
                if c == '\\' && !*raw {
                    // A `\` at the end of a line leaves the line's end to the loop.
                    at += usize::from(peek(at + 1) != '\n');
                } else if c == '"' && (1..=*hashes).all(|i| peek(at + i) == '#') {
                    at += *hashes;
                    line.code.push('"');
                    state = State::Code;
                }
            }
            State::Code => {
                let (next, word) = (peek(at + 1), is_word(line.code.chars().last()));
                if (c, next) == ('/', '/') {
                    state = State::LineComment;
                    line.comment.push('/');
                } else if (c, next) == ('/', '*') {
                    state = State::BlockComment(1);
                    at += 1;
                } else if c == '"' {
                    line.code.push('"');
                    state = State::Text(0, false);
                } else if matches!(c, 'r' | 'b') && !word && opens_raw(&chars[at..]).is_some() {
                    let (skip, hashes) = opens_raw(&chars[at..]).unwrap_or_default();
                    at += skip;
                    line.code.push('"');
                    state = State::Text(hashes, true);
                } else if c == '\'' && (next == '\\' || peek(at + 2) == '\'') {
                    line.code.push_str("' '");
                    at += if next == '\\' { 3 } else { 2 };
                    while peek(at) != '\'' && peek(at) != '\n' {
                        at += 1;
                    }
                } else {
                    line.code.push(c);
                }
            }
        }
        at += 1;
    }
    lines.push(line);
    blocks(&mut lines);
    lines
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// The length of `r##` (or `br##`) up to its quote, and the number of `#`.
fn opens_raw(chars: &[char]) -> Option<(usize, usize)> {
    let prefix = if chars.starts_with(&['b', 'r']) { 2 } else { 1 };
    if chars.get(prefix - 1) != Some(&'r') {
        return None;
    }
    let hashes = chars[prefix..].iter().take_while(|&&c| c == '#').count();
    (chars.get(prefix + hashes) == Some(&'"')).then_some((prefix + hashes, hashes))
}

/// Fills in where each line stands.
fn blocks(lines: &mut [Line]) {
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut header = String::new();
    for line in lines {
        let enclosing = open.last().cloned().unwrap_or_default();
        (line.inside, line.test) = enclosing;
        // An item under `cfg(test)` that ends on its first line, `mod tests;`, is elsewhere.
        line.test |= header.contains("#[cfg(test)]");
        for c in line.code.chars() {
            match c {
                '{' => {
                    let text = std::mem::take(&mut header);
                    let test =
                        text.contains("#[cfg(test)]") || open.last().is_some_and(|(_, test)| *test);
                    open.push((text, test));
                }
                '}' => {
                    open.pop();
                    header.clear();
                }
                ';' => header.clear(),
                _ => header.push(c),
            }
        }
        header.push(' ');
    }
}

/// Whether `word` stands in `code` by itself.
pub(crate) fn has_word(code: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(found) = code[from..].find(word) {
        let (start, end) = (from + found, from + found + word.len());
        let before = code[..start].chars().next_back();
        let after = code[end..].chars().next();
        if !is_word(before) && !is_word(after) {
            return true;
        }
        from = end;
    }
    false
}
