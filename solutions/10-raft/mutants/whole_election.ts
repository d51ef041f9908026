/** Who leads, in Raft from an empty page, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { after, type Any, but, inWorld, upon } from "./whole_otherwise.ts";

export const wholeElectionMutants: Mutants<Answers> = {
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
};
