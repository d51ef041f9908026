/**
 * The change of the view (1999, section 4.4). Whoever suspects the primary takes no part in its view any more, and signs
 * what it has prepared; when a quorum has, the next primary shows that to all, and what follows from it.
 *
 * @module
 */

import { sign, type Signed, speakerOf } from "../../security/identity/signed.ts";
import { stabilise } from "./checkpoint.ts";
import { claimsOf, noteAccepted } from "./accepted.ts";
import { isNewView, isViewChange } from "./evidence.ts";
import { isWanted } from "./requests.ts";
import { execute } from "./execute.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import type { NewView, ViewChange } from "./statements.ts";
import { proposalsOf, stableOf } from "./new_view.ts";
import { prepare } from "./order.ts";
import { awaitNewView, restartTiming } from "./patience.ts";
import { batchOf, hold, save, slotOf, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { lowOf, primaryOf, type Replica } from "./state.ts";

/** A request has waited for too long. */
export function afterSuspicion(pbft: Pbft, s: Replica, io: PbftIo): void {
  s.timed = null;
  if (!s.changing && s.waiting.length > 0) changeView(pbft, s, s.view + 1, io);
}

/** The primary of the next view has not begun it in time. */
export function afterNewViewDue(pbft: Pbft, s: Replica, io: PbftIo): void {
  if (s.changing) changeView(pbft, s, s.view + 1, io);
}

/** Takes no part in views before this one any more, and says so. */
export function changeView(pbft: Pbft, s: Replica, view: number, io: PbftIo): void {
  leaveView(pbft, s, view, io);
  const { cluster, rules } = pbft;
  const prepared = [...s.prepared].sort(([a], [b]) => a - b).map(([, proof]) => proof)
    .filter((proof) => rules.tells(proof, s.executed));
  const places = prepared.map(({ prepares }) => prepares.statement);
  const told = pbft.authentication === "codes"
    ? { prepared: [], claimed: claimsOf(places, s.accepted) }
    : { prepared };
  const statement = { kind: "viewChange", cluster, view, stable: s.stable, ...told } as const;
  const viewChange: Signed<ViewChange> = sign(io, statement);
  s.ownViewChange = viewChange;
  save(pbft, { type: "viewChange", viewChange }, io);
  tellReplicas(pbft, { type: "viewChange", viewChange }, io);
  noteViewChange(pbft, s, viewChange, io);
}

function leaveView(pbft: Pbft, s: Replica, view: number, io: PbftIo): void {
  s.view = view;
  s.changing = true;
  s.newView = null;
  s.failedViews++;
  // Who has not signed what it asks for will when it asks again.
  s.waiting = s.waiting.filter((request) => isWanted(pbft, s, request));
  s.slots.clear();
  s.proposed.clear();
  s.timed = null;
  io.cancel("suspicion");
  io.cancel("newViewDue");
}

/** A replica wants a later view. */
export function uponViewChange(
  pbft: Pbft,
  s: Replica,
  { viewChange }: Incoming<"viewChange">,
  io: PbftIo,
): void {
  const { signer, statement: { view } } = viewChange;
  if (view < s.view || view === s.view && !s.changing) return;
  if ((s.viewChanges.get(signer)?.statement.view ?? 0) >= view) return;
  if (isViewChange(pbft, viewChange)) noteViewChange(pbft, s, viewChange, io);
}

function noteViewChange(pbft: Pbft, s: Replica, viewChange: Signed<ViewChange>, io: PbftIo): void {
  s.viewChanges.set(viewChange.signer, viewChange);
  const { replicas, rules } = pbft;
  // One of f + 1 is loyal and has a reason: the lowest of their views is not too high.
  const later = [...s.viewChanges.values()].map(({ statement }) => statement.view)
    .filter((view) => view > s.view);
  if (later.length >= rules.joins(replicas)) return changeView(pbft, s, Math.min(...later), io);
  if (!s.changing) return;
  const wanted = supporters(s);
  if (wanted.length < rules.quorum(replicas)) return;
  if (primaryOf(s.view, replicas) === io.self) return beginView(pbft, s, wanted, io);
  if (wanted.length === rules.quorum(replicas)) awaitNewView(pbft, s, io);
}

/** Who wants the present view, in the order of their numbers. */
function supporters({ viewChanges, view }: Replica): Signed<ViewChange>[] {
  return [...viewChanges.values()].filter(({ statement }) => statement.view === view)
    .sort((a, b) => a.signer - b.signer);
}

/** As its primary: begins the view. */
function beginView(
  pbft: Pbft,
  s: Replica,
  viewChanges: readonly Signed<ViewChange>[],
  io: PbftIo,
): void {
  const { cluster } = pbft, { view } = s;
  const proposals = proposalsOf(pbft, view, viewChanges.map(({ statement }) => statement));
  // More replicas must say what they know.
  if (proposals === undefined) return;
  const prePrepares = proposals.map((statement) => sign(io, statement));
  const statement = { kind: "newView", cluster, view, viewChanges, prePrepares } as const;
  const newView: Signed<NewView> = sign(io, statement);
  tellReplicas(pbft, { type: "newView", newView }, io);
  enterView(pbft, s, newView, io);
}

/** A view begins. */
export function uponNewView(
  pbft: Pbft,
  s: Replica,
  { newView }: Incoming<"newView">,
  io: PbftIo,
): void {
  const { view } = newView.statement;
  if (view < s.view || view === s.view && !s.changing) return;
  if (!isNewView(pbft, newView)) return;
  if (view > s.view) leaveView(pbft, s, view, io);
  enterView(pbft, s, newView, io);
}

function enterView(pbft: Pbft, s: Replica, newView: Signed<NewView>, io: PbftIo): void {
  io.cancel("newViewDue");
  save(pbft, { type: "newView", newView }, io);
  adoptView(pbft, s, newView);
  const stable = stableOf(newView.statement);
  if (stable !== null) stabilise(pbft, s, stable, io);
  for (const { statement: { sequence } } of newView.statement.prePrepares) {
    if (sequence > lowOf(s)) prepare(pbft, s, sequence, io);
  }
  execute(pbft, s, io);
  restartTiming(pbft, s, io);
}

/** Takes a view as its beginning says that it is. */
export function adoptView(pbft: Pbft, s: Replica, newView: Signed<NewView>): void {
  const { view, prePrepares } = newView.statement;
  s.view = view;
  s.changing = false;
  s.newView = newView;
  s.ownViewChange = null;
  for (const [signer, { statement }] of s.viewChanges) {
    if (statement.view <= view) s.viewChanges.delete(signer);
  }
  s.assigned = Math.max(lowOf(s), stableOf(newView.statement)?.statement.sequence ?? 0);
  for (const prePrepare of prePrepares) {
    const { sequence, digest } = prePrepare.statement;
    s.assigned = Math.max(s.assigned, sequence);
    if (sequence <= lowOf(s)) continue;
    slotOf(s, sequence).prePrepare = prePrepare;
    if (pbft.authentication === "codes") noteAccepted(s.accepted, prePrepare.statement);
    const batch = batchOf(pbft, s, digest) ?? [];
    hold(s, digest, batch, sequence);
    for (const request of batch) {
      const client = speakerOf(request), { timestamp } = request.statement;
      s.proposed.set(client, Math.max(s.proposed.get(client) ?? 0, timestamp));
    }
  }
}
