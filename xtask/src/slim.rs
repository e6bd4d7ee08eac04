//! What only people read is not sent to phones: comments and indentation of scripts and style sheets
//! are 4 KB of what a phone downloads, half of it before its first screen.

use anyhow::{Result, ensure};

/// A script without the lines that are comments, and without indentation.
pub(crate) fn script(js: &str) -> Result<String> {
    let mut slim = String::with_capacity(js.len());
    for line in js.lines().map(str::trim) {
        let is_comment =
            line.starts_with("//") || (line.starts_with("/**") && line.ends_with("*/"));
        if is_comment || line.is_empty() {
            continue;
        }
        // In a text of several lines, indentation and what looks like a comment would be text.
        ensure!(
            line.matches('`').count() % 2 == 0,
            "a text goes on behind the end of the line {line:?}"
        );
        slim.push_str(line);
        slim.push('\n');
    }
    Ok(slim)
}

/// A style sheet without comments, indentation and empty lines.
pub(crate) fn sheet(css: &str) -> Result<String> {
    let mut slim = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        let comment = after.split_once("*/");
        ensure!(comment.is_some(), "a comment of a style sheet has no end");
        slim.push_str(before);
        rest = comment.map_or("", |(_, after)| after);
    }
    slim.push_str(rest);
    let lines = slim.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_loses_what_only_people_read() {
        let js = "// Why.\n/** What. */\nfunction f() {\n  // How.\n\n  return `//` + \"/*\"; // so\n}\n";
        assert_eq!(
            script(js).unwrap(),
            "function f() {\nreturn `//` + \"/*\"; // so\n}\n"
        );
    }

    #[test]
    fn a_script_with_a_text_of_several_lines_is_refused() {
        assert!(script("const text = `one\n  // two`;").is_err());
    }

    #[test]
    fn a_sheet_loses_what_only_people_read() {
        let css = "/* Why\n   so. */\na {\n  color: red; /* loud */\n}\n\nb { top: 0 }\n";
        assert_eq!(sheet(css).unwrap(), "a {\ncolor: red;\n}\nb { top: 0 }\n");
        assert!(sheet("a {} /* never closed").is_err());
    }
}
