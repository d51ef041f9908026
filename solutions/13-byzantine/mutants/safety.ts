/** Bugs of part 8; those of the reports are named by them. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import type { Safety, SafetyIo } from "../../../exercises/13-byzantine/given.ts";
import { certificates } from "../certificates.ts";
import { safety, safetyWith, type State, ways } from "../safety.ts";

let beside: State | undefined;

const isGenuine = (change: (members: number[], replicas: number) => number[]) =>
  safetyWith({
    isGenuine: (s, { signers, statement }, quorum) => {
      const own = change([...signers], s.rules.replicas);
      return ways.isGenuine(
        s,
        { signers: statement.block === "genesis" ? signers : own, statement },
        quorum,
      );
    },
  });

/** All that a step commits is told otherwise. */
const told = (change: (blocks: readonly string[]) => readonly string[]): Partial<Safety<State>> => {
  const within = (io: SafetyIo, take: (io: SafetyIo) => void) => {
    const blocks: string[] = [];
    take({ ...io, committed: (block) => void blocks.push(block) });
    for (const block of change(blocks)) io.committed(block);
  };
  return {
    proposal: (s, from, block, io) => within(io, (own) => safety.proposal(s, from, block, own)),
    certificate: (s, certificate, io) =>
      within(io, (own) => safety.certificate(s, certificate, own)),
  };
};

export const safetyMutants: Mutants<Answers> = {
  safety: {
    "a forged genesis: of any view, and nobody has signed it": safetyWith({
      isGenuine: (s, certificate, quorum) =>
        certificate.statement.block === "genesis"
          ? certificate.signers.length === 0 && certificate.statement.kind === "vote" &&
            certificate.statement.cluster === s.rules.cluster
          : ways.isGenuine(s, certificate, quorum),
    }),
    "genesis signed by one: its certificate has no signers": safetyWith({
      isGenuine: (s, { signers, statement }, quorum) =>
        ways.isGenuine(
          s,
          { signers: statement.block === "genesis" ? [] : signers, statement },
          quorum,
        ),
    }),
    "the highest first: what is below comes after it": told((blocks) => blocks.toReversed()),
    "sixty-four at once: what is further below is left out": told((blocks) => blocks.slice(-64)),
    "thirty blocks: the oldest are forgotten": {
      proposal(s, from, block, io) {
        safety.proposal(s, from, block, io);
        while (s.blocks.size > 30) s.blocks.delete([...s.blocks.keys()][0]!);
      },
    },
    "no lock check: whatever a leader proposes": safetyWith({ isSafe: () => true }),
    "a lock is for ever: no later certificate lets it go (quorum 305)": safetyWith({
      isSafe: (extendsLock) => extendsLock,
    }),
    "certificates only: what extends the lock is not enough": safetyWith({
      isSafe: (_, justified, locked) => justified > locked,
    }),
    "two-chain commit with the three-chain lock rule: what is committed is not locked": safetyWith({
      chain: 2,
    }),
    "any three: views need not follow each other (relab/hotstuff 249)": safetyWith({
      isDecided: () => true,
    }),
    "the last two: the third may be of any view": safetyWith({
      isDecided: ([first, second]) => first === second! + 1,
    }),
    "the first two: the newest may be of any view": safetyWith({
      isDecided: ([, second, third]) => second === third! + 1,
    }),
    "four in a row: one more than must be": safetyWith({ chain: 4 }),
    "locks what is certified: one block too high": safetyWith({
      locks: (block, { view }) => ({ block, view }),
    }),
    "locks the grandparent: one block too low": {
      proposal(s, from, block, io) {
        safetyWith({
          locks: (_, { parent }) => {
            const below = s.blocks.get(parent);
            return { block: below?.parent ?? "genesis", view: below?.justify.statement.view ?? 0 };
          },
        }).proposal(s, from, block, io);
      },
    },
    "falls: an earlier certificate lowers the lock": safetyWith({ raises: () => true }),
    "proposals alone: a certificate by itself raises no lock (hotstuff_rs 36)": {
      certificate() {},
    },
    "votes twice: in one view for two blocks": safetyWith({
      mayVote: (view, voted) => view >= voted,
    }),
    "votes back: for earlier views": safetyWith({ mayVote: (view, voted) => view !== voted }),
    "votes for the next view only: a view that is left out is the end": safetyWith({
      mayVote: (view, voted) => view === voted + 1,
    }),
    "anybody leads: who proposes is not looked at": safetyWith({ isFrom: () => true }),
    "for another block: the certificate need not be for the parent": safetyWith({
      justifies: ({ statement }, { view }) => statement.view < view,
    }),
    "of any view: the certificate may be as late as the block": safetyWith({
      justifies: ({ statement }, { parent }) => statement.block === parent,
    }),
    "a quorum of 2f: liars alone may be in two": safetyWith({
      quorum: (n) => 2 * certificates.faults(n),
    }),
    "works for f = 1 only: a quorum is three": safetyWith({ quorum: () => 3 }),
    "duplicates counted twice: who is named twice is two": isGenuine((signers, replicas) =>
      signers.every((signer) => signer < replicas)
        ? [...signers.keys()].filter((at) => at < replicas)
        : signers
    ),
    "signer not member: anybody votes": isGenuine((signers) =>
      new Set(signers).size === signers.length ? [...signers.keys()] : signers
    ),
    "any cluster: votes from elsewhere count": safetyWith({
      isGenuine: (s, { signers, statement }, quorum) =>
        ways.isGenuine(
          s,
          { signers, statement: { ...statement, cluster: s.rules.cluster } },
          quorum,
        ),
    }),
    "any sort: wishes are votes": safetyWith({
      isGenuine: (s, { signers, statement }, quorum) =>
        ways.isGenuine(s, { signers, statement: { ...statement, kind: "vote" } }, quorum),
    }),
    "one block: those below it are not committed": safetyWith({ commitsBelow: false }),
    "decides later: the certificate of a proposal is learnt after the vote": {
      proposal(s, from, block, io) {
        const { lock } = s;
        const vote: (() => void)[] = [];
        safety.proposal({ ...s, lock: { ...lock } }, from, block, { ...io, committed() {} });
        safety.proposal(s, from, block, {
          ...io,
          send: (to, message) => void vote.push(() => io.send(to, message)),
        });
        if (s.voted === block.view) { for (const each of vote) each(); }
        s.lock = lock;
      },
    },
    "to the leader: the one of this view gets the vote": {
      proposal: (s, from, block, io) =>
        safety.proposal(s, from, block, { ...io, send: (_, message) => io.send(from, message) }),
    },
    "says it again: what is committed is committed again": {
      certificate(s, certificate, io) {
        s.committed.clear();
        safety.certificate(s, certificate, io);
      },
    },
    "ten blocks: what is below is forgotten": {
      proposal(s, from, block, io) {
        for (const id of [...s.blocks.keys()].slice(0, -10)) s.blocks.delete(id);
        safety.proposal(s, from, block, io);
      },
    },
    "beside: what is known is kept beside the state": {
      start: (rules) => beside = safety.start(rules) as State,
      proposal: (_s, from, block, io) => safety.proposal(beside!, from, block, io),
      certificate: (_s, certificate, io) => safety.certificate(beside!, certificate, io),
    },
  },
};
