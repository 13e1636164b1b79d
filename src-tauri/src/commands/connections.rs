//! Connections.

use debrief_engine::views::{ConnectOutcome, ConnectionView};
use secrecy::SecretString;

use super::{Answer, App};

/// Checks a key and keeps it.
#[tauri::command]
#[specta::specta]
pub async fn connect(app: App<'_>, address: Option<String>, key: String) -> Answer<ConnectOutcome> {
    Ok(app
        .engine
        .connect(address.as_deref(), SecretString::from(key))
        .await?)
}

/// Checks a key and uses it until the app ends, without the keychain.
#[tauri::command]
#[specta::specta]
pub async fn connect_for_session(
    app: App<'_>,
    address: Option<String>,
    key: String,
) -> Answer<ConnectionView> {
    Ok(app
        .engine
        .connect_for_session(address.as_deref(), SecretString::from(key))
        .await?)
}

/// Reads on with what is on this computer after the key was refused.
#[tauri::command]
#[specta::specta]
pub async fn read_only_for_now(app: App<'_>) -> Answer<()> {
    Ok(app.engine.read_only_for_now().await?)
}

/// Gives a connection a name.
#[tauri::command]
#[specta::specta]
pub async fn rename_connection(app: App<'_>, id: String, name: String) -> Answer<()> {
    Ok(app.engine.rename_connection(&id, &name).await?)
}

/// Goes on without a keychain.
#[tauri::command]
#[specta::specta]
pub async fn keep_for_session(app: App<'_>, pending: String) -> Answer<ConnectionView> {
    Ok(app.engine.keep_for_session(&pending).await?)
}

/// Offers the key to the keychain again.
#[tauri::command]
#[specta::specta]
pub async fn retry_keychain(app: App<'_>, pending: String) -> Answer<ConnectOutcome> {
    Ok(app.engine.retry_keychain(pending).await?)
}

/// Forgets a key that was not kept.
#[tauri::command]
#[specta::specta]
pub async fn drop_pending(app: App<'_>, pending: String) -> Answer<()> {
    app.engine.drop_pending(&pending);
    Ok(())
}

/// Opens the sandbox.
#[tauri::command]
#[specta::specta]
pub async fn open_sandbox(app: App<'_>) -> Answer<ConnectionView> {
    Ok(app.engine.open_sandbox().await?)
}

/// Uses a connection kept before.
#[tauri::command]
#[specta::specta]
pub async fn use_connection(app: App<'_>, id: String) -> Answer<ConnectionView> {
    Ok(app.engine.use_connection(&id).await?)
}

/// Erases a connection, its key and everything kept for it.
#[tauri::command]
#[specta::specta]
pub async fn remove_connection(app: App<'_>, id: String) -> Answer<()> {
    Ok(app.engine.remove_connection(&id).await?)
}

/// Back to the Connect screen.
#[tauri::command]
#[specta::specta]
pub async fn leave_connection(app: App<'_>) -> Answer<()> {
    Ok(app.engine.leave_connection().await?)
}
