/** Raft from an empty page, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import type { Io, Protocol, WholeRaft } from "../../../exercises/10-raft/given.ts";
import { raft } from "../whole.ts";

// deno-lint-ignore no-explicit-any -- the solution's types are its own affair
type Any = any;
type Handler = (s: Any, event: Any, io: Any) => void;
type Server = Protocol<Any, Any, Any, Any>;

/** The protocol, made into something else. */
function but(wrong: (right: Server) => Partial<Server>): Partial<WholeRaft> {
  return {
    protocol(setting) {
      const right = raft.protocol(setting);
      return { ...right, ...wrong(right) };
    },
  };
}

/** Handlers of messages that are done otherwise: each is given the right one. */
function upon(wrong: Record<string, (right: Handler) => Handler>): Partial<WholeRaft> {
  return but((right) => ({
    upon: {
      ...right.upon,
      ...Object.fromEntries(
        Object.entries(wrong).map(([type, make]) => [
          type,
          make((right.upon as Record<string, Handler>)[type]!),
        ]),
      ),
    },
  }));
}

/** Timers likewise. */
function after(wrong: Record<string, (right: Handler) => Handler>): Partial<WholeRaft> {
  return but((right) => ({
    after: {
      ...right.after,
      ...Object.fromEntries(
        Object.entries(wrong).map(([type, make]) => [
          type,
          make((right.after as Record<string, Handler>)[type]!),
        ]),
      ),
    },
  }));
}

/** All handlers in a world that is not as it should be. */
function inWorld(wrong: (io: Io<Any, Any, Any>) => Partial<Io<Any, Any, Any>>): Partial<WholeRaft> {
  return but((right) => {
    const all = (handlers: object) =>
      Object.fromEntries(
        Object.entries(handlers as Record<string, Handler>).map(([type, handler]) => [
          type,
          (s: Any, event: Any, io: Any) => handler(s, event, nested(io, wrong(io))),
        ]),
      );
    return {
      start: (io, journal) => right.start(nested(io, wrong(io)), journal),
      upon: all(right.upon) as Server["upon"],
      after: all(right.after!) as NonNullable<Server["after"]>,
    };
  });
}

/** What is sent, made into something else; undefined: nothing. */
const sending = (wrong: (message: Any) => Any) =>
  inWorld((io) => ({
    send(to, message) {
      const sent = wrong(message);
      if (sent !== undefined) io.send(to, sent);
    },
  }));

