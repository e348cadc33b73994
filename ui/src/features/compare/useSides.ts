import { getRouteApi } from "@tanstack/react-router";
import { useRef } from "react";
import { useOpenStore } from "@/ipc";
import { useAsOf } from "@/shared/ui";
import { type Side, sidesOf } from "./model";

const route = getRouteApi("/compare");

/** What is compared with what. While the instant of all views moves, the comparison waits for it to rest. */
export function useSides(): [from: Side, to: Side] {
  const { from, to } = route.useSearch();
  const { lastAt } = useOpenStore();
  const { at, isMoving } = useAsOf();
  const rested = useRef(at);
  if (!isMoving) rested.current = at;
  return sidesOf({ from, to }, lastAt ?? "", rested.current);
}
