/**
 * Maglev hashing (Eisenbud and others, NSDI 2016): a table of prime size whose entries the nodes
 * share to within one; a key is an entry, and so a lookup is one read. The table is made anew when
 * the set changes. It is a function of the set alone, but it moves a few keys that need not move,
 * the fewer the larger it is.
 *
 * @module
 */

import { placement } from "../face.ts";
import { type Hashing, hashing as newHashing } from "../hash/hashing.ts";
import type { Hash64 } from "../hash/xxhash64.ts";
import { find, membersOf, weightOf, withMember } from "../members.ts";
import type { HashPlacement, Member } from "../placement.ts";
import { type MaglevRules, rules as rightRules } from "./rules.ts";
import { assertSize, fill, preferenceOf } from "./table.ts";

/** How it is made. */
export interface MaglevOptions {
  /**
   * A prime, far above the number of nodes, below 2^27; default 65,537, the paper's smaller one.
   */
  readonly size?: number;
  /** Default: with seed 0. */
  readonly hashing?: Hashing;
  /** Default: the right ones. */
  readonly rules?: MaglevRules;
}

/** A placement whose table can be seen. */
export interface Maglev extends HashPlacement {
  /** Places among the members; −1 without any. */
  readonly table: Int32Array;
  /** With one node more. */
  add(member: Member): Maglev;
  /** Without a node. */
  remove(id: string): Maglev;
  /** With another weight of a node. */
  weigh(id: string, weight: number): Maglev;
}

/** Nodes that share a table. */
export function maglev(given: Iterable<Member> = [], options: MaglevOptions = {}): Maglev {
  const { size = 65_537, hashing = newHashing(), rules = rightRules } = options;
  assertSize(size);
  return over([...given], { size, hashing, rules });
}

/** `arrived` are the nodes in whatever order they came, which the rules put right. */
function over(arrived: readonly Member[], settings: Required<MaglevOptions>): Maglev {
  const { size, hashing, rules } = settings;
  if (arrived.length > size) {
    throw new RangeError(
      `Cannot fill a table because each node needs an entry: given ${size} entries, ${arrived.length} nodes`,
    );
  }
  const members = membersOf(arrived), turns = rules.turns(arrived);
  const preferences = turns.map(({ id }) => preferenceOf(hashing.point(id, 0), size));
  const places = turns.map(({ id }) => find(members, id));
  const table = fill(preferences, turns.map(weightOf), size).map((turn) => places[turn] ?? -1);
  // A multiplication instead of a remainder: the hash as a part of the table.
  const entryOf = ({ high }: Hash64) => Math.floor(high * size / 2 ** 32);
  const face = placement<Maglev>({
    members,
    hashing,
    stateBytes: table.byteLength,
    pick: (hash) => table[entryOf(hash)]!,
    *walk(hash) {
      const start = entryOf(hash);
      for (let i = 0; i < size; i++) yield table[(start + i) % size]!;
    },
    add(member) {
      withMember(members, member);
      return over([...arrived, member], settings);
    },
    removeAt: (at) => over(arrived.filter(({ id }) => id !== members[at]!.id), settings),
    weighAt: (_, member) =>
      over(arrived.map((old) => old.id === member.id ? member : old), settings),
  });
  return { ...face, table };
}
