//! What a person, or a screen reader, finds on the page: by role and accessible name, only what is visible
//! and not behind a dialog, and exactly one of it.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{Key, TypingData, WebElement};

use crate::app::App;

/// Elements with a role and a name. Implements the parts of the accessible-name computation that our pages use.
const FIND: &str = r#"
const [role, name] = arguments;
const roles = {
  button: "button, [role=button], summary", link: "a[href], [role=link]",
  textbox: "input:not([type]), input[type=text], input[type=url], input[type=password], input[type=search], textarea, [role=textbox], [role=searchbox]",
  heading: "h1, h2, h3, h4, [role=heading]", tab: "[role=tab]", option: "[role=option]", dialog: "[role=dialog], [role=alertdialog], dialog",
  checkbox: "input[type=checkbox]:not([role=switch]), [role=checkbox]", switch: "[role=switch]", radio: "input[type=radio], [role=radio]",
  combobox: "button[aria-haspopup=listbox], select, [role=combobox]", menuitem: "[role=menuitem]", any: "*",
};
const text = (node) => {
  if (node.nodeType === 3) return node.data;
  if (node.nodeType !== 1 || node.hidden || node.getAttribute("aria-hidden") === "true") return "";
  if (node.getAttribute("aria-label")) return node.getAttribute("aria-label");
  return [...node.childNodes].map(text).join(" ");
};
const byIds = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(text).join(" ");
const nameOf = (el) => {
  let found = "";
  if (el.getAttribute("aria-labelledby")) found = byIds(el.getAttribute("aria-labelledby"));
  else if (el.getAttribute("aria-label")) found = el.getAttribute("aria-label");
  else if (el.labels && el.labels.length) found = [...el.labels].map(text).join(" ");
  else found = text(el);
  return found.replace(/\s+/g, " ").trim();
};
const seen = (el) => {
  if (el.closest("[inert], [aria-hidden=true]")) return false;
  // A radio or checkbox is often drawn by its label.
  const shown = el.matches("input[type=radio], input[type=checkbox]") ? el.closest("label") ?? el : el;
  return shown.checkVisibility({ visibilityProperty: true }) && shown.getClientRects().length > 0;
};
return [...document.querySelectorAll(roles[role])].filter((el) => nameOf(el) === name && seen(el));
"#;

fn is_coming(error: &WebDriverError) -> bool {
    matches!(
        error.as_inner(),
        WebDriverErrorInner::ElementNotInteractable(_) | WebDriverErrorInner::StaleElementReference(_)
    )
}

impl App {
    async fn matches(&self, role: &str, name: &str) -> Result<Vec<WebElement>> {
        let answer = self.driver.execute(FIND, vec![json!(role), json!(name)]).await?;
        Ok(answer.elements()?)
    }

