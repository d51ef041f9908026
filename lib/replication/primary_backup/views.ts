/**
 * The view service as a state machine: what it hears goes in, and views come out. So one node can run it, and so can a
 * replicated log.
 *
 * After the view service of MIT's course 6.824 (labs of 2012 to 2015, lab 2). There, a view gives way to the next one
 * only when its primary has acknowledged it; else a backup might take over that has not yet been sent the state. Here
 * the primary acknowledges when all backups have the state, and a view may also give way, unacknowledged, to a server
 * that was known to have it: so a primary that dies early does not stop everything.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { clone } from "../../model/clone.ts";
import { equal } from "../../model/compare.ts";
import { assertKinds } from "../../model/kinds.ts";
import type { Position } from "../../replicated/position.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";

import type { ViewRules } from "./rules.ts";
import { viewKinds } from "./settings.ts";
import { isMember, isSame, nobody, type Report, type View } from "./view.ts";

/** What the view service knows. */
export interface Views {
  /** The present view. */
  view: View;
  /** The last view that its primary has acknowledged: all of its members had the state. */
  acknowledged: View;
  /** Who is heard, and whether that server has the state of the view that it knows. */
  readonly servers: Map<NodeId, boolean>;
  /** Where backups stand that take part in nothing any more; null while nobody is asked to. */
  seals: Map<NodeId, Position> | null;
}

/** What the view service is told. */
export type ViewCommand =
  /** A server has said this of itself. */
  | { readonly type: "heard"; readonly server: NodeId; readonly report: Report }
  /** A server has not been heard for long. */
  | { readonly type: "silent"; readonly server: NodeId };

/** What views are made for. */
export interface ViewSettings {
  /** How many backups there are at most. */
  readonly backups: number;
  /** How many backups have an operation before it is answered; Infinity: all of them. */
  readonly acknowledgements: number;
}

/**
 * The view service. A command is answered with whether anything has changed. Throws `RangeError` where no views can be made
 * for the settings.
 */
export function viewMachine(
  settings: ViewSettings,
  rules: ViewRules,
): StateMachine<Views, ViewCommand, boolean> {
  const { backups, acknowledgements } = Object(settings) as ViewSettings;
  assertKinds("decide on views", { backups, acknowledgements }, viewKinds);
  return {
    init: () => ({ view: nobody, acknowledged: nobody, servers: new Map(), seals: null }),
    apply(views, command) {
      const before = clone(views);
      if (command.type === "silent") views.servers.delete(command.server);
      else hear(views, command.server, command.report, rules);
      advance(views, settings, rules);
      return !equal(before, views);
    },
  };
}

/** Whether the present view is acknowledged. */
export function isAcknowledged({ view, acknowledged }: Readonly<Views>): boolean {
  return view.number > 0 && acknowledged.number === view.number;
}

function hear(views: Views, server: NodeId, report: Report, rules: ViewRules): void {
  const { view, servers } = views;
  // What a server says of an older view tells nothing of this one, but that it is there.
  if (report.view !== view.number || view.number === 0) {
    if (!servers.has(server)) servers.set(server, report.holds);
    return;
  }
  servers.set(server, rules.notices(report));
  // Whoever should have begun has restarted, and does not begin a view twice: there is to be another one.
  if (view.first && !report.holds && server === view.primary) {
    views.view = { ...view, primary: null };
  }
  if (report.sealed !== null && rules.sealCounts(report)) {
    views.seals?.set(server, report.sealed);
  }
  if (server !== view.primary || !report.acknowledges) return;
  views.acknowledged = view;
  // The primary vouches for them, though they may not have said so yet.
  for (const backup of view.backups) if (servers.has(backup)) servers.set(backup, true);
}

