//! Templates: the library, the server's, and the person's own.

use debrief_engine::views::{
    FileTemplate, ImportedTemplates, KnownTemplates, OwnTemplate, TemplateText, TemplateView, TemplatesFile,
    TemplatesOutcome,
};
use debrief_engine::{DialogWords, SavedFile};

use super::{Answer, App};

/// Our own templates.
#[tauri::command]
#[specta::specta]
pub async fn library_templates(app: App<'_>) -> Answer<Vec<TemplateView>> {
    Ok(app.engine.library_templates()?)
}

/// The server's templates.
#[tauri::command]
#[specta::specta]
pub async fn atoms_templates(app: App<'_>) -> Answer<Vec<TemplateView>> {
    Ok(app.engine.atoms_templates().await?)
}

/// The person's own templates.
#[tauri::command]
#[specta::specta]
pub async fn own_templates(app: App<'_>) -> Answer<Vec<OwnTemplate>> {
    Ok(app.engine.own_templates().await?)
}

/// Keeps templates, all of them or none.
#[tauri::command]
#[specta::specta]
pub async fn save_templates(
    app: App<'_>,
    texts: Vec<TemplateText>,
    set: Option<String>,
) -> Answer<TemplatesOutcome> {
    Ok(app.engine.save_templates(texts, set).await?)
}

/// Replaces what a template says and the set it belongs to.
#[tauri::command]
#[specta::specta]
pub async fn change_template(
    app: App<'_>,
    template_id: String,
    text: TemplateText,
    set: Option<String>,
) -> Answer<TemplatesOutcome> {
    Ok(app.engine.change_template(&template_id, text, set).await?)
}

/// Gives a set another name; a blank one dissolves it.
#[tauri::command]
#[specta::specta]
pub async fn rename_template_set(app: App<'_>, set: String, name: String) -> Answer<Vec<OwnTemplate>> {
    Ok(app.engine.rename_template_set(&set, &name).await?)
}

/// Deletes templates.
#[tauri::command]
#[specta::specta]
pub async fn delete_templates(app: App<'_>, template_ids: Vec<String>) -> Answer<()> {
    Ok(app.engine.delete_templates(template_ids).await?)
}

/// Puts deleted templates back into their places.
#[tauri::command]
#[specta::specta]
pub async fn put_back_templates(app: App<'_>, templates: Vec<OwnTemplate>) -> Answer<()> {
    Ok(app.engine.put_back_templates(templates).await?)
}

/// Writes templates into a file where the person says.
#[tauri::command]
#[specta::specta]
pub async fn export_templates(
    app: App<'_>,
    template_ids: Vec<String>,
    words: DialogWords,
) -> Answer<Option<SavedFile>> {
    Ok(app.engine.export_templates(&template_ids, words).await?)
}

/// What a file of templates holds that the person chooses.
#[tauri::command]
#[specta::specta]
pub async fn open_templates_file(app: App<'_>, words: DialogWords) -> Answer<Option<TemplatesFile>> {
    Ok(app.engine.open_templates_file(words).await?)
}

/// Keeps templates of a file that was read.
#[tauri::command]
#[specta::specta]
pub async fn import_templates(
    app: App<'_>,
    entries: Vec<FileTemplate>,
    known: KnownTemplates,
) -> Answer<ImportedTemplates> {
    Ok(app.engine.import_templates(entries, known).await?)
}
