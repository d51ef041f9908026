/**
 * What a node tells the driver: that it is there, and of the ranges that it leads what the driver
 * does not know yet. What is not answered is told again, and another leader of the driver is told
 * all. What it hears in return: which nodes are lost, so that it wakes what those led, and which of
 * its replicas should not be here.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { isJoint, latest, membersOf } from "../../consensus/raft/configuration.ts";
import { uponGone } from "../groups.ts";
import type { GroupId } from "../range/interval.ts";
import { hasBegun, rangeOf, type RangeState } from "../range/state.ts";
import { wakeLedBy } from "../sleep.ts";
import type { Group, NodeState } from "../state.ts";
import { confOf } from "../step.ts";
import { loadIn, middleOf, rateAt } from "./loads.ts";
import type { Held, Told } from "./messages.ts";
import type { Driver } from "./settings.ts";
import type { DrivenState } from "./state.ts";
import { inMultiRaft, type Turn } from "./turn.ts";

/**
 * A member that lacks no more entries than these has caught up: where much is asked, some are
 * always on their way.
 */
const ON_ITS_WAY = 64;

/** How many replicas are named in a report. */
const HOLDS = 16;

/** It is time to report. */
export function afterReport(turn: Turn): void {
  const { s: { driver: part }, io, driver } = turn;
  // Who has not answered may not lead any more: another one is asked.
  if (part.unanswered !== null) part.leader = null;
  part.silent = part.unanswered === null ? null : part.asked;
  report(turn);
  io.wait(driver.reportMs, { type: "report" });
}

/** Reports. */
export function report({ s, io, driver }: Turn): void {
  const { driver: part } = s;
  const to = driverOf(s, driver, io), ranges: Told[] = [];
  for (const [group, { group: raft }] of s.replicas) {
    const before = part.told.get(group), told = tell(s, driver, group, raft, io.now());
    if (told === undefined) part.told.delete(group);
    else if (before === undefined || differs(before, told)) ranges.push(told);
  }
  for (const group of part.loads.keys()) {
    if (!s.replicas.get(group)?.group.leading) part.loads.delete(group);
  }
  part.hasNews = false;
  part.asked = to;
  part.unanswered = ranges;
  const { zone, capacity } = driver.siteOf(io.self);
  io.send(to, {
    type: "report",
    number: ++part.reports,
    to: part.toldTerm,
    zone,
    capacity,
    ranges,
    holds: held(s),
    asleep: asleepIn(s),
  });
}

/**
 * Where the driver is asked: its leader, or else any of its members, but for one that was silent.
 */
export function driverOf(
  { driver: { leader, silent } }: DrivenState,
  { members }: Driver,
  io: { choose(n: number): number },
): NodeId {
  if (leader !== null) return leader;
  const others = members.filter((node) => node !== silent);
  return others.length === 0 ? members[0]! : others[io.choose(others.length)]!;
}

/** What there is to tell of a range; undefined: it is not this node's to tell, or not now. */
function tell(
  { driver: { loads } }: DrivenState,
  { halfLifeMs, splitOps, splitBytes }: Driver,
  id: GroupId,
  group: Readonly<Group>,
  now: number,
): Told | undefined {
  const { leading, machine, commitIndex, term } = group;
  if (leading === null || !hasBegun(machine) || machine.merging !== null) return undefined;
  const { index, configuration } = latest(group.configurations);
  if (index > commitIndex || isJoint(configuration)) return undefined;
  const caughtUp = membersOf(configuration).filter((node) => {
    const progress = leading.progress.get(node);
    return progress === undefined || progress.match + ON_ITS_WAY >= commitIndex;
  });
  const { bytes } = machine.data, { start, end, version } = rangeOf(machine);
  const load = loadIn(loads.get(id), version, now), rate = rateAt(load, now, halfLifeMs);
  const middle = rate > splitOps
    ? middleOf(load, start)
    : bytes > splitBytes
    ? middleKey(machine)
    : null;
  const { voters, learners } = configuration;
  return {
    group: id,
    start,
    end,
    version,
    conf: index,
    term,
    voters,
    learners,
    caughtUp,
    load: rate,
    middle,
    bytes,
  };
}

/** The key with as many keys before it as from it on. */
function middleKey({ data, start }: RangeState): string | null {
  const keys = data.pages.flatMap((page) => [...page.keys()]).sort();
  const middle = keys[keys.length >> 1];
  return middle === undefined || middle === start ? null : middle;
}

/**
 * Whether the driver should hear of it: loads and sizes count when they are others by a quarter.
 */
function differs(before: Told, now: Told): boolean {
  if (before.conf !== now.conf || before.version !== now.version) return true;
  if (before.term !== now.term || (before.middle === null) !== (now.middle === null)) return true;
  // Who lags a little is no news, unless it is about to become a voter, or the leader.
  if (before.caughtUp.length < now.caughtUp.length) return true;
  return Math.abs(before.load - now.load) > 1 + before.load / 4 ||
    Math.abs(before.bytes - now.bytes) > 256 + before.bytes / 4;
}

/**
 * Some of a node's replicas, in turn: also those that it leads, as it may sleep and not know that
 * others lead.
 */
function held({ replicas, driver: part }: DrivenState): Held[] {
  const all: Held[] = [];
  for (const [group, { group: raft }] of replicas) {
    if (hasBegun(raft.machine)) all.push({ group, conf: confOf(raft) });
  }
  if (all.length <= HOLDS) return all;
  const from = part.turn % all.length;
  part.turn = from + HOLDS;
  return [...all, ...all].slice(from, from + HOLDS);
}

function asleepIn({ replicas }: NodeState): number {
  let count = 0;
  for (const { asleepSince } of replicas.values()) if (asleepSince !== null) count++;
  return count;
}

/** The driver's leader has heard a report. */
export function uponReported(
  turn: Turn,
  { from, number, term, lost, stale }: {
    readonly from: NodeId;
    readonly number: number;
    readonly term: number;
    readonly lost: readonly NodeId[];
    readonly stale: readonly Held[];
  },
): void {
  const { s: { driver: part } } = turn;
  // An older leader, whose answer comes late, knows nothing that counts.
  if (term < part.toldTerm) return;
  part.leader = from;
  if (number === part.reports && part.unanswered !== null) {
    for (const told of part.unanswered) part.told.set(told.group, told);
    part.unanswered = null;
  }
  if (term > part.toldTerm) {
    part.toldTerm = term;
    part.told.clear();
    report(turn);
  }
  inMultiRaft(turn, (step) => {
    for (const node of lost) wakeLedBy(step, node);
    for (const { group, conf } of stale) uponGone(step, group, conf);
  });
}

/** Somebody who does not lead the driver says who does. */
export function uponDriverIs(turn: Turn, from: NodeId, leader: NodeId | null): void {
  const { s: { driver: part } } = turn;
  if (leader === from || leader === part.leader) return;
  part.leader = leader;
  if (leader !== null && part.unanswered !== null) report(turn);
}
