/** What placements promise when nodes come, go and are weighed. @module */

import type { Hashing } from "../../../placement/hash/hashing.ts";
import type { Placement } from "../../../placement/placement.ts";
import type { Guarantee } from "../guarantee.ts";
import { difference, KEYS, MEMBERS, type PlacementKind, shuffled } from "./subject.ts";

type Breach = (
  kind: PlacementKind,
  hashing: Hashing,
  keys?: readonly string[],
) => string | undefined;

/** Whether the set alone counts: named in other orders, made one by one, or left and come back. */
export function dependsOnMore(
  { of }: PlacementKind,
  hashing: Hashing,
  keys: readonly string[] = KEYS,
): string | undefined {
  const first = of(MEMBERS, hashing, keys);
  for (let seed = 1; seed <= 3; seed++) {
    const [start, ...rest] = shuffled(MEMBERS, seed);
    const named = of([start!, ...rest], hashing, keys);
    const byOne = rest.reduce((made, member) => made.add(member), of([start!], hashing, keys));
    const back = rest.slice(0, 4).reduce(
      (made, member) => made.add(member),
      rest.slice(0, 4).reduce<Placement>((made, { id }) => made.remove(id), named),
    );
    for (const other of [named, byOne, back]) {
      const found = difference(first, other, undefined, keys) ?? otherCopies(first, other, keys);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function otherCopies(a: Placement, b: Placement, keys: readonly string[]): string | undefined {
  for (const key of keys.slice(0, 200)) {
    const one = `${a.replicas(key, 3)}`, other = `${b.replicas(key, 3)}`;
    if (one !== other) return `copies of "${key}" go to ${one} and to ${other}`;
  }
  return undefined;
}

/** Whether a node that comes moves keys among the others. */
export function movesAtComing(
  { of }: PlacementKind,
  hashing: Hashing,
  keys: readonly string[] = KEYS,
): string | undefined {
  for (const member of MEMBERS) {
    const before = of(MEMBERS.filter((other) => other !== member), hashing, keys);
    const found = difference(before, before.add(member), (_, to) => to !== member.id, keys);
    if (found !== undefined) return `${found} when ${member.id} comes`;
  }
  return undefined;
}

/** Whether a node that goes moves keys of others. */
export function movesAtGoing(
  { of }: PlacementKind,
  hashing: Hashing,
  keys: readonly string[] = KEYS,
): string | undefined {
  const before = of(MEMBERS, hashing, keys);
  for (const { id } of MEMBERS) {
    const found = difference(before, before.remove(id), (from) => from !== id, keys);
    if (found !== undefined) return `${found} when ${id} goes`;
  }
  return undefined;
}

/** Whether something is left of a node that came and went. */
export function leavesTraces(
  { of }: PlacementKind,
  hashing: Hashing,
  keys: readonly string[] = KEYS,
): string | undefined {
  for (const member of MEMBERS) {
    const before = of(MEMBERS.filter((other) => other !== member), hashing, keys);
    const found = difference(before, before.add(member).remove(member.id), undefined, keys);
    if (found !== undefined) return `${found} after ${member.id} came and went`;
  }
  return undefined;
}

/**
 * Whether a weight that rises moves keys among the others, or one that falls back leaves traces.
 */
const movesAtWeighing: Breach = (kind, hashing) => {
  if (!kind.weights) return undefined;
  const before = kind.of(MEMBERS, hashing, KEYS);
  for (const { id } of MEMBERS) {
    const after = before.weigh(id, 2);
    const found = difference(before, after, (_, to) => to !== id) ??
      difference(before, after.weigh(id, 1));
    if (found !== undefined) return `${found} when ${id} is weighed`;
  }
  return undefined;
};

/** The guarantees of changes, with hashes of 32 bits and more, or with few. */
export function changes(hashing: () => Hashing): readonly Guarantee<PlacementKind>[] {
  const rows: readonly (readonly [string, Breach])[] = [
    ["nothing depends on the order in which nodes came", dependsOnMore],
    ["a node that comes takes keys, and moves none among the others", movesAtComing],
    ["a node that goes moves its own keys only", movesAtGoing],
    ["a node that came and went leaves no trace", leavesTraces],
    ["a weight that rises takes keys, and moves none among the others", movesAtWeighing],
  ];
  return rows.map(([name, breach]) => ({ name, breach: (kind) => breach(kind, hashing()) }));
}
