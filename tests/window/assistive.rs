//! What a screen reader gets: the accessibility tree of the running window and what is announced in it, read
//! over AT-SPI from outside of the app, as Orca does.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use futures_util::StreamExt as _;
use thirtyfour::Key;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};
use zbus::{Connection, MatchRule, MessageStream, message};

use crate::app::{App, screen};
use crate::first_publish::open_agent;

/// Role numbers of AT-SPI (`AtspiRole`), as far as our screens have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Role {
    CheckBox = 7,
    ComboBox = 11,
    Dialog = 16,
    ListItem = 32,
    MenuItem = 35,
    Tab = 37,
    Button = 43,
    Radio = 44,
    Toggle = 62,
    Entry = 79,
    Heading = 83,
    Link = 88,
    Landmark = 110,
}

/// Everything one can act on.
const CONTROLS: [Role; 10] = [
    Role::CheckBox,
    Role::ComboBox,
    Role::ListItem,
    Role::MenuItem,
    Role::Tab,
    Role::Button,
    Role::Radio,
    Role::Toggle,
    Role::Entry,
    Role::Link,
];

/// Bits of `AtspiStateType`.
const FOCUSED: u32 = 12;
const FOCUSABLE: u32 = 11;

/// A bus name and an object on it.
type Reference = (String, OwnedObjectPath);

/// One object of the tree.
#[derive(Debug)]
pub struct Node {
    pub role: u32,
    pub name: String,
    pub is_focused: bool,
    can_take_focus: bool,
    depth: usize,
}

/// The accessibility bus of the desktop the tests run on.
pub struct Reader {
    bus: Connection,
}

impl Reader {
    pub async fn connect() -> Result<Self> {
        let session = Connection::session().await?;
        let address: String = session
            .call_method(
                Some("org.a11y.Bus"),
                "/org/a11y/bus",
                Some("org.a11y.Bus"),
                "GetAddress",
                &(),
            )
            .await
            .context("the accessibility bus (package at-spi2-core)")?
            .body()
            .deserialize()?;
        let bus = zbus::connection::Builder::address(address.as_str())?
            .build()
            .await?;
        Ok(Self { bus })
    }

    async fn ask<A, T>(
        &self,
        (name, path): &Reference,
        interface: &str,
        method: &str,
        arguments: &A,
    ) -> Result<T>
    where
        A: serde::Serialize + zbus::zvariant::DynamicType + Sync,
        T: serde::de::DeserializeOwned + zbus::zvariant::Type,
    {
        let answer = self
            .bus
            .call_method(
                Some(name.as_str()),
                path.as_ref(),
                Some(interface),
                method,
                arguments,
            )
            .await?;
        Ok(answer.body().deserialize()?)
    }

    async fn property<T>(&self, of: &Reference, name: &str) -> Result<T>
    where
        T: TryFrom<OwnedValue>,
        T::Error: Into<zbus::zvariant::Error>,
    {
        let interface = "org.freedesktop.DBus.Properties";
        let value: OwnedValue = self
            .ask(of, interface, "Get", &("org.a11y.atspi.Accessible", name))
            .await?;
        T::try_from(value).map_err(|error| anyhow::Error::new(error.into()))
    }

    async fn children(&self, of: &Reference) -> Result<Vec<Reference>> {
        let interface = "org.a11y.atspi.Accessible";
        let children: Vec<Reference> = self.ask(of, interface, "GetChildren", &()).await?;
        if children.is_empty() && self.property::<i32>(of, "ChildCount").await? == 1 {
            // Where the page's own process is plugged in, GTK tells of it in this way only.
            return Ok(vec![self.ask(of, interface, "GetChildAtIndex", &0_i32).await?]);
        }
        Ok(children)
    }

    /// All objects of every app on the bus, in reading order.
    pub async fn tree(&self) -> Result<Vec<Node>> {
        let root = (
            "org.a11y.atspi.Registry".to_owned(),
            OwnedObjectPath::try_from("/org/a11y/atspi/accessible/root")?,
        );
        let mut waiting = vec![(root, 0)];
        let mut tree = Vec::new();
        while let Some((reference, depth)) = waiting.pop() {
            let interface = "org.a11y.atspi.Accessible";
            let states: Vec<u32> = self.ask(&reference, interface, "GetState", &()).await?;
            let is = |bit: u32| states.first().is_some_and(|bits| bits >> bit & 1 == 1);
            tree.push(Node {
                role: self.ask(&reference, interface, "GetRole", &()).await?,
                name: self.property(&reference, "Name").await?,
                is_focused: is(FOCUSED),
                can_take_focus: is(FOCUSABLE),
                depth,
            });
            let children = self.children(&reference).await?;
            waiting.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        }
        Ok(tree)
    }

