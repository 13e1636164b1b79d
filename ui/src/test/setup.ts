import "../components/base.css";
import { clearMocks } from "@tauri-apps/api/mocks";
import { afterEach } from "vitest";
import { cleanup } from "vitest-browser-react/pure";

afterEach(async () => {
  // The screens take their listeners off while there is still something to take them off from.
  await cleanup();
  clearMocks();
  document.documentElement.dataset.theme = "light";
  window.history.replaceState(null, "", window.location.pathname);
});
