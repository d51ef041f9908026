/** What clients ask of a cluster with a placement driver, and what they saw. @module */

import type { Ask } from "../../../model/clients.ts";
import type { History, Operation as Asked } from "../../../model/history.ts";
import type { RegisterInput, RegisterOutput } from "../../../check/spec/register.ts";
import type { Operation, RangeAnswer } from "../../range/commands.ts";
import { asRegister } from "../../storms/as_register.ts";

/** What clients ask. */
export interface Asking {
  /** The keys, in turn. */
  readonly keys: readonly string[];
  /** How many clients; default 4. */
  readonly clients?: number;
  /** How many operations each; default 60. */
  readonly each?: number;
  /** When they begin, in ms; default 1,000. */
  readonly at?: number;
  /**
   * The time between two operations of a client, in ms, if they are answered by then; default 250.
   */
  readonly everyMs?: number;
  /** How long values are at least; default 0. */
  readonly bytes?: number;
}

/** Clients that write and read, and never write the same value twice. */
export function workloadOf(
  { keys, clients = 4, each = 60, at = 1000, everyMs = 250, bytes = 0 }: Asking,
): Ask[][] {
  return Array.from({ length: clients }, (_, c) =>
    Array.from({ length: each }, (_, i): Ask => {
      const key = keys[(c * 5 + i * 7) % keys.length]!;
      const input: Operation = (c + i) % 2 === 0
        ? { type: "put", key, value: `${c}.${i}`.padEnd(bytes, ".") }
        : { type: "get", key };
      return { at: at + i * everyMs, input };
    }));
}

/** What clients saw, as registers, one for each key. */
export function registersOf(history: History): History<RegisterInput, RegisterOutput> {
  return history.map((asked) => {
    const { input, output, ...rest } = asked as Asked<Operation, RangeAnswer>;
    const answer = output !== undefined && output.ok
      ? { output: output.value as RegisterOutput }
      : {};
    return { ...rest, ...answer, input: asRegister(input) };
  });
}
