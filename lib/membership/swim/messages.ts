/** Who says what to whom in SWIM, and what is saved. @module */

import type { Io, NodeId } from "../../model/protocol.ts";
import type { News } from "./standing.ts";

/** What every message between members has. */
export interface Packet {
  /** In which incarnation its sender is. */
  readonly incarnation: number;
  /** News that go with it (section 4.1: dissemination needs no messages of its own). */
  readonly news: readonly News[];
}

/** On whose behalf a helper probes, and under which number that one knows the probe. */
export interface Relay {
  /** The prober. */
  readonly node: NodeId;
  /** Its number of the probe. */
  readonly sequence: number;
}

/** The messages. */
export type Message =
  /** Prober → its target; or a helper → the target of another: are you there? */
  | Packet & {
    readonly type: "ping";
    readonly sequence: number;
    readonly relay: Relay | null;
  }
  /** Target → whoever pinged it; and a helper → the prober, when the target has answered the helper. */
  | Packet & {
    readonly type: "ack";
    readonly sequence: number;
    readonly relay: Relay | null;
  }
  /** Prober → helpers: I hear nothing from this one, do you? */
  | Packet & { readonly type: "ping-req"; readonly sequence: number; readonly target: NodeId }
  /** Helper → prober (Lifeguard): neither do I, but I have heard you. */
  | Packet & { readonly type: "nack"; readonly sequence: number }
  /** Member → another, now and then; and whoever joins → a contact: this is all I know, tell me what you know. */
  | Packet & { readonly type: "sync" }
  /** Whoever was asked to → whoever asked. */
  | Packet & { readonly type: "state" }
  /** Operator → a node that is no member: become one, through these. */
  | { readonly type: "join"; readonly contacts: readonly NodeId[] }
  /** Operator → member: leave. */
  | { readonly type: "leave" };

/** Messages between members. */
export type Gossip = Exclude<Message, { readonly type: "join" | "leave" }>;

/** The timers. */
export type Timer =
  /** A protocol period is over, and the next one begins. */
  | { readonly type: "period" }
  /** The target of this probe has not answered in time. */
  | { readonly type: "timeout" }
  /** A suspicion of `key` has lasted long enough for so many confirmations to be enough. */
  | {
    readonly type: "suspicion";
    readonly key: NodeId;
    readonly incarnation: number;
    readonly enough: number;
  }
  /** A helper has not heard from the target of another's probe. */
  | { readonly type: "nothing"; readonly key: string; readonly relay: Relay }
  /** It is time to compare all that is known with somebody. */
  | { readonly type: "sync" }
  /** Nobody has answered whoever wants to join. */
  | { readonly type: "join" };

/** What survives a crash; the last record says all. */
export interface Saved {
  /** The latest incarnation. */
  readonly incarnation: number;
  /** Whether the node is a member, or has left. */
  readonly member: boolean;
  /** Through whom it joined. */
  readonly contacts: readonly NodeId[];
}

/** The world as a member sees it. */
export type SwimIo = Io<Message, Timer, Saved>;
