//! Where the key is and where it never is.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};

use debrief_engine::views::{ConnectOutcome, Consent, Edit, KeyPlace, KeychainTrouble};
use debrief_engine::{About, Engine, Error, ErrorCode, Secrets};
use secrecy::{ExposeSecret, SecretString};

use crate::support::{Bench, card, panel};

/// Every byte of the profile.
fn profile(dir: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    bytes
}

fn holds(dir: &Path, text: &str) -> bool {
    let (bytes, text) = (profile(dir), text.as_bytes());
    bytes.windows(text.len()).any(|window| window == text)
}

fn key(bench: &Bench) -> SecretString {
    SecretString::from(bench.sandbox.api_key())
}

async fn not_kept(engine: &Engine, bench: &Bench) -> (String, KeychainTrouble) {
    match engine
        .connect(Some(&bench.sandbox.url()), key(bench))
        .await
        .unwrap()
    {
        ConnectOutcome::KeyNotKept {
            pending,
            workspace,
            trouble,
        } => {
            assert_eq!(workspace, "Larkfield Home");
            (pending, trouble)
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_key_is_in_the_keychain_and_in_no_file() {
    let bench = Bench::changed().await;
    bench.publish().await;
    let start = bench.engine.start(About::default()).await.unwrap();
    let connection = start.connection.unwrap();
    assert_eq!(
        (connection.key_place, connection.workspace.as_str()),
        (KeyPlace::Keychain, "Larkfield Home")
    );
    assert!(bench.sandbox.api_key().ends_with(&connection.key_ends) && connection.key_ends.len() == 4);
    let kept = bench.secrets.get(&connection.id).unwrap().unwrap();
    assert_eq!(kept.expose_secret(), bench.sandbox.api_key());
    assert!(
        holds(bench.dir.path(), "Larkfield Home"),
        "the search finds what is there"
    );
    assert!(!holds(bench.dir.path(), bench.sandbox.api_key()));
    assert!(!holds(bench.dir.path(), &bench.sandbox.api_key()[3..20]));
    // The next start has nothing but the keychain to get it from.
    let next = bench.restarted();
    assert!(!next.list_agents("", 1, false).await.unwrap().agents.is_empty());
}

#[tokio::test]
async fn each_trouble_of_the_keychain_is_told_and_the_key_can_stay_for_the_session() {
    let bench = Bench::new().await;
    let connection = bench
        .engine
        .start(About::default())
        .await
        .unwrap()
        .connection
        .unwrap();
    bench.engine.remove_connection(&connection.id).await.unwrap();
    for trouble in [
        KeychainTrouble::Missing,
        KeychainTrouble::NotSetUp,
        KeychainTrouble::Locked,
        KeychainTrouble::Refused,
    ] {
        bench.secrets.fail_with(Some(trouble));
        let (pending, told) = not_kept(&bench.engine, &bench).await;
        assert_eq!(told, trouble);
        let start = bench.engine.start(About::default()).await.unwrap();
        assert!(
            start.connections.is_empty(),
            "nothing is kept before somebody decides"
        );
        bench.engine.drop_pending(&pending);
        let gone = bench.engine.keep_for_session(&pending).await;
        assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    }
    let (pending, _) = not_kept(&bench.engine, &bench).await;
    let view = bench.engine.keep_for_session(&pending).await.unwrap();
    assert_eq!(view.key_place, KeyPlace::Session);
    assert!(
        !bench
            .engine
            .list_agents("", 1, false)
            .await
            .unwrap()
            .agents
            .is_empty()
    );
    assert!(!holds(bench.dir.path(), bench.sandbox.api_key()));

    // The session ends with the app: the connection is there, its key is not.
    let next = bench.restarted();
    let start = next.start(About::default()).await.unwrap();
    assert_eq!(start.connection.unwrap().key_place, KeyPlace::Gone);
    let asked = next.list_agents("", 1, false).await;
    assert_eq!(asked.unwrap_err().code(), ErrorCode::KeyGone);

    // Entered anew, with the keychain working again, it is the same connection.
    bench.secrets.fail_with(None);
    let ConnectOutcome::Connected { connection } = next
        .connect(Some(&bench.sandbox.url()), key(&bench))
        .await
        .unwrap()
    else {
        panic!("not connected")
    };
    assert_eq!(
        (connection.id, connection.key_place),
        (view.id, KeyPlace::Keychain)
    );
}

#[tokio::test]
async fn a_keychain_that_works_again_takes_the_pending_key() {
    let bench = Bench::new().await;
    bench.secrets.fail_with(Some(KeychainTrouble::Locked));
    let (pending, _) = not_kept(&bench.engine, &bench).await;
    bench.secrets.fail_with(None);
    let outcome = bench.engine.retry_keychain(pending).await.unwrap();
    assert!(matches!(outcome, ConnectOutcome::Connected { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_key_that_is_gone_from_the_keychain_has_to_be_entered_again() {
    let bench = Bench::new().await;
    let connection = bench
        .engine
        .start(About::default())
        .await
        .unwrap()
        .connection
        .unwrap();
    bench.secrets.delete(&connection.id).unwrap();
    let next = bench.restarted();
    assert_eq!(
        next.list_agents("", 1, false).await.unwrap_err().code(),
        ErrorCode::KeyGone
    );
    bench.secrets.fail_with(Some(KeychainTrouble::Locked));
    assert_eq!(
        next.list_agents("", 1, false).await.unwrap_err().code(),
        ErrorCode::KeychainLocked
    );
}

#[tokio::test]
async fn a_key_is_bound_to_the_address_that_it_was_entered_for() {
    let bench = Bench::new().await;
    let other = Bench::new().await;
    let first = bench
        .engine
        .start(About::default())
        .await
        .unwrap()
        .connection
        .unwrap();
    // The same workspace id behind another origin is another connection with a key of its own.
    let second = bench
        .engine
        .connect(
            Some(&other.sandbox.url()),
            SecretString::from(other.sandbox.api_key()),
        )
        .await
        .unwrap();
    let ConnectOutcome::Connected { connection: second } = second else {
        panic!("{second:?}")
    };
    assert_ne!(first.id, second.id);
    assert_ne!(first.address, second.address);
    let kept = bench.secrets.get(&first.id).unwrap().unwrap();
    assert_eq!(kept.expose_secret(), bench.sandbox.api_key());
    // A key for one is not good enough for the other, and a refused one changes nothing.
    let refused = bench
        .engine
        .connect(Some(&other.sandbox.url()), key(&bench))
        .await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::KeyRefused);
    let kept = bench.secrets.get(&second.id).unwrap().unwrap();
    assert_eq!(kept.expose_secret(), other.sandbox.api_key());
    let again = bench.engine.use_connection(&first.id).await.unwrap();
    assert_eq!(again, first);
}

#[tokio::test]
async fn removing_a_connection_erases_its_key_and_every_byte_that_was_typed() {
    let bench = Bench::new().await;
    bench.open().await;
    let id = bench
        .engine
        .start(About::default())
        .await
        .unwrap()
        .connection
        .unwrap()
        .id;
    let texts = ["Zyxomma savedprompt?", "Zyxomma panelprompt?", "Zyxomma label"];
    let saved = panel(vec![card(
        "k",
        "saved",
        debrief_metrics::DataType::String,
        texts[0],
    )]);
    bench
        .engine
        .save_panel(&bench.agent, "new", saved, Consent::Ask)
        .await
        .unwrap();
    let kept = panel(vec![card(
        "k",
        "kept",
        debrief_metrics::DataType::String,
        texts[1],
    )]);
    bench.engine.keep_panel(&bench.agent, "new", kept).await.unwrap();
    bench
        .engine
        .keep_label(&bench.agent, texts[2].into(), String::new())
        .await
        .unwrap();
    bench.engine.edit(&bench.agent, Edit::Undo).await.unwrap();
    bench.engine.edit(&bench.agent, Edit::Redo).await.unwrap();
    bench.publish().await;
    for text in &texts[..2] {
        assert!(holds(bench.dir.path(), text), "{text} was on disk");
    }
    // The journal says that it is live a moment before the publish has let go of the agent.
    let mut removed = bench.engine.remove_connection(&id).await;
    while matches!(removed, Err(Error::PublishRunning)) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        removed = bench.engine.remove_connection(&id).await;
    }
    removed.unwrap();
    for text in texts {
        assert!(!holds(bench.dir.path(), text), "{text}");
    }
    assert!(
        !holds(bench.dir.path(), "Larkfield"),
        "what was read is gone as well"
    );
    assert!(bench.secrets.get(&id).unwrap().is_none());
    let start = bench.engine.start(About::default()).await.unwrap();
    assert!(start.connection.is_none() && start.connections.is_empty() && start.last_agent_id.is_none());
    let asked = bench.engine.list_agents("", 1, false).await;
    assert_eq!(asked.unwrap_err().code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn a_key_that_cannot_be_erased_keeps_the_connection() {
    let bench = Bench::changed().await;
    let id = bench
        .engine
        .start(About::default())
        .await
        .unwrap()
        .connection
        .unwrap()
        .id;
    bench.secrets.fail_with(Some(KeychainTrouble::Locked));
    let refused = bench.engine.remove_connection(&id).await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::KeychainLocked);
    assert_eq!(bench.view().await.changes.total, 1);
}

#[tokio::test]
async fn an_older_key_in_the_keychain_goes_with_a_connection_whose_key_was_kept_for_the_session() {
    let bench = Bench::new().await;
    bench.secrets.fail_with(Some(KeychainTrouble::Locked));
    let (pending, _) = not_kept(&bench.engine, &bench).await;
    let view = bench.engine.keep_for_session(&pending).await.unwrap();
    bench.secrets.fail_with(None);
    assert!(bench.secrets.get(&view.id).unwrap().is_some());
    bench.engine.remove_connection(&view.id).await.unwrap();
    assert!(bench.secrets.get(&view.id).unwrap().is_none());
}

/// A keychain whose person is away: calls wait until somebody unlocks it.
#[derive(Default)]
struct Waiting {
    state: Mutex<(bool, u32, Option<SecretString>)>,
    unlocked: Condvar,
}

impl Waiting {
    fn unlock(&self) {
        self.state.lock().unwrap().0 = true;
        self.unlocked.notify_all();
    }
}

impl Secrets for Waiting {
    fn get(&self, _: &str) -> Result<Option<SecretString>, KeychainTrouble> {
        Ok(self.state.lock().unwrap().2.clone())
    }

    fn set(&self, _: &str, key: &SecretString) -> Result<(), KeychainTrouble> {
        let mut state = self
            .unlocked
            .wait_while(self.state.lock().unwrap(), |state| !state.0)
            .unwrap();
        state.1 += 1;
        state.2 = Some(key.clone());
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<(), KeychainTrouble> {
        self.state.lock().unwrap().2 = None;
        Ok(())
    }
}

#[tokio::test]
async fn a_keychain_that_waits_is_told_after_two_seconds_and_takes_the_key_once_unlocked() {
    let bench = Bench::new().await;
    let keychain = Arc::new(Waiting::default());
    let ports = debrief_engine::Ports {
        secrets: Arc::clone(&keychain) as _,
        ..debrief_engine::Ports::in_memory().unwrap()
    };
    let engine = Engine::new(ports);
    let asked = std::time::Instant::now();
    let (pending, trouble) = not_kept(&engine, &bench).await;
    assert_eq!(trouble, KeychainTrouble::Waiting);
    assert!(asked.elapsed() >= std::time::Duration::from_secs(2));
    keychain.unlock();
    let outcome = engine.retry_keychain(pending).await.unwrap();
    assert!(matches!(outcome, ConnectOutcome::Connected { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_key_that_is_not_to_be_kept_does_not_stay_in_a_keychain_unlocked_later() {
    let bench = Bench::new().await;
    for session in [false, true] {
        let keychain = Arc::new(Waiting::default());
        let ports = debrief_engine::Ports {
            secrets: Arc::clone(&keychain) as _,
            ..debrief_engine::Ports::in_memory().unwrap()
        };
        let engine = Engine::new(ports);
        let (pending, _) = not_kept(&engine, &bench).await;
        if session {
            let view = engine.keep_for_session(&pending).await.unwrap();
            assert_eq!(view.key_place, KeyPlace::Session);
        } else {
            engine.drop_pending(&pending);
        }
        keychain.unlock();
        let taken_back = async {
            loop {
                let state = keychain.state.lock().unwrap().clone();
                if state.1 == 1 && state.2.is_none() {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(5), taken_back)
            .await
            .unwrap();
    }
}
