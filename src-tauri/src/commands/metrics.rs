//! The working copy and the panel.

use debrief_engine::views::{
    AgentView, Card, Consent, Edit, MergeView, MetricPreview, Panel, PanelCheck, SaveOutcome,
};
use debrief_engine::{MetricFields, Repair, Repaired};

use super::{Answer, App};

/// Applies one edit.
#[tauri::command]
#[specta::specta]
pub async fn edit_metrics(app: App<'_>, agent_id: String, edit: Edit) -> Answer<AgentView> {
    Ok(app.engine.edit(&agent_id, edit).await?)
}

/// What somebody else made live beside the changes of this working copy.
#[tauri::command]
#[specta::specta]
pub async fn merge_view(app: App<'_>, agent_id: String) -> Answer<Option<MergeView>> {
    Ok(app.engine.merge_view(&agent_id).await?)
}

/// What was typed into a panel before.
#[tauri::command]
#[specta::specta]
pub async fn load_panel(app: App<'_>, agent_id: String, slot: String) -> Answer<Option<Panel>> {
    Ok(app.engine.load_panel(&agent_id, &slot).await?)
}

/// Keeps a panel as typed.
#[tauri::command]
#[specta::specta]
pub async fn keep_panel(app: App<'_>, agent_id: String, slot: String, panel: Panel) -> Answer<PanelCheck> {
    Ok(app.engine.keep_panel(&agent_id, &slot, panel).await?)
}

/// Forgets a panel.
#[tauri::command]
#[specta::specta]
pub async fn drop_panel(app: App<'_>, agent_id: String, slot: String) -> Answer<()> {
    Ok(app.engine.drop_panel(&agent_id, &slot).await?)
}

/// Puts a panel's cards into the working copy.
#[tauri::command]
#[specta::specta]
pub async fn save_panel(
    app: App<'_>,
    agent_id: String,
    slot: String,
    panel: Panel,
    consent: Consent,
) -> Answer<SaveOutcome> {
    Ok(app.engine.save_panel(&agent_id, &slot, panel, consent).await?)
}

/// What an answer to a card's metric will look like.
#[tauri::command]
#[specta::specta]
pub async fn preview_metric(app: App<'_>, agent_id: String, card: Card) -> Answer<MetricPreview> {
    Ok(app.engine.preview_metric(&agent_id, &card))
}

/// What a repair makes of fields that are being typed.
#[tauri::command]
#[specta::specta]
pub async fn repair_fields(fields: MetricFields, repair: Repair) -> Answer<Repaired> {
    Ok(debrief_engine::repair(&fields, &repair))
}
