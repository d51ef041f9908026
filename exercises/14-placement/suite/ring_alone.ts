/** The points of each node alone, and that no two have the same bytes. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Point, Rings } from "../given.ts";
import { type Hashed, listening } from "./hashing.ts";
import { few, many, unlike } from "./saying.ts";

/** A name in quotation marks; of a long one the ends. */
export function named(id: string): string {
  if (id.length <= 60) return JSON.stringify(id);
  return `${JSON.stringify(`${id.slice(0, 12)}…${id.slice(-12)}`)} (${id.length} letters)`;
}

/** The points of a node with one weight. */
interface Own {
  readonly id: string;
  readonly points: readonly Hashed[];
  /** The bytes of all of them. */
  readonly bytes: ReadonlySet<string>;
}

/** What a node's points are, by making a ring of it alone; made once for each weight. */
export class PointsAlone {
  readonly #rings: Rings;
  readonly #each: number;
  readonly #listening: ReturnType<typeof listening>;
  readonly #grading: Grading;
  readonly #known = new Map<string, Own>();

  constructor(rings: Rings, each: number, bits: number, grading: Grading) {
    this.#rings = rings;
    this.#each = each;
    this.#listening = listening(bits, each);
    this.#grading = grading;
  }

  get hash(): ReturnType<typeof listening>["hash"] {
    return this.#listening.hash;
  }

  heard(): readonly Hashed[] {
    return this.#listening.heard();
  }

  /** The points of a node of this weight. */
  of(id: string, weight: number): readonly Hashed[] {
    const key = `${weight} ${id}`, known = this.#known.get(key);
    if (known !== undefined) return known.points;
    const asked = `a ring of ${named(id)} alone, of weight ${weight}, with ${
      many(this.#each, "point")
    } for weight 1`;
    this.heard();
    const add = () => this.#rings.add(this.#rings.start(this.#each), { id, weight }, this.hash);
    this.#grading.asked(add, () => `asked: ${asked}\n  came`);
    const calls = this.heard(), due = Math.max(1, Math.round(this.#each * weight));
    if (calls.length !== due) {
      unlike({ asked, came: `${calls.length} hashes`, must: `${due}`, why: COUNT });
    }
    const own: Own = { id, points: calls, bytes: new Set(calls.map(({ bytes }) => bytes)) };
    for (const other of this.#known.values()) {
      if (other.id === id) nested(own, other, asked);
      else apart(own, other, asked);
    }
    if (own.bytes.size !== due) {
      const all = calls.map(({ bytes }) => bytes);
      const met = new Set<string>();
      const later = all.findIndex((bytes) => met.size === met.add(bytes).size);
      const came = `hashes ${all.indexOf(all[later]!) + 1} and ${later + 1} are of the bytes ${
        spaced(all[later]!)
      }`;
      unlike({ asked, came, must: "bytes of its own for each point", why: BYTES });
    }
    this.#known.set(key, own);
    return calls;
  }

  /** What a ring of these nodes has. */
  merged(nodes: ReadonlyMap<string, number>): readonly Point[] {
    return [...nodes].flatMap(([id, weight]) =>
      this.of(id, weight).map(({ position }) => ({ position, id }))
    ).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }
}

/** Bytes in hexadecimal, to be read. */
const spaced = (bytes: string) => few(bytes.match(/../g) ?? [], 32).replaceAll(", ", " ");

/** No point of one node has the bytes of one of another. */
function apart(own: Own, other: Own, asked: string): void {
  const alike = own.points.find(({ bytes }) => other.bytes.has(bytes));
  if (alike === undefined) return;
  unlike({
    asked: `${asked}, after one of ${named(other.id)}`,
    came: `both hash the bytes ${spaced(alike.bytes)}`,
    must: "bytes that tell the two apart",
    why: BYTES,
  });
}

/** Of two weights of one node, the points of the lesser are among those of the other. */
function nested(own: Own, { points: others }: Own, asked: string): void {
  const missing = others.filter(({ bytes }) => !own.bytes.has(bytes)).length;
  if (missing <= Math.max(0, others.length - own.points.length)) return;
  const came = `other points than with ${many(others.length, "point")}`;
  unlike({ asked, came, must: "the same, as far as both have them", why: KEEPS });
}

const COUNT =
  "a node has as many points as its own weight is worth, rounded, and at least one; each is hashed once";
const BYTES =
  'every point has bytes of its own, whatever names there are: joined as texts, "a" and 11 are "a1" and 1 ' +
  "(section 14.7)";
const KEEPS =
  "a node that gets more weight keeps the points that it had, so that keys move to it and nowhere else " +
  "(section 14.2)";
