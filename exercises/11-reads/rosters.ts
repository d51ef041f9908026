/** What part 11 is about: from one roster to the next. There is nothing to fill in here. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { Any } from "./given.ts";

/** What a server can do when the roster changes. */
export interface ChangingIo {
  readonly self: NodeId;
  readonly servers: number;
  /** The slot of the last thing that it has accepted, in whatever ballot; 0 if there is none. */
  readonly last: number;
  /** Wants all leases back that it has granted, as it is to promise a higher ballot. */
  revoke(): void;
  /** Promises the ballot, and takes over its roster; what this server had accepted up to `bar` is older. */
  adopt(ballot: number, bar: number): void;
}

/** A lease that a server holds. */
export interface Held {
  readonly grantor: NodeId;
  /** The ballot of the roster that it is for. */
  readonly ballot: number;
  /** The last slot in which the grantor had accepted something when it promised that ballot: its guard said so. */
  readonly bar: number;
}

/** Part 11. A roster is that of a ballot, and a new one comes with a higher ballot. */
export interface Changing<S = Any> {
  /** It starts, and has promised this ballot; it had accepted something up to slot `bar` then. */
  start(ballot: number, bar: number): S;
  /** Somebody asks it to promise a ballot; `isFree`: nobody can hold a lease of it now. */
  asked(s: S, ballot: number, isFree: boolean, io: ChangingIo): void;
  /** Nobody can hold a lease of it any more. */
  freed(s: S, io: ChangingIo): void;
  /**
   * Whether it may answer reads now: it holds these leases of others, which all last, and has executed its log up to
   * `executed`.
   */
  mayAnswer(s: S, leases: readonly Held[], executed: number, io: ChangingIo): boolean;
}
