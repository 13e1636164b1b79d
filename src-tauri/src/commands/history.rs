//! The version history.

use debrief_engine::views::{VersionPage, VersionView};

use super::{Answer, App};

/// A page of versions.
#[tauri::command]
#[specta::specta]
pub async fn list_versions(app: App<'_>, agent_id: String, skip: u32, limit: u32) -> Answer<VersionPage> {
    Ok(app.engine.list_versions(&agent_id, skip, limit).await?)
}

/// The versions seen before, from this computer alone.
#[tauri::command]
#[specta::specta]
pub async fn kept_versions(app: App<'_>, agent_id: String) -> Answer<Option<VersionPage>> {
    Ok(app.engine.kept_versions(&agent_id).await?)
}

/// One version with its metrics.
#[tauri::command]
#[specta::specta]
pub async fn open_version(app: App<'_>, agent_id: String, version_id: String) -> Answer<VersionView> {
    Ok(app.engine.open_version(&agent_id, &version_id).await?)
}
