import "../components/base.css";
import { clearMocks } from "@tauri-apps/api/mocks";
import { afterEach } from "vitest";

afterEach(() => {
  clearMocks();
  document.documentElement.dataset.theme = "light";
  window.history.replaceState(null, "", window.location.pathname);
});
