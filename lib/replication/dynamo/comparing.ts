/**
 * Anti-entropy by hash trees (DeCandia et al. 2007, section 4.7). Two replicas compare trees of the keys that both
 * keep, from the root down, and exchange the copies in leaves that differ. Neither remembers that it does: a
 * message says all that its answer needs, and what is lost is found at the next time. A leaf that is larger than a
 * message goes in pages: whoever answers one says how far it has come, and the next begins there.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import {
  childrenOf,
  emptyTree,
  hashAt,
  leafOf,
  type MerkleTree,
  ROOT,
} from "../../membership/anti_entropy/merkle/tree.ts";
import type { Core, DynamoIo, Own } from "./core.ts";
import type { Hashed } from "./messages.ts";
import { type Copies, inMessages, isWithin, pageOf, type Range } from "./pages.ts";
import type { State } from "./state.ts";
import { isSame } from "./versions/copy.ts";

/** Compares copies. */
export interface Comparing {
  /** Messages. */
  readonly upon: Pick<Own["upon"], "sync" | "compare" | "exchange">;
  /** Timers. */
  readonly after: Pick<NonNullable<Own["after"]>, "repair">;
}

/** The handlers. */
export function comparing(core: Core): Comparing {
  const { setting, rule } = core, { shape } = setting;
  const begin = (s: State, partner: NodeId, io: DynamoIo) => {
    if (shape !== null && partner !== io.self) {
      compare(core, treeOf(core, s, partner), [ROOT], partner, io);
    }
  };
  return {
    upon: {
      sync(s, { partner, from }, io) {
        begin(s, partner, io);
        io.answer(from, "begun");
      },
      compare(s, { nodes, from }, io) {
        const tree = treeOf(core, s, from);
        const differing = nodes.filter((node) => hashAt(tree, node) !== node.hash);
        const inner = differing.filter(({ level }) => level < tree.shape.depth);
        compare(core, tree, inner.flatMap((node) => childrenOf(tree.shape, node)), from, io);
        for (const { level, index } of differing) {
          if (level === tree.shape.depth) offer(core, s, index, null, from, io);
        }
      },
      exchange(s, { leaf, after, upTo, copies, wants, from }, io) {
        if (wants && rule.isAbsenceDeletion()) {
          deleteAbsent(core, s, leaf, { after, upTo }, copies, from, io);
        }
        for (const [key, copy] of copies) core.keep(s, key, copy, null, io);
        if (wants) answer(core, s, leaf, { after, upTo }, copies, from, io);
        else if (upTo !== null && rule.turnsPages()) offer(core, s, leaf, upTo, from, io);
      },
    },
    after: {
      repair(s, _, io) {
        waitForNext(core, io);
        const others = [...s.trees.keys()].sort((a, b) => a - b);
        if (others.length > 0) begin(s, others[io.choose(others.length)]!, io);
      },
    },
  };
}

/** Waits for the next comparison, not equally long at all nodes. */
export function waitForNext({ setting: { repairMs } }: Core, io: DynamoIo): void {
  if (repairMs === null) return;
  io.wait(repairMs + io.choose(Math.max(1, Math.floor(repairMs / 2))), { type: "repair" });
}

function compare(
  { setting }: Core,
  tree: MerkleTree,
  nodes: readonly { readonly level: number; readonly index: number }[],
  partner: NodeId,
  io: DynamoIo,
): void {
  const hashed: Hashed[] = nodes.map((node) => ({ ...node, hash: hashAt(tree, node) }));
  for (const some of inMessages(hashed, setting.messageBytes)) {
    io.send(partner, { type: "compare", nodes: some });
  }
}

/** The next page of a leaf that differs. */
function offer(
  core: Core,
  s: State,
  leaf: number,
  after: string | null,
  partner: NodeId,
  io: DynamoIo,
): void {
  const all = copiesIn(core, s, leaf, { after, upTo: null }, partner, io);
  const page = pageOf(all, null, core.setting.messageBytes);
  io.send(partner, { type: "exchange", leaf, after, ...page, wants: true });
}

/** What whoever sent a page lacks in its range, as much as has room; where it is the last page and nothing lacks, silence will do. */
function answer(
  core: Core,
  s: State,
  leaf: number,
  range: Range,
  copies: Copies,
  partner: NodeId,
  io: DynamoIo,
): void {
  const theirs = new Map(copies);
  const news = copiesIn(core, s, leaf, range, partner, io).filter(([key, copy]) => {
    const known = theirs.get(key);
    return known === undefined || !isSame(known, copy);
  });
  const page = pageOf(news, range.upTo, core.setting.messageBytes);
  if (page.copies.length === 0 && page.upTo === null) return;
  io.send(partner, { type: "exchange", leaf, after: range.after, ...page, wants: false });
}

function treeOf({ setting }: Core, s: State, partner: NodeId): MerkleTree {
  return s.trees.get(partner) ?? emptyTree(setting.shape!);
}

/** What is kept in a range of a leaf of the tree that this node and another have in common. */
function copiesIn(
  core: Core,
  s: State,
  leaf: number,
  range: Range,
  partner: NodeId,
  io: DynamoIo,
): Copies {
  return [...s.store].filter(([key]) =>
    leafOf(core.setting.shape!, key) === leaf && isWithin(key, range) &&
    isShared(core, s, key, partner, io)
  );
}

function isShared(core: Core, s: State, key: string, partner: NodeId, io: DynamoIo): boolean {
  const homes = core.homes(s, key, io.peers);
  return homes.includes(partner) && homes.includes(io.self);
}

/** What no node does that means it well: what the partner does not have is taken for deleted there. */
function deleteAbsent(
  core: Core,
  s: State,
  leaf: number,
  range: Range,
  copies: Copies,
  partner: NodeId,
  io: DynamoIo,
): void {
  const theirs = new Map(copies);
  for (const [key] of copiesIn(core, s, leaf, range, partner, io)) {
    if (!theirs.has(key)) core.giveUp(s, key, null, io);
  }
}
