/** What is gossiped, who says what to whom, and what is saved. @module */

import type { Io, NodeId } from "../../model/protocol.ts";

/** Names a rumour for good: its first teller and that node's count, as "3.1". */
export type RumourId = string;

/** A rumour on its way. */
export interface Rumour {
  /** Its name. */
  readonly id: RumourId;
  /** What it says. */
  readonly body: string;
  /** For how long nodes have kept it so far, in ms; the time on its way is not counted. */
  readonly ageMs: number;
}

/** What a contact was good for. */
export interface Opinion {
  /** The rumour. */
  readonly id: RumourId;
  /** Whether it was news to whoever heard it. */
  readonly needed: boolean;
}

/** The messages. */
export type Message =
  /** Client → any node: spread this; it is answered with the rumour's id. */
  | { readonly type: "tell"; readonly body: string }
  /** Whoever is infective → a partner: all that is hot here. */
  | { readonly type: "push"; readonly rumours: readonly Rumour[] }
  /** Any node → a partner: what is hot there? */
  | { readonly type: "pull" }
  /** Whoever is asked and infective → whoever has asked: all that is hot here. */
  | { readonly type: "pulled"; readonly rumours: readonly Rumour[] }
  /** Whoever has taken as many calls as it takes in a round → who has called with a push, or with a pull. */
  | { readonly type: "refused"; readonly call: "push" | "pull" }
  /** Whoever has heard rumours → whoever told them: which of them were news. Only with feedback. */
  | { readonly type: "feedback"; readonly opinions: readonly Opinion[] }
  /** Any node → a partner, for anti-entropy: the ids of all that it can pass on. */
  | { readonly type: "digest"; readonly ids: readonly RumourId[] }
  /** The partner → back: what is missing there, and the ids of what is missing here. */
  | {
    readonly type: "difference";
    readonly rumours: readonly Rumour[];
    readonly wanted: readonly RumourId[];
  }
  /** Whoever began → the partner: what was missing there. */
  | { readonly type: "missing"; readonly rumours: readonly Rumour[] };

/** A node's timers: its next round of gossip, and its next comparison with somebody. */
export type Timer = { readonly type: "round" } | { readonly type: "backup" };

/** What survives a crash: each rumour as it was heard, in a record of its own. */
export interface Saved {
  /** Its name. */
  readonly id: RumourId;
  /** What it says. */
  readonly body: string;
  /** When it began to age, by this node's clock, in ms. */
  readonly since: number;
}

/** The world as a node sees it. */
export type GossipIo = Io<Message, Timer, Saved>;

/** The `count`-th rumour, from 1, that `node` was the first to tell. */
export function rumourId(node: NodeId, count: number): RumourId {
  return `${node}.${count}`;
}

/** Who was the first to tell a rumour, and the how many-th of its rumours it is. */
export function originOf(id: RumourId): { readonly node: NodeId; readonly count: number } {
  const [node, count] = id.split(".").map(Number);
  return { node: node!, count: count! };
}
