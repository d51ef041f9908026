/**
 * Who leads when, and how replicas come together in a view (Yin et al. 2019, section 4.4 leaves it open; this is the
 * way of DiemBFT, 2021, section 3.5). A view that brings nothing for too long is wished away: its replicas say so to
 * all, n − f equal wishes are a certificate that opens the view for everybody, and whoever hears f + 1 joins them, as
 * one of these is loyal. That is n² messages. As an option the next leader is told alone, who shows the certificate to
 * all: n messages where it is loyal (as in Cogsworth: Naor, Baudet, Malkhi and Spiegelman 2019), and all are told if not.
 *
 * Each view without progress gives the next twice the time. A decision takes doublings back, while it took less than a
 * quarter of the time: so what remains is twice what was needed, where messages are slow patience stays, and where they
 * are not a liar's failed views cost no more than themselves. (A liar that decides quickly, where the loyal cannot, may
 * keep patience too short for them: the price of not knowing how long messages take.)
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { certificateOf, sign, type Signed } from "../../security/identity/signed.ts";
import { faults } from "../byzantine_quorum.ts";
import type { Entrance, Wish } from "./block.ts";
import { isEntrance, leaderOf, nextLeadersView } from "./checks.ts";
import { askAll } from "./fetch.ts";
import type { HotStuffIo } from "./messages.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";

/** Goes to a later view: a certificate of the view before brought it, or a quorum that wants to. */
export function enter(
  hotstuff: HotStuff,
  s: Replica,
  view: number,
  entrance: Entrance | null,
  io: HotStuffIo,
): void {
  s.view = view;
  s.enteredMs = io.now();
  s.entrance = entrance;
  s.wish = Math.max(s.wish, view);
  s.settled = false;
  if (entrance !== null) s.failures++;
  if (s.timing) io.cancel("view");
  s.timing = false;
  const leads = leaderOf(hotstuff, view) === io.self;
  if (leads && hotstuff.rules.waits) io.wait(hotstuff.settleMs, { type: "settle" });
  if (entrance === null && hotstuff.style === "chained") return;
  // A leader shows to all why the view has begun; it hears from each what is the highest that it knows.
  if (leads) s.wishes.set(io.self, wishFor(hotstuff, view, io));
  sayNewView(hotstuff, s, leads && entrance !== null ? "all" : "leader", io);
}

/** Starts the timer of the view where there is something to wait for, and stops it where there is nothing. */
export function keepTime(hotstuff: HotStuff, s: Replica, io: HotStuffIo): void {
  const waits = hasWork(hotstuff, s) || s.missing.size > 0;
  if (waits === s.timing) return;
  s.timing = waits;
  if (waits) startTimer(hotstuff, s, io);
  else io.cancel("view");
}

function startTimer(hotstuff: HotStuff, s: Replica, io: HotStuffIo): void {
  io.wait(patienceMs(hotstuff, s), { type: "view" });
}

function patienceMs({ rules, viewMs }: HotStuff, { failures }: Replica): number {
  return rules.timeoutMs(viewMs, failures);
}

/** The view has decided something: if it was far quicker than it had to be, the next ones have less time. */
export function ease(hotstuff: HotStuff, s: Replica, io: HotStuffIo): void {
  const tookMs = io.now() - s.enteredMs;
  while (s.failures > 0 && hotstuff.rules.eases(tookMs, patienceMs(hotstuff, s))) s.failures--;
}

/** Whether there is something to propose: what is asked for stays in the pool until it is executed. */
export function hasWork({ restless }: HotStuff, { pool }: Replica): boolean {
  return restless || pool.size > 0;
}

/** The view has brought nothing for too long. */
export function afterView(hotstuff: HotStuff, s: Replica, io: HotStuffIo): void {
  const isFirst = s.wish === s.view && hotstuff.wishesTo === "leader";
  const wish = Math.max(s.wish, nextLeadersView(hotstuff, s.view));
  wishOn(hotstuff, s, wish, isFirst ? "leader" : "all", io);
  askAll(hotstuff, s, io);
  s.timing = true;
  startTimer(hotstuff, s, io);
}

/** Wants to go to a view, and says so. */
function wishOn(
  hotstuff: HotStuff,
  s: Replica,
  view: number,
  to: "all" | "leader",
  io: HotStuffIo,
): void {
  s.wish = view;
  s.wishes.set(io.self, wishFor(hotstuff, view, io));
  sayNewView(hotstuff, s, to, io);
  gather(hotstuff, s, io);
}

function wishFor({ cluster }: HotStuff, view: number, io: HotStuffIo): Signed<Wish> {
  return sign(io, { cluster, wish: view });
}

function sayNewView(hotstuff: HotStuff, s: Replica, to: "all" | "leader", io: HotStuffIo): void {
  const wish = wishFor(hotstuff, s.wish, io), { high, entrance } = s;
  const whom = to === "all" ? hotstuff.members : [leaderOf(hotstuff, s.wish)];
  for (const node of whom) {
    if (node !== io.self) io.send(node, { type: "newView", wish, high, entrance });
  }
}

/** Shows to one that wants to be in this view that a quorum wants to. */
export function showEntrance(
  hotstuff: HotStuff,
  { wish, high, entrance }: Replica,
  to: NodeId,
  io: HotStuffIo,
): void {
  io.send(to, { type: "newView", wish: wishFor(hotstuff, wish, io), high, entrance });
}

/** A quorum wants to go to a view: so does this replica. */
export function comeAlong(
  hotstuff: HotStuff,
  s: Replica,
  entrance: Entrance,
  io: HotStuffIo,
): void {
  const { wish } = entrance.statement;
  if (wish > s.view && isEntrance(hotstuff, entrance, wish)) {
    enter(hotstuff, s, wish, entrance, io);
  }
}

/** Looks whether enough want to go on. */
export function gather(hotstuff: HotStuff, s: Replica, io: HotStuffIo): void {
  const wanted = [...s.wishes.values()].map(({ statement }) => statement.wish)
    .sort((a, b) => b - a);
  for (const view of new Set(wanted)) {
    const entrance = view > s.view ? entranceTo(hotstuff, s, view) : undefined;
    if (entrance !== undefined) enter(hotstuff, s, view, entrance, io);
  }
  // The lowest that f + 1 want to reach at least: one of them is loyal.
  const joined = wanted[faults(hotstuff.members.length)] ?? 0;
  if (joined > s.wish) wishOn(hotstuff, s, joined, "all", io);
}

/** The wishes of a quorum for a view, if there are so many. */
export function entranceTo(
  { quorum }: HotStuff,
  s: Replica,
  view: number,
): Entrance | undefined {
  const same = [...s.wishes.values()].filter(({ statement }) => statement.wish === view);
  return same.length >= quorum ? certificateOf(same) : undefined;
}
