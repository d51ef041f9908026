/**
 * Nodes that run something else than the rest: Byzantine nodes (Lamport, Shostak and Pease 1982). A traitor is a
 * protocol like any other, with the same messages. It sees what it is sent, says what it likes to whom it likes, and
 * may know its accomplices' keys. One thing it cannot do: show the signature of somebody loyal that it has never
 * been shown. This is the boundary that sees to it.
 *
 * @module
 */

import { wholeFrom } from "../../model/kinds.ts";
import { nested } from "../../model/nested.ts";
import type { From, Handlers, Io, Key, NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { proofsIn } from "../identity/proofs.ts";

/** The state of a traitor, in the place of a loyal node's. */
export interface Traitor {
  /** What it has in mind. */
  readonly traitor: unknown;
  /** The proofs that it has been shown and could not have made. */
  readonly heard: Set<string>;
}

/** The world of a traitor, who keeps no journal. */
// deno-lint-ignore no-explicit-any
export interface TraitorIo<M extends Tagged> extends Io<M, any, any> {
  /** Whether it has been shown, or can make, all that this message proves. */
  canSay(message: M): boolean;
}

/** What a traitor runs: the messages are those of the loyal, the rest is its own affair. It never comes back. */
export interface Treason<M extends Tagged> {
  /** How it begins. */
  start(io: TraitorIo<M>, journal: readonly never[]): unknown;
  /** What it does upon each message. */
  // deno-lint-ignore no-explicit-any
  readonly upon: Handlers<any, M, From, TraitorIo<M>>;
  /** What it does after timers of its own. */
  // deno-lint-ignore no-explicit-any
  readonly after?: Readonly<Record<string, (mind: any, timer: any, io: TraitorIo<M>) => void>>;
}

/** Who they are, and what they run. They sign for each other. */
export type Traitors<M extends Tagged> = Readonly<Record<NodeId, Treason<M>>>;

/** Whether the state of a node is that of a traitor. */
export function isTraitor(state: unknown): state is Traitor {
  return Object.hasOwn(Object(state), "traitor") && Object.hasOwn(Object(state), "heard");
}

/** A timer of a traitor, beside those of the loyal. */
interface Plot extends Tagged {
  readonly type: "plot";
  readonly key: string;
  readonly timer: Tagged;
}

/**
 * The protocol in which some nodes are traitors. A traitor that shows what it could not have throws, which ends the
 * run: whoever wrote it meant to test a protocol, and not the mathematics of signatures.
 *
 * @example A general who tells each of the others something else
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Protocol } from "hb/model/protocol.ts";
 * import { withTraitors } from "hb/security/adversary/traitors.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * type Order = { type: "order"; value: string }; // the general → all
 * const loyal: Protocol<{ heard: string }, Order> = {
 *   start(io) {
 *     if (io.self === 0) { for (const to of io.peers) io.send(to, { type: "order", value: "wait" }); }
 *     return { heard: "" };
 *   },
 *   upon: { order: (s, { value }) => void (s.heard = value) },
 * };
 * const liar: Protocol<null, Order> = {
 *   start(io) {
 *     for (const to of io.peers) io.send(to, { type: "order", value: `go to ${to}` });
 *     return null;
 *   },
 *   upon: { order() {} },
 * };
 * const world = new World({ protocol: withTraitors(loyal, { 0: liar }), nodes: 3, seed: 1 });
 * world.run(10);
 * assertEquals(world.states.slice(1), [{ heard: "go to 1" }, { heard: "go to 2" }]);
 * ```
 */
export function withTraitors<S, M extends Tagged, T extends Tagged = never, R = never>(
  protocol: Protocol<S, M, T, R>,
  traitors: Traitors<M>,
): Protocol<S | Traitor, M, T, R> {
  const names = Object.keys(traitors).map(Number);
  for (const name of names) {
    if (wholeFrom(0).is(name)) continue;
    throw new RangeError(
      `Cannot make traitors because each must be a node, by its number: given ${name}`,
    );
  }
  const at = (self: NodeId) => Object.hasOwn(traitors, self) ? traitors[self] : undefined;
  const act = (
    state: S | Traitor,
    io: Io<M, T, R>,
    step: (mind: unknown, io: TraitorIo<M>) => void,
  ) => {
    const { traitor, heard } = state as Traitor;
    step(traitor, plotting(io, heard, names));
  };
  const upon = Object.fromEntries(
    Object.entries(protocol.upon).map(([type, loyal]) => [
      type,
      (state: S | Traitor, message: M & { from: NodeId }, io: Io<M, T, R>) => {
        const treason = at(io.self);
        if (treason === undefined) return (loyal as Handler)(state, message, io);
        listen(state as Traitor, message, names);
        act(state, io, (mind, own) => (treason.upon as Table)[type]!(mind, message, own));
      },
    ]),
  );
  const after = Object.fromEntries(
    Object.entries({ ...protocol.after }).map(([type, loyal]) => [type, loyal as Handler]),
  );
  const plot = (state: S | Traitor, { timer }: Plot, io: Io<M, T, R>) => {
    const handlers = at(io.self)!.after as Table;
    act(state, io, (mind, own) => handlers[timer.type]!(mind, timer, own));
  };
  const { compact, checkpoint } = protocol;
  return {
    start(io, journal) {
      const treason = at(io.self);
      if (treason === undefined) return protocol.start(io, journal);
      const heard = new Set<string>();
      return { traitor: treason.start(plotting(io, heard, names), []), heard };
    },
    upon: upon as unknown as Protocol<S | Traitor, M, T, R>["upon"],
    after: { ...after, plot } as unknown as NonNullable<Protocol<S | Traitor, M, T, R>["after"]>,
    ...(compact === undefined ? {} : { compact: (journal) => compact.call(protocol, journal) }),
    ...(checkpoint === undefined ? {} : {
      checkpoint: (state) => isTraitor(state) ? [] : checkpoint.call(protocol, state as S),
    }),
  };
}

// deno-lint-ignore no-explicit-any
type Handler = (state: any, event: any, io: any) => void;
type Table = Readonly<Record<string, Handler>>;

/** The world as a traitor sees it: its timers are among its own, and what it shows is looked at. */
function plotting<M extends Tagged, T extends Tagged, R>(
  io: Io<M, T, R>,
  heard: ReadonlySet<string>,
  traitors: readonly NodeId[],
): TraitorIo<M> {
  const own = nested<M, Tagged, unknown>(io as Io<M>, {
    send(to, message, ahead) {
      assertSayable(io.self, message, heard, traitors);
      io.send(to, message, ahead);
    },
    wait: (delayMs, timer) => {
      const key = plotKey(timer.type, (timer as { key?: Key }).key);
      io.wait(delayMs, { type: "plot", key, timer } satisfies Plot as unknown as T);
    },
    cancel: (type, key) => io.cancel("plot" as T["type"], plotKey(type, key)),
    save() {},
  });
  return { ...own, canSay: (message) => forgedIn(message, heard, traitors) === undefined };
}

function plotKey(type: string, key: Key | undefined): string {
  return key === undefined ? type : `${type} ${typeof key} ${key}`;
}

/** It remembers what it was shown. */
function listen({ heard }: Traitor, message: unknown, traitors: readonly NodeId[]): void {
  for (const { text, makers } of proofsIn(message)) {
    if (!makers.some((maker) => traitors.includes(maker))) heard.add(text);
  }
}

/** What a message proves that they were never shown and cannot make, if anything. */
function forgedIn(message: unknown, heard: ReadonlySet<string>, traitors: readonly NodeId[]) {
  return proofsIn(message).find(({ text, makers }) =>
    !heard.has(text) && !makers.some((maker) => traitors.includes(maker))
  );
}

function assertSayable(
  self: NodeId,
  message: Tagged,
  heard: ReadonlySet<string>,
  traitors: readonly NodeId[],
): void {
  const forged = forgedIn(message, heard, traitors);
  if (forged === undefined) return;
  throw new Error(
    `Cannot send "${message.type}" because node ${self} must have been shown each signature that it ` +
      `cannot make: given ${forged.text}`,
  );
}
