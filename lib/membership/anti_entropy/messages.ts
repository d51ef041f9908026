/** What nodes say to each other, what they wait for, and what they save. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Hash } from "./merkle/hash.ts";
import type { TreeNode } from "./merkle/tree.ts";
import type { Seen } from "./versions/summary.ts";

/** When something was written, and where: no two writes have the same. */
export interface Stamp {
  /** A clock that is never behind the writer's own, nor behind any stamp that the writer has seen; in ms. */
  readonly time: number;
  /** The writer. */
  readonly node: NodeId;
}

/** A key and when it was written, without the value. */
export interface Known extends Stamp {
  /** The key. */
  readonly key: string;
}

/** The latest write of a key. */
export interface Item extends Known {
  /** The value; null when the key was deleted. Such an item stays for ever, or an older write would come back. */
  readonly value: string | null;
  /** Counts the writes of its node, from 1. */
  readonly sequence: number;
}

/** Which request is meant: no node uses the same twice, though it crashes. */
export interface Ticket {
  /** How often the node has started. */
  readonly life: number;
  /** Counts its requests since then. */
  readonly count: number;
}

/** An inner node or leaf of the sender's tree. */
export interface Hashed extends TreeNode {
  /** The hash that it has. */
  readonly hash: Hash;
}

/** A node that differs, as the partner sees it. */
export interface Differing extends TreeNode {
  /** The partner's hashes of its children, in their order; none for a leaf. */
  readonly children: readonly Hash[];
}

/** A leaf of which not all has been exchanged. */
export interface LeafToDo {
  /** The leaf. */
  readonly leaf: number;
  /** Up to which key it has; null: nothing yet. */
  readonly after: string | null;
}

/** Some keys of one leaf, in the order of the keys: those after `after`, up to `upTo`. */
export interface Page {
  /** The leaf. */
  readonly leaf: number;
  /** The last key of the page before; null at the first. */
  readonly after: string | null;
  /** The last key that is meant; null for all the rest. */
  readonly upTo: string | null;
  /** The items of the initiator, where it gives any. */
  readonly items: readonly Item[];
  /** The same without values, where it gives none: so that it gets only what is newer. */
  readonly known: readonly Known[];
}

/** What the partner says to a page. */
export interface PageAnswer {
  /** The leaf. */
  readonly leaf: number;
  /** Up to which key it has looked: that of the page, or less when no more had room. */
  readonly upTo: string | null;
  /** What of its own the initiator lacks. */
  readonly items: readonly Item[];
}

/** Messages. An initiator has one session at a time, in which it asks one thing after another. */
export type Message =
  /** A client → any node: a key has a new value; null deletes it. The answer is the stamp. */
  | { readonly type: "write"; readonly key: string; readonly value: string | null }
  /** A client → any node: compare with this node now. The answer is "repaired" or "failed". */
  | { readonly type: "repair"; readonly partner: NodeId }
  /** Initiator → partner: do these nodes of our trees agree? */
  | { readonly type: "look"; readonly ticket: Ticket; readonly nodes: readonly Hashed[] }
  /** Partner → initiator: those do not. */
  | { readonly type: "hashes"; readonly ticket: Ticket; readonly nodes: readonly Differing[] }
  /** Initiator → partner: what I have in these leaves. */
  | { readonly type: "page"; readonly ticket: Ticket; readonly pages: readonly Page[] }
  /** Partner → initiator: what I have there that you lack; pages that are not answered had no room. */
  | { readonly type: "newer"; readonly ticket: Ticket; readonly pages: readonly PageAnswer[] }
  /** Initiator → partner: what I have seen, and whether I want what you have seen besides. */
  | {
    readonly type: "summary";
    readonly ticket: Ticket;
    readonly seen: Seen;
    readonly wants: boolean;
  }
  /** Partner → initiator: what you lack, what you have seen then, whether there is more; and what I have seen. */
  | {
    readonly type: "delta";
    readonly ticket: Ticket;
    readonly items: readonly Item[];
    readonly upTo: Seen;
    readonly more: boolean;
    readonly seen: Seen;
  }
  /** Initiator → partner: what you lack, and what you have seen then. */
  | {
    readonly type: "give";
    readonly ticket: Ticket;
    readonly items: readonly Item[];
    readonly upTo: Seen;
  }
  /** Partner → initiator: what I have seen now. */
  | { readonly type: "took"; readonly ticket: Ticket; readonly seen: Seen };

/** Timers. */
export type Timer =
  /** It is time for the next session. */
  | { readonly type: "session" }
  /** The partner has not answered. */
  | { readonly type: "patience" };

/** What is saved at a step: what has changed in it. */
export interface Saved {
  /** How often the node has started. */
  readonly life: number;
  /** Items that are new here. */
  readonly items: readonly Item[];
  /** What has been seen, of each origin of which that has changed. */
  readonly seen: Seen;
}
