import { type Axis, ticksOf, xOf } from "./axis";
import type { Lanes } from "./lanes";
import type { Timing } from "./order";
import { offsetText, spanText } from "./span";

/** How tall a lane and the axis above them are, in pixels. */
export const LANE_PX = 24;
export const AXIS_PX = 20;
/** Where a lane's marks stand, counted from its top. */
const MIDDLE_PX = LANE_PX / 2;
const TICK_APART_PX = 92;
/** Lines from causes to effects are drawn while they can still be told apart. */
const LINKS_MAX = 1500;
const MARK_PX = 3.5;
const HIT_PX = 9;

/** Where a node is drawn. */
export interface Mark {
  node: number;
  lane: number;
  x: number;
}

/** What the canvas shows. */
export interface Picture {
  axis: Axis;
  lanes: number;
  marks: readonly Mark[];
  /** The parent of each node. */
  parents: readonly (number | null)[];
  commands: ReadonlySet<number>;
  selected: number | null;
  /** The instant that all views show, as an offset; later marks are pale. */
  asOf: { x: number } | null;
}

/** The colours of the theme, as the browser resolved them. */
export interface Inks {
  lanes: readonly string[];
  line: string;
  strong: string;
  text: string;
  accent: string;
  surface: string;
  font: string;
}

/** Where each node of the operation stands; nodes without a readable instant stand nowhere. */
export function marksOf({ order, offsets }: Timing, { of }: Lanes, axis: Axis): Mark[] {
  return order.flatMap((node) => {
    const [lane, micros] = [of[node] ?? null, offsets[node] ?? null];
    return lane === null || micros === null ? [] : [{ node, lane, x: xOf(axis, micros) }];
  });
}

/** The mark nearest to a point, within reach. */
export function markAt(marks: readonly Mark[], x: number, y: number): Mark | null {
  const lane = Math.floor((y - AXIS_PX) / LANE_PX);
  let best: Mark | null = null;
  for (const mark of marks) {
    if (mark.lane !== lane) continue;
    const apart = Math.abs(mark.x - x);
    if (apart <= HIT_PX && (!best || apart < Math.abs(best.x - x))) best = mark;
  }
  return best;
}

/** Draws the swimlanes. */
export function paint(context: CanvasRenderingContext2D, picture: Picture, inks: Inks, scale: number) {
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, picture.axis.width, AXIS_PX + picture.lanes * LANE_PX);
  paintAxis(context, picture, inks);
  paintLinks(context, picture, inks);
  paintMarks(context, picture, inks);
  paintSelected(context, picture, inks);
}

function paintAxis(context: CanvasRenderingContext2D, { axis, lanes, asOf }: Picture, inks: Inks) {
  const bottom = AXIS_PX + lanes * LANE_PX;
  context.font = inks.font;
  context.textBaseline = "middle";
  for (const { micros, x } of ticksOf(axis, TICK_APART_PX)) {
    const text = offsetText(Math.round(micros));
    const end = axis.breaks.find((gap) => gap.x >= x)?.x ?? axis.width;
    vertical(context, x, 14, bottom, inks.line);
    context.fillStyle = inks.text;
    if (x + 3 + context.measureText(text).width <= end) context.fillText(text, x + 3, 8);
  }
  for (let lane = 0; lane < lanes; lane += 1) {
    context.fillStyle = inks.line;
    context.fillRect(0, AXIS_PX + lane * LANE_PX, axis.width, 1);
  }
  for (const { x, width, micros } of axis.breaks) paintBreak(context, x, width, micros, bottom, inks);
  if (!asOf) return;
  context.setLineDash([3, 3]);
  vertical(context, asOf.x, 0, bottom, inks.accent);
  context.setLineDash([]);
}

/** Two slanted lines say that time was cut; how much stands between them, upright. */
function paintBreak(
  context: CanvasRenderingContext2D,
  x: number,
  width: number,
  micros: number,
  bottom: number,
  inks: Inks,
) {
  context.fillStyle = inks.surface;
  context.fillRect(x, 0, width, bottom);
  for (const edge of [x + 3, x + width - 3]) vertical(context, edge, 0, bottom, inks.strong, 4);
  context.save();
  context.translate(x + width / 2, bottom / 2);
  context.rotate(-Math.PI / 2);
  context.fillStyle = inks.text;
  context.textAlign = "center";
  context.fillText(`${spanText(BigInt(Math.round(micros)))} quiet`, 0, 0, bottom - 8);
  context.restore();
}

