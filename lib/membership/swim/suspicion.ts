/**
 * How a suspicion becomes death (Das, Gupta and Motivala 2002, *SWIM*, section 4.2; Dadgar, Phillips and Currey 2018,
 * *Lifeguard*, section IV.B). In SWIM it takes a fixed time. In Lifeguard it takes long, and less with each other
 * member that says the same by itself: who is alone with its suspicion may well be at fault.
 *
 * So there is a deadline for each number of confirmations, the latest for none. They pass one after the other, the
 * earliest first; a suspicion is death as soon as one has passed whose number it has. This needs no clock, only a
 * timer for the next deadline.
 *
 * The deadlines are those of the group as it was when the suspicion began. Where they followed its size, a suspicion
 * that began in a small group, in which nobody is waited for, was death at the first confirmation once it had grown.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { SwimIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { News } from "./standing.ts";
import type { State } from "./state.ts";

/** What a suspicion depends on. */
export interface Patience {
  /** The settings. */
  readonly setting: Settings;
  /** The rules. */
  readonly rule: Rules;
}

/** From now on a member is suspected. */
export function beginSuspicion(
  { setting, rule }: Patience,
  s: State,
  { member, incarnation, by }: News,
  io: SwimIo,
): void {
  const deadlines = rule.deadlines(setting, s.members), enough = deadlines.length - 1;
  s.suspicions.set(member, {
    accusers: new Set([by]),
    heard: 1,
    enough: deadlines.length,
    deadlines: [...deadlines],
  });
  io.wait(deadlines[enough]!, { type: "suspicion", key: member, incarnation, enough });
}

/** Suspicions that were dropped when this node left begin anew, as nobody else may end them. */
export function resumeSuspicions(how: Patience, s: State, io: SwimIo): void {
  if (!how.rule.resumes) return;
  for (const [member, known] of s.known) {
    if (known.status === "suspect") beginSuspicion(how, s, { member, ...known }, io);
  }
}

/** A member is not suspected any more. */
export function endSuspicion({ rule }: Patience, s: State, member: NodeId, io: SwimIo): void {
  if (s.suspicions.delete(member) && rule.stopsTimer) io.cancel("suspicion", member);
}

/** Somebody suspects the same. Whether that is news, and whether it is enough now. */
export function confirm(
  { setting, rule }: Patience,
  s: State,
  { member, by }: News,
): { readonly isNew: boolean; readonly isEnough: boolean } {
  const suspicion = s.suspicions.get(member);
  if (suspicion === undefined) return { isNew: false, isEnough: false };
  const wanted = rule.currentDeadlines(suspicion.deadlines, setting, s.members).length - 1;
  const before = rule.confirmations(suspicion.accusers, suspicion.heard);
  if (before < wanted) {
    suspicion.accusers.add(by);
    suspicion.heard++;
  }
  const now = rule.confirmations(suspicion.accusers, suspicion.heard);
  return { isNew: now > before, isEnough: now >= suspicion.enough };
}

/** A deadline has passed: whether the member is dead, else the next deadline is waited for. */
export function passDeadline(
  { setting, rule }: Patience,
  s: State,
  { key, incarnation, enough }: {
    readonly key: NodeId;
    readonly incarnation: number;
    readonly enough: number;
  },
  io: SwimIo,
): boolean {
  const suspicion = s.suspicions.get(key);
  if (suspicion === undefined) return true;
  suspicion.enough = enough;
  if (enough === 0 || rule.confirmations(suspicion.accusers, suspicion.heard) >= enough) {
    return true;
  }
  const deadlines = rule.currentDeadlines(suspicion.deadlines, setting, s.members);
  const restMs = Math.max(0, (deadlines[enough - 1] ?? 0) - (deadlines[enough] ?? 0));
  io.wait(restMs, { type: "suspicion", key, incarnation, enough: enough - 1 });
  return false;
}
