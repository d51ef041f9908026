/** A reader's broadcast, as the judge uses it. @module */

import {
  agreement,
  lacking,
  noCreation,
  noDuplication,
} from "hb/consensus/reliable_broadcast/invariants.ts";
import { ending } from "hb/grade/ending.ts";
import { madeWith } from "hb/grade/members.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { Protocol } from "hb/model/protocol.ts";
import { isLoyal } from "hb/security/adversary/loyal.ts";
import type { Lie } from "hb/security/adversary/menu.ts";
import type { Traitor } from "hb/security/adversary/traitors.ts";
import type { Broadcast, BroadcastMessage, NodeId, ReliableBroadcast } from "../given.ts";

type Message = BroadcastMessage;
/** What a node remembers is the reader's affair. */
export type State = object;

/** What a node shows. */
export interface Shown {
  readonly said: readonly string[];
  readonly log: readonly Broadcast[];
}

/** The reader's broadcast. */
export interface Subject {
  /** To be run. */
  readonly protocol: Protocol<State, Message>;
  /** To be explored, where states are looked at as they are. */
  readonly bare: Protocol<State, Message>;
  view(s: State): Shown;
  /** What must hold among the loyal. */
  readonly invariants: readonly Invariant<State | Traitor>[];
  /** What the loyal show. */
  loyal(states: readonly (State | Traitor | undefined)[]): (Shown | undefined)[];
}

export function subjectOf(own: ReliableBroadcast): Subject {
  const path = "broadcast()";
  const made = madeWith(path, own(), { start: "function", upon: "record", view: "function" });
  const bare = made as unknown as Protocol<State, Message>;
  const view = made["view"] as Subject["view"];
  const loyal: Subject["loyal"] = (states) =>
    states.map((s) => isLoyal<State>(s) ? view(s) : undefined);
  const invariants = [agreement, noCreation, noDuplication].map((
    invariant,
  ): Invariant<State | Traitor> => ({
    ...invariant,
    check: ({ at, states, history }, memory) =>
      invariant.check({ at, states: loyal(states), history } as never, memory),
  }));
  return { protocol: ending(bare), bare, view, invariants, loyal };
}

export const TYPES: Message["type"][] = ["broadcast", "initial", "echo", "ready"];

/** That a liar says one of these to somebody, of its first broadcast or that of another. */
export function lie(
  type: "initial" | "echo" | "ready",
  sender: NodeId,
  payload: string,
  to: NodeId,
): Lie<Message> {
  return [to, { type, sender, sequence: 1, payload }];
}

/** What one loyal node has delivered and another has not, or what of a loyal node is not delivered. */
export function unfinished(all: readonly (Shown | undefined)[]): string | undefined {
  const left = lacking(all as never);
  if (left !== undefined) return left;
  for (const [node, shown] of all.entries()) {
    const missing = shown?.said.findIndex((_, i) =>
      !shown.log.some(({ sender, sequence }) =>
        sender === node && sequence === i + 1
      )
    ) ?? -1;
    if (missing >= 0) return `node ${node} has not delivered its own broadcast ${missing + 1}`;
  }
  return undefined;
}
