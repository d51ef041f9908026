/**
 * What a replica saves, and how it comes back. Its last vote, its lock and the blocks are saved before a vote leaves:
 * who forgot them would vote twice in a view, or against what it has locked, with no lie at all.
 *
 * @module
 */

import { newService } from "../byzantine_client/served.ts";
import { type BlockId, GENESIS, genesisBlock, genesisCertificate, idOf } from "./block.ts";
import { prune } from "./checkpoint.ts";
import { execute } from "./execute.ts";
import type { Saved } from "./messages.ts";
import { restore } from "./pages.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";
import { baseOf, downFrom, heightOf, viewOf } from "./tree.ts";

/** A replica is born, or comes back with what it saved. */
export function startReplica(hotstuff: HotStuff, journal: readonly Saved[]): Replica {
  const { cluster, phases, machine } = hotstuff, [phase] = phases;
  const genesis = genesisCertificate(cluster, phase!);
  const s: Replica = {
    role: "replica",
    ...newService(machine),
    view: 1,
    entrance: null,
    wish: 1,
    failures: 0,
    enteredMs: -Infinity,
    timing: false,
    voted: { view: 0, phase: phase!, block: GENESIS },
    high: genesis,
    ended: null,
    lock: genesis,
    blocks: new Map([[GENESIS, genesisBlock(cluster, phase!)]]),
    committed: [GENESIS],
    decided: null,
    missing: new Map(),
    waiting: null,
    snapshots: new Map(),
    stable: null,
    checkpoints: new Map(),
    offers: new Map(),
    pages: new Map(),
    pool: new Map(),
    votes: new Map(),
    wishes: new Map(),
    certified: { view: 0, phase: phase! },
    proposed: 0,
    settled: false,
  };
  for (const record of journal) recall(hotstuff, s, record);
  s.view = Math.max(1, s.voted.view, viewOf(s.high));
  s.wish = s.view;
  s.proposed = s.voted.view;
  return s;
}

function recall(hotstuff: HotStuff, s: Replica, record: Saved): void {
  switch (record.type) {
    case "block":
      s.blocks.set(idOf(record.block, hotstuff.digest), record.block);
      return;
    case "voted":
      s.voted = record.voted;
      s.high = record.high;
      s.lock = record.lock;
      return;
    case "committed":
      for (const id of pathTo(s, record.block)) execute(hotstuff, s, id, s.blocks.get(id)!);
      return;
    case "checkpoint": {
      const { stable, snapshot } = record, { height } = snapshot;
      if (height > heightOf(s)) restore(hotstuff, s, snapshot);
      else s.committed.splice(0, height - baseOf(s));
      s.stable = stable;
      for (const at of s.snapshots.keys()) if (at < height) s.snapshots.delete(at);
      s.snapshots.set(height, snapshot);
      prune(s);
    }
  }
}

/** The blocks from the highest decided one, which is not among them, up to this one. */
function pathTo(s: Replica, decided: BlockId): BlockId[] {
  const path: BlockId[] = [];
  for (const [id, { height }] of downFrom(s, decided)) {
    if (height <= heightOf(s)) break;
    path.push(id);
  }
  return path.reverse();
}

/** How many requests a proxy has signed. */
export function askedIn(journal: readonly Saved[]): number {
  const asked = journal.findLast((record) => record.type === "asked");
  return asked?.timestamp ?? 0;
}

/**
 * The shortest journal: the state at the last stable checkpoint; the blocks of the decided chain from there, in order, and
 * what is decided; the blocks above it; the last vote. Blocks of branches that were given up are left out.
 */
export function compact(hotstuff: HotStuff, journal: readonly Saved[]): Saved[] {
  const asked = journal.findLast(({ type }) => type === "asked");
  if (asked !== undefined) return [asked];
  const s = startReplica(hotstuff, journal);
  const decided = new Set(s.committed), short: Saved[] = [];
  const [, ...above] = s.committed, top = heightOf(s), snapshot = s.snapshots.get(baseOf(s));
  const checkpoint = journal.findLast(({ type }) => type === "checkpoint");
  if (snapshot !== undefined && checkpoint !== undefined) short.push(checkpoint);
  for (const id of above) short.push({ type: "block", block: s.blocks.get(id)! });
  if (above.length > 0) short.push({ type: "committed", block: above.at(-1)! });
  for (const [id, block] of s.blocks) {
    if (!decided.has(id) && block.height > top) short.push({ type: "block", block });
  }
  const voted = journal.findLast(({ type }) => type === "voted");
  return voted === undefined ? short : [...short, voted];
}
