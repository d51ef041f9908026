/** Writes plain data as parts of a pool, equal parts once. @module */

import { isRecord } from "../../model/plain.ts";
import type { Packed, PackLimits, Part } from "./packed.ts";

/** A pool that grows as values are packed into it. */
export class Packer {
  /** The parts so far. */
  readonly pool: Part[] = [];
  readonly #known = new Map<string, Packed>();
  /** What has been packed, or is being packed: nothing is followed twice, and no circle for ever. */
  readonly #seen = new Map<object, Packed>();
  readonly #limits: PackLimits;
  #total = 0;

  /** An empty pool. */
  constructor(limits: PackLimits) {
    this.#limits = limits;
  }

  /** A value, and in the pool what it consists of. */
  pack(value: unknown, depth: number = this.#limits.depth): Packed {
    switch (typeof value) {
      case "string":
        return cut(value, this.#limits.characters);
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0) ? value : { odd: oddOf(value) };
      case "bigint":
        return { big: cut(String(value), this.#limits.characters) };
      case "undefined":
        return { odd: "undefined" };
      case "object":
        return value === null ? null : this.#once(value, depth);
      default:
        return `(a ${typeof value})`;
    }
  }

  /** A part of the pool: the one that says the same, if there is one. */
  add(part: Part): Packed {
    const text = JSON.stringify(part);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const place: Packed = [this.pool.push(part) - 1];
    this.#known.set(text, place);
    this.#total += text.length;
    return place;
  }

  #once(value: object, depth: number): Packed {
    const seen = this.#seen.get(value);
    if (seen !== undefined) return seen;
    this.#seen.set(value, "(itself)");
    const packed = this.#object(value, depth);
    this.#seen.set(value, packed);
    return packed;
  }

  #object(value: object, depth: number): Packed {
    const { entries: most, total } = this.#limits;
    if (depth === 0) return "… (deeper than is shown)";
    if (this.#total >= total) return "… (more than is shown)";
    const inner = (part: unknown) => this.pack(part, depth - 1);
    if (value instanceof Uint8Array) {
      return this.add({ bytes: [...value.subarray(0, most)] });
    }
    if (Array.isArray(value)) {
      return this.add({
        list: [
          ...value.slice(0, most).map(inner),
          ...more(value.length - most),
        ],
      });
    }
    if (value instanceof Set) {
      const members = [...value].slice(0, most).map(inner);
      return this.add({ set: [...members, ...more(value.size - most)] });
    }
    if (value instanceof Map) {
      const entries = [...value].slice(0, most).map(([key, item]) =>
        [inner(key), inner(item)] as const
      );
      return this.add({
        map: [...entries, ...more(value.size - most).map(pairOf)],
      });
    }
    if (!isRecord(value)) return "(neither a record nor a list)";
    const keys = Object.keys(value);
    const fields = keys.slice(0, most).map((key) =>
      [cut(key, this.#limits.characters), inner(value[key])] as const
    );
    return this.add({
      record: [...fields, ...more(keys.length - most).map(pairOf)],
    });
  }
}

function oddOf(value: number): "NaN" | "Infinity" | "-Infinity" | "-0" {
  if (Number.isNaN(value)) return "NaN";
  return value === 0 ? "-0" : value > 0 ? "Infinity" : "-Infinity";
}

/** A word for what is left out. */
function more(count: number): string[] {
  return count > 0 ? [`… (${count} more)`] : [];
}

function pairOf(words: string): readonly [string, string] {
  return [words, ""];
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most - 1) + "…";
}
