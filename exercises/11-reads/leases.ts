/** What parts 3, 4, 9 and 10 are about: leases, at both ends. There is nothing to fill in here. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { Any } from "./given.ts";

/** How long, and how well clocks run. */
export interface Loyalty {
  /** A server that has heard a leader votes for no other one for so long, on its own clock. */
  readonly loyalMs: number;
  /** How far any clock drifts at most, as a fraction: 0.01 is 10 ms in a second, too slow or too fast. */
  readonly drift: number;
}

/** Part 3. A leader's lease: until when nobody else can lead. `now` is on the leader's clock. */
export interface Holder<S = Any> {
  /** How long a lease is, on the leader's clock. */
  leaseMs(loyalty: Loyalty): number;
  start(): S;
  /** It leads from now on, in a term in which it has not led before. */
  lead(s: S): void;
  /** It sends a heartbeat to all others, the round of this number; rounds are numbered from 1 in each term. */
  sent(s: S, round: number, loyalty: Loyalty, now: number): void;
  /** A server acknowledges a round of this term; `servers` is how many there are, the leader among them. */
  acknowledged(
    s: S,
    from: NodeId,
    round: number,
    servers: number,
    loyalty: Loyalty,
    now: number,
  ): void;
  /** It tells another server to stand at once, for whom all may vote in spite of their loyalty. */
  handsOver(s: S): void;
  /** Whether it may answer a read now without asking anybody. */
  mayRead(s: S, now: number): boolean;
}

/** Part 4. A voter that is loyal to a leader whom it has heard. `now` is on the voter's clock. */
export interface Voter<S = Any> {
  /**
   * It starts in this term, which it had saved. It may have heard a leader just before it crashed (`hasCrashed`), of
   * which it remembers nothing.
   */
  start(term: number, hasCrashed: boolean, loyalMs: number, now: number): S;
  /** A heartbeat of a leader of this term; whether it acknowledges it. */
  heard(s: S, term: number, loyalMs: number, now: number): boolean;
  /** It learns in some other way that there is a greater term. */
  met(s: S, term: number): void;
  /**
   * A server asks for its vote in this term; whether it gets it. `isTold`: the leader has told that server to stand.
   * Whether the candidate's log is good enough is looked at elsewhere.
   */
  asked(s: S, candidate: NodeId, term: number, isTold: boolean, now: number): boolean;
}

/** How long leases are, and how well clocks run. */
export interface LeaseTimes {
  /** How long a promise lasts, on its holder's clock. */
  readonly leaseMs: number;
  /** For how long after a guard the first promise is taken, on its holder's clock. */
  readonly guardMs: number;
  /** How far any clock drifts at most, as a fraction. */
  readonly drift: number;
}

/** What a holder can do. */
export interface TakingIo {
  readonly self: NodeId;
  readonly servers: number;
  /** I have heard this guard. */
  guardReply(grantor: NodeId, guard: number): void;
  /** I have taken this promise. */
  promiseReply(grantor: NodeId, guard: number, turn: number): void;
  /** I have the lease after this guard no more, and take none. */
  revokeReply(grantor: NodeId, guard: number): void;
}

/** Part 9. A holder of leases that others grant, each on the roster of a ballot. `now` is on the holder's clock. */
export interface Taking<S = Any> {
  start(): S;
  /** A grantor wants to grant a lease on the roster of this ballot. No two guards of a grantor have the same number. */
  guard(s: S, from: NodeId, guard: number, ballot: number, now: number, io: TakingIo): void;
  /** A promise after that guard: the first one has turn 1, and each that renews it the next one. */
  promise(
    s: S,
    from: NodeId,
    guard: number,
    turn: number,
    times: LeaseTimes,
    now: number,
    io: TakingIo,
  ): void;
  /** The grantor wants the lease after that guard back. */
  revoke(s: S, from: NodeId, guard: number, io: TakingIo): void;
  /** Of how many servers it holds a lease on the roster of this ballot now; itself counts. */
  held(s: S, ballot: number, servers: number, now: number): number;
}

/** What a grantor can do. */
export interface GrantingIo {
  readonly self: NodeId;
  readonly servers: number;
  /** I want to grant you a lease. */
  guard(holder: NodeId, guard: number): void;
  /** You have it, or have it for longer. */
  promise(holder: NodeId, guard: number, turn: number): void;
  /** Give it back. */
  revoke(holder: NodeId, guard: number): void;
}

/** Part 10. A grantor, which gives every other server a lease. `now` is on the grantor's clock. */
export interface Granting<S = Any> {
  /** It starts; it may have granted leases just before it crashed (`hasCrashed`), of which it remembers nothing. */
  start(hasCrashed: boolean, times: LeaseTimes, now: number): S;
  /**
   * Its turn to guard and to renew. `fresh` is greater than what it was ever given here, also before a crash; a guard
   * that is new has this number.
   */
  due(s: S, times: LeaseTimes, now: number, fresh: number, io: GrantingIo): void;
  /** A holder has heard that guard. */
  guardReply(
    s: S,
    from: NodeId,
    guard: number,
    times: LeaseTimes,
    now: number,
    io: GrantingIo,
  ): void;
  /** A holder has taken that promise. */
  promiseReply(
    s: S,
    from: NodeId,
    guard: number,
    turn: number,
    times: LeaseTimes,
    now: number,
  ): void;
  /** It wants all leases back, and grants none from now on, until `resume`. */
  revoke(s: S, now: number, io: GrantingIo): void;
  /** A holder has given back the lease after that guard. */
  revokeReply(s: S, from: NodeId, guard: number): void;
  /** Whether nobody can hold a lease of it any more. */
  isFree(s: S, now: number): boolean;
  /** It is free, has promised another ballot, and grants leases again, on the roster of that one. */
  resume(s: S): void;
}
