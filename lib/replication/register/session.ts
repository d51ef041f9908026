/**
 * Sessions (Terry, Demers, Petersen, Spreitzer, Theimer and Welch 1994, *Session guarantees for weakly
 * consistent replicated data*): a client that is served now by one copy and now by another carries two
 * vectors with it, of the writes that it made and of the writes that its reads may have seen. A copy that
 * has not seen them yet lets the client wait.
 *
 * The paper's table says which vector is compared when, and the code below is that table:
 *
 * | guarantee           | the client notes | and it is compared at |
 * | ------------------- | ---------------- | --------------------- |
 * | read your writes    | its writes       | reads                 |
 * | monotonic reads     | what its reads saw | reads               |
 * | writes follow reads | what its reads saw | writes              |
 * | monotonic writes    | its writes       | writes                |
 *
 * Each node is a front end for the clients that sit at it, who share a session, and a copy for all.
 *
 * @module
 */

import { merge, type Vector, zero } from "../../clocks/vector.ts";
import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { CAUSAL_PLUS, causalPlus } from "./causal.ts";
import type { Message as CopyMessage, State as Copy, Timer } from "./lazy.ts";
import { write } from "./lazy.ts";
import type { Ask, Value } from "./register.ts";

/** Which of the four a session keeps. */
export interface Guarantees {
  /** A read sees the writes that the session made before it. */
  readonly readYourWrites: boolean;
  /** A read sees the writes that earlier reads of the session saw. */
  readonly monotonicReads: boolean;
  /** A write comes, for everyone, after the writes that earlier reads of the session saw. */
  readonly writesFollowReads: boolean;
  /** A write comes, for everyone, after the writes that the session made before it. */
  readonly monotonicWrites: boolean;
}

/** An operation on its way to a copy. `user` is its return address, and so names it. */
export interface Visit {
  /** The front end. */
  readonly from: NodeId;
  /** The return address of the operation. */
  readonly user: NodeId;
  /** What is to be done. */
  readonly ask: Ask;
  /** What the copy must have applied first. */
  readonly after: Vector;
}

/** Who says what to whom. */
export type Message =
  | CopyMessage
  /** A front end → the copy of its choice: do this, once you have applied that much. */
  | { readonly type: "visit"; readonly user: NodeId; readonly ask: Ask; readonly after: Vector }
  /** The copy → the front end: done; this is the answer, and that is what had been applied here. */
  | {
    readonly type: "served";
    readonly user: NodeId;
    readonly kind: Ask["type"];
    readonly result: Value;
    readonly applied: Vector;
  };

/** One node: a copy, those who wait at it, and the session of its own clients. */
export interface State extends Copy {
  /** Visits that this copy is not ready for. */
  parked: Visit[];
  /** Covers every write that the session made. */
  written: Vector;
  /** Covers every write that a read of the session may have seen. */
  seen: Vector;
}

/** No guarantee at all: a client is served by any copy, and remembers nothing. */
export const NONE: Guarantees = {
  readYourWrites: false,
  monotonicReads: false,
  writesFollowReads: false,
  monotonicWrites: false,
};

/** All four. */
export const ALL: Guarantees = {
  readYourWrites: true,
  monotonicReads: true,
  writesFollowReads: true,
  monotonicWrites: true,
};

/** Copies that are causal+, and clients that are served by any of them, with these guarantees. */
export function session(guarantees: Guarantees): Protocol<State, Message, Timer> {
  return {
    start(io) {
      const nothing = zero(io.peers.length);
      return { ...causalPlus.start(io, []), parked: [], written: nothing, seen: nothing };
    },
    upon: {
      read: (s, { from, key }, io) => visit(s, from, { type: "read", key }, guarantees, io),
      write(s, { from, key, value }, io) {
        visit(s, from, { type: "write", key, value }, guarantees, io);
      },
      visit(s, { from, user, ask, after }, io) {
        s.parked.push({ from, user, ask, after });
        serveParked(s, io);
      },
      served(s, { user, kind, result, applied }, io) {
        if (kind === "read") s.seen = merge(s.seen, applied);
        else s.written = merge(s.written, applied);
        io.answer(user, result);
      },
      update(s, event, io) {
        causalPlus.upon.update(s, event, io);
        serveParked(s, io);
      },
      have: causalPlus.upon.have,
    },
    after: causalPlus.after!,
  };
}

/** Sends an operation to some copy, with what the guarantees demand of it. */
function visit(
  { written, seen }: State,
  user: NodeId,
  ask: Ask,
  guarantees: Guarantees,
  io: Io<Message, Timer>,
): void {
  const { readYourWrites, monotonicReads, writesFollowReads, monotonicWrites } = guarantees;
  const [needsWritten, needsSeen] = ask.type === "read"
    ? [readYourWrites, monotonicReads]
    : [monotonicWrites, writesFollowReads];
  const nothing = zero(io.peers.length);
  const after = merge(needsWritten ? written : nothing, needsSeen ? seen : nothing);
  io.send(io.choose(io.peers.length), { type: "visit", user, ask, after });
}

/**
 * Serves the requests that need not wait any longer; a write that is served may end the wait of another.
 */
function serveParked(s: State, io: Io<Message, Timer>): void {
  const ready = () => s.parked.find(({ after }) => covers(s.applied, after));
  for (let next = ready(); next !== undefined; next = ready()) {
    s.parked.splice(s.parked.indexOf(next), 1);
    serve(s, next, io);
  }
}

function serve(s: State, { from, user, ask }: Visit, io: Io<Message, Timer>): void {
  if (ask.type === "read") {
    const result = s.registers.get(ask.key)?.value ?? null;
    io.send(from, { type: "served", user, kind: "read", result, applied: s.applied });
  } else {
    write(s, ask.key, ask.value, CAUSAL_PLUS, io);
    io.send(from, { type: "served", user, kind: "write", result: null, applied: s.applied });
  }
}

/** Whether all that `needed` counts has been applied. */
function covers(applied: Vector, needed: Vector): boolean {
  return needed.every((count, node) => applied[node]! >= count);
}
