//! The app in its real window: WebKitWebDriver drives the built binary against the sandbox, with a real
//! keyring. Needs a display, a session bus and an unlocked keyring, which `cargo xtask test` provides.
//!
//! Windows take the screen and the processor, so one journey runs at a time.

mod agents;
mod app;
mod assistive;
mod authoring;
mod axe;
mod branches;
mod editor;
mod failures;
mod first_publish;
mod guard;
mod history;
mod keyboard;
mod keychain;
mod kills;
mod look;
mod merging;
mod moving;
mod page;
mod profile;
mod sandbox;
mod screens;
mod templates;
