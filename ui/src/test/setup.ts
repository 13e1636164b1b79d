import "../components/base.css";
import { afterEach } from "vitest";
import { cleanup } from "vitest-browser-react/pure";
import { clearMocks } from "../host/mock";

afterEach(async () => {
  // The screens take their listeners off while there is still something to take them off from.
  await cleanup();
  clearMocks();
  document.documentElement.dataset.theme = "light";
  window.history.replaceState(null, "", window.location.pathname);
});
