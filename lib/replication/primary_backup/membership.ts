/** A server and the view service: what it is told of views, and what it says of itself. @module */

import { equal } from "../../model/compare.ts";
import type { NodeId } from "../../model/protocol.ts";
import { emptyCopy, saveState } from "./copy.ts";
import { commit, complete, lead } from "./leading.ts";
import type { NodeIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Server } from "./state.ts";
import { isMember, type Report, type View } from "./view.ts";

/** A server hears of a view. */
export function learn(
  s: Server,
  view: View,
  acknowledged: boolean,
  settings: Settings,
  rules: Rules,
  io: NodeIo,
): void {
  if (view.number < s.view.number || !rules.mayEnter(view.number, s.entered)) return;
  if (view.number === s.view.number) {
    s.settled ||= acknowledged;
    letGo(s, io);
    if (s.leading !== null) commit(s, s.leading, settings, io);
    return;
  }
  const before = s.leading;
  const hasRestarted = s.entered === view.number;
  s.entered = view.number;
  if (settings.durable) io.save({ type: "entered", view: view.number });
  Object.assign(s, { view, settled: acknowledged, leading: null, inStep: 0, partial: null });
  if (view.primary !== io.self) {
    // Who is taken in gets the state first, whatever it has.
    const isNew = view.backups.includes(io.self) && !view.holders.includes(io.self);
    if (isNew && !acknowledged) s.holds = false;
    letGo(s, io);
    if (before !== null) io.cancel("retry");
    return;
  }
  if (view.first && !s.holds) begin(s, settings, rules, io);
  if (s.holds || rules.leadsWithout) {
    s.holds = true;
    const counts = (backup: NodeId) =>
      rules.countsAtOnce(acknowledged || view.holders.includes(backup), hasRestarted);
    lead(s, before, counts, settings, io);
  }
}

/** Until a view without it is acknowledged, what a server has may still be needed. */
function letGo(s: Server, { self }: NodeIo): void {
  if (s.settled && !isMember(s.view, self)) s.holds = false;
}

/** Nothing has been answered yet, and so nothing is what the primary of a first view has. */
function begin(s: Server, settings: Settings, rules: Rules, io: NodeIo): void {
  s.holds = rules.mayBegin(s.view.number, s.begun);
  if (!s.holds) return;
  s.begun = s.view.number;
  s.copy = emptyCopy(settings);
  io.save({ type: "begun", view: s.begun });
  if (settings.durable) saveState(s.copy, settings, io);
}

/** What a server says of itself. */
export function reportOf(s: Readonly<Server>, rules: Rules): Report {
  const { view: { number }, holds, settled, sealed, leading, copy } = s;
  return {
    view: number,
    holds,
    acknowledges: leading !== null && (settled || rules.acknowledges(complete(leading))),
    settled,
    sealed: number > 0 && sealed >= number ? copy.position : null,
  };
}

/** Tells the view service if there is something new, or in any case. */
export function tell(
  s: Server,
  isDue: boolean,
  settings: Settings,
  rules: Rules,
  io: NodeIo,
): void {
  const report = reportOf(s, rules);
  if (!isDue && equal({ ...report, settled: false }, s.told)) return;
  s.told = { ...report, settled: false };
  for (let node = 0; node < settings.viewNodes; node++) io.send(node, { type: "ping", ...report });
}
