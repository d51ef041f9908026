/** What clients are told, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import {
  append,
  lastIndex,
  type Raft,
  type RaftIo,
  type State,
} from "../../../exercises/10-raft/given.ts";
import { clients } from "../clients.ts";

type Apply = Answers["clients"]["applyCommitted"];
type Request = Answers["clients"]["request"];

const asking = (wrong: Request): Partial<Answers["clients"]> => ({ request: wrong });
const applying = (wrong: Apply): Partial<Answers["clients"]> => ({ applyCommitted: wrong });

/** In a world that is not as it should be. */
function inWorld(wrong: (io: RaftIo, s: State, raft: Raft) => Partial<RaftIo>): Answers["clients"] {
  return {
    request: (raft, s, message, io) =>
      clients.request(raft, s, message, nested(io, wrong(io, s, raft))),
    applyCommitted: (raft, s, io) =>
      clients.applyCommitted(raft, s, nested(io, wrong(io, s, raft))),
  };
}

export const clientMutants: Mutants<Answers> = {
  clients: {
    "too soon: a command is answered when it is appended": asking((raft, s, message, io) => {
      clients.request(raft, s, message, io);
      const index = lastIndex(s.log);
      if (s.waiting.delete(index)) io.answer(message.from, { ok: true, index, result: null });
    }),
    "noted too late: a leader that is alone has nobody to answer to": asking(
      (raft, s, { from, command, stamp }, io) => {
        const { transfer, leading } = s;
        const isBusy = leading === null || transfer !== undefined ||
          leading.uncommittedBytes > raft.maxUncommittedBytes;
        if (isBusy) {
          return clients.request(raft, s, { type: "request", from, command, stamp }, io);
        }
        const index = append(raft, s, { type: "command", command, stamp }, io);
        s.waiting.set(index, { term: s.term, address: from });
      },
    ),
    "silence: who does not lead says nothing": asking((raft, s, message, io) =>
      s.leading === null ? undefined : clients.request(raft, s, message, io)
    ),
    "it leads itself: who does not lead names itself": inWorld((io) => ({
      answer: (client, result) =>
        io.answer(
          client,
          (result as { why?: string }).why === "not leader"
            ? { ...result as object, leader: io.self }
            : result,
        ),
    })),
    "server 0 does not lead: number 0 is taken for nobody": inWorld((io) => ({
      answer: (client, result) => {
        const { leader, ...rest } = result as { leader?: number | null };
        io.answer(client, leader === undefined ? result : { ...rest, leader: leader || null });
      },
    })),
    "never busy: a leader that is about to pass leadership on accepts all": asking(
      (raft, s, message, io) => {
        const { transfer } = s;
        delete s.transfer;
        clients.request(raft, s, message, io);
        if (transfer !== undefined) s.transfer = transfer;
      },
    ),
    "no bound: a leader accepts more than it may have under way": asking((raft, s, message, io) =>
      clients.request({ ...raft, maxUncommittedBytes: Infinity }, s, message, io)
    ),
    "no stamp: who asks is forgotten, so that nobody knows that it asks again": asking(
      (raft, s, message, io) => clients.request(raft, s, { ...message, stamp: null }, io),
    ),
    "an empty command is none: it is not appended": asking((raft, s, message, io) =>
      message.command || s.leading === null ? clients.request(raft, s, message, io) : undefined
    ),
    "an index is a command: whoever waits for it gets the answer, whatever stands there": applying(
      (raft, s, io) => {
        for (const [index, { address }] of s.waiting) {
          const { term } = s.log.entries[index - s.log.base.index - 1] ?? { term: s.term };
          s.waiting.set(index, { term, address });
        }
        clients.applyCommitted(raft, s, io);
      },
    ),
    "only the leader answers: who has stepped down meanwhile says nothing": inWorld((io, s) => ({
      answer: (client, result) =>
        s.leading === null && (result as { ok: boolean }).ok
          ? undefined
          : io.answer(client, result),
    })),
    "lost is unknown: whose entry was overwritten waits for ever": inWorld((io) => ({
      answer: (client, result) =>
        (result as { why?: string }).why === "lost" ? undefined : io.answer(client, result),
    })),
    "one at a time: of what is committed only the next entry is applied": applying(
      (raft, s, io) => {
        const { commitIndex } = s;
        s.commitIndex = Math.min(commitIndex, s.lastApplied + 1);
        clients.applyCommitted(raft, s, io);
        s.commitIndex = Math.max(commitIndex, s.commitIndex);
      },
    ),
    "eight at a time: of what is committed eight entries are applied": applying((raft, s, io) => {
      const { commitIndex } = s;
      s.commitIndex = Math.min(commitIndex, s.lastApplied + 8);
      clients.applyCommitted(raft, s, io);
      s.commitIndex = Math.max(commitIndex, s.commitIndex);
    }),
    "waits for ever: who has its answer is still noted as waiting": applying((raft, s, io) => {
      const waiting = new Map(s.waiting);
      clients.applyCommitted(raft, s, io);
      s.waiting = waiting;
    }),
    "no snapshot: none is taken, however much is applied": applying((raft, s, io) =>
      clients.applyCommitted({ ...raft, snapshotEvery: Infinity }, s, io)
    ),
    "answers twice: whoever waits is told twice": inWorld((io) => ({
      answer(client, result) {
        io.answer(client, result);
        if ((result as { ok: boolean }).ok) io.answer(client, result);
      },
    })),
  },
};
