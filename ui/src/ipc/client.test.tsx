import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, describe, expect, it, vi } from "vitest";
import { tauriIpc } from "./client";
import { IpcError } from "./errors";

afterEach(clearMocks);

/** What the backend was asked, by command; a job goes on until it is cancelled. */
function slowBackend() {
  const stops = new Map<unknown, () => void>();
  const asked = vi.fn((command: string, args: Record<string, unknown>) => {
    if (command === "cancel") {
      stops.get(args.jobId)?.();
      return null;
    }
    return new Promise((_, reject) =>
      stops.set(args.jobId, () => reject({ code: "cancelled", message: "Stopped.", details: null })),
    );
  });
  mockIPC(asked as Parameters<typeof mockIPC>[0]);
  return asked;
}

describe("a job", () => {
  it("is stopped in the backend, under its own name, when its signal fires", async () => {
    const asked = slowBackend();
    const stop = new AbortController();
    const answer = tauriIpc.countEvents({}, stop.signal);
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
    const jobId = asked.mock.calls[0]?.[1].jobId;
    stop.abort();
    await expect(answer).rejects.toMatchObject({ name: "IpcError", code: "cancelled" });
    expect(asked.mock.calls[1]).toMatchObject(["cancel", { jobId }]);
  });

  it("is not begun when it is stopped already", async () => {
    const asked = slowBackend();
    await expect(tauriIpc.eventTypes(AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
    expect(asked).not.toHaveBeenCalled();
  });

  it("is left alone once it has ended", async () => {
    const asked = vi.fn(() => ({ count: "3" }));
    mockIPC(asked);
    const stop = new AbortController();
    expect(await tauriIpc.countEvents({}, stop.signal)).toEqual({ count: "3" });
    stop.abort();
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe("a failure", () => {
  it("keeps its code and its words", async () => {
    mockIPC(() => {
      throw { code: "readOnly", message: "The store is open for reading only.", details: "d" };
    });
    const failure = await tauriIpc.setWritable(true).catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(IpcError);
    expect(failure).toMatchObject({
      code: "readOnly",
      message: "The store is open for reading only.",
      details: "d",
    });
  });

  it("that nobody foresaw is told without its insides", async () => {
    mockIPC(() => {
      throw new TypeError("x is not a function");
    });
    await expect(tauriIpc.storeInfo()).rejects.toMatchObject({
      code: "internal",
      details: "x is not a function",
    });
  });
});
