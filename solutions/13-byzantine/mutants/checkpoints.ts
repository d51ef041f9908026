/** Bugs of part 5. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import type { CheckpointRules } from "../../../exercises/13-byzantine/given.ts";
import { certificates } from "../certificates.ts";
import { checkpoints, checkpointsWith, type State, ways } from "../checkpoints.ts";

const widened = (rules: CheckpointRules, more: number) => ({
  ...rules,
  size: rules.size + more * rules.every,
});

let beside: State | undefined;

export const checkpointsMutants: Mutants<Answers> = {
  checkpoints: {
    "the last word counts: a liar says two things": {
      checkpoint(s, checkpoint, io) {
        const { signer, statement } = checkpoint;
        if (ways.isAbout(s.rules, checkpoint)) s.said.get(statement.sequence)?.delete(signer);
        checkpoints.checkpoint(s, checkpoint, io);
      },
    },
    "counts what it executes: and not by numbers": {
      start: (rules) => ({ ...checkpoints.start(rules), calls: 0 }),
      executed(s, sequence, digest, io) {
        const counts = s as State & { calls: number };
        const isDue = ++counts.calls % s.rules.every === 0;
        checkpointsWith({ isDue: () => isDue }).executed(s, sequence, digest, io);
      },
    },
    "one number more: than may be remembered": checkpointsWith({
      bounds: (s, signer) => ways.bounds({ ...s, rules: widened(s.rules, 1) }, signer),
    }),
    "always five: however far the marks are apart": checkpointsWith({
      bounds: (s, signer) =>
        ways.bounds({ ...s, rules: { ...s.rules, size: 4 * s.rules.every } }, signer),
    }),
    "numbers of 32 bits: marks begin again": checkpointsWith({
      isBetween: ({ low, rules }, sequence) =>
        (sequence | 0) > (low | 0) && (sequence | 0) <= (low | 0) + rules.size,
    }),
    "a million numbers: later checkpoints are none": checkpointsWith({
      isAbout: (rules, checkpoint) =>
        ways.isAbout(rules, checkpoint) && checkpoint.statement.sequence <= 2 ** 20,
    }),
    "a checkpoint of one: whoever says so": checkpointsWith({ quorum: () => 1 }),
    "f + 1 are enough: others may never get that state": checkpointsWith({
      quorum: certificates.weak,
    }),
    "a quorum of 2f: as everywhere": checkpointsWith({
      quorum: (n) => 2 * certificates.faults(n),
    }),
    "works for f = 1 only: a quorum is three": checkpointsWith({ quorum: () => 3 }),
    "waits for all: a silent liar is waited for": checkpointsWith({ quorum: (n) => n }),
    "any state: what they say is not compared": checkpointsWith({ same: (said) => said }),
    "signer not member: clients count, too": checkpointsWith({
      isAbout: ({ cluster }, { statement }) =>
        statement.kind === "checkpoint" && statement.cluster === cluster,
    }),
    "any cluster: what was signed elsewhere counts": checkpointsWith({
      isAbout: ({ replicas }, { signer, statement }) =>
        statement.kind === "checkpoint" && signer < replicas,
    }),
    "any sort: a commit counts as a checkpoint": checkpointsWith({
      isAbout: ({ cluster, replicas }, { signer, statement }) =>
        statement.cluster === cluster && signer < replicas,
    }),
    "every number: whatever is executed is a checkpoint": checkpointsWith({ isDue: () => true }),
    "any number: others may take checkpoints anywhere": {
      checkpoint: (s, checkpoint, io) =>
        checkpointsWith({ isDue: () => true }).checkpoint(s, checkpoint, io),
    },
    "falls: what is stable below comes after what is stable above": checkpointsWith({
      isNews: ({ low }, sequence) => sequence > 0 && sequence !== low,
    }),
    "duplicates counted twice: who says it again is two": {
      checkpoint(s, checkpoint, io) {
        const words = s.said.get(checkpoint.statement.sequence);
        if (words?.has(checkpoint.signer) && checkpoint.signer < s.rules.replicas) {
          words.set(100 + words.size, checkpoint);
        }
        checkpoints.checkpoint(s, checkpoint, io);
      },
    },
    "low mark included: what is over may be given": checkpointsWith({
      isBetween: ({ low, rules }, sequence) => sequence >= low && sequence <= low + rules.size,
    }),
    "high mark left out: the last number is never given": checkpointsWith({
      isBetween: ({ low, rules }, sequence) => sequence > low && sequence < low + rules.size,
    }),
    "no high mark: a primary may fill the memory of all": checkpointsWith({
      isBetween: ({ low }, sequence) => sequence > low,
    }),
    "marks at executed: what is executed here is over": {
      executed(s, sequence, digest, io) {
        checkpoints.executed(s, sequence, digest, io);
        if (sequence % s.rules.every === 0) s.low = Math.max(s.low, sequence);
      },
    },
    "never compacts: what is over is kept": checkpointsWith({ forgets: () => {} }),
    "only the oldest: of what is over one number is forgotten": checkpointsWith({
      forgets: ({ said }) => {
        if (said.size > 1) said.delete([...said.keys()][0]!);
      },
    }),
    "no bound: a liar fills the memory": checkpointsWith({ bounds: () => {} }),
    "above the high mark: who lags behind never learns": checkpointsWith({
      isNews: ({ low, rules }, sequence) => sequence > low && sequence <= low + rules.size,
    }),
    "the nearest first: a liar makes others forget what matters": checkpointsWith({
      bounds({ said, rules }, signer) {
        const own = [...said].filter(([, words]) => words.has(signer)).map(([at]) => at);
        if (own.length > rules.size / rules.every + 1) said.get(Math.min(...own))!.delete(signer);
      },
    }),
    "in all: so many numbers are remembered, whoever has a say": checkpointsWith({
      bounds({ said, rules }) {
        while (said.size > rules.size / rules.every + 1) said.delete([...said.keys()][0]!);
      },
    }),
    "needs its own: who has not come so far does not believe others": checkpointsWith({
      same: (said, one) => {
        const same = ways.same(said, one);
        return same.some(({ signer }) => signer === 1) ? same : [];
      },
    }),
    "says it though it is stable: nobody needs it": {
      executed(s, sequence, digest, io) {
        const { low } = s;
        if (sequence <= low) s.low = 0;
        checkpoints.executed(s, sequence, digest, io);
        s.low = Math.max(low, s.low);
      },
    },
    "does not count itself: its own word is not kept": {
      executed(s, sequence, digest, io) {
        checkpoints.executed(s, sequence, digest, { ...io, stable() {} });
        s.said.get(sequence)?.delete(io.self);
      },
    },
    "forges: the certificate names all": {
      checkpoint: (s, checkpoint, io) =>
        checkpoints.checkpoint(s, checkpoint, {
          ...io,
          stable: ({ statement }) =>
            io.stable({ signers: [...Array(s.rules.replicas).keys()], statement }),
        }),
    },
    "beside: what is known is kept beside the state": {
      start: (rules) => beside = checkpoints.start(rules) as State,
      executed: (_s, sequence, digest, io) => checkpoints.executed(beside!, sequence, digest, io),
      checkpoint: (_s, checkpoint, io) => checkpoints.checkpoint(beside!, checkpoint, io),
      isBetween: (_s, sequence) => checkpoints.isBetween(beside!, sequence),
    },
  },
};
