/** Small systems begin when a view is there already: how it comes about has been explored by itself. @module */

import type { NodeId, Protocol } from "../../../model/protocol.ts";
import { nested } from "../../../model/nested.ts";
import type { Saved } from "../journal.ts";
import { lead } from "../leading.ts";
import type { Message, NodeIo, Timer } from "../messages.ts";
import type { Settings } from "../settings.ts";
import type { Server, State, ViewNode } from "../state.ts";
import type { View } from "../view.ts";

/** Primary and backups. */
export type Nodes = Protocol<State, Message, Timer, Saved>;

/** The same protocol, whose nodes begin in this view, which is acknowledged, or with none; of `suspects` nothing may be heard. */
export function established(
  protocol: Nodes,
  settings: Settings,
  view: View | undefined,
  suspects: readonly NodeId[],
): Nodes {
  return {
    ...protocol,
    start(io, journal) {
      const watched = watching(io, suspects);
      if (journal.length > 0 || view === undefined) return protocol.start(watched, journal);
      const s = protocol.start(silent(watched), []);
      if (s.kind === "view service") beginService(s, view, watched);
      else beginServer(s, view, settings, watched);
      return s;
    },
    upon: {
      ...protocol.upon,
      ping: (s, event, io) => protocol.upon.ping(s, event, watching(io, suspects)),
    },
  };
}

function beginService(s: ViewNode, view: View, io: NodeIo): void {
  const servers = [view.primary!, ...view.backups];
  s.views = {
    view,
    acknowledged: view,
    servers: new Map(servers.map((server) => [server, true])),
    seals: null,
  };
  io.save({ type: "views", views: s.views });
  for (const server of servers) io.wait(1, { type: "silence", key: server });
}

function beginServer(s: Server, view: View, settings: Settings, io: NodeIo): void {
  const isPrimary = view.primary === io.self, isBackup = view.backups.includes(io.self);
  // A restarted server finds this, and does not take itself for a new one.
  io.save({ type: "begun", view: isPrimary || isBackup ? view.number : 0 });
  if (!isPrimary && !isBackup) return void io.send(0, { type: "ping", ...unknown });
  Object.assign(s, { view, settled: true, holds: true, inStep: isBackup ? view.number : 0 });
  s.told = { ...unknown, view: view.number, holds: true, acknowledges: isPrimary };
  if (!isPrimary) return;
  lead(s, null, () => true, settings, silent(io));
  for (const follower of s.leading!.followers.values()) {
    Object.assign(follower, { acked: 0, follows: true });
  }
}

const unknown = {
  view: 0,
  holds: false,
  acknowledges: false,
  settled: false,
  sealed: null,
} as const;

/** The world of a step in which nothing is said and no timer is set. */
function silent(io: NodeIo): NodeIo {
  return nested(io, { send() {}, wait() {}, save() {} });
}

/** The world of the view service, which goes on hearing all but the suspects. */
function watching(io: NodeIo, suspects: readonly NodeId[]): NodeIo {
  return nested(io, {
    wait(delayMs, timer) {
      if (timer.type !== "silence" || suspects.includes(timer.key)) io.wait(delayMs, timer);
    },
  });
}
