import { screen } from "@testing-library/react";
import type { AggregateSummaryDto, StateDto } from "@/ipc";
import { fakeIpc } from "@/ipc/fake";
import { openWindow } from "@/test/window";

/** How many events the made-up store has. */
export const EVENTS = 400;

/** The aggregate with the most versions of a type for which the made-up store has no projection. */
export async function longest(): Promise<AggregateSummaryDto> {
  const { aggregates } = await fakeIpc({ events: EVENTS }).listAggregates(
    null,
    null,
    "oldestFirst",
    1000,
    null,
  );
  const unprojected = aggregates.filter(({ aggregateType }) => aggregateType === "Application");
  return unprojected.reduce((most, one) => (one.lastVersion > most.lastVersion ? one : most));
}

/** Waits for the heading over the state. */
export const stateHeading = (text: string | RegExp) => screen.findByRole("heading", { level: 2, name: text });
/** The scrubber. */
export const slider = () => screen.findByRole<HTMLInputElement>("slider", { name: "Version" });
/** What stands in the link. */
export const link = (router: ReturnType<typeof openWindow>["router"]) => router.state.location.search;

/** Opens the window on that aggregate. */
export async function openAggregate(search = "", replaced: Parameters<typeof openWindow>[2] = {}) {
  const aggregate = await longest();
  const { aggregateId: id, lastVersion: last } = aggregate;
  const real = fakeIpc({ events: EVENTS });
  const opened = openWindow(`/aggregates/${id}${search}`, { events: EVENTS }, replaced);
  return { ...opened, aggregate, id, last, real };
}

/** A backend that gives the states of the made-up one with parts of them changed. */
export function altered(change: (state: StateDto) => Partial<StateDto>): Parameters<typeof openWindow>[2] {
  const real = fakeIpc({ events: EVENTS });
  return {
    stateAt: async (...args) => {
      const state = await real.stateAt(...args);
      return { ...state, ...change(state) };
    },
  };
}
