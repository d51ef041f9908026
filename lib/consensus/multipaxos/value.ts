/** What is decided in a slot. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Stamp } from "../../replicated/sessions.ts";
import type { Ballot } from "../ballot.ts";

/** What one client or administrator has asked for. */
export type Command =
  /** A client's command for the state machine; the stamp is null when it does not ask for exactly-once. */
  | { readonly type: "command"; readonly command: unknown; readonly stamp: Stamp | null }
  /** Opens a client's session. */
  | { readonly type: "register" }
  /** Who belongs to the cluster, from some slots later on. */
  | { readonly type: "configuration"; readonly members: readonly NodeId[] };

/** The value of a slot: commands that are executed one after another. */
export interface Value {
  /** The ballot in which it was first proposed. With the slot, it names the value. */
  readonly origin: Ballot;
  /** The commands; none in a no-op. */
  readonly commands: readonly Command[];
}

/** It does nothing, and fills a gap. */
export function noop(origin: Ballot): Value {
  return { origin, commands: [] };
}
