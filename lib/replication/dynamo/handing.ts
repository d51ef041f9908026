/**
 * Hinted handoff (DeCandia et al. 2007, section 4.6). A stand-in keeps what it stores for a home apart, durably, and
 * offers it to the home again and again until the home says that it has seen all of it. Then, and no earlier, the hint
 * goes. To offer something is also how it finds out who is back.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Core, DynamoIo, Own } from "./core.ts";
import { lifeRecord } from "./journal.ts";
import { shelf, type State } from "./state.ts";

/** Hands on hints. */
export interface Handing {
  /** Messages. */
  readonly upon: Pick<
    Own["upon"],
    "handoff" | "taken" | "handOn" | "ping" | "leave" | "gone"
  >;
  /** Timers. */
  readonly after: Pick<NonNullable<Own["after"]>, "handoff">;
}

/** The handlers. */
export function handing(core: Core): Handing {
  const { setting, rule } = core;
  return {
    upon: {
      handoff(s, { key, copy, from }, io) {
        core.keep(s, key, copy, null, io);
        io.send(from, { type: "taken", key, seen: copy.seen });
      },
      taken(s, { key, seen, from }, io) {
        const hint = s.hints.get(from)?.get(key);
        if (hint !== undefined && rule.isDelivered(hint, seen)) {
          core.giveUp(s, key, from, io);
          s.busy.set(key, io.now());
        }
        leaveIfDone(core, s, io);
      },
      handOn(s, { from }, io) {
        handOn(core, s, io);
        io.answer(from, "begun");
      },
      ping: (_s, { from }, io) => io.send(from, { type: "pong" }),
      leave(s, { from }, io) {
        s.leaving = from;
        leaveIfDone(core, s, io);
      },
      gone(s, { node, from }, io) {
        io.answer(from, "noted");
        if (s.gone.has(node)) return;
        s.gone.add(node);
        core.save(lifeRecord(s), io);
        bequeath(core, s, node, io);
        core.plant(s, io);
      },
    },
    after: {
      handoff(s, _, io) {
        handOn(core, s, io);
        forgetOld(s, io.now(), setting.graceMs);
        leaveIfDone(core, s, io);
        waitAgain(core, io);
      },
    },
  };
}

/** Offers hints to their homes, and asks those that seem down whether they are. */
function handOn({ setting, rule, giveUp }: Core, s: State, io: DynamoIo): void {
  const handed = new Set(s.hints.keys());
  for (const [home, copies] of [...s.hints]) {
    for (const [key, copy] of [...copies].slice(0, setting.handoffs)) {
      io.send(home, { type: "handoff", key, copy });
      if (rule.dropsSent()) giveUp(s, key, home, io);
    }
  }
  for (const node of s.suspects) if (!handed.has(node)) io.send(node, { type: "ping" });
}

/** Waits for the next time to hand on hints. */
export function waitAgain({ setting }: Core, io: DynamoIo): void {
  if (setting.handoffMs !== null) io.wait(setting.handoffMs, { type: "handoff" });
}

/** A node that leaves may go when it keeps nothing for others any more, and coordinates nothing. */
function leaveIfDone({ rule }: Core, s: State, io: DynamoIo): void {
  if (s.leaving === null) return;
  const isDone = s.hints.size === 0 &&
    [...s.puts.values()].every(({ client, waiting }) => client === null && waiting.size === 0);
  if (!isDone && rule.handsOnBeforeLeaving()) return;
  const client = s.leaving;
  s.left = true;
  s.leaving = null;
  io.answer(client, "left");
}

/** What was kept for a node that is gone is for those who keep its keys now. */
function bequeath(core: Core, s: State, node: NodeId, io: DynamoIo): void {
  for (const [key, copy] of s.hints.get(node) ?? []) {
    for (const heir of core.rule.inherits() ? core.homes(s, key, io.peers) : []) {
      if (heir === io.self) core.keep(s, key, copy, null, io);
      else {
        const own = shelf(s.hints, heir), all = core.merge(own.get(key) ?? copy, copy);
        own.set(key, all);
        core.save({ type: "copy", key, home: heir, copy: all, count: s.count }, io);
      }
    }
    core.giveUp(s, key, node, io);
  }
}

/** What happened to a key before no message under way was sent need not be remembered. */
function forgetOld(s: State, now: number, graceMs: number): void {
  for (const [key, at] of s.busy) if (now - at >= graceMs) s.busy.delete(key);
}
