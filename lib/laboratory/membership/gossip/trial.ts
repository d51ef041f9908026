/** One rumour that spreads among many nodes: who hears it when, and what it costs. @module */

import { assertKinds, oneOf, whole } from "../../../model/kinds.ts";
import type { Protocol } from "../../../model/protocol.ts";
import type { Message, Saved, Timer } from "../../../membership/gossip/messages.ts";
import type { State } from "../../../membership/gossip/state.ts";
import { lockstep } from "./rounds.ts";

/** What protocols spread a rumour. */
export type Spreading = Protocol<State, Message, Timer, Saved>;

/** What is tried. */
export interface Trial {
  /** What every node runs. */
  readonly protocol: Spreading;
  /** How many nodes. */
  readonly nodes: number;
  /** A whole number. */
  readonly seed: number;
  /** The time between two rounds, in ms: that of the protocol. Default 100. */
  readonly roundMs?: number;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** Nodes that are down all the time; node 0, which is told, must not be one. Default: none. */
  readonly down?: ReadonlySet<number>;
  /** It ends after so many rounds at most; default 1,000. */
  readonly rounds?: number;
  /** When it ends: when nobody spreads the rumour any more, when all know it, or when both is so. Default "at rest". */
  readonly until?: "at rest" | "all know" | "both";
}

/** What came of it. */
export interface Spread {
  /** The share of the nodes that are up which never hear it: the residue s. */
  readonly residue: number;
  /** Copies of the rumour that were sent for each node that is up: the traffic m. */
  readonly traffic: number;
  /** Messages of all sorts for each node that is up. */
  readonly messages: number;
  /** The mean round in which it was heard, of those that heard it: the delay t_ave. The first teller heard it in round 0. */
  readonly meanDelay: number;
  /** The last round in which it was heard: the delay t_last. */
  readonly lastDelay: number;
  /** How many did not know it after each round, from round 0. */
  readonly uninformed: readonly number[];
}

/** Node 0 is told a rumour, and then rounds follow until it has come to rest. */
export function spread(trial: Trial): Spread {
  const { protocol, nodes, seed, roundMs = 100, loss = 0, down = new Set<number>() } = trial;
  const { rounds = 1000, until = "at rest" } = trial;
  assertKinds("spread a rumour", { rounds, until }, {
    rounds: whole,
    until: oneOf("at rest", "all know", "both"),
  });
  if (down.has(0)) {
    throw new RangeError(
      "Cannot spread a rumour because node 0, which is told, must be up: given that it is down",
    );
  }
  let copies = 0;
  const run = lockstep({ protocol, nodes, seed, roundMs, loss, down, tap: (m) => copies += of(m) });
  const waiting = new Set(run.states.keys()), heard: number[] = [], uninformed: number[] = [];
  for (const node of down) waiting.delete(node);
  const up = waiting.size;
  const look = () => {
    for (const node of waiting) {
      if (run.states[node]!.known.size === 0) continue;
      waiting.delete(node);
      heard.push(run.round);
    }
    uninformed.push(waiting.size);
  };
  run.tell(0, { type: "tell", body: "news" });
  look();
  const isOver = () =>
    (until === "at rest" || waiting.size === 0) && (until === "all know" || isAtRest(run.states));
  while (run.round < rounds && !isOver()) {
    run.next();
    look();
  }
  return {
    residue: waiting.size / up,
    traffic: copies / up,
    messages: run.messages / up,
    meanDelay: heard.reduce((sum, round) => sum + round, 0) / heard.length,
    lastDelay: heard.at(-1)!,
    uninformed,
  };
}

/** How many copies of a rumour a message brings; one that is refused is not handed over. */
function of(message: Message): number {
  if (message.type === "refused") return message.call === "push" ? -1 : 0;
  return "rumours" in message ? message.rumours.length : 0;
}

function isAtRest(states: readonly State[]): boolean {
  return states.every((s) => s.hot.size === 0);
}
