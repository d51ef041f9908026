/** How logs agree, in Raft from an empty page, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import {
  after,
  type Any,
  apply,
  inWorld,
  lastIndex,
  reached,
  sending,
  upon,
} from "./whole_otherwise.ts";

export const wholeLogMutants: Mutants<Answers> = {
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
};
