/** Roster leases: everybody grants its roster to everybody, and renews that as long as it stands by it. @module */

import { compareBallots } from "../../consensus/ballot.ts";
import type { NodeId } from "../../model/protocol.ts";
import { grant, isLater, isSame, lasts, noteTaken, renew, take } from "../leases/leases.ts";
import type { BodegaIo, Incoming } from "./messages.ts";
import type { Roster } from "./roster.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** The roster of the ballot that a server has promised; null when it does not know one. */
export function rosterOf({ promised, bodega: { roster } }: Readonly<State>): Roster | null {
  return roster !== null && compareBallots(roster.ballot, promised) === 0 ? roster : null;
}

/** Whether a server stands by its roster: it leads, or hears the leader, and no other ballot is wanted. */
function standsBy(s: Readonly<State>): boolean {
  return rosterOf(s) !== null && s.bodega.freeing === null && (s.leading !== null || s.loyal);
}

/** Guards, promises and renews. */
export function grantLeases(settings: Settings, s: State, io: BodegaIo): void {
  const { bodega } = s, { rules } = settings, now = io.now();
  for (const [node, granted] of bodega.grants) {
    if (rules.isOver(granted, now)) bodega.grants.delete(node);
  }
  if (!standsBy(s)) return;
  const roster = rosterOf(s)!, { ballot } = roster;
  for (const to of io.peers) {
    if (to === io.self) continue;
    const granted = bodega.grants.get(to);
    if (granted === undefined) {
      io.send(to, { type: "guard", roster, bar: bodega.promised.bar });
      continue;
    }
    if (granted.answered) renew(granted, settings);
    const { heard, turn } = granted;
    io.send(to, { type: "leasePromise", ballot, heard, turn });
  }
}

/** A server that stands by another roster than before begins to grant leases on it at once. */
export function grantNews(settings: Settings, s: State, io: BodegaIo): void {
  if (compareBallots(s.bodega.told, s.promised) === 0 || !standsBy(s)) return;
  s.bodega.told = s.promised;
  grantLeases(settings, s, io);
}

/** Somebody has promised the ballot of a roster; it may be news. */
export function uponGuard(
  s: State,
  { from, roster, bar }: Incoming<"guard">,
  io: BodegaIo,
): void {
  const { bodega } = s, { ballot } = roster, now = io.now();
  if (compareBallots(ballot, s.promised) !== 0) return;
  if (rosterOf(s) === null) adopt(s, roster, now);
  const known = bodega.leases.get(from);
  if (known !== undefined && compareBallots(known.number, ballot) === 0 && lasts(known, now)) {
    return;
  }
  const heard = { at: now, count: ++bodega.guards };
  bodega.leases.set(from, { number: ballot, heard, bar, turn: 0, until: null });
  io.send(from, { type: "guardReply", ballot, heard });
}

/** Takes over a roster. */
export function adopt({ bodega }: State, roster: Roster, now: number): void {
  bodega.roster = roster;
  bodega.ranges = roster.ranges;
  bodega.since = now;
}

/** A guard has been heard: the lease begins. */
export function uponGuardReply(
  settings: Settings,
  s: State,
  { from, ballot, heard }: Incoming<"guardReply">,
  io: BodegaIo,
): void {
  const { grants } = s.bodega, known = grants.get(from);
  if (compareBallots(ballot, s.promised) !== 0 || !standsBy(s)) return;
  // A guard may have been heard twice, while the first promise was on its way; then the later one counts.
  if (known !== undefined && !isLater(heard, known.heard)) return;
  const granted = grant(ballot, heard, io.now(), settings);
  grants.set(from, granted);
  io.send(from, { type: "leasePromise", ballot, heard, turn: granted.turn });
}

/** A promise has come. */
export function uponLeasePromise(
  settings: Settings,
  s: State,
  { from, ballot, heard, turn }: Incoming<"leasePromise">,
  io: BodegaIo,
): void {
  const lease = s.bodega.leases.get(from);
  const times = { ...settings, leaseMs: settings.rules.leaseMs(settings.leaseMs) };
  if (lease === undefined || !take(lease, heard, turn, io.now(), times)) return;
  io.send(from, { type: "leasePromiseReply", ballot, heard, turn });
}

/** A promise has been taken. */
export function uponLeasePromiseReply(
  settings: Settings,
  s: State,
  { from, heard, turn }: Incoming<"leasePromiseReply">,
  io: BodegaIo,
): void {
  const granted = s.bodega.grants.get(from);
  if (granted === undefined || !isSame(granted.heard, heard)) return;
  noteTaken(granted, turn, io.now(), settings);
}

/** A grantor wants its lease back. */
export function uponRevoke(s: State, { from, heard }: Incoming<"revoke">, io: BodegaIo): void {
  const lease = s.bodega.leases.get(from);
  if (lease !== undefined && isSame(lease.heard, heard)) s.bodega.leases.delete(from);
  io.send(from, { type: "revokeReply", heard });
}

/** A lease has been given back. */
export function uponRevokeReply(s: State, { from, heard }: Incoming<"revokeReply">): void {
  const granted = s.bodega.grants.get(from);
  if (granted !== undefined && isSame(granted.heard, heard)) s.bodega.grants.delete(from);
}

/** Those whose leases count for a server now, itself included. */
export function leasedBy(settings: Settings, s: Readonly<State>, io: BodegaIo): Set<NodeId> {
  const now = io.now(), found = new Set([io.self]);
  for (const [node, lease] of s.bodega.leases) {
    if (settings.rules.counts(lease, s.promised, now)) found.add(node);
  }
  return found;
}
