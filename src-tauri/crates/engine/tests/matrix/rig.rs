//! A server with agents to try on, and an engine with a profile on disk in front of one of them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use atoms_sandbox::{FaultAction, Generation, Options, Quirks, Running};
use debrief_engine::views::{Card, Consent, Panel, SaveOutcome};
use debrief_engine::{
    Clock, Engine, EventLog, MemoryFiles, MemorySecrets, NoSandbox, Policy, Ports, Store, SystemClock,
};
use debrief_metrics::{DataType, MetricFields};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use tempfile::TempDir;

use crate::raw;
use crate::steps::{Speech, Step};

/// The sample agent whose configuration carries members that nobody knows.
const MODEL: &str = "Order Support";
/// Cases that one server serves: each has an agent of its own, and a start costs more than a case.
const AGENTS: usize = 8;

/// Bytes of a page of the store's file.
const PAGE: usize = 4096;

pub const ADDED: &str = "said_thanks";
pub const REWORDED: &str = "issue_resolved";
pub const PROMPT: &str = "Is the matter settled, and did the caller say so?";
pub const LABEL: &str = "Thanks counted";

/// A running server with agents that no case has used yet, and a profile that is connected to it.
pub struct Stage {
    pub sandbox: Arc<Running>,
    secrets: Arc<MemorySecrets>,
    profile: TempDir,
    agents: Vec<String>,
}

impl Stage {
    pub async fn new(speech: Speech) -> Self {
        let options = Options {
            admin: true,
            generation: match speech {
                Speech::Branches => Generation::V2,
                Speech::Drafts | Speech::DraftsActivating => Generation::V1,
            },
            quirks: Quirks {
                activate_ignored: speech == Speech::Drafts,
                check: Duration::from_millis(30),
                ..Quirks::default()
            },
            ..Options::default()
        };
        let sandbox = Arc::new(atoms_sandbox::start(options).await.unwrap());
        let path = format!("/agent?offset=100&search={}", MODEL.replace(' ', "%20"));
        let listed = raw::get(&sandbox, &path).await.unwrap();
        let model = listed["agents"][0]["_id"].as_str().unwrap().to_owned();
        sandbox.add_agents(&model, AGENTS).unwrap();
        let listed = raw::get(&sandbox, &path).await.unwrap();
        let ids = listed["agents"].as_array().unwrap().iter();
        let agents = ids
            .map(|agent| agent["_id"].as_str().unwrap().to_owned())
            .filter(|id| *id != model)
            .collect();

        let (profile, secrets) = (TempDir::new().unwrap(), Arc::default());
        let ports = ports(profile.path(), &secrets, &Arc::default(), Policy::immediate());
        let key = SecretString::from(sandbox.api_key());
        Engine::new(ports)
            .connect(Some(&sandbox.url()), key)
            .await
            .unwrap();
        Self {
            sandbox,
            secrets,
            profile,
            agents,
        }
    }

    /// An agent that no case has used yet.
    pub fn agent(&mut self) -> Option<String> {
        self.agents.pop()
    }

    /// Another installation of the app, connected to the server.
    pub fn rig(&self, agent: &str, policy: Policy) -> Rig {
        let dir = TempDir::new().unwrap();
        for file in std::fs::read_dir(self.profile.path()).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), dir.path().join(file.file_name())).unwrap();
        }
        let clock = Arc::<SetClock>::default();
        let ports = ports(dir.path(), &self.secrets, &clock, policy.clone());
        Rig {
            sandbox: Arc::clone(&self.sandbox),
            agent: agent.to_owned(),
            store: ports.store.clone(),
            engine: Arc::new(Engine::new(ports)),
            secrets: Arc::clone(&self.secrets),
            clock,
            policy,
            dir,
        }
    }
}

/// A clock that can be set back.
#[derive(Default)]
pub struct SetClock(AtomicBool);

impl SetClock {
    pub fn set_back(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        let back = self.0.load(Ordering::Relaxed);
        SystemClock.now() - SignedDuration::from_hours(if back { 24 } else { 0 })
    }
}

fn ports(dir: &Path, secrets: &Arc<MemorySecrets>, clock: &Arc<SetClock>, policy: Policy) -> Ports {
    Ports {
        store: Store::open(&dir.join("store.sqlite")).unwrap(),
        secrets: Arc::clone(secrets) as _,
        clock: Arc::clone(clock) as _,
        policy,
        events: Arc::new(EventLog::default()),
        sandbox: Arc::new(NoSandbox),
        files: Arc::new(MemoryFiles::default()),
        check_pause: Duration::from_millis(10),
        scan_pause: Duration::from_millis(10),
        offline_pause: Duration::from_millis(10),
        watch_pause: Duration::from_millis(50),
    }
}

