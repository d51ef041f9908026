/** The points of each node alone, and that no two have the same bytes. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Point, Rings } from "../given.ts";
import { type Hashed, listening } from "./hashing.ts";
import { many, unlike } from "./saying.ts";

/** What a node's points are, by making a ring of it alone; made once for each weight. */
export class PointsAlone {
  readonly #rings: Rings;
  readonly #each: number;
  readonly #listening: ReturnType<typeof listening>;
  readonly #grading: Grading;
  readonly #known = new Map<string, readonly Hashed[]>();
  /** Whose bytes these are. */
  readonly #owners = new Map<string, string>();

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
    if (known !== undefined) return known;
    const asked = `a ring of ${JSON.stringify(id)} alone, of weight ${weight}, with ${
      many(this.#each, "point")
    } for weight 1`;
    this.heard();
    const add = () => this.#rings.add(this.#rings.start(this.#each), { id, weight }, this.hash);
    this.#grading.asked(add, () => `asked: ${asked}\n  came`);
    const calls = this.heard(), due = Math.max(1, Math.round(this.#each * weight));
    if (calls.length !== due) {
      unlike({ asked, came: `${calls.length} hashes`, must: `${due}`, why: COUNT });
    }
    for (const { bytes } of calls) this.#claim(bytes, id, asked);
    if (new Set(calls.map(({ bytes }) => bytes)).size !== due) {
      unlike({
        asked,
        came: "two points of the same bytes",
        must: "bytes of its own for each",
        why: BYTES,
      });
    }
    this.#nested(id, calls, asked);
    this.#known.set(key, calls);
    return calls;
  }

  /** What a ring of these nodes has. */
  merged(nodes: ReadonlyMap<string, number>): readonly Point[] {
    return [...nodes].flatMap(([id, weight]) =>
      this.of(id, weight).map(({ position }) => ({ position, id }))
    ).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }

  #claim(bytes: string, id: string, asked: string): void {
    const owner = this.#owners.get(bytes) ?? id;
    this.#owners.set(bytes, id);
    if (owner === id) return;
    unlike({
      asked: `${asked}, after one of ${JSON.stringify(owner)}`,
      came: `both hash the bytes ${bytes}`,
      must: "bytes that tell the two apart",
      why: BYTES,
    });
  }

  /** Of two weights of one node, the points of the lesser are among those of the other. */
  #nested(id: string, calls: readonly Hashed[], asked: string): void {
    const own = new Set(calls.map(({ bytes }) => bytes));
    for (const [key, others] of this.#known) {
      if (key.slice(key.indexOf(" ") + 1) !== id) continue;
      const missing = others.filter(({ bytes }) => !own.has(bytes)).length;
      if (missing <= Math.max(0, others.length - calls.length)) continue;
      const came = `other points than with ${many(others.length, "point")}`;
      unlike({ asked, came, must: "the same, as far as both have them", why: KEEPS });
    }
  }
}

const COUNT =
  "a node has as many points as its own weight is worth, rounded, and at least one; each is hashed once";
const BYTES =
  'every point has bytes of its own, whatever names there are: joined as texts, "a" and 11 are "a1" and 1 ' +
  "(section 14.7)";
const KEEPS =
  "a node that gets more weight keeps the points that it had, so that keys move to it and nowhere else " +
  "(section 14.2)";
