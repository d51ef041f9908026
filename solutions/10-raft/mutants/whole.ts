/** Raft from an empty page, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { raft } from "../whole.ts";
import {
  after,
  type Any,
  apply,
  but,
  installing,
  inWorld,
  lastIndex,
  reached,
  sending,
  upon,
} from "./whole_otherwise.ts";

export const wholeMutants: Mutants<Answers> = {
  leads: {
    "half is enough: of four servers two elect": upon({
      vote: (right) => (s, message, io) => {
        right(s, message, io);
        if (s.role !== "candidate" || 2 * s.votes.length !== io.peers.length) return;
        const from = io.peers.find((node: number) => !s.votes.includes(node));
        right(s, { ...message, from }, io);
      },
    }),
    "three are enough: of seven servers three elect": upon({
      vote: (right) => (s, message, io) => {
        right(s, message, io);
        while (s.role === "candidate" && s.votes.length >= 3) {
          const from = io.peers.find((node: number) => !s.votes.includes(node));
          right(s, { ...message, from }, io);
        }
      },
    }),
    "twice: a vote that comes twice counts twice": upon({
      vote: (right) => (s, message, io) => {
        const counts = message.granted && message.term === s.term && s.role === "candidate";
        if (counts && s.votes.includes(message.from)) s.votes.push(message.from);
        right(s, message, io);
      },
    }),
    "back: a candidate of an older term brings its term back": upon({
      askForVote: (right) => (s, message, io) => {
        if (message.term < s.term && s.role === "follower") {
          s.term = message.term;
          s.votedFor = null;
        }
        right(s, message, io);
      },
    }),
    "eight bits: terms begin again after 255": after({
      election: (right) => (s, timer, io) => {
        if (s.term === 255) s.term = 0;
        right(s, timer, io);
      },
    }),
    "begins again: each further vote makes a leader begin its term again": upon({
      vote: (right) => (s, message, io) => {
        if (s.role === "leader" && message.term === s.term && message.granted) s.role = "candidate";
        right(s, message, io);
      },
    }),
    "five are served: servers 5 and above get no heartbeats": inWorld((io) => ({
      send(to, message) {
        if (to < 5 || message.type !== "append") io.send(to, message);
      },
    })),
    "a term forgotten: a term that it has met is not saved": inWorld((io) => ({
      save(record) {
        if (record.type !== "term" || record.votedFor !== null) io.save(record);
      },
    })),
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
    "by counting: entries of older terms are committed by counting": upon({
      appended: (right) => (s, message, io) => {
        right(s, message, io);
        if (s.role === "leader") apply(s, reached(s, (io.peers.length >> 1) + 1));
      },
    }),
    "half commits: of four servers two are enough": upon({
      appended: (right) => (s, message, io) => {
        right(s, message, io);
        if (s.role !== "leader") return;
        const index = reached(s, (io.peers.length + 1) >> 1);
        if (s.log[index - s.snapshot.last.index - 1]?.term === s.term) apply(s, index);
      },
    }),
    "its own end: a follower commits what the leader has, as far as its own log goes": upon({
      append: (right) => (s, message, io) => {
        right(s, message, io);
        if (message.term === s.term && s.commit > 0) {
          apply(s, Math.min(message.commit, lastIndex(s)));
        }
      },
    }),
    "old answers: what followers have said in earlier terms counts": upon({
      appended: (right) => (s, message, io) => right(s, { ...message, term: s.term }, io),
    }),
    "cut off: what comes late cuts off what has come after it": upon({
      append: (right) => (s, message, io) => {
        const { previous, entries, term } = message;
        if (term === s.term && entries.length > 0 && previous.index >= s.commit) {
          s.log.length = Math.min(s.log.length, previous.index - s.snapshot.last.index);
        }
        right(s, message, io);
      },
    }),
    "one step back: a leader looks for the place where logs agree one by one": upon({
      appended: (right) => (s, message, io) =>
        right(s, message.agrees ? message : { ...message, next: message.previous }, io),
    }),
    "once: what is lost is not sent again": after({
      heartbeat: (right) => (s, timer, io) => {
        const waiting = [...s.followers].filter(([, { waits }]) => waits).map(([node]) => node);
        const send = (to: number, message: Any) =>
          io.send(to, waiting.includes(to) ? { ...message, entries: [] } : message);
        right(s, timer, nested(io, { send }));
      },
    }),
    "nothing: an empty command is not done": upon({
      command: (right) => (s, message, io) =>
        message.command === "" ? undefined : right(s, message, io),
    }),
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
    "compacted: compact forgets the vote": but((right) => ({
      compact: (journal) =>
        right.compact!(journal).map((record: Any) =>
          record.type === "term" ? { ...record, votedFor: null } : record
        ),
    })),
    "its first vote: after a crash it has voted as it did the first time": but((right) => ({
      start(io, journal) {
        const s = right.start(io, journal);
        const first = journal.find(({ type, votedFor }) => type === "term" && votedFor !== null);
        if (s.votedFor !== null) s.votedFor = first.votedFor;
        return s;
      },
    })),
    "back again: after a crash all is there that was cut off": but((right) => ({
      start(io, journal) {
        const s = right.start(io, journal);
        let log: Any[] = [];
        for (const { type, after: at, entries } of journal) {
          if (type === "log") {
            log = [...log.slice(0, at), ...entries, ...log.slice(at + entries.length)];
          }
        }
        return { ...s, ...(s.snapshot.last.index > 0 ? {} : { log }) };
      },
    })),
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
    "older: an older snapshot is installed": upon({
      snapshot: (right) => (s, message, io) => {
        const { index } = message.snapshot.last;
        if (index < s.commit && index >= s.snapshot.last.index) s.commit = index - 1;
        right(s, message, io);
      },
    }),
    "nothing stays: entries after a snapshot are thrown away": installing((s) => s.log = []),
    "all stays: entries after a snapshot are kept that do not agree": installing((s, rest) =>
      s.log = rest
    ),
    "shared: what is applied after a snapshot gets into it": installing((s) =>
      s.snapshot = { ...s.snapshot, applied: s.applied }
    ),
    "not saved: snapshots are forgotten in a crash": inWorld((io) => ({
      save: (record) => record.type === "snapshot" ? undefined : io.save(record),
    })),
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
    "silent: nobody is told that a command is done": inWorld((io) => ({
      answer(client, answer) {
        if (!(answer as Any).ok) io.answer(client, answer);
      },
    })),
    "the first ten: later clients are not answered": inWorld((io) => ({
      answer(client, answer) {
        if (!((answer as Any).place > 10)) io.answer(client, answer);
      },
    })),
    "and again: each client is answered twice": inWorld((io) => ({
      answer(client, answer) {
        io.answer(client, answer);
        io.answer(client, answer);
      },
    })),
    "says nothing: who does not lead does not answer": upon({
      command: (right) => (s, message, io) =>
        s.role === "leader" ? right(s, message, io) : undefined,
    }),
    "overwritten: whose entry is overwritten here is told that nothing was done": upon({
      append: (right) => (s, message, io) => {
        const waiting = [...s.clients];
        right(s, message, io);
        for (const [index, { client, term }] of waiting) {
          const entry = s.log[index - s.snapshot.last.index - 1];
          if (!s.clients.has(index) || entry === undefined || entry.term === term) continue;
          io.answer(client, { ok: false });
          s.clients.delete(index);
        }
      },
    }),
    "in a snapshot: whose entry a snapshot holds is told that nothing was done": upon({
      snapshot: (right) => (s, message, io) => {
        for (const [index, { client }] of s.clients) {
          if (index <= message.snapshot.last.index) io.answer(client, { ok: false });
        }
        right(s, message, io);
      },
    }),
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
