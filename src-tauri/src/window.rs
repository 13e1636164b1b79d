//! The one window: where it stands, where it may go, and how it closes.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use debrief_engine::views::{Appearance, Notice, TextSize};
use debrief_engine::{Events, Store};
use serde::{Deserialize, Serialize};
use tauri::webview::NewWindowResponse;
use tauri::window::Color;
use tauri::{
    AppHandle, Manager, PhysicalPosition, PhysicalSize, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};
use url::Url;

use crate::notices::WindowEvents;
use crate::state::Frame;

/// Name of the one window.
pub(crate) const LABEL: &str = "main";
const SIZE: (f64, f64) = (1280.0, 820.0);
const SMALLEST: (f64, f64) = (1024.0, 700.0);
/// How long the front end has to keep what was typed.
const LAST_WORDS: Duration = Duration::from_millis(400);
const PLACE: &str = "window";

/// Where the window stood, in physical pixels.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Place {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
    maximised: bool,
}

/// Makes the window as it was left, in the colour of its theme so that nothing flashes.
pub(crate) fn open(
    app: &AppHandle,
    web_data: PathBuf,
    store: &Store,
    appearance: Appearance,
    text_size: TextSize,
) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Debrief")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .data_directory(web_data)
        .background_color(ground(appearance))
        .disable_drag_drop_handler()
        .on_navigation(is_ours)
        .on_new_window(|url, _| {
            tracing::warn!(host = url.host_str(), "a new window was refused");
            NewWindowResponse::Deny
        })
        .center()
        .build()?;
    if text_size != TextSize::default() {
        window.set_zoom(text_size.scale())?;
    }
    // Which theme the system has is known only once there is a window.
    if appearance == Appearance::System && window.theme()? == tauri::Theme::Dark {
        window.set_background_color(Some(ground(Appearance::Dark)))?;
    }
    match tauri::async_runtime::block_on(store.setting::<Place>(PLACE)) {
        Ok(Some(place)) => {
            if let Err(error) = put(&window, place) {
                tracing::warn!(%error, "the window could not be put where it was");
            }
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the window's place could not be read"),
    }
    Ok(window)
}

/// Background of the app in each theme; the front end paints the same.
fn ground(appearance: Appearance) -> Color {
    match appearance {
        Appearance::Dark => Color(0x0F, 0x12, 0x13, 0xFF),
        Appearance::Light | Appearance::System => Color(0xF5, 0xF6, 0xF6, 0xFF),
    }
}

/// Only the app's own pages; everything else opens in the browser or not at all.
fn is_ours(url: &Url) -> bool {
    let ours = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => {
            url.host_str() == Some("tauri.localhost") || (cfg!(dev) && url.port() == Some(5173))
        }
        "about" => url.as_str() == "about:blank",
        _ => false,
    };
    if !ours {
        tracing::warn!(host = url.host_str(), "navigation was refused");
    }
    ours
}

fn put(window: &WebviewWindow, place: Place) -> tauri::Result<()> {
    window.set_size(PhysicalSize::new(place.width, place.height))?;
    let corner = PhysicalPosition::new(place.x, place.y);
    // A screen that is gone must not take the window with it.
    let visible = window.available_monitors()?.iter().any(|monitor| {
        let (at, size) = (monitor.position(), monitor.size());
        let (right, bottom) = (
            at.x.saturating_add_unsigned(size.width),
            at.y.saturating_add_unsigned(size.height),
        );
        (at.x..right - 80).contains(&corner.x) && (at.y..bottom - 80).contains(&corner.y)
    });
    if visible {
        window.set_position(corner)?;
    }
    if place.maximised {
        window.maximize()?;
    }
    Ok(())
}

fn remember(window: &WebviewWindow, store: &Store) -> tauri::Result<()> {
    let (at, size) = (window.outer_position()?, window.inner_size()?);
    let place = Place {
        x: at.x,
        y: at.y,
        width: size.width,
        height: size.height,
        maximised: window.is_maximized()?,
    };
    if let Err(error) = tauri::async_runtime::block_on(store.set_setting(PLACE, Some(&place))) {
        tracing::warn!(%error, "the window's place could not be kept");
    }
    Ok(())
}

/// On the first request to close, lets the front end keep what was typed, and then ends the app.
pub(crate) fn close_gently(window: &WebviewWindow, store: Store) {
    let (handle, asked, own) = (
        window.app_handle().clone(),
        AtomicBool::new(false),
        window.clone(),
    );
    window.on_window_event(move |event| {
        let WindowEvent::CloseRequested { api, .. } = event else {
            return;
        };
        api.prevent_close();
        if asked.swap(true, Ordering::SeqCst) {
            return;
        }
        if let Err(error) = remember(&own, &store) {
            tracing::warn!(%error, "the window's place is not known");
        }
        WindowEvents(handle.clone()).notify(Notice::WindowClosing);
        let handle = handle.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(LAST_WORDS).await;
            handle.exit(0);
        });
    });
}

/// Brings the window forward.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be brought forward");
    }
}

/// What commands do with the window.
pub(crate) struct AppFrame(pub AppHandle);

impl Frame for AppFrame {
    fn close(&self) {
        self.0.exit(0);
    }

    fn zoom(&self, scale: f64) -> Result<(), String> {
        let window = self.0.get_webview_window(LABEL).ok_or("no window")?;
        window.set_zoom(scale).map_err(|error| error.to_string())
    }
}

pub(crate) fn events(app: &AppHandle) -> Arc<dyn Events> {
    Arc::new(WindowEvents(app.clone()))
}
