/** The view service at one node: it is told who is there, and tells all who does what. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { ClientRequest } from "../../replicated/requests.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import type { Saved } from "./journal.ts";
import type { Message, NodeIo } from "./messages.ts";
import { passOn } from "./serving.ts";
import type { Settings } from "./settings.ts";
import type { ViewNode } from "./state.ts";
import type { Report } from "./view.ts";
import { isAcknowledged, type ViewCommand, type Views } from "./views.ts";

/** What a node of the view service does. */
export interface ViewNodeSteps {
  /** It starts, with what it has saved. */
  start(io: NodeIo, journal: readonly Saved[]): ViewNode;
  /** A server says something of itself. */
  ping(s: ViewNode, server: NodeId, report: Report, io: NodeIo): void;
  /** A server has not been heard for long. */
  silence(s: ViewNode, server: NodeId, io: NodeIo): void;
  /** A client asks the wrong node. */
  request(s: ViewNode, request: ClientRequest, client: NodeId, io: NodeIo): void;
}

/** The view service at one node. */
export function viewNode(
  machine: StateMachine<Views, ViewCommand, boolean>,
  settings: Settings,
): ViewNodeSteps {
  const watch = (server: NodeId, io: NodeIo) =>
    io.wait(settings.silenceMs, { type: "silence", key: server });
  const told = ({ views }: ViewNode): Message => ({
    type: "view",
    view: views.view,
    acknowledged: isAcknowledged(views),
  });
  const decide = (s: ViewNode, command: ViewCommand, io: NodeIo): void => {
    const before = told(s), wasSealing = s.views.seals !== null;
    if (!machine.apply(s.views, command)) return;
    io.save({ type: "views", views: s.views });
    const after = told(s);
    if (isNews(before, after)) {
      for (const server of serversOf(settings, io)) io.send(server, after);
    }
    if (s.views.seals === null || wasSealing) return;
    for (const server of s.views.acknowledged.backups) seal(s, server, io);
  };
  return {
    start(io, journal) {
      const saved = journal.findLast((record) => record.type === "views");
      const views = saved?.type === "views" ? saved.views : machine.init();
      for (const server of views.servers.keys()) watch(server, io);
      return { kind: "view service", views };
    },
    ping(s, server, report, io) {
      watch(server, io);
      decide(s, { type: "heard", server, report }, io);
      const { views } = s;
      if (report.view !== views.view.number || report.settled !== isAcknowledged(views)) {
        io.send(server, told(s));
      }
      const isAsked = views.acknowledged.backups.includes(server);
      if (views.seals !== null && isAsked && !views.seals.has(server)) seal(s, server, io);
    },
    silence: (s, server, io) => decide(s, { type: "silent", server }, io),
    request: ({ views }, request, client, io) =>
      passOn(views.view.primary, request, client, true, settings, io),
  };
}

function seal({ views }: ViewNode, server: NodeId, io: NodeIo): void {
  io.send(server, { type: "seal", view: views.view.number });
}

function isNews(before: Message, after: Message): boolean {
  return before.type === "view" && after.type === "view" &&
    (before.view.number !== after.view.number || before.acknowledged !== after.acknowledged);
}

/** All nodes that do not run the view service. */
export function serversOf(
  { viewNodes }: Settings,
  { peers }: Pick<NodeIo, "peers">,
): readonly NodeId[] {
  return peers.filter((node) => node >= viewNodes);
}
