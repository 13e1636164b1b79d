//! Agents.

use debrief_engine::views::{AgentPage, AgentView, KnownAgent};

use super::{Answer, App};

/// One page of agents, archived ones or the others.
#[tauri::command]
#[specta::specta]
pub async fn list_agents(app: App<'_>, search: String, page: u32, archived: bool) -> Answer<AgentPage> {
    Ok(app.engine.list_agents(&search, page, archived).await?)
}

/// The list as it was last read, from this computer alone.
#[tauri::command]
#[specta::specta]
pub async fn kept_agents(app: App<'_>, search: String, archived: bool) -> Answer<Option<AgentPage>> {
    Ok(app.engine.kept_agents(&search, archived).await?)
}

/// How many metrics an agent has live, read for the list.
#[tauri::command]
#[specta::specta]
pub async fn look_at_agent(app: App<'_>, agent_id: String) -> Answer<Option<u32>> {
    Ok(app.engine.look_at_agent(&agent_id).await?)
}

/// What "Find anything" searches, from this computer alone.
#[tauri::command]
#[specta::specta]
pub async fn known_agents(app: App<'_>) -> Answer<Vec<KnownAgent>> {
    Ok(app.engine.known_agents().await?)
}

/// Opens an agent and its working copy.
#[tauri::command]
#[specta::specta]
pub async fn open_agent(app: App<'_>, agent_id: String, refresh: bool) -> Answer<AgentView> {
    Ok(app.engine.open_agent(&agent_id, refresh).await?)
}

/// Back at the list.
#[tauri::command]
#[specta::specta]
pub async fn close_agent(app: App<'_>) -> Answer<()> {
    Ok(app.engine.close_agent().await?)
}
