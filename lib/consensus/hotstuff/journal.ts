/**
 * What a replica saves, and how it comes back. Its last vote, its lock and the blocks are saved before a vote leaves:
 * who forgot them would vote twice in a view, or against what it has locked, with no lie at all.
 *
 * @module
 */

import { newService, serve } from "../byzantine_client/served.ts";
import { type BlockId, GENESIS, genesisBlock, genesisCertificate, idOf } from "./block.ts";
import type { HotStuffIo, Saved } from "./messages.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";
import { downFrom, viewOf } from "./tree.ts";

/** Saves a record, as far as the rules say so. */
export function save({ rules }: HotStuff, io: HotStuffIo, record: Saved): void {
  const kept = rules.saves(record);
  if (kept !== null) io.save(kept);
}

/** A replica is born, or comes back with what it saved. */
export function startReplica(hotstuff: HotStuff, journal: readonly Saved[]): Replica {
  const { cluster, phases, machine, digest } = hotstuff, [phase] = phases;
  const genesis = genesisCertificate(cluster, phase!);
  const s: Replica = {
    role: "replica",
    ...newService(machine),
    view: 1,
    entrance: null,
    wish: 1,
    failures: 0,
    timing: false,
    voted: { view: 0, phase: phase!, block: GENESIS },
    high: genesis,
    ended: null,
    lock: genesis,
    blocks: new Map([[GENESIS, genesisBlock(cluster, phase!)]]),
    committed: [GENESIS],
    decided: null,
    missing: new Set(),
    waiting: null,
    pool: new Map(),
    votes: new Map(),
    wishes: new Map(),
    certified: { view: 0, phase: phase! },
    proposed: 0,
    settled: false,
  };
  for (const record of journal) recall(s, record, digest);
  executeAgain(hotstuff, s);
  s.view = Math.max(1, s.voted.view, viewOf(s.high));
  s.wish = s.view;
  s.proposed = s.voted.view;
  return s;
}

function recall(s: Replica, record: Saved, digest: (text: string) => string): void {
  switch (record.type) {
    case "block":
      s.blocks.set(idOf(record.block, digest), record.block);
      return;
    case "voted":
      s.voted = record.voted;
      s.high = record.high;
      s.lock = record.lock;
      return;
    case "committed":
      s.committed.push(...pathTo(s, record.block));
  }
}

/** The blocks from the highest decided one, which is not among them, up to this one. */
function pathTo(s: Replica, decided: BlockId): BlockId[] {
  const path: BlockId[] = [];
  for (const [id, { height }] of downFrom(s, decided)) {
    if (height < s.committed.length) break;
    path.push(id);
  }
  return path.reverse();
}

function executeAgain({ machine, rules }: HotStuff, s: Replica): void {
  for (const id of s.committed) {
    for (const request of s.blocks.get(id)!.batch) {
      if (serve(machine, s, request, s.executed + 1, rules.isNew) !== undefined) s.executed++;
    }
  }
}

/** How many requests a proxy has signed. */
export function askedIn(journal: readonly Saved[]): number {
  const asked = journal.findLast((record) => record.type === "asked");
  return asked?.timestamp ?? 0;
}

/**
 * The shortest journal: the blocks of the decided chain, in order, and what is decided; the blocks above it; the last
 * vote. Blocks of branches that were given up are left out.
 */
export function compact(hotstuff: HotStuff, journal: readonly Saved[]): Saved[] {
  const asked = journal.findLast(({ type }) => type === "asked");
  if (asked !== undefined) return [asked];
  const s = startReplica(hotstuff, journal);
  const decided = new Set(s.committed), short: Saved[] = [];
  const top = s.committed.length - 1;
  for (const id of s.committed.slice(1)) short.push({ type: "block", block: s.blocks.get(id)! });
  if (top > 0) short.push({ type: "committed", block: s.committed[top]! });
  for (const [id, block] of s.blocks) {
    if (!decided.has(id) && block.height > top) short.push({ type: "block", block });
  }
  const voted = journal.findLast(({ type }) => type === "voted");
  return voted === undefined ? short : [...short, voted];
}
