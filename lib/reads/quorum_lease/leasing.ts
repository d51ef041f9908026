/**
 * Every server grants leases on the configuration that it has executed, to all who are named in it, and renews those
 * that are answered. Ballots do not matter: a lease says nothing of who leads.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { grant, isLater, isSame, lasts, noteTaken, renew, take } from "../leases/leases.ts";
import type { Keys } from "../keys.ts";
import { concerns, holdersIn } from "./configuration.ts";
import type { Incoming, LeaseIo } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { lastSlot } from "../../consensus/multipaxos/unexecuted.ts";

/** Forgets leases that are over; whether there were some. */
export function endOver({ rules }: Settings, { leases }: State, io: LeaseIo): boolean {
  const { grants, forgotten } = leases, now = io.now();
  let isNews = false;
  for (const [node, granted] of grants) {
    if (rules.isOver(granted, now)) isNews = grants.delete(node) || isNews;
  }
  if (forgotten === null || now < forgotten.until) return isNews;
  leases.forgotten = null;
  return true;
}

/** Those besides this server who are to hold leases; only members, as only they are asked for votes. */
export function othersNamed(s: Readonly<State>, io: LeaseIo): NodeId[] {
  return holdersIn(s.machine.configuration, io.peers).filter((node) =>
    node !== io.self && s.configurations.every(({ members }) => members.includes(node))
  );
}

/** Those to whom a server grants leases. */
function wanted(s: Readonly<State>, io: LeaseIo): NodeId[] {
  const { silent } = s.leases, isHeeded = silent !== null && io.now() < silent.until;
  return othersNamed(s, io).filter((node) => !isHeeded || !silent.nodes.includes(node));
}

/** Guards, promises and renews; and takes back what is not wanted any more. */
export function grantLeases(settings: Settings, s: State, io: LeaseIo): void {
  // Who has saved nothing would not know after a crash that it had been there before.
  if (s.promised.round === 0) return;
  const { rules } = settings, { grants } = s.leases;
  const { number } = s.machine.configuration, holders = wanted(s, io);
  for (const [to, { number: older, heard }] of grants) {
    if (older !== number || !holders.includes(to)) io.send(to, { type: "revoke", heard });
  }
  for (const to of holders) {
    const granted = grants.get(to);
    if (granted === undefined) io.send(to, { type: "guard", number });
    if (granted?.number !== number) continue;
    if (rules.renews(granted)) renew(granted, settings);
    promise(settings, s, to, io);
  }
}

function promise({ rules }: Settings, s: State, to: NodeId, io: LeaseIo): void {
  const { heard, turn } = s.leases.grants.get(to)!;
  const bar = rules.bar(lastSlot(s), s.executed);
  io.send(to, { type: "leasePromise", heard, turn, bar });
}

/** A server that has executed another configuration than before begins to grant leases on it at once. */
export function grantNews(settings: Settings, s: State, io: LeaseIo): void {
  const { number } = s.machine.configuration;
  if (s.leases.told === number || s.promised.round === 0) return;
  s.leases.told = number;
  grantLeases(settings, s, io);
}

/** A lease is to begin; whoever has not executed that configuration does not take one. */
export function uponGuard(
  s: State,
  { from, number }: Incoming<"guard">,
  io: LeaseIo,
): void {
  const { leases } = s, now = io.now(), known = leases.held.get(from);
  if (number !== s.machine.configuration.number) return;
  if (known?.number === number && lasts(known, now)) return;
  const heard = { at: now, count: ++leases.guards };
  leases.held.set(from, { number, heard, bar: 0, turn: 0, until: null });
  io.send(from, { type: "guardReply", number, heard });
}

/** A guard has been heard: the lease begins. */
export function uponGuardReply(
  settings: Settings,
  s: State,
  { from, number, heard }: Incoming<"guardReply">,
  io: LeaseIo,
): void {
  const { grants } = s.leases, known = grants.get(from);
  if (number !== s.machine.configuration.number) return;
  if (!wanted(s, io).includes(from)) return;
  // Whoever hears a guard has no lease any more, so that a later one takes the place of an earlier, and not the other
  // way round: a reply that was long on its way says nothing of what its sender has by now.
  if (known !== undefined && !isLater(heard, known.heard)) return;
  grants.set(from, grant(number, heard, io.now(), settings));
  // The bar is as it is now, not as it was at the guard: a vote in between tells of nobody to wait for.
  promise(settings, s, from, io);
}

/** A promise has come. */
export function uponLeasePromise(
  settings: Settings,
  s: State,
  { from, heard, turn, bar }: Incoming<"leasePromise">,
  io: LeaseIo,
): void {
  const { held } = s.leases, known = held.get(from);
  if (known === undefined) return;
  const lease = known.turn === 0 ? { ...known, bar } : known;
  const times = { ...settings, leaseMs: settings.rules.leaseMs(settings.leaseMs) };
  if (!take(lease, heard, turn, io.now(), times)) return;
  held.set(from, lease);
  io.send(from, { type: "leasePromiseReply", heard, turn });
}

/** A promise has been taken. */
export function uponLeasePromiseReply(
  settings: Settings,
  s: State,
  { from, heard, turn }: Incoming<"leasePromiseReply">,
  io: LeaseIo,
): void {
  const granted = s.leases.grants.get(from);
  if (granted === undefined || !isSame(granted.heard, heard)) return;
  noteTaken(granted, turn, io.now(), settings);
}

/** A grantor wants its lease back. */
export function uponRevoke(s: State, { from, heard }: Incoming<"revoke">, io: LeaseIo): void {
  const lease = s.leases.held.get(from);
  if (lease !== undefined && isSame(lease.heard, heard)) s.leases.held.delete(from);
  io.send(from, { type: "revokeReply", heard });
}

/** A lease has been given back, which may make room for one on another configuration; whether it was one that counted. */
export function uponRevokeReply(
  s: State,
  { from, heard }: Incoming<"revokeReply">,
  io: LeaseIo,
): boolean {
  const { grants } = s.leases, granted = grants.get(from);
  if (granted === undefined || !isSame(granted.heard, heard)) return false;
  grants.delete(from);
  const { number } = s.machine.configuration;
  if (wanted(s, io).includes(from)) io.send(from, { type: "guard", number });
  return true;
}

/** Those who may hold a lease of one of these keys from this server. */
export function holdersOf({ rules }: Settings, s: Readonly<State>, keys: Keys): readonly NodeId[] {
  const { grants, forgotten } = s.leases, configuration = s.machine.configuration;
  if (keys?.length === 0) return [];
  if (forgotten !== null) return rules.tells(forgotten.holders);
  // What an older configuration said is not kept: it may have been any key.
  const found = [...grants].filter(([node, { number }]) =>
    rules.isOfKeys(number === configuration.number, concerns(configuration, node, keys))
  );
  return rules.tells(found.map(([node]) => node));
}

/** Those whose leases count for a server now, itself included. */
export function leasedBy({ rules }: Settings, s: Readonly<State>, io: LeaseIo): Set<NodeId> {
  const now = io.now(), found = new Set([io.self]);
  const { number } = s.machine.configuration;
  for (const [node, lease] of s.leases.held) {
    if (rules.counts(lease, number, now)) found.add(node);
  }
  return found;
}
