/** The part of the run that the diagram shows: from which column on, and how wide each is. @module */

/** A part of the run. */
export interface Span {
  /** The column at the left edge; a fraction while it is dragged. */
  readonly left: number;
  /** The width of a column, in px. */
  readonly pitch: number;
}

/** The widths that a column may have, in px. */
export const [narrowest, widest] = [2, 400];

const usual = 40;

/** All of a short run; of a long one, as much as can be read. */
export function fitted(columns: number, room: number, least = usual): Span {
  const pitch = room / Math.max(1, columns);
  return { left: -0.5, pitch: Math.min(150, Math.max(least, pitch)) };
}

/** Wider or narrower columns, around the place `x` px from the left edge. */
export function zoomed({ left, pitch }: Span, factor: number, x: number): Span {
  const next = Math.min(widest, Math.max(narrowest, pitch * factor));
  return { left: left + x / pitch - x / next, pitch: next };
}

/** The span again, moved so that it does not leave the run. */
export function bounded(
  { left, pitch }: Span,
  columns: number,
  room: number,
): Span {
  const most = columns - 0.5 - room / pitch;
  return { left: Math.max(-0.5, Math.min(most, left)), pitch };
}

/** The span again, moved only if `column` would stand outside of it, or at its very edge. */
export function showing(span: Span, column: number, room: number): Span {
  const { left, pitch } = span;
  const visible = room / pitch;
  const margin = Math.min(visible / 3, Math.max(1, 60 / pitch));
  if (column >= left + margin && column <= left + visible - margin) return span;
  return { left: column - visible / 2, pitch };
}
