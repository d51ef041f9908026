/**
 * A right office of another style: a branch works on one call at a time, and calls have names that are drawn
 * by chance. It takes its time, and in each run a name must be new.
 */

import { assertThrows } from "@std/assert";
import { Grading } from "hb/grade/grading.ts";
import { clone } from "hb/model/clone.ts";
import type { Io as AnyIo, Protocol } from "hb/model/protocol.ts";
import { type Entire, entire } from "../../exercises/01-replay/entire.ts";
import { packed } from "../../exercises/01-replay/suite/crowds.ts";
import { explored } from "../../exercises/01-replay/suite/explored.ts";
import { promising } from "../../exercises/01-replay/suite/telling.ts";

type Message =
  | { readonly type: "found"; readonly thing: string }
  | { readonly type: "enter"; readonly name: number; readonly thing: string }
  | { readonly type: "entered"; readonly name: number; readonly ticket: number };

type Timer = { readonly type: "again" };

interface Waiting {
  readonly finder: number;
  readonly name: number;
  readonly thing: string;
}

type Change =
  | { readonly kind: "entered"; readonly name: number; readonly thing: string }
  | ({ readonly kind: "came" } & Waiting)
  | { readonly kind: "went" }
  | { readonly kind: "all"; readonly state: State };

interface State {
  readonly book: string[];
  readonly tickets: Map<number, number>;
  readonly queue: Waiting[];
}

type Io = AnyIo<Message, Timer, Change>;

function apply(s: State, change: Change): State {
  if (change.kind === "all") return clone(change.state);
  if (change.kind === "entered") s.tickets.set(change.name, s.book.push(change.thing));
  else if (change.kind === "went") s.queue.shift();
  else s.queue.push({ finder: change.finder, name: change.name, thing: change.thing });
  return s;
}

function replay(journal: readonly Change[]): State {
  return journal.reduce(apply, { book: [], tickets: new Map(), queue: [] });
}

/** Asks for the first that waits; no other is asked for meanwhile. */
function askForFirst({ queue: [first] }: State, io: Io): void {
  if (first === undefined) return io.cancel("again");
  io.send(0, { type: "enter", name: first.name, thing: first.thing });
  io.wait(12, { type: "again" });
}

function note(s: State, change: Change, io: Io): void {
  apply(s, change);
  io.save(change);
}

/** Names are drawn of so many. */
function officeOf(names: number): Entire {
  const protocol: Protocol<State, Message, Timer, Change> = {
    start(io, journal) {
      const s = replay(journal);
      askForFirst(s, io);
      return s;
    },
    upon: {
      found(s, { from, thing }, io) {
        note(s, { kind: "came", finder: from, name: io.choose(names), thing }, io);
        if (s.queue.length === 1) askForFirst(s, io);
      },
      enter(s, { from, name, thing }, io) {
        if (!s.tickets.has(name)) note(s, { kind: "entered", name, thing }, io);
        io.send(from, { type: "entered", name, ticket: s.tickets.get(name)! });
      },
      entered(s, { name, ticket }, io) {
        const { queue: [first] } = s;
        if (first?.name !== name) return;
        io.answer(first.finder, ticket);
        note(s, { kind: "went" }, io);
        askForFirst(s, io);
      },
    },
    after: { again: (s, _, io) => askForFirst(s, io) },
    compact: (journal) => [{ kind: "all", state: replay(journal) }],
  };
  return entire({ protocol, bookOf: ({ book }) => book });
}

const right = officeOf(2 ** 40);

Deno.test("01-replay: an office that works on one call at a time is given the time that it takes", () => {
  packed(promising(right), new Grading());
});

Deno.test("01-replay: names of calls that are drawn by chance are never the same in the explorer", () => {
  explored(right, new Grading());
  // Names of eight are soon the same: that is found.
  assertThrows(() => explored(officeOf(8), new Grading()), Error, "asked: one finder hands in two");
});
