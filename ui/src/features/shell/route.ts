import { useSyncExternalStore } from "react";

export type Route = { page: "agents" } | { page: "metrics" | "history"; agentId: string };

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A link somebody cut in the middle names no agent.
    return "";
  }
}

/** Hash links are the one place that says which page shows. */
export function parseRoute(hash: string): Route {
  const [, place, id, page] = hash.replace(/^#/, "").split("/");
  const agentId = place === "agent" ? decoded(id ?? "") : "";
  if (agentId === "") return { page: "agents" };
  return { page: page === "history" ? "history" : "metrics", agentId };
}

export const agentsHref = "#/agents";

export const agentHref = (id: string, page: "metrics" | "history" = "metrics") =>
  `#/agent/${encodeURIComponent(id)}/${page}`;

export function goTo(href: string): void {
  window.location.hash = href;
}

/** Replaces the page without a step back to it. */
export function showInstead(href: string): void {
  window.history.replaceState(null, "", href);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

export function useRoute(): Route {
  return parseRoute(useHash());
}

/** The page of all components, in builds for development. */
export const galleryHref = "#/gallery";

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}
