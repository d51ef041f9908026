/** Part 6 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/12-leaderless/answers.ts";
import {
  type Acceptor,
  compareBallots,
  type EPaxosIo,
  type Id,
  type Instance,
  type Message,
  NO_BALLOT,
  type Replica,
} from "../../../exercises/12-leaderless/given.ts";
import { acceptor } from "../acceptor.ts";

/** The acceptor in a world that is not as it should be. */
function within(world: (io: EPaxosIo) => EPaxosIo): Acceptor {
  return {
    preAccept: (x, s, m, io) => acceptor.preAccept(x, s, m, world(io)),
    accept: (x, s, m, io) => acceptor.accept(x, s, m, world(io)),
    commit: (x, s, m, io) => acceptor.commit(x, s, m, world(io)),
    prepare: (x, s, m, io) => acceptor.prepare(x, s, m, world(io)),
  };
}

/** What it keeps, changed, on the disk as well. */
function keeping(change: (instance: Instance, before: Instance | undefined) => Instance) {
  const world = (s: Replica, id: Id, io: EPaxosIo): EPaxosIo => {
    const row = s.rows[id.replica]!, before = row.get(id.slot);
    return nested(io, {
      save(record) {
        const instance = change(record.instance, before);
        row.set(id.slot, instance);
        io.save({ ...record, instance });
      },
    });
  };
  return {
    preAccept: (x, s, m, io) => acceptor.preAccept(x, s, m, world(s, m.id, io)),
    accept: (x, s, m, io) => acceptor.accept(x, s, m, world(s, m.id, io)),
    commit: (x, s, m, io) => acceptor.commit(x, s, m, world(s, m.id, io)),
    prepare: (x, s, m, io) => acceptor.prepare(x, s, m, world(s, m.id, io)),
  } satisfies Acceptor;
}

/** What it sends, changed. */
function saying(change: (message: Message) => Message | undefined): Acceptor {
  return within((io) =>
    nested(io, {
      send(to, message) {
        const other = change(message);
        if (other !== undefined) io.send(to, other);
      },
    })
  );
}

/** Makes it forget something of an instance before it looks. */
function before(s: Replica, { replica, slot }: Id, change: Partial<Instance>): void {
  const known = s.rows[replica]!.get(slot);
  if (known !== undefined) s.rows[replica]!.set(slot, { ...known, ...change });
}

