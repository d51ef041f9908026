/**
 * Multi-Raft with a placement driver (as TiKV's: Huang and others 2020, section 4; and
 * CockroachDB's allocator: Taft and others 2020, section 2.2): somebody who knows where all ranges
 * are, tells it to gateways, and sees to it that each has its replicas, on nodes that are there and
 * about evenly full. It decides nothing that a range's own log does not decide again: its orders
 * name the epoch that they are for, and whatever is late does nothing. So it may be wrong, slow, or
 * two at once, and costs time and never data. To read it from the beginning:
 *
 * - `book`: what it writes down, replicated by a Raft group of its own;
 * - `messages`, `state`, `turn`: who says what to whom, and what a node knows;
 * - `reports`, `loads`: what nodes tell it; `directory`, `leading`: what its leader makes of that;
 * - `plan/`: what to do, as pure functions: `operator`, `score`, `choose` and what it calls,
 *   `rules`.
 *
 * @module
 */

import type { Handlers, Protocol, Tagged } from "../../model/protocol.ts";
import { nested } from "../../model/nested.ts";
import { membersOf } from "../../consensus/raft/configuration.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import { configurationOf } from "../../consensus/raft/state.ts";
import type { Message } from "../messages.ts";
import { multiraft } from "../multiraft.ts";
import { locate } from "../serving.ts";
import { decided, type Options } from "../settings.ts";
import type { Record } from "../state.ts";
import { routesTo } from "./directory.ts";
import { afterSchedule, goOn, noteLead, uponDecide, uponReport } from "./leading.ts";
import { count, loadIn } from "./loads.ts";
import type { DrivenMessage, DrivenRecord, DrivenTimer } from "./messages.ts";
import { afterReport, driverOf, report, uponDriverIs, uponReported } from "./reports.ts";
import { decidedDriver, type Driver, type DriverOptions } from "./settings.ts";
import { type DrivenState, newPart } from "./state.ts";
import { type DrivenIo, propose, settleBook, type Turn, withinBook } from "./turn.ts";

/** What there is to set. */
export interface DrivenOptions extends Options {
  /** The driver. */
  readonly driver: DriverOptions;
}

/** A protocol of nodes that have replicas of many ranges, and a driver that places them. */
export type DrivenProtocol = Protocol<DrivenState, DrivenMessage, DrivenTimer, DrivenRecord>;

/**
 * Multi-Raft with a placement driver.
 *
 * @example A node is lost, and another gets its replica
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { driven } from "hb/multiraft/driver/driven.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const world = new World({
 *   protocol: driven({
 *     ranges: [{ group: 1, start: "", end: null, members: [0, 1, 2] }],
 *     driver: { members: [0, 1, 2] },
 *   }),
 *   nodes: 4,
 *   seed: 1,
 *   faults: [{ kind: "crash", at: 5000, node: 0 }],
 * });
 * world.run(20_000);
 * assertEquals(world.states.map((s) => s?.replicas.has(1)), [undefined, true, true, true]);
 * ```
 */
