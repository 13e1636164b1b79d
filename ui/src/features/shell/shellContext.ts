import { createContext, use } from "react";

type Shell = {
  /** Opens Connect for the workspace in use, whose key no longer works. */
  enterNewKey: () => void;
};

export const ShellContext = createContext<Shell | null>(null);

export const useShell = () => use(ShellContext);
