/** Part 4. The three phases. @module */

import {
  type Certificate,
  type Commit,
  leaderOf,
  type NodeId,
  type OrderIo,
  type OrderRules,
  type Phases,
  type Prepare,
  type PrePrepare,
  sign,
  type Signed,
  type Vote,
} from "../../exercises/13-byzantine/given.ts";
import { certificates } from "./certificates.ts";

/** What is known of one number. */
export interface Slot {
  accepted: Signed<PrePrepare> | null;
  prepared: boolean;
  committed: boolean;
  readonly prepares: Map<NodeId, Signed<Prepare>>;
  readonly commits: Map<NodeId, Signed<Commit>>;
}

/** What is remembered. */
export interface State {
  readonly rules: OrderRules;
  given: number;
  readonly slots: Map<number, Slot>;
}

type Kind = "prePrepare" | "prepare" | "commit";

/** How it is decided. */
export interface Ways {
  readonly quorum: (n: number) => number;
  readonly isAbout: (s: State, kind: Kind, statement: Vote & { readonly kind: string }) => boolean;
  readonly isBetween: (rules: OrderRules, sequence: number) => boolean;
  readonly isPrimarys: (rules: OrderRules, signer: NodeId) => boolean;
  readonly mayAccept: (slot: Slot, digest: string) => boolean;
  readonly isVoter: (rules: OrderRules, kind: Kind, signer: NodeId) => boolean;
  readonly isFor: (digest: string, accepted: string) => boolean;
  readonly counts: (votes: ReadonlyMap<NodeId, unknown>, signer: NodeId) => boolean;
  readonly needsPrepared: boolean;
  readonly proves: (signers: readonly NodeId[], slot: Slot) => readonly NodeId[];
  readonly preparesNeeded: (quorum: number) => number;
}

export const ways: Ways = {
  quorum: certificates.quorum,
  isAbout: ({ rules }, kind, statement) =>
    statement.kind === kind && statement.cluster === rules.cluster && statement.view === rules.view,
  isBetween: ({ low, high }, sequence) => sequence > low && sequence <= high,
  isPrimarys: ({ view, replicas }, signer) => signer === leaderOf(view, replicas),
  mayAccept: ({ accepted }) => accepted === null,
  isVoter: ({ view, replicas }, kind, signer) =>
    signer < replicas && (kind === "commit" || signer !== leaderOf(view, replicas)),
  isFor: (digest, accepted) => digest === accepted,
  counts: (votes, signer) => !votes.has(signer),
  needsPrepared: true,
  proves: (signers) => signers,
  preparesNeeded: (quorum) => quorum - 1,
};

export function phasesWith(own: Partial<Ways> = {}): Phases<State> {
  const way = { ...ways, ...own };
  const slotOf = (s: State, sequence: number): Slot => {
    let slot = s.slots.get(sequence);
    if (slot === undefined) {
      slot = {
        accepted: null,
        prepared: false,
        committed: false,
        prepares: new Map(),
        commits: new Map(),
      };
      s.slots.set(sequence, slot);
    }
    return slot;
  };
  const tell = ({ rules }: State, message: Parameters<OrderIo["send"]>[1], io: OrderIo) => {
    for (let to = 0; to < rules.replicas; to++) if (to !== io.self) io.send(to, message);
  };
  const votesFor = <V extends Prepare | Commit>(
    votes: ReadonlyMap<NodeId, Signed<V>>,
    statement: V,
  ): Certificate<V> => {
    const same = [...votes].filter(([, vote]) =>
      way.isFor(vote.statement.digest, statement.digest)
    );
    return { signers: same.map(([node]) => node).sort((a, b) => a - b), statement };
  };
  /** Goes on with a number as far as the votes allow. */
  const advance = (s: State, sequence: number, io: OrderIo) => {
    const slot = slotOf(s, sequence), { accepted } = slot;
    if (accepted === null) return;
    const { digest } = accepted.statement, quorum = way.quorum(s.rules.replicas);
    const prepares = votesFor(slot.prepares, { ...accepted.statement, kind: "prepare" });
    const commit: Commit = { ...accepted.statement, kind: "commit" };
    if (!slot.prepared && prepares.signers.length >= way.preparesNeeded(quorum)) {
      slot.prepared = true;
      const signers = way.proves(prepares.signers, slot);
      io.prepared({ prePrepare: accepted, prepares: { ...prepares, signers } });
      const own = sign(io, commit);
      slot.commits.set(io.self, own);
      tell(s, { type: "commit", commit: own }, io);
    }
    if (slot.committed || way.needsPrepared && !slot.prepared) return;
    if (votesFor(slot.commits, commit).signers.length < quorum) return;
    slot.committed = true;
    io.committed(sequence, digest);
  };
  return {
    start: (rules) => ({ rules, given: rules.low, slots: new Map() }),
    propose(s, digest, io) {
      const { cluster, view } = s.rules, sequence = s.given + 1;
      if (!way.isPrimarys(s.rules, io.self) || !way.isBetween(s.rules, sequence)) return;
      s.given = sequence;
      const statement = { kind: "prePrepare", cluster, view, sequence, digest } as const;
      const accepted = slotOf(s, sequence).accepted = sign(io, statement);
      tell(s, { type: "prePrepare", prePrepare: accepted }, io);
      advance(s, sequence, io);
    },
    prePrepare(s, prePrepare, io) {
      const { signer, statement } = prePrepare, { sequence } = statement;
      if (!way.isAbout(s, "prePrepare", statement) || !way.isBetween(s.rules, sequence)) return;
      if (!way.isPrimarys(s.rules, signer) || signer === io.self) return;
      const slot = slotOf(s, sequence);
      if (!way.mayAccept(slot, statement.digest)) return;
      slot.accepted = prePrepare;
      const own = sign(io, { ...statement, kind: "prepare" } as const);
      slot.prepares.set(io.self, own);
      tell(s, { type: "prepare", prepare: own }, io);
      advance(s, sequence, io);
    },
    prepare(s, prepare, io) {
      const { signer, statement } = prepare, { sequence } = statement;
      if (!way.isAbout(s, "prepare", statement) || !way.isBetween(s.rules, sequence)) return;
      const { prepares } = slotOf(s, sequence);
      if (!way.isVoter(s.rules, "prepare", signer) || !way.counts(prepares, signer)) return;
      prepares.set(signer, prepare);
      advance(s, sequence, io);
    },
    commit(s, commit, io) {
      const { signer, statement } = commit, { sequence } = statement;
      if (!way.isAbout(s, "commit", statement) || !way.isBetween(s.rules, sequence)) return;
      const { commits } = slotOf(s, sequence);
      if (!way.isVoter(s.rules, "commit", signer) || !way.counts(commits, signer)) return;
      commits.set(signer, commit);
      advance(s, sequence, io);
    },
  };
}

export const phases: Phases<State> = phasesWith();
