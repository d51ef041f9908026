/** What parts 7 and 8 are about. There is nothing to fill in here. @module */

import type { Any, News, NodeId, Standing } from "./given.ts";

/** What is chosen for members that may be slow themselves. */
export interface HealthRules {
  /** How often somebody is probed, and how long an answer may take, in ms, by who is well. */
  readonly periodMs: number;
  readonly timeoutMs: number;
  /** How far a member may come to doubt itself. */
  readonly most: number;
  /** α: a suspicion lasts at least α · max(1, log₁₀ n) · periodMs, where there are n members. */
  readonly alpha: number;
  /** β: a suspicion that nobody confirms lasts β times as long. */
  readonly beta: number;
  /** K: with so many confirmations it lasts no longer than it must. */
  readonly wanted: number;
}

/** What suspicions may do. */
export interface HealthIo {
  /** The timer of `member` goes off after so many ms; one that is pending is replaced. */
  wait(member: NodeId, ms: number): void;
  /** That timer will not go off. */
  cancel(member: NodeId): void;
  /** That `by` suspects `member` is told on. */
  tell(member: NodeId, by: NodeId): void;
  /** The member is dead. */
  die(member: NodeId): void;
}

/** Part 7. A member that doubts itself, and suspicions that shrink as they are confirmed. */
export interface Health<S = Any> {
  start(rules: HealthRules): S;
  /** A probe of the member's own was answered. */
  answered(s: S): void;
  /** It failed; so many were `asked` for help, and so many of them were `silent`. */
  failed(s: S, asked: number, silent: number): void;
  /** The member was accused, and has refuted that. */
  refuted(s: S): void;
  /** How often it probes now, and how long an answer may take, in ms. */
  spans(s: S): { readonly periodMs: number; readonly timeoutMs: number };
  /** `by` suspects `member`, the member itself or another, in a group of n; it may have said so before. */
  suspects(s: S, member: NodeId, by: NodeId, n: number, nowMs: number, io: HealthIo): void;
  /** A suspicion is over: its member is alive, or called dead by others. */
  cleared(s: S, member: NodeId, io: HealthIo): void;
  /** The timer of a suspicion has gone off. */
  expired(s: S, member: NodeId, io: HealthIo): void;
}

/** What survives a crash. */
export interface Saved {
  /** The node's incarnation. */
  readonly incarnation: number;
  /** Whether it is a member. */
  readonly member: boolean;
  /** Through whom it joined. */
  readonly contacts: readonly NodeId[];
}

/** Messages in which all goes that is held, of the sender itself and of all who were ever heard of. */
export type WholeMessage =
  /** Whoever joins → a contact; and member → member now and then: this is what I hold, and you? */
  | { readonly type: "sync"; readonly news: readonly News[] }
  /** Whoever was asked → whoever asked. */
  | { readonly type: "state"; readonly news: readonly News[] };

/** What joining may do. */
export interface EntryIo {
  send(to: NodeId, message: WholeMessage): void;
  /** From now on this is told to others; what was told of the member before is not any more. */
  tell(news: News): void;
  /** When so many ms are over, `again` is called; a timer that is pending is replaced. */
  wait(ms: number): void;
  /** It is not. */
  cancel(): void;
  save(saved: Saved): void;
}

/** What is chosen for joining. */
export interface EntryRules {
  readonly self: NodeId;
  /** How long a contact may take before the next one is asked, in ms. */
  readonly retryMs: number;
}

/** Part 8. How one becomes a member, ceases to be one, and comes back. */
export interface Entry<S = Any> {
  /** A node starts, with the last that it has saved; null: nothing. It has never heard of anybody. */
  start(rules: EntryRules, saved: Saved | null, io: EntryIo): S;
  /** An operator wants it to join through these. */
  join(s: S, contacts: readonly NodeId[], io: EntryIo): void;
  /** Nobody has answered. */
  again(s: S, io: EntryIo): void;
  /** An operator wants it to leave. */
  leave(s: S, io: EntryIo): void;
  /** That it leaves has been told as often as needed. */
  gone(s: S): void;
  /** A whole view has come. */
  upon(s: S, from: NodeId, message: WholeMessage, io: EntryIo): void;
  /** News has come with some other message. */
  hear(s: S, news: News, io: EntryIo): void;
  /** What is held of a node, itself included; undefined: it has never heard of it, or never joined. */
  of(s: S, node: NodeId): Standing | undefined;
}
