/** Holders whom the leader does not hear: writes would wait for them, so that nobody is to grant them leases. @module */

import { compareBallots } from "../../consensus/ballot.ts";
import type { NodeId } from "../../model/protocol.ts";
import { othersNamed } from "./leasing.ts";
import type { Incoming, LeaseIo } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** A leader begins to count votes, and one that leads no more ends to. */
export function noteLeadership(s: State, io: LeaseIo): void {
  const { leases, leading, mandate } = s;
  if (leading === null) leases.tally = null;
  else if (leases.tally === null || leases.tally.ballot.round !== mandate!.ballot.round) {
    const { ballot } = mandate!;
    leases.tally = { ballot, since: io.now(), covers: new Map(), heard: new Map() };
  }
}

/** Somebody has answered the leader. */
export function hear({ leases }: State, { from, ballot }: Incoming<"accepted">, io: LeaseIo): void {
  const { tally } = leases;
  if (tally !== null && compareBallots(ballot, tally.ballot) === 0) tally.heard.set(from, io.now());
}

/** The leader says whom it does not hear, as long as that is so. */
export function tellSilence(settings: Settings, s: State, io: LeaseIo): void {
  const { leases: { tally } } = s, { rules, silentMs } = settings, now = io.now();
  if (tally === null) return;
  const { ballot, since, heard } = tally;
  const nodes = othersNamed(s, io)
    .filter((node) => rules.isSilent(now - (heard.get(node) ?? since), silentMs));
  if (nodes.length === 0) return;
  noteSilence(settings, s, nodes, now);
  for (const to of io.peers) if (to !== io.self) io.send(to, { type: "silent", ballot, nodes });
}

/** The leader does not hear some. */
export function uponSilent(
  settings: Settings,
  s: State,
  { ballot, nodes }: Incoming<"silent">,
  io: LeaseIo,
): void {
  if (compareBallots(ballot, s.promised) === 0) noteSilence(settings, s, nodes, io.now());
}

/** What the leader says no more is so no more. */
function noteSilence(
  { silentMs }: Settings,
  { leases }: State,
  nodes: readonly NodeId[],
  now: number,
): void {
  leases.silent = { nodes, until: now + silentMs };
}
