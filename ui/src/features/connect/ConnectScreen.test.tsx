import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { ConnectOutcome, ErrorCode } from "../../host";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { connection, startView } from "../../test/sample";

const outside = { ...startView, connection: null, connections: [], recentAgents: [] };
const waiting: ConnectOutcome = {
  kind: "keyNotKept",
  pending: "p1",
  workspace: "Larkfield Home",
  trouble: "locked",
};

function throwing(code: ErrorCode) {
  return () => {
    throw wireError(code);
  };
}

async function open(handlers: Parameters<typeof openApp>[0] = {}) {
  let inside = false;
  const connected = () => {
    inside = true;
    return { kind: "connected", connection };
  };
  const app = await openApp({
    start: () => (inside ? startView : outside),
    connect: connected,
    retry_keychain: connected,
    keep_for_session: () => {
      inside = true;
      return connection;
    },
    open_sandbox: () => {
      inside = true;
      return connection;
    },
    ...handlers,
  });
  await expect.element(app.screen.getByRole("heading", { name: "Connect to Atoms" })).toBeVisible();
  return app;
}

async function enterKey(app: Awaited<ReturnType<typeof open>>, key = "sk_secret_1234") {
  await userEvent.fill(app.screen.getByLabelText("API key", { exact: true }), key);
  await app.screen.getByRole("button", { name: "Connect", exact: true }).click();
}

for (const theme of ["light", "dark"] as const)
  test(`breaks no rule of accessibility, ${theme}`, async () => {
    const app = await open({ start: () => ({ ...outside, appearance: theme }) });
    await app.screen.getByRole("button", { name: "Advanced" }).click();
    await expect.element(app.screen.getByRole("textbox", { name: "API address" })).toBeVisible();
    expect(document.documentElement.dataset.theme).toBe(theme);
    await expectNoViolations();
  });

test("says ready once input is accepted, with the focus in the key field", async () => {
  const app = await open();
  expect(document.documentElement.dataset.appState).toBe("ready");
  const key = app.screen.getByLabelText("API key", { exact: true });
  await expect.element(key).toHaveFocus();
  await expect.element(key).toHaveAttribute("type", "password");
});

test("sends the key once, clears the field and keeps it nowhere", async () => {
  const app = await open();
  await enterKey(app);
  await expect.element(app.screen.getByRole("heading", { name: "Agents", exact: true })).toBeVisible();
  expect(app.of("connect")).toEqual([{ address: null, key: "sk_secret_1234" }]);
  expect(document.documentElement.outerHTML).not.toContain("sk_secret_1234");
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain("sk_secret");
});

test("a refused key is told beside the key, with the field empty and focused", async () => {
  const app = await open({ connect: throwing("keyRefused") });
  await enterKey(app);
  const key = app.screen.getByLabelText("API key", { exact: true });
  await expect.element(key).toHaveAccessibleDescription(/^Atoms does not know this key\./);
  await expect.element(key).toHaveFocus();
  await expect.element(key).toHaveValue("");
  await expectNoViolations();
});

test("an address at fault opens Advanced and is told beside the address", async () => {
  const app = await open({ connect: throwing("addressInsecure") });
  await app.screen.getByRole("button", { name: "Advanced" }).click();
  await userEvent.fill(app.screen.getByRole("textbox", { name: "API address" }), "http://example.com");
  await app.screen.getByRole("button", { name: "Advanced" }).click();
  await enterKey(app);
  const address = app.screen.getByRole("textbox", { name: "API address" });
  await expect.element(address).toHaveAccessibleDescription(/https/);
  await expect.element(address).toHaveFocus();
  await expect.element(address).toHaveValue("http://example.com");
  expect(app.of("connect")[0]).toMatchObject({ address: "http://example.com" });
});

test("an address of one's own that does not answer is told at its field", async () => {
  const app = await open({ connect: throwing("offline") });
  await app.screen.getByRole("button", { name: "Advanced" }).click();
  const address = app.screen.getByRole("textbox", { name: "API address" });
  await userEvent.fill(address, "https://atoms.example.com");
  await enterKey(app);
  await expect.element(address).toHaveAccessibleDescription(/could not reach Atoms.*Nothing was stored/);
  await expect.element(address).toHaveFocus();
});

for (const [code, title] of [
  ["offline", "No network"],
  ["atomsProblem", "Atoms had a problem"],
  ["rateLimited", "Atoms asks us to slow down"],
] as const)
  test(`${code} is told above the button with details to copy`, async () => {
    const app = await open({ connect: throwing(code) });
    await enterKey(app);
    await expect.element(app.screen.getByText(`${title}.`, { exact: true })).toBeVisible();
    await expect.element(app.screen.getByRole("button", { name: "Copy details" })).toBeVisible();
    await expectNoViolations();
  });

test("a locked keychain offers to try again and to go on for this session", async () => {
  const app = await open({
    connect: () => waiting,
    retry_keychain: () => ({ ...waiting, trouble: "missing" }),
  });
  await enterKey(app);
  await expect.element(app.screen.getByRole("heading", { name: "The keychain is locked" })).toBeVisible();
  await expect.element(app.screen.getByRole("button", { name: "Try again" })).toHaveFocus();
  await expectNoViolations();
  await app.screen.getByRole("button", { name: "Try again" }).click();
  await expect.element(app.screen.getByRole("heading", { name: "There is no keychain" })).toBeVisible();
  await app.screen.getByRole("button", { name: "Keep for this session only" }).click();
  await expect.element(app.screen.getByRole("heading", { name: "Agents", exact: true })).toBeVisible();
  expect(app.of("keep_for_session")).toEqual([{ pending: "p1" }]);
});

test("the sandbox opens by keyboard alone", async () => {
  const app = await open();
  const sandbox = app.screen.getByRole("button", { name: "Explore the sandbox", exact: true });
  await expect.element(sandbox).toHaveAccessibleDescription(/No account, no network/);
  (sandbox.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(app.screen.getByRole("heading", { name: "Agents", exact: true })).toBeVisible();
  expect(app.of("open_sandbox")).toHaveLength(1);
});
