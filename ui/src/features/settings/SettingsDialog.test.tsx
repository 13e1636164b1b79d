import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { connection, startView } from "../../test/sample";

const other = { ...connection, id: "c2", name: "Larkfield Trade", workspace: "Larkfield", unpublished: 0 };

async function open(handlers: Parameters<typeof openApp>[0] = {}) {
  const app = await openApp({
    start: () => ({ ...startView, connections: [connection, other] }),
    ...handlers,
  });
  await app.screen.getByRole("button", { name: "Settings" }).click();
  await expect.element(app.screen.getByRole("dialog", { name: "Settings" })).toBeVisible();
  return app;
}

test("says where everything is, opens the log folder, and says so when that fails", async () => {
  let broken = false;
  const { screen, of } = await open({
    open_log_folder: () => {
      if (broken) throw wireError("internal");
      return null;
    },
  });
  await expect.element(screen.getByText(startView.profileDir, { exact: true })).toBeVisible();
  await expect.element(screen.getByText(startView.logDir, { exact: true })).toBeVisible();
  const button = screen.getByRole("button", { name: "Open log folder" });
  await button.click();
  await expect.poll(() => of("open_log_folder").length).toBe(1);
  expect(screen.getByRole("alert").elements()).toHaveLength(0);
  broken = true;
  await button.click();
  await expect
    .element(screen.getByText("The folder could not be opened here.", { exact: false }))
    .toBeVisible();
  await expectNoViolations();
});

test("a connection gets another name, and an empty one goes back to the workspace's", async () => {
  let name = connection.name;
  const now = () => ({ ...connection, name });
  const { screen, of } = await open({
    start: () => ({ ...startView, connection: now(), connections: [now(), other] }),
    rename_connection: (args) => {
      name = String(args.name) || connection.workspace;
      return null;
    },
  });
  await screen.getByRole("button", { name: "Rename Larkfield Home" }).click();
  const dialog = screen.getByRole("dialog", { name: "Rename Larkfield Home" });
  const field = dialog.getByRole("textbox", { name: "Name" });
  await expect.element(field).toHaveFocus();
  await expect.element(field).toHaveValue("Larkfield Home");
  await userEvent.fill(field, "Home, production");
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("button", { name: "Rename Home, production" })).toBeVisible();
  await expect.poll(() => dialog.elements().length).toBe(0);
  expect(of("rename_connection")).toEqual([{ id: "c1", name: "Home, production" }]);
});

test("removing asks first, names the unpublished changes, and keeps everything when it fails", async () => {
  let refused = true;
  let list = [connection, other];
  const { screen } = await open({
    start: () => ({ ...startView, connection: list[0] ?? null, connections: list }),
    remove_connection: () => {
      if (refused) throw wireError("keychainLocked");
      list = [];
      return null;
    },
  });
  await screen.getByRole("button", { name: "Remove Larkfield Home" }).click();
  const dialog = screen.getByRole("alertdialog", { name: "Remove Larkfield Home from this computer?" });
  await expect
    .element(dialog.getByText("4 unpublished changes in it are not live yet and go with it."))
    .toBeVisible();
  await expect.element(dialog.getByRole("button", { name: "Cancel" })).toHaveFocus();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.element(dialog.getByText("The keychain is locked.")).toBeVisible();
  refused = false;
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.element(screen.getByRole("heading", { name: "Connect to Atoms" })).toBeVisible();
});

test("another connection opens, and one can be added", async () => {
  const { screen, of } = await open({ use_connection: () => other });
  await screen.getByRole("button", { name: "Open Larkfield Trade" }).click();
  await expect.poll(() => of("use_connection")).toEqual([{ id: "c2" }]);
  await screen.getByRole("button", { name: "Add a connection" }).click();
  await expect.element(screen.getByRole("heading", { name: "Connect to Atoms" })).toBeVisible();
});

test("the licences of other people's work can be searched and read", async () => {
  const { screen } = await open();
  await screen.getByRole("button", { name: "Third-party licences" }).click();
  const dialog = screen.getByRole("dialog", { name: "Third-party licences" });
  const search = dialog.getByRole("searchbox", { name: "Search packages and licences" });
  await expect.element(search).toHaveFocus();
  await userEvent.fill(search, "fontsource");
  await expect.element(dialog.getByRole("option", { name: /inter/ })).toBeVisible();
  await expect.element(dialog.getByText("SIL OPEN FONT LICENSE", { exact: false }).first()).toBeVisible();
  await expectNoViolations();
  await userEvent.fill(search, "no such package");
  await expect.element(dialog.getByText("No package is called “no such package”.")).toBeVisible();
});
