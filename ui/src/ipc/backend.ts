import { type Ipc, tauriIpc } from "./client";

/**
 * The backend of this window. In a plain browser while developing, where there is none, a made-up one in memory;
 * the condition is decided when the program is built, so that it never ships.
 */
export async function backend(): Promise<Ipc> {
  if (!import.meta.env.DEV || "__TAURI_INTERNALS__" in window) return tauriIpc;
  const { fakeIpc } = await import("./fake");
  const asked = new URLSearchParams(location.search);
  // The router would take these for the view's own.
  history.replaceState(null, "", location.pathname + location.hash);
  return fakeIpc({
    events: Number(asked.get("events") ?? 10_000),
    delayMs: Number(asked.get("delay") ?? 30),
    open: asked.get("store") !== "none",
    writable: asked.get("mode") === "write",
    catalog:
      asked.get("catalog") === "failed"
        ? "failed"
        : asked.get("catalog") === "building"
          ? "building"
          : "built",
    growsMs: Number(asked.get("grows") ?? 0) || undefined,
  });
}