/// An installation of the app, looking at one agent.
pub struct Rig {
    pub sandbox: Arc<Running>,
    pub agent: String,
    pub engine: Arc<Engine>,
    pub store: Store,
    pub clock: Arc<SetClock>,
    secrets: Arc<MemorySecrets>,
    policy: Policy,
    dir: TempDir,
}

impl Rig {
    /// Another engine over the same profile: what the next start of the app is.
    pub fn restarted(&self) -> (Arc<Engine>, Store) {
        let ports = ports(self.dir.path(), &self.secrets, &self.clock, self.policy.clone());
        let store = ports.store.clone();
        (Arc::new(Engine::new(ports)), store)
    }

    /// Overwrites a page of the store's file, this many eighths into it. The first one, without which nothing can be read,
    /// is left alone.
    pub fn damage(&self, eighth: u8) {
        // Else the write-ahead log would still have the page as it was.
        self.store.meddle("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let file = self.dir.path().join("store.sqlite");
        let mut bytes = std::fs::read(&file).unwrap();
        let pages = bytes.len() / PAGE;
        let page = 1 + usize::from(eighth) * (pages - 1) / 8;
        bytes[page * PAGE..(page + 1) * PAGE].fill(0xA5);
        std::fs::write(&file, bytes).unwrap();
    }

    pub fn restart(&mut self) {
        (self.engine, self.store) = self.restarted();
    }

    /// Opens the agent, adds a metric and words another one anew.
    pub async fn edit(&self, added: &str, rewords: bool) {
        let view = self.engine.open_agent(&self.agent, true).await.unwrap();
        self.save(
            "new",
            None,
            added,
            DataType::Boolean,
            "Did the caller say thank you?",
        )
        .await;
        let rows = view.metrics.into_iter();
        for row in rows.filter(|row| rewords && row.identifier == REWORDED) {
            let (slot, data_type) = (row.id.clone(), row.data_type.unwrap());
            self.save(&slot, Some(row.id), REWORDED, data_type, PROMPT).await;
        }
    }

    async fn save(&self, slot: &str, id: Option<String>, name: &str, data_type: DataType, prompt: &str) {
        let card = Card {
            key: "k".into(),
            metric_id: id,
            fields: MetricFields {
                identifier: name.into(),
                data_type,
                prompt: prompt.into(),
                choices: Vec::new(),
            },
            choice_text: String::new(),
        };
        let panel = Panel {
            open: None,
            cards: vec![card],
        };
        let saved = self
            .engine
            .save_panel(&self.agent, slot, panel.clone(), Consent::Ask)
            .await
            .unwrap();
        let SaveOutcome::AsksConsent { changes } = saved else {
            return assert!(matches!(saved, SaveOutcome::Saved { .. }), "{saved:?}");
        };
        let save = self
            .engine
            .save_panel(&self.agent, slot, panel, Consent::Agreed { changes });
        let saved = save.await.unwrap();
        assert!(matches!(saved, SaveOutcome::Saved { .. }), "{saved:?}");
    }

    /// The path of a step, for this agent.
    pub fn path(&self, step: &Step, branch: Option<&str>) -> String {
        let agent = format!("/atoms/v1/agent/{}", self.agent);
        let branch = format!("{agent}/branches/{}", branch.unwrap_or_default());
        step.path.replace("{agent}", &agent).replace("{branch}", &branch)
    }

    /// Lets these things happen to these requests, and lets the requests to the same paths before them pass.
    pub fn arm(&self, mut mishaps: Vec<(String, &'static Step, FaultAction, Option<u32>)>) {
        mishaps.sort_by_key(|(_, step, ..)| step.nth);
        let mut passed: Vec<(String, &str, usize)> = Vec::new();
        for (path, step, action, times) in mishaps {
            let before = passed
                .iter()
                .filter(|(other, method, _)| *other == path && *method == step.method)
                .map(|(.., nth)| *nth)
                .max()
                .unwrap_or(0);
            let fault = |times, action| atoms_sandbox::Fault {
                method: Some(step.method.into()),
                path: path.clone(),
                times,
                action,
            };
            let pass = FaultAction::Delay {
                delay_ms: 0,
                after: false,
            };
            let free = u32::try_from(step.nth - before - 1).unwrap();
            self.sandbox.fault(fault(Some(free), pass));
            self.sandbox.fault(fault(times, action));
            passed.push((path.clone(), step.method, step.nth));
        }
    }
}
