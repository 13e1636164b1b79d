//! `debrief --lint FILE`: the rules for metrics, for use in a pipeline. No window, no profile, no network.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use debrief_engine::{FileProblem, check_file};

/// Something is refused or dangerous.
const ALARMING: u8 = 1;
/// The file cannot be read; nothing was printed.
const UNREADABLE: u8 = 2;

/// Prints what the rules find in `file` as JSON.
pub fn run(file: &Path) -> ExitCode {
    let check = text(file).and_then(|text| check_file(&text).map_err(|problem| words(&problem)));
    let check = match check {
        Ok(check) => check,
        Err(reason) => return fail(&format!("{}: {reason}", file.display())),
    };
    match std::io::stdout().write_all(check.report.as_bytes()) {
        Ok(()) if check.alarming => ExitCode::from(ALARMING),
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("the findings cannot be written: {error}")),
    }
}

fn text(file: &Path) -> Result<String, String> {
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let text = String::from_utf8(bytes.map_err(|error| error.to_string())?);
    let text = text.map_err(|_| "this is not a text in UTF-8".to_owned())?;
    // Editors on Windows begin a file with a byte order mark.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn words(problem: &FileProblem) -> String {
    match problem {
        FileProblem::BrokenJson { line, column } => format!("this is no JSON (line {line}, column {column})"),
        _ => "there is no list of metrics in it (dispositionMetrics)".to_owned(),
    }
}

fn fail(reason: &str) -> ExitCode {
    #[expect(clippy::print_stderr, reason = "a command line says there why it failed")]
    {
        eprintln!("debrief: {reason}");
    }
    ExitCode::from(UNREADABLE)
}
