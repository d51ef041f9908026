/** Bounded loads of whatever comes and goes, such as requests. @module */

import type { Key } from "../hash/hashing.ts";
import { placeOf } from "../members.ts";
import type { HashPlacement } from "../placement.ts";
import { assertSome } from "../face.ts";
import { assertEpsilon, capacities, type Probe, untilRoom } from "./capacity.ts";
import type { Hashing } from "../hash/hashing.ts";

/**
 * Counts what each node has, and gives what comes to the first node of its key's walk that has less
 * than ⌈(1 + ε)·(all + 1)/n⌉. Where something goes depends on what is there; what is there stays.
 */
export class BoundedLoads {
  readonly #placement: HashPlacement;
  readonly #hashing: Hashing;
  readonly #epsilon: number;
  readonly #probe: Probe;
  readonly #loads: number[];
  #all = 0;

  /** Over walks of a placement, with the hashes of keys that it was made with. */
  constructor(
    placement: HashPlacement,
    hashing: Hashing,
    epsilon: number,
    probe: Probe = untilRoom,
  ) {
    assertEpsilon(epsilon);
    this.#placement = placement;
    this.#hashing = hashing;
    this.#epsilon = epsilon;
    this.#probe = probe;
    this.#loads = placement.members.map(() => 0);
  }

  /** How much there is in all. */
  get all(): number {
    return this.#all;
  }

  /** How much a node has. */
  loadOf(id: string): number {
    return this.#loads[placeOf(this.#placement.members, id, "ask")]!;
  }

  /** Gives one thing to a node; returns its name. */
  take(key: Key): string {
    const { members } = this.#placement;
    assertSome(members);
    const most = capacities(members, this.#all + 1, this.#epsilon);
    const walk = both(this.#placement.walk(this.#hashing.key(key)), members.length);
    const at = this.#probe(walk, (at) => this.#loads[at]! < most[at]!);
    this.#loads[at]!++;
    this.#all++;
    return members[at]!.id;
  }

  /** One thing of a node has gone. Throws if it has none. */
  release(id: string): void {
    const at = placeOf(this.#placement.members, id, "release");
    if (this.#loads[at] === 0) {
      throw new RangeError(
        `Cannot release because a node must have something: given "${id}" with 0`,
      );
    }
    this.#loads[at]!--;
    this.#all--;
  }
}

/** A walk, and then whoever it left out. */
export function* both(walk: Iterable<number>, nodes: number): Generator<number> {
  yield* walk;
  for (let at = 0; at < nodes; at++) yield at;
}
