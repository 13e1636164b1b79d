//! A sandbox, an engine in front of it with a store on disk, and a colleague who acts at a chosen moment.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use atoms_sandbox::{Fault, FaultAction, Generation, Options, Publication, Quirks, Running};
use debrief_atoms::{ApiBase, At, Branch, Client, Policy};
use debrief_engine::views::{
    AgentView, ConnectOutcome, Consent, Notice, Panel, PublishView, RunState, SaveOutcome,
};
use debrief_engine::{Engine, Events, MemorySecrets, Ports, Store};
use secrecy::SecretString;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Seen, one, seen, writes};

/// The sample agent whose configuration carries members that nobody knows.
pub const AGENT: &str = "Order Support";
pub const LABEL: &str = "Thanks counted";

type Hook = Box<dyn FnMut(&Notice) + Send>;

/// Calls back on every notice, between two requests of a publish.
#[derive(Default)]
pub struct Hooks(Mutex<Option<Hook>>);

impl Hooks {
    pub fn set(&self, hook: impl FnMut(&Notice) + Send + 'static) {
        *self.0.lock().unwrap() = Some(Box::new(hook));
    }
}

impl Events for Hooks {
    fn notify(&self, notice: Notice) {
        if let Some(hook) = self.0.lock().unwrap().as_mut() {
            hook(&notice);
        }
    }
}

pub struct Bench {
    pub sandbox: Arc<Running>,
    pub engine: Arc<Engine>,
    pub secrets: Arc<MemorySecrets>,
    pub hooks: Arc<Hooks>,
    /// A client of the test's own, for looking.
    pub client: Client,
    /// Id of `AGENT`.
    pub agent: String,
    pub dir: TempDir,
}

pub fn policy() -> Policy {
    Policy {
        request_timeout: Duration::from_millis(1200),
        ..Policy::immediate()
    }
}

pub fn ports(dir: &Path, secrets: &Arc<MemorySecrets>, hooks: &Arc<Hooks>) -> Ports {
    Ports {
        store: Store::open(&dir.join("store.sqlite")).unwrap(),
        secrets: Arc::clone(secrets) as _,
        events: Arc::clone(hooks) as _,
        policy: policy(),
        check_pause: Duration::from_millis(20),
        scan_pause: Duration::from_millis(20),
        ..Ports::in_memory().unwrap()
    }
}

impl Bench {
    pub async fn new() -> Self {
        Self::with(Quirks {
            check: Duration::from_millis(40),
            ..Quirks::default()
        })
        .await
    }

    pub async fn with(quirks: Quirks) -> Self {
        Self::on(Generation::V1, quirks).await
    }

    pub async fn on(generation: Generation, quirks: Quirks) -> Self {
        Self::over(Options {
            admin: true,
            generation,
            quirks,
            ..Options::default()
        })
        .await
    }

    pub async fn over(options: Options) -> Self {
        let sandbox = atoms_sandbox::start(options).await.unwrap();
        let key = SecretString::from(sandbox.api_key());
        let client = Client::new(ApiBase::parse(&sandbox.url()).unwrap(), key, policy()).unwrap();
        let (dir, secrets, hooks) = (TempDir::new().unwrap(), Arc::default(), Arc::default());
        let engine = Arc::new(Engine::new(ports(dir.path(), &secrets, &hooks)));
        let mut bench = Self {
            sandbox: Arc::new(sandbox),
            engine,
            secrets,
            hooks,
            client,
            agent: String::new(),
            dir,
        };
        bench.connect().await;
        bench.agent = bench.id_of(AGENT).await;
        bench
    }

    /// A bench on which `AGENT` is open and has one new metric.
    pub async fn changed() -> Self {
        let bench = Self::new().await;
        bench.open().await;
        bench.add("said_thanks").await;
        bench
    }

    pub async fn changed_with(quirks: Quirks) -> Self {
        let bench = Self::with(quirks).await;
        bench.open().await;
        bench.add("said_thanks").await;
        bench
    }

    /// A bench on which `AGENT` is open in that generation and has one new metric.
    pub async fn changed_on(generation: Generation) -> Self {
        let quirks = Quirks {
            check: Duration::from_millis(40),
            ..Quirks::default()
        };
        let bench = Self::on(generation, quirks).await;
        bench.open().await;
        bench.add("said_thanks").await;
        bench
    }

    /// Another engine over the same profile: what the next start of the app is.
    pub fn restarted(&self) -> Engine {
        Engine::new(ports(self.dir.path(), &self.secrets, &self.hooks))
    }

    pub async fn connect(&self) -> String {
        let key = SecretString::from(self.sandbox.api_key());
        match self.engine.connect(Some(&self.sandbox.url()), key).await.unwrap() {
            ConnectOutcome::Connected { connection } => connection.id,
            other => panic!("{other:?}"),
        }
    }

    pub async fn id_of(&self, name: &str) -> String {
        let page = self.engine.list_agents(name, 1, false).await.unwrap();
        page.agents
            .into_iter()
            .find(|agent| agent.name == name)
            .unwrap()
            .id
    }

