/** What part 9 is about: all of SWIM. There is nothing to fill in here. @module */

import type { From, NodeId, Tagged } from "hb/model/protocol.ts";
import type { Any, News, ProbeMessage, Standing, WholeMessage } from "./given.ts";

export type { From, Io, Protocol, Tagged } from "hb/model/protocol.ts";

/** The messages of SWIM, and who sends them to whom. With those of a probe goes news. */
export type SwimMessage =
  | ProbeMessage & { readonly news: readonly News[] }
  | WholeMessage
  /** Operator → a node, which is to join through these. */
  | { readonly type: "join"; readonly contacts: readonly NodeId[] }
  /** Operator → a member, which is to leave. */
  | { readonly type: "leave" };

/** What is chosen. All nodes know it. Times are in ms. */
export interface SwimOptions {
  /**
   * Nodes 0 to `members` − 1 know each other from the start, alive in incarnation 0, and are members when
   * they start for the first time. The others wait until they are told to join.
   */
  readonly members: number;
  /** How often a member probes another. */
  readonly periodMs: number;
  /** How long the target may take before others are asked for help. */
  readonly timeoutMs: number;
  /** How many are asked. */
  readonly helpers: number;
  /** λ: news is told λ·⌈log₁₀(n + 1)⌉ times. */
  readonly lambda: number;
  /** With a message of a probe goes so much news at most. */
  readonly perPacket: number;
  /** How long a suspicion lasts before it is death; at least the period. */
  readonly suspicionMs: number;
  /** How often a member compares all with another, chosen at random. */
  readonly syncMs: number;
}

type Handlers<I> = Readonly<Record<string, (s: Any, event: I, io: Any) => void>>;

/** SWIM as it runs. `upon` has a handler for each type of message, `after` for each of your timers. */
export interface RunningSwim {
  start(io: Any, journal: readonly Any[]): Any;
  readonly upon: Handlers<Any & From>;
  readonly after: Handlers<Any & Tagged>;
  /** What a node in this state holds of a node, itself included; undefined: nothing. */
  of(s: Any, node: NodeId): Standing | undefined;
}

/** Part 9. SWIM. */
export interface Swim {
  protocol(options: SwimOptions): RunningSwim;
}
