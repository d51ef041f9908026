/** One step of a node that has a part in the driver. @module */

import { nested } from "../../model/nested.ts";
import type { Io } from "../../model/protocol.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import type { Message as RaftMessage, Timer as RaftTimer } from "../../consensus/raft/messages.ts";
import type { MultiRaft } from "../settings.ts";
import { finish } from "../groups.ts";
import { begin, type Step } from "../step.ts";
import type { BookAnswer, BookCommand } from "./book.ts";
import type { DrivenMessage, DrivenRecord, DrivenTimer } from "./messages.ts";
import type { Driver } from "./settings.ts";
import type { Asked, DrivenState } from "./state.ts";

/** The world, as such a node sees it. */
export type DrivenIo = Io<DrivenMessage, DrivenTimer, DrivenRecord>;

/** The world, as the driver's group does. */
export type BookIo = Io<RaftMessage, RaftTimer, Saved>;

/** One step. */
export interface Turn {
  /** What is decided about the driver. */
  readonly driver: Driver;
  /** What is decided about the rest. */
  readonly multi: MultiRaft;
  /** The node. */
  readonly s: DrivenState;
  /** Its world. */
  readonly io: DrivenIo;
  /** What the book has answered in this step. */
  readonly answers: { readonly ticket: number; readonly answer: Answer }[];
}

/** The world of the driver's group. */
export function withinBook({ io, answers }: Pick<Turn, "io" | "answers">): BookIo {
  return nested<RaftMessage, RaftTimer, Saved>(io, {
    send: (to, message, ahead) => io.send(to, { type: "driver", message }, ahead),
    wait: (delayMs, { type }) => io.wait(delayMs, { type: "driver", key: type }),
    cancel: (type) => io.cancel("driver", type),
    save: (record) => io.save({ type: "driver", record }),
    answer: (ticket, answer) => void answers.push({ ticket, answer: answer as Answer }),
  });
}

/** Asks for an entry of the book. */
export function propose(turn: Turn, command: BookCommand, why: Asked = "nothing"): void {
  const { s: { driver: part }, driver: { protocol } } = turn;
  if (part.book === null) return;
  const ticket = part.nextTicket++;
  part.waiting.set(ticket, why);
  const request = { type: "request", command, stamp: null, from: ticket } as const;
  protocol.upon.request(part.book, request, withinBook(turn));
  settleBook(turn);
}

/** What the book has answered goes to whoever asked. */
export function settleBook({ s: { driver: part }, answers }: Turn): void {
  for (const { ticket, answer } of answers.splice(0)) {
    const why = part.waiting.get(ticket), { soft } = part;
    part.waiting.delete(ticket);
    if (soft === null) continue;
    soft.hasNews = true;
    if (why !== "numbers") continue;
    soft.allocates = false;
    if (!answer.ok) continue;
    const first = answer.result as BookAnswer & number;
    for (let i = 0; i < NUMBERS; i++) soft.spare.push(first + i);
  }
}

/** How many numbers of groups are allocated at a time. */
export const NUMBERS = 16;

/** A step of Multi-Raft within this one. */
export function inMultiRaft({ multi, s, io }: Turn, then: (step: Step) => void): void {
  const step = begin(multi, s, io);
  then(step);
  finish(step);
}
