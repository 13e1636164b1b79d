import { createContext, use } from "react";
import type { ConnectionView } from "../../host";

type Shell = {
  /** The connection in use. */
  connection: ConnectionView;
  /** Opens Connect for the workspace in use, whose key no longer works. */
  enterNewKey: () => void;
  /** The same with a key that is forgotten when the app closes: the keychain cannot be had. */
  enterKeyForSession: () => void;
};

export const ShellContext = createContext<Shell | null>(null);

export const useShell = () => use(ShellContext);
