//! What is likely to go wrong with a set of metrics, found from their words alone (docs/LINT.md).
//!
//! [`lint`] is a pure function: the same metrics in the same context have the same findings. [`Linter`] gives the same
//! answer and remembers what it found about metrics that did not change.

mod answers;
mod clause;
mod content;
mod dates;
mod exits;
mod finding;
mod language;
mod linter;
mod look;
mod mend;
mod names;
mod numbers;
mod phrase;
mod questions;
mod repair;
mod report;
mod scales;
mod size;
mod skipping;
mod text;
mod texts;

pub use finding::{Context, Finding, NotWhole, Results, Severity, TextSpan, Unheard, What};
pub use linter::Linter;
pub use mend::{mend, mend_all};
pub use repair::{Repair, Repaired, Step, repair};
pub use report::{FileCheck, check_file};

use crate::metric::Metric;
use crate::validate::{Fix, Problem, ProblemCode};

/// Everything there is to say about these metrics, in order of metric, severity and place; what is about the whole
/// set comes last.
#[must_use]
pub fn lint(metrics: &[Metric], context: &Context) -> Vec<Finding> {
    Linter::new().lint(metrics, context)
}

/// A problem that Atoms would refuse, as a finding.
fn refused(problem: Problem) -> Finding {
    let value = problem.value.unwrap_or_default();
    let (rule, what) = match problem.code {
        ProblemCode::PromptMissing => (0, What::PromptMissing),
        ProblemCode::TypeUnknown => (0, What::TypeUnknown { word: value }),
        ProblemCode::IdentifierMissing => (8, What::IdentifierMissing),
        ProblemCode::IdentifierCharacters => (8, What::IdentifierCharacters { value }),
        ProblemCode::IdentifierTaken => (9, What::IdentifierTaken { value }),
        ProblemCode::ChoicesMissing => (9, What::ChoicesMissing),
        ProblemCode::ChoiceEmpty => (9, What::ChoiceEmpty),
        ProblemCode::ChoiceNotTrimmed => (9, What::ChoiceNotTrimmed { value }),
        ProblemCode::ChoiceRepeated => (9, What::ChoiceRepeated { value }),
    };
    let fix = problem.fix.map(|fix| match fix {
        // A new name breaks what reads the old one, so it is never taken unasked.
        Fix::UseIdentifier { identifier } => Repair {
            steps: vec![Step::UseIdentifier { identifier }],
            safe: false,
        },
        Fix::UseChoices { choices } => Repair {
            steps: vec![Step::UseChoices { choices }],
            safe: true,
        },
    });
    Finding {
        metric: Some(problem.metric),
        rule,
        severity: Severity::Refused,
        field: Some(problem.field),
        span: None,
        what,
        fix,
    }
}
