/** Which traces can be drawn: those whose events are known, and stand in the order of their times. @module */

import type { Trace } from "../model/trace.ts";
import { assertFields, assertList, type Fields, finite, integer, type Kind } from "./refuse.ts";
import { listOf, oneOf, optional, refuse, someWords, text, whole, wholeFrom } from "./refuse.ts";

const of = { node: integer };
const between = { message: whole, from: integer, to: integer };
const operation = { process: integer, operation: whole };
const until: Kind = { words: "a number", is: (value) => typeof value === "number" && value >= 0 };

/** What the events of each kind have, besides their time; what is said and saved may be anything. */
const kinds: Readonly<Record<Trace[number]["kind"], Fields>> = {
  start: of,
  send: between,
  deliver: between,
  lose: { ...between, why: oneOf("lost", "partitioned", "down", "full") },
  timer: of,
  save: of,
  invoke: { ...operation, address: integer, local: optional(integer) },
  ok: operation,
  fail: operation,
  unknown: operation,
  state: of,
  crash: { ...of, undone: optional(wholeFrom(1)) },
  pause: of,
  resume: of,
  fault: { words: text, nodes: listOf(integer), until: optional(until) },
  violation: { invariant: someWords, words: text, nodes: listOf(integer) },
};

const kind = oneOf(...Object.keys(kinds));

/** Throws unless `what` ("a diagram") can be made of a trace. */
export function assertTrace(what: string, trace: unknown): void {
  assertList(what, ["an event", "its trace"], trace, { at: finite, kind });
  let before = -Infinity;
  for (const event of trace as Trace) {
    assertFields(what, `a ${event.kind}`, event, kinds[event.kind]);
    // Who judges a run adds what is wrong with it when it is over.
    if (event.kind === "violation") continue;
    if (event.at < before) {
      refuse(what, "no event may come before the one before it", `${event.at} after ${before}`);
    }
    before = event.at;
  }
}
