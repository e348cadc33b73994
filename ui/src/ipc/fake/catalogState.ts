import type { CatalogPhaseDto, CatalogStatusDto } from "../bindings";
import type { FakeHistory } from "./history";

/** How often, and by which share of the store, a made-up catalog reads on. */
const STEP_MS = 60;
const STEPS = 30;

/** How far the catalog of a made-up store is. */
export class FakeCatalogState {
  private readonly listeners = new Set<(status: CatalogStatusDto) => unknown>();
  private timer: ReturnType<typeof setInterval> | null = null;
  private read: number;
  private hasText = true;
  private isPaused = false;
  private notice: string | null = null;

  constructor(
    private readonly history: FakeHistory,
    private readonly isFailed: boolean,
    isBuilt: boolean,
    private readonly isChanged: boolean,
  ) {
    this.read = isBuilt ? Number.POSITIVE_INFINITY : 0;
    if (!isBuilt) this.go();
  }

  get indexed(): boolean {
    return this.hasText;
  }

  setText(enabled: boolean) {
    this.hasText = enabled;
    return this.tell();
  }

  pause(paused: boolean) {
    this.isPaused = paused;
    return this.tell();
  }

  rebuild() {
    this.read = 0;
    this.isPaused = false;
    this.notice = "The catalog was begun anew: it was asked for.";
    this.go();
    return this.tell();
  }

  listen(listener: (status: CatalogStatusDto) => unknown) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  tell(): CatalogStatusDto {
    const now = this.status();
    for (const listener of this.listeners) listener(now);
    return now;
  }

  status(): CatalogStatusDto {
    const total = this.history.events.length;
    const known = Math.min(total, Math.floor(this.read));
    const phase = this.phase(known, total);
    const perSecond = phase === "building" ? Math.ceil((total * 1000) / (STEPS * STEP_MS)) : null;
    return {
      phase,
      known: String(known),
      total: String(total),
      perSecond,
      secondsLeft: perSecond && Math.ceil((total - known) / perSecond),
      bytes: String(known * 17),
      path: "/cache/hindsight/catalogs/acme-ea.catalog",
      directory: true,
      marks: { looked: "0", total: "0", settled: phase === "following", paused: this.isPaused },
      notice: this.isFailed ? "The catalog cannot go on, and will try again: the disk is full." : this.notice,
      changed: this.isChanged ? "eventsChanged" : null,
      changes: this.isChanged ? 1 : 0,
      text: {
        enabled: this.hasText,
        known: this.hasText ? String(known) : "0",
        complete: this.hasText && known === total,
        bytes: this.hasText ? String(known * 240) : "0",
      },
    };
  }

  private phase(known: number, total: number): CatalogPhaseDto {
    if (this.isFailed) return "failed";
    if (known === total) return "following";
    return this.isPaused ? "paused" : "building";
  }

  private go() {
    this.timer ??= setInterval(() => {
      const total = this.history.events.length;
      if (!this.isPaused) this.read += Math.ceil(total / STEPS);
      if (this.read >= total) {
        this.read = Number.POSITIVE_INFINITY;
        if (this.timer !== null) clearInterval(this.timer);
        this.timer = null;
      }
      this.tell();
    }, STEP_MS);
  }
}
