/** Part 3 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/12-leaderless/answers.ts";
import {
  type Asking,
  type Coordinator,
  type EPaxosIo,
  NO_BALLOT,
  type Sizes,
} from "../../../exercises/12-leaderless/given.ts";
import { coordinator } from "../coordinator.ts";

const right: Coordinator = coordinator;

/** The coordinator in a cluster, or with a wish, that is not as it should be. */
function asking(change: (asking: Asking) => Asking): Partial<Coordinator> {
  return {
    begin: (a, io) => right.begin(change(a), io),
    preAcceptReply: (a, s, m, io) => right.preAcceptReply(change(a), s, m, io),
    acceptReply: (a, s, m, io) => right.acceptReply(change(a), s, m, io),
    nack: (a, s, m, io) => right.nack(change(a), s, m, io),
    retry: (a, s, io) => right.retry(change(a), s, io),
  };
}

function sizes(change: (sizes: Sizes) => Partial<Sizes>): Partial<Coordinator> {
  return asking((a) => ({ ...a, sizes: { ...a.sizes, ...change(a.sizes) } }));
}

/** The coordinator in a world that is not as it should be. */
function within(world: (io: EPaxosIo) => EPaxosIo): Partial<Coordinator> {
  return {
    begin: (a, io) => right.begin(a, world(io)),
    preAcceptReply: (a, s, m, io) => right.preAcceptReply(a, s, m, world(io)),
    acceptReply: (a, s, m, io) => right.acceptReply(a, s, m, world(io)),
    nack: (a, s, m, io) => right.nack(a, s, m, world(io)),
    retry: (a, s, io) => right.retry(a, s, world(io)),
  };
}

/** What is put to the vote, changed. */
function votedFor(change: (asking: Asking, proposal: Asking["proposal"]) => Asking["proposal"]) {
  const other = (a: Asking, io: EPaxosIo): EPaxosIo =>
    nested(io, {
      send: (to, m) =>
        io.send(to, m.type === "accept" ? { ...m, proposal: change(a, m.proposal) } : m),
      save: (record) => {
        const { instance } = record;
        io.save(
          instance.phase === "accepted"
            ? { ...record, instance: { ...instance, proposal: change(a, instance.proposal!) } }
            : record,
        );
      },
    });
  return {
    preAcceptReply: (a, s, m, io) => right.preAcceptReply(a, s, m, other(a, io)),
    retry: (a, s, io) => right.retry(a, s, other(a, io)),
  } satisfies Partial<Coordinator>;
}

let nth = 0;

type State = ReturnType<typeof coordinator.begin>;

