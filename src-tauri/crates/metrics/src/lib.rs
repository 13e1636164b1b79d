//! What a post-call metric is: a typed view over the raw configuration, the rules a metric must meet,
//! how two sets of metrics differ, and ready-made templates.
//!
//! The crate is pure. It does no I/O, reads no clock and uses no randomness, so everything here can be
//! tested by its laws alone (see `tests/`).

mod blanks;
mod bring_back;
mod compare;
mod consequence;
mod diff;
mod equal;
mod example;
mod identifier;
mod interchange;
mod lint;
mod merge;
mod metric;
mod normalise;
mod pairing;
mod set;
mod since;
mod template;
mod validate;
mod wire;
mod words;

pub use blanks::{Piece, blanks, fill, pieces};
pub use bring_back::{BringBackError, BroughtBack, Collision, Pick, bring_back};
pub use compare::{Comparison, Counts, FlagChange, ItemChange, Reorder, compare};
pub use consequence::{Consequence, LiveChange, consequences, live_changes};
pub use diff::{
    Apart, ApplyError, ChoiceRename, ChoicesChange, Diff, DiffCounts, DiffItem, MetricChange, Moved,
    PathChange, PathText, Rename, TypeChange, WholeMetric, diff,
};
pub use equal::{differing_paths, same_config, same_value};
pub use example::{
    ExampleAnswer, ExportColumn, MetricPreview, example_answer, export_example, preview, webhook_example,
};
pub use identifier::{is_identifier, suggest_identifier};
pub use interchange::{
    FileProblem, Incoming, MOST_ENTRIES, Reading, Row, RowProblem, metrics_csv, metrics_json, read_metrics,
    set_in, set_json,
};
pub use lint::{
    Context, FileCheck, Finding, Linter, NotWhole, Repair, Repaired, Results, Severity, Step, TextSpan,
    Unheard, What, check_file, lint, mend, mend_all, repair,
};
pub use merge::{Conflict, ConflictKey, Merge, Part, Side, merge};
pub use metric::{DataType, EditError, Flag, Metric, MetricFields, MetricId, ReadError, Settings};
pub use normalise::{Normalisation, NormalisationKind, normalisations};
pub use set::{Difference, Fit, MetricSet};
pub use since::{Following, Past, Since, since};
pub use template::{LibraryError, Template, TemplateCategory, library};
pub use validate::{Field, Fix, Problem, ProblemCode, validate};
pub use words::{Span, SpanKind, word_diff};
