/**
 * A step as a pure function. Handlers change their state in place; a step copies the state, runs the
 * handler on the copy, and writes down what it asks for. The explorer reasons with this, and golden
 * tests read it.
 *
 * @module
 */

import { clone } from "./clone.ts";
import type { Io, Protocol, Tagged } from "./protocol.ts";
import type { Choice, Effect, StepAt, StepEvent } from "./step_effect.ts";
import { StepIo } from "./step_io.ts";

/** What a step leads to. */
export interface Outcome<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** The state after the step. */
  readonly state: S;
  /** What the node asks for, in order. */
  readonly effects: readonly Effect<M, T, R>[];
  /** The choices that it made; other choices lead to other outcomes. */
  readonly choices: readonly Choice[];
}

/**
 * What `event` does to a node in `state`; a "start" needs no state. Changes nothing that it is given,
 * and shares no memory with it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Protocol } from "hb/model/protocol.ts";
 * import { step } from "hb/model/step.ts";
 *
 * type Message = { type: "ping" } | { type: "pong" };
 * const pingPong: Protocol<{ pings: number }, Message> = {
 *   start: () => ({ pings: 0 }),
 *   upon: {
 *     ping(s, { from }, io) {
 *       s.pings++;
 *       io.send(from, { type: "pong" });
 *     },
 *     pong() {},
 *   },
 * };
 * const ping = { kind: "message", from: 0, message: { type: "ping" } } as const;
 * assertEquals(step(pingPong, { pings: 1 }, ping, { self: 1, nodes: 2 }), {
 *   state: { pings: 2 },
 *   effects: [{ kind: "send", to: 0, message: { type: "pong" } }],
 *   choices: [],
 * });
 * ```
 */
export function step<S, M extends Tagged, T extends Tagged = never, R = never>(
  protocol: Protocol<S, M, T, R>,
  state: NoInfer<S> | undefined,
  event: StepEvent<NoInfer<M>, NoInfer<T>, NoInfer<R>>,
  at: StepAt,
): Outcome<S, M, T, R> {
  return stepInPlace(protocol, clone(state), event, at);
}

/** The same, but `state` is changed, and becomes the state after the step. */
export function stepInPlace<S, M extends Tagged, T extends Tagged = never, R = never>(
  protocol: Protocol<S, M, T, R>,
  state: NoInfer<S> | undefined,
  event: StepEvent<NoInfer<M>, NoInfer<T>, NoInfer<R>>,
  at: StepAt,
): Outcome<S, M, T, R> {
  const io = new StepIo<M, T, R>(at);
  const next = run(protocol, state, event, io);
  return { state: next, effects: io.effects, choices: io.choices };
}

function run<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  state: S | undefined,
  event: StepEvent<M, T, R>,
  io: Io<M, T, R>,
): S {
  if (event.kind === "start") return protocol.start(io, clone(event.journal));
  if (state === undefined) {
    throw new TypeError(
      `Cannot take a step upon a ${event.kind} because the node must have a state: given undefined`,
    );
  }
  if (event.kind === "message") {
    const arrival = { ...clone(event.message), from: event.from };
    handlerOf(protocol.upon, "message", arrival).call(protocol.upon, state, arrival, io);
  } else {
    const timer = clone(event.timer);
    const after = protocol.after ?? {};
    handlerOf(after, "timer", timer).call(after, state, timer, io);
  }
  return state;
}

type Handler = (state: unknown, event: Tagged, io: unknown) => void;

function handlerOf(handlers: object, sort: string, { type }: Tagged): Handler {
  const handler = (handlers as Record<string, Handler | undefined>)[type];
  if (handler !== undefined) return handler;
  const known = Object.keys(handlers).map((name) => `"${name}"`).join(", ") || "none";
  throw new TypeError(
    `Cannot handle a ${sort} of type "${type}" because the protocol must have a handler for it: ` +
      `given handlers for ${known}`,
  );
}
