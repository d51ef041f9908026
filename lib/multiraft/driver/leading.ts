/**
 * The driver's leader: it hears reports, decides about nodes, and gives orders. A new one knows
 * only the book, and waits until it has been told the rest.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { termAt } from "../../consensus/raft/log.ts";
import type { Book, Entry, Standing } from "./book.ts";
import { hear, rangesOf, staleOf } from "./directory.ts";
import type { DrivenMessage } from "./messages.ts";
import { choose } from "./plan/choose.ts";
import { advance, type Operator } from "./plan/operator.ts";
import type { SeenNode } from "./plan/seen.ts";
import type { View } from "./plan/view.ts";
import type { Soft } from "./state.ts";
import { NUMBERS, propose, type Turn } from "./turn.ts";

/** A report, as it comes. */
export type Report = Extract<DrivenMessage, { type: "report" }> & { readonly from: NodeId };

/** What a leader of the driver knows at first, when it has heard of nobody. */
export function newSoft(term: number, since: number): Soft {
  return {
    term,
    since,
    ranges: new Map(),
    index: null,
    heard: new Map(),
    lost: [],
    operators: new Map(),
    nextOperator: 1,
    spare: [],
    allocates: false,
    hasNews: true,
    ends: new Map(),
  };
}

/**
 * After each step of the driver's group: whether this node leads it, and knows all that was decided
 * before.
 */
export function noteLead({ s: { driver: part }, io, driver }: Turn): void {
  const { book, soft } = part;
  if (book === null) return;
  if (book.leading === null) {
    if (soft !== null) io.cancel("schedule");
    part.soft = null;
    if (book.leader !== null) part.leader = book.leader;
    return;
  }
  // Before an entry of its own is committed, it does not know what others have decided.
  const knowsAll = termAt(book.log, book.commitIndex) === book.term;
  if (!knowsAll || soft?.term === book.term) return;
  part.soft = newSoft(book.term, io.now());
  part.leader = io.self;
  io.wait(driver.reportMs / 2, { type: "schedule" });
}

/** A node reports. */
export function uponReport(turn: Turn, report: Report): void {
  const { s: { driver: part }, io, driver } = turn;
  const { from, number, to, ranges, holds, asleep } = report, { soft, book } = part;
  if (soft === null || book === null) {
    const leader = book?.leader ?? part.leader;
    return io.send(from, { type: "driver is", leader: leader === io.self ? null : leader });
  }
  const isWhole = to === soft.term || soft.heard.get(from)?.isWhole === true;
  soft.heard.set(from, { at: io.now(), isWhole, asleep });
  for (const told of ranges) hear(soft, from, told, io.now());
  decideUpon(turn, soft, book.machine.nodes.get(from), report);
  if (soft.lost.includes(from)) soft.lost = soft.lost.filter((node) => node !== from);
  const lost = [...driver.rules.named(soft.lost)];
  const stale = staleOf(soft, from, holds);
  io.send(from, { type: "reported", number, term: soft.term, lost, stale });
}

/** A node that reports is written down, and is up again if it was down. */
function decideUpon(turn: Turn, soft: Soft, entry: Entry | undefined, report: Report): void {
  const { from: node, zone, capacity } = report, since = turn.io.now();
  const isKnown = entry !== undefined && entry.zone === zone && entry.capacity === capacity;
  if (!isKnown && entry?.standing !== "gone") {
    propose(turn, { type: "register", node, zone, capacity, since });
  }
  if (entry?.standing !== "down") return;
  soft.hasNews = true;
  propose(turn, { type: "decide", node, was: "down", standing: "up", since });
}

/** The nodes of which nothing was heard for a while. */
function lostOf({ io, driver }: Turn, soft: Soft, { nodes }: Book): NodeId[] {
  const now = io.now();
  return [...nodes.keys()].filter((node) => now - lastWord(soft, node) > driver.lostMs);
}

/** When a node was heard of last; before this one led, nothing was. */
function lastWord(soft: Soft, node: NodeId): number {
  return Math.max(soft.since, soft.heard.get(node)?.at ?? 0);
}

/** An administrator decides about a node. */
export function uponDecide(turn: Turn, node: NodeId, standing: Standing): void {
  const { s: { driver: { soft, book } }, io } = turn;
  const entry = book?.machine.nodes.get(node);
  if (soft === null || entry === undefined) return;
  propose(turn, { type: "decide", node, was: entry.standing, standing, since: io.now() });
}

