/** Who says what to whom. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Position } from "../../replicated/position.ts";
import type { ClientRequest } from "../../replicated/requests.ts";
import type { Stream } from "../../replicated/chunks/partial.ts";
import type { Saved } from "./journal.ts";
import type { Report, View } from "./view.ts";
import type { Io } from "../../model/protocol.ts";

/** A piece of the state, on its way to a backup. */
export interface StatePiece {
  /** The whole stream of bytes. */
  readonly title: Stream;
  /** The position of the state: all operations up to it are in it. */
  readonly position: Position;
  /** Where the piece begins in the stream. */
  readonly offset: number;
  /** Its bytes. */
  readonly data: Uint8Array;
  /** A block ends with it, and another one follows. */
  readonly ends: boolean;
}

/** Every message. */
export type Message =
  /** A client → any node: do this, or open a session. */
  | ClientRequest
  /** A node that does not serve → the primary, as far as it knows: this is yours. */
  | { readonly type: "forward"; readonly request: ClientRequest; readonly address: NodeId }
  /** A server → the view service: I am there, and this is what I know. */
  | Report & { readonly type: "ping" }
  /** The view service → a server: this is the view; and whether its primary has acknowledged it. */
  | { readonly type: "view"; readonly view: View; readonly acknowledged: boolean }
  /** The view service → a backup: the primary of this view has failed. Take part no more, and say where you stand. */
  | { readonly type: "seal"; readonly view: number }
  /** The primary → a backup, when a view begins: I stand here; where do you? */
  | { readonly type: "follow"; readonly view: number; readonly position: Position }
  /** A backup → the primary: I have all up to here. */
  | { readonly type: "have"; readonly view: number; readonly index: number }
  /** A backup → the primary: I stand here instead, and need what I lack. */
  | { readonly type: "lack"; readonly view: number; readonly position: Position }
  /** The primary → a backup that needs it: a piece of the state. */
  | StatePiece & { readonly type: "state"; readonly view: number }
  /** A backup → the primary: so many bytes of the state with this title have come. */
  | {
    readonly type: "received";
    readonly view: number;
    readonly title: Stream;
    readonly bytes: number;
  }
  /** The primary → a backup: do these, which come after the operation number `after`. */
  | {
    readonly type: "update";
    readonly view: number;
    readonly after: number;
    readonly operations: readonly ClientRequest[];
  }
  /** The primary → a backup: am I still your primary? Rounds are numbered. */
  | { readonly type: "confirm"; readonly view: number; readonly round: number }
  /** A backup → the primary: you were when this round came. */
  | { readonly type: "confirmed"; readonly view: number; readonly round: number };

/** Timers. */
export type Timer =
  /** At a server: tell the view service that it is there. */
  | { readonly type: "ping" }
  /** At the primary: say again what nobody has answered. */
  | { readonly type: "retry" }
  /** At the view service: this server has not been heard for long. */
  | { readonly type: "silence"; readonly key: NodeId };

/** The world as a node sees it. */
export type NodeIo = Io<Message, Timer, Saved>;