    /// The one visible element with this role and accessible name, waited for.
    pub async fn one(&self, role: &str, name: &str) -> Result<WebElement> {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let found = self.matches(role, name).await.unwrap_or_default();
            if let [one] = found.as_slice() {
                return Ok(one.clone());
            }
            if Instant::now() > deadline {
                let evidence = self.evidence(&format!("{role} {name}")).await;
                bail!(
                    "{} visible {role} named {name:?} instead of one; {evidence}",
                    found.len()
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// True if there is such an element now.
    pub async fn there(&self, role: &str, name: &str) -> Result<bool> {
        Ok(!self.matches(role, name).await?.is_empty())
    }

    /// True if the button can be seen and not be used.
    pub async fn is_disabled(&self, name: &str) -> Result<bool> {
        let button = self.one("button", name).await?;
        let script = "return arguments[0].disabled || arguments[0].getAttribute('aria-disabled') === 'true'";
        let answer = self.driver.execute(script, vec![button.to_json()?]).await?;
        Ok(answer.json().as_bool() == Some(true))
    }

    /// Clicks the one element with this role and name.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(5);
        loop {
            let one = self.one(role, name).await?;
            match one.click().await {
                // What only just comes into the page cannot be pressed yet; nothing was pressed then.
                Err(error) if is_coming(&error) && Instant::now() < deadline => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                clicked => return clicked.with_context(|| format!("click {role} {name:?}")),
            }
        }
    }

    /// Clicks a row of a table by the name it begins with.
    pub async fn click_row(&self, name: &str) -> Result<()> {
        let find = "[...document.querySelectorAll('[role=row] [role=rowheader]')]
            .find((cell) => cell.innerText.trim().split('\\n')[0] === NAME)"
            .replace("NAME", &json!(name).to_string());
        self.until(&format!("row {name:?}"), &format!("return !!{find}"))
            .await?;
        let row = self
            .driver
            .execute(format!("return {find}"), vec![])
            .await?
            .element()?;
        Ok(row.click().await?)
    }

    /// Clicks an entry of a list by the name it begins with.
    pub async fn click_option(&self, name: &str) -> Result<()> {
        let find = "[...document.querySelectorAll('[role=option]')]
            .find((option) => option.innerText.trim().startsWith(NAME))"
            .replace("NAME", &json!(name).to_string());
        self.until(&format!("option {name:?}"), &format!("return !!{find}"))
            .await?;
        let option = self
            .driver
            .execute(format!("return {find}"), vec![])
            .await?
            .element()?;
        Ok(option.click().await?)
    }

    /// Replaces what a field holds by typing.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        let field = self.one("textbox", name).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete).await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// What a field holds.
    pub async fn value(&self, name: &str) -> Result<String> {
        let field = self.one("textbox", name).await?;
        let value = self
            .driver
            .execute("return arguments[0].value", vec![field.to_json()?])
            .await?;
        Ok(value.json().as_str().unwrap_or_default().to_owned())
    }

    /// Chooses from the drop-down with this name.
    pub async fn choose(&self, name: &str, option: &str) -> Result<()> {
        self.click("combobox", name).await?;
        self.click("option", option).await
    }

    /// Waits until the page shows a text.
    pub async fn reads(&self, text: &str) -> Result<()> {
        let script = format!(
            "return document.body.innerText.replace(/\\s+/g, ' ').includes({})",
            Value::from(text.to_owned())
        );
        self.until(&format!("the page reads {text:?}"), &script).await
    }

    /// Accessible name of what has the focus, as far as our tests need it.
    pub async fn focused(&self) -> Result<String> {
        let script = format!(
            "const find = (role, name) => {{ const f = function () {{ {FIND} }}; return f(role, name); }};
             const el = document.activeElement;
             if (!el) return '';
             const label = el.getAttribute('aria-labelledby');
             const words = label ? label.split(/\\s+/).map((id) => document.getElementById(id)?.innerText ?? '').join(' ')
               : el.getAttribute('aria-label') ?? (el.labels?.length ? el.labels[0].innerText : el.innerText);
             return (words ?? '').replace(/\\s+/g, ' ').trim();"
        );
        let answer = self.driver.execute(script, vec![]).await?;
        Ok(answer.json().as_str().unwrap_or_default().to_owned())
    }

    /// Types into whatever has the focus.
    pub async fn keys(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.driver.action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// Presses a key while Ctrl is held.
    pub async fn ctrl(&self, key: &str) -> Result<()> {
        let chain = self.driver.action_chain().key_down(Key::Control);
        Ok(chain.send_keys(key).key_up(Key::Control).perform().await?)
    }

    /// Presses Tab until the focus is inside of `selector`.
    pub async fn until_focus_in(&self, selector: &str) -> Result<()> {
        for _ in 0..40 {
            let script = "return !!document.activeElement?.closest(arguments[0])";
            let answer = self.driver.execute(script, vec![json!(selector)]).await?;
            if answer.json().as_bool() == Some(true) {
                return Ok(());
            }
            self.keys(Key::Tab).await?;
        }
        bail!("Tab never reached {selector}")
    }

    /// Presses Tab until something with this name has the focus.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..80 {
            let focused = self.focused().await?;
            if focused == name {
                return Ok(());
            }
            passed.push(focused);
            self.keys(Key::Tab).await?;
        }
        bail!(
            "Tab never reached {name:?}; passed {passed:?}; {}",
            self.evidence(&format!("tab {name}")).await
        )
    }
}
