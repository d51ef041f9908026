/** Bugs of part 4. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import { type Any, leaderOf, type OrderIo, sign } from "../../../exercises/13-byzantine/given.ts";
import { certificates } from "../certificates.ts";
import { phases, phasesWith, type State, ways } from "../phases.ts";

/** The solution with another world. */
const inWorld = (change: (io: OrderIo, s: State) => Partial<OrderIo>) => {
  const within = (handler: Any) => (s: State, given: Any, io: OrderIo) =>
    handler(s, given, { ...io, ...change(io, s) });
  const { propose, prePrepare, prepare, commit } = phases;
  return {
    propose: within(propose),
    prePrepare: within(prePrepare),
    prepare: within(prepare),
    commit: within(commit),
  };
};

let beside: State | undefined;

export const phasesMutants: Mutants<Answers> = {
  phases: {
    "sixty-four numbers: and none after them": phasesWith({
      isBetween: ({ low, high }, sequence) =>
        sequence > low && sequence <= Math.min(high, low + 64),
    }),
    "no empty digest: what is asked for has a name": {
      prePrepare: (s, given, io) =>
        given.statement.digest === "" ? undefined : phases.prePrepare(s, given, io),
    },
    "one after the other: nothing goes on that is twenty above what is not prepared": {
      prepare: (s, given, io) => {
        const { low } = s.rules, { sequence } = given.statement;
        const waits = sequence > low + 20 && s.slots.get(low + 1)?.prepared !== true;
        if (!waits) phases.prepare(s, given, io);
      },
    },
    "a quorum of 2f: liars alone may be in two": phasesWith({
      quorum: (n) => 2 * certificates.faults(n),
    }),
    "2f + 1: of five replicas three are not enough": phasesWith({
      quorum: (n) => 2 * certificates.faults(n) + 1,
    }),
    "works for f = 1 only: a quorum is three": phasesWith({ quorum: () => 3 }),
    "equivocation unchecked: a second pre-prepare is accepted": phasesWith({
      mayAccept: () => true,
    }),
    "accepts the same again: and votes again": phasesWith({
      mayAccept: ({ accepted }, digest) =>
        accepted === null || accepted.statement.digest === digest,
    }),
    "any digest: votes count whatever they are for": phasesWith({ isFor: () => true }),
    "any view: votes of other views count": phasesWith({
      isAbout: ({ rules }, kind, { kind: own, cluster }) =>
        own === kind && cluster === rules.cluster,
    }),
    "any cluster: what was signed elsewhere counts": phasesWith({
      isAbout: ({ rules }, kind, { kind: own, view }) => own === kind && view === rules.view,
    }),
    "any sort: a commit counts as a prepare": phasesWith({
      isAbout: ({ rules }, _, { cluster, view }) =>
        cluster === rules.cluster && view === rules.view,
    }),
    "anybody is the primary: who proposes is not looked at": phasesWith({
      isPrimarys: () => true,
    }),
    "signer not member: clients vote, too": phasesWith({
      isVoter: ({ view, replicas }, kind, signer) =>
        kind === "commit" || signer !== leaderOf(view, replicas),
    }),
    "the primary prepares: it counts twice": phasesWith({
      isVoter: ({ replicas }, _, signer) => signer < replicas,
    }),
    "replica 0 leads: in whatever view": {
      start: (rules) => phases.start({ ...rules, view: rules.view - rules.view % rules.replicas }),
    },
    "commits without having prepared: a quorum of commits alone decides": phasesWith({
      needsPrepared: false,
    }),
    "one more: a quorum of prepares besides the primary": phasesWith({
      preparesNeeded: (quorum) => quorum,
    }),
    "one fewer: the primary counts as a backup, too": phasesWith({
      preparesNeeded: (quorum) => quorum - 2,
    }),
    "low mark included: what is over begins again": phasesWith({
      isBetween: ({ low, high }, sequence) => sequence >= low && sequence <= high,
    }),
    "high mark left out: the last number is never given": phasesWith({
      isBetween: ({ low, high }, sequence) => sequence > low && sequence < high,
    }),
    "no high mark: a primary runs ahead": phasesWith({
      isBetween: ({ low }, sequence) => sequence > low,
    }),
    "duplicates counted twice: who says it again counts again": {
      prepare(s, vote, io) {
        const slot = s.slots.get(vote.statement.sequence);
        const isAgain = slot?.prepares.has(vote.signer) && vote.signer < s.rules.replicas &&
          vote.statement.view === s.rules.view;
        phases.prepare(s, vote, io);
        if (isAgain) slot!.prepares.set(100 + slot!.prepares.size, vote);
        phases.prepare(s, vote, io);
      },
    },
    "votes that come first are lost: they do not come again": {
      prepare(s, vote, io) {
        if (s.slots.get(vote.statement.sequence)?.accepted) phases.prepare(s, vote, io);
      },
      commit(s, vote, io) {
        if (s.slots.get(vote.statement.sequence)?.accepted) phases.commit(s, vote, io);
      },
    },
    "commits that come first are lost: before it is prepared here": {
      commit(s, vote, io) {
        if (s.slots.get(vote.statement.sequence)?.prepared) phases.commit(s, vote, io);
      },
    },
    "a proof of one too few: its own prepare is not in it": phasesWith({
      proves: (signers) => signers.slice(1),
    }),
    "forges: the proof names all backups": phasesWith({
      proves: (_, { accepted }) => [0, 1, 2, 3].filter((node) => node !== accepted!.signer),
    }),
    "signs for others: it fills in what is lacking": {
      prePrepare(s, prePrepare, io) {
        phases.prePrepare(s, prePrepare, io);
        const slot = s.slots.get(prePrepare.statement.sequence);
        if (!slot?.accepted || slot.prepared) return;
        for (let self = 0; self < s.rules.replicas; self++) {
          if (self === prePrepare.signer) continue;
          phases.prepare(s, sign({ self }, { ...slot.accepted.statement, kind: "prepare" }), io);
        }
      },
    },
    "tells four: the others are not told": inWorld((io) => ({
      send: (to, message) => to < 4 ? io.send(to, message) : undefined,
    })),
    "says it again: with each further commit": {
      commit(s, vote, io) {
        phases.commit(s, vote, io);
        const slot = s.slots.get(vote.statement.sequence);
        if (slot?.committed) io.committed(vote.statement.sequence, slot.accepted!.statement.digest);
      },
    },
    "eight numbers: what is known of others is forgotten": {
      prePrepare(s, prePrepare, io) {
        for (const sequence of [...s.slots.keys()].slice(0, -8)) s.slots.delete(sequence);
        phases.prePrepare(s, prePrepare, io);
      },
    },
    "in order: a number waits for the one before": inWorld((io, s) => ({
      committed(sequence, digest) {
        const before = s.slots.get(sequence - 1);
        if (sequence === s.rules.low + 1 || before?.committed) io.committed(sequence, digest);
      },
    })),
    "beside: what is known is kept beside the state": {
      start: (rules) => beside = phases.start(rules) as State,
      propose: (_s, digest, io) => phases.propose(beside!, digest, io),
      prePrepare: (_s, given, io) => phases.prePrepare(beside!, given, io),
      prepare: (_s, given, io) => phases.prepare(beside!, given, io),
      commit: (_s, given, io) => phases.commit(beside!, given, io),
    },
    "backups propose: whoever is asked": phasesWith({
      isPrimarys: (rules, signer) => ways.isPrimarys(rules, signer) || signer === rules.self,
    }),
  },
};