    pub async fn open(&self) -> AgentView {
        self.engine.open_agent(&self.agent, true).await.unwrap()
    }

    /// The agent as this computer has it.
    pub async fn view(&self) -> AgentView {
        self.engine.open_agent(&self.agent, false).await.unwrap()
    }

    pub async fn add(&self, identifier: &str) -> AgentView {
        self.save_agreeing("new", one(identifier)).await
    }

    /// Saves a panel as a person does who reads what others will notice, and goes on.
    pub async fn save_agreeing(&self, slot: &str, panel: Panel) -> AgentView {
        let mut consent = Consent::Ask;
        loop {
            let save = self.engine.save_panel(&self.agent, slot, panel.clone(), consent);
            match save.await.unwrap() {
                SaveOutcome::Saved { agent, .. } => return agent,
                SaveOutcome::Refused { problems } => panic!("{problems:?}"),
                SaveOutcome::AsksConsent { changes } => consent = Consent::Agreed { changes },
            }
        }
    }

    pub async fn publish(&self) -> PublishView {
        self.engine.publish(&self.agent, LABEL, "", &[]).await.unwrap();
        self.settled().await
    }

    /// The publish once this process does nothing more about it.
    pub async fn settled(&self) -> PublishView {
        run_until(&self.engine, &self.agent, |view| {
            !matches!(view.state, RunState::Running)
        })
        .await
    }

    pub async fn live(&self) -> (String, Value) {
        let agent = self.client.agent(&self.agent, At::Active).await.unwrap();
        (
            agent.summary.active_version_id.unwrap(),
            Value::Object(agent.resolved_config.unwrap()),
        )
    }

    pub async fn versions(&self) -> u32 {
        self.client.versions(&self.agent, 0, 1).await.unwrap().total
    }

    /// How many versions there are, in either generation.
    pub async fn versions_in(&self, generation: Generation) -> u32 {
        if generation == Generation::V1 {
            return self.versions().await;
        }
        let branch = self.branch().await.id;
        let page = self.client.revisions(&self.agent, &branch, 0, 1).await;
        page.unwrap().total
    }

    /// The live branch.
    pub async fn branch(&self) -> Branch {
        let branches = self.client.branches(&self.agent).await.unwrap();
        Branch::leading(&branches).unwrap().clone()
    }

    /// The configuration of the live branch's open draft.
    pub async fn draft_config(&self) -> Option<Value> {
        let draft = self.branch().await.open_draft_id?;
        let agent = self.client.agent(&self.agent, At::Draft(&draft)).await.unwrap();
        Some(Value::Object(agent.resolved_config.unwrap()))
    }

    pub async fn draft_names(&self) -> Vec<String> {
        let drafts = self.client.drafts(&self.agent).await.unwrap();
        drafts.into_iter().filter_map(|draft| draft.draft_name).collect()
    }

    pub fn mark(&self) -> usize {
        self.sandbox.requests().len()
    }

    pub fn seen(&self, from: usize) -> Vec<Seen> {
        seen(&self.sandbox, from)
    }

    pub fn write_lines(&self, from: usize) -> Vec<String> {
        writes(&self.sandbox, from)
            .into_iter()
            .map(|request| request.line)
            .collect()
    }

    pub fn fault(&self, method: &str, path: &str, times: Option<u32>, action: FaultAction) {
        self.sandbox.fault(Fault {
            method: Some(method.into()),
            path: path.into(),
            times,
            action,
        });
    }

    /// Does `act` once, right after the first answer to a request whose line starts with `line`.
    pub fn after(&self, line: &'static str, act: impl Fn(&Running, &str) + Send + 'static) {
        let (sandbox, agent, from) = (Arc::clone(&self.sandbox), self.agent.clone(), self.mark());
        let mut done = false;
        self.hooks.set(move |_| {
            if !done
                && seen(&sandbox, from)
                    .iter()
                    .any(|request| request.line.starts_with(line))
            {
                done = true;
                act(&sandbox, &agent);
            }
        });
    }

    /// A colleague publishes and activates a version with other metrics; gives back its id.
    pub fn colleague(&self, config: Value) -> String {
        self.sandbox
            .colleague_publishes(&self.agent, &change(config))
            .unwrap()
    }
}

/// What Mei Tanaka publishes.
pub fn change(config: Value) -> Publication {
    Publication {
        config: if config.is_null() {
            json!({"slmModel": "electron"})
        } else {
            config
        },
        label: "Faster model".into(),
        author: "Mei Tanaka".into(),
        activate: true,
    }
}

pub async fn run_until(engine: &Engine, agent: &str, done: impl Fn(&PublishView) -> bool) -> PublishView {
    for _ in 0..1500 {
        if let Some(view) = engine.publish_state(agent).await.unwrap()
            && done(&view)
        {
            return view;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the publish did not come to rest")
}
