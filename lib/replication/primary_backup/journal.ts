/** What nodes save. @module */

import type { Position } from "../../replicated/position.ts";
import type { ClientRequest } from "../../replicated/requests.ts";
import type { Sessions } from "../../replicated/sessions.ts";
import type { Views } from "./views.ts";

/** A state as it is saved and sent. */
export interface Snapshot {
  /** The state machine, as `frozen` makes it. */
  readonly machine: unknown;
  /** What clients were answered. */
  readonly sessions: Sessions;
}

/** A record of the journal. */
export type Saved =
  /** The view service: all that it knows. */
  | { readonly type: "views"; readonly views: Views }
  /** A server: it has begun this first view, and must not begin it again. */
  | { readonly type: "begun"; readonly view: number }
  /** A durable server: it has taken part in this view, and must take part in no earlier one. */
  | { readonly type: "entered"; readonly view: number }
  /** A durable server: it has said where it stands, and takes part in this view no more. */
  | { readonly type: "sealed"; readonly view: number }
  /** A durable server: it has done this, as the operation at this position. */
  | { readonly type: "done"; readonly position: Position; readonly operation: ClientRequest }
  /** A durable server: this state took the place of all that it had done. */
  | { readonly type: "state"; readonly position: Position; readonly snapshot: Snapshot };