export const wholeMutants: Mutants<Answers> = {
  leads: {
    "two votes: a server votes for whoever asks": upon({
      askForVote: (right) => (s, message, io) => {
        if (s.term === message.term && s.role === "follower") s.votedFor = null;
        right(s, message, io);
      },
    }),
    "a forgotten vote: what it has voted is not saved": inWorld((io) => ({
      save: (record) =>
        record.type === "term" && record.votedFor !== null ? undefined : io.save(record),
    })),
    "any yes: votes of an older term are counted": upon({
      vote: (right) => (s, message, io) =>
        right(
          s,
          message.granted && message.term < s.term ? { ...message, term: s.term } : message,
          io,
        ),
    }),
    "one vote is enough: whoever stands leads": but((right) => ({
      after: {
        ...right.after,
        election(s: Any, timer: Any, io: Any) {
          const { upon, after } = right as Any;
          after.election(s, timer, io);
          const from = (io.self + 1) % io.peers.length;
          upon.vote(s, { type: "vote", from, term: s.term, granted: true }, io);
        },
      },
    })),
    "stands once: the election timer is not set again": after({
      election: (right) => (s, timer, io) =>
        right(
          s,
          timer,
          nested(io, {
            wait: (ms: number, t: Any) => t.type === "election" ? undefined : io.wait(ms, t),
          }),
        ),
    }),
    "no heartbeats: a leader sends one, and no more": after({
      heartbeat: (right) => (s, timer, io) => right(s, timer, nested(io, { wait() {} })),
    }),
    "all at once: timeouts are all equal": inWorld(() => ({ choose: () => 0 })),
    "no greater term: a leader of old goes on": upon({
      vote: (right) => (s, message, io) =>
        message.term > s.term ? undefined : right(s, message, io),
      appended: (right) => (s, message, io) =>
        message.term > s.term ? undefined : right(s, message, io),
      append: (right) => (s, message, io) =>
        message.term > s.term && s.role === "leader" ? undefined : right(s, message, io),
      askForVote: (right) => (s, message, io) =>
        message.term > s.term && s.role === "leader" ? undefined : right(s, message, io),
    }),
  },
  agrees: {
    "any log may lead: the candidate's log is not looked at": upon({
      askForVote: (right) => (s, message, io) =>
        right(s, { ...message, last: { index: Infinity, term: message.term } }, io),
    }),
    "alone it commits: a leader applies what it appends": upon({
      command: (right) => (s, message, io) => {
        right(s, message, io);
        if (s.role === "leader") {
          s.commit = s.lastApplied = s.snapshot.last.index + s.log.length;
          s.applied.push(message.command);
        }
      },
    }),
    "twice: with every answer all is sent again": upon({
      appended: (right) => (s, message, io) => {
        const follower = s.followers.get(message.from);
        if (follower !== undefined) follower.next = Math.max(1, follower.match - 5);
        right(s, message, io);
      },
    }),
    "no check: entries are taken wherever they come": upon({
      append: (right) => (s, message, io) => {
        const at = message.previous.index - s.snapshot.last.index - 1;
        if (at >= 0 && s.log[at] !== undefined && s.log[at].term !== message.previous.term) {
          s.log[at] = { ...s.log[at], term: message.previous.term };
        }
        right(s, message, io);
      },
    }),
    "talks all the time: a heartbeat every 10 ms": inWorld((io) => ({
      wait: (ms, timer) => io.wait(timer.type === "heartbeat" ? 10 : ms, timer),
    })),
    "never commits: followers are not told what is committed": sending((message) =>
      message.type === "append" ? { ...message, commit: 0 } : message
    ),
  },
  remembers: {
    "the log is not saved: entries are forgotten in a crash": inWorld((io) => ({
      save: (record) => record.type === "log" ? undefined : io.save(record),
    })),
    "the term is not saved: a server begins anew in term 0": inWorld((io) => ({
      save: (record) => record.type === "term" ? undefined : io.save(record),
    })),
    "no timer after a crash: a server that restarts never stands": but((right) => ({
      start: (io, journal) =>
        right.start(journal.length > 0 ? nested(io, { wait() {} }) : io, journal),
    })),
    "the last record: there is no compact, and a record is not all of it": but(() => ({
      compact: (journal) => journal.slice(-1),
    })),
    "what is committed is committed: after a crash the whole log is applied": but((right) => ({
      start(io, journal) {
        const s = right.start(io, journal);
        for (const { command } of s.log) if (command !== null) s.applied.push(command);
        s.commit = s.lastApplied = s.snapshot.last.index + s.log.length;
        return s;
      },
    })),
  },
  compacts: {
    "never: no snapshot is taken": { protocol: () => raft.protocol({}) },
    "snapshots are not sent: a follower that is behind gets none": sending((message) =>
      message.type === "snapshot" ? undefined : message
    ),
    "not installed: a snapshot is accepted, and forgotten": upon({
      snapshot: () => (s, message, io) => {
        const { index } = message.snapshot.last;
        io.send(message.from, {
          type: "appended",
          term: s.term,
          agrees: true,
          previous: index,
          match: index,
          next: 0,
        });
      },
    }),
    "applies again: after a crash the snapshot's commands are not there": but((right) => ({
      start(io, journal) {
        const s = right.start(io, journal);
        s.applied = [];
        return s;
      },
    })),
  },
  holds: {
    "too soon: a command is answered when it is appended": upon({
      command: (right) => (s, message, io) => {
        right(s, message, io);
        const index = s.snapshot.last.index + s.log.length;
        if (s.clients.delete(index)) {
          io.answer(message.from, { ok: true, place: s.applied.length + 1 });
        }
      },
    }),
    "an index is a command: whoever waits for it is answered, whatever stands there": inWorld((
      io,
    ) => ({
      answer: (client, answer) =>
        io.answer(client, (answer as Any).ok ? answer : { ok: true, place: 1 }),
    })),
    "not saved: snapshots are forgotten in a crash": inWorld((io) => ({
      save: (record) => record.type === "snapshot" ? undefined : io.save(record),
    })),
    "gives up: who steps down says that nothing was done": upon({
      append: (right) => (s, message, io) => {
        if (message.term > s.term) {
          for (const { client } of s.clients.values()) io.answer(client, { ok: false });
          s.clients.clear();
        }
        right(s, message, io);
      },
    }),
    "reads itself: a leader answers from its own list, which may be old": upon({
      command: (right) => (s, message, io) => {
        if (s.role !== "leader") return right(s, message, io);
        right(s, message, io);
        s.clients.clear();
        io.answer(message.from, { ok: true, place: s.applied.length });
      },
    }),
  },
};
