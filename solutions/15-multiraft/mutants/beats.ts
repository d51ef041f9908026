/** Bugs of heartbeats in common. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type {
  Beats,
  BeatsIo,
  BeatsMessage,
  Replica,
} from "../../../exercises/15-multiraft/given.ts";
import { beats } from "../beats.ts";

/** The reference, for replicas that seem to be otherwise. */
const seeing = (change: (replica: Replica, io: BeatsIo) => Partial<Replica>): Partial<Beats> => ({
  due: (replicas, io) => beats.due(replicas.map((each) => ({ ...each, ...change(each, io) })), io),
});

/** The reference, whose messages leave otherwise. */
const sending = (
  send: (to: number, message: BeatsMessage, io: BeatsIo) => void,
): Partial<Beats> => {
  const inner = (io: BeatsIo): BeatsIo => ({ ...io, send: (to, message) => send(to, message, io) });
  return {
    due: (replicas, io) => beats.due(replicas, inner(io)),
    came: (from, all, replicas, io) => beats.came(from, all, replicas, inner(io)),
  };
};

const one = (message: BeatsMessage): BeatsMessage[] =>
  message.type === "beats"
    ? message.beats.map((beat) => ({ ...message, beats: [beat] }))
    : message.replies.map((reply) => ({ ...message, replies: [reply] }));