    /// What is inserted anywhere from now on. Apps tell it only once somebody has registered for it.
    pub async fn insertions(&self) -> Result<MessageStream> {
        let registry: Reference = (
            "org.a11y.atspi.Registry".to_owned(),
            OwnedObjectPath::try_from("/org/a11y/atspi/registry")?,
        );
        let event = ("object:children-changed", Vec::<String>::new(), "");
        let _: () = self
            .ask(&registry, "org.a11y.atspi.Registry", "RegisterEvent", &event)
            .await?;
        let rule = MatchRule::builder()
            .msg_type(message::Type::Signal)
            .interface("org.a11y.atspi.Event.Object")?
            .member("ChildrenChanged")?
            .build();
        Ok(MessageStream::for_match_rule(rule, &self.bus, Some(65_536)).await?)
    }

    /// Waits until something is inserted into a live region that then reads `words`.
    pub async fn announced(&self, insertions: &mut MessageStream, words: &str) -> Result<()> {
        let mut heard = Vec::new();
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        while let Ok(Some(insertion)) = tokio::time::timeout_at(deadline, insertions.next()).await {
            let insertion = insertion?;
            let header = insertion.header();
            let (Some(sender), Some(path)) = (header.sender(), header.path()) else {
                continue;
            };
            // What is gone by now says nothing.
            let place = (sender.to_string(), path.to_owned().into());
            let Ok(text) = self.live_text(&place).await else {
                continue;
            };
            if text.as_ref().is_some_and(|text| text.contains(words)) {
                return Ok(());
            }
            heard.extend(text);
        }
        bail!("{words:?} was never announced; heard {heard:?}")
    }

    /// The text of an object in a live region; `None` if it is in no such region.
    async fn live_text(&self, of: &Reference) -> Result<Option<String>> {
        let interface = "org.a11y.atspi.Accessible";
        let attributes: HashMap<String, String> = self.ask(of, interface, "GetAttributes", &()).await?;
        if !matches!(
            attributes.get("container-live").map(String::as_str),
            Some("polite" | "assertive")
        ) {
            return Ok(None);
        }
        let mut waiting = vec![of.clone()];
        let mut text = String::new();
        while let Some(next) = waiting.pop() {
            let part: String = self
                .ask(&next, "org.a11y.atspi.Text", "GetText", &(0_i32, -1_i32))
                .await
                .unwrap_or_default();
            text.push_str(&part);
            waiting.extend(self.children(&next).await?.into_iter().rev());
        }
        Ok(Some(text))
    }

