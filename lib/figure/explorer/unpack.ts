/** A packed recording, read again. @module */

import { assertFields, assertList, list, refuse, told } from "../refuse.ts";
import { type Glossary, labelsOf } from "./glossary.ts";
import type { Pack, Packed, Part } from "./packed.ts";
import type { Recording } from "./recording.ts";

/**
 * The recording of a pack. Equal parts of it share their memory, so that comparing two states of it
 * costs little; nobody may change it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pack } from "hb/figure/explorer/pack.ts";
 * import { unpack } from "hb/figure/explorer/unpack.ts";
 *
 * const state = { log: [1n, undefined], votes: new Set([Infinity]) };
 * const recording = { title: "a run", trace: [{ at: 0, kind: "state" as const, node: 0, state }] };
 * assertEquals(unpack(JSON.parse(JSON.stringify(pack(recording)))), recording);
 * ```
 */
export function unpack(packed: Pack): Recording {
  assertFields("a recording", "its", packed, {});
  const { pool, root } = packed;
  assertList("a recording", ["a part", "its pool"], pool, {});
  const parts: unknown[] = [];
  // A part consists of parts that stand before it.
  for (const part of pool) parts.push(partOf(part, parts, pool));
  const whole = valueOf(root, parts) as Recording & { glossary?: Glossary };
  assertFields("a recording", "its", whole, { trace: list });
  const { glossary, ...recording } = whole;
  return glossary === undefined ? recording : { ...recording, labels: labelsOf(glossary) };
}

function valueOf(packed: Packed, parts: readonly unknown[]): unknown {
  if (typeof packed !== "object" || packed === null) return packed;
  if ("big" in packed) {
    return /^-?\d+$/.test(packed.big) ? BigInt(packed.big) : packed.big;
  }
  if ("odd" in packed) {
    return packed.odd === "undefined" ? undefined : Number(packed.odd);
  }
  if (!(packed[0] in parts)) refuse("a recording", "a part names no part before it", told(packed));
  return parts[packed[0]];
}

function partOf(part: Part, parts: readonly unknown[], pool: readonly Part[]): unknown {
  const value = (packed: Packed) => valueOf(packed, parts);
  // Members and keys that are equal, and yet not the same, must not become the same.
  const another = (packed: Packed, taken: (one: unknown) => boolean): unknown => {
    const one = value(packed);
    if (!Array.isArray(packed) || !taken(one)) return one;
    return partOf(pool[packed[0]]!, parts, pool);
  };
  if ("list" in part) return part.list.map(value);
  if ("set" in part) {
    const set = new Set<unknown>();
    for (const member of part.set) set.add(another(member, (one) => set.has(one)));
    return set;
  }
  if ("map" in part) {
    const map = new Map<unknown, unknown>();
    for (const [key, item] of part.map) map.set(another(key, (one) => map.has(one)), value(item));
    return map;
  }
  if ("bytes" in part) return new Uint8Array(part.bytes);
  // Defines the fields, as it were: one that is called __proto__ is a field like any other.
  return Object.fromEntries(
    part.record.map(([key, item]) => [key, value(item)]),
  );
}
