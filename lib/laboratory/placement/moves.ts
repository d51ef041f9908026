/** Which keys move when nodes come and go. @module */

import type { HashPlacement, Member } from "../../placement/placement.ts";
import { Random } from "../../sim/random.ts";
import { drawnHashes, evennessOf, nodesNamed } from "./shares.ts";
import type { NamedWay } from "./ways.ts";

/** Parts of all keys. */
export interface Moves {
  /** Those that have another node than before. */
  readonly moved: number;
  /**
   * Those that had to move: their node has gone; or, where nodes came, as many as are due to those.
   */
  readonly due: number;
  /** Those that moved from a node that has stayed to one that was there before. */
  readonly needless: number;
}

/** What happens to a cluster. */
export type Change =
  | { readonly type: "add"; readonly nodes: number }
  | { readonly type: "remove"; readonly nodes: number; readonly which: "any" | "last" };

/** The moves from one placement to another of so many keys, drawn. */
export function movesBetween(before: HashPlacement, after: HashPlacement, keys: number): Moves {
  const ids = ({ members }: HashPlacement) => new Set(members.map(({ id }) => id));
  const old = ids(before), fresh = ids(after);
  let moved = 0, orphaned = 0, needless = 0;
  for (const hash of drawnHashes(keys)) {
    const from = before.members[before.pick(hash)]!.id, to = after.members[after.pick(hash)]!.id;
    if (!fresh.has(from)) orphaned++;
    if (from === to) continue;
    moved++;
    if (fresh.has(from) && old.has(to)) needless++;
  }
  const came = after.members.filter(({ id }) => !old.has(id)).length;
  const due = came > 0 ? came / after.members.length : orphaned / keys;
  return { moved: moved / keys, due, needless: needless / keys };
}

/** The moves of so many keys on so many nodes when that happens. */
export function movesOf(way: NamedWay, nodes: number, change: Change, keys: number): Moves {
  const members = nodesNamed(nodes), before = way.of(members);
  if (change.type === "add") {
    const more = nodesNamed(nodes + change.nodes).slice(nodes);
    return movesBetween(before, more.reduce((made, member) => made.add(member), before), keys);
  }
  const gone = change.which === "last"
    ? members.slice(-change.nodes)
    : drawn(members, change.nodes);
  const after = gone.reduce((made, { id }) => made.remove(id), before);
  return movesBetween(before, after, keys);
}

/** So many of the nodes, none twice. */
function drawn(members: readonly Member[], count: number): readonly Member[] {
  const left = [...members], random = new Random(1, "who goes");
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0]!);
}

/** What a way costs, and what it gives, on so many nodes. */
export interface Cost {
  /** How many bytes a lookup may read. */
  readonly stateBytes: number;
  /** The greatest share of drawn keys by the mean. */
  readonly most: number;
  /** The standard deviation of the shares by their mean; sampling adds 1/√(keys/nodes). */
  readonly deviation: number;
}

/** The cost of a way on so many nodes, with the shares of so many keys, drawn. */
export function costOf(way: NamedWay, nodes: number, keys: number): Cost {
  const made = way.of(nodesNamed(nodes)), shares = made.members.map(() => 0);
  for (const hash of drawnHashes(keys)) shares[made.pick(hash)]!++;
  return { stateBytes: made.stateBytes, ...evennessOf(shares) };
}
