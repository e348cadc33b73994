import type { EventRowDto, TraceLinkDto } from "../bindings";
import type { FakeCommand, FakeHistory } from "./history";

/** A command, an event or a cause that is nowhere, with what hangs from it. */
export interface FakeNode {
  event?: EventRowDto;
  command?: FakeCommand;
  id: string;
  outside: boolean;
  link: TraceLinkDto;
  children: FakeNode[];
}

/** The causes of some events, as far as a made-up store needs them: its events never lead in a circle. */
export function forest(history: FakeHistory, events: EventRowDto[]): FakeNode[] {
  const nodes = new Map<string, FakeNode>();
  const roots: FakeNode[] = [];
  const hang = (node: FakeNode, below: FakeNode | undefined) => {
    nodes.set(node.id, node);
    (below?.children ?? roots).push(node);
    return node;
  };
  const own = new Set(events.map(({ eventId }) => eventId));
  for (const event of events) {
    const command = recorderOf(history, event);
    let above = event.causationId === null ? undefined : causeNode(history, event.causationId, nodes, hang);
    if (command && command.commandId !== event.causationId) {
      const below = above;
      above =
        nodes.get(command.commandId) ??
        hang(node({ id: command.commandId, command, link: below ? "recorded" : "first" }), below);
    }
    const link = above?.id === event.causationId ? "named" : above ? "recorded" : "first";
    hang(node({ id: event.eventId, event, link, outside: !own.has(event.eventId) }), above);
  }
  return roots;
}

function causeNode(
  history: FakeHistory,
  id: string,
  nodes: Map<string, FakeNode>,
  hang: (node: FakeNode, below: FakeNode | undefined) => FakeNode,
): FakeNode {
  const known = nodes.get(id);
  if (known) return known;
  const command = history.commands.get(id);
  const event = history.events.find(({ row }) => row.eventId === id)?.row;
  return hang(node({ id, command, event, outside: event !== undefined }), undefined);
}

function node(parts: Partial<FakeNode> & { id: string }): FakeNode {
  return { outside: false, link: "first", children: [], ...parts };
}

/** The command that recorded an event. */
export function recorderOf(history: FakeHistory, { position }: EventRowDto): FakeCommand | undefined {
  const at = Number(position);
  const index = recorders(history);
  return index.get(at);
}

const indexes = new WeakMap<FakeHistory, { size: number; index: Map<number, FakeCommand> }>();

function recorders(history: FakeHistory): Map<number, FakeCommand> {
  const kept = indexes.get(history);
  if (kept?.size === history.commands.size) return kept.index;
  const index = new Map<number, FakeCommand>();
  for (const command of history.commands.values())
    for (let nth = 0; nth < command.count; nth += 1) index.set(command.first + nth, command);
  indexes.set(history, { size: history.commands.size, index });
  return index;
}