export const coordinatorMutants: Mutants<Answers> = {
  coordinator: {
    "fast whatever they have found: replies are counted, and not compared": {
      preAcceptReply: (a, s, m, io) => right.preAcceptReply(a, s, { ...m, ...attributesOf(a) }, io),
    },
    "fast when the replies agree with each other: and not with what was asked for": {
      preAcceptReply(a, s, m, io) {
        const { replicas, fastFailures } = a.sizes;
        const same =
          [...s.replies.values(), m].filter((each) =>
            `${each.dependencies} ${each.sequence}` === `${m.dependencies} ${m.sequence}`
          ).length;
        if (s.step !== "pre-accept" || same + 1 < replicas - fastFailures) {
          return right.preAcceptReply(a, s, m, io);
        }
        const { dependencies, sequence } = m;
        right.preAcceptReply(
          { ...a, proposal: { ...a.proposal, dependencies, sequence } },
          s,
          m,
          io,
        );
      },
    },
    "sequence numbers do not count: dependencies are the same": {
      preAcceptReply: (a, s, m, io) => {
        const isAlike = `${m.dependencies}` === `${a.proposal.dependencies}`;
        right.preAcceptReply(a, s, isAlike ? { ...m, ...attributesOf(a) } : m, io);
      },
    },
    "dependencies do not count: the sequence number is the same": {
      preAcceptReply: (a, s, m, io) => {
        const isAlike = m.sequence === a.proposal.sequence;
        right.preAcceptReply(a, s, isAlike ? { ...m, ...attributesOf(a) } : m, io);
      },
    },
    "a majority is a fast quorum: too few have found the same": sizes(({ failures }) => ({
      fastFailures: failures,
    })),
    "everybody must agree: e is none": sizes(() => ({ fastFailures: 0 })),
    "sizes of three: two are enough in any cluster": sizes(({ replicas }) => ({
      failures: replicas - 2,
      fastFailures: replicas - 2,
    })),
    "one sender counts twice: a reply that comes again": {
      preAcceptReply(a, s, m, io) {
        const isAgain = s.replies.has(m.from);
        right.preAcceptReply(a, s, isAgain ? { ...m, from: 100 + nth++ } : m, io);
      },
    },
    "a vote that comes again counts: one replica has two": {
      acceptReply(a, s, m, io) {
        const isAgain = s.voters.has(m.from);
        right.acceptReply(a, s, isAgain ? { ...m, from: 100 + nth++ } : m, io);
      },
    },
    "votes of any ballot: those of a recovery are its own": {
      acceptReply: (a, s, m, io) => right.acceptReply(a, s, { ...m, ballot: NO_BALLOT }, io),
    },
    "its own opinion is voted for: what the others have found is lost": votedFor((a, proposal) => ({
      ...proposal,
      ...attributesOf(a),
    })),
    "without its own opinion: what only it has found is lost": {
      ...votedFor((a, proposal) => ({
        ...proposal,
        dependencies: proposal.dependencies.map((slot, i) =>
          slot === a.proposal.dependencies[i] ? 0 : slot
        ),
      })),
    },
    "the last reply is voted for: and no union": {
      preAcceptReply(a, s, m, io) {
        const last = { dependencies: m.dependencies, sequence: m.sequence };
        const send: EPaxosIo["send"] = (to, message) =>
          io.send(
            to,
            message.type === "accept"
              ? { ...message, proposal: { ...message.proposal, ...last } }
              : message,
          );
        right.preAcceptReply(a, s, m, nested(io, { send }));
      },
    },
    "the sequence number stays: only dependencies are united": votedFor((a, proposal) => ({
      ...proposal,
      sequence: a.proposal.sequence,
    })),
    "three replicas: other rows are not united": votedFor((a, proposal) => ({
      ...proposal,
      dependencies: proposal.dependencies.map((slot, i) =>
        i < 3 ? slot : a.proposal.dependencies[i]!
      ),
    })),
    "slow at once: it does not wait for whom it may": {
      preAcceptReply(a, s, m, io) {
        right.preAcceptReply(a, s, m, io);
        if (s.step === "pre-accept" && 1 + s.replies.size >= a.sizes.replicas - a.sizes.failures) {
          right.retry(a, s, nested(io, { wait: () => {} }));
        }
      },
    },
    "waits for all: one that is down is waited for": {
      preAcceptReply(a, s, m, io) {
        const { replicas, failures } = a.sizes;
        if (s.replies.size + 2 < replicas && failures > 0) s.replies.set(m.from, m);
        else right.preAcceptReply(a, s, m, io);
      },
    },
    "waits for the fast path for ever: the timer only asks again": {
      retry(a, s, io) {
        if (s.step !== "pre-accept") return right.retry(a, s, io);
        const { id, proposal } = a;
        for (const to of io.peers) {
          if (to !== io.self && !s.replies.has(to)) {
            io.send(to, { type: "preAccept", id, proposal });
          }
        }
        io.wait(a.retryMs, { type: "retry" });
      },
    },
    "too few for the slow path: it has not heard n − f": {
      retry(a, s, io) {
        if (s.step === "pre-accept") {
          right.retry({ ...a, sizes: { ...a.sizes, failures: a.sizes.failures + 1 } }, s, io);
        } else right.retry(a, s, io);
      },
    },
    "asks once: what is lost is lost": {
      retry: (a, _s, io) => io.wait(a.retryMs, { type: "retry" }),
    },
    "asks all again: those who have replied, too": {
      retry(a, s, io) {
        if (s.step === "pre-accept" && s.replies.size + 1 < a.sizes.replicas - a.sizes.failures) {
          const { id, proposal } = a;
          for (const to of io.peers) {
            if (to !== io.self) io.send(to, { type: "preAccept", id, proposal });
          }
          io.wait(a.retryMs, { type: "retry" });
        } else right.retry(a, s, io);
      },
    },
    "the timer is set once: after it has gone off there is none": {
      retry: (a, s, io) => right.retry(a, s, nested(io, { wait: () => {} })),
    },
    "no timer: what is lost is never asked for": within((io) => nested(io, { wait: () => {} })),
    "goes on after a refusal: it decides in a ballot that is over": { nack: () => {} },
    "what it has heard of is not saved: it takes part in lower ballots later": {
      nack: (a, s, m, io) => right.nack(a, s, m, nested(io, { save: () => {} })),
    },
    "its vote is not saved: after a crash it has not voted": within((io) =>
      nested(io, {
        save: (record) => record.instance.phase === "accepted" ? undefined : io.save(record),
      })
    ),
    "the decision is not saved: after a crash it asks again": within((io) =>
      nested(io, {
        save: (record) => record.instance.phase === "committed" ? undefined : io.save(record),
      })
    ),
    "forgets what it has asked for: recovery cannot compare": within((io) =>
      nested(io, {
        save: (record) =>
          io.save({
            ...record,
            instance: {
              ...record.instance,
              initial: record.instance.phase === "pre-accepted" ? record.instance.initial : null,
            },
          }),
      })
    ),
    "tells before it has saved: a crash in between takes back what was said": within((io) =>
      nested(io, { send: (to, message) => io.send(to, message, "ahead") })
    ),
    "decides silently: nobody hears of it": within((io) =>
      nested(io, {
        send: (to, message) => message.type === "commit" ? undefined : io.send(to, message),
      })
    ),
    "votes beside the state: whoever asks next begins to count anew": (() => {
      const voters = new Set<number>();
      const begins = (s: State, take: () => void) => {
        const { step } = s;
        take();
        if (step === "pre-accept" && s.step === "accept") voters.clear();
      };
      return {
        preAcceptReply: (a, s, m, io) => begins(s, () => right.preAcceptReply(a, s, m, io)),
        retry: (a, s, io) => begins(s, () => right.retry(a, s, io)),
        acceptReply(a, s, m, io) {
          if (m.ballot.round !== 0) return;
          s.voters = new Set([io.self, ...voters]);
          voters.add(m.from);
          right.acceptReply(a, s, m, io);
        },
      };
    })(),
    "its own vote does not count: one more is needed": {
      acceptReply(a, s, m, io) {
        s.voters.delete(io.self);
        right.acceptReply(a, s, m, io);
      },
    },
  },
};

function attributesOf({ proposal: { dependencies, sequence } }: Asking) {
  return { dependencies, sequence };
}
