/**
 * Primary and backups (Alsberg and Day 1976, *A principle for resilient sharing of distributed resources*). One server,
 * the primary, gives all operations their order, sends them to its backups, and answers when they have them. When it
 * fails a backup takes its place; a view service says who, as servers that decide that themselves may be two.
 *
 * Who is primary of an old view and does not know gets nothing answered: a backup takes part in one view at a time, and
 * without it nothing is answered, reads included.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { emptyCopy, recovered, snapshotOf } from "./copy.ts";
import { following } from "./following.ts";
import type { Saved } from "./journal.ts";
import { learn, tell } from "./membership.ts";
import type { Message, NodeIo, Timer } from "./messages.ts";
import type { ClientRequest as Request } from "../../replicated/requests.ts";
import { primary } from "./primary.ts";
import { type Rules, rules as right } from "./rules.ts";
import { serve } from "./serving.ts";
import { type Options, type Settings, settingsWith } from "./settings.ts";
import type { Server, State } from "./state.ts";
import { nobody } from "./view.ts";
import { viewNode } from "./view_node.ts";
import { viewMachine } from "./views.ts";

/** Primary and backups, with a view service at node 0. */
export function primaryBackup(
  options: Options,
  changes: Partial<Rules> = {},
): Protocol<State, Message, Timer, Saved> {
  const settings = settingsWith(options), rules = { ...right, ...changes };
  const views = viewNode(viewMachine(settings, rules), settings);
  const backup = following(settings, rules), first = primary(settings, rules);
  /** A server's step, after which it tells the view service if there is something new. */
  const atServer =
    <E>(step: (s: Server, event: E, io: NodeIo) => void) =>
    (s: State, event: E, io: NodeIo): void => {
      if (s.kind !== "server") return;
      step(s, event, io);
      tell(s, false, settings, rules, io);
    };
  const asked: Protocol<State, Message, Timer, Saved>["upon"]["request"] = (s, request, io) =>
    ask(s, withoutSender(request), request.from, true, io);
  const ask = (s: State, request: Request, client: number, isFirstHand: boolean, io: NodeIo) => {
    if (s.kind === "view service") return views.request(s, request, client, io);
    serve(s, request, client, isFirstHand, settings, rules, io);
  };
  return {
    start(io, journal) {
      if (io.self < settings.viewNodes) return views.start(io, journal);
      const s = startServer(journal, settings, rules);
      if (settings.pingMs < Infinity) io.wait(settings.pingMs, { type: "ping" });
      tell(s, true, settings, rules, io);
      return s;
    },
    compact: (journal) => compacted(journal, settings, rules),
    upon: {
      request: asked,
      register: (s, { from }, io) => ask(s, { type: "register" }, from, true, io),
      forward: (s, { request, address }, io) => ask(s, request, address, false, io),
      ping(s, { from, type: _, ...report }, io) {
        if (s.kind === "view service") views.ping(s, from, report, io);
      },
      view: atServer((s, { view, acknowledged }, io) =>
        learn(s, view, acknowledged, settings, rules, io)
      ),
      seal: atServer(backup.seal),
      follow: atServer(backup.follow),
      state: atServer(backup.state),
      update: atServer(backup.update),
      confirm: atServer(backup.confirm),
      have: atServer(first.have),
      lack: atServer(first.lack),
      received: atServer(first.received),
      confirmed: atServer(first.confirmed),
    },
    after: {
      ping(s, _, io) {
        if (s.kind !== "server") return;
        tell(s, true, settings, rules, io);
        io.wait(settings.pingMs, { type: "ping" });
      },
      retry: atServer((s, _, io) => first.retry(s, io)),
      silence(s, { key }, io) {
        if (s.kind === "view service") views.silence(s, key, io);
      },
    },
  };
}

function withoutSender({ command, stamp }: Extract<Request, { type: "request" }>): Request {
  return { type: "request", command, stamp };
}

/** A server starts, with what it had saved. */
export function startServer(journal: readonly Saved[], settings: Settings, rules: Rules): Server {
  const copy = recovered(journal, settings, rules);
  return {
    kind: "server",
    view: nobody,
    settled: false,
    copy: copy ?? emptyCopy(settings),
    holds: copy !== undefined,
    begun: lastIn(journal, "begun"),
    inStep: 0,
    entered: lastIn(journal, "entered"),
    sealed: lastIn(journal, "sealed"),
    partial: null,
    leading: null,
    told: null,
  };
}

function lastIn(journal: readonly Saved[], type: "begun" | "entered" | "sealed"): number {
  const record = journal.findLast((record) => record.type === type);
  return record !== undefined && "view" in record ? record.view : 0;
}

/** The last of what replaces what was before, and the state in place of what was done. */
export function compacted(journal: readonly Saved[], settings: Settings, rules: Rules): Saved[] {
  const last = (type: Saved["type"]) => journal.findLast((record) => record.type === type);
  const copy = recovered(journal, settings, rules);
  return [
    ...[last("views"), last("begun"), last("entered"), last("sealed")].filter((record) =>
      record !== undefined
    ),
    ...(copy === undefined ? [] : [{
      type: "state" as const,
      position: copy.position,
      snapshot: snapshotOf(copy, settings),
    }]),
  ];
}
