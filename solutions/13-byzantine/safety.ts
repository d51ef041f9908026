/** Part 8. What a replica of HotStuff votes for, what it locks, and what it commits. @module */

import {
  type Block,
  type BlockId,
  digestOf,
  leaderOf,
  type NodeId,
  type QuorumCertificate,
  type Safety,
  type SafetyIo,
  type SafetyRules,
  sign,
} from "../../exercises/13-byzantine/given.ts";
import { certificates } from "./certificates.ts";

/** What is remembered. */
export interface State {
  readonly rules: SafetyRules;
  readonly blocks: Map<BlockId, Block>;
  /** The view of the last vote. */
  voted: number;
  /** What is locked, and its view. */
  lock: { readonly block: BlockId; readonly view: number };
  readonly committed: Set<BlockId>;
}

/** How it is decided. */
export interface Ways {
  readonly quorum: (n: number) => number;
  readonly isGenuine: (s: State, certificate: QuorumCertificate, quorum: number) => boolean;
  readonly isFrom: (rules: SafetyRules, block: Block, from: NodeId) => boolean;
  readonly justifies: (certificate: QuorumCertificate, block: Block) => boolean;
  readonly mayVote: (view: number, voted: number) => boolean;
  readonly isSafe: (extendsLock: boolean, justified: number, locked: number) => boolean;
  readonly raises: (view: number, locked: number) => boolean;
  /** What a certificate of this block locks. */
  readonly locks: (id: BlockId, block: Block) => { readonly block: BlockId; readonly view: number };
  /** How many certified blocks in a row, the one that is decided among them. */
  readonly chain: number;
  readonly isDecided: (views: readonly number[]) => boolean;
  readonly commitsBelow: boolean;
}

const viewOf = ({ statement }: QuorumCertificate) => statement.view;

export const ways: Ways = {
  quorum: certificates.quorum,
  isGenuine({ rules: { cluster, replicas } }, { signers, statement }, quorum) {
    const { kind, view, block } = statement;
    if (kind !== "vote" || statement.cluster !== cluster) return false;
    if (block === "genesis") return view === 0 && signers.length === 0;
    const members = [...Array(replicas).keys()];
    return certificates.isCertificate({ signers, statement }, members, quorum);
  },
  isFrom: ({ replicas }, { view }, from) => from === leaderOf(view, replicas),
  justifies: ({ statement }, { parent, view }) =>
    statement.block === parent && statement.view < view,
  mayVote: (view, voted) => view > voted,
  isSafe: (extendsLock, justified, locked) => extendsLock || justified > locked,
  raises: (view, locked) => view > locked,
  locks: (_, { justify }) => ({ block: justify.statement.block, view: viewOf(justify) }),
  chain: 3,
  isDecided: (views) => views.every((view, i) => view === views[0]! - i),
  commitsBelow: true,
};

export function safetyWith(own: Partial<Ways> = {}): Safety<State> {
  const way = { ...ways, ...own };
  const extendsIt = (s: State, id: BlockId, { block, view }: State["lock"]) => {
    let next = id;
    for (;;) {
      if (next === block) return true;
      const known = s.blocks.get(next);
      if (known === undefined || known.view <= view) return false;
      next = known.parent;
    }
  };
  const commit = (s: State, id: BlockId, io: SafetyIo) => {
    const chain: BlockId[] = [];
    for (let next = id; s.blocks.has(next) && !s.committed.has(next);) {
      chain.unshift(next);
      next = s.blocks.get(next)!.parent;
    }
    for (const each of way.commitsBelow ? chain : chain.slice(-1)) {
      s.committed.add(each);
      io.committed(each);
    }
  };
  const learn = (s: State, { statement }: QuorumCertificate, io: SafetyIo) => {
    const block = s.blocks.get(statement.block);
    if (block === undefined) return;
    const lock = way.locks(statement.block, block);
    if (way.raises(lock.view, s.lock.view)) s.lock = lock;
    const views: number[] = [];
    let id = statement.block, last = id;
    for (let next: Block | undefined = block; next !== undefined && views.length < way.chain;) {
      views.push(next.view);
      last = id;
      id = next.parent;
      next = s.blocks.get(id);
    }
    if (views.length === way.chain && way.isDecided(views)) commit(s, last, io);
  };
  return {
    start: (rules) => ({
      rules,
      blocks: new Map(),
      voted: 0,
      lock: { block: "genesis", view: 0 },
      committed: new Set(),
    }),
    proposal(s, from, block, io) {
      const { cluster, replicas } = s.rules, { justify, parent, view } = block;
      if (!way.isFrom(s.rules, block, from)) return;
      if (!way.isGenuine(s, justify, way.quorum(replicas)) || !way.justifies(justify, block)) {
        return;
      }
      if (parent !== "genesis" && !s.blocks.has(parent)) return;
      const id = digestOf(block);
      s.blocks.set(id, block);
      learn(s, justify, io);
      if (!way.mayVote(view, s.voted)) return;
      if (!way.isSafe(extendsIt(s, parent, s.lock), viewOf(justify), s.lock.view)) return;
      s.voted = view;
      const vote = sign(io, { kind: "vote", cluster, view, block: id } as const);
      io.send(leaderOf(view + 1, replicas), { type: "vote", vote });
    },
    certificate(s, certificate, io) {
      if (way.isGenuine(s, certificate, way.quorum(s.rules.replicas))) learn(s, certificate, io);
    },
  };
}

export const safety: Safety<State> = safetyWith();
