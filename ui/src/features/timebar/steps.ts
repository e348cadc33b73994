import { type Filter, filterDto, type Ipc, type OrderDto } from "@/ipc";
import { firstAfter, lastBefore } from "@/shared/lib/asOf";

/** Where a step leads: to an instant, to now, or nowhere since there is nothing more. */
export type Lead = { to: string | null } | null;

/** To the next event that fits a filter; after the last one it is now. */
export async function eventAfter(ipc: Ipc, filter: Filter, at: string | null): Promise<Lead> {
  if (at === null) return null;
  const from = firstAfter(at);
  return { to: await instantOf(ipc, { ...filter, from }, "oldestFirst") };
}

/**
 * To the event before the one that happened last by an instant. Events of one instant are one step. Before the first
 * one it leads to where nothing had happened.
 */
export async function eventBefore(ipc: Ipc, filter: Filter, at: string | null): Promise<Lead> {
  const until = at === null ? undefined : firstAfter(at);
  const current = await instantOf(ipc, { ...filter, until }, "newestFirst");
  if (current === null) return null;
  const before = await instantOf(ipc, { ...filter, until: current }, "newestFirst");
  return { to: before ?? lastBefore(current) };
}

async function instantOf(ipc: Ipc, filter: Filter, order: OrderDto): Promise<string | null> {
  const { rows } = await ipc.queryEvents(filterDto(filter), { after: null, order, limit: 1 });
  return rows[0]?.instant ?? null;
}
