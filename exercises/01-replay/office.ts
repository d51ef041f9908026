/**
 * The lost-and-found office. Node 0 is the office and keeps the book; every other node is a branch.
 * A finder hands in a thing at a branch, the branch asks the office to enter it in the book, and the
 * finder is told the number of the ticket.
 *
 * What is different from the account of chapter 1: several finders may stand at the same branch, so a
 * branch has several calls open at once. One number for each branch is not enough to remember.
 *
 * This file is given. Read it first; there is nothing to fill in.
 *
 * @module
 */

import type { Handlers, Io as AnyIo, NodeId, Protocol } from "hb/model/protocol.ts";

/** Stands where something is still to be written. */
export { todo } from "hb/grade/todo.ts";

/** The node that keeps the book. */
export const OFFICE: NodeId = 0;

/** How long a branch waits for tickets before it asks for the first time again, in ms. */
export const PATIENCE_MS = 50;

/** Who says what to whom. */
export type Message =
  /** A finder → the branch where they stand: I found this. */
  | Found
  /** A branch → the office: enter this. All its calls below `below` have their tickets. */
  | {
    readonly type: "register";
    readonly call: number;
    readonly below: number;
    readonly thing: string;
  }
  /** The office → the branch: what you asked for with that call has this ticket. */
  | { readonly type: "ticket"; readonly call: number; readonly ticket: number };

/** What a finder says. */
export interface Found {
  readonly type: "found";
  readonly thing: string;
}

/** A branch's only timer. `attempt` counts how often it has gone off since it was first set. */
export type Timer = { readonly type: "patience"; readonly attempt: number };

/** A call that has no ticket yet. */
export interface Call {
  /** Who is to be told the ticket: `io.answer(finder, ticket)`. */
  readonly finder: NodeId;
  /** What was found. Two umbrellas are two things. */
  readonly thing: string;
}

/** What the office remembers of one branch. */
export interface Memory {
  /** Calls below this are over; nothing else is known about them. It never goes down. */
  below: number;
  /** For each call that was entered and may still be asked for, its ticket. */
  tickets: Map<number, number>;
}

/** One node: the office uses the first two fields, a branch the last two. */
export interface State {
  /** Everything handed in; the thing at index i has ticket i + 1. */
  book: string[];
  /** What the office remembers, by branch. */
  branches: Map<NodeId, Memory>;
  /** How many calls this branch has made. They are numbered from 1. */
  calls: number;
  /** This branch's calls without a ticket, by number. */
  open: Map<number, Call>;
}

/**
 * The world as a node of the office sees it. Its journal holds whole states. In parts 1 to 7 nothing is sent or
 * answered `ahead`: what leaves a step waits for what the step saves, which is part 6. Part 8 may.
 */
export type Io = AnyIo<Message, Timer, State>;

/** All handlers of messages. */
export type Upon = Handlers<State, Message, { readonly from: NodeId }, Io>;

/** The handler of the timer. */
export type Patience = (s: State, timer: Timer, io: Io) => void;

/** A request as the office hears it. */
export type Register = Extract<Message, { type: "register" }> & { readonly from: NodeId };

/** An office, branches included. */
export type Office = Protocol<State, Message, Timer, State>;

/** A node that has seen nothing. */
export function initialState(): State {
  return { book: [], branches: new Map(), calls: 0, open: new Map() };
}

/** What the office remembers of `branch`; the first time, nothing. */
export function memoryOf(s: State, branch: NodeId): Memory {
  const memory = s.branches.get(branch) ?? { below: 1, tickets: new Map() };
  s.branches.set(branch, memory);
  return memory;
}

/** Asks the office for the ticket of an open call. */
export function ask(s: State, call: number, io: Io): void {
  const { thing } = s.open.get(call)!;
  io.send(OFFICE, { type: "register", call, below: Math.min(...s.open.keys()), thing });
}

/** At a branch, upon `found`: open a call, ask for its ticket, and set the timer. */
export const found: Upon["found"] = (s, { from, thing }, io) => {
  s.calls++;
  s.open.set(s.calls, { finder: from, thing });
  ask(s, s.calls, io);
  // Only for the first open call: if every new call put the timer off, an older one could starve.
  if (s.open.size === 1) io.wait(PATIENCE_MS, { type: "patience", attempt: 0 });
};
