/** What a process says and waits for, on the machine that runs it. @module */

import type { Io, NodeId, Tagged } from "../../model/protocol.ts";
import { type Layout, machinesOf, processesOn, processOf } from "./layout.ts";
import type { GroupIo, Held, Machine } from "./messages.ts";

/** Who is told what, and for how long a machine counts on the member that spoke for a process last, in ms. */
export interface Speaking extends Layout {
  /** See `GroupOptions`. */
  readonly trustMs: number;
}

/** Says what a process says: to the machine that speaks for another one, or to all that may. */
export function say<S, M extends Tagged, T extends Tagged, R>(
  speaking: Speaking,
  s: Machine<S, M>,
  said: Held<M>,
  io: GroupIo<M, T, R>,
): void {
  if (said.kind === "answer") return io.answer(outside(speaking, said.client, io), said.result);
  const { to, message } = said, by = processOf(speaking, io.self);
  const known = s.speakers.get(to);
  const trusted = known !== undefined && io.now() - known.at <= speaking.trustMs;
  // Where all members are told, none need tell another.
  const told = trusted ? [known.machine] : machinesOf(speaking, to), handedOn = told.length > 1;
  for (const machine of told) io.send(machine, { type: "process", by, message, handedOn });
}

/** The world as a process sees it in one step; what it saves and says is written down. */
export function insideOf<S, M extends Tagged, T extends Tagged, R>(
  speaking: Speaking,
  s: Machine<S, M>,
  io: GroupIo<M, T, R>,
  records: R[],
  said: Held<M>[],
): Io<M, T, R> {
  const timers = s.running?.timers;
  const note = (each: Held<M>, isAhead: boolean) =>
    isAhead ? say(speaking, s, each, io) : void said.push(each);
  return {
    self: processOf(speaking, io.self),
    peers: Array.from({ length: processesOn(speaking, io.peers.length) }, (_, process) => process),
    now: () => io.now(),
    choose: (n) => io.choose(n),
    send: (to, message, ahead) => note({ kind: "send", to, message }, ahead !== undefined),
    answer: (client, result, ahead) =>
      note({ kind: "answer", client, result }, ahead !== undefined),
    wait: (delayMs, timer) => {
      const key = keyOf(timer);
      timers?.add(key);
      io.wait(delayMs, { type: "process", key, timer });
    },
    cancel: (type, key) => {
      const name = keyOf({ type, ...(key === undefined ? {} : { key }) });
      timers?.delete(name);
      io.cancel("process", name);
    },
    save: (record) => void records.push(record),
  };
}

/** Tells pending timers of a process apart. */
function keyOf({ type, key }: Tagged & { readonly key?: string | number }): string {
  return key === undefined ? type : `${type} ${typeof key} ${key}`;
}

/** A client's return address as processes know it: clients are numbered after them. */
export function inside(layout: Layout, client: NodeId, io: Pick<Io<never>, "peers">): NodeId {
  return client - io.peers.length + processesOn(layout, io.peers.length);
}

/** A client's return address as machines know it. */
function outside(layout: Layout, client: NodeId, io: Pick<Io<never>, "peers">): NodeId {
  return client - processesOn(layout, io.peers.length) + io.peers.length;
}
