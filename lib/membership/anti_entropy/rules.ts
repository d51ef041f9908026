/** The decisions that anti-entropy rests on, one by one, so that each can be made wrongly. @module */

import { type Hash, hashOf } from "./merkle/hash.ts";
import { exchanged, type Joined } from "./merkle/tree.ts";
import type { Item, LeafToDo, PageAnswer, Saved, Stamp, Ticket } from "./messages.ts";
import { type Delta, deltaFor, type Wanted } from "./versions/delta.ts";
import type { Update } from "./versions/updates.ts";

/** The rules. */
export interface Rules {
  /** Whether a write is later than another of its key: the later one wins everywhere. */
  readonly wins: (item: Stamp, other: Stamp) => boolean;
  /** What of an item is hashed. */
  readonly hashOf: (item: Item) => Hash;
  /** The hash of a leaf in which one item has come in the place of another. */
  readonly joined: Joined;
  /** Whether the tree follows when an item comes. */
  readonly follows: (item: Item) => boolean;
  /** Which of the nodes that differ are looked into. */
  readonly lookedInto: <N>(differing: readonly N[]) => readonly N[];
  /** Whether a key belongs to a page that ends with `upTo`. */
  readonly isWithin: (key: string, upTo: string) => boolean;
  /** What of the leaves is still to be exchanged after these answers. */
  readonly leftOver: (leaves: readonly LeafToDo[], answers: readonly PageAnswer[]) => LeafToDo[];
  /** What is sent to somebody who has seen less. */
  readonly deltaFor: (wanted: Wanted<Update>) => Delta<Update>;
  /** Whether a reply belongs to what was asked last. */
  readonly isReplyTo: (reply: Ticket, asked: Ticket) => boolean;
  /** How often a request is repeated whose answer does not come; -1: it is waited for. */
  readonly retries: (chosen: number) => number;
  /** What a client is told of a session that has ended. */
  readonly told: (complete: boolean) => "repaired" | "failed";
  /** What is saved of what a session has brought. */
  readonly saved: (record: Saved) => Saved;
}

/** As it should be. */
export const rules: Rules = {
  wins: (item, other) =>
    item.time > other.time || (item.time === other.time && item.node > other.node),
  hashOf: ({ key, value, time, node }) =>
    hashOf(key, value === null ? "" : `=${value}`, `${time}`, `${node}`),
  joined: exchanged,
  follows: () => true,
  lookedInto: (differing) => differing,
  isWithin: (key, upTo) => key <= upTo,
  leftOver,
  deltaFor,
  isReplyTo: (reply, asked) => reply.life === asked.life && reply.count === asked.count,
  retries: (chosen) => chosen,
  told: (complete) => complete ? "repaired" : "failed",
  saved: (record) => record,
};

/** A page without an answer is still to be exchanged, and a leaf from where the answer ends. */
function leftOver(leaves: readonly LeafToDo[], answers: readonly PageAnswer[]): LeafToDo[] {
  const answered = new Map(answers.map(({ leaf, upTo }) => [leaf, upTo]));
  return leaves.flatMap((each) => {
    const upTo = answered.get(each.leaf);
    if (upTo === undefined) return [each];
    return upTo === null ? [] : [{ leaf: each.leaf, after: upTo }];
  });
}