    /// Waits until the tree has exactly one object of this role and name, and returns the tree.
    async fn has(&self, role: Role, name: &str) -> Result<Vec<Node>> {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            // A page that changes meanwhile takes objects away that were about to be asked.
            let tree = self.tree().await;
            let found = tree.as_ref().map_or(0, |tree| count(tree, role, name));
            if found == 1 {
                return tree;
            }
            ensure!(
                Instant::now() < deadline,
                "{found} objects of {role:?} named {name:?}:\n{}",
                tree.map_or_else(|error| format!("{error:#}"), |tree| drawn(&tree))
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

fn count(tree: &[Node], role: Role, name: &str) -> usize {
    tree.iter()
        .filter(|node| node.role == role as u32 && node.name == name)
        .count()
}

fn drawn(tree: &[Node]) -> String {
    let lines = tree.iter().map(|node| {
        let mark = if node.is_focused { " <-- focus" } else { "" };
        format!(
            "{:indent$}{} {:?}{mark}\n",
            "",
            node.role,
            node.name,
            indent = node.depth * 2
        )
    });
    lines.collect()
}

fn focused(tree: &[Node]) -> Option<&Node> {
    // The document and the window have the focus as well: the innermost is meant.
    tree.iter().rfind(|node| node.is_focused)
}

fn all_controls_have_names(tree: &[Node], screen: &str) -> Result<()> {
    let mut controls = 0;
    for node in tree {
        let is_control = CONTROLS.iter().any(|role| *role as u32 == node.role);
        // An item of a plain list is no control, an option of a list box is.
        if is_control && (node.role != Role::ListItem as u32 || node.can_take_focus) {
            controls += 1;
            ensure!(
                !node.name.trim().is_empty(),
                "{screen}: a control without a name (role {})\n{}",
                node.role,
                drawn(tree)
            );
        }
    }
    ensure!(controls > 1, "{screen}: no controls\n{}", drawn(tree));
    Ok(())
}

/// A dialog in front: named once, holding the focus, and with nothing of the window behind it.
fn is_in_front(tree: &[Node], screen: &str) -> Result<()> {
    let behind = tree
        .iter()
        .filter(|node| node.role == Role::Landmark as u32 && node.name == "Sidebar")
        .count();
    ensure!(
        behind == 0,
        "{screen}: what lies behind can be reached\n{}",
        drawn(tree)
    );
    let focus = focused(tree).with_context(|| format!("{screen}: nothing has the focus"))?;
    ensure!(
        !focus.name.trim().is_empty(),
        "{screen}: the focus is nowhere one can hear\n{}",
        drawn(tree)
    );
    Ok(())
}

async fn start(profile: &Path) -> Result<App> {
    // The other journeys go without: looking for the accessibility bus makes each start slower.
    App::start_in(profile, &[("NO_AT_BRIDGE", Path::new("0"))]).await
}

#[tokio::test]
async fn a_screen_reader_finds_every_control_by_name_and_only_the_dialog_in_front() -> Result<()> {
    let _screen = screen().await;
    let profile = tempfile::tempdir()?;
    let app = start(profile.path()).await?;
    let reader = Reader::connect().await?;

    let tree = reader.has(Role::Button, "Explore the sandbox").await?;
    all_controls_have_names(&tree, "connect")?;
    app.click("button", "Explore the sandbox").await?;
    app.reads("Order Support").await?;
    let tree = reader.has(Role::Heading, "Agents").await?;
    all_controls_have_names(&tree, "agents")?;
    ensure!(count(&tree, Role::Landmark, "Sidebar") == 1, "{}", drawn(&tree));

    open_agent(&app, "Order Support").await?;
    let tree = reader.has(Role::Button, "Edit issue_resolved").await?;
    all_controls_have_names(&tree, "metrics")?;

    app.click("button", "Add Metrics").await?;
    let tree = reader.has(Role::Dialog, "Set up post call metrics").await?;
    all_controls_have_names(&tree, "disposition")?;
    is_in_front(&tree, "disposition")?;
    ensure!(
        focused(&tree).is_some_and(|node| node.name == "Identifier"),
        "{}",
        drawn(&tree)
    );
    app.click("tab", "Templates").await?;
    app.until(
        "templates are there",
        "return document.querySelectorAll('[role=dialog] input').length > 3",
    )
    .await?;
    let tree = reader.has(Role::Tab, "Templates").await?;
    all_controls_have_names(&tree, "templates")?;
    is_in_front(&tree, "templates")?;
    app.keys(Key::Escape).await?;

    app.click("button", "Delete issue_resolved").await?;
    app.click("button", "Review and publish").await?;
    app.one("textbox", "Version label").await?;
    let tree = reader.has(Role::Dialog, "Review changes").await?;
    all_controls_have_names(&tree, "review")?;
    is_in_front(&tree, "review")?;
    app.keys(Key::Escape).await?;

    app.click("link", "Version history").await?;
    app.one("heading", "Version 12").await?;
    // With what is compared, which comes a moment later.
    app.reads("Not in Version 11.").await?;
    let tree = reader.has(Role::Heading, "Version history").await?;
    all_controls_have_names(&tree, "history")?;

    app.click("button", "Settings").await?;
    let tree = reader.has(Role::Dialog, "Settings").await?;
    all_controls_have_names(&tree, "settings")?;
    is_in_front(&tree, "settings")?;
    app.keys(Key::Escape).await?;
    app.quit().await
}

#[tokio::test]
async fn a_screen_reader_hears_what_happened() -> Result<()> {
    let _screen = screen().await;
    let profile = tempfile::tempdir()?;
    let app = start(profile.path()).await?;
    let reader = Reader::connect().await?;
    let mut insertions = reader.insertions().await?;

    app.click("button", "Explore the sandbox").await?;
    app.one("heading", "Agents").await?;
    app.fill("Search agents", "order").await?;
    reader.announced(&mut insertions, "1 agent").await?;
    open_agent(&app, "Order Support").await?;
    app.click("button", "Delete issue_resolved").await?;
    reader
        .announced(&mut insertions, "Issue resolved removed")
        .await?;
    app.click("button", "Review and publish").await?;
    app.fill("Version label", "Without the outcome").await?;
    app.click("button", "Publish").await?;
    reader.announced(&mut insertions, "is live").await?;
    app.quit().await
}
