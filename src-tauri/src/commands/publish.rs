//! Reviewing and publishing.

use debrief_engine::views::{PublishView, ReviewView};

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
) -> Answer<PublishView> {
    Ok(app.engine.publish(&agent_id, &label, &description).await?)
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

/// Deletes the draft that a stopped publish left on Atoms.
#[tauri::command]
#[specta::specta]
pub async fn remove_leftover(app: App<'_>, agent_id: String) -> Answer<PublishView> {
    Ok(app.engine.remove_leftover(&agent_id).await?)
}

/// Puts a finished publish away.
#[tauri::command]
#[specta::specta]
pub async fn dismiss_publish(app: App<'_>, agent_id: String) -> Answer<()> {
    Ok(app.engine.dismiss_publish(&agent_id).await?)
}
