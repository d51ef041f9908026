/** The leader with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import {
  configurationOf,
  type Incoming,
  lastIndex,
  type Progress,
  type Raft,
  type RaftIo,
  type Rules,
  type State,
  votersOf,
} from "../../../exercises/10-raft/given.ts";
import { leader } from "../leader.ts";

type Leads = Answers["leader"];
type Reply = Incoming<"appendEntriesReply">;

/** All of it, with some rules that are wrong. */
function byRules(wrong: (raft: Raft, s: State) => Partial<Rules>): Leads {
  const but = (raft: Raft, s: State) => ({
    ...raft,
    rules: { ...raft.rules, ...wrong(raft, s) },
  });
  return {
    append: (raft, s, proposal, io) => leader.append(but(raft, s), s, proposal, io),
    appendEntriesReply: (raft, s, reply, io) =>
      leader.appendEntriesReply(but(raft, s), s, reply, io),
    heartbeat: (raft, s, io) => leader.heartbeat(but(raft, s), s, io),
    quorum: (raft, s, io) => leader.quorum(but(raft, s), s, io),
  };
}

/** Answers as it takes them. */
function hearing(
  wrong: (reply: Reply, s: State, progress: Progress) => Reply | undefined,
): Partial<Leads> {
  return {
    appendEntriesReply(raft, s, reply, io) {
      const progress = s.leading?.progress.get(reply.from);
      const heard = progress === undefined ? reply : wrong(reply, s, progress);
      if (heard !== undefined) leader.appendEntriesReply(raft, s, heard, io);
    },
  };
}

function everyFollower(s: State): Progress[] {
  return [...s.leading?.progress.values() ?? []];
}

const without = (io: RaftIo, own: Partial<RaftIo>) => nested(io, own);

