/// <reference lib="dom" />
/** Where things stand on the ring. @module */

import { svg } from "../viewer/element.ts";

/** A place in the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** More nodes than this stand close together: they are small, and have no words beside them. */
export const MOST_APART = 7;

/** Messages keep so far to the right of the line between two nodes that stand apart. */
const aside = 6;

/** Where everything is in the picture of so many nodes. */
export class Places {
  /** The size of the picture. */
  readonly width: number;
  /** The size of the picture. */
  readonly height: number;
  /** The size of a node. */
  readonly nodeRadius: number;
  /** Whether there are so many that they are small. */
  readonly isDense: boolean;
  /** Where the nodes are. */
  readonly points: readonly Point[];

  /** Lays out so many. */
  constructor(nodes: number) {
    this.isDense = nodes > MOST_APART;
    [this.width, this.height] = this.isDense ? [400, 400] : [440, 400];
    const radius = this.isDense ? 180 : 144;
    // Two beside each other are a little apart.
    this.nodeRadius = this.isDense
      ? Math.min(24, 0.42 * 2 * radius * Math.sin(Math.PI / nodes))
      : 33;
    const centre = {
      x: this.width / 2,
      y: this.height / 2 + (this.isDense ? 0 : 4),
    };
    this.points = nodes === 1 ? [centre] : around(centre, radius, nodes);
  }

  /** Captions stand on the outside: above a node that is at the top, below all others. */
  captionAt(y: number): number {
    return y < this.height / 4 ? -this.nodeRadius - 15 : this.nodeRadius + 24;
  }

  /** From a node a little towards the middle, where small nodes are told what befell them. */
  inwards({ x, y }: Point): Point {
    const [dx, dy] = [this.width / 2 - x, this.height / 2 - y];
    const share = (this.nodeRadius + 10) / Math.max(1, Math.hypot(dx, dy));
    return { x: round(dx * share), y: round(dy * share) };
  }

  /**
   * A place on the way, a little to the right of the straight line, between the rims of both nodes. What a node sends
   * to itself goes round outside its rim.
   */
  between(a: Point, b: Point, share: number): Point {
    const { nodeRadius } = this;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const beside = this.isDense ? aside / 2 : aside;
    if (length === 0) {
      const angle = (share - 1) * Math.PI, reach = nodeRadius + beside;
      return {
        x: a.x + reach * Math.cos(angle),
        y: a.y + reach * Math.sin(angle),
      };
    }
    const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const way = nodeRadius + share * (length - 2 * nodeRadius);
    return { x: a.x + dx * way - dy * beside, y: a.y + dy * way + dx * beside };
  }

  /** A bar across the way out of `a` towards `b`. */
  barAt(a: Point, b: Point, name: string): SVGElement {
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const out = this.nodeRadius + (this.isDense ? 8 : 24),
      half = this.isDense ? 6 : 9;
    const [x, y] = [a.x + dx * out, a.y + dy * out];
    const [ux, uy] = [-dy * half, dx * half];
    return svg("path", {
      class: name,
      d: `M${round(x - ux)} ${round(y - uy)}L${round(x + ux)} ${round(y + uy)}`,
    });
  }
}

/** So many places around a centre, the first at the top; two stand side by side. */
function around({ x, y }: Point, radius: number, nodes: number): Point[] {
  return Array.from({ length: nodes }, (_, node) => {
    const angle = 2 * Math.PI * node / nodes - Math.PI / 2;
    const flat = nodes === 2 ? angle + Math.PI / 2 : angle;
    return {
      x: round(x + radius * Math.cos(flat)),
      y: round(y + radius * Math.sin(flat)),
    };
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
