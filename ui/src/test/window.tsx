import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "@/app/App";
import { makeRouter } from "@/app/router";
import type { Ipc } from "@/ipc";
import { type FakeOptions, fakeIpc } from "@/ipc/fake";

/** Opens the whole window at a link, over a made-up store; parts of the backend may be replaced. */
export function openWindow(link: string, options: FakeOptions = {}, replaced: Partial<Ipc> = {}) {
  const router = makeRouter(createMemoryHistory({ initialEntries: [link] }));
  const ipc: Ipc = { ...fakeIpc({ events: 400, ...options }), ...replaced };
  const user = userEvent.setup();
  return { ...render(<App ipc={ipc} router={router} />), user, router, ipc };
}
