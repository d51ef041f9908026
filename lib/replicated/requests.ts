/** What clients ask of a replicated state machine, whatever protocol replicates it, and what they are answered. @module */

import type { NodeId } from "../model/protocol.ts";
import type { Stamp } from "./sessions.ts";

/** What a client asks of any server. */
export type ClientRequest =
  /** Apply this command. Answered with its result, or a refusal. */
  | { readonly type: "request"; readonly command: unknown; readonly stamp: Stamp | null }
  /** Open a session for me. Its number is the result. */
  | { readonly type: "register" };

/** What a server answers to a request. */
export type Answer =
  /** It is decided and applied, as the command number `index`. */
  | { readonly ok: true; readonly index: number; readonly result: unknown }
  /** This server does not lead; `leader` may. It has not been done. */
  | { readonly ok: false; readonly why: "not leader"; readonly leader: NodeId | null }
  /** Another leader has put something else in its place. It has not been done, unless it was asked for elsewhere too. */
  | { readonly ok: false; readonly why: "lost" }
  /** Too much is under way. It has not been done. */
  | { readonly ok: false; readonly why: "busy" }
  /** The session has expired. It may have been done before. */
  | { readonly ok: false; readonly why: "session expired" }
  /** It cannot be done, in these words. */
  | { readonly ok: false; readonly why: "refused"; readonly words: string };

/** Asks for a command without a session: if it is tried again, it may take effect again. */
export function bare(command: unknown): ClientRequest {
  return { type: "request", command, stamp: null };
}
