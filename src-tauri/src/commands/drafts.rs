//! Open drafts on Atoms.

use debrief_engine::views::{
    AgentView, DiscardOutcome, DraftContents, DraftRow, DraftSeen, DraftsView, RenameOutcome,
    SaveDraftOutcome,
};

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

/// The open drafts by name.
#[tauri::command]
#[specta::specta]
pub async fn draft_names(app: App<'_>, agent_id: String) -> Answer<Vec<DraftRow>> {
    Ok(app.engine.draft_names(&agent_id).await?)
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

/// Makes the metrics of a draft those of the working copy.
#[tauri::command]
#[specta::specta]
pub async fn continue_draft(app: App<'_>, agent_id: String, draft_id: String) -> Answer<AgentView> {
    Ok(app.engine.continue_draft(&agent_id, &draft_id).await?)
}

/// Gives a draft of ours another name.
#[tauri::command]
#[specta::specta]
pub async fn rename_draft(
    app: App<'_>,
    agent_id: String,
    draft_id: String,
    name: String,
) -> Answer<RenameOutcome> {
    Ok(app.engine.rename_draft(&agent_id, &draft_id, &name).await?)
}

/// Discards a draft of ours.
#[tauri::command]
#[specta::specta]
pub async fn discard_draft(
    app: App<'_>,
    agent_id: String,
    seen: DraftSeen,
    anyway: bool,
) -> Answer<DiscardOutcome> {
    Ok(app.engine.discard_draft(&agent_id, &seen, anyway).await?)
}
