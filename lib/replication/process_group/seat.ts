/** A member's seat in its group: how Raft hears, rings and is asked. @module */

import { insideOf } from "../../consensus/raft/inside.ts";
import { raft } from "../../consensus/raft/raft.ts";
import type { Options } from "../../consensus/raft/settings.ts";
import type { Message as RaftMessage, Timer as RaftTimer } from "../../consensus/raft/messages.ts";
import type { Saved as RaftSaved } from "../../consensus/raft/journal.ts";
import type { State as RaftState } from "../../consensus/raft/state.ts";
import type { From, Io, NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { type Answer, bare } from "../../replicated/requests.ts";
import { type JournalCommand, journalMachine, type Kept } from "./journal.ts";
import { type Layout, machinesOf, processOf } from "./layout.ts";
import type { GroupIo, Machine } from "./messages.ts";

/** Raft over the journal of a process. */
export type Seats = Protocol<RaftState<Kept>, RaftMessage, RaftTimer, RaftSaved>;

/** What Raft has answered to words of this member, by their numbers. */
export type Answers = (readonly [step: number, answer: Answer])[];

/** Raft over the journals of a protocol's processes. */
export function seatsOf(
  compact: (records: readonly unknown[]) => readonly unknown[],
  options: Omit<Partial<Options>, "machine">,
): Seats {
  const machine = journalMachine(compact);
  return raft<Kept, JournalCommand, null>({ snapshotEvery: 100, ...options, machine });
}

/** Lets Raft hear a message, or ring a timer, or be asked for something; what it answers meanwhile. */
export function atSeat<S, M extends Tagged, T extends Tagged, R>(
  layout: Layout,
  io: GroupIo<M, T, R>,
  act: (io: Io<RaftMessage, RaftTimer, RaftSaved>) => void,
): Answers {
  const answers: Answers = [];
  const members = machinesOf(layout, processOf(layout, io.self));
  act(insideOf(io, members, (step, answer) => {
    answers.push([step - io.peers.length, answer as Answer]);
  }));
  return answers;
}

/** Another member has said something. */
export function hear<S, M extends Tagged, T extends Tagged, R>(
  seats: Seats,
  layout: Layout,
  { seat }: Machine<S, M>,
  message: RaftMessage & From,
  io: GroupIo<M, T, R>,
): Answers {
  if (seat === null) return [];
  const handle = seats.upon[message.type] as (
    s: RaftState<Kept>,
    event: RaftMessage & From,
    io: Io<RaftMessage, RaftTimer, RaftSaved>,
  ) => void;
  return atSeat(layout, io, (inside) => handle(seat, message, inside));
}

/** Puts a command into the log, under a number by which its answer is known. */
export function put<S, M extends Tagged, T extends Tagged, R>(
  seats: Seats,
  layout: Layout,
  s: Machine<S, M>,
  command: JournalCommand,
  io: GroupIo<M, T, R>,
): { readonly step: number; readonly answers: Answers } {
  const step = ++s.steps, from: NodeId = io.peers.length + step;
  return { step, answers: hear(seats, layout, s, { ...bare(command), from }, io) };
}
