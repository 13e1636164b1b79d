//! Metrics into files, out of files, and to other agents.

use debrief_engine::views::{
    AgentView, BatchOrder, BatchView, CopyOrder, CopyResult, CopyTarget, FileFormat, ImportChoice, ImportView,
};
use debrief_engine::{DialogWords, SavedFile};

use super::{Answer, App};

/// Asks where to write metrics, and writes them.
#[tauri::command]
#[specta::specta]
pub async fn export_metrics(
    app: App<'_>,
    agent_id: String,
    chosen: Option<Vec<String>>,
    format: FileFormat,
    words: DialogWords,
) -> Answer<Option<SavedFile>> {
    Ok(app
        .engine
        .export_metrics(&agent_id, chosen, format, words)
        .await?)
}

/// Asks for a file and says what it would do.
#[tauri::command]
#[specta::specta]
pub async fn read_import(app: App<'_>, agent_id: String, words: DialogWords) -> Answer<Option<ImportView>> {
    Ok(app.engine.read_import(&agent_id, words).await?)
}

/// Takes rows of what was read into the working copy.
#[tauri::command]
#[specta::specta]
pub async fn apply_import(
    app: App<'_>,
    agent_id: String,
    token: String,
    chosen: Vec<ImportChoice>,
) -> Answer<AgentView> {
    Ok(app.engine.apply_import(&agent_id, &token, chosen).await?)
}

/// Forgets what was read.
#[tauri::command]
#[specta::specta]
pub async fn drop_import(app: App<'_>, token: String) -> Answer<()> {
    app.engine.drop_import(&token);
    Ok(())
}

/// What copying metrics would change on another agent.
#[tauri::command]
#[specta::specta]
pub async fn copy_preview(
    app: App<'_>,
    agent_id: String,
    metrics: Vec<String>,
    target: String,
) -> Answer<CopyTarget> {
    Ok(app.engine.copy_preview(&agent_id, &metrics, &target).await?)
}

/// Copies metrics to other agents.
#[tauri::command]
#[specta::specta]
pub async fn copy_apply(
    app: App<'_>,
    agent_id: String,
    metrics: Vec<String>,
    orders: Vec<CopyOrder>,
) -> Answer<Vec<CopyResult>> {
    Ok(app.engine.copy_apply(&agent_id, &metrics, orders).await?)
}

/// Writes down which agents are to be published one after another.
#[tauri::command]
#[specta::specta]
pub async fn start_batch(app: App<'_>, orders: Vec<BatchOrder>, label: String) -> Answer<BatchView> {
    Ok(app.engine.start_batch(orders, &label).await?)
}

/// Publishes them; answers when that is over.
#[tauri::command]
#[specta::specta]
pub async fn drive_batch(app: App<'_>, batch_id: String) -> Answer<BatchView> {
    Ok(app.engine.drive_batch(&batch_id).await?)
}

/// Lets the agent whose turn it is come to its end, and passes the others over.
#[tauri::command]
#[specta::specta]
pub async fn stop_batch(app: App<'_>, batch_id: String) -> Answer<BatchView> {
    Ok(app.engine.stop_batch(&batch_id).await?)
}

/// Agents that are published one after another, until they are put away.
#[tauri::command]
#[specta::specta]
pub async fn batches(app: App<'_>) -> Answer<Vec<BatchView>> {
    Ok(app.engine.batches().await?)
}

/// Puts a batch away.
#[tauri::command]
#[specta::specta]
pub async fn dismiss_batch(app: App<'_>, batch_id: String) -> Answer<()> {
    Ok(app.engine.dismiss_batch(&batch_id).await?)
}
