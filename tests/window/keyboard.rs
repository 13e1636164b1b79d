//! The main job without a mouse.

use anyhow::Result;
use thirtyfour::Key;

use crate::app::{App, screen};

#[tokio::test]
async fn a_metric_is_added_and_published_by_keyboard_alone() -> Result<()> {
    let _screen = screen().await;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    let enter = Key::Enter;

    app.tab_to("Explore the sandbox").await?;
    app.keys(enter.clone()).await?;
    app.one("heading", "Agents").await?;
    app.reads("Showroom Bookings").await?;
    app.tab_to("Search agents").await?;
    app.keys("showroom").await?;
    app.until(
        "the list is filtered",
        "return !document.body.innerText.includes('Order Support')",
    )
    .await?;
    // From the search field into the table, whose rows are walked with the arrows.
    app.until_focus_in("[role=grid]").await?;
    app.keys(enter.clone()).await?;
    app.one("heading", "Post Call Metrics").await?;

    app.tab_to("Add Metrics").await?;
    app.keys(enter.clone()).await?;
    app.one("dialog", "Set up post call metrics").await?;
    app.tab_to("Identifier").await?;
    app.keys("showroom_visit_wanted").await?;
    app.tab_to("Data Type").await?;
    app.keys(enter.clone()).await?;
    app.one("option", "Boolean").await?;
    app.keys("B").await?;
    app.keys(enter.clone()).await?;
    app.tab_to("Prompt").await?;
    app.keys("Did the caller ask to visit the showroom? Answer true only if the caller says so.")
        .await?;
    app.tab_to("Save").await?;
    app.keys(enter.clone()).await?;
    app.reads("1 unpublished change").await?;

    app.tab_to("Review and publish").await?;
    app.keys(enter.clone()).await?;
    app.one("dialog", "Review changes").await?;
    app.tab_to("Version label").await?;
    app.keys("Showroom visits").await?;
    app.tab_to("Publish").await?;
    app.keys(enter.clone()).await?;
    app.reads("is live").await?;
    app.tab_to("Done").await?;
    app.keys(enter.clone()).await?;
    app.until(
        "the dialog is gone",
        "return !document.querySelector('[role=dialog]')",
    )
    .await?;
    app.quit().await
}

#[tokio::test]
async fn everything_is_found_by_keyboard() -> Result<()> {
    let _screen = screen().await;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    app.click("button", "Explore the sandbox").await?;
    app.one("heading", "Agents").await?;
    app.reads("Showroom Bookings").await?;

    app.ctrl("k").await?;
    app.one("dialog", "Find anything").await?;
    app.keys("showroom").await?;
    app.until(
        "the agent is found",
        "return document.querySelector('[role=menuitem]')?.innerText.includes('Showroom Bookings')",
    )
    .await?;
    app.keys(Key::Enter).await?;
    app.one("heading", "Post Call Metrics").await?;
    app.reads("Room planned").await?;

    // Its metrics are known now, and one of them opens for editing.
    app.ctrl("k").await?;
    app.one("dialog", "Find anything").await?;
    app.keys("room pl").await?;
    app.reads("Showroom Bookings, live").await?;
    app.keep_picture("find-anything").await?;
    app.keys(Key::Enter).await?;
    app.one("dialog", "Edit metric").await?;
    app.keys(Key::Escape).await?;
    app.until(
        "the panel is gone",
        "return !document.querySelector('[role=dialog]')",
    )
    .await?;

    app.ctrl("/").await?;
    app.one("dialog", "Keyboard shortcuts").await?;
    app.until(
        "it stands still",
        "return document.getAnimations().every((a) => a.playState !== 'running')",
    )
    .await?;
    app.keep_picture("shortcuts").await?;
    app.keys(Key::Escape).await?;
    app.quit().await
}
