//! A table with one row per metric, as spreadsheet apps read and write it.

use csv::{QuoteStyle, ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::cells::{guarded, joined, split, unguarded};
use super::vocabulary::{Column, rank};
use super::{FileProblem, Incoming, Reading, Row, judge, within_limit};
use crate::metric::{DataType, Metric, MetricFields};

/// Tells spreadsheet apps that the text is UTF-8.
const MARK: &str = "\u{feff}";
/// What may stand between two cells, the one that we write first.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// The first line with which some apps say what they separate cells by.
const SEP: &str = "sep=";

/// A table of these metrics. A type that is none of the five is written as the word that was found.
///
/// # Errors
/// Never for a table in memory; what the writer says is passed on.
pub fn metrics_csv(metrics: &[Metric]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .terminator(Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    writer.write_record(Column::ALL.map(|column| column.words().first().copied().unwrap_or_default()))?;
    for metric in metrics {
        let word = match metric.data_type {
            Some(data_type) => data_type.wire(),
            None => metric.unknown_type.as_deref().unwrap_or_default(),
        };
        let cells = [
            guarded(&metric.identifier),
            guarded(word),
            guarded(&metric.prompt),
            guarded(&joined(&metric.choices)),
        ];
        writer.write_record(&cells)?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

/// Where each column stands in this table.
struct Columns([Option<usize>; 4]);

impl Columns {
    /// Each column takes the header that names it best.
    fn of(header: &StringRecord) -> Self {
        Self(Column::ALL.map(|column| {
            let ranked = header.iter().enumerate();
            let ranked = ranked.filter_map(|(at, word)| Some((rank(column, unguarded(word))?, at)));
            ranked.min().map(|(_, at)| at)
        }))
    }

    fn known(&self) -> usize {
        self.0.iter().flatten().count()
    }

    fn cell<'a>(&self, column: Column, record: &'a StringRecord) -> &'a str {
        let at = self.0.get(column as usize).copied().flatten();
        at.and_then(|at| record.get(at))
            .map(unguarded)
            .unwrap_or_default()
    }
}

/// Reads a table. Its delimiter is the one by which its first row names the most columns.
pub(super) fn read(text: &str) -> Result<Reading, FileProblem> {
    let (text, told, skipped) = without_sep(text);
    let tables = DELIMITERS
        .into_iter()
        .filter(|delimiter| told.is_none_or(|told| told == *delimiter));
    let mut best: Option<(Columns, StringRecord, u8)> = None;
    for delimiter in tables {
        let Some(header) = records(text, delimiter).next().transpose()? else {
            return Err(FileProblem::Empty);
        };
        let columns = Columns::of(&header.record);
        if best
            .as_ref()
            .is_none_or(|(known, ..)| columns.known() > known.known())
        {
            best = Some((columns, header.record, delimiter));
        }
    }
    let (columns, header, delimiter) = best.ok_or(FileProblem::Empty)?;
    if columns.0[Column::Identifier as usize].is_none() {
        return Err(FileProblem::NoIdentifierColumn {
            columns: named(&header),
        });
    }
    let mut rows = Vec::new();
    let mut entries = 0;
    for found in records(text, delimiter).skip(1) {
        let found = found?;
        if found.record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        entries += 1;
        // The rest is counted, so that it can be told how many there are.
        if within_limit(entries).is_ok() {
            rows.push(row(&columns, &found.record, found.row + skipped));
        }
    }
    within_limit(entries)?;
    let used: Vec<usize> = columns.0.into_iter().flatten().collect();
    let unused = header.iter().enumerate().filter(|(at, _)| !used.contains(at));
    Ok(Reading {
        rows,
        unused_columns: named(&unused.map(|(_, name)| name).collect()),
    })
}

fn named(header: &StringRecord) -> Vec<String> {
    let names = header.iter().map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Takes a `sep=;` line away: the rest, the sign, and the number of rows that are gone with it.
fn without_sep(text: &str) -> (&str, Option<u8>, u32) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end_matches('\r').trim_matches('"');
    match line.strip_prefix(SEP).map(str::as_bytes) {
        Some([sign]) if DELIMITERS.contains(sign) => (rest, Some(*sign), 1),
        _ => (text, None, 0),
    }
}

struct Found {
    record: StringRecord,
    /// The number that a spreadsheet app shows beside it.
    row: u32,
}

/// The records with their rows. An empty line is a row of its own, a line break inside a cell is none.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = Result<Found, FileProblem>> + use<'_> {
    let reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut inside, mut counted, mut until) = (0, 0, 0);
    reader.into_records().map(move |record| {
        let record = record.map_err(|error| FileProblem::BrokenTable {
            line: error.position().map_or(1, |at| narrow(at.line())),
        })?;
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        // Where a record begins is told as where the one before it ended.
        let rest = text.get(start..).unwrap_or_default();
        let start = text.len() - rest.trim_start_matches(['\r', '\n']).len();
        counted += line_ends(text.get(until..start).unwrap_or_default());
        until = start;
        let row = (counted + 1).saturating_sub(inside);
        inside += record.iter().map(line_ends).sum::<usize>();
        Ok(Found {
            record,
            row: u32::try_from(row).unwrap_or(u32::MAX),
        })
    })
}

/// Line ends of every system; the two signs of Windows are one.
fn line_ends(text: &str) -> usize {
    text.matches('\n').count() + text.matches('\r').count() - text.matches("\r\n").count()
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn row(columns: &Columns, record: &StringRecord, at: u32) -> Row {
    let cell = |column| columns.cell(column, record);
    let (identifier, prompt) = (cell(Column::Identifier), cell(Column::Prompt));
    let choices = split(cell(Column::Choices));
    let judged = judge(identifier, cell(Column::DataType), prompt, choices.is_empty());
    let metric = judged.map(|data_type| {
        Incoming::of(&MetricFields {
            identifier: identifier.to_owned(),
            prompt: prompt.to_owned(),
            choices: if data_type == DataType::Enum {
                choices
            } else {
                Vec::new()
            },
            data_type,
        })
    });
    Row {
        at,
        found: identifier.to_owned(),
        metric,
    }
}
