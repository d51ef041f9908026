/**
 * Servers whose messages wait until the test says which of them arrive, and whose timers fire when the test says so:
 * the order of events of a report, written down as it happened.
 */

import type { NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
import { step } from "hb/model/step.ts";
import type { StepEvent } from "hb/model/step_effect.ts";

/** A message that waits. */
export interface Letter {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Tagged;
}

/** Which messages are meant. */
export type Which = (letter: Letter) => boolean;

/** A protocol of which a stage knows nothing. */
export type AnyProtocol = Protocol<object, Tagged, Tagged, unknown>;

/** What a client was answered. */
export interface Answered {
  readonly client: NodeId;
  readonly result: unknown;
}

/** Servers, and all that they have said. */
export interface Stage {
  readonly states: readonly object[];
  /** What waits, the oldest first. */
  readonly letters: Letter[];
  readonly answers: readonly Answered[];
  /** From now on all clocks show this, in ms. */
  clock(ms: number): void;
  /** A client asks a server; whatever comes of it waits. */
  ask(node: NodeId, client: NodeId, message: Tagged): void;
  /** A timer of a server fires; of several of its type, the one with this key. */
  fire(node: NodeId, type: string, key?: number): void;
  /** A server that hears no leader stands. */
  stand(node: NodeId): void;
  /** These messages arrive, and those that come of them if they are such ones. */
  deliver(which?: Which): void;
  /** These messages do not arrive for now; they are handed out. */
  hold(which: Which): Letter[];
  /** A message that was held arrives. */
  hand(letter: Letter): void;
  /** A server crashes, and is back with what it had saved, but for its last records, if they were not durable. */
  crash(node: NodeId, lost?: number): void;
}

/** Messages among these servers. */
export const among = (...nodes: NodeId[]): Which => ({ from, to }) =>
  nodes.includes(from) && nodes.includes(to);

/** Messages of this type. */
export const of = (type: string): Which => ({ message }) => message.type === type;

/** Servers that have just started; what some of them had saved before may be given. */
export function stageOf(
  protocol: unknown,
  nodes: number,
  saved: readonly (readonly unknown[])[] = [],
): Stage {
  const own = protocol as AnyProtocol;
  const states: object[] = [], letters: Letter[] = [], answers: Answered[] = [];
  const journals = Array.from({ length: nodes }, (_, node) => [...saved[node] ?? []]);
  let now = 0;
  const run = (node: NodeId, event: StepEvent<Tagged, Tagged, unknown>) => {
    const { state, effects } = step(own, states[node], event, { self: node, nodes, now });
    states[node] = state;
    for (const effect of effects) {
      if (effect.kind === "send") {
        letters.push({ from: node, to: effect.to, message: effect.message });
      } else if (effect.kind === "answer") answers.push(effect);
      else if (effect.kind === "save") journals[node]!.push(effect.record);
    }
  };
  const start = (node: NodeId) => run(node, { kind: "start", journal: journals[node]! });
  const hand = ({ from, to, message }: Letter) => run(to, { kind: "message", from, message });
  const fire = (node: NodeId, type: string, key?: number) =>
    run(node, { kind: "timer", timer: key === undefined ? { type } : { type, key } as Tagged });
  for (let node = 0; node < nodes; node++) start(node);
  return {
    states,
    letters,
    answers,
    clock: (ms) => void (now = ms),
    ask: (client, from, message) => run(client, { kind: "message", from, message }),
    fire,
    stand(node) {
      const { lease, loyal } = states[node] as { lease?: boolean; loyal?: boolean };
      if (lease || loyal) fire(node, "election");
      fire(node, "election");
    },
    deliver(which = () => true) {
      for (let at = 0; (at = letters.findIndex(which)) >= 0;) hand(letters.splice(at, 1)[0]!);
    },
    hold(which) {
      const held = letters.filter(which);
      letters.splice(0, letters.length, ...letters.filter((letter) => !which(letter)));
      return held;
    },
    hand,
    crash(node, lost = 0) {
      journals[node]!.splice(journals[node]!.length - lost);
      start(node);
    },
  };
}
