/**
 * Where labels go. Each label offers places in the order of preference; it takes the first one that
 * overlaps nothing placed before and that no line strikes, or none at all. Greedy, and so the same for
 * the same input.
 *
 * @module
 */

/** A rectangle, in px. */
export interface Box {
  /** From the left edge of the page, in px. */
  readonly x: number;
  /** From the top of the page, in px. */
  readonly y: number;
  /** In px. */
  readonly width: number;
  /** In px. */
  readonly height: number;
}

/** A straight piece of a line, in px. */
export interface Segment {
  /** Where it begins, from the left edge, in px. */
  readonly x1: number;
  /** Where it begins, from the top, in px. */
  readonly y1: number;
  /** Where it ends, from the left edge, in px. */
  readonly x2: number;
  /** Where it ends, from the top, in px. */
  readonly y2: number;
}

/** The page as far as it is taken. */
export interface Page {
  /** No label leaves it. */
  readonly frame: Box;
  /** What no label may overlap. */
  readonly taken: Box[];
  /** What strikes no label. */
  readonly lines: Segment[];
}

/** Whether two rectangles share more than an edge. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width &&
    a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a segment passes through a rectangle (Liang and Barsky 1984). */
export function crosses(line: Segment, box: Box): boolean {
  let enter = 0;
  let leave = 1;
  const clip = (delta: number, distance: number) => {
    if (delta === 0) return distance < 0;
    const at = distance / delta;
    if (delta < 0) leave = Math.min(leave, at);
    else enter = Math.max(enter, at);
    return enter < leave;
  };
  const dx = line.x2 - line.x1;
  const dy = line.y2 - line.y1;
  return clip(dx, box.x - line.x1) && clip(-dx, line.x1 - box.x - box.width) &&
    clip(dy, box.y - line.y1) && clip(-dy, line.y1 - box.y - box.height);
}

function inside(box: Box, frame: Box): boolean {
  return box.x >= frame.x && box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width && box.y + box.height <= frame.y + frame.height;
}

/** What two labels side by side need between them to be read as two, in px. */
const between = 4;

/** The first of the places offered that is free, now taken; `undefined` when there is none. */
export function place<T extends Box>(page: Page, places: readonly T[]): T | undefined {
  const free = places.find((box) =>
    inside(box, page.frame) && !page.taken.some((other) => overlap(box, other)) &&
    !page.lines.some((line) => crosses(line, box))
  );
  if (free !== undefined) {
    page.taken.push({ ...free, x: free.x - between, width: free.width + 2 * between });
  }
  return free;
}
