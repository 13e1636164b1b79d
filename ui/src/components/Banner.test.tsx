import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { Banner } from "./Banner";
import { StatusLine } from "./StatusLine";

test("where several can be dismissed, each says what it dismisses", async () => {
  const nothing = () => undefined;
  const screen = await render(
    <>
      <Banner tone="error" title="Version 13 is not live" onDismiss={nothing}>
        What was live is still live.
      </Banner>
      <Banner tone="warn" onDismiss={nothing}>
        It was not copied.
      </Banner>
      <StatusLine onDismiss={nothing}>The draft is discarded.</StatusLine>
    </>,
  );
  const dismiss = screen.getByRole("button", { name: "Dismiss", exact: true });
  await expect.element(dismiss.nth(0)).toHaveAccessibleDescription("Version 13 is not live");
  await expect.element(dismiss.nth(1)).toHaveAccessibleDescription("It was not copied.");
  await expect.element(dismiss.nth(2)).toHaveAccessibleDescription("The draft is discarded.");
});
