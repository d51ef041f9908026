/**
 * When a write is decided: a vote counts when all who hold a lease of the keys from its voter have voted, too, or
 * hold it no more. So voters tell the leader of these leases; and tell it again when some are over, as what is true
 * of a vote once stays so: leases that begin after it have a bar that covers it.
 *
 * @module
 */

import { compareBallots } from "../../consensus/ballot.ts";
import { membersAt } from "../../consensus/multipaxos/configuration.ts";
import { reconsider } from "../../consensus/multipaxos/leader.ts";
import type { MultiPaxosIo } from "../../consensus/multipaxos/messages.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import type { Command, Value } from "../../consensus/multipaxos/value.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type Keys, meet } from "../keys.ts";
import { holdersOf } from "./leasing.ts";
import { leaseCommand } from "./machine.ts";
import type { Cover, Incoming, LeaseIo } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { unexecuted } from "../../consensus/multipaxos/unexecuted.ts";

/** The keys that a value may change; null when it may be any. */
function keysOf(settings: Settings, { commands }: Value): Keys {
  const all: string[] = [];
  for (const command of commands) {
    const some = keysOfOne(settings, command);
    if (some === null) return null;
    all.push(...some);
  }
  return all;
}

function keysOfOne({ keys, paxos, rules }: Settings, command: Command): Keys {
  if (command.type === "register") return [];
  if (command.type === "configuration") return rules.keysOfMembers();
  const own = leaseCommand(command.command) !== undefined;
  return own || paxos.machine.reads?.(command.command) ? [] : keys(command.command);
}

/** Whether a write of some of these keys stands in a slot up to `last`, and is not executed yet. */
export function hasOpen(
  settings: Settings,
  s: Readonly<State>,
  keys: Keys,
  last: number,
): boolean {
  for (const [slot, { value }] of unexecuted(s)) {
    if (slot <= last && meet(keysOf(settings, value), keys)) return true;
  }
  return false;
}

/** A voter tells whom its votes must wait for. What is decided already waits for nobody. */
export function tellCover(
  settings: Settings,
  s: Readonly<State>,
  { from, ballot, first, values }: Incoming<"accept">,
  io: LeaseIo,
): void {
  if (values.length === 0 || compareBallots(ballot, s.promised) < 0) return;
  const votes = values.map((value, i): Cover => {
    const slot = first + i, isDone = slot <= s.executed || s.log.entries.get(slot)?.chosen;
    return { slot, holders: isDone ? [] : holdersOf(settings, s, keysOf(settings, value)) };
  });
  io.send(from, { type: "covered", ballot, votes });
}

/** Some leases are over, or a message may have been lost: what is open is looked at again. */
export function tellAgain(settings: Settings, s: State, io: LeaseIo): void {
  if (s.leading !== null) return reconsider(settings.paxos, s, io as MultiPaxosIo);
  const ballot = s.promised, votes: Cover[] = [];
  for (const [slot, { ballot: votedIn, value, chosen }] of unexecuted(s)) {
    if (chosen || compareBallots(votedIn, ballot) !== 0) continue;
    votes.push({ slot, holders: holdersOf(settings, s, keysOf(settings, value)) });
  }
  if (votes.length > 0 && ballot.node !== io.self) {
    io.send(ballot.node, { type: "covered", ballot, votes });
  }
}

/** A voter has told whom its votes must wait for. */
export function uponCovered(
  settings: Settings,
  s: State,
  { from, ballot, votes }: Incoming<"covered">,
  io: LeaseIo,
): void {
  const { leading, leases: { tally } } = s;
  if (leading === null || tally === null || compareBallots(ballot, tally.ballot) !== 0) return;
  const { covers } = tally;
  for (const { slot, holders } of votes) {
    if (!leading.open.has(slot)) continue;
    const known = covers.get(slot) ?? new Map<NodeId, readonly NodeId[]>();
    const before = known.get(from);
    // Both are true, whichever was said first: only who is in both may still hold one.
    known.set(from, before?.filter((node) => holders.includes(node)) ?? holders);
    covers.set(slot, known);
  }
  reconsider(settings.paxos, s, io as MultiPaxosIo);
  for (const slot of covers.keys()) if (!leading.open.has(slot)) covers.delete(slot);
}

/** Whether the leader may take a slot for decided: the votes that count are a quorum. */
export function mayDecide(
  settings: Settings,
  server: Readonly<PaxosState>,
  slot: number,
  votes: ReadonlySet<NodeId>,
): boolean {
  // Sound, as these are the states of servers with leases.
  const s = server as Readonly<State>, { paxos, rules } = settings;
  const told = s.leases.tally?.covers.get(slot), self = s.mandate!.ballot.node;
  // The leader's own leases may be looked at now: those that have begun since the vote cost nothing but time.
  const holders = (voter: NodeId) =>
    voter === self
      ? holdersOf(settings, s, keysOf(settings, s.log.entries.get(slot)!.value))
      : told?.get(voter);
  const counting = new Set([...votes].filter((voter) => rules.isCovered(holders(voter), votes)));
  return paxos.quorums(membersAt(s.configurations, slot)).phase2(counting);
}
