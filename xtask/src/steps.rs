//! The steps of `cargo xtask test`, and which of them need which.

use std::fmt;

use clap::ValueEnum;

/// The steps, in the order in which they run: those that fail fast come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// System packages that a build and a test need
    Packages,
    /// The UI's packages from its lock file
    UiPackages,
    /// cargo fmt
    Format,
    /// The rules of the house
    Tidy,
    /// Types, lint and forbidden imports of the UI
    UiCheck,
    /// The UI's tests
    UiTest,
    /// The UI's build, which the window embeds
    UiBuild,
    /// clippy, where warnings are errors
    Clippy,
    /// The Rust tests, by nextest if present
    Rust,
    /// The examples in the Rust documentation
    Doc,
    /// The window and the command line, for the desktop tests
    Programs,
    /// Tests in the real window
    Desktop,
}

impl Step {
    /// The steps whose results this one uses.
    fn needs(self) -> &'static [Self] {
        match self {
            Self::Packages | Self::UiPackages | Self::Format | Self::Tidy => &[],
            Self::UiCheck | Self::UiTest | Self::UiBuild => &[Self::UiPackages],
            Self::Clippy | Self::Rust | Self::Doc | Self::Programs => {
                &[Self::Packages, Self::UiBuild]
            }
            Self::Desktop => &[Self::Programs],
        }
    }

    /// Whether this step is `goal`, or one that `goal` needs, however far behind.
    pub fn serves(self, goal: Self) -> bool {
        self == goal || goal.needs().iter().any(|needed| self.serves(*needed))
    }

    /// All steps, or those that serve `goal`, in order.
    pub fn plan(goal: Option<Self>) -> Vec<Self> {
        let wanted = |step: &Self| goal.is_none_or(|goal| step.serves(goal));
        Self::value_variants()
            .iter()
            .copied()
            .filter(wanted)
            .collect()
    }
}

/// The name that `--only` takes.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_possible_value() {
            Some(value) => f.pad(value.get_name()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_holds_what_its_goal_needs_in_order() {
        use Step::*;
        assert_eq!(Step::plan(Some(Format)), [Format]);
        assert_eq!(
            Step::plan(Some(Desktop)),
            [Packages, UiPackages, UiBuild, Programs, Desktop]
        );
        assert_eq!(Step::plan(None), Step::value_variants());
    }

    #[test]
    fn no_step_comes_before_one_that_it_needs() {
        let all = Step::value_variants();
        for (place, step) in all.iter().enumerate() {
            for needed in step.needs() {
                let at = all.iter().position(|other| other == needed);
                assert!(at < Some(place), "{step} needs {needed}");
            }
        }
    }
}
