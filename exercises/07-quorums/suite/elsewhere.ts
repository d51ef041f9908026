/** What other nodes know, as far as it may come here. @module */

import type { Context, Copy, Key, NodeId } from "../given.ts";
import { EMPTY, right } from "./right_dotted.ts";

/** What happens elsewhere before something comes from there: a write, or word of somebody else. */
export interface Act {
  readonly type: "writes" | "deletes" | "hears from here" | "hears from another" | "nothing";
  /** What the client of a write had seen: nothing, all that is known there, or all that is known here. */
  readonly seen: "nothing" | "there" | "here";
  readonly value: string;
}

/** The actor under which a node writes. */
export const actorOf = (node: NodeId): string => node % 3 === 1 ? `constructor${node}` : `n${node}`;

/** The copies of other nodes. */
export class Elsewhere {
  readonly #copies = new Map<string, Copy>();
  readonly #last = new Map<string, Copy>();

  /** What a node knows of a key, after something happened there. */
  after(node: NodeId, key: Key, { type, seen, value }: Act, here: Copy): Copy {
    const name = JSON.stringify([node, key]), named = JSON.stringify(key);
    let copy = this.#copies.get(name) ?? EMPTY;
    if (type === "hears from here") copy = right.sync(copy, here);
    if (type === "hears from another") copy = right.sync(copy, this.#last.get(named) ?? EMPTY);
    if (type === "writes" || type === "deletes") {
      const contexts: Readonly<Record<Act["seen"], Context>> = {
        nothing: [],
        there: copy.seen,
        here: here.seen,
      };
      copy = right.event(copy, contexts[seen], actorOf(node), type === "writes" ? value : null);
    }
    this.#copies.set(name, copy);
    this.#last.set(named, copy);
    return copy;
  }
}
