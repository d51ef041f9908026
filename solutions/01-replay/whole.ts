/** Part 8. The whole office, from an empty page: what changes is written down, and only that. @module */

import { clone } from "hb/model/clone.ts";
import type { Io as AnyIo, NodeId, Protocol } from "hb/model/protocol.ts";
import { entire } from "../../exercises/01-replay/entire.ts";
import {
  type Call,
  initialState,
  memoryOf,
  type Message,
  OFFICE,
  PATIENCE_MS,
  type State,
  type Timer,
} from "../../exercises/01-replay/office.ts";
import { forget } from "./forget.ts";

/** What changed. */
export type Change =
  /** At the office: this call was entered, and has the next ticket. */
  | { kind: "entered"; branch: NodeId; call: number; below: number; thing: string }
  /** At a branch: this call was opened. */
  | { kind: "opened"; call: number; open: Call }
  /** At a branch: this call has its ticket. */
  | { kind: "closed"; call: number }
  /** All that came before, as `compact` leaves it. */
  | { kind: "before"; state: State };

type Io = AnyIo<Message, Timer, Change>;

export const protocol: Protocol<State, Message, Timer, Change> = {
  start(io, journal) {
    const s = replay(journal);
    if (s.open.size > 0) askForAll(s, 0, io);
    return s;
  },
  upon: {
    found(s, { from, thing }, io) {
      const call = s.calls + 1;
      change(s, { kind: "opened", call, open: { finder: from, thing } }, io);
      ask(s, call, io);
      if (s.open.size === 1) io.wait(PATIENCE_MS, { type: "patience", attempt: 0 });
    },
    register(s, event, io) {
      if (!forget(s, event)) return;
      const { from, call, below, thing } = event;
      const { tickets } = memoryOf(s, from);
      if (!tickets.has(call)) change(s, { kind: "entered", branch: from, call, below, thing }, io);
      io.send(from, { type: "ticket", call, ticket: tickets.get(call)! });
    },
    ticket(s, { call, ticket }, io) {
      const open = s.open.get(call);
      if (open === undefined) return;
      io.answer(open.finder, ticket);
      change(s, { kind: "closed", call }, io);
    },
  },
  after: {
    patience(s, { attempt }, io) {
      if (s.open.size > 0) askForAll(s, attempt + 1, io);
    },
  },
  compact: (journal) => [{ kind: "before", state: replay(clone(journal)) }],
};

/** The whole, and how to read its book. */
export const whole = entire({ protocol, bookOf: (s) => s.book });

/** Asks the office for the ticket of an open call. */
function ask(s: State, call: number, io: Io): void {
  const { thing } = s.open.get(call)!;
  io.send(OFFICE, { type: "register", call, below: Math.min(...s.open.keys()), thing });
}

/** Asks for all open calls, and waits: longer at each attempt, and not as long as everybody else. */
function askForAll(s: State, attempt: number, io: Io): void {
  for (const call of s.open.keys()) ask(s, call, io);
  const half = (PATIENCE_MS / 2) * 2 ** attempt;
  io.wait(half + io.choose(half + 1), { type: "patience", attempt });
}

/** Something changes, and is written down. */
function change(s: State, change: Change, io: Io): void {
  apply(s, change);
  io.save(change);
}

/** The state after everything in `journal`. */
function replay(journal: readonly Change[]): State {
  return journal.reduce(apply, initialState());
}

/** The state after one more change. */
function apply(s: State, change: Change): State {
  switch (change.kind) {
    case "before":
      return change.state;
    case "opened":
      s.calls = change.call;
      s.open.set(change.call, change.open);
      return s;
    case "closed":
      s.open.delete(change.call);
      return s;
    case "entered":
      forget(s, { ...change, type: "register", from: change.branch });
      memoryOf(s, change.branch).tickets.set(change.call, s.book.push(change.thing));
      return s;
  }
}
