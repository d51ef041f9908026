/** What the log consists of. @module */

import type { Stamp } from "../../replicated/sessions.ts";
import type { Configuration } from "./configuration.ts";

/** One entry of the log. Its index is its place. */
export type Entry =
  /**
   * A new leader begins its term with it, since only entries of its own term are committed by counting.
   */
  | { readonly term: number; readonly type: "noop" }
  /** A client's command for the state machine. */
  | {
    readonly term: number;
    readonly type: "command";
    readonly command: unknown;
    /** Null when the client does not ask for exactly-once. */
    readonly stamp: Stamp | null;
  }
  /** Opens a client's session. */
  | { readonly term: number; readonly type: "register" }
  /** Who belongs to the cluster from here on. */
  | {
    readonly term: number;
    readonly type: "configuration";
    readonly configuration: Configuration;
  };

/** An entry that has no term yet. */
export type Proposal = Entry extends infer E ? E extends Entry ? Omit<E, "term"> : never : never;