export const beatMutants: Mutants<Answers> = {
  beats: {
    "one by one: each group has a message of its own": sending((to, message, io) =>
      one(message).forEach((each) => io.send(to, each))
    ),
    "eight: a message has eight groups at most, and the rest is dropped": sending((
      to,
      message,
      io,
    ) =>
      io.send(
        to,
        message.type === "beats" ? { ...message, beats: message.beats.slice(0, 8) } : message,
      )
    ),
    "first: only the first group's answer goes back": sending((to, message, io) =>
      io.send(
        to,
        message.type === "beatReplies"
          ? { ...message, replies: message.replies.slice(0, 1) }
          : message,
      )
    ),
    "a hundred: a message has a hundred groups at most, and the rest is dropped": sending((
      to,
      message,
      io,
    ) =>
      io.send(
        to,
        message.type === "beats"
          ? { ...message, beats: message.beats.slice(0, 100) }
          : { ...message, replies: message.replies.slice(0, 100) },
      )
    ),
    "sixty-four answers: sixty-four answers are handed on at most": {
      answered: (from, replies, replicas, io) =>
        beats.answered(from, replies.slice(0, 64), replicas, io),
    },
    "five nodes: nodes above 4 get no heartbeats": sending((to, message, io) => {
      if (to < 5) io.send(to, message);
    }),
    "no node 0: node 0 gets no heartbeats": sending((to, message, io) => {
      if (to) io.send(to, message);
    }),
    "leaving: a leader that is no voter any more does not beat": seeing((replica, io) => ({
      leads: replica.leads && replica.voters.includes(io.self),
    })),
    "has left: a leader that is no member any more does not beat": seeing((replica, io) => ({
      leads: replica.leads && [...replica.voters, ...replica.outgoing].includes(io.self),
    })),
    "the first is itself: whoever is named first is taken for the node itself": seeing((
      { voters, outgoing },
      { self },
    ) => ({
      voters: voters.includes(self) ? voters.slice(1) : voters,
      outgoing: outgoing.includes(self) ? outgoing.slice(1) : outgoing,
    })),
    "group 0: a group of number 0 is not beaten for": seeing(({ group, leads }) => ({
      leads: group !== 0 && leads,
    })),
    "group 0 is silent: a heartbeat for a group of number 0 is handed to nobody": {
      came: (from, all, replicas, io) =>
        beats.came(from, all.filter(({ group }) => group), replicas, io),
    },
    "in order: heartbeats are taken for those of the groups here, one after the other": {
      came(from, all, replicas, io) {
        const here = replicas.filter(({ group }) => all.some((beat) => beat.group === group));
        const known = all.filter(({ group }) => here.some((each) => each.group === group));
        beats.came(from, known.map((beat, i) => ({ ...beat, group: here[i]!.group })), here, io);
      },
    },
    "asleep and asked: a group that sleeps is not handed its heartbeat": {
      came: (from, all, replicas, io) =>
        beats.came(from, all, replicas.filter(({ isAsleep }) => !isAsleep), io),
    },
    "empty: a message without heartbeats is sent, too": {
      due(replicas, io) {
        const sent = new Set<number>();
        beats.due(replicas, { ...io, send: (to, message) => (sent.add(to), io.send(to, message)) });
        for (let node = 0; node < 5; node++) {
          if (node !== io.self && !sent.has(node)) io.send(node, { type: "beats", beats: [] });
        }
      },
    },
    "empty answers: who has nothing to answer says so": {
      came(from, all, replicas, io) {
        let isSent = false;
        beats.came(from, all, replicas, {
          ...io,
          send: (to, message) => (isSent = true, io.send(to, message)),
        });
        if (!isSent) io.send(from, { type: "beatReplies", replies: [] });
      },
    },
    "not led: a node beats for all groups that it has": {
      due: (replicas, io) =>
        beats.due(
          replicas.map((each) => ({
            ...each,
            leads: true,
            agrees: each.leads
              ? each.agrees
              : new Map([0, 1, 2, 3, 4].map((node) => [node, { index: 0, term: 0 }])),
          })),
          io,
        ),
    },
    "asleep: a group that sleeps beats": seeing(() => ({ isAsleep: false })),
    "one term: all groups beat in the node's latest term": {
      due(replicas, io) {
        const term = Math.max(...replicas.map((each) => each.term));
        beats.due(replicas.map((each) => ({ ...each, term })), io);
      },
    },
    "to itself: a node beats for itself": {
      due(replicas, io) {
        const all = replicas.map((each) => ({
          ...each,
          agrees: new Map([...each.agrees, [io.self, { index: 0, term: 0 }]]),
        }));
        beats.due(all, { ...io, self: -1 });
      },
    },
    "outgoing: those that vote until the change is over are forgotten": seeing(() => ({
      outgoing: [],
    })),
    "learners: those that learn are forgotten": seeing(() => ({ learners: [] })),
    "twice: who is in both halves gets two": {
      due(replicas, io) {
        const both = replicas.flatMap((each) =>
          each.outgoing.length === 0 ? [each] : [{ ...each, outgoing: [], learners: [] }, {
            ...each,
            voters: each.outgoing,
          }]
        );
        beats.due(both, io);
      },
    },
    "one place: all followers are asked about the same place": seeing(({ agrees }) => {
      const [first] = agrees.values();
      return { agrees: new Map([...agrees.keys()].map((node) => [node, first!])) };
    }),
    "all nodes: a node beats to nodes that are no members": {
      due: (replicas, io) =>
        beats.due(
          replicas.map((each) => ({
            ...each,
            learners: [0, 1, 2, 3, 4],
            agrees: new Map(
              [0, 1, 2, 3, 4].map((node) => [node, each.agrees.get(node) ?? { index: 0, term: 0 }]),
            ),
          })),
          io,
        ),
    },
    "a beat vouches for all groups: whatever that node leads is told that it lives": {
      came(from, all, replicas, io) {
        beats.came(from, all, replicas, io);
        const [first] = all;
        if (first === undefined) return;
        const { group: _, ...append } = first;
        for (const { group, leader } of replicas) {
          if (leader === from && !all.some((beat) => beat.group === group)) {
            io.receive(group, from, append);
          }
        }
      },
    },
    "not here: a group that is not here is handed its heartbeat": {
      came(from, all, replicas, io) {
        beats.came(from, all, replicas, io);
        for (const { group, ...append } of all) {
          if (!replicas.some((each) => each.group === group)) io.receive(group, from, append);
        }
      },
    },
    "mixed up: each group gets the term of the first": {
      came: (from, all, replicas, io) =>
        beats.came(from, all.map((beat) => ({ ...beat, term: all[0]!.term })), replicas, io),
    },
    "known leaders: who does not know that it is led is not told": {
      came: (from, all, replicas, io) =>
        beats.came(from, all, replicas.filter(({ leader }) => leader === from), io),
    },
    "deposed: an answer is handed to a group that does not lead": {
      answered: (from, replies, replicas, io) =>
        beats.answered(from, replies, replicas.map((each) => ({ ...each, leads: true })), io),
    },
    "one answer: only the first answer is handed on": {
      answered: (from, replies, replicas, io) =>
        beats.answered(from, replies.slice(0, 1), replicas, io),
    },
    "successes: an answer that refuses is not handed on": {
      answered: (from, replies, replicas, io) =>
        beats.answered(from, replies.filter(({ success }) => success), replicas, io),
    },
  },
};