function paintLinks(context: CanvasRenderingContext2D, picture: Picture, inks: Inks) {
  const { marks, parents, selected } = picture;
  if (marks.length > LINKS_MAX) return;
  const placed = new Map(marks.map((mark) => [mark.node, mark]));
  const lineage = lineageOf(parents, selected);
  for (const mark of marks) {
    const cause = placed.get(nearest(parents, mark.node, placed) ?? -1);
    if (!cause) continue;
    const isChosen = lineage.has(mark.node);
    context.strokeStyle = isChosen ? inks.accent : inks.strong;
    context.globalAlpha = isChosen ? 1 : 0.5;
    context.lineWidth = isChosen ? 1.5 : 1;
    const [from, to] = [middleOf(cause.lane), middleOf(mark.lane)];
    context.beginPath();
    context.moveTo(cause.x, from);
    if (from === to) context.lineTo(mark.x, to);
    else {
      const bend = Math.max(6, Math.abs(mark.x - cause.x) / 2);
      context.bezierCurveTo(cause.x + bend, from, mark.x - bend, to, mark.x, to);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** The nearest cause that is drawn: what has no lane or no time is passed over. */
function nearest(parents: readonly (number | null)[], node: number, placed: ReadonlyMap<number, Mark>) {
  let at = parents[node] ?? null;
  while (at !== null && !placed.has(at)) at = parents[at] ?? null;
  return at;
}

/** A node and all that led to it. */
function lineageOf(parents: readonly (number | null)[], node: number | null): Set<number> {
  const found = new Set<number>();
  for (let at = node; at !== null && !found.has(at); at = parents[at] ?? null) found.add(at);
  return found;
}

function paintMarks(context: CanvasRenderingContext2D, picture: Picture, inks: Inks) {
  for (const { lane, x, nodes } of heaps(picture.marks)) {
    const ink = inks.lanes[lane] ?? inks.text;
    context.globalAlpha = picture.asOf && x > picture.asOf.x ? 0.35 : 1;
    const y = middleOf(lane);
    if (nodes.length > 2) {
      const tall = Math.min(LANE_PX - 6, 6 + 2 * Math.log2(nodes.length));
      context.fillStyle = ink;
      context.fillRect(x - 2, y - tall / 2, 4, tall);
    } else if (nodes.every((node) => picture.commands.has(node))) hollow(context, x, y, ink, inks.surface);
    else dot(context, x, y, MARK_PX, ink);
  }
  context.globalAlpha = 1;
}

/** Marks that would cover each other, as one. */
function heaps(marks: readonly Mark[]): Iterable<{ lane: number; x: number; nodes: number[] }> {
  const found = new Map<number, { lane: number; x: number; nodes: number[] }>();
  for (const { node, lane, x } of marks) {
    const key = lane * 100_000 + Math.round(x / 2);
    const heap = found.get(key);
    if (heap) heap.nodes.push(node);
    else found.set(key, { lane, x, nodes: [node] });
  }
  return found.values();
}

function paintSelected(context: CanvasRenderingContext2D, { marks, selected }: Picture, inks: Inks) {
  const mark = marks.find(({ node }) => node === selected);
  if (!mark) return;
  context.strokeStyle = inks.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(mark.x, middleOf(mark.lane), MARK_PX + 3.5, 0, 2 * Math.PI);
  context.stroke();
}

function middleOf(lane: number): number {
  return AXIS_PX + lane * LANE_PX + MIDDLE_PX;
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number, ink: string) {
  context.fillStyle = ink;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** A command asks; only events are facts. */
function hollow(context: CanvasRenderingContext2D, x: number, y: number, ink: string, surface: string) {
  context.fillStyle = surface;
  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.rect(x - MARK_PX, y - MARK_PX, 2 * MARK_PX, 2 * MARK_PX);
  context.fill();
  context.stroke();
}

function vertical(
  context: CanvasRenderingContext2D,
  x: number,
  from: number,
  to: number,
  ink: string,
  slant = 0,
) {
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5 + slant / 2, from);
  context.lineTo(Math.round(x) + 0.5 - slant / 2, to);
  context.stroke();
}
