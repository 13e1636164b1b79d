//! The version history.

use debrief_engine::views::{
    AgentView, BringBackOutcome, CompareFile, CompareSource, CompareView, LabelsOutcome, LabelsView,
    MetricSince, ReadingView, RestoreOutcome, RowRead, TypedLabels, VersionFilter, VersionLabels,
    VersionPage, VersionSearch, VersionView, WholeVersion,
};
use debrief_engine::{Apart, DialogWords, Pick};

use super::{Answer, App};

/// A page of versions, of the branch that counts if none is named.
#[tauri::command]
#[specta::specta]
pub async fn list_versions(
    app: App<'_>,
    agent_id: String,
    branch_id: Option<String>,
    skip: u32,
    limit: u32,
) -> Answer<VersionPage> {
    Ok(app
        .engine
        .list_versions(&agent_id, branch_id, skip, limit)
        .await?)
}

/// The versions seen before, from this computer alone.
#[tauri::command]
#[specta::specta]
pub async fn kept_versions(
    app: App<'_>,
    agent_id: String,
    branch_id: Option<String>,
) -> Answer<Option<VersionPage>> {
    Ok(app.engine.kept_versions(&agent_id, branch_id).await?)
}

/// Finds versions among those that are on this computer.
#[tauri::command]
#[specta::specta]
pub async fn search_versions(
    app: App<'_>,
    agent_id: String,
    branch_id: Option<String>,
    filter: VersionFilter,
) -> Answer<VersionSearch> {
    Ok(app.engine.search_versions(&agent_id, branch_id, filter).await?)
}

/// Reads what it takes to say what these rows changed.
#[tauri::command]
#[specta::specta]
pub async fn read_rows(app: App<'_>, agent_id: String, version_ids: Vec<String>) -> Answer<Vec<RowRead>> {
    Ok(app.engine.read_rows(&agent_id, version_ids).await?)
}

/// How much of the history is here, and how many requests the rest takes.
#[tauri::command]
#[specta::specta]
pub async fn reading_plan(app: App<'_>, agent_id: String, branch_id: Option<String>) -> Answer<ReadingView> {
    Ok(app.engine.reading_plan(&agent_id, branch_id).await?)
}

/// Reads the whole history; answers when that is over.
#[tauri::command]
#[specta::specta]
pub async fn read_all(app: App<'_>, agent_id: String, branch_id: Option<String>) -> Answer<ReadingView> {
    Ok(app.engine.read_all(&agent_id, branch_id).await?)
}

/// Sends no more requests for the history.
#[tauri::command]
#[specta::specta]
pub async fn stop_reading(app: App<'_>, agent_id: String) -> Answer<()> {
    Ok(app.engine.stop_reading(&agent_id).await?)
}

/// One version with its metrics.
#[tauri::command]
#[specta::specta]
pub async fn open_version(app: App<'_>, agent_id: String, version_id: String) -> Answer<VersionView> {
    Ok(app.engine.open_version(&agent_id, &version_id).await?)
}

/// Whether Atoms takes another label for a version, and what was typed.
#[tauri::command]
#[specta::specta]
pub async fn version_labels(app: App<'_>, agent_id: String, version_id: String) -> Answer<LabelsView> {
    Ok(app.engine.version_labels(&agent_id, &version_id).await?)
}

/// Keeps what was typed to call a version; none forgets it.
#[tauri::command]
#[specta::specta]
pub async fn keep_version_labels(
    app: App<'_>,
    agent_id: String,
    version_id: String,
    typed: Option<TypedLabels>,
) -> Answer<()> {
    Ok(app
        .engine
        .keep_version_labels(&agent_id, &version_id, typed)
        .await?)
}

/// Calls a version something else on Atoms.
#[tauri::command]
#[specta::specta]
pub async fn edit_version_labels(
    app: App<'_>,
    agent_id: String,
    version_id: String,
    seen: VersionLabels,
    labels: VersionLabels,
) -> Answer<LabelsOutcome> {
    Ok(app
        .engine
        .edit_version_labels(&agent_id, &version_id, seen, labels)
        .await?)
}

/// Keeps the person's own note on a version.
#[tauri::command]
#[specta::specta]
pub async fn keep_note(app: App<'_>, agent_id: String, version_id: String, note: String) -> Answer<()> {
    Ok(app.engine.keep_note(&agent_id, &version_id, note).await?)
}

/// Two states of metrics side by side.
#[tauri::command]
#[specta::specta]
pub async fn compare(
    app: App<'_>,
    agent_id: String,
    left: CompareSource,
    right: CompareSource,
    apart: Vec<Apart>,
) -> Answer<CompareView> {
    Ok(app.engine.compare(&agent_id, left, right, apart).await?)
}

/// Asks for a file to compare.
#[tauri::command]
#[specta::specta]
pub async fn open_compare_file(app: App<'_>, words: DialogWords) -> Answer<Option<CompareFile>> {
    Ok(app.engine.open_compare_file(words).await?)
}

/// Makes picked metrics of the working copy as they are in a version.
#[tauri::command]
#[specta::specta]
pub async fn bring_back(
    app: App<'_>,
    agent_id: String,
    version_id: String,
    picks: Vec<Pick>,
    apart: Vec<Apart>,
) -> Answer<BringBackOutcome> {
    Ok(app
        .engine
        .bring_back(&agent_id, &version_id, picks, apart)
        .await?)
}

/// Makes the metrics of a version those of the working copy.
#[tauri::command]
#[specta::specta]
pub async fn edit_from(app: App<'_>, agent_id: String, version_id: String) -> Answer<AgentView> {
    Ok(app.engine.edit_from(&agent_id, &version_id).await?)
}

/// What bringing back a whole version would change.
#[tauri::command]
#[specta::specta]
pub async fn whole_version(
    app: App<'_>,
    agent_id: String,
    version_id: String,
    branch: Option<String>,
) -> Answer<WholeVersion> {
    Ok(app
        .engine
        .whole_version(&agent_id, &version_id, branch.as_deref())
        .await?)
}

/// Brings back a whole version.
#[tauri::command]
#[specta::specta]
pub async fn restore_version(
    app: App<'_>,
    agent_id: String,
    version_id: String,
    branch: Option<String>,
    seen: String,
) -> Answer<RestoreOutcome> {
    Ok(app
        .engine
        .restore_version(&agent_id, &version_id, branch.as_deref(), &seen)
        .await?)
}

/// Since when each metric of the live version stands as it does.
#[tauri::command]
#[specta::specta]
pub async fn since_when(app: App<'_>, agent_id: String) -> Answer<Vec<MetricSince>> {
    Ok(app.engine.since_when(&agent_id).await?)
}
