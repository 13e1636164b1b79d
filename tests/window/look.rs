//! Pictures of a screen in both themes and at both sizes that matter, and a look at what pictures cannot tell a machine:
//! that nothing sticks out and no label is cut.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::app::App;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/window/screens");
/// The size that the app opens with, and the smallest one.
const SIZES: [(u32, u32); 2] = [(1280, 820), (1024, 700)];

fn sizes() -> [(u32, u32); 2] {
    let asked = std::env::var(SIZE).ok();
    let size = asked.as_deref().and_then(|text| {
        let (width, height) = text.split_once('x')?;
        Some((width.parse().ok()?, height.parse().ok()?))
    });
    [size.unwrap_or(SIZES[0]), SIZES[1]]
}

/// Asks for another large size, such as `1440x900`.
const SIZE: &str = "DEBRIEF_LOOK_SIZE";
/// Asks for pictures in every theme at every size.
const ALL: &str = "DEBRIEF_LOOK_ALL";
const THEMES: [&str; 2] = ["light", "dark"];

/// Controls of the front layer that leave the window or cut their own words.
const CUT: &str = r#"
const layers = [...document.querySelectorAll("[role=dialog], [role=alertdialog]")];
const front = layers.at(-1) ?? document.body;
const seen = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0
  && !el.closest("[inert], [aria-hidden=true]");
const name = (el) => (el.getAttribute("aria-label") ?? el.innerText ?? "").trim().split("\n")[0];
const found = [];
const page = document.documentElement;
if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} wide`);
for (const el of front.querySelectorAll("button, a[href], input, textarea, h1, h2, [role=tab]")) {
  if (!seen(el)) continue;
  const box = el.getBoundingClientRect();
  // One pixel wide: there for screen readers, or a skip link that waits for the focus.
  if (box.width <= 1 || box.bottom <= 0) continue;
  if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(`"${name(el)}" leaves the window`);
  const words = el.matches("button, [role=tab]") && el.scrollWidth > el.clientWidth + 1;
  if (words) found.push(`"${name(el)}" is cut`);
}
return found;
"#;

impl App {
    /// Takes the four pictures of what is shown, as `NAME-THEME-WIDTH.png`, where the environment asks for all of them.
    /// Otherwise two that differ in both: what is looked for by machine does not depend on the theme.
    pub async fn look_closely(&self, name: &str) -> Result<()> {
        if std::env::var_os(ALL).is_none() {
            return self.look(name).await;
        }
        for theme in THEMES {
            for size in sizes() {
                self.look_at(name, theme, size).await?;
            }
        }
        self.restore().await
    }

    /// Two of them that differ in both, for states of a screen that is looked at closely elsewhere.
    pub async fn look(&self, name: &str) -> Result<()> {
        for (theme, size) in THEMES.into_iter().zip(sizes()) {
            self.look_at(name, theme, size).await?;
        }
        self.restore().await
    }

    async fn look_at(&self, name: &str, theme: &str, (width, height): (u32, u32)) -> Result<()> {
        self.show_in(theme).await?;
        self.resize((width, height)).await?;
        self.take(&format!("{name}-{theme}-{width}")).await
    }

    async fn restore(&self) -> Result<()> {
        self.resize(SIZES[0]).await?;
        self.show_in(THEMES[0]).await
    }

    async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        self.driver.set_window_rect(0, 0, width, height).await?;
        self.until(
            "the window has its size",
            &format!("return innerWidth === {width} && innerHeight === {height}"),
        )
        .await
    }

    /// One picture, for states that differ in words alone.
    pub async fn glance(&self, name: &str) -> Result<()> {
        self.take(name).await
    }

    async fn show_in(&self, theme: &str) -> Result<()> {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        self.driver.execute(script, vec![json!(theme)]).await?;
        Ok(())
    }

    async fn take(&self, name: &str) -> Result<()> {
        // The driver's picture is the last painted frame, which lags behind the page.
        let mut last = Vec::new();
        for _ in 0..8 {
            tokio::time::sleep(Duration::from_millis(90)).await;
            let picture = self.snapshot().await?;
            if picture == last {
                break;
            }
            last = picture;
        }
        let file = Path::new(FOLDER).join(format!("{name}.png"));
        std::fs::create_dir_all(file.parent().context("folder")?)?;
        std::fs::write(file, last)?;
        let cut = self.driver.execute(CUT, vec![]).await?;
        ensure!(cut.json() == &json!([]), "{name}: {}", cut.json());
        Ok(())
    }
}
