/** Servers that are asked for another one's read while they are behind, and what outlives a leadership: bugs. @module */

import type { Any, ReplicatedLog, WholeOptions } from "../../../exercises/11-reads/given.ts";
import { reads } from "../whole.ts";
import { before, indexing, upon } from "./handlers.ts";

const answer = (log: ReplicatedLog, s: Any, { command, address }: Any, io: Any) =>
  io.answer(address, { ok: true, index: log.executed(s), result: log.read(s, command) });

/** Other handlers for what servers ask the leader: `index` is what a question is answered with at once, if anything. */
const questions = (index: (log: ReplicatedLog, s: Any, io: Any) => number | null) =>
  upon((own, log) => ({
    askIndex(s: Any, asked: Any, io: Any) {
      const found = index(log, s, io);
      if (found === null) own.askIndex(s, asked, io);
      else io.send(asked.from, { type: "index", id: asked.id, index: found });
    },
  }));

/** The leader answers a question without a round. */
export const unconfirmedIndex = questions((log, s, io) => log.leading(s, io.self)?.decided ?? null);

/** The leader answers a read that is handed on to it without a round. */
export const unconfirmedHandOn = upon((own, log) => ({
  handOn(s: Any, asked: Any, io: Any) {
    const isSure = typeof log.leading(s, io.self)?.decided === "number";
    if (isSure) answer(log, s, asked, io);
    else own.handOn(s, asked, io);
  },
}));

/** A leader of which nothing is decided answers a question with what it has executed. */
export const earlyIndex = questions((log, s, io) =>
  log.leading(s, io.self)?.decided === null ? log.executed(s) : null
);

/** Who does not lead answers a question. */
export const deposedIndex = questions((log, s, io) =>
  log.leading(s, io.self) === null ? log.executed(s) : null
);

/** Who does not lead answers what is handed on to it. */
export const deposedHandOn = upon((own, log) => ({
  handOn(s: Any, asked: Any, io: Any) {
    if (log.leading(s, io.self) === null) answer(log, s, asked, io);
    else own.handOn(s, asked, io);
  },
}));

/** Every answer has index 0. */
export const noIndex = indexing(() => ({}), () => 0);

/** When each round was sent is kept, where there are leases. */
export const keepsRounds = before((s, io, log) => {
  if (log.loyalMs === 0) return;
  for (const [round, at] of s.reads.sentAt) (s.rounds ??= new Map()).set(round, at + io.now());
});

/** What waits in one leadership is kept, with the index of that time, and answered in the next. */
export const survivors = {
  protocol(log: ReplicatedLog, options: WholeOptions) {
    const own = reads.protocol(log, options);
    const around = (handlers: object) =>
      Object.fromEntries(
        Object.entries(handlers).map(([type, handle]) => [
          type,
          (s: Any, event: Any, io: Any) => {
            const before = log.leading(s, io.self);
            s.old ??= [];
            if (before !== null && before.decided !== null) {
              for (const { read } of s.reads.waiting) {
                const isNew = !s.old.some((each: Any) => each.read.address === read?.address);
                if (read !== undefined && isNew) {
                  s.old.push({ read, index: before.decided, name: before.name });
                }
              }
            }
            handle(s, event, io);
            answerOld(log, s, io);
          },
        ]),
      );
    return { ...own, upon: around(own.upon), after: around(own.after ?? {}) } as Any;
  },
};

function answerOld(log: ReplicatedLog, s: Any, io: Any): void {
  const known = log.leading(s, io.self);
  if (known === null) return;
  const isWaiting = (address: number) =>
    s.reads.waiting.some((each: Any) => each.read?.address === address);
  s.old = s.old.filter(({ read, index, name }: Any) => {
    if (name === known.name) return isWaiting(read.address);
    if (known.round === 0 || !known.heard(known.round) || log.executed(s) < index) return true;
    answer(log, s, read, io);
    return false;
  });
}
