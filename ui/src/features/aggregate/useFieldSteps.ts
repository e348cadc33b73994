import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type FoldWishDto, toIpcError, useIpc } from "@/ipc";
import { visible } from "@/shared/lib/hostile";
import { neighbour } from "./blame";
import { settingsOf } from "./moments";

/** Steps through the life of a field: to the event that set it before the shown version, or after it. */
export interface FieldSteps {
  step: (path: string, direction: "before" | "after") => void;
  /** Why the last step led nowhere, or that it is being looked for. */
  note: string | null;
}

/** `version` is the shown one and `last` the last that has happened; `onVersion` goes to another. */
export function useFieldSteps(
  id: string,
  fold: FoldWishDto,
  { version, last }: { version: number; last: number },
  onVersion: (version: number) => void,
): FieldSteps {
  const ipc = useIpc();
  const client = useQueryClient();
  const [note, setNote] = useState<{ text: string; at: number } | null>(null);
  const latest = useRef(0);
  const step = async (path: string, direction: "before" | "after") => {
    const turn = ++latest.current;
    const say = (text: string | null) => {
      if (turn === latest.current) setNote(text === null ? null : { text, at: version });
    };
    say("Looking through the history…");
    try {
      const settings = await settingsOf(client, ipc, id, path, fold);
      const next = neighbour(
        settings.filter((setting) => setting <= last),
        version,
        direction,
      );
      const field = path === "" ? "the state" : visible(path);
      say(next === null ? `Nothing set ${field} ${direction === "before" ? "earlier" : "later"}.` : null);
      if (next !== null && turn === latest.current) onVersion(next);
    } catch (failure) {
      say(toIpcError(failure).message);
    }
  };
  return {
    step: (path, direction) => void step(path, direction),
    note: note?.at === version ? note.text : null,
  };
}
