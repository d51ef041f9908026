/**
 * Chain replication (van Renesse and Schneider, *Chain replication for supporting high throughput and availability*, OSDI
 * 2004), and CRAQ (Terrace and Freedman, *Object storage on CRAQ*, USENIX ATC 2009), which is the same chain with
 * queries at any server. To read it from the beginning:
 *
 * - `configuration`: chains, and the master's decisions; `messages`, `state`: who says what, and what a server knows;
 * - `requests`, `history`: an update goes from the head to the tail, and word of it back;
 * - `querying`: who answers what, with which version;
 * - `linking`: what happens when the chain changes; `journal`: what outlives a crash;
 * - `rules`: the decisions; `invariants`: what must come of them.
 *
 * The paper's servers stop for good when they fail, and everybody is certain of it. Ours may be taken for failed though
 * they are not, and come back with what they had saved. So every message says which chain it belongs to, and
 * answers to queries count on masters' word (`settings.counting`). The paper's links lose nothing and keep order; where
 * ours do not, what is missing is sent again (`settings.resendMs`).
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import type { Protocol } from "../../model/protocol.ts";
import { type Attendance, beat } from "../master/attendance.ts";
import { type Governed, governed, type GovernedSaved, type Server } from "../master/governed.ts";
import { masterOf } from "../master/group.ts";
import type { BeatTimer, MasterMessage, MasterTimer } from "../master/messages.ts";
import { type ChainReport, chains, type Configuration, placeIn } from "./configuration.ts";
import { checkpoint, compact, recall } from "./journal.ts";
import {
  afterResend,
  settle,
  uponAcknowledge,
  uponConfiguration,
  uponPropagate,
  uponResume,
  uponState,
} from "./linking.ts";
import type { ChainIo, Message, Saved, Timer } from "./messages.ts";
import { finish, uponVersion, uponVersionReply } from "./querying.ts";
import { serve, uponMessageAtMaster } from "./requests.ts";
import { type Rules, rules } from "./rules.ts";
import { type Settings, settingsWith } from "./settings.ts";
import type { Chain, State } from "./state.ts";

/** A node: a master, or a server. */
export type Node = Governed<Configuration, State>;
/** What nodes say to each other. */
export type NodeMessage = Message | MasterMessage<Configuration>;
/** Their timers. */
export type NodeTimer = Timer | MasterTimer | BeatTimer;
/** What they save. */
export type NodeSaved = GovernedSaved<Configuration, Saved>;

/** A chain with other settings, or with decisions that are made otherwise. */
export interface Change {
  /** Settings that differ. */
  readonly settings?: Partial<Settings>;
  /** Rules that differ. */
  readonly rules?: Partial<Rules>;
}

/**
 * A chain and its masters.
 *
 * @example Three servers under one master
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { chain } from "hb/replication/chain/chain.ts";
 * import { asRequest } from "hb/replication/chain/messages.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const world = new World({
 *   protocol: chain({ chain: [1, 2, 3] }),
 *   nodes: 4,
 *   seed: 1,
 *   clients: {
 *     workload: [[
 *       { input: { type: "put", key: "x", value: "1" } },
 *       { input: { type: "get", key: "x" } },
 *     ]],
 *     ask: asRequest,
 *     to: () => 1,
 *   },
 * });
 * world.run(100);
 * assertEquals(world.history.map(({ output }) => output), [
 *   { ok: true, index: 1, result: null },
 *   { ok: true, index: 1, result: "1" },
 * ]);
 * ```
 */
export function chain(
  chosen: Partial<Settings> = {},
  replaced: Partial<Rules> = {},
): Protocol<Node, NodeMessage, NodeTimer, NodeSaved> {
  const settings = settingsWith(chosen), decisions = { ...rules, ...replaced };
  const master = masterOf(
    chains(settings.chain, settings.wanted, decisions),
    decisions.letsLeasesEnd ? settings : { ...settings, leaseMs: 0 },
    decisions,
  );
  return governed(
    master,
    serverOf({
      settings,
      rules: decisions,
      beat: (s, io) => beat(s.attendance, settings, report(s), io),
    }),
  );
}

function report({ ready }: Readonly<State>): ChainReport {
  return { whole: ready };
}

function serverOf(chain: Chain): Server<Configuration, State, Message, Timer, Saved> {
  return {
    start: (attendance, io, journal) => start(chain, attendance, io, journal),
    upon: {
      request: (s, { from, id, command }, io) => serve(chain, s, { id, command }, from, 0, io),
      forward: (s, { id, command, address, hops }, io) =>
        serve(chain, s, { id, command }, address, hops, io),
      propagate: (s, message, io) => uponPropagate(chain, s, message, io),
      acknowledge: (s, message, io) => uponAcknowledge(chain, s, message, io),
      resume: (s, message, io) => uponResume(chain, s, message, io),
      state: (s, message, io) => uponState(chain, s, message, io),
      version: (s, message, io) => uponVersion(chain, s, message, io),
      versionReply: (s, message, io) => uponVersionReply(chain, s, message, io),
    },
    after: { resend: (s, _, io) => afterResend(chain, s, io) },
    configured: (s, before, io) => uponConfiguration(chain, s, before, io),
    confirmed: (s, io) => finish(chain, s, io),
    report,
    atMaster: (inForce, message, io) => uponMessageAtMaster(chain, inForce, message, io),
    compact,
    checkpoint,
  };
}

/** A server starts: one of the first chain has all that there is, which is nothing. */
function start(
  chain: Chain,
  attendance: Attendance<Configuration>,
  io: ChainIo,
  journal: readonly Saved[],
): State {
  const { objects: { machine } } = chain.settings;
  const recalled = recall(journal), { entries } = recalled;
  const objects = recalled.objects === null ? null : clone(recalled.objects);
  const { configuration } = attendance;
  if (recalled.configuration !== null) attendance.configuration = clone(recalled.configuration);
  const s: State = {
    attendance,
    ready: recalled.ready ?? placeIn(configuration, io.self).isMember,
    machine: objects?.machine ?? machine.init(),
    replies: objects?.replies ?? new Map(),
    decided: objects?.sequence ?? 0,
    print: objects?.print ?? 0,
    base: objects?.sequence ?? 0,
    log: entries.map((entry) => ({ ...entry, at: io.now() })),
    behind: null,
    asked: null,
    resending: null,
    queries: new Map(),
    reads: 0,
  };
  if (journal.length > 0) settle(chain, s, io);
  // Whoever stands beside the chain may be wanted.
  if (!placeIn(attendance.configuration, io.self).isMember) chain.beat(s, io);
  return s;
}
