/** A Raft from an empty page that takes answers for more than they are, or does not call them by their names. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { type Any, but, type Handler, lastIndex, upon } from "./whole_otherwise.ts";

const termAt = ({ snapshot: { last }, log }: Any, index: number): number | undefined =>
  index === last.index ? last.term : log[index - last.index - 1]?.term;

/** The first index of the term that is there, in all of the log that is not compacted, committed or not. */
function firstOfTerm(s: Any, index: number): number {
  let first = index;
  while (first - 1 > s.snapshot.last.index && termAt(s, first - 1) === termAt(s, index)) first--;
  return first;
}

/** A leader that takes more from the answer to a snapshot than it says: that the follower is at `match`. */
const acknowledging = (match: (s: Any) => number) =>
  upon({
    appended: (right) => (s, message, io) => {
      const { next = Infinity } = s.followers.get(message.from) ?? {};
      const isIt = message.agrees && message.term === s.term && next <= s.snapshot.last.index;
      right(s, isIt ? { ...message, match: match(s) } : message, io);
    },
  });

/** Answers as they are sent, made into something else. */
const answering = (wrong: (answer: Any, s: Any, message: Any) => Any) => {
  const answers =
    (right: (s: Any, event: Any, io: Any) => void) => (s: Any, message: Any, io: Any) =>
      right(
        s,
        message,
        nested(io, { send: (to: number, answer: Any) => io.send(to, wrong(answer, s, message)) }),
      );
  return upon({ append: answers, snapshot: answers });
};

export const acknowledgedMutants: Mutants<Answers> = {
  leads: {
    "no answers: votes are not called answers": { replies: () => [] },
  },
  agrees: {
    "answers to nothing: what followers say is not called an answer": { replies: () => ["vote"] },
    "all are answers: entries that nobody has asked for are called answers": {
      replies: () => ["vote", "appended", "append"],
    },
  },
  compacts: {
    "its own snapshot: whoever has got one has the latest, its leader thinks": acknowledging((s) =>
      s.snapshot.last.index
    ),
    "its own end: whoever has got a snapshot has all that its leader has": acknowledging(lastIndex),
    "the end of its log: whoever gets a snapshot vouches for what is behind it": answering(
      (answer, s, { type, previous }) => {
        if (type === "snapshot") return answer.agrees ? { ...answer, match: lastIndex(s) } : answer;
        const isThere = !answer.agrees && answer.next > 0 &&
          termAt(s, previous.index) !== undefined;
        return isThere ? { ...answer, next: firstOfTerm(s, previous.index) } : answer;
      },
    ),
    "any yes: whoever has been sent a snapshot has got it, whatever it says yes to": but(
      (right) => {
        const { appended, ...upon } = right.upon as Record<string, Handler>;
        const all = (handlers: object) =>
          Object.fromEntries(Object.entries(handlers).map(([type, each]) => [type, noting(each)]));
        return {
          upon: {
            ...all(upon),
            appended: noting((s, message, io) => {
              const { sent = 0 } = s.followers.get(message.from) ?? {};
              const isYes = message.agrees && message.term === s.term;
              const match = isYes ? Math.max(message.match, sent) : message.match;
              appended!(s, { ...message, match }, io);
            }),
          },
          after: all(right.after!),
        };
      },
    ),
  },
};

/** A handler that notes which snapshot a follower was sent. */
function noting(handler: Handler): Handler {
  return (s, event, io) =>
    handler(
      s,
      event,
      nested(io, {
        send(to: number, message: Any) {
          if (message.type === "snapshot") s.followers.get(to).sent = message.snapshot.last.index;
          io.send(to, message);
        },
      }),
    );
}
