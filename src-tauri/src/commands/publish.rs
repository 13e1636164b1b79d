//! Reviewing and publishing.

use debrief_engine::views::{
    DraftAnswer, LeftoverView, OpenDraftView, OpenRun, PublishView, Removal, ReviewView,
};

use super::{Answer, App};

/// What publishing would do.
#[tauri::command]
#[specta::specta]
pub async fn review(app: App<'_>, agent_id: String) -> Answer<ReviewView> {
    Ok(app.engine.review(&agent_id).await?)
}

/// Keeps label and description as typed.
#[tauri::command]
#[specta::specta]
pub async fn keep_label(app: App<'_>, agent_id: String, label: String, description: String) -> Answer<()> {
    Ok(app.engine.keep_label(&agent_id, label, description).await?)
}

/// Starts publishing.
#[tauri::command]
#[specta::specta]
pub async fn publish(
    app: App<'_>,
    agent_id: String,
    label: String,
    description: String,
    anyway: Vec<String>,
) -> Answer<PublishView> {
    Ok(app
        .engine
        .publish(&agent_id, &label, &description, &anyway)
        .await?)
}

/// Where a publish stands.
#[tauri::command]
#[specta::specta]
pub async fn publish_state(app: App<'_>, agent_id: String) -> Answer<Option<PublishView>> {
    Ok(app.engine.publish_state(&agent_id).await?)
}

/// Stops a publish where that is safe.
#[tauri::command]
#[specta::specta]
pub async fn cancel_publish(app: App<'_>, agent_id: String) -> Answer<()> {
    Ok(app.engine.cancel_publish(&agent_id).await?)
}

/// Goes on with an interrupted publish.
#[tauri::command]
#[specta::specta]
pub async fn resume_publish(app: App<'_>, agent_id: String) -> Answer<PublishView> {
    Ok(app.engine.resume_publish(&agent_id).await?)
}

/// Ends a publish that waits and cannot go on, as it is.
#[tauri::command]
#[specta::specta]
pub async fn give_up_publish(app: App<'_>, agent_id: String) -> Answer<PublishView> {
    Ok(app.engine.give_up_publish(&agent_id).await?)
}

/// Ends an interrupted publish and removes what it made.
#[tauri::command]
#[specta::specta]
pub async fn discard_publish(app: App<'_>, agent_id: String) -> Answer<PublishView> {
    Ok(app.engine.discard_publish(&agent_id).await?)
}

/// Looks how far interrupted publishes got, and goes on waiting for what is waited for.
#[tauri::command]
#[specta::specta]
pub async fn look_after_runs(app: App<'_>) -> Answer<()> {
    Ok(app.engine.look_after_runs().await?)
}

/// The publishes that go on, wait, or ended and were not put away.
#[tauri::command]
#[specta::specta]
pub async fn open_runs(app: App<'_>) -> Answer<Vec<OpenRun>> {
    Ok(app.engine.open_runs().await?)
}

/// Drafts of ours that earlier publishes left on Atoms.
#[tauri::command]
#[specta::specta]
pub async fn leftovers(app: App<'_>, agent_id: String) -> Answer<Vec<LeftoverView>> {
    Ok(app.engine.leftovers(&agent_id).await?)
}

/// Deletes the draft that an earlier publish left on Atoms.
#[tauri::command]
#[specta::specta]
pub async fn remove_leftover(app: App<'_>, agent_id: String, run_id: String) -> Answer<Removal> {
    Ok(app.engine.remove_leftover(&agent_id, &run_id).await?)
}

/// Somebody else's open draft.
#[tauri::command]
#[specta::specta]
pub async fn open_draft(app: App<'_>, agent_id: String) -> Answer<Option<OpenDraftView>> {
    Ok(app.engine.open_draft(&agent_id).await?)
}

/// Adds to somebody else's draft, or publishes all of it.
#[tauri::command]
#[specta::specta]
pub async fn answer_draft(app: App<'_>, agent_id: String, answer: DraftAnswer) -> Answer<PublishView> {
    Ok(app.engine.answer_draft(&agent_id, answer).await?)
}

/// Waits for somebody else's draft to go, and looks at once.
#[tauri::command]
#[specta::specta]
pub async fn wait_for_draft(app: App<'_>, agent_id: String) -> Answer<PublishView> {
    Ok(app.engine.wait_for_draft(&agent_id).await?)
}

/// Puts a finished publish away.
#[tauri::command]
#[specta::specta]
pub async fn dismiss_publish(app: App<'_>, agent_id: String) -> Answer<()> {
    Ok(app.engine.dismiss_publish(&agent_id).await?)
}
