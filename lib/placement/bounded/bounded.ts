/**
 * Consistent hashing with bounded loads (Mirrokni, Thorup and Zadimoghaddam, SODA 2018): no node
 * has more than (1 + ε) times the average of the keys that there are. A key goes to the first node
 * of its walk that has room.
 *
 * Keys are placed in the order of their hashes, not in that in which they came, so that the set of
 * nodes and the set of keys decide. A change moves more than it must, as a key that loses its place
 * may take another's: in expectation O(1/ε²) keys for each that must.
 *
 * @module
 */

import { assertCount, assertSome } from "../face.ts";
import { type Hashing, hashing as newHashing, type Key } from "../hash/hashing.ts";
import type { HashPlacement, Member, Placement } from "../placement.ts";
import { ring } from "../ring/ring.ts";
import { overZones } from "../spread.ts";
import { capacities, type Probe, untilRoom } from "./capacity.ts";
import { both } from "./loads.ts";

/** How it is made. */
export interface BoundedOptions {
  /** The keys that there are. */
  readonly keys?: Iterable<string>;
  /** By which part a node may have more than the average, from 0 on; default 0.25. */
  readonly epsilon?: number;
  /** Default: with seed 0. */
  readonly hashing?: Hashing;
  /** Whose walks keys follow; default: a ring. */
  readonly over?: (
    members: Iterable<Member>,
    options: { readonly hashing: Hashing },
  ) => HashPlacement;
  /** Who is asked for room; default: all, one after another. */
  readonly probe?: Probe;
}

/** A placement of keys that are known. A key that is not goes where it would go as the last. */
export interface Bounded extends Placement {
  /** How many keys each node has, by place. */
  readonly loads: readonly number[];
  /** How many it may have. */
  readonly most: readonly number[];
  /** With one node more. */
  add(member: Member): Bounded;
  /** Without a node. */
  remove(id: string): Bounded;
  /** With another weight of a node. */
  weigh(id: string, weight: number): Bounded;
}

/** Nodes with keys. */
export function bounded(given: Iterable<Member> = [], options: BoundedOptions = {}): Bounded {
  const { keys = [], epsilon = 0.25, hashing = newHashing(), over: way = ring } = options;
  const { probe = untilRoom } = options;
  const sorted = [...new Set(keys)].map((key) => ({ key, hash: hashing.key(key) }))
    .sort((a, b) =>
      a.hash.high - b.hash.high || a.hash.low - b.hash.low || (a.key < b.key ? -1 : 1)
    );
  return over(way(given, { hashing }), { sorted, epsilon, hashing, probe });
}

interface Settings {
  readonly sorted: readonly { key: string; hash: ReturnType<Hashing["key"]> }[];
  readonly epsilon: number;
  readonly hashing: Hashing;
  readonly probe: Probe;
}

function over(base: HashPlacement, settings: Settings): Bounded {
  const { sorted, epsilon, hashing, probe } = settings, { members } = base;
  const most = capacities(members, sorted.length, epsilon);
  const loads = members.map(() => 0), places = new Map<Key | undefined, number>();
  for (const { key, hash } of members.length === 0 ? [] : sorted) {
    const at = probe(both(base.walk(hash), members.length), (at) => loads[at]! < most[at]!);
    places.set(key, at);
    loads[at]!++;
  }
  const atLast = capacities(members, sorted.length + 1, epsilon);
  const find = (key: Key) =>
    places.get(textOf(key)) ??
      probe(both(base.walk(hashing.key(key)), members.length), (at) => loads[at]! < atLast[at]!);
  return {
    members,
    loads,
    most,
    place(key) {
      assertSome(members);
      return members[find(key)]!.id;
    },
    replicas(key, count) {
      assertCount(members, count);
      if (count === 0) return [];
      const walk = [find(key), ...base.walk(hashing.key(key))];
      return overZones(walk, members, count).map((at) => members[at]!.id);
    },
    add: (member) => over(base.add(member), settings),
    remove: (id) => over(base.remove(id), settings),
    weigh: (id, weight) => over(base.weigh(id, weight), settings),
  };
}

/** The text that a key is, if its bytes are one's UTF-8. */
function textOf(key: Key): Key | undefined {
  if (!(key instanceof Uint8Array)) return key;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(key);
  } catch {
    return undefined;
  }
}
