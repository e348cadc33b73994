//! A trace for programs that draw. Names come from a store and may be anything: none may end its label or become code.

use hindsight_service::wire::{TraceDto, TraceLinkDto, TraceNodeDto, TraceNodeKindDto};

use super::words::{Names, time};
use crate::failure::Failure;
use crate::output::Output;
use crate::safe;

/// Prints it for Graphviz.
pub fn dot(trace: &TraceDto, output: &mut Output) -> Result<(), Failure> {
    output.line("digraph trace {")?;
    output.line("  rankdir=LR;")?;
    output.line("  node [fontname=\"sans-serif\", shape=box, style=rounded];")?;
    for (at, node) in trace.nodes.iter().enumerate() {
        let lines: Vec<String> = label(trace, node).iter().map(|line| in_dot(line)).collect();
        let shape = match (node.kind, node.outside) {
            (TraceNodeKindDto::Missing, _) => ", style=\"dashed\"",
            (_, true) => ", style=\"dotted,rounded\"",
            (TraceNodeKindDto::Command, false) => ", style=\"bold\"",
            (TraceNodeKindDto::Event, false) => "",
        };
        output.line(&format!(
            "  n{at} [label=\"{}\"{shape}];",
            lines.join("\\n")
        ))?;
        for (from, is_followed) in above(node) {
            let style = if is_followed {
                ""
            } else {
                " [style=dashed, constraint=false]"
            };
            output.line(&format!("  n{from} -> n{at}{style};"))?;
        }
    }
    Ok(output.line("}")?)
}

/// Prints it for Mermaid.
pub fn mermaid(trace: &TraceDto, output: &mut Output) -> Result<(), Failure> {
    output.line("flowchart LR")?;
    for (at, node) in trace.nodes.iter().enumerate() {
        let lines: Vec<String> = label(trace, node)
            .iter()
            .map(|line| in_mermaid(line))
            .collect();
        let label = lines.join("<br/>");
        output.line(&match node.kind {
            TraceNodeKindDto::Command => format!("  n{at}[[\"{label}\"]]"),
            TraceNodeKindDto::Event => format!("  n{at}(\"{label}\")"),
            TraceNodeKindDto::Missing => format!("  n{at}{{{{\"{label}\"}}}}"),
        })?;
        for (from, is_followed) in above(node) {
            let arrow = if is_followed { "-->" } else { "-.->" };
            output.line(&format!("  n{from} {arrow} n{at}"))?;
        }
    }
    Ok(())
}

/// What a node follows from, and whether that link was followed.
fn above(node: &TraceNodeDto) -> impl Iterator<Item = (u32, bool)> {
    let not_followed = node.cycle.filter(|_| node.link == TraceLinkDto::Cycle);
    let parent = node.parent.map(|parent| (parent, true));
    parent.into_iter().chain(not_followed.map(|at| (at, false)))
}

fn label(trace: &TraceDto, node: &TraceNodeDto) -> Vec<String> {
    let names = Names(trace);
    let who: Vec<String> = [time(node), names.actor(node).map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect();
    let mut lines = vec![names.what(node)];
    lines.extend(names.about(node));
    lines.extend((!who.is_empty()).then(|| who.join(" ")));
    if node.link == TraceLinkDto::Itself {
        lines.extend(names.trouble(node));
    }
    lines
}

/// Inside the quotes of a DOT string: a backslash begins an escape there, and an ampersand an entity.
fn in_dot(text: &str) -> String {
    let visible = safe::visible(text);
    let escaped = visible.replace('\\', "\\\\").replace('"', "\\\"");
    escaped.replace('&', "&amp;")
}

/// Inside the quotes of a Mermaid label, which is Markdown and HTML as well: all but plain letters, digits and a few
/// harmless signs become entities.
fn in_mermaid(text: &str) -> String {
    let mut out = String::new();
    for c in safe::visible(text).chars() {
        match c {
            ' ' | '-' | '.' | ',' | '/' => out.push(c),
            _ if c.is_alphanumeric() => out.push(c),
            _ => out.push_str(&format!("#{};", u32::from(c))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_ends_its_label() {
        assert_eq!(
            in_dot("a\"]; evil [label=\"\\N\n&lt;b\u{202e}"),
            "a\\\"]; evil [label=\\\"\\\\N\\\\n&amp;lt;b\\\\u{202e}"
        );
        assert_eq!(
            in_mermaid("a\"] --> b`**x**<img src=x>#35;\n"),
            "a#34;#93; --#62; b#96;#42;#42;x#42;#42;#60;img src#61;x#62;#35;35#59;#92;n"
        );
        assert_eq!(
            in_mermaid("Zoë 2026-01-06 10/3, v1.2"),
            "Zoë 2026-01-06 10/3, v1.2"
        );
    }
}
