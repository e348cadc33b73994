import { Check, Split } from "lucide-react";
import type { FoldWishDto, StateDto } from "@/ipc";
import { counted, grouped } from "@/shared/lib/number";
import { Button, Menu, type MenuAction } from "@/shared/ui";
import { shownVersion } from "./model";
import { foldKey, toggled, type WhatIf } from "./whatIf";

/** What can be supposed of the state that is shown. */
export function WhatIfMenu({
  state,
  whatIf,
  folds,
  onWithout,
  onWhatIf,
}: {
  state: StateDto;
  whatIf: WhatIf;
  /** The ways in which the aggregate can be folded. */
  folds: readonly FoldWishDto[];
  /** Leaves a version out, looking from where there is something to be seen. */
  onWithout: (version: number) => void;
  onWhatIf: (next: WhatIf) => void;
}) {
  const version = shownVersion(state);
  const isOut = whatIf.without.includes(version);
  const leaving: MenuAction[] =
    version === 0
      ? []
      : [
          {
            key: "without",
            label: isOut
              ? `Take version ${grouped(version)} in again`
              : `What if version ${grouped(version)} had not happened?`,
            note: isOut ? undefined : state.event?.eventType,
            run: () => (isOut ? onWhatIf(toggled(whatIf, version)) : onWithout(version)),
          },
        ];
  const folding: MenuAction[] = folds.map((wish) => ({
    key: foldKey(wish),
    ...foldLabel(wish),
    icon: foldKey(wish) === foldKey(whatIf.fold) ? <Check size={14} aria-label="chosen" /> : undefined,
    run: () => onWhatIf({ ...whatIf, fold: wish }),
  }));
  const isFoldOpen = folds.length > 1 || whatIf.fold.kind !== "auto";
  return (
    <Menu
      label="What if"
      groups={[
        { key: "leave out", actions: leaving },
        { key: "fold", heading: "Fold by", actions: isFoldOpen ? folding : [] },
      ]}
    >
      <Button small variant="quiet" aria-label={whatIfName(whatIf)}>
        <Split size={14} aria-hidden />
        What if…
      </Button>
    </Menu>
  );
}

function whatIfName({ without }: WhatIf): string {
  return without.length > 0 ? `What if… (${counted(without.length, "event")} left out)` : "What if…";
}

function foldLabel(wish: FoldWishDto): { label: string; note?: string } {
  if (wish.kind === "projection") return { label: wish.file };
  return wish.kind === "merge" ? { label: "Merge patch", note: "RFC 7396" } : { label: "As usual" };
}
