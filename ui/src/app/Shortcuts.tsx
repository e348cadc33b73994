import { useNavigate, useRouter } from "@tanstack/react-router";
import { Fragment, type ReactNode, useEffect, useState } from "react";
import { useOpenStore } from "@/ipc";
import { takeBackUnsettled } from "@/shared/lib/useSettled";
import { Dialog } from "@/shared/ui";
import { JUMP_FIELD_ID } from "./Jump";
import { IS_MAC, MOD } from "./modifier";
import styles from "./Shortcuts.module.css";
import { viewsFor } from "./views";

const GROUPS: { heading: string; keys: [keys: string[], what: string][] }[] = [
  {
    heading: "Everywhere",
    keys: [
      [[MOD, "K"], "Search, or jump to an event, aggregate, correlation, command or view"],
      [[MOD, `1…${viewsFor(true).length}`], "Go to the view at that place in the list"],
      [["Alt", "←"], "Back: undoes a filter or a step"],
      [["Alt", "→"], "Forward again"],
      [["?"], "This list"],
      [["Esc"], "Close what is open; then, return to now"],
      [["Space"], "Play or pause the history, or the versions of an aggregate"],
    ],
  },
  {
    heading: "In a list of events or aggregates",
    keys: [
      [["↑", "↓"], "Select the row before or after"],
      [["Page ↑", "Page ↓"], "A screen up or down"],
      [["Home", "End"], "First or last row"],
      [["Enter"], "Open what the row belongs to"],
    ],
  },
  {
    heading: "On one aggregate",
    keys: [
      [["←", "→"], "The version before or after"],
      [["Home", "End"], "The first or the last version"],
      [["Esc"], "One step out: of what is supposed, of the past version, then to now"],
      [["W"], "In its list of events: what if the selected one had not happened"],
    ],
  },
  {
    heading: "In the tree of a state",
    keys: [
      [["Enter"], "The event that set the value"],
      [["P"], "The event that set it before"],
      [["N"], "The event that set it next"],
      [["L"], "The life of the field: every event that set it"],
    ],
  },
  {
    heading: "In a tree",
    keys: [
      [["←", "→"], "Fold or unfold"],
      [["↑", "↓"], "The line before or after"],
    ],
  },
  {
    heading: "In the causes and effects of a trace",
    keys: [
      [["←"], "Fold, or go to the cause"],
      [["→"], "Unfold, or go to the first effect"],
      [["↑", "↓"], "The line before or after"],
      [["T"], "The next in time; with Shift the one before"],
      [["A"], "The next of the same aggregate; with Shift the one before"],
      [["Enter"], "Open the aggregate at this version"],
    ],
  },
  {
    heading: "While composing a command",
    keys: [[["Ctrl", "Enter"], "Send it"]],
  },
  {
    heading: "On the time bar",
    keys: [
      [["←", "→"], "Walk along the history; what is seen moves along"],
      [["Shift", "←", "→"], "Stretch the selected range"],
      [["Enter"], "Show only that range"],
      [["Delete"], "Show events of all of time again"],
      [["+", "−"], "Zoom in or out; so does the wheel, and Shift with it moves on"],
      [["0"], "Zoom out to the whole history"],
      [["T"], "The bars as a table"],
    ],
  },
  {
    heading: "On the playhead of the time bar",
    keys: [
      [["←", "→"], "A stretch of time earlier or later"],
      [["Page ↑", "Page ↓"], "A leap"],
      [["Home", "End"], "Before everything, or now"],
    ],
  },
];

/** Listens for the keys that work everywhere, and holds the list of all of them. */
export function useShortcuts(): { open: () => void; dialog: ReactNode } {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const { history } = useRouter();
  const { writable } = useOpenStore();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const isMod = (IS_MAC ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;
      if (isMod && event.key.toLowerCase() === "k") document.getElementById(JUMP_FIELD_ID)?.focus();
      else if (isMod && /^[1-9]$/.test(event.key)) {
        const view = viewsFor(writable)[Number(event.key) - 1];
        if (!view) return;
        void navigate({ to: view.to });
      } else if (event.altKey && event.key === "ArrowLeft") {
        if (!takeBackUnsettled()) history.back();
      } else if (event.altKey && event.key === "ArrowRight") history.forward();
      else if (event.key === "?" && !isTyping(event.target)) setOpen(true);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate, history, writable]);
  return { open: () => setOpen(true), dialog: <List isOpen={isOpen} onClose={() => setOpen(false)} /> };
}

function List({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose} wide>
      <div className={styles.groups}>
        {GROUPS.map(({ heading, keys }) => (
          <section key={heading}>
            <h3 className={styles.heading}>{heading}</h3>
            <dl className={styles.list}>
              {keys.map(([names, what]) => (
                <Fragment key={what}>
                  <dt>
                    {names.map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
