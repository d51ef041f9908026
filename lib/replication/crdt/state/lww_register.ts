/**
 * A register whose last writer wins (Johnson and Thomas 1975, RFC 677; Shapiro et al. 2011, INRIA RR-7506). "Last" is by
 * the writers' clocks, which may be wrong, and of two concurrent writes one is lost in any case. What it gives is one
 * value, and a small state.
 *
 * The order must be total: of two writes at the same time the one whose replica comes later wins, wherever they meet.
 *
 * @module
 */

import { compare } from "../../../model/compare.ts";
import { anything, assertKinds, numberFrom } from "../../../model/kinds.ts";
import { compareReplicas, type Replica, type StateCrdt } from "../crdt.ts";

/** A write: what, when and by whom. */
export interface Written {
  /** Plain data. */
  readonly value: unknown;
  /** The time of the write, by the writer's clock or later. */
  readonly time: number;
  /** The writer. */
  readonly replica: Replica;
}

/** The last write; null before the first. */
export type LwwRegister = Written | null;

/** What may be asked: to write. */
export interface Write {
  /** Plain data. */
  readonly value: unknown;
  /** What the writer's clock shows. */
  readonly at: number;
}

/** How times are chosen. */
export interface LwwRules {
  /**
   * "beyond" (default): a write comes later than the write that it overwrites, even if the writer's clock is behind, as
   * with Lamport's clocks. "clock": as the clock shows; a writer whose clock is behind writes in vain.
   */
  readonly times?: "beyond" | "clock";
}

/** Beyond 2^53 a time would be no later than the one before it. */
const clockTime = numberFrom(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** A register whose last writer wins. Its value is null before the first write. */
export function lwwRegisterWith({ times = "beyond" }: LwwRules = {}): StateCrdt<
  LwwRegister,
  Write,
  unknown
> {
  return {
    name: "LWW-register",
    init: () => null,
    update(state, replica, write) {
      assertKinds("write", write, { value: anything, at: clockTime });
      const { value, at } = write;
      const time = state === null || times === "clock" ? at : Math.max(at, state.time + 1);
      assertKinds("write", { time }, { time: clockTime });
      return { value, time, replica };
    },
    merge: (a, b) => isBefore(a, b) ? b : a,
    below: (a, b) => !isBefore(b, a),
    value: (state) => state?.value ?? null,
  };
}

/** The register, with times as they should be. */
export const lwwRegister: StateCrdt<LwwRegister, Write, unknown> = lwwRegisterWith();

/**
 * Whether `b` is later than `a`. Should a name have been used by two writers, the values decide: whatever goes wrong,
 * two states are ordered alike everywhere.
 */
export function isBefore(a: LwwRegister, b: LwwRegister): boolean {
  if (a === null || b === null) return a === null && b !== null;
  if (a.time !== b.time) return a.time < b.time;
  const byReplica = compareReplicas(a.replica, b.replica);
  return byReplica === 0 ? compare(a.value, b.value) < 0 : byReplica < 0;
}
