import { useQueryClient } from "@tanstack/react-query";
import { SkipBack, SkipForward } from "lucide-react";
import { useRef, useState } from "react";
import { type Filter, useIpc } from "@/ipc";
import { lastBefore } from "@/shared/lib/asOf";
import { type Step, useFilm } from "@/shared/lib/film";
import { AsOfField, Button, FilmOptions, IconButton, PlayButton, Popover, usePlayhead } from "@/shared/ui";
import type { Layer } from "./layer";
import { instantAt, nextBusy } from "./playhead";
import { eventAfter, eventBefore, type Lead } from "./steps";
import styles from "./Transport.module.css";

/** How long an event stays, and how long a stretch of time takes, at usual speed. */
const EVENT_MS = 500;
const STRETCH_MS = 60;

/** Steps and plays the instant that all views show, over the events that fit the view's filter. */
export function Transport({
  layers,
  filter,
  firstAt,
  lastAt,
  takesSpace,
}: {
  /** What is known of the history, the finest first. */
  layers: readonly (Layer | null)[];
  filter: Filter;
  firstAt: string;
  lastAt: string;
  takesSpace: boolean;
}) {
  const ipc = useIpc();
  const client = useQueryClient();
  const { at, go } = usePlayhead();
  const follow = (lead: Lead): Step => {
    if (lead === null) return "end";
    go(lead.to);
    return lead.to === null ? "end" : { waitMs: EVENT_MS };
  };
  const stretchAfter = (): Step => {
    const from = at === null ? Number.POSITIVE_INFINITY : Date.parse(at) + 1;
    const bound = boundAfter(layers, from);
    const to = bound === null ? null : instantAt(bound, lastAt);
    go(to);
    return to === null ? "end" : { waitMs: STRETCH_MS };
  };
  const film = useFilm(
    "timebar",
    {
      isReady: () => client.isFetching() === 0,
      isAtEnd: at === null,
      step: async (pace) => (pace === "time" ? stretchAfter() : follow(await eventAfter(ipc, filter, at))),
      rewind: () => go(lastBefore(firstAt)),
    },
    takesSpace,
  );
  const step = async (find: typeof eventAfter) => {
    film.pause();
    follow(await find(ipc, filter, at).catch(() => null));
  };
  return (
    <div role="group" aria-label="Playhead" className={styles.transport}>
      <IconButton small label="Event before" onPress={() => void step(eventBefore)}>
        <SkipBack size={14} aria-hidden />
      </IconButton>
      <PlayButton what="the history" isPlaying={film.isPlaying} onToggle={film.toggle} hasKey={takesSpace} />
      <IconButton small label="Event after" isDisabled={at === null} onPress={() => void step(eventAfter)}>
        <SkipForward size={14} aria-hidden />
      </IconButton>
      <FilmOptions what="the history" />
      <Typed at={at} go={go} />
    </div>
  );
}

/** Where the next stretch ends that has something that fits; behind what is known finely, as it is known coarsely. */
function boundAfter(layers: readonly (Layer | null)[], ms: number): number | null {
  for (const layer of layers) {
    if (!layer || ms < layer.stretches.start) continue;
    const bound = nextBusy(layer.stretches, layer.fitting ?? layer.all, ms);
    if (bound !== null) return bound;
  }
  return null;
}

/** Takes an instant by its name. */
function Typed({ at, go }: { at: string | null; go: (at: string | null) => void }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (next: string | null) => {
    setOpen(false);
    go(next);
  };
  return (
    <>
      <Button ref={button} small variant="quiet" onPress={() => setOpen(true)}>
        As of…
      </Button>
      <Popover
        triggerRef={button}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        label="Show every view as of an instant"
      >
        {() => <AsOfField stacked instant={at} onInstant={close} onNow={() => close(null)} />}
      </Popover>
    </>
  );
}
