/**
 * Linearizability (Herlihy and Wing 1990): every operation seems to take effect in one instant between
 * its call and its return. A history over several keys is linearizable exactly when the part of each key
 * is (locality; as a way to check, Horn and Kroening 2015), so the parts are searched one by one.
 *
 * The searches take turns, with the same number of steps each: a part that is too hard to decide cannot
 * hide a violation that is easy to find in another. A register whose written values are all different
 * needs no search (`clusters.ts`), which tells after the first turn of one that was not easy.
 *
 * @module
 */

import { assertHistory, type History } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";
import { clustersOf } from "./clusters.ts";
import { type Partition, partitionsOf } from "./partition.ts";
import { Search } from "./search.ts";
import type { Key, Verdict, Witness } from "./verdict.ts";

/** The limits of a check. */
export interface Budget {
  /** How often the specification may be asked in all; by default there is no limit. */
  readonly steps?: number;
  /** How many bytes the memory of configurations may take in all; 512 MiB by default. */
  readonly memoryBytes?: number;
}

/** A turn in the first round; each round doubles it, up to the longest. */
const turn = { first: 1 << 10, longest: 1 << 16 };

/** A check that can be interrupted: `advance` until there is a verdict, or until patience ends. */
export class LinearizabilityCheck<S, I, O> {
  /** How often the specification was asked. */
  steps = 0;
  #verdict: Verdict<I, O> | undefined;
  #round: Search<S, I, O>[];
  #later: Search<S, I, O>[] = [];
  #turn = turn.first;
  readonly #witnesses: Witness[] = [];

  /** Splits the history into parts; it searches none yet. */
  constructor(history: History<I, O>, spec: Spec<S, I, O>, memoryBytes: number = 2 ** 29) {
    assertHistory(history);
    const memory = { left: memoryBytes };
    // The last comes first: turns are taken from the end.
    this.#round = partitionsOf(history, spec).map((part) => new Search(part, spec, memory))
      .reverse();
  }

  /** The parts that are not decided yet. */
  get undecided(): Key[] {
    return [...this.#round, ...this.#later].map((search) => search.part.key);
  }

  /** Goes on for about `steps` steps; the verdict, once there is one. */
  advance(steps: number): Verdict<I, O> | undefined {
    const end = this.steps + steps;
    while (this.#verdict === undefined) {
      const search = this.#round.pop();
      if (search === undefined) this.#nextRound();
      else this.#take(search);
      if (this.steps >= end) break;
    }
    return this.#verdict;
  }

  #take(search: Search<S, I, O>): void {
    const before = search.steps;
    const progress = search.advance(this.#turn);
    this.steps += search.steps - before;
    const { part } = search;
    if (progress === "searching") this.#decideWithout(search);
    else if (progress === "found") this.#found(part, search.order);
    else this.#blocked(part, part.returns[search.furthest]!);
  }

  /** Decides a part that is not easy to search by its clusters, if it has some; else its search goes on. */
  #decideWithout(search: Search<S, I, O>): void {
    const { part, spec } = search;
    // Whether there are clusters is known from the first turn on.
    const clusters = this.#turn === turn.first ? clustersOf(part, spec) : undefined;
    if (clusters === undefined) {
      this.#later.push(search);
      return;
    }
    search.abandon();
    this.steps += part.operations.length;
    const row = clusters.decide();
    if ("order" in row) this.#found(part, row.order);
    else this.#blocked(part, clusters.firstClash().blocked);
  }

  #found({ key, operations }: Partition<I, O>, order: ArrayLike<number>): void {
    const ids = Array.from(order, (operation) => operations[operation]!.id);
    this.#witnesses.push({ key, order: ids });
  }

  #blocked({ key, operations }: Partition<I, O>, operation: number): void {
    const violation = { key, operations, blocked: operations[operation]! };
    this.#verdict = { verdict: "violation", steps: this.steps, violation };
  }

  #nextRound(): void {
    if (this.#later.length === 0) {
      this.#verdict = { verdict: "ok", steps: this.steps, witnesses: this.#witnesses };
      return;
    }
    this.#round = this.#later.reverse();
    this.#later = [];
    this.#turn = Math.min(2 * this.#turn, turn.longest);
  }
}

/**
 * Whether a history is linearizable. Where the budget does not suffice the verdict is `unknown`.
 *
 * @example A read that returns what has been overwritten
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { linearizable } from "hb/check/linearizable/check.ts";
 * import { register, type RegisterInput, type RegisterOutput } from "hb/check/spec/register.ts";
 * import type { Operation } from "hb/model/history.ts";
 *
 * const history: Operation<RegisterInput, RegisterOutput>[] = [
 *   { type: "write", value: 1 } as const,
 *   { type: "write", value: 2 } as const,
 *   { type: "read" } as const,
 * ].map((input, id) => ({
 *   id,
 *   process: id,
 *   input,
 *   output: 1,
 *   outcome: "ok",
 *   invokedAt: 10 * id,
 *   endedAt: 10 * id + 5,
 * }));
 * assertEquals(linearizable(history, register()).verdict, "violation");
 * assertEquals(linearizable(history.slice(0, 2), register()).verdict, "ok");
 * ```
 */
export function linearizable<S, I, O>(
  history: History<I, O>,
  spec: Spec<S, I, O>,
  { steps = Infinity, memoryBytes }: Budget = {},
): Verdict<I, O> {
  const check = new LinearizabilityCheck(history, spec, memoryBytes);
  return check.advance(steps) ??
    { verdict: "unknown", steps: check.steps, undecided: check.undecided };
}
