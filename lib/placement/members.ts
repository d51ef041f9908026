/**
 * The nodes of a placement, sorted by name, so that nothing depends on who was added first. @module
 */

import type { Member } from "./placement.ts";

/** The weight of a node. */
export function weightOf({ weight = 1 }: Member): number {
  return weight;
}

/** What fails with a node. Nodes without a zone are alone in theirs, whatever others are called. */
export function zoneOf({ id, zone }: Member): string {
  return zone === undefined ? `node ${id}` : `zone ${zone}`;
}

/** Below 0 if `a` comes before `b`: by the units of UTF-16, on every machine alike. */
export function byId(a: Member, b: Member): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** All of them, sorted. Throws if one is not as it must be, or two have one name. */
export function membersOf(given: Iterable<Member>): readonly Member[] {
  const members = [...given];
  for (const member of members) assertMember(member);
  members.sort(byId);
  for (let i = 1; i < members.length; i++) {
    if (members[i]!.id === members[i - 1]!.id) refuseTwice(members[i]!.id);
  }
  return members;
}

/** Where a name is, or where it would be put: `~place`, which is below 0. */
export function find(members: readonly Member[], id: string): number {
  let low = 0, high = members.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (members[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  return members[low]?.id === id ? low : ~low;
}

/** Where a node is. Throws if it is not there; `purpose` says what for. */
export function placeOf(members: readonly Member[], id: string, purpose: string): number {
  const at = find(members, id);
  if (at >= 0) return at;
  throw new RangeError(
    `Cannot ${purpose} a node because it must be there: given "${id}", none of ${members.length}`,
  );
}

/** With one more, and the place where it stands. */
export function withMember(
  members: readonly Member[],
  member: Member,
): { readonly members: readonly Member[]; readonly at: number } {
  assertMember(member);
  const at = ~find(members, member.id);
  if (at < 0) refuseTwice(member.id);
  return { members: members.toSpliced(at, 0, member), at };
}

function assertMember(member: Member): void {
  const { id } = member, weight = weightOf(member);
  // What is not well formed has no UTF-8 of its own, and so no hash.
  if (typeof id !== "string" || id === "" || !id.isWellFormed()) {
    const given = typeof id === "string" ? JSON.stringify(id) : typeof id;
    throw new TypeError(
      `Cannot add a node because its name must be well-formed text, not empty: given ${given}`,
    );
  }
  if (typeof weight !== "number" || !(weight > 0) || weight === Infinity) {
    throw new RangeError(
      `Cannot weigh a node because a weight must be a number above 0: given ${weight} for "${id}"`,
    );
  }
}

function refuseTwice(id: string): never {
  throw new RangeError(
    `Cannot add a node because no two have one name: given "${id}", which is there`,
  );
}

/** Throws if a way to place that knows no weights is given one. */
export function assertEven(members: readonly Member[], way: string): void {
  const heavy = members.find((member) => weightOf(member) !== 1);
  if (heavy === undefined) return;
  throw new RangeError(
    `Cannot weigh a node because ${way} knows no weights: given ${heavy.weight} for "${heavy.id}"`,
  );
}