/** It is time to look whether there is anything to do. */
export function afterSchedule(turn: Turn): void {
  const { s: { driver: part }, io, driver } = turn, { soft, book } = part;
  if (soft === null || book === null) return;
  io.wait(driver.reportMs / 2, { type: "schedule" });
  const lost = soft.lost = lostOf(turn, soft, book.machine);
  decideDown(turn, soft, book.machine, lost);
  const ranges = rangesOf(soft);
  proceed(turn, soft);
  allocate(turn, soft);
  // What nothing came of will not come of anything before there is news; time alone ends a rest
  // after a split.
  if (!(soft.hasNews || driver.mergeBytes > 0) || !isReady(turn, soft, book.machine, lost)) return;
  soft.hasNews = false;
  const view: View = {
    now: io.now(),
    replicas: book.machine.replicas,
    nodes: seenNodes(book.machine, lost),
    ranges,
    operators: soft.operators,
    spare: soft.spare,
  };
  for (const operator of choose(driver, view)) begin(turn, soft, operator);
}

/** Who was not heard of for long enough is down. */
function decideDown(turn: Turn, soft: Soft, { nodes }: Book, lost: readonly NodeId[]): void {
  const now = turn.io.now();
  for (const node of lost) {
    const { standing: was } = nodes.get(node)!;
    soft.hasNews = true;
    if (was !== "up" && was !== "draining") continue;
    if (now - lastWord(soft, node) <= turn.driver.downMs) continue;
    propose(turn, { type: "decide", node, was, standing: "down", since: now });
  }
}

/** Whether enough is known to plan: every node that is there has told all. */
function isReady(
  { io, driver }: Turn,
  soft: Soft,
  { nodes }: Book,
  lost: readonly NodeId[],
): boolean {
  if (io.now() - soft.since < 2 * driver.reportMs) return false;
  const isLost = new Set(lost);
  return [...nodes].every(([node, { standing }]) =>
    standing === "down" || standing === "gone" || isLost.has(node) ||
    soft.heard.get(node)?.isWhole === true
  );
}

function seenNodes({ nodes }: Book, lost: readonly NodeId[]): Map<NodeId, SeenNode> {
  const isLost = new Set(lost);
  return new Map([...nodes].map(([node, { zone, capacity, standing }]) => {
    return [node, { node, zone, capacity, standing, isLost: isLost.has(node) }];
  }));
}

/** An operator begins. */
function begin(turn: Turn, soft: Soft, operator: Operator): void {
  const numbered = { ...operator, id: soft.nextOperator++ }, { order } = operator.steps[0]!;
  if (order.type === "split") soft.spare = soft.spare.filter((id) => id !== order.child);
  soft.operators.set(operator.group, numbered);
  follow(turn, soft, numbered);
}

/** All operators go on. */
function proceed(turn: Turn, soft: Soft): void {
  for (const operator of [...soft.operators.values()]) follow(turn, soft, operator);
}

/** An operator goes on as far as it can. */
function follow(turn: Turn, soft: Soft, operator: Operator): void {
  const { io, driver } = turn,
    { group, id, kind, reason } = operator,
    seen = soft.ranges.get(group);
  const verdict = advance(driver, operator, seen, io.now());
  switch (verdict.type) {
    case "wait":
      return;
    case "next":
      soft.operators.set(group, verdict.operator);
      return follow(turn, soft, verdict.operator);
    case "send": {
      const { epoch, order } = verdict;
      // Below 0 are the driver's numbers: gateways count from 0 on.
      const { boot } = turn.s;
      return io.send(seen!.leader, { type: "route", id: -id, boot, group, epoch, task: order });
    }
    default: {
      soft.operators.delete(group);
      soft.hasNews = true;
      const end = `${kind} ${reason} ${verdict.type === "done" ? "done" : verdict.why}`;
      soft.ends.set(end, (soft.ends.get(end) ?? 0) + 1);
    }
  }
}

/** Numbers for new groups are kept at hand. */
function allocate(turn: Turn, soft: Soft): void {
  const { splitBytes, splitOps } = turn.driver;
  if (soft.allocates || soft.spare.length >= 4) return;
  if (splitBytes === Infinity && splitOps === Infinity) return;
  soft.allocates = true;
  propose(turn, { type: "allocate", count: NUMBERS }, "numbers");
}

/** News of a range: what is under way with it goes on at once. */
export function goOn(turn: Turn, group: number): void {
  const { soft } = turn.s.driver, operator = soft?.operators.get(group);
  if (operator !== undefined) follow(turn, soft!, operator);
}