export const leaderMutants: Mutants<Answers> = {
  leader: {
    "never again: what is lost is not sent again": {
      heartbeat(raft, s, io) {
        const paused = new Map(
          [...s.leading?.progress ?? []].map(([node, each]) => [node, each.paused]),
        );
        leader.heartbeat(
          raft,
          s,
          without(io, {
            send: (to, message) =>
              io.send(
                to,
                message.type === "appendEntries" && paused.get(to)
                  ? { ...message, entries: [] }
                  : message,
              ),
          }),
        );
        for (const [node, each] of s.leading?.progress ?? []) {
          each.paused = paused.get(node) ?? false;
        }
      },
    },
    "floods: whatever is appended is sent at once, with all before it": {
      append(raft, s, proposal, io) {
        for (const each of everyFollower(s)) each.paused = false;
        return leader.append(raft, s, proposal, io);
      },
    },
    "any refusal: a late one is believed, and entries are sent again from there": hearing(
      (reply, _, { next, match }) =>
        reply.success ? reply : { ...reply, previous: Math.max(match + 1, next - 1) },
    ),
    "goes back to nothing: a refusal at an entry that it has makes it forget that": {
      appendEntriesReply(raft, s, reply, io) {
        const progress = s.leading?.progress.get(reply.from);
        if (
          progress !== undefined && !reply.success && reply.hint !== null && reply.term === s.term
        ) {
          progress.match = 0;
        }
        leader.appendEntriesReply(raft, s, reply, io);
      },
    },
    "the last word counts: a late answer lowers how far the logs agree": {
      appendEntriesReply(raft, s, reply, io) {
        leader.appendEntriesReply(raft, s, reply, io);
        const progress = s.leading?.progress.get(reply.from);
        if (progress === undefined || !reply.success || reply.match >= progress.match) return;
        progress.match = reply.match;
        progress.next = reply.match + 1;
      },
    },
    "sent is had: it counts what it has sent": {
      append(raft, s, proposal, io) {
        const index = leader.append(raft, s, proposal, io);
        for (const each of everyFollower(s)) {
          each.match = index;
          each.next = index + 1;
        }
        return index;
      },
    },
    "commits later: what a majority has is committed with the next command": {
      appendEntriesReply: (raft, s, reply, io) =>
        leader.appendEntriesReply(
          { ...raft, rules: { ...raft.rules, mayCommit: () => false } },
          s,
          reply,
          io,
        ),
    },
    "server 0 does not count: what number 0 has is not counted": byRules(({ rules }) => ({
      quorumIndex: (configuration, reached) =>
        rules.quorumIndex(configuration, (node) => node === 0 ? 0 : reached(node)),
    })),
    "its own log does not count: all others must have it": byRules(({ rules }, s) => ({
      quorumIndex: (configuration, reached) =>
        rules.quorumIndex(
          configuration,
          (node) => reached(node) === lastIndex(s.log) ? s.commitIndex : reached(node),
        ),
    })),
    "all must have it: one that is away keeps everything from being committed": byRules(() => ({
      quorumIndex: ({ voters }, reached) => Math.min(...voters.map(reached)),
    })),
    "counts what is older: it does not ask whether it may commit": byRules(() => ({
      mayCommit: () => true,
    })),
    "one message for all: however much that is": {
      append: (raft, s, proposal, io) =>
        leader.append({ ...raft, maxEntryBytesPerMessage: Infinity }, s, proposal, io),
      appendEntriesReply: (raft, s, reply, io) =>
        leader.appendEntriesReply({ ...raft, maxEntryBytesPerMessage: Infinity }, s, reply, io),
      heartbeat: (raft, s, io) =>
        leader.heartbeat({ ...raft, maxEntryBytesPerMessage: Infinity }, s, io),
    },
    "forty behind: it looks back no further than forty entries": {
      appendEntriesReply(raft, s, reply, io) {
        leader.appendEntriesReply(raft, s, reply, io);
        for (const each of everyFollower(s)) each.next = Math.max(each.next, lastIndex(s.log) - 40);
      },
    },
    "the first only: one follower gets heartbeats": {
      heartbeat(raft, s, io) {
        const [first] = s.leading?.progress.keys() ?? [];
        leader.heartbeat(
          raft,
          s,
          without(io, { send: (to, message) => to === first ? io.send(to, message) : undefined }),
        );
      },
    },
    "one heartbeat: its timer is not set again": {
      heartbeat: (raft, s, io) => leader.heartbeat(raft, s, without(io, { wait() {} })),
    },
    "old answers: what was answered to an older term counts in this one": hearing((reply, s) =>
      reply.term < s.term ? { ...reply, term: s.term } : reply
    ),
    "no greater term: an answer of a later term changes nothing": hearing((reply, s) =>
      reply.term > s.term ? undefined : reply
    ),
    "three answers: it hears each follower three times": hearing((reply, _, progress) => {
      const heard = progress as Progress & { times?: number };
      heard.times = (heard.times ?? 0) + 1;
      return heard.times > 3 ? undefined : reply;
    }),
    "never looks: a leader that nobody follows goes on leading": {
      quorum(raft, s, io) {
        if (s.leading === null) return;
        for (const each of everyFollower(s)) each.round = Math.max(each.round, s.leading.checkedIn);
        leader.quorum(raft, s, io);
      },
    },
    "looks once: it does not look again whether it is followed": {
      quorum: (raft, s, io) => leader.quorum(raft, s, without(io, { wait() {} })),
    },
    "everybody must follow: a leader steps down because one server is away": {
      quorum: (raft, s, io) =>
        leader.quorum(
          {
            ...raft,
            rules: {
              ...raft.rules,
              quorumIndex: (_, heard) => Math.min(...votersOf(configurationOf(s)).map(heard)),
            },
          },
          s,
          io,
        ),
    },
    "waits for the heartbeat: what is still missing after an answer is not sent on": {
      appendEntriesReply: (raft, s, reply, io) =>
        leader.appendEntriesReply(
          raft,
          s,
          reply,
          reply.success ? without(io, { send() {} }) : io,
        ),
    },
    "waits to go back: after a refusal nothing is sent before the next heartbeat": {
      appendEntriesReply: (raft, s, reply, io) =>
        leader.appendEntriesReply(
          raft,
          s,
          reply,
          reply.success ? io : without(io, { send() {} }),
        ),
    },
    "nothing is committed: followers are not told how far they may apply": {
      heartbeat: (raft, s, io) =>
        leader.heartbeat(
          raft,
          s,
          without(io, {
            send: (to, message) =>
              io.send(to, message.type === "appendEntries" ? { ...message, commit: 0 } : message),
          }),
        ),
    },
  },
};
