/** What a replicated map says and saves. @module */

import type { Io, NodeId } from "../../../model/protocol.ts";

/** When something was written, and by whom: later ones win, and of two at once the greater node's. */
export interface Stamp {
  /** In ms, by the writer's clock, and more than that of what it replaces. */
  readonly time: number;
  /** The writer. */
  readonly node: NodeId;
}

/** What is known of a key: a value, or that it was removed. */
export interface Item {
  /** The key. */
  readonly key: string;
  /** Its value; null: this is a death certificate. */
  readonly value: string | null;
  /** When it was written. It alone decides what wins. */
  readonly stamp: Stamp;
  /** When a certificate became active, or was awakened, in ms. It alone decides how long it stays. */
  readonly activated: number;
  /** Who keeps a certificate when all others have dropped it. */
  readonly sites: readonly NodeId[];
}

/** The messages. */
export type Message =
  /** Client → any node: from now on the key has this value; it is answered with the stamp. */
  | { readonly type: "put"; readonly key: string; readonly value: string }
  /** Client → any node: from now on the key has no value; it is answered with the stamp. */
  | { readonly type: "remove"; readonly key: string }
  /** Any node → a partner: all that is active here. */
  | { readonly type: "offer"; readonly items: readonly Item[] }
  /** The partner → back: what is newer here, and certificates for what should be dead. */
  | { readonly type: "newer"; readonly items: readonly Item[] };

/** A node's only timer: it compares with somebody. */
export interface Timer {
  /** Its type. */
  readonly type: "round";
}

/** What survives a crash: what has become of a key. The last record of a key counts. */
export interface Saved {
  /** The key. */
  readonly key: string;
  /** What is known of it; null: nothing any more. */
  readonly item: Item | null;
  /** Whether that is a certificate that sleeps. */
  readonly dormant: boolean;
}

/** The world as a node sees it. */
export type MapIo = Io<Message, Timer, Saved>;

/** Less than 0 if `a` was written before `b`, and 0 if they are the same write. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.time - b.time || a.node - b.node;
}
