import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { hasOwnSpace, isPlain } from "./keys";
import { setting, useSetting } from "./stored";

/** How many times as fast as usual. */
export const SPEEDS = ["1", "0.5", "2", "4", "8", "16"] as const;
export const speedSetting = setting("hindsight.film.speed", SPEEDS);
/** One event after another at an even pace, or as time went, with quiet gaps skipped. */
export type Pace = "event" | "time";
export const paceSetting = setting<Pace>("hindsight.film.pace", ["event", "time"]);
export const loopSetting = setting<"once" | "loop">("hindsight.film.loop", ["once", "loop"]);

/** What came of a step: how long to wait before the next one at usual speed, the end, or a reason to stop here. */
export type Step = { waitMs: number } | "end" | "stop";

/** What is played. */
export interface Reel {
  /** Whether the views show the last step, so that the next one may come. */
  isReady: () => boolean;
  /** Whether it stands at its end, where playing begins anew. */
  isAtEnd: boolean;
  step: (pace: Pace) => Promise<Step>;
  rewind: () => void;
}

const READY_MS = 16;
/** A view that takes longer than this is not waited for. */
const READY_MS_MAX = 2000;
const WAIT_MS_MIN = 16;
/** For those who want less motion, no more than two pictures a second. */
const CALM_MS_MIN = 500;

/** Only one film plays at a time: which one, by its name. */
let playing: string | null = null;
const listeners = new Set<() => void>();

function setPlaying(name: string | null) {
  playing = name;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Plays a reel step by step. It never begins by itself. Where `takesSpace`, the space bar plays and pauses. */
export function useFilm(name: string, reel: Reel, takesSpace: boolean) {
  const isPlaying = useSyncExternalStore(subscribe, () => playing === name);
  const speed = Number(useSetting(speedSetting));
  const pace = useSetting(paceSetting);
  const isLoop = useSetting(loopSetting) === "loop";
  const settings = useEffectEvent(() => ({ speed, pace, isLoop, reel }));
  useEffect(() => {
    if (!isPlaying) return;
    let isStopped = false;
    const run = async () => {
      if (settings().reel.isAtEnd) await rewound();
      while (!isStopped) {
        await shown();
        if (isStopped) return;
        const step = await settings().reel.step(settings().pace);
        if (isStopped) return;
        if (step === "stop" || (step === "end" && !settings().isLoop)) return setPlaying(null);
        if (step === "end") await rewound();
        else await sleep(waitFor(step.waitMs, settings().speed));
      }
    };
    const rewound = async () => {
      settings().reel.rewind();
      await sleep(CALM_MS_MIN);
    };
    const shown = async () => {
      const since = performance.now();
      while (!isStopped && !settings().reel.isReady() && performance.now() - since < READY_MS_MAX)
        await sleep(READY_MS);
    };
    run().catch(() => setPlaying(null));
    return () => {
      isStopped = true;
    };
  }, [isPlaying]);
  useEffect(
    () => () => {
      if (playing === name) setPlaying(null);
    },
    [name],
  );
  const toggle = () => setPlaying(isPlaying ? null : name);
  useSpace(takesSpace, toggle);
  return { isPlaying, toggle, pause: () => isPlaying && setPlaying(null) };
}

/** How long to wait in fact. */
export function waitFor(waitMs: number, speed: number, isCalm = wantsCalm()): number {
  return Math.max(isCalm ? CALM_MS_MIN : WAIT_MS_MIN, waitMs / speed);
}

function wantsCalm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function useSpace(isTaken: boolean, toggle: () => void) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isTaken || event.key !== " " || !isPlain(event) || hasOwnSpace(event.target)) return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
