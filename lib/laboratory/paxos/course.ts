/**
 * A protocol as one asynchronous system, step by step: what each node knows, and what may happen next. Whoever makes
 * the steps is a scheduler, as in Fischer, Lynch and Paterson 1985, section 2.
 *
 * @module
 */

import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import { keyOf } from "../../model/timer_key.ts";

/** Something that may happen. */
export type Event<M, T> =
  /** A message arrives. */
  | { readonly kind: "message"; readonly from: NodeId; readonly to: NodeId; readonly message: M }
  /** A timer fires; when, nobody knows. */
  | { readonly kind: "timer"; readonly to: NodeId; readonly timer: T };

/** All that there is at one moment: a configuration of the paper. */
export interface Configuration<S, M, T> {
  /** What each node knows. */
  readonly states: readonly S[];
  /** What may happen next, each with a number of its own; what has waited longest comes first. */
  readonly pending: ReadonlyMap<number, Event<M, T>>;
  /** The number of the next event. */
  readonly next: number;
}

/** The configuration in which nodes begin, asked for what clients want. */
export function beginning<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  nodes: number,
  asked: readonly (readonly [to: NodeId, message: M])[],
): Configuration<S, M, T> {
  let all: Configuration<S, M, T> = { states: [], pending: new Map(), next: 0 };
  for (let self = 0; self < nodes; self++) {
    const started = step(protocol, undefined, { kind: "start", journal: [] }, { self, nodes });
    all = { ...all, states: [...all.states, started.state] };
    all = withEffects(all, self, started.effects, nodes);
  }
  const pending = new Map(all.pending);
  let { next } = all;
  for (const [i, [to, message]] of asked.entries()) {
    pending.set(next++, { kind: "message", from: nodes + i, to, message });
  }
  return { ...all, pending, next };
}

/** The configuration after an event. */
export function after<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  before: Configuration<S, M, T>,
  number: number,
): Configuration<S, M, T> {
  const event = before.pending.get(number)!, { to: self } = event;
  const nodes = before.states.length;
  const happening = event.kind === "message"
    ? { kind: "message" as const, from: event.from, message: event.message }
    : { kind: "timer" as const, timer: event.timer };
  const { state, effects } = step(protocol, before.states[self], happening, { self, nodes });
  const pending = new Map(before.pending);
  pending.delete(number);
  const states = before.states.map((each, node) => node === self ? state : each);
  return withEffects({ states, pending, next: before.next }, self, effects, nodes);
}

type Effects<M extends Tagged, T extends Tagged> = ReturnType<
  typeof step<unknown, M, T, unknown>
>["effects"];

function withEffects<S, M extends Tagged, T extends Tagged>(
  { states, pending: before, next: first }: Configuration<S, M, T>,
  self: NodeId,
  effects: Effects<M, T>,
  nodes: number,
): Configuration<S, M, T> {
  const pending = new Map(before);
  let next = first;
  for (const effect of effects) {
    if (effect.kind === "send" && effect.to < nodes) {
      const { to, message } = effect;
      pending.set(next++, { kind: "message", from: self, to, message });
    } else if (effect.kind === "wait") {
      forget(pending, self, effect.timer.type, keyOf(effect.timer));
      pending.set(next++, { kind: "timer", to: self, timer: effect.timer });
    } else if (effect.kind === "cancel") forget(pending, self, effect.type, effect.key);
  }
  return { states, pending, next };
}

/** There is one timer of a type and key at most. */
function forget<M, T extends Tagged>(
  pending: Map<number, Event<M, T>>,
  self: NodeId,
  type: string,
  key: unknown,
): void {
  for (const [number, event] of pending) {
    if (event.kind !== "timer" || event.to !== self || event.timer.type !== type) continue;
    if (keyOf(event.timer) === key) pending.delete(number);
  }
}
