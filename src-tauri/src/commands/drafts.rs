//! Open drafts on Atoms.

use debrief_engine::views::{DraftContents, DraftSeen, DraftsView, SaveDraftOutcome};

use super::{Answer, App};

/// The open drafts of an agent.
#[tauri::command]
#[specta::specta]
pub async fn list_drafts(app: App<'_>, agent_id: String) -> Answer<DraftsView> {
    Ok(app.engine.list_drafts(&agent_id).await?)
}

/// All that a draft changes in what is live.
#[tauri::command]
#[specta::specta]
pub async fn draft_contents(app: App<'_>, agent_id: String, draft_id: String) -> Answer<DraftContents> {
    Ok(app.engine.draft_contents(&agent_id, &draft_id).await?)
}

/// Writes the working copy into a draft and publishes nothing.
#[tauri::command]
#[specta::specta]
pub async fn save_draft(
    app: App<'_>,
    agent_id: String,
    name: String,
    into: Option<DraftSeen>,
) -> Answer<SaveDraftOutcome> {
    Ok(app.engine.save_draft(&agent_id, &name, into).await?)
}