/** Makes the next view if there must be one, or has backups say where they stand. */
function advance(views: Views, settings: ViewSettings, rules: ViewRules): void {
  const next = views.acknowledged.number === 0
    ? firstView(views)
    : views.servers.get(views.view.primary!) === true
    ? withPrimary(views, settings, rules)
    : withoutPrimary(views, settings, rules);
  if (next === undefined) return;
  views.view = { ...next, number: views.view.number + 1 };
  views.seals = null;
}

type Next = Omit<View, "number">;

/** As long as no view was acknowledged nothing was answered, and any server may begin. */
function firstView({ view, servers }: Readonly<Views>): Next | undefined {
  if (view.primary !== null && servers.has(view.primary)) return undefined;
  const [primary] = [...servers.keys()].sort((a, b) => a - b);
  return primary === undefined ? undefined : { primary, backups: [], holders: [], first: true };
}

/** The primary is well: does somebody drop out, or is there room for somebody? */
function withPrimary(
  views: Readonly<Views>,
  { backups: most }: ViewSettings,
  rules: ViewRules,
): Next | undefined {
  const { view, servers, seals } = views, acknowledged = isAcknowledged(views);
  const well = wellBackups(views);
  // Another one is taken in only when all have what those before it were sent.
  const idle = acknowledged || rules.hurries
    ? [...servers.keys()].filter((server) => !isMember(view, server)).sort((a, b) => a - b)
    : [];
  const more = idle.slice(0, Math.max(0, most - well.length));
  const isSame = well.length === view.backups.length && more.length === 0 && seals === null;
  if (isSame) return undefined;
  return {
    primary: view.primary,
    backups: [...well, ...more],
    holders: well.filter((server) => acknowledged || view.holders.includes(server)),
    first: false,
  };
}

/** The primary has failed: a backup takes its place. */
function withoutPrimary(
  views: Views,
  { acknowledgements }: ViewSettings,
  rules: ViewRules,
): Next | undefined {
  const { view, acknowledged, servers } = views, well = wellBackups(views);
  const holders = well.filter((server) => rules.isHolder(server, view, isAcknowledged(views)));
  const chosen = needsSeals(acknowledgements, acknowledged.backups.length)
    ? mostAdvanced(views, acknowledgements, rules)
    : rules.candidates(holders, [...servers.keys()])[0];
  if (chosen === undefined) return undefined;
  const others = well.filter((server) => server !== chosen);
  return {
    primary: chosen,
    backups: others,
    holders: others.filter((server) => holders.includes(server)),
    first: false,
  };
}

/** Where all backups have what is answered, any of them will do, and where none need have it, too. */
function needsSeals(acknowledgements: number, backups: number): boolean {
  return acknowledgements > 0 && acknowledgements < backups;
}

/**
 * An operation was answered when `acknowledgements` of the backups had it. So of any `backups − acknowledgements + 1` of
 * them one has it; and since these are sealed, it stays the last that was answered. The backups are those of the last view
 * that was acknowledged: who was let go since then may have it, and nobody else.
 */
function mostAdvanced(
  views: Views,
  acknowledgements: number,
  rules: ViewRules,
): NodeId | undefined {
  const seals = views.seals ??= new Map<NodeId, Position>();
  const { acknowledged: { backups }, servers } = views;
  const sealed = backups.filter((server) => seals.has(server));
  if (sealed.length < rules.quorum(backups.length, acknowledgements)) return undefined;
  const positionOf = (server: NodeId) => seals.get(server)!;
  const best = sealed.reduce((best, server) =>
    rules.isBetter(positionOf(server), positionOf(best)) ? server : best
  );
  // Who had most may have failed since. Then it is waited for, unless another one has as much.
  return [best, ...sealed].find((server) =>
    servers.get(server) === true && isSame(positionOf(server), positionOf(best))
  );
}

/** The backups that are heard and have what they must have. */
function wellBackups(views: Readonly<Views>): readonly NodeId[] {
  const { view, servers } = views, acknowledged = isAcknowledged(views);
  return view.backups.filter((server) =>
    acknowledged || view.holders.includes(server)
      ? servers.get(server) === true
      : servers.has(server)
  );
}
