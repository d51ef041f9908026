/// <reference lib="dom" />
/** Where things stand on the ring. @module */

import { svg } from "../viewer/element.ts";

/** A place in the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The size of the picture. */
export const width = 440;
/** The size of the picture. */
export const height = 400;
/** The size of a node. */
export const nodeRadius = 33;
/** Messages keep so far to the right of the line between two nodes. */
const aside = 6;

/** The places of so many nodes. */
export function placesOf(nodes: number): Point[] {
  const [x, y] = [width / 2, height / 2 + 4];
  if (nodes === 1) return [{ x, y }];
  const radius = 144;
  return Array.from({ length: nodes }, (_, node) => {
    const angle = 2 * Math.PI * node / nodes - Math.PI / 2;
    const flat = nodes === 2 ? angle + Math.PI / 2 : angle;
    return {
      x: round(x + radius * Math.cos(flat)),
      y: round(y + radius * Math.sin(flat)),
    };
  });
}

/** Captions stand on the outside: above a node that is at the top, below all others. */
export function captionAt(y: number): number {
  return y < height / 4 ? -nodeRadius - 15 : nodeRadius + 24;
}

/**
 * A place on the way, a little to the right of the straight line, between the rims of both nodes. What a node sends
 * to itself goes round outside its rim.
 */
export function between(a: Point, b: Point, share: number): Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length === 0) {
    const angle = (share - 1) * Math.PI, reach = nodeRadius + aside;
    return { x: a.x + reach * Math.cos(angle), y: a.y + reach * Math.sin(angle) };
  }
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const way = nodeRadius + share * (length - 2 * nodeRadius);
  return { x: a.x + dx * way - dy * aside, y: a.y + dy * way + dx * aside };
}

/** A bar across the way out of `a` towards `b`. */
export function barAt(a: Point, b: Point, name: string): SVGElement {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const [x, y] = [a.x + dx * (nodeRadius + 24), a.y + dy * (nodeRadius + 24)];
  const [ux, uy] = [-dy * 9, dx * 9];
  return svg("path", {
    class: name,
    d: `M${round(x - ux)} ${round(y - uy)}L${round(x + ux)} ${round(y + uy)}`,
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
