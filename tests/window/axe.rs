//! axe on every screen, light and dark, in the engine that ships.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::app::{App, screen};
use crate::first_publish::open_agent;

const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/node_modules/axe-core/axe.min.js");

async fn check(app: &App, screen: &str) -> Result<()> {
    // Colours in the middle of a fade are nobody's colours. Twice, since a hint comes a moment after its focus.
    for _ in 0..2 {
        app.until(
            "nothing moves",
            "return document.getAnimations().every((a) => a.playState !== 'running')
               && !document.querySelector('[data-entering], [data-exiting]')",
        )
        .await?;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    }
    check_now(app, screen).await
}

async fn check_now(app: &App, screen: &str) -> Result<()> {
    let axe = std::fs::read_to_string(AXE).context("axe-core: npm ci in ui/")?;
    app.keep_picture(screen).await?;
    app.driver.execute(axe, vec![]).await?;
    let answer = app
        .driver
        .execute_async(
            "const done = arguments[0];
             axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
               .then((r) => done(r.violations.map((v) => [v.id, v.nodes.map((n) => n.html + ' ' + n.failureSummary)])))
               .catch((e) => done([['axe failed', [String(e)]]]));",
            vec![],
        )
        .await?;
    let violations: &Value = answer.json();
    ensure!(
        violations.as_array().is_some_and(Vec::is_empty),
        "{screen}: {violations:#}"
    );
    Ok(())
}

#[tokio::test]
async fn no_screen_has_a_violation_in_either_theme() -> Result<()> {
    let _screen = screen().await;
    let profile = tempfile::tempdir()?;
    for theme in ["Light", "Dark"] {
        let app = App::start(profile.path()).await?;
        if theme == "Light" {
            check(&app, "axe-connect-light").await?;
            app.click("button", "Explore the sandbox").await?;
        }
        if app.there("link", "Agents").await? {
            app.click("link", "Agents").await?;
        }
        app.one("heading", "Agents").await?;
        app.click("button", "Settings").await?;
        app.click("radio", theme).await?;
        app.until(
            "the theme is on",
            &format!(
                "return document.documentElement.dataset.theme === '{}'",
                theme.to_lowercase()
            ),
        )
        .await?;
        check(&app, &format!("axe-settings-{theme}")).await?;
        app.keys(thirtyfour::Key::Escape).await?;
        check(&app, &format!("axe-agents-{theme}")).await?;
        open_agent(&app, "Order Support").await?;
        check(&app, &format!("axe-metrics-{theme}")).await?;
        app.click("button", "Add Metrics").await?;
        app.fill("Identifier", "Bad Name").await?;
        app.click("button", "Save").await?;
        app.one("button", "Use bad_name").await?;
        check(&app, &format!("axe-disposition-{theme}")).await?;
        app.click("tab", "Templates").await?;
        app.one("checkbox", "Effort score").await?;
        check(&app, &format!("axe-templates-{theme}")).await?;
        app.click("checkbox", "Effort score").await?;
        app.click("button", "Add (1)").await?;
        app.click("button", "Close").await?;
        check(&app, &format!("axe-kept-{theme}")).await?;
        app.click("button", "Discard").await?;
        app.click("button", "Analysis settings").await?;
        app.until(
            "a switch is there",
            "return !!document.querySelector('[role=switch]')",
        )
        .await?;
        app.driver
            .execute("document.querySelectorAll('[role=switch]')[1].click()", vec![])
            .await?;
        app.reads("1 unpublished change").await?;
        app.click("button", "Review and publish").await?;
        app.one("textbox", "Version label").await?;
        check(&app, &format!("axe-review-{theme}")).await?;
        app.click("button", "Cancel").await?;
        app.click("link", "Version history").await?;
        app.one("heading", "Version history").await?;
        app.reads("Tanaka").await?;
        check(&app, &format!("axe-history-{theme}")).await?;
        app.click("link", "Post Call Metrics").await?;
        app.click("button", "Discard changes").await?;
        app.click("button", "Discard").await?;
        app.until(
            "nothing is unpublished",
            "return !document.body.innerText.includes('unpublished change')",
        )
        .await?;
        app.quit().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_gallery_shows_each_component_without_a_violation_in_either_theme() -> Result<()> {
    let _screen = screen().await;
    let profile = tempfile::tempdir()?;
    let app = App::start(profile.path()).await?;
    app.driver
        .execute("window.location.hash = '#/gallery'", vec![])
        .await?;
    app.one("heading", "Gallery").await?;
    app.one("heading", "Messages").await?;
    for theme in ["light", "dark"] {
        app.driver
            .execute(
                format!("document.documentElement.dataset.theme = '{theme}'"),
                vec![],
            )
            .await?;
        // Its spinners never stand still.
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        check_now(&app, &format!("gallery-{theme}")).await?;
        app.driver
            .execute(
                "document.querySelector('main').scrollTop = document.querySelector('main').scrollHeight",
                vec![],
            )
            .await?;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        app.keep_picture(&format!("gallery-{theme}-end")).await?;
        app.driver
            .execute("document.querySelector('main').scrollTop = 0", vec![])
            .await?;
    }
    app.quit().await
}