export const acceptorMutants: Mutants<Answers> = {
  acceptor: {
    "one ballot: an old vote looks as new as the promise": keeping((instance) => ({
      ...instance,
      accepted: instance.phase === "accepted" ? instance.promised : instance.accepted,
    })),
    "one ballot, the other way round: a vote is no promise": keeping((instance, known) =>
      instance.phase === "accepted" && known?.phase !== "accepted"
        ? { ...instance, promised: known?.promised ?? NO_BALLOT }
        : instance
    ),
    "a promise forgets what was accepted: what was decided is lost": {
      prepare(x, s, m, io) {
        acceptor.prepare(x, s, m, io);
        before(s, m.id, { phase: "none", proposal: null });
      },
    },
    "a promise forgets the opinion: nobody can tell what was decided at once": keeping((
      instance,
      known,
    ) =>
      known !== undefined && compareBallots(instance.promised, known.promised) > 0 &&
        instance.phase === "pre-accepted"
        ? { ...instance, phase: "none", proposal: null }
        : instance
    ),
    "forgets what was asked for: only its own opinion is kept": keeping((instance) => ({
      ...instance,
      initial: null,
    })),
    "what was asked for is what it has found: it agrees with anything": keeping((instance) => ({
      ...instance,
      initial: instance.phase === "pre-accepted" ? instance.proposal : instance.initial,
    })),
    "what was asked for changes: a vote replaces it": keeping((instance) => ({
      ...instance,
      initial: instance.phase === "accepted" ? instance.proposal : instance.initial,
    })),
    "tells the promise as what it has accepted: in its report": saying((message) =>
      message.type === "prepareReply" && message.phase === "accepted"
        ? { ...message, accepted: message.ballot }
        : message
    ),
    "its own opinion only: what it was told is forgotten": {
      preAccept(x, s, m, io) {
        const none = m.proposal.dependencies.map(() => 0);
        const opinion = x.attributes(s, m.id, m.proposal.value);
        const world = keeping((instance) =>
          instance.phase === "pre-accepted"
            ? { ...instance, proposal: { ...m.proposal, ...opinion }, initial: m.proposal }
            : instance
        );
        world.preAccept(
          x,
          s,
          m,
          nested(io, {
            send: (to, message) =>
              io.send(
                to,
                message.type === "preAcceptReply" && none.length > 0
                  ? { ...message, ...opinion }
                  : message,
              ),
          }),
        );
      },
    },
    "what it is told only: what it knows is not added": {
      preAccept: (x, s, m, io) =>
        acceptor.preAccept({ ...x, attributes: () => m.proposal }, s, m, io),
    },
    "the sequence number is not raised: only dependencies are added": {
      preAccept: (x, s, m, io) =>
        acceptor.preAccept(
          {
            ...x,
            attributes: (known, id, value) => ({
              ...x.attributes(known, id, value),
              sequence: m.proposal.sequence,
            }),
          },
          s,
          m,
          io,
        ),
    },
    "another answer when it is asked again: with what it has heard of since": {
      preAccept(x, s, m, io) {
        const known = s.rows[m.id.replica]!.get(m.id.slot);
        if (known?.phase === "pre-accepted") before(s, m.id, { phase: "none" });
        acceptor.preAccept(x, s, m, io);
      },
    },
    "silent when it is asked again: the first answer was lost": {
      preAccept(x, s, m, io) {
        if (s.rows[m.id.replica]!.get(m.id.slot)?.phase !== "pre-accepted") {
          acceptor.preAccept(x, s, m, io);
        }
      },
    },
    "silent when it is asked to vote again: the first vote was lost": {
      accept(x, s, m, io) {
        const known = s.rows[m.id.replica]!.get(m.id.slot);
        if (known?.phase === "accepted" && compareBallots(known.accepted, m.ballot) === 0) return;
        acceptor.accept(x, s, m, io);
      },
    },
    "pre-accepts after a promise: its opinion comes too late for the report": {
      preAccept(x, s, m, io) {
        const known = s.rows[m.id.replica]!.get(m.id.slot);
        if (known?.phase === "none") {
          const { promised } = known;
          const world = keeping((instance) => ({ ...instance, promised }));
          before(s, m.id, { promised: NO_BALLOT });
          world.preAccept(x, s, m, io);
        } else acceptor.preAccept(x, s, m, io);
      },
    },
    "replies to phase 1 after its vote: an opinion that counts no more": {
      preAccept(x, s, m, io) {
        acceptor.preAccept(x, s, m, io);
        const known = s.rows[m.id.replica]!.get(m.id.slot)!;
        if (known.phase !== "accepted" || compareBallots(known.promised, NO_BALLOT) !== 0) return;
        const { dependencies, sequence } = known.proposal!;
        io.send(m.from, { type: "preAcceptReply", id: m.id, dependencies, sequence });
      },
    },
    "votes below its promise: the promise meant nothing": {
      accept(x, s, m, io) {
        before(s, m.id, { promised: NO_BALLOT });
        acceptor.accept(x, s, m, io);
      },
    },
    "refuses the ballot that it has promised: nobody ever gets a vote": {
      accept(x, s, m, io) {
        const promised = s.rows[m.id.replica]!.get(m.id.slot)?.promised ?? NO_BALLOT;
        if (promised.round > 0 && compareBallots(m.ballot, promised) === 0) {
          return io.send(m.from, { type: "nack", id: m.id, promised });
        }
        acceptor.accept(x, s, m, io);
      },
    },
    "promises anything: a lower ballot after a higher one": {
      prepare(x, s, m, io) {
        before(s, m.id, { promised: NO_BALLOT });
        acceptor.prepare(x, s, m, io);
      },
    },
    "rounds only: of two ballots in a round neither is higher": {
      prepare(x, s, m, io) {
        const promised = s.rows[m.id.replica]!.get(m.id.slot)?.promised ?? NO_BALLOT;
        if (promised.round === m.ballot.round) {
          return io.send(m.from, { type: "nack", id: m.id, promised });
        }
        acceptor.prepare(x, s, m, io);
      },
    },
    "as texts: round 10 comes before round 9": {
      prepare(x, s, m, io) {
        const promised = s.rows[m.id.replica]!.get(m.id.slot)?.promised ?? NO_BALLOT;
        if (`${promised.round}` > `${m.ballot.round}`) {
          return io.send(m.from, { type: "nack", id: m.id, promised });
        }
        acceptor.prepare(x, s, m, io);
      },
    },
    "32 bits: a large round looks small": {
      prepare(x, s, m, io) {
        const promised = s.rows[m.id.replica]!.get(m.id.slot)?.promised ?? NO_BALLOT;
        if ((m.ballot.round | 0) < (promised.round | 0)) {
          return io.send(m.from, { type: "nack", id: m.id, promised });
        }
        acceptor.prepare(x, s, m, io);
      },
    },
    "one promise for all instances: what was promised in one binds in another": {
      prepare(x, s, m, io) {
        const others = s.rows.flatMap((row) => [...row.values()].map(({ promised }) => promised));
        const highest = others.reduce((a, b) => compareBallots(a, b) < 0 ? b : a, NO_BALLOT);
        const own = s.rows[m.id.replica]!.get(m.id.slot)?.promised ?? NO_BALLOT;
        if (compareBallots(highest, m.ballot) >= 0 && compareBallots(own, m.ballot) < 0) {
          return io.send(m.from, { type: "nack", id: m.id, promised: highest });
        }
        acceptor.prepare(x, s, m, io);
      },
    },
    "what is decided is voted on: somebody else's proposal replaces it": {
      accept(x, s, m, io) {
        before(s, m.id, { phase: "accepted" });
        acceptor.accept(x, s, m, io);
      },
    },
    "does not tell what is decided: whoever recovers is refused or kept waiting": saying((
      message,
    ) => message.type === "commit" ? undefined : message),
    "nobody is refused: whoever asks waits for ever": saying((message) =>
      message.type === "nack" ? undefined : message
    ),
    "a decision is not saved: after a crash it is open again": {
      commit: (x, s, m, io) => acceptor.commit(x, s, m, nested(io, { save() {} })),
    },
    "opinions are not saved: after a crash it has no part in what was decided": {
      preAccept: (x, s, m, io) => acceptor.preAccept(x, s, m, nested(io, { save() {} })),
    },
    "promises are not saved: after a crash anything goes": {
      prepare: (x, s, m, io) => acceptor.prepare(x, s, m, nested(io, { save() {} })),
    },
    "a decision that comes again is saved again: whenever somebody tells it": {
      commit(x, s, m, io) {
        before(s, m.id, { phase: "accepted" });
        acceptor.commit(x, s, m, io);
      },
    },
    "what it finds in place of what it is told: the coordinator knew of more": {
      preAccept(x, s, m, io) {
        const known = s.rows[m.id.replica]!.get(m.id.slot);
        const own = { ...m.proposal, ...x.attributes(s, m.id, m.proposal.value) };
        if (known !== undefined && known.phase !== "none") {
          return acceptor.preAccept(x, s, m, io);
        }
        keeping((instance) =>
          instance.phase === "pre-accepted" ? { ...instance, proposal: own } : instance
        ).preAccept(x, s, m, nested(io, { send() {} }));
        const { phase, proposal } = s.rows[m.id.replica]!.get(m.id.slot) ?? { phase: "none" };
        if (phase !== "pre-accepted") return acceptor.preAccept(x, s, m, io);
        const { dependencies, sequence } = proposal!;
        io.send(m.from, { type: "preAcceptReply", id: m.id, dependencies, sequence });
      },
    },
    "a decision is told to all: by each who hears of it": {
      commit(x, s, m, io) {
        const isNews = s.rows[m.id.replica]!.get(m.id.slot)?.phase !== "committed";
        acceptor.commit(x, s, m, io);
        if (!isNews) return;
        const { id, proposal } = m;
        for (const to of io.peers) {
          if (to !== io.self) io.send(to, { type: "commit", id, proposal });
        }
      },
    },
    "answers before it has saved: a crash in between takes back what was said": within((io) =>
      nested(io, { send: (to, message) => io.send(to, message, "ahead") })
    ),
    "changes what it holds: an instance that others look at": {
      accept(x, s, m, io) {
        const known = s.rows[m.id.replica]!.get(m.id.slot);
        acceptor.accept(x, s, m, io);
        const now = s.rows[m.id.replica]!.get(m.id.slot)!;
        if (known !== undefined && now !== known) {
          s.rows[m.id.replica]!.set(
            m.id.slot,
            Object.assign(known, now, { initial: known.initial, accepted: known.accepted }),
          );
        }
      },
    },
  },
};
