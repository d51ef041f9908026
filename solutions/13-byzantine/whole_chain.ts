/** The chain of blocks: what certificates teach, and what is executed. @module */

import {
  type Block,
  type BlockId,
  digestOf,
  type NodeId,
  type QuorumCertificate,
  TENURE,
  type WholeRules,
} from "../../exercises/13-byzantine/given.ts";
import { certificates } from "./certificates.ts";
import { genesis, type State, viewOf, type WholeIo } from "./whole_state.ts";

/** The decisions, so that each can be made wrongly. */
export interface Ways {
  readonly quorum: (n: number) => number;
  readonly weak: (n: number) => number;
  readonly isGenuine: (
    rules: WholeRules,
    certificate: QuorumCertificate,
    quorum: number,
  ) => boolean;
  readonly isSafe: (extendsLock: boolean, justified: number, locked: number) => boolean;
  readonly mayVote: (view: number, voted: number) => boolean;
  readonly lockOf: (certificate: QuorumCertificate, block: Block) => QuorumCertificate;
  readonly chain: number;
  readonly isDecided: (views: readonly number[]) => boolean;
  readonly patience: (viewMs: number, failures: number) => number;
  /** How many views in a row have failed, after a commit. */
  readonly calmed: (failures: number) => number;
  /** Whether whoever wants this view leaves the other. */
  readonly isLeaving: (wanted: number, view: number) => boolean;
  /** What is wanted after too long a view. */
  readonly wants: (view: number, wanted: number) => number;
  /** Whether a leader that wishes have made one has heard enough. */
  readonly isTold: (heard: number, quorum: number) => boolean;
  readonly isNew: (timestamp: number, last: number) => boolean;
  readonly checksCommands: boolean;
  readonly leavesOut: boolean;
  readonly fetches: boolean;
  readonly shows: boolean;
}

export const ways: Ways = {
  quorum: certificates.quorum,
  weak: certificates.weak,
  isGenuine({ cluster, replicas }, { signers, statement }, quorum) {
    const { kind, view, block } = statement;
    if (kind !== "vote" || statement.cluster !== cluster) return false;
    if (view === 0 || block === "genesis") {
      return view === 0 && block === "genesis" && signers.length === 0;
    }
    return certificates.isCertificate({ signers, statement }, [...Array(replicas).keys()], quorum);
  },
  isSafe: (extendsLock, justified, locked) => extendsLock || justified > locked,
  mayVote: (view, voted) => view > voted,
  lockOf: (_, { justify }) => justify,
  chain: 3,
  isDecided: (views) => views.every((view, i) => view === views[0]! - i),
  patience: (viewMs, failures) => viewMs * 2 ** Math.min(failures, 10),
  calmed: (failures) => Math.max(0, failures - 1),
  isLeaving: (wanted, view) => wanted > view,
  wants: (view, wanted) => Math.max(wanted, (Math.floor(view / TENURE) + 1) * TENURE),
  isTold: (heard, quorum) => heard >= quorum,
  isNew: (timestamp, last) => timestamp > last,
  checksCommands: true,
  leavesOut: true,
  fetches: true,
  shows: true,
};

/** A replica's chain. */
export class Chain {
  constructor(readonly rules: WholeRules, readonly way: Ways) {}

  isGenuine(certificate: QuorumCertificate): boolean {
    const { rules, way } = this;
    return way.isGenuine(rules, certificate, way.quorum(rules.replicas));
  }

  isKnown(s: State, id: BlockId): boolean {
    return id === "genesis" || s.blocks.has(id);
  }

  /** Whether a block is, or extends, what a certificate is for. */
  extendsIt(s: State, id: BlockId, { statement }: QuorumCertificate): boolean {
    for (let next = id;;) {
      if (next === statement.block) return true;
      const block = s.blocks.get(next);
      if (block === undefined || block.view <= statement.view) return false;
      next = block.parent;
    }
  }

  keep(s: State, block: Block, io: WholeIo): void {
    const id = digestOf(block);
    s.missing.delete(id);
    if (s.blocks.has(id)) return;
    s.blocks.set(id, block);
    io.save({ type: "block", block });
  }

  /** Asks for a block. */
  lack(s: State, id: BlockId, from: NodeId | null, io: WholeIo): void {
    if (s.missing.has(id) && from !== null) return;
    s.missing.add(id);
    if (!this.way.fetches) return;
    for (let to = 0; to < this.rules.replicas; to++) {
      const isAsked = from === null || from === io.self ? to !== io.self : to === from;
      if (isAsked) io.send(to, { type: "fetch", block: id });
    }
  }

  /** What follows from a certificate and those below it: what is locked, and what is decided. */
  follow(s: State, certificate: QuorumCertificate, from: NodeId, io: WholeIo): void {
    const { way } = this;
    for (let above = certificate; viewOf(above) > 0;) {
      const id = above.statement.block, block = s.blocks.get(id);
      if (block === undefined) return this.lack(s, id, from, io);
      const lock = way.lockOf(above, block);
      if (viewOf(lock) > viewOf(s.lock)) s.lock = lock;
      const decided = this.decidedBy(s, id);
      if (decided !== undefined) this.commit(s, decided, from, io);
      if (s.committed.includes(id)) return;
      above = block.justify;
    }
  }

  decidedBy(s: State, id: BlockId): BlockId | undefined {
    const views: number[] = [];
    for (let next = id;;) {
      const block = s.blocks.get(next);
      if (block === undefined) return undefined;
      views.push(block.view);
      if (views.length === this.way.chain) return this.way.isDecided(views) ? next : undefined;
      next = block.parent;
    }
  }

  commit(s: State, decided: BlockId, from: NodeId, io: WholeIo): void {
    const chain: (readonly [BlockId, Block])[] = [];
    for (let next = decided; next !== "genesis" && !s.committed.includes(next);) {
      const block = s.blocks.get(next);
      if (block === undefined) return this.lack(s, next, from, io);
      chain.unshift([next, block]);
      next = block.parent;
    }
    if (chain.length === 0) return;
    for (const [id, block] of chain) this.execute(s, id, block, io);
    s.failures = this.way.calmed(s.failures);
    io.save({ type: "committed", block: decided });
  }

  execute(s: State, id: BlockId, { commands }: Block, io: WholeIo | null): void {
    s.committed.push(id);
    for (const { signer: client, statement: { timestamp, command } } of commands) {
      const waits = s.pool.get(client)?.statement.timestamp ?? 0;
      if (waits <= timestamp) s.pool.delete(client);
      if (!this.way.isNew(timestamp, s.sessions.get(client)?.timestamp ?? 0)) continue;
      const result = s.executed.push({ client, command });
      s.sessions.set(client, { timestamp, result });
      io?.send(client, { type: "reply", view: s.view, timestamp, result });
    }
  }

  /** The blocks that are committed, from what was saved. */
  replay(s: State, last: BlockId): void {
    const chain: (readonly [BlockId, Block])[] = [];
    for (let next = last; next !== "genesis";) {
      const block = s.blocks.get(next)!;
      chain.unshift([next, block]);
      next = block.parent;
    }
    for (const [id, block] of chain) this.execute(s, id, block, null);
  }

  genesis(): QuorumCertificate {
    return genesis(this.rules);
  }
}
