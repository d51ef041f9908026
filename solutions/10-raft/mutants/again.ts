/** What goes well some times, and with some servers and clients, and then no longer. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import type { RaftIo } from "../../../exercises/10-raft/given.ts";
import { behind } from "../behind.ts";
import { candidate } from "../candidate.ts";
import { clients } from "../clients.ts";
import { follower } from "../follower.ts";
import { install } from "../install.ts";
import { leader } from "../leader.ts";
import { voter } from "../voter.ts";
import { raft } from "../whole.ts";
import { snapshotsWith } from "./otherwise.ts";

/** How often something has been done, as it is noted in the state. */
function times(noted: object): number {
  const counted = noted as { times?: number };
  return counted.times = (counted.times ?? 0) + 1;
}

/** A world in which only the first messages of a step are sent. */
function first(most: number, io: RaftIo): RaftIo {
  let sent = 0;
  return nested(io, { send: (to, message) => ++sent > most ? undefined : io.send(to, message) });
}

export const againMutants: Mutants<Answers> = {
  voter: {
    "five times: who has been asked five times does not listen any more": (raft, s, message, io) =>
      times(s) > 5 ? undefined : voter(raft, s, message, io),
  },
  candidate: {
    "asks eight: of many voters the first eight are asked": {
      election: (raft, s, io) => candidate.election(raft, s, first(8, io)),
    },
    "counts four: of many voters four are counted": {
      requestVoteReply(raft, s, message, io) {
        const isFull = s.votes.size > 4 && message.granted && message.term <= s.term + 1;
        if (!isFull) candidate.requestVoteReply(raft, s, message, io);
      },
    },
  },
  follower: {
    "fifty messages: who has heard fifty does not listen any more": (raft, s, message, io) =>
      times(s) > 50 ? undefined : follower(raft, s, message, io),
  },
  leader: {
    "five refusals: who has refused five times is not asked again": {
      appendEntriesReply(raft, s, reply, io) {
        const progress = s.leading?.progress.get(reply.from);
        const isOver = progress !== undefined && reply.hint !== null && times(progress) > 5;
        if (!isOver) leader.appendEntriesReply(raft, s, reply, io);
      },
    },
    "four followers: the fifth waits for the heartbeat": {
      append: (raft, s, proposal, io) => leader.append(raft, s, proposal, first(4, io)),
    },
    "five times as often: heartbeats are sent all the time": {
      heartbeat: (raft, s, io) =>
        leader.heartbeat(
          raft,
          s,
          nested(io, { wait: (delayMs, timer) => io.wait(delayMs / 5, timer) }),
        ),
    },
    "every 50 ms: heartbeats are sent as often as is usual, whatever is set": {
      heartbeat: (raft, s, io) =>
        leader.heartbeat(raft, s, nested(io, { wait: (_, timer) => io.wait(50, timer) })),
    },
    "two heartbeats: each is sent twice": {
      heartbeat: (raft, s, io) =>
        leader.heartbeat(
          raft,
          s,
          nested(io, {
            send(to, message) {
              io.send(to, message);
              if (message.type === "appendEntries" && message.entries.length === 0) {
                io.send(to, message);
              }
            },
          }),
        ),
    },
    "voters only: learners hear nothing of the leader": {
      heartbeat: (raft, s, io) =>
        leader.heartbeat(
          raft,
          s,
          nested(io, {
            send: (to, message) =>
              s.configurations.at(-1)!.configuration.voters.includes(to)
                ? io.send(to, message)
                : undefined,
          }),
        ),
    },
    "the next index: it says where the next entry will be": {
      append: (raft, s, proposal, io) => leader.append(raft, s, proposal, io) + 1,
    },
  },
  clients: {
    "twenty clients: the first are forgotten when more than twenty wait": {
      request(raft, s, message, io) {
        clients.request(raft, s, message, io);
        for (const index of s.waiting.keys()) if (s.waiting.size > 20) s.waiting.delete(index);
      },
    },
    "four clients: the first are forgotten when more than four wait": {
      request(raft, s, message, io) {
        clients.request(raft, s, message, io);
        for (const index of s.waiting.keys()) if (s.waiting.size > 4) s.waiting.delete(index);
      },
    },
  },
  install: {
    "one snapshot: the second is not answered": (raft, s, message, io) =>
      times(s) > 1 ? undefined : install(raft, s, message, io),
  },
  behind: {
    "patience once: a second snapshot that is lost is not sent again": {
      sendSnapshot(raft, s, to, io) {
        behind.sendSnapshot(raft, s, to, io);
        const progress = s.leading!.progress.get(to)!;
        if (times(progress) > 1) progress.patience = Infinity;
      },
    },
    "round 0: a snapshot is sent in no round": {
      sendSnapshot: snapshotsWith(() => ({ round: 0 })),
    },
  },
  leads: {
    "stands ten times: after that a server waits for ever": {
      protocol(setting) {
        const right = raft.protocol(setting), { election } = right.after!;
        return {
          ...right,
          after: {
            ...right.after!,
            election: (s, timer, io) =>
              times(s) > 10 ? io.wait(300, timer) : election!(s, timer, io),
          },
        };
      },
    },
  },
};
