/** Part 10 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/09-paxos/answers.ts";
import { NO_BALLOT } from "../../../exercises/09-paxos/given.ts";
import { decides } from "../whole.ts";
import { aloneMutants } from "./alone.ts";
import { type Any, inWorld, remembering, toldOtherwise, withHandlers } from "./around_whole.ts";

export const decidesMutants: Mutants<Answers> = {
  decides: {
    "promises are forgotten in a crash: a lower ballot comes later": remembering((saved) => ({
      ...saved,
      promised: NO_BALLOT,
    })),
    "votes are forgotten in a crash: what was decided is lost": remembering((saved) => ({
      ...saved,
      log: new Map(),
    })),
    "nothing is saved: a server that comes back is a new one": inWorld((io) =>
      nested(io, { save() {} })
    ),
    "answers before it has saved: a crash in between takes back what was said": inWorld((io) =>
      nested(io, { send: (to: number, message: Any) => io.send(to, message, "ahead") })
    ),
    "votes below its promise: the promise meant nothing": withHandlers(({ accept }) => ({
      accept: (s, message, io) => {
        s.promised = message.ballot;
        accept!(s, message, io);
      },
    })),
    "own values: what others have begun is overwritten": withHandlers(({ promise }) => ({
      promise: (s, message, io) => {
        promise!(s, { ...message, votes: [] }, io);
        s.mandate?.found.clear();
      },
    })),
    "the first vote: whatever was heard first": withHandlers(({ promise }) => ({
      promise: (s, message, io) => {
        const votes = message.votes.map((vote: Any) => ({ ...vote, ballot: NO_BALLOT }));
        promise!(s, { ...message, votes }, io);
      },
    })),
    "one vote decides: nobody else is asked": withHandlers(({ accepted }) => ({
      accepted: (s, message, io) => {
        for (const voters of s.mandate?.votes.values() ?? []) {
          for (const node of io.peers) voters.add(node);
        }
        accepted!(s, message, io);
      },
    })),
    "leads without promises: who stands first is taken for the leader": withHandlers((
      _,
      { election },
    ) => ({
      election: (s, timer, io) => {
        election!(s, timer, io);
        if (s.mandate === null) return;
        for (const node of io.peers) s.mandate.promises.add(node);
        s.leader = io.self;
      },
    })),
    "α ignored: a leader runs ahead": toldOtherwise(({ window }) => ({ window: window + 20 })),
    "any vote is decided: what the leader has executed must be what stands here": withHandlers((
      { accept },
    ) => ({
      accept: (s, message, io) => {
        accept!(s, message, io);
        for (const [slot, entry] of s.log) {
          if (slot <= message.executed) s.log.set(slot, { ...entry, chosen: true });
        }
      },
    })),
    "leaves out what it knows to be decided: what comes before gets into its slot": withHandlers((
      { promise },
    ) => ({
      promise: (s, message, io) =>
        promise!(
          s,
          message,
          nested(io, {
            send(to: number, message: Any) {
              if (message.type !== "accept") return io.send(to, message);
              const { first, values } = message;
              const open = values.filter((_: Any, i: number) => !s.log.get(first + i)?.chosen);
              io.send(to, { ...message, values: open, first: first + values.length - open.length });
            },
          }),
        ),
    })),
    "answers at once: the command is not decided yet": withHandlers(({ request }) => ({
      request: (s, message, io) => {
        if (s.leader !== io.self) return request!(s, message, io);
        io.answer(message.from, { ok: true, result: s.machine.length + 1 });
        request!(s, message, io);
      },
    })),
    "no sessions: what is asked for again takes effect again": withHandlers(({ request }) => ({
      request: (s, message, io) => request!(s, { ...message, stamp: null }, io),
    })),
    "gives up: stands for election six times, and then never again": withHandlers((
      _,
      { election },
    ) => ({
      election: (s, timer, io) => {
        if (s.round < 6) election!(s, timer, io);
        else s.mandate = null;
      },
    })),
    "stands once: a lost message is the end": withHandlers((_, { election }) => ({
      election: (s, timer, io) => election!(s, timer, nested(io, { wait() {} })),
    })),
    "three servers: the others are not asked": toldOtherwise(({ members }) => ({
      members: members.slice(0, 3),
    })),
    "no heartbeats: nobody hears what is decided": withHandlers(() => ({ heartbeat() {} })),
    "heartbeats without a pause: they leave time for nothing else": inWorld((io) =>
      nested(io, {
        wait: (ms: number, timer: Any) => io.wait(timer.type === "heartbeat" ? 0 : ms, timer),
      })
    ),
    "never asked again: a vote that was lost is waited for": withHandlers((_, { heartbeat }) => ({
      heartbeat: (s, timer, io) =>
        heartbeat!(
          s,
          timer,
          nested(io, {
            send: (to: number, message: Any) =>
              io.send(to, message.type === "accept" ? { ...message, values: [] } : message),
          }),
        ),
    })),
    "does not catch up: what it has missed it never gets": withHandlers(() => ({ fetch() {} })),
    "a memory in common: all servers know the same leader": (setting) => {
      const own = decides(setting), known: { leader: number | null } = { leader: null };
      const handlers = withHandlers(({ accept, request }) => ({
        accept: (s, message, io) => {
          accept!(s, message, io);
          known.leader = s.leader;
        },
        request: (s, message, io) => {
          s.leader ??= known.leader;
          request!(s, message, io);
        },
      }), () => own);
      return handlers(setting);
    },
    "old promises count: they say nothing of what was voted since": withHandlers(({ promise }) => ({
      promise: (s, message, io) =>
        promise!(s, { ...message, ballot: s.mandate?.ballot ?? message.ballot }, io),
    })),
    "rounds only: of two votes in a round the first is taken": withHandlers(({ promise }) => ({
      promise: (s, message, io) => {
        const isFirst = ({ slot, ballot }: Any) =>
          s.mandate?.found.get(slot)?.ballot.round !== ballot.round;
        promise!(s, { ...message, votes: message.votes.filter(isFirst) }, io);
      },
    })),
    "gives up later: stands for election sixty times, and then never again": withHandlers((
      _,
      { election },
    ) => ({
      election: (s, timer, io) => {
        if (s.round < 60) election!(s, timer, io);
        else s.mandate = null;
      },
    })),
    ...aloneMutants,
  },
};
