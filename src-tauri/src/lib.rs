//! The shell of Debrief: one window, the commands it may call, and the state behind them. Nothing here
//! decides anything; that is the engine's part.

mod commands;
mod files;
mod instance;
mod live;
mod log;
mod notices;
mod profile;
mod state;
mod surroundings;
mod window;

pub use notices::Notified;
pub use profile::Profile;
pub use state::{AppState, Frame, Opener};

use tauri::Runtime;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

/// The commands and events between window and engine. There is no second list: the running app, the test
/// of permissions and the generator of the TypeScript bindings build on this one.
pub fn ipc<R: Runtime>() -> Builder<R> {
    Builder::new()
        .disable_serde_phases()
        .error_handling(ErrorHandlingMode::Throw)
        .commands(collect_commands![
            commands::app::start,
            commands::app::set_appearance,
            commands::app::set_text_size,
            commands::app::open_api_keys_page,
            commands::app::open_log_folder,
            commands::app::show_saved_file,
            commands::app::open_profile_folder,
            commands::app::dismiss_set_aside,
            commands::app::close_window,
            commands::connections::connect,
            commands::connections::connect_for_session,
            commands::connections::read_only_for_now,
            commands::connections::rename_connection,
            commands::connections::keep_for_session,
            commands::connections::retry_keychain,
            commands::connections::drop_pending,
            commands::connections::open_sandbox,
            commands::connections::use_connection,
            commands::connections::remove_connection,
            commands::connections::leave_connection,
            commands::agents::list_agents,
            commands::agents::kept_agents,
            commands::agents::look_at_agent,
            commands::agents::known_agents,
            commands::agents::open_agent,
            commands::agents::close_agent,
            commands::metrics::edit_metrics,
            commands::metrics::merge_view,
            commands::metrics::load_panel,
            commands::metrics::keep_panel,
            commands::metrics::drop_panel,
            commands::metrics::save_panel,
            commands::metrics::repair_fields,
            commands::moving::export_metrics,
            commands::moving::read_import,
            commands::moving::apply_import,
            commands::moving::drop_import,
            commands::moving::copy_preview,
            commands::moving::copy_apply,
            commands::moving::start_batch,
            commands::moving::drive_batch,
            commands::moving::stop_batch,
            commands::moving::batches,
            commands::moving::dismiss_batch,
            commands::templates::library_templates,
            commands::templates::atoms_templates,
            commands::templates::own_templates,
            commands::templates::save_templates,
            commands::templates::change_template,
            commands::templates::rename_template_set,
            commands::templates::delete_templates,
            commands::templates::put_back_templates,
            commands::templates::export_templates,
            commands::templates::open_templates_file,
            commands::templates::import_templates,
            commands::metrics::preview_metric,
            commands::publish::review,
            commands::publish::keep_label,
            commands::publish::publish,
            commands::publish::publish_state,
            commands::publish::cancel_publish,
            commands::publish::resume_publish,
            commands::publish::give_up_publish,
            commands::publish::discard_publish,
            commands::publish::look_after_runs,
            commands::publish::open_runs,
            commands::publish::leftovers,
            commands::publish::remove_leftover,
            commands::publish::open_draft,
            commands::publish::answer_draft,
            commands::publish::wait_for_draft,
            commands::publish::dismiss_publish,
            commands::drafts::list_drafts,
            commands::drafts::draft_names,
            commands::drafts::draft_contents,
            commands::drafts::save_draft,
            commands::drafts::continue_draft,
            commands::drafts::rename_draft,
            commands::drafts::discard_draft,
            commands::branches::list_branches,
            commands::branches::branch_preview,
            commands::branches::make_live,
            commands::branches::branch_names,
            commands::branches::branch_review,
            commands::branches::publish_to_branch,
            commands::history::list_versions,
            commands::history::kept_versions,
            commands::history::search_versions,
            commands::history::read_rows,
            commands::history::reading_plan,
            commands::history::read_all,
            commands::history::stop_reading,
            commands::history::open_version,
            commands::history::version_labels,
            commands::history::keep_version_labels,
            commands::history::edit_version_labels,
            commands::history::keep_note,
            commands::history::compare,
            commands::history::open_compare_file,
            commands::history::bring_back,
            commands::history::edit_from,
            commands::history::whole_version,
            commands::history::restore_version,
            commands::history::since_when,
        ])
        .events(collect_events![Notified])
}

/// How the app is started.
#[derive(Debug, Clone, Default)]
pub struct Launch {
    /// Folder for everything the app keeps; none for the usual one.
    pub profile_dir: Option<std::path::PathBuf>,
    /// A script that answers the dialogs for files.
    pub answer_dialogs: Option<std::path::PathBuf>,
}

/// Runs the app until its window closes.
///
/// # Errors
/// When the profile cannot be used, or the window cannot be made.
pub fn run(launch: Launch) -> Result<(), Box<dyn std::error::Error>> {
    live::run(launch)
}

/// Runs the app over a mock window and ports in memory, for the tests in `tests/`.
#[doc(hidden)]
pub fn context<R: Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}
