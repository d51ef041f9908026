/** Part 5. Checkpoints and water marks. @module */

import {
  type Checkpoint,
  type CheckpointIo,
  type CheckpointRules,
  type Checkpoints,
  type NodeId,
  sign,
  type Signed,
} from "../../exercises/13-byzantine/given.ts";
import { certificates } from "./certificates.ts";

/** What is remembered. */
export interface State {
  readonly rules: CheckpointRules;
  low: number;
  /** By number and replica: the first word of each. */
  readonly said: Map<number, Map<NodeId, Signed<Checkpoint>>>;
}

/** How it is decided. */
export interface Ways {
  readonly quorum: (n: number) => number;
  readonly isDue: (rules: CheckpointRules, sequence: number) => boolean;
  readonly isAbout: (rules: CheckpointRules, checkpoint: Signed<Checkpoint>) => boolean;
  readonly isNews: (s: State, sequence: number) => boolean;
  readonly isBetween: (s: State, sequence: number) => boolean;
  readonly bounds: (s: State, signer: NodeId) => void;
  readonly forgets: (s: State) => void;
  readonly same: (
    said: readonly Signed<Checkpoint>[],
    one: Signed<Checkpoint>,
  ) => readonly Signed<Checkpoint>[];
}

export const ways: Ways = {
  quorum: certificates.quorum,
  isDue: ({ every }, sequence) => sequence % every === 0,
  isAbout: ({ cluster, replicas }, { signer, statement }) =>
    statement.kind === "checkpoint" && statement.cluster === cluster && signer < replicas,
  isNews: ({ low }, sequence) => sequence > low,
  isBetween: ({ low, rules }, sequence) => sequence > low && sequence <= low + rules.size,
  bounds({ said, rules }, signer) {
    const own = [...said].filter(([, words]) => words.has(signer)).map(([sequence]) => sequence);
    if (own.length <= rules.size / rules.every + 1) return;
    const farthest = Math.max(...own), words = said.get(farthest)!;
    words.delete(signer);
    if (words.size === 0) said.delete(farthest);
  },
  forgets({ said, low }) {
    for (const sequence of said.keys()) if (sequence <= low) said.delete(sequence);
  },
  same: (said, one) => said.filter(({ statement }) => statement.digest === one.statement.digest),
};

export function checkpointsWith(own: Partial<Ways> = {}): Checkpoints<State> {
  const way = { ...ways, ...own };
  const note = (s: State, checkpoint: Signed<Checkpoint>, io: CheckpointIo) => {
    const { signer, statement: { sequence } } = checkpoint;
    const words = s.said.get(sequence) ?? new Map<NodeId, Signed<Checkpoint>>();
    if (!words.has(signer)) words.set(signer, checkpoint);
    s.said.set(sequence, words);
    way.bounds(s, signer);
    const same = way.same([...words.values()], checkpoint);
    if (same.length < way.quorum(s.rules.replicas)) return;
    const signers = same.map((each) => each.signer).sort((a, b) => a - b);
    s.low = sequence;
    way.forgets(s);
    io.stable({ signers, statement: checkpoint.statement });
  };
  return {
    start: (rules) => ({ rules, low: 0, said: new Map() }),
    executed(s, sequence, digest, io) {
      const { cluster, replicas } = s.rules;
      if (!way.isDue(s.rules, sequence) || !way.isNews(s, sequence)) return;
      const checkpoint = sign(io, { kind: "checkpoint", cluster, sequence, digest } as const);
      for (let to = 0; to < replicas; to++) {
        if (to !== io.self) io.send(to, { type: "checkpoint", checkpoint });
      }
      note(s, checkpoint, io);
    },
    checkpoint(s, checkpoint, io) {
      const { sequence } = checkpoint.statement;
      if (!way.isAbout(s.rules, checkpoint) || !way.isDue(s.rules, sequence)) return;
      if (way.isNews(s, sequence)) note(s, checkpoint, io);
    },
    isBetween: way.isBetween,
  };
}

export const checkpoints: Checkpoints<State> = checkpointsWith();
