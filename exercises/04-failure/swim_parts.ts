/** What parts 3 to 6 are about. There is nothing to fill in here. @module */

import type { Any, NodeId } from "./given.ts";

/** On whose behalf a helper probes, and under which number that one knows the probe. */
export interface Relay {
  readonly node: NodeId;
  readonly sequence: number;
}

/** The messages of a probe. In parts 3 to 6 news travel by themselves; in part 9 they go with these. */
export type ProbeMessage =
  /** Prober → target (relay: null); or a helper → the target of another's probe. */
  | { readonly type: "ping"; readonly sequence: number; readonly relay: Relay | null }
  /**
   * Target → whoever pinged it, with the sequence and relay of the ping; and a helper → the prober
   * (relay: null), with the sequence by which that one knows the probe.
   */
  | { readonly type: "ack"; readonly sequence: number; readonly relay: Relay | null }
  /** Prober → helper: I hear nothing from this one, do you? */
  | { readonly type: "ping-req"; readonly sequence: number; readonly target: NodeId }
  /** Helper → prober: neither do I, but I have heard you. */
  | { readonly type: "nack"; readonly sequence: number };

/** The timers of a probe. */
export type ProbeTimer =
  /** The target of this period has had its time. */
  | { readonly type: "timeout" }
  /** A helper has heard nothing of a target for this one. */
  | { readonly type: "nothing"; readonly relay: Relay };

/** What a probe may do. */
export interface ProbeIo {
  send(to: NodeId, message: ProbeMessage): void;
  /** After so many ms the timer goes off; there is one of each relay. */
  wait(ms: number, timer: ProbeTimer): void;
  /** That timer will not go off. */
  cancel(timer: ProbeTimer): void;
  /**
   * Draws up to `most` members that may help with `target`, each another, and none of them the
   * target or the node itself; none where there are no others.
   */
  draw(most: number, target: NodeId): readonly NodeId[];
  /**
   * A probe has failed: nobody has heard the target. Of those who were asked for help, so many were
   * `silent`: neither the target nor they themselves have said anything.
   */
  failed(target: NodeId, silent: number): void;
}

/** What is chosen for probes. */
export interface ProbeRules {
  /** How long the target may take before others are asked for help, in ms. */
  readonly timeoutMs: number;
  /** How long a helper waits before it says that it hears nothing, in ms. */
  readonly nackMs: number;
  /** How many are asked for help. */
  readonly helpers: number;
}

/** Part 3. Who probes, who is probed, and who helps: each node is all three. */
export interface Probing<S = Any> {
  start(rules: ProbeRules): S;
  /** A period begins, and the one before is over. This one is to be probed; null: there is nobody. */
  period(s: S, target: NodeId | null, io: ProbeIo): void;
  /** A timer has gone off. */
  after(s: S, timer: ProbeTimer, io: ProbeIo): void;
  /** A message has come. */
  upon(s: S, from: NodeId, message: ProbeMessage, io: ProbeIo): void;
}

/** How a member is. The alive and the suspected are members, the others are not. */
export type Status = "alive" | "suspect" | "dead" | "left";

/** What one holds of a member. */
export interface Standing {
  readonly status: Status;
  /** Of its incarnations, which only the member itself counts on, the one that is meant. */
  readonly incarnation: number;
}

/** What one tells another of a member. */
export interface News extends Standing {
  readonly member: NodeId;
}

/** What opinions may do. */
export interface OpinionIo {
  /** From now on this is told to others; what was told of the member before is not any more. */
  tell(news: News): void;
  /** The timer of a suspicion of `member` goes off when it has lasted long enough; one that is pending is replaced. */
  wait(member: NodeId): void;
  /** That timer will not go off. */
  cancel(member: NodeId): void;
  /** The node's own incarnation is this; it is found again after a crash. */
  save(incarnation: number): void;
}

/** Part 4. What a node holds of others, and what it makes of news. */
export interface Opinions<S = Any> {
  /** A member, alive in this incarnation, which is saved already; it has never heard of anybody. */
  start(self: NodeId, incarnation: number): S;
  /** News has come; it may be of anybody. */
  hear(s: S, news: News, io: OpinionIo): void;
  /** A probe of this node's has failed. */
  failed(s: S, member: NodeId, io: OpinionIo): void;
  /** The timer of a suspicion has gone off. */
  expired(s: S, member: NodeId, io: OpinionIo): void;
  /** What is held of a member, itself included; undefined: it has never heard of it. */
  of(s: S, member: NodeId): Standing | undefined;
}

/** What is chosen for packets. */
export interface PacketRules {
  /** λ: news is told λ·⌈log₁₀(n + 1)⌉ times, where there are n members. */
  readonly lambda: number;
}

/** Part 5. Which news go with a message. */
export interface Packets<S = Any> {
  start(rules: PacketRules): S;
  /** There is news, which is newer than all that was told of its member. */
  add(s: S, news: News): void;
  /** A message goes out that has room for so much news, in a group of n members: what goes with it. */
  take(s: S, room: number, n: number): readonly News[];
}

/** Part 6. Whom to probe next. */
export interface Rounds<S = Any> {
  /** These are the other members. `choose(n)` draws a whole number from 0 to n − 1. */
  start(members: readonly NodeId[], choose: (n: number) => number): S;
  /** Who is probed now; null: there is nobody. */
  next(s: S, choose: (n: number) => number): NodeId | null;
  /** It is a member now; it may have been one. */
  joined(s: S, member: NodeId, choose: (n: number) => number): void;
  /** It is a member no more; it may have been none. */
  left(s: S, member: NodeId): void;
}
