//! The app itself.

use debrief_engine::views::{Appearance, StartView, TextSize};
use debrief_engine::{ErrorCode, WireError};

use super::{Answer, App};

/// Where a person makes an API key.
const API_KEYS_PAGE: &str = "https://app.smallest.ai/dashboard/api-keys";

/// What the first paint needs.
#[tauri::command]
#[specta::specta]
pub async fn start(app: App<'_>) -> Answer<StartView> {
    Ok(app
        .engine
        .start(env!("CARGO_PKG_VERSION"), app.automation, &app.profile_dir)
        .await?)
}

/// Chooses the theme.
#[tauri::command]
#[specta::specta]
pub async fn set_appearance(app: App<'_>, appearance: Appearance) -> Answer<()> {
    Ok(app.engine.set_appearance(appearance).await?)
}

/// Chooses the size of the text.
#[tauri::command]
#[specta::specta]
pub async fn set_text_size(app: App<'_>, size: TextSize) -> Answer<()> {
    app.engine.set_text_size(size).await?;
    app.frame
        .zoom(size.scale())
        .map_err(|detail| WireError::plain(ErrorCode::Internal, detail))
}

/// Opens the page of the Atoms console where keys are made.
#[tauri::command]
#[specta::specta]
pub async fn open_api_keys_page(app: App<'_>) -> Answer<()> {
    app.opener
        .open(API_KEYS_PAGE)
        .map_err(|detail| WireError::plain(ErrorCode::Internal, detail))
}

/// Closes the window; what was typed is kept by now.
#[tauri::command]
#[specta::specta]
pub async fn close_window(app: App<'_>) -> Answer<()> {
    app.frame.close();
    Ok(())
}
