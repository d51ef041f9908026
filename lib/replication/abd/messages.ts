/** Who says what to whom in ABD, and what is saved. @module */

import type { Io } from "../../model/protocol.ts";
import type { Ask, Key } from "../register/register.ts";
import type { Version } from "./tags.ts";

/**
 * Names one phase of one operation: no two phases of a coordinator have the same, whether or not it has crashed in
 * between. An answer counts in the phase that it names, and in no other.
 */
export interface PhaseId {
  /** How often the coordinator had started. */
  readonly life: number;
  /** Counts the phases of that life, from 1. */
  readonly phase: number;
}

/** The messages. A coordinator is a replica, too, and sends to itself as to any other. */
export type Message =
  /** Client → coordinator: read, which is answered with the value, or write, which is answered with `null`. */
  | Ask
  /** Coordinator → replicas (phase 1): what do you hold in this register? */
  | PhaseId & { readonly type: "query"; readonly key: Key }
  /** Replica → coordinator: it holds this; `null`: it cannot tell, as its disk cannot be read there. */
  | PhaseId & { readonly type: "latest"; readonly key: Key; readonly version: Version | null }
  /** Coordinator → replicas (phase 2): hold this, unless you hold something later. */
  | PhaseId & { readonly type: "store"; readonly key: Key; readonly version: Version }
  /** Replica → coordinator: it holds that, or something later. */
  | PhaseId & { readonly type: "stored"; readonly key: Key };

/** A coordinator's timer: some have not answered this phase for long, and are asked again. */
export interface Timer {
  /** Its type. */
  readonly type: "again";
  /** The phase. */
  readonly key: number;
}

/** What survives a crash, a record for each change. */
export type Saved =
  /** As a coordinator: it has started so often. */
  | { readonly type: "life"; readonly life: number }
  /** As a writer: it has given this time to a write, and gives it to no other. */
  | { readonly type: "issued"; readonly time: number }
  /** As a replica: what it holds in a register. */
  | { readonly type: "held"; readonly key: Key; readonly version: Version }
  /** As a replica: found at a start. The value that it held there cannot be read any more; its tag can. */
  | { readonly type: "damaged"; readonly key: Key };

/** The world as a node sees it. */
export type AbdIo = Io<Message, Timer, Saved>;
