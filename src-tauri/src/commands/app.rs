//! The app itself.

use debrief_engine::views::{Appearance, StartView, TextSize};
use debrief_engine::{About, ErrorCode, WireError};

use super::{Answer, App};

/// Where a person makes an API key.
const API_KEYS_PAGE: &str = "https://app.smallest.ai/dashboard/api-keys";

/// What the first paint needs.
#[tauri::command]
#[specta::specta]
pub async fn start(app: App<'_>) -> Answer<StartView> {
    Ok(app
        .engine
        .start(About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            automation: app.automation,
            profile_dir: app.profile_dir.display().to_string(),
            log_dir: app.log_dir().display().to_string(),
        })
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

/// Shows the folder of the log.
#[tauri::command]
#[specta::specta]
pub async fn open_log_folder(app: App<'_>) -> Answer<()> {
    app.opener
        .open_folder(&app.log_dir())
        .map_err(|detail| WireError::plain(ErrorCode::Internal, detail))
}

/// Shows a file that was saved since the app began, in its folder.
#[tauri::command]
#[specta::specta]
pub async fn show_saved_file(app: App<'_>, file_id: String) -> Answer<()> {
    app.opener
        .reveal(&app.engine.saved_file(&file_id)?)
        .map_err(|detail| WireError::plain(ErrorCode::Internal, detail))
}

/// Shows the folder that holds everything the app keeps.
#[tauri::command]
#[specta::specta]
pub async fn open_profile_folder(app: App<'_>) -> Answer<()> {
    app.opener
        .open_folder(&app.profile_dir)
        .map_err(|detail| WireError::plain(ErrorCode::Internal, detail))
}

/// The person has read that a file was set aside.
#[tauri::command]
#[specta::specta]
pub async fn dismiss_set_aside(app: App<'_>) -> Answer<()> {
    Ok(app.engine.dismiss_set_aside().await?)
}

/// Closes the window; what was typed is kept by now.
#[tauri::command]
#[specta::specta]
pub async fn close_window(app: App<'_>) -> Answer<()> {
    app.frame.close();
    Ok(())
}
