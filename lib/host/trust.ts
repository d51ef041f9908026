/** Who the other side of a connection has shown to be, where it had to show anything. @module */

import type { NodeId } from "../model/protocol.ts";
import { type Hello, Refusal } from "./wire.ts";

/** Who somebody has shown to be. */
export interface Shown {
  /** The node; `null` for a client. */
  readonly node: NodeId | null;
  /** What it has shown, as in "the certificate of node 2". */
  readonly words: string;
}

/** What a socket knows of whoever is at its other end. */
export interface Trust {
  /**
   * Resolves as soon as the other side has shown who it is. Rejects with a `Refusal` if it has shown that
   * badly or not at all, which the other side may still be told over the same socket; with another error
   * when the socket was closed before.
   */
  readonly shown: Promise<Shown>;
  /**
   * Why the other side is not to be believed any more, in words that follow "because"; `undefined`
   * while it is.
   */
  lapsed(): string | undefined;
}

/**
 * Throws a `Refusal` for a greeting in which somebody says that it is another than it has shown to be; `must`: also for
 * a node that has shown nothing.
 */
export function assertShown(
  { node }: Pick<Hello, "node">,
  shown: Shown | undefined,
  must = false,
): void {
  if (node === null || node === shown?.node || (shown === undefined && !must)) return;
  throw new Refusal(
    `it says that it is node ${node}, and it has shown ${shown?.words ?? "nothing"}`,
  );
}
