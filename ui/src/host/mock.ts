// The mock of the door, for tests: only this folder knows what is behind it.

export { emit } from "@tauri-apps/api/event";
export { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
