//! The commands through the mock window: who may call them, what they take, how they fail.
#![expect(
    clippy::unwrap_used,
    reason = "in a test an answer that is not there is a failure"
)]

use serde_json::{Value, json};
use tauri::WebviewWindow;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;

fn window(label: &str) -> (tauri::App<MockRuntime>, WebviewWindow<MockRuntime>) {
    let ipc = debrief::ipc::<MockRuntime>();
    let app = mock_builder()
        .manage(debrief::AppState::in_memory().unwrap())
        .invoke_handler(ipc.invoke_handler())
        .build(debrief::context())
        .unwrap();
    ipc.mount_events(&app);
    let window = tauri::WebviewWindowBuilder::new(&app, label, tauri::WebviewUrl::default())
        .build()
        .unwrap();
    (app, window)
}

fn call(window: &WebviewWindow<MockRuntime>, command: &str, arguments: Value) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().unwrap(),
        body: InvokeBody::Json(arguments),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.into(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize::<Value>().unwrap())
}

/// The names in the generated bindings: exactly what `ipc()` offers.
fn commands() -> Vec<String> {
    let bindings =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/host/bindings.ts")).unwrap();
    let names: Vec<String> = bindings
        .lines()
        .filter(|line| line.contains("__TAURI_INVOKE<"))
        .map(|line| line.split('"').nth(1).unwrap().to_owned())
        .collect();
    assert!(names.len() > 25, "the bindings name the commands");
    names
}

fn is_refused_by_permission(answer: &Result<Value, Value>) -> bool {
    matches!(answer, Err(Value::String(words)) if words.contains("not allowed"))
}

#[test]
fn the_main_window_may_call_every_command_and_no_other_window_any() {
    let (_app, main) = window("main");
    let (_other_app, other) = window("other");
    for command in commands() {
        let answer = call(&main, &command, json!({}));
        assert!(
            !is_refused_by_permission(&answer),
            "{command} is missing in src-tauri/permissions/app.toml"
        );
        let answer = call(&other, &command, json!({}));
        assert!(
            is_refused_by_permission(&answer),
            "{command} answered another window: {answer:?}"
        );
    }
}

#[test]
fn the_main_window_may_listen_and_nothing_else_of_tauri() {
    let (_app, main) = window("main");
    for command in [
        "plugin:event|emit",
        "plugin:window|close",
        "plugin:app|version",
        "plugin:path|resolve_directory",
        "plugin:dialog|open",
        "plugin:dialog|save",
        "plugin:fs|read_file",
    ] {
        let answer = call(&main, command, json!({}));
        assert!(is_refused_by_permission(&answer), "{command}: {answer:?}");
    }
}

#[test]
fn errors_arrive_with_a_code_and_the_field_they_are_about() {
    let (_app, main) = window("main");
    let error = call(&main, "connect", json!({ "address": null, "key": "  " })).unwrap_err();
    assert_eq!(error["code"], "keyMissing");
    assert_eq!(error["field"], "apiKey");
    let error = call(
        &main,
        "connect",
        json!({ "address": "http://example.com", "key": "sk_x" }),
    )
    .unwrap_err();
    assert_eq!(error["code"], "addressInsecure");
    assert_eq!(error["field"], "address");
    let error = call(&main, "review", json!({ "agentId": "69da0b4c20c0e03cfa4ee258" })).unwrap_err();
    assert_eq!(error["code"], "notFound");
    assert_eq!(
        error.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["code", "detail", "words", "field", "retryAfterSecs", "requestId"]
    );
}

#[test]
fn arguments_are_named_in_camel_case_and_missing_ones_are_told() {
    let (_app, main) = window("main");
    let error = call(&main, "review", json!({ "agent_id": "x" })).unwrap_err();
    assert!(
        error.as_str().is_some_and(|words| words.contains("agentId")),
        "{error}"
    );
}

#[test]
fn the_first_paint_needs_no_connection() {
    let (_app, main) = window("main");
    let start = call(&main, "start", json!({})).unwrap();
    assert_eq!(start["appearance"], "system");
    assert_eq!(start["connection"], Value::Null);
    assert_eq!(start["connections"], json!([]));
    assert_eq!(start["textSize"], "normal");
    call(&main, "set_text_size", json!({ "size": "largest" })).unwrap();
    assert_eq!(call(&main, "start", json!({})).unwrap()["textSize"], "largest");
    call(&main, "set_appearance", json!({ "appearance": "dark" })).unwrap();
    assert_eq!(call(&main, "start", json!({})).unwrap()["appearance"], "dark");
}
