/** When a write is decided: those who answer reads of its keys must have voted for it. @module */

import { compareBallots } from "../../consensus/ballot.ts";
import { membersAt } from "../../consensus/multipaxos/configuration.ts";
import { decided, execute } from "../../consensus/multipaxos/execute.ts";
import type { MultiPaxosIo } from "../../consensus/multipaxos/messages.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import { unexecuted } from "../../consensus/multipaxos/unexecuted.ts";
import type { Command, Value } from "../../consensus/multipaxos/value.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type Keys, meet } from "../keys.ts";
import { rosterOf } from "./leasing.ts";
import type { BodegaIo, Incoming } from "./messages.ts";
import { respondersOf, type Roster } from "./roster.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

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

function keysOfOne({ keys, rules }: Settings, command: Command): Keys {
  if (command.type === "register") return [];
  return command.type === "configuration" ? rules.keysOfMembers() : keys(command.command);
}

/** Whether a write of some of these keys has been voted for and is not executed yet. */
export function hasOpen(settings: Settings, s: Readonly<State>, keys: Keys): boolean {
  for (const [, { value }] of unexecuted(s)) {
    if (meet(keysOf(settings, value), keys)) return true;
  }
  return false;
}

/** Those whose votes are needed besides a quorum, for what is in a slot. */
function needed(settings: Settings, s: Readonly<State>, roster: Roster, slot: number): NodeId[] {
  return respondersOf(roster, keysOf(settings, s.log.entries.get(slot)!.value));
}

/** Whether the leader may take a slot for decided. */
export function mayDecide(
  settings: Settings,
  server: Readonly<PaxosState>,
  slot: number,
  votes: ReadonlySet<NodeId>,
): boolean {
  const s = server as Readonly<State>, roster = rosterOf(s);
  // Whoever leads has made the roster.
  return roster !== null && settings.rules.covers(needed(settings, s, roster, slot), votes);
}

/** Tells those who answer reads of it what has just been voted for here. */
export function tellVotes(
  settings: Settings,
  s: Readonly<State>,
  { ballot, first, values }: Incoming<"accept">,
  io: BodegaIo,
): void {
  const roster = rosterOf(s);
  if (!settings.early || values.length === 0) return;
  if (compareBallots(ballot, s.promised) !== 0 || roster === null) return;
  const responders = new Set<NodeId>();
  for (let slot = first; slot < first + values.length; slot++) {
    if (!hasVoted(s, slot)) continue;
    for (const node of needed(settings, s, roster, slot)) responders.add(node);
    noteVotes(s, slot, [io.self, s.promised.node]);
  }
  responders.delete(io.self);
  const count = values.length;
  for (const to of responders) io.send(to, { type: "voted", ballot, first, count });
  decideEarly(settings, s, io);
}

function hasVoted(s: Readonly<State>, slot: number): boolean {
  const entry = s.log.entries.get(slot);
  return entry !== undefined && !entry.chosen && compareBallots(entry.ballot, s.promised) === 0;
}

function noteVotes({ bodega: { voted } }: Readonly<State>, slot: number, nodes: NodeId[]): void {
  const votes = voted.get(slot) ?? new Set();
  for (const node of nodes) votes.add(node);
  voted.set(slot, votes);
}

/** Somebody else has voted. */
export function uponVoted(
  settings: Settings,
  s: State,
  { from, ballot, first, count }: Incoming<"voted">,
  io: BodegaIo,
): void {
  if (compareBallots(ballot, s.promised) !== 0) return;
  for (let slot = Math.max(first, s.executed + 1); slot < first + count; slot++) {
    noteVotes(s, slot, [from]);
  }
  decideEarly(settings, s, io);
}

/** Decides what enough others have voted for, as far as it has heard of that itself. */
function decideEarly(settings: Settings, s: State, io: BodegaIo): void {
  const { paxos, rules } = settings, roster = rosterOf(s);
  // As long as it does not know whose votes are needed, it cannot tell that there are enough.
  if (roster === null) return;
  for (const [slot, votes] of s.bodega.voted) {
    if (slot <= s.executed) s.bodega.voted.delete(slot);
    else if (
      hasVoted(s, slot) && paxos.quorums(membersAt(s.configurations, slot)).phase2(votes) &&
      rules.coversEarly(needed(settings, s, roster, slot), votes)
    ) {
      const { ballot, value } = s.log.entries.get(slot)!;
      decided(s, [{ slot, ballot, value }]);
      s.bodega.voted.delete(slot);
    }
  }
  execute(paxos, s, io as MultiPaxosIo);
}