export function driven(options: DrivenOptions): DrivenProtocol {
  const multi = decided(options), driver = decidedDriver(options.driver, multi);
  const inner = multiraft(options);
  const within = (s: DrivenState, io: DrivenIo, then: (turn: Turn) => void) => {
    const turn: Turn = { multi, driver, s, io, answers: [] };
    then(turn);
    if (s.driver.hasNews) report(turn);
  };
  const through = (handlers: Handlers<DrivenState, Tagged, unknown, unknown>) =>
    Object.fromEntries(
      Object.entries(handlers).map(([type, handler]) => [
        type,
        (s: DrivenState, event: Tagged, io: DrivenIo) =>
          within(s, io, () => handler(s, event, viaDriver(s, driver, io))),
      ]),
    );
  const ofBook = (s: DrivenState, io: DrivenIo, then: (turn: Turn) => void) =>
    within(s, io, (turn) => {
      if (s.driver.book === null) return;
      then(turn);
      settleBook(turn);
      noteLead(turn);
    });
  /** What an administrator orders is for the driver's leader to do. */
  const ofLeader = (
    s: DrivenState,
    io: DrivenIo,
    order: DrivenMessage,
    then: (turn: Turn) => void,
  ) => {
    if (s.driver.soft !== null) return within(s, io, then);
    const to = driverOf(s, driver, io);
    if (to !== io.self) io.send(to, order);
  };
  const upon = through(inner.upon as never) as unknown as DrivenProtocol["upon"];
  const after = through(inner.after as never) as unknown as NonNullable<DrivenProtocol["after"]>;
  const messages = driver.protocol.upon as unknown as AnyHandlers;
  const timers = driver.protocol.after as unknown as AnyHandlers;
  return {
    start(io, journal) {
      const rest = journal.filter((each): each is Record => each.type !== "driver");
      const s = inner.start(io, rest) as DrivenState & { driver: DrivenState["driver"] };
      s.driver = newPart();
      if (driver.members.includes(io.self)) {
        const turn: Turn = { multi, driver, s, io, answers: [] };
        s.driver.book = driver.protocol.start(withinBook(turn), bookOf(journal));
      }
      if (s.boot > 1 && multi.sleepAfter < Infinity) wakeOthers(s, io);
      io.wait(io.choose(Math.ceil(driver.reportMs)), { type: "report" });
      return s;
    },
    compact: (journal) => [
      ...inner.compact!(journal.filter((each): each is Record => each.type !== "driver")),
      ...driver.protocol.compact!([...bookOf(journal)]).map(saved),
    ],
    checkpoint: (s) => [
      ...inner.checkpoint!(s),
      ...(s.driver.book === null ? [] : driver.protocol.checkpoint!(s.driver.book).map(saved)),
    ],
    upon: {
      ...upon,
      route(s, routed, io) {
        const { group, task } = routed, replica = s.replicas.get(group);
        if (task.type === "operate" && replica?.group.leading) {
          const { loads } = s.driver, { version } = replica.group.machine;
          const load = loadIn(loads.get(group), version, io.now());
          loads.set(group, load);
          count(load, task.operation.key, io.now(), driver.halfLifeMs);
        }
        upon.route(s, routed, io);
      },
      routed(s, routed, io) {
        // The driver sees by reports what came of its orders.
        if (routed.id >= 0) upon.routed(s, routed, io);
      },
      locate(s, { from, id, key, group }, io) {
        const { soft } = s.driver, known = soft === null ? [] : routesTo(soft, key);
        const own = locate(s, key, group);
        // The driver's ranges are found by their keys.
        const ownFirst = group !== undefined && own.routes.length > 0 || known.length === 0;
        io.send(from, { type: "located", id, ...(ownFirst ? own : { routes: known }) });
      },
      driver: (s, { from, message }, io) =>
        ofBook(
          s,
          io,
          (turn) => messages[message.type]!(s.driver.book!, { ...message, from }, withinBook(turn)),
        ),
      report: (s, message, io) =>
        within(s, io, (turn) => {
          uponReport(turn, message);
          for (const { group } of message.ranges) goOn(turn, group);
        }),
      reported: (s, message, io) => within(s, io, (turn) => uponReported(turn, message)),
      "driver is": (s, { from, leader }, io) =>
        within(s, io, (turn) => uponDriverIs(turn, from, leader)),
      decide: (s, { from: _, ...order }, io) =>
        ofLeader(s, io, order, (turn) => uponDecide(turn, order.node, order.standing)),
      replicas: (s, { from: _, ...order }, io) =>
        ofLeader(s, io, order, (turn) => propose(turn, order)),
    },
    after: {
      ...after,
      again(s, timer, io) {
        const { key } = timer, pending = s.gateway.pending.get(key);
        // What it knows may be so old that nobody there is left to say so.
        if (pending !== undefined && pending.unheard % 3 === 2) {
          io.send(driverOf(s, driver, io), { type: "locate", id: key, key: pending.key });
        }
        after.again(s, timer, io);
      },
      driver: (s, { key }, io) =>
        ofBook(s, io, (turn) => timers[key]!(s.driver.book!, { type: key }, withinBook(turn))),
      report: (s, _, io) => within(s, io, (turn) => afterReport(turn)),
      schedule: (s, _, io) => within(s, io, (turn) => afterSchedule(turn)),
    },
  };
}

type AnyHandlers = { readonly [type: string]: (s: object, event: object, io: object) => void };

/**
 * A node has restarted, and does not know which of its groups sleep: their leaders say so at once.
 * Else it would stand for election, and win it from leaders that are well.
 */
function wakeOthers({ replicas }: DrivenState, io: DrivenIo): void {
  for (const [group, { group: raft }] of replicas) {
    for (const node of membersOf(configurationOf(raft))) {
      if (node !== io.self) io.send(node, { type: "wake", group });
    }
  }
}

/** A node's world, in which gateways ask the driver first where a key is. */
function viaDriver(s: DrivenState, driver: Driver, io: DrivenIo): DrivenIo {
  return nested(io, {
    send(to, message: DrivenMessage, ahead) {
      if (message.type === "routed" && message.id < 0) noteOrder(s, message);
      // Now and then somebody else: the driver may be down.
      const asksDriver = message.type === "locate" && io.choose(4) > 0;
      io.send(asksDriver ? driverOf(s, driver, io) : to, message, ahead);
    },
  });
}

/** The driver hears at once that its order was carried out. */
function noteOrder(
  { driver }: DrivenState,
  { outcome }: Extract<Message, { type: "routed" }>,
): void {
  if (outcome.type === "ordered" && outcome.refused === null) driver.hasNews = true;
}

function bookOf(journal: readonly DrivenRecord[]): Saved[] {
  return journal.flatMap((each) => each.type === "driver" ? [each.record] : []);
}

function saved(record: Saved): DrivenRecord {
  return { type: "driver", record };
}
