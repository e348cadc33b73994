import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fakeIpc } from "@/ipc/fake";
import { faults } from "@/test/axe";
import { openWindow } from "@/test/window";

async function openSheet() {
  const opened = openWindow("/", { open: false });
  await opened.user.click(await screen.findByRole("button", { name: /Connect to a server/ }));
  const sheet = within(await screen.findByRole("dialog", { name: "Connect to a server" }));
  return { ...opened, sheet };
}

const field = (sheet: ReturnType<typeof within>, name: string | RegExp) => sheet.getByLabelText(name);

describe("the connect sheet", () => {
  it("tells every wrong field beside it, and goes to the first", async () => {
    const { user, sheet } = await openSheet();
    expect(await faults(document.body)).toEqual([]);
    await user.type(field(sheet, "Server"), "no name");
    await user.click(sheet.getByRole("button", { name: "Connect" }));
    await sheet.findByText(/Name the server by its name/);
    expect(sheet.getByText("Name one database.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(field(sheet, "Server")));
    expect(field(sheet, "Server").getAttribute("aria-invalid")).toBe("true");
    await user.type(field(sheet, "Server"), "x");
    expect(sheet.queryByText(/Name the server by its name/)).toBeNull();
    expect(sheet.getByText("Name one database.")).toBeTruthy();
    expect(await faults(document.body)).toEqual([]);
  });

  it("connects, and the title tells the database, its server, and that the login could write", async () => {
    const { user, sheet, router } = await openSheet();
    await user.type(field(sheet, "Server"), "sql.acme.example");
    await user.type(field(sheet, "Database"), "audit");
    await user.type(field(sheet, "Login"), "reviewer");
    await user.type(field(sheet, "Password"), "wrong");
    await user.click(sheet.getByRole("button", { name: "Choose…" }));
    await waitFor(() =>
      expect(field(sheet, /Certificate authority/)).toHaveProperty("value", "/etc/acme/ca.pem"),
    );
    await user.click(sheet.getByRole("button", { name: "Connect" }));
    await sheet.findByText(/refused the login/);
    await waitFor(() => expect(document.activeElement).toBe(field(sheet, "Password")));
    await user.clear(field(sheet, "Password"));
    await user.type(field(sheet, "Password"), "open sesame");
    await user.click(sheet.getByRole("button", { name: "Connect" }));
    await screen.findByRole("button", { name: "Store audit on sql.acme.example" });
    expect(screen.getByText("Microsoft SQL Server 2022")).toBeTruthy();
    expect(screen.getByText(/READ-ONLY BY CHOICE/)).toBeTruthy();
    expect(router.state.location.pathname).toBe("/explore");
  });

  it("never shows a secret, and asks for no login with a token", async () => {
    const { user, sheet } = await openSheet();
    expect(field(sheet, "Password").getAttribute("type")).toBe("password");
    expect(sheet.getByRole("checkbox")).toHaveProperty("disabled", true);
    await user.click(sheet.getByRole("radio", { name: "Entra token" }));
    expect(field(sheet, "Token").getAttribute("type")).toBe("password");
    expect(sheet.queryByLabelText("Login")).toBeNull();
    expect(sheet.queryByRole("checkbox")).toBeNull();
  });

  it("says when the password could not be kept; the store is open all the same", async () => {
    const { user, sheet } = await openSheet();
    await user.type(field(sheet, "Server"), "sql.acme.example");
    await user.type(field(sheet, "Database"), "audit");
    await user.type(field(sheet, "Login"), "reviewer");
    await user.type(field(sheet, "Password"), "open sesame");
    await user.type(field(sheet, /Certificate authority/), "/etc/ca.pem");
    await user.click(sheet.getByRole("checkbox"));
    await user.click(sheet.getByRole("button", { name: "Connect" }));
    await screen.findByText(/password cannot be kept/);
    expect(screen.getByRole("button", { name: /Store audit on/ })).toBeTruthy();
  });

  it("opens for a recent server whose password is not at hand, with its fields and the reason", async () => {
    const { user } = openWindow("/", { open: false });
    await user.click(await screen.findByRole("button", { name: /^audit on sql.acme.example/ }));
    const sheet = within(await screen.findByRole("dialog", { name: "Connect to a server" }));
    expect(field(sheet, "Server")).toHaveProperty("value", "sql.acme.example");
    expect(field(sheet, "Login")).toHaveProperty("value", "reviewer");
    expect(sheet.getByRole("alert").textContent).toMatch(/There is no password for reviewer/);
    expect(screen.queryByText("The store could not be opened")).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(field(sheet, "Password")));
  });

  it("can be stopped while it connects", async () => {
    const { user } = openWindow("/", { open: false, delayMs: 200 });
    await user.click(await screen.findByRole("button", { name: /Connect to a server/ }));
    const sheet = within(await screen.findByRole("dialog", { name: "Connect to a server" }));
    await user.type(field(sheet, "Server"), "sql.acme.example");
    await user.click(sheet.getByRole("button", { name: "Connect" }));
    expect((await sheet.findByRole("status")).textContent).toBe("Connecting…");
    await user.click(sheet.getByRole("button", { name: "Stop" }));
    await sheet.findByRole("button", { name: "Cancel" });
    expect(sheet.queryByRole("alert")).toBeNull();
  });
});

describe("a copy that is not finished", () => {
  it("is told whatever the view", async () => {
    const whole = fakeIpc({ events: 400 });
    const startup = async () => {
      const started = await whole.startup();
      return { ...started, store: started.store && { ...started.store, unfinishedCopyOf: "1000" } };
    };
    openWindow("/explore", { events: 400 }, { startup });
    expect((await screen.findByText(/^Unfinished copy/)).textContent).toBe(
      "Unfinished copy: 400 of 1,000 events are here, and they were not held against their source.",
    );
    expect(await faults(document.body)).toEqual([]);
  });
});
