/** What a node asked for in one step, sorted by what becomes of it. @module */

import { assertPlain } from "../../model/plain.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { Effect, StepEvent } from "../../model/step_effect.ts";
import { compareTimers, idOf, timerId } from "../../model/timer_key.ts";
import { type Cast, copiesOf } from "./cast.ts";
import type { Envelope } from "./protocol_system.ts";
import type { Circumstance, Run } from "./branches.ts";

/** A step's effects. */
export interface StepEffects extends Circumstance {
  /** Messages, and answers that travel, in order. */
  readonly sent: readonly Envelope[];
  /** Answers to clients that sit at the node, in order. */
  readonly answered: readonly Envelope[];
  /** Records, in order. */
  readonly saved: readonly unknown[];
  /** The timers that were started, in order, each by its type and key (`idOf`). */
  readonly waits: readonly string[];
  /** What is pending afterwards, sorted by type and key. */
  readonly timers: readonly Tagged[];
}

/** Where a step takes place, as far as its effects depend on it. */
export interface Place {
  /** The node. */
  readonly node: NodeId;
  /** Which nodes there are. */
  readonly cast: Cast;
  /** Its timers before the step. */
  readonly pending: readonly Tagged[];
  /** Whether answers go to clients at once. */
  readonly localAnswers: boolean;
}

/** Sorts the effects of a step; throws unless all of them are plain data. */
export function stepEffects<S, M extends Tagged, T extends Tagged, R>(
  { node, cast, pending, localAnswers }: Place,
  event: StepEvent<M, T, R>,
  { now, choices, effects }: Run<S, M, T, R>,
): StepEffects {
  const sent: Envelope[] = [], answered: Envelope[] = [], saved: R[] = [], waits: string[] = [];
  const timers = new Map(pending.map((timer) => [idOf(timer), timer]));
  if (event.kind === "start") timers.clear();
  if (event.kind === "timer") timers.delete(idOf(event.timer));
  for (const effect of effects) {
    assertPlain(payload(effect), `what is ${past[effect.kind]}`);
    if (effect.kind === "send") {
      for (const to of copiesOf(cast, effect.to)) {
        sent.push({ from: node, to, body: effect.message });
      }
    }
    if (effect.kind === "answer") {
      const answer = { type: "answer", result: effect.result };
      (localAnswers ? answered : sent).push({ from: node, to: effect.client, body: answer });
    }
    if (effect.kind === "save") saved.push(effect.record);
    if (effect.kind === "wait") {
      const id = idOf(effect.timer);
      waits.push(id);
      timers.set(id, effect.timer);
    }
    if (effect.kind === "cancel") timers.delete(timerId(effect.type, effect.key));
  }
  const sorted = [...timers.values()].sort(compareTimers);
  return { now, choices, sent, answered, saved, waits, timers: sorted };
}

const past = { send: "sent", answer: "answered", save: "saved", wait: "waited for", cancel: "" };

function payload<M extends Tagged, T extends Tagged, R>(effect: Effect<M, T, R>): unknown {
  switch (effect.kind) {
    case "send":
      return effect.message;
    case "answer":
      return effect.result;
    case "save":
      return effect.record;
    case "wait":
      return effect.timer;
    case "cancel":
      return undefined;
  }
}
