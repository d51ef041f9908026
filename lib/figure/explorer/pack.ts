/**
 * A recording as JSON, and small: of equal parts of states only the first is written. Whatever a run
 * holds can be packed, and only so much of it: a page must open, however large its run.
 *
 * @module
 */

import { isRecord } from "../../model/plain.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import type { Recording } from "./recording.ts";

/**
 * A value in the pack: JSON stands for itself, `[n]` for the n-th part of the pool, and a record for
 * what JSON has no words for.
 */
export type Packed =
  | null
  | boolean
  | number
  | string
  | readonly [number]
  | { readonly odd: "undefined" | "NaN" | "Infinity" | "-Infinity" | "-0" }
  | { readonly big: string };

/** A part of the pool; what it consists of stands before it. */
export type Part =
  | { readonly list: readonly Packed[] }
  | { readonly set: readonly Packed[] }
  | { readonly map: readonly (readonly [Packed, Packed])[] }
  | { readonly record: readonly (readonly [string, Packed])[] }
  | { readonly bytes: readonly number[] };

/** A packed recording. */
export interface Pack {
  /** The parts of which it consists. */
  readonly pool: readonly Part[];
  /** The recording. */
  readonly root: Packed;
}

/** How much is packed. */
export interface PackLimits {
  /** The most events: of a longer run the last ones are packed, and the states before them. */
  readonly events: number;
  /** How deep a value is followed. */
  readonly depth: number;
  /** The most entries of one list, record, map or set. */
  readonly entries: number;
  /** The most characters of one text. */
  readonly characters: number;
  /** The most characters of the whole pool; when it is full, earlier events are left out. */
  readonly total: number;
}

/** As much as a browser reads in a second or so. */
export const usualPack: PackLimits = {
  events: 20_000,
  depth: 24,
  entries: 1_000,
  characters: 4_000,
  total: 5_000_000,
};

/** Packs a recording. */
export function pack(
  recording: Recording,
  limits: PackLimits = usualPack,
): Pack {
  const packer = new Packer(limits);
  const { trace, ...rest } = recording;
  const facts = Object.entries(rest).map(([key, value]) => [key, packer.pack(value)] as const);
  // What a reader looks for stands at the end, so that is packed while there is room.
  const events = lastOf(trace, limits.events).toReversed().map((event) => packer.pack(event));
  const kept = events.filter((event) => Array.isArray(event)).reverse();
  const leftOut = trace.length - kept.length;
  const cut = leftOut > 0 ? [["leftOut", leftOut] as const] : [];
  const root = packer.add({ record: [...facts, ...cut, ["trace", packer.add({ list: kept })]] });
  return { pool: packer.pool, root };
}

class Packer {
  readonly pool: Part[] = [];
  readonly #known = new Map<string, Packed>();
  /** What has been packed, or is being packed: nothing is followed twice, and no circle for ever. */
  readonly #seen = new Map<object, Packed>();
  readonly #limits: PackLimits;
  #total = 0;

  constructor(limits: PackLimits) {
    this.#limits = limits;
  }

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

/** The last events; before them, how each node stood until then, and which operations lasted. */
function lastOf(trace: Trace, most: number): readonly TraceEvent[] {
  if (trace.length <= most) return trace;
  const standing = new Map<string, TraceEvent>();
  const cut = trace.length - most;
  for (const event of trace.slice(0, cut)) {
    if (event.kind === "invoke") standing.set(`operation ${event.operation}`, event);
    else if ("operation" in event) standing.delete(`operation ${event.operation}`);
    if (event.kind === "state") standing.set(`state ${event.node}`, event);
    if ("node" in event && isStanding(event)) {
      standing.set(`life ${event.node}`, event);
    }
  }
  return [...standing.values(), ...trace.slice(cut)];
}

function isStanding({ kind }: TraceEvent): boolean {
  return kind === "start" || kind === "crash" || kind === "pause" ||
    kind === "resume";
}
