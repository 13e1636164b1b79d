//! Branches.

use debrief_engine::views::{
    BranchName, BranchPreview, BranchPublish, BranchReview, BranchesView, MakeLiveOutcome, MergeChoice,
    PublishView,
};

use super::{Answer, App};

/// The branches of an agent; none for one without.
#[tauri::command]
#[specta::specta]
pub async fn list_branches(app: App<'_>, agent_id: String) -> Answer<BranchesView> {
    Ok(app.engine.list_branches(&agent_id).await?)
}

/// What putting a branch live would change.
#[tauri::command]
#[specta::specta]
pub async fn branch_preview(app: App<'_>, agent_id: String, branch_id: String) -> Answer<BranchPreview> {
    Ok(app.engine.branch_preview(&agent_id, &branch_id).await?)
}

/// Puts a branch live.
#[tauri::command]
#[specta::specta]
pub async fn make_live(
    app: App<'_>,
    agent_id: String,
    branch_id: String,
    seen_live: String,
    seen_head: String,
) -> Answer<MakeLiveOutcome> {
    Ok(app
        .engine
        .make_live(&agent_id, &branch_id, &seen_live, &seen_head)
        .await?)
}

/// The branches of an agent by name.
#[tauri::command]
#[specta::specta]
pub async fn branch_names(app: App<'_>, agent_id: String) -> Answer<Vec<BranchName>> {
    Ok(app.engine.branch_names(&agent_id).await?)
}

/// What publishing to a branch that is not live would do there.
#[tauri::command]
#[specta::specta]
pub async fn branch_review(
    app: App<'_>,
    agent_id: String,
    branch_id: String,
    choices: Vec<MergeChoice>,
) -> Answer<BranchReview> {
    Ok(app.engine.branch_review(&agent_id, &branch_id, &choices).await?)
}

/// Starts publishing to a branch that is not live.
#[tauri::command]
#[specta::specta]
pub async fn publish_to_branch(app: App<'_>, agent_id: String, wanted: BranchPublish) -> Answer<PublishView> {
    Ok(app.engine.publish_to_branch(&agent_id, wanted).await?)
}
