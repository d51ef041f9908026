/** One step of one handler, and what it asks of the world. @module */

import type { Io, NodeId, Tagged } from "../model/protocol.ts";
import type { Effect, StepAt } from "../model/step_effect.ts";
import { StepIo } from "../model/step_io.ts";

/** What a step asks for, of each kind in order. */
export interface Asked<M extends Tagged, T extends Tagged, R> {
  /** Messages, and to whom. */
  readonly sends: readonly { readonly to: NodeId; readonly message: M }[];
  /** Answers, and to which client. */
  readonly answers: readonly { readonly client: NodeId; readonly result: unknown }[];
  /** Timers, and after how long they go off. */
  readonly waits: readonly { readonly delayMs: number; readonly timer: T }[];
  /** Records that are saved. */
  readonly saves: readonly R[];
}

/**
 * Takes one step, at node 0 of three if nothing else is said, and gives what it asks for.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { rehearse } from "hb/grade/rehearse.ts";
 *
 * const asked = rehearse((io) => io.send(1, { type: "ping" }));
 * assertEquals(asked.sends, [{ to: 1, message: { type: "ping" } }]);
 * assertEquals(asked.saves, []);
 * ```
 */
export function rehearse<M extends Tagged, T extends Tagged, R>(
  step: (io: Io<M, T, R>) => void,
  at: StepAt = { self: 0, nodes: 3 },
): Asked<M, T, R> {
  const io = new StepIo<M, T, R>(at);
  step(io);
  const { effects } = io;
  return {
    sends: of(effects, "send").map(({ to, message }) => ({ to, message })),
    answers: of(effects, "answer").map(({ client, result }) => ({ client, result })),
    waits: of(effects, "wait").map(({ delayMs, timer }) => ({ delayMs, timer })),
    saves: of(effects, "save").map(({ record }) => record),
  };
}

function of<E extends Effect<Tagged, Tagged, unknown>, K extends E["kind"]>(
  effects: readonly E[],
  kind: K,
): Extract<E, { kind: K }>[] {
  return effects.filter((each) => each.kind === kind) as Extract<E, { kind: K }>[];
}
