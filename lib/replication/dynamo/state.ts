/** What a node keeps. @module */

import type { HybridTime } from "../../clocks/hybrid.ts";
import type { MerkleTree } from "../../membership/anti_entropy/merkle/tree.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Ticket } from "./messages.ts";
import type { Actor, Context } from "./versions/context.ts";
import { type Copy, isNothing, NOTHING, type Value } from "./versions/copy.ts";

/** What is to be put. */
export interface Wanted {
  /** The key. */
  readonly key: string;
  /** The value; null deletes. */
  readonly value: Value | null;
  /** What its writer has seen. */
  readonly context: Context;
  /** Who waits for the answer. */
  readonly client: NodeId;
  /** The values that it replaces, where that is known. */
  readonly read: readonly Value[] | null;
}

/** A put that this node is to hand on, and has not yet. */
export interface Handed {
  /** What is to be put. */
  readonly wanted: Wanted;
  /** Who has been asked whether it is there. */
  readonly asked: Set<NodeId>;
}

/** A put that this node coordinates. */
export interface PendingPut {
  /** The key. */
  readonly key: string;
  /** What was written, as others are to have it. */
  readonly copy: Copy;
  /** The value that is written. */
  readonly value: Value | null;
  /** The values that it replaces, where that is known. */
  readonly read: readonly Value[] | null;
  /** The dot of the write. */
  readonly dot: { readonly actor: Actor; readonly count: number };
  /** Who waits for the answer; null when it has been given. */
  client: NodeId | null;
  /** How many answers count. */
  answers: number;
  /** Who has not answered, and for which home it stands in, if it does. */
  readonly waiting: Map<NodeId, NodeId | null>;
  /** Who has been asked. */
  readonly asked: Set<NodeId>;
}

/** A get that this node coordinates. */
export interface PendingGet {
  /** The key. */
  readonly key: string;
  /** Whether it is the first half of a change, and what is to be put. */
  readonly change: { readonly value: Value | null } | null;
  /** Who waits for the answer; null when it has been given. */
  client: NodeId | null;
  /** Who has not answered. */
  readonly waiting: Set<NodeId>;
  /** Who has been asked. */
  readonly asked: Set<NodeId>;
  /** What has been found. */
  readonly found: Map<NodeId, Copy>;
}

/** A tombstone that is to be forgotten. */
export interface Grave {
  /** What it has seen. */
  readonly seen: Context;
  /** Which round of questions it is in: 1 or 2. */
  round: number;
  /** Who has nothing against it. */
  agreed: Set<NodeId>;
}

/** The state of a node. */
export interface State {
  /** Drawn when it was born, or born again without its disk. */
  readonly birth: number;
  /** Its clock then. */
  readonly bornAt: number;
  /** Its clock when it started, in ms. */
  readonly startedAt: number;
  /** How often it has started. */
  readonly starts: number;
  /** How often it has taken another name. */
  epoch: number;
  /** How many writes it has made, under whatever name. */
  count: number;
  /** Where the last writer wins: not behind any write that it has seen. */
  clock: HybridTime;
  /** Counts its requests since it started. */
  requests: number;
  /** Its own copies. */
  readonly store: Map<string, Copy>;
  /** What it keeps for others: by the home, then by the key. */
  readonly hints: Map<NodeId, Map<string, Copy>>;
  /** Puts that it coordinates, by their number. */
  readonly puts: Map<number, PendingPut>;
  /** Gets that it coordinates, by their number. */
  readonly gets: Map<number, PendingGet>;
  /** Puts that others are to coordinate, until one of them is there, by the number of the request. */
  readonly handed: Map<number, Handed>;
  /** Who it thinks is down. */
  readonly suspects: Set<NodeId>;
  /** Who is gone for good. */
  readonly gone: Set<NodeId>;
  /** For each other node a hash tree of the keys of which both keep copies. */
  readonly trees: Map<NodeId, MerkleTree>;
  /** Tombstones that are to be forgotten. */
  readonly graves: Map<string, Grave>;
  /** When it last gave up a hint, or ended a request, by the key; of the last `graceMs` only. */
  readonly busy: Map<string, number>;
  /** Who waits for it to have handed on all that it keeps for others; null: it does not leave. */
  leaving: NodeId | null;
  /** Whether it has left: it keeps nothing for others any more. */
  left: boolean;
}

/** The life of a node in which a ticket was made. */
export function lifeOf({ birth, starts }: Readonly<State>): string {
  return `${birth.toString(36)}.${starts}`;
}

/** A ticket for the next request. */
export function newTicket(s: State): Ticket {
  return { life: lifeOf(s), count: ++s.requests };
}

/** What is kept for a home, and a place for it if there is none. */
export function shelf(hints: Map<NodeId, Map<string, Copy>>, home: NodeId): Map<string, Copy> {
  const there = hints.get(home);
  if (there !== undefined) return there;
  const made = new Map<string, Copy>();
  hints.set(home, made);
  return made;
}

/** All that a node knows of a key, what it keeps for others included. */
export function knownOf(
  s: Readonly<State>,
  key: string,
  merged: (a: Copy, b: Copy) => Copy,
): Copy {
  let known = s.store.get(key) ?? NOTHING;
  for (const copies of s.hints.values()) {
    const hint = copies.get(key);
    if (hint !== undefined && !isNothing(hint)) known = merged(known, hint);
  }
  return known;
}
