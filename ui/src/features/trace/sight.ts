import type { Size } from "@/shared/ui";
import { COLUMN_PX, type Drawing, type Placed, ROW_PX, type Trunk } from "./drawing";

/** What part of a drawing is in sight: the point of it in the upper left corner, and how large it is drawn. */
export interface Sight {
  x: number;
  y: number;
  scale: number;
}

/** Smaller than this nothing could be read; larger is of no use. */
export const SCALE_MIN = 0.4;
export const SCALE_MAX = 1.5;
/** What stays empty around a drawing. */
const MARGIN_PX = 16;

/** The beginning of a drawing at full size. */
export function begun(drawing: Drawing, area: Size): Sight {
  return fromStart(drawing, area, 1);
}

/** All of a drawing, or as much from its beginning on as can be made out. */
export function fitted(drawing: Drawing, area: Size): Sight {
  const room = { width: area.width - 2 * MARGIN_PX, height: area.height - 2 * MARGIN_PX };
  const scale = Math.min(1, room.width / drawing.width, room.height / drawing.height);
  return fromStart(drawing, area, clamp(scale));
}

function fromStart(drawing: Drawing, area: Size, scale: number): Sight {
  const first = drawing.placed[0]?.y ?? 0;
  return held({ x: 0, y: first - area.height / 2 / scale, scale }, drawing, area);
}

/** Larger or smaller, with a point of the area staying where it is. */
export function zoomed(sight: Sight, times: number, at: { x: number; y: number }): Sight {
  const scale = clamp(sight.scale * times);
  const stay = (from: number, px: number) => from + px / sight.scale - px / scale;
  return { x: stay(sight.x, at.x), y: stay(sight.y, at.y), scale };
}

/** Moved by so many pixels of the area. */
export function panned(sight: Sight, dx: number, dy: number): Sight {
  return { ...sight, x: sight.x + dx / sight.scale, y: sight.y + dy / sight.scale };
}

/** The least that must be moved for a place to be wholly in sight. */
export function showing(sight: Sight, { x, y }: Placed, area: Size): Sight {
  const [width, height] = [area.width / sight.scale, area.height / sight.scale];
  return {
    ...sight,
    x: within(sight.x, x + COLUMN_PX - width, x - MARGIN_PX),
    y: within(sight.y, y + 1.5 * ROW_PX - height, y - 1.5 * ROW_PX),
  };
}

/** Kept so that some of the drawing is always in sight. */
export function held(sight: Sight, drawing: Drawing, area: Size): Sight {
  const margin = MARGIN_PX / sight.scale;
  const axis = (at: number, from: number, length: number, room: number) =>
    // What is smaller than the area stands in its upper left corner.
    within(at, from - margin, Math.max(from - margin, from + length + margin - room / sight.scale));
  return {
    scale: sight.scale,
    x: axis(sight.x, drawing.left, drawing.width, area.width),
    y: axis(sight.y, drawing.top, drawing.height, area.height),
  };
}

/** What of a drawing is in sight. */
export function inSight({ placed, trunks }: Drawing, sight: Sight, area: Size) {
  const [right, bottom] = [sight.x + area.width / sight.scale, sight.y + area.height / sight.scale];
  const isSeen = ({ x, y }: Placed) =>
    x < right && x + COLUMN_PX > sight.x && y + ROW_PX > sight.y && y - ROW_PX < bottom;
  const places: number[] = [];
  placed.forEach((place, index) => {
    if (isSeen(place)) places.push(index);
  });
  const isNear = ({ x, top, bottom: foot }: Trunk) =>
    x < right && x + COLUMN_PX > sight.x && foot >= sight.y && top <= bottom;
  return { places, trunks: trunks.filter(isNear) };
}

const clamp = (scale: number) => within(scale, SCALE_MIN, SCALE_MAX);

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
