/**
 * Primary and backups whose view service does not fail with one node: its state machine is decided on by a group of
 * masters that run Raft. What MIT's lab leaves out ("the view service is not replicated"), and what van Renesse and
 * Schneider (2004, section 3) assume of their master.
 *
 * A configuration of the masters is all that the view service knows, and its epoch counts whatever changes in it: a new
 * view, its acknowledgement, the word that backups be sealed. Reports of servers go to each master, so that whoever comes
 * to lead has heard them; they are decided on with what follows from them.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import { equal } from "../../model/compare.ts";
import { nested } from "../../model/nested.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import {
  type Attending,
  type Governed,
  governed,
  type GovernedSaved,
  type ServerIo,
} from "../master/governed.ts";
import { type Attendance, beat } from "../master/attendance.ts";
import type { Governor } from "../master/governor.ts";
import { masterOf } from "../master/group.ts";
import type { BeatTimer, Epoch, MasterMessage, MasterTimer } from "../master/messages.ts";
import { type MasterSettings, masterSettingsWith } from "../master/settings.ts";
import { following } from "./following.ts";
import type { Saved } from "./journal.ts";
import { learn, reportOf } from "./membership.ts";
import type { Message, NodeIo, Timer } from "./messages.ts";
import { primary } from "./primary.ts";
import { compacted, startServer } from "./primary_backup.ts";
import { type Rules, rules as right, type ViewRules } from "./rules.ts";
import { passOn, serve } from "./serving.ts";
import { type Options, type Settings, settingsWith } from "./settings.ts";
import type { Server } from "./state.ts";
import type { Report } from "./view.ts";
import { isAcknowledged, viewMachine, type Views, type ViewSettings } from "./views.ts";

/** What the masters decide on: all that the view service knows. */
export interface GovernedViews extends Views, Epoch {
  /** Counts what has changed. */
  epoch: number;
}

/** A change: what the view service knows next, if it still is at this epoch. */
export interface NextViews {
  /** The epoch that it follows. */
  readonly after: number;
  /** What the view service then knows. */
  readonly views: Views;
}

/** The view service as masters run it: from what they have heard, what should be known next. */
export function viewGovernor(
  settings: ViewSettings,
  rules: ViewRules = right,
): Governor<GovernedViews, NextViews> {
  const machine = viewMachine(settings, rules);
  return {
    machine: {
      init: () => ({ ...machine.init(), epoch: 1 }),
      apply(views, { after, views: next }) {
        if (views.epoch !== after) return;
        Object.assign(views, clone(next), { epoch: after + 1 });
      },
    },
    decide({ epoch: after, ...before }, { silent, reports }) {
      const views = clone(before);
      for (const server of silent) machine.apply(views, { type: "silent", server });
      for (const [server, { report }] of sorted(reports)) {
        machine.apply(views, { type: "heard", server, report: report as Report });
      }
      return equal(essence(views), essence(before)) ? undefined : { after, views };
    },
  };
}

/** Who is heard needs no decision, as long as nothing comes of it. */
function essence({ view, acknowledged, seals }: Views): unknown {
  return { view, acknowledged, sealing: seals !== null };
}

function sorted<V>(map: ReadonlyMap<NodeId, V>): (readonly [NodeId, V])[] {
  return [...map].sort(([a], [b]) => a - b);
}

/** A server under masters. */
export interface GovernedServer extends Server, Attending<GovernedViews> {}

/** The messages among servers, and from clients. */
export type OwnMessage = Exclude<Message, { type: "ping" | "view" | "seal" }>;
/** The timers of a server alone. */
export type OwnTimer = Extract<Timer, { type: "retry" }>;
type OwnIo = ServerIo<GovernedViews, OwnMessage, OwnTimer, Saved>;

/** Primary and backups under a group of masters, which are the nodes from 0 on. */
export function primaryBackupUnderMasters(
  options: Options,
  masters: Partial<MasterSettings>,
  changes: Partial<Rules> = {},
): Protocol<
  Governed<GovernedViews, GovernedServer>,
  OwnMessage | MasterMessage<GovernedViews>,
  OwnTimer | MasterTimer | BeatTimer,
  GovernedSaved<GovernedViews, Saved>
> {
  const chosen = masterSettingsWith(masters);
  const settings = settingsWith({ ...options, viewNodes: chosen.masters });
  const rules = { ...right, ...changes };
  const master = masterOf(viewGovernor(settings, rules), chosen);
  return governed(master, serverOf(settings, rules, chosen));
}

function serverOf(
  settings: Settings,
  rules: Rules,
  masters: MasterSettings,
): Parameters<
  typeof governed<GovernedViews, NextViews, GovernedServer, OwnMessage, OwnTimer, Saved>
>[1] {
  const backup = following(settings, rules), first = primary(settings, rules);
  /** A server's step, after which the masters hear at once of what is new. */
  const step =
    <E>(take: (s: Server, event: E, io: NodeIo) => void) =>
    (s: GovernedServer, event: E, io: OwnIo): void => {
      take(s, event, inside(io));
      news(s, io);
    };
  const news = (s: GovernedServer, io: OwnIo): void => {
    const report = { ...reportOf(s, rules), settled: false };
    if (equal(report, s.told)) return;
    s.told = report;
    beat(s.attendance, masters, reportOf(s, rules), io);
  };
  return {
    start: (attendance: Attendance<GovernedViews>, _, journal) => ({
      ...startServer(journal, settings, rules),
      attendance,
    }),
    compact: (journal) => compacted(journal, settings, rules),
    upon: {
      request: step((s, { from, type, command, stamp }, io) =>
        serve(s, { type, command, stamp }, from, true, settings, rules, io)
      ),
      register: step((s, { from }, io) =>
        serve(s, { type: "register" }, from, true, settings, rules, io)
      ),
      forward: step((s, { request, address }, io) =>
        serve(s, request, address, false, settings, rules, io)
      ),
      follow: step(backup.follow),
      state: step(backup.state),
      update: step(backup.update),
      confirm: step(backup.confirm),
      have: step(first.have),
      lack: step(first.lack),
      received: step(first.received),
      confirmed: step(first.confirmed),
    },
    after: { retry: step((s, _, io) => first.retry(s, io)) },
    configured: (s, _, io) => {
      const { configuration } = s.attendance, own = inside(io);
      learn(s, configuration.view, isAcknowledged(configuration), settings, rules, own);
      const { seals, acknowledged, view: { number: view } } = configuration;
      const isAsked = seals !== null && acknowledged.backups.includes(io.self);
      if (isAsked) backup.seal(s, { type: "seal", view, from: io.self }, own);
      news(s, io);
    },
    confirmed: () => {},
    report: (s) => reportOf(s, rules),
    atMaster({ view }, message, io) {
      if (message.type !== "request" && message.type !== "register") return;
      const { from, ...request } = message;
      passOn(view.primary, request, from, true, settings, io as unknown as NodeIo);
    },
  };
}

/** The world as a server's parts see it: they never speak to the view service themselves. */
function inside(io: OwnIo): NodeIo {
  return nested(io as never, {
    send: (to, message) => io.send(to, message as OwnMessage),
    wait: (delayMs, timer) => io.wait(delayMs, timer as OwnTimer),
    cancel: (type) => io.cancel(type as OwnTimer["type"]),
    save: (record) => io.save(record as Saved),
  });
}
