/**
 * Multi-Raft as it is, but for time: no wheel turns, and nothing is asked again. What time would bring comes by itself,
 * as often as an instance says. So a node is in few states, and none of them tells how late it is.
 *
 * @module
 */

import { stopDrowsing } from "../drowsing.ts";
import { nested, wrapped } from "../../model/nested.ts";
import type { Io, Protocol } from "../../model/protocol.ts";
import { afterTimer, finish } from "../groups.ts";
import type { Message, Task, Timer } from "../messages.ts";
import { multiraft, type MultiRaftProtocol } from "../multiraft.ts";
import type { GroupId } from "../range/interval.ts";
import { epochOf } from "../serving.ts";
import { decided, type Options } from "../settings.ts";
import type { NodeState, Record as Saved } from "../state.ts";
import { begin, type Step } from "../step.ts";

/** What an administrator, who knows the epoch, asks of the leader of a group. */
export interface Ordered {
  /** The group. */
  readonly group: GroupId;
  /** What it is to do. */
  readonly task: Task;
}

/** What comes to a node, besides messages. */
export type Comes =
  /** All groups that it leads beat; so many beats are left. */
  | { readonly type: "beat"; readonly key: number }
  /** The so-manieth order is given. */
  | { readonly type: "order"; readonly key: number }
  /** Its replica of a group has missed a leader for long. */
  | { readonly type: "stand"; readonly key: GroupId };

/** A protocol without time. */
export type UntimedProtocol = Protocol<NodeState, Message, Comes, Saved>;

type UntimedIo = Io<Message, Comes, Saved>;

/** Multi-Raft without time, in which these orders are given, one after the other. */
export function untimed(options: Options, orders: readonly Ordered[]): UntimedProtocol {
  const multi = decided(options), { upon, ...rest } = still(multiraft(options));
  const inStep = (s: NodeState, io: UntimedIo, then: (step: Step) => void) => {
    const step = begin(multi, s, quiet(io));
    then(step);
    finish(step);
    forgetTime(s);
  };
  return {
    ...rest,
    upon,
    after: {
      beat(s, { key }, io) {
        inStep(s, io, (step) => {
          for (const [id, { group }] of s.replicas) {
            if (group.leading !== null) afterTimer(step, id, "heartbeat");
          }
        });
        if (key > 1) io.wait(0, { type: "beat", key: key - 1 });
      },
      order(s, { key }, io) {
        const order = taskFor(s, orders[key]!);
        if (order !== undefined) upon.route(s, { ...order, from: io.self }, io);
        if (key + 1 < orders.length) io.wait(0, { type: "order", key: key + 1 });
      },
      stand: (s, { key }, io) => inStep(s, io, (step) => afterTimer(step, key, "election")),
    },
  };
}

/** An order as it comes to a node, in the epoch of its replica; undefined when there is none. */
export function taskFor(
  { replicas, boot }: Readonly<NodeState>,
  { group, task }: Ordered,
): Extract<Message, { type: "route" }> | undefined {
  const replica = replicas.get(group);
  if (replica === undefined) return undefined;
  return { type: "route", id: 0, boot, group, epoch: epochOf(replica.group), task };
}

/** The protocol with no timers, in which nobody hears what came of orders. */
function still(protocol: MultiRaftProtocol): Omit<UntimedProtocol, "after"> {
  // Sound, as no timer of its own comes to the protocol.
  const { after: _, start, upon, ...rest } = wrapped(
    protocol as unknown as UntimedProtocol,
    quiet as unknown as (io: UntimedIo) => UntimedIo,
  );
  const handlers = Object.entries(upon) as [string, (s: NodeState, ...rest: never[]) => void][];
  return {
    ...rest,
    start(io, journal) {
      const s = start(io, journal);
      forgetTime(s);
      return s;
    },
    upon: Object.fromEntries(handlers.map(([type, handle]) => [
      type,
      (s: NodeState, ...rest: never[]) => {
        handle(s, ...rest);
        forgetTime(s);
      },
    ])) as unknown as UntimedProtocol["upon"],
  };
}

function quiet(io: UntimedIo): Io<Message, Timer, Saved> {
  return nested<Message, Timer, Saved>(io, {
    send: (to, message) => void (message.type === "routed" || io.send(to, message)),
    wait() {},
    cancel() {},
    save: (record) => io.save(record),
  });
}

/** What only tells the time, or who waits for an answer, is the same in all states. */
function forgetTime(s: NodeState): void {
  s.wheel.groups.clear();
  s.wheel.wakeAt = null;
  s.tickets.clear();
  s.nextTicket = 0;
  for (const replica of s.replicas.values()) {
    replica.timers.clear();
    replica.lookAt = null;
    stopDrowsing(replica);
  }
}
