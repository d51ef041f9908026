/**
 * A process that outlives its machines: a group of machines keeps its journal by Raft, and the member that leads runs
 * it. So any protocol whose nodes come back from their journals can have nodes that do not stay away, and is not changed
 * for that. Participants of Spanner are such processes (Corbett et al. 2012, section 2.1: "the leader implements"
 * what a participant does; its log of writes is replicated, its lock table is not).
 *
 * A member that begins to lead starts the process from the journal, as a machine would after a crash: what was not
 * saved is gone. What a step saves is put into the log; what it says to others waits until that is applied. A step that
 * saves nothing puts an empty word into the log and waits for that: only so it is known that nobody else runs
 * the process meanwhile, with a journal that says more.
 *
 * @module
 */

import { compact as compactRaft } from "../../consensus/raft/journal.ts";
import type { Message as RaftMessage } from "../../consensus/raft/messages.ts";
import type { Options } from "../../consensus/raft/settings.ts";
import { clone } from "../../model/clone.ts";
import type { From, Io, NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { isGrouped, isMember, type Layout, layoutOf, processOf } from "./layout.ts";
import type { GroupIo, GroupMessage, GroupSaved, GroupTimer, Held, Machine } from "./messages.ts";
import { type Rules, rules as right } from "./rules.ts";
import { type Answers, atSeat, hear, put, seatsOf } from "./seat.ts";
import { inside, insideOf, say } from "./speaking.ts";

/** What may be chosen. */
export interface GroupOptions extends Layout {
  /** How the groups decide. */
  readonly raft?: Omit<Partial<Options>, "machine">;
  /** How long a machine counts on the member that spoke for a process last, in ms; then it asks all. Default 150. */
  readonly trustMs?: number;
  /** The decisions; default: the right ones. */
  readonly rules?: Partial<Rules>;
}

/** The protocol on machines, some of whose processes are kept by groups. */
export function inGroups<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  { raft = {}, trustMs = 150, rules: chosen, ...layout }: GroupOptions,
): Protocol<Machine<S, M>, GroupMessage<M>, GroupTimer<T>, GroupSaved<R>> {
  layoutOf(layout);
  const rules = { ...right, ...chosen }, speaking = { ...layout, trustMs };
  const compacted = (records: readonly unknown[]) =>
    protocol.compact?.(records as readonly R[]) ?? records;
  const seats = seatsOf(compacted, raft);
  type Group = GroupIo<M, T, R>;

  /** A step of the process; what it saves and says is taken up when it is over. */
  const step = (s: Machine<S, M>, io: Group, act: (state: S, inside: Io<M, T, R>) => void) => {
    const running = s.running!, records: R[] = [], said: Held<M>[] = [];
    act(running.state, insideOf(speaking, s, io, records, said));
    if (s.seat === null) {
      for (const record of records) io.save({ type: "own", record });
      for (const each of said) say(speaking, s, each, io);
      return;
    }
    if (records.length === 0 && said.length === 0) return;
    if (!rules.waits(records.length)) {
      for (const each of said.splice(0)) say(speaking, s, each, io);
    }
    // Before it is put into the log: a group of one applies it at once.
    running.held.set(s.steps + 1, said);
    take(s, put(seats, layout, s, { type: "saved", records }, io).answers, io);
  };

  /** The process starts on this machine, from its journal. */
  const begin = (s: Machine<S, M>, term: number, journal: readonly R[], io: Group): void => {
    const timers = new Set<string>();
    // The state comes of `start`, whose timers belong to it already.
    const running = { state: undefined as S, term, held: new Map(), timers };
    s.running = running;
    step(s, io, (_, inside) => void (running.state = protocol.start(inside, journal)));
  };

  /** This member runs the process no more, and has said nothing that it held. */
  const stop = (s: Machine<S, M>, io: Group): void => {
    for (const key of s.running?.timers ?? []) io.cancel("process", key);
    s.running = null;
  };

  /** Raft has answered words of this member. */
  const take = (s: Machine<S, M>, answers: Answers, io: Group): void => {
    for (const [number, answer] of answers) {
      if (number === s.beginning) {
        s.beginning = null;
        // Refused at once, it would be refused again: the next thing that happens is soon enough.
        if (!answer.ok) return;
        if (s.running === null) begin(s, s.seat!.term, journalOf(s), io);
        continue;
      }
      const held = s.running?.held.get(number);
      if (held === undefined) continue;
      s.running!.held.delete(number);
      // What it has saved is not in the log: the process as it is here is none.
      if (!answer.ok) stop(s, io);
      else for (const each of held) say(speaking, s, each, io);
    }
    follow(s, io);
  };

  const journalOf = ({ seat }: Machine<S, M>) => clone(seat!.machine.records) as R[];

  /** Begins or stops to run the process, as this member leads or not. */
  const follow = (s: Machine<S, M>, io: Group): void => {
    const { seat, running } = s;
    if (seat === null) return;
    const leads = seat.leading !== null;
    if (running !== null && rules.drops && (!leads || running.term !== seat.term)) stop(s, io);
    if (!leads) s.beginning = null;
    if (!leads || s.running !== null || s.beginning !== null) return;
    if (!rules.begins) return begin(s, seat.term, journalOf(s), io);
    s.beginning = s.steps + 1;
    take(s, put(seats, layout, s, { type: "begin" }, io).answers, io);
  };

  /** A message for the process has come: it is heard here, or handed on to the member that leads. */
  const deliver = (
    s: Machine<S, M>,
    by: NodeId,
    message: M,
    handedOn: boolean,
    io: Group,
  ): void => {
    if (s.running !== null) {
      const handle = protocol.upon[message.type as M["type"]];
      return step(
        s,
        io,
        (state, inside) => handle(state, { ...message, from: by } as never, inside),
      );
    }
    const leader = s.seat?.leader ?? null;
    if (handedOn || leader === null || leader === io.self) return;
    io.send(leader, { type: "process", by, message, handedOn: true });
  };

  return {
    compact: (journal) => [
      ...compactRaft(journal.flatMap((each) => each.type === "raft" ? [each.record] : []))
        .map((record) => ({ type: "raft", record }) as const),
      ...compacted(journal.flatMap((each) => each.type === "own" ? [each.record] : []))
        .map((record) => ({ type: "own", record: record as R }) as const),
    ],
    start(io, journal) {
      const s: Machine<S, M> = {
        seat: null,
        running: null,
        steps: 0,
        beginning: null,
        speakers: new Map(),
      };
      if (!isGrouped(layout, processOf(layout, io.self))) {
        begin(s, 0, journal.flatMap((each) => each.type === "own" ? [each.record] : []), io);
        return s;
      }
      const records = journal.flatMap((each) => each.type === "raft" ? [each.record] : []);
      let seat: Machine<S, M>["seat"] = null;
      const answers = atSeat(layout, io, (inside) => void (seat = seats.start(inside, records)));
      const member = { ...s, seat };
      take(member, answers, io);
      return member;
    },
    upon: {
      raft: (s, { from, message }, io) =>
        take(s, hear(seats, layout, s, { ...message, from } as RaftMessage & From, io), io),
      ask: (s, { from, message }, io) => deliver(s, inside(layout, from, io), message, false, io),
      process(s, { from: machine, by, message, handedOn }, io) {
        if (isGrouped(layout, by) && isMember(layout, by, machine)) {
          s.speakers.set(by, { machine, at: io.now() });
        }
        deliver(s, by, message, handedOn, io);
      },
    },
    after: {
      raft: (s, { key }, io) => {
        const { seat } = s;
        if (seat === null) return;
        const ring = seats.after![key];
        take(s, atSeat(layout, io, (inside) => ring(seat, { type: key } as never, inside)), io);
      },
      process: (s, { key, timer }, io) => {
        if (s.running === null) return;
        s.running.timers.delete(key);
        const handle = protocol.after![timer.type as T["type"]];
        step(s, io, (state, inside) => handle(state, timer as never, inside));
      },
    },
  };
}
