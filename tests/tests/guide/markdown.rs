//! As much of Markdown as the guide's chapters have: sections, tables, code.

/// A chapter.
pub(crate) struct Chapter {
    /// What stands before the first heading, then a section for each heading.
    pub(crate) sections: Vec<Section>,
}

/// What follows a heading.
#[derive(Default)]
pub(crate) struct Section {
    pub(crate) title: String,
    /// Its prose and tables.
    pub(crate) text: String,
    /// Its examples in Rust, without comments and marks of hidden lines.
    pub(crate) code: String,
    /// The rows of its tables, without their heads; cell by cell.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Chapter {
    pub(crate) fn read(text: &str) -> Chapter {
        let mut sections = vec![Section::default()];
        // The language of the block that the line is in.
        let mut block: Option<String> = None;
        let mut in_body = false;
        for line in text.lines() {
            let Some(section) = sections.last_mut() else {
                break;
            };
            if let Some(fence) = line.strip_prefix("```") {
                block = match block {
                    Some(_) => None,
                    None => Some(fence.to_owned()),
                };
            } else if let Some(language) = &block {
                if language == "rust" {
                    let line = line.strip_prefix("# ").unwrap_or(line);
                    section.code += without_comment(line);
                    section.code.push('\n');
                }
            } else if let Some(title) = line.strip_prefix("# ") {
                sections.push(Section {
                    title: title.to_owned(),
                    ..Section::default()
                });
            } else {
                section.text += line;
                section.text.push('\n');
                match line
                    .strip_prefix('|')
                    .and_then(|line| line.strip_suffix('|'))
                {
                    Some(row) if row.starts_with("---") => in_body = true,
                    Some(row) if in_body => section.rows.push(cells(row)),
                    Some(_) => {}
                    None => in_body = false,
                }
            }
        }
        Chapter { sections }
    }

    /// The section of this title.
    pub(crate) fn section(&self, title: &str) -> &Section {
        let found = self.sections.iter().find(|section| section.title == title);
        found.unwrap_or_else(|| panic!("no section {title}"))
    }
}

/// A line of Rust without its comment, if that is not in a string.
fn without_comment(line: &str) -> &str {
    let comment = line
        .match_indices("//")
        .find(|(at, _)| line[..*at].matches('"').count().is_multiple_of(2));
    comment.map_or(line, |(at, _)| &line[..at])
}

/// The cells of a row, whose own bars are escaped.
fn cells(row: &str) -> Vec<String> {
    let row = row.replace("\\|", "\u{0}");
    row.split('|')
        .map(|cell| cell.trim().replace('\u{0}', "|"))
        .collect()
}

/// The code in a cell, but for names that are links.
pub(crate) fn codes(cell: &str) -> Vec<String> {
    let parts: Vec<&str> = cell.split('`').collect();
    let codes = parts.iter().enumerate().skip(1).step_by(2);
    codes
        .filter(|(at, _)| !parts[at - 1].ends_with('['))
        .map(|(_, code)| (*code).to_owned())
        .collect()
}

/// Code without white space, and without the ends of lines in strings.
pub(crate) fn squeezed(code: &str) -> String {
    let joined: String = code
        .lines()
        .map(|line| {
            let line = line.trim();
            // A string that goes on: its next line begins where this one ends.
            line.strip_suffix('\\').unwrap_or(line)
        })
        .collect();
    joined.chars().filter(|c| !c.is_whitespace()).collect()
}
