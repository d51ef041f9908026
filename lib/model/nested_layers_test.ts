/** Protocols that stand on others, made with `nested`. */

import { assert, assertEquals } from "@std/assert";
import { World } from "../sim/world.ts";
import { nested } from "./nested.ts";
import type { From, Io, NodeId, Protocol, Tagged } from "./protocol.ts";

type Parcel =
  /** A node → another: this message, until it is acknowledged. */
  | { readonly type: "data"; readonly number: number; readonly message: Tagged }
  /** The receiver → the sender. */
  | { readonly type: "ack"; readonly number: number };

interface Link<S> {
  readonly inner: S;
  sent: number;
  /** What is not acknowledged yet, by its number. */
  readonly open: Map<number, { readonly to: NodeId; readonly message: Tagged }>;
  /** What has come already, as "from number". */
  readonly seen: Set<string>;
}

/** Links that resend until they are acknowledged, and deliver once, under any protocol. */
function reliable<S, M extends Tagged>(
  protocol: Protocol<S, M>,
): Protocol<Link<S>, Parcel, { readonly type: "resend"; readonly key: number }> {
  type Outer = Io<Parcel, { readonly type: "resend"; readonly key: number }>;
  const post = (s: Omit<Link<S>, "inner">, io: Outer, to: NodeId, message: Tagged) => {
    const number = ++s.sent;
    s.open.set(number, { to, message });
    io.send(to, { type: "data", number, message });
    io.wait(10, { type: "resend", key: number });
  };
  const over = (s: Omit<Link<S>, "inner">, io: Outer) =>
    nested<M, never, never>(io, {
      send: (to, message) => post(s, io, to, message),
      wait() {},
      cancel() {},
      save() {},
    });
  return {
    start(io) {
      const s = { sent: 0, open: new Map(), seen: new Set<string>() };
      const inner = protocol.start(over(s, io), []);
      return { inner, ...s };
    },
    upon: {
      data(s, { from, number, message }, io) {
        io.send(from, { type: "ack", number });
        if (s.seen.has(`${from} ${number}`)) return;
        s.seen.add(`${from} ${number}`);
        const upon = protocol.upon as unknown as Record<
          string,
          (state: S, event: Tagged & From, io: Io<M>) => void
        >;
        upon[message.type]!(s.inner, { ...message, from }, over(s, io));
      },
      ack(s, { number }, io) {
        s.open.delete(number);
        io.cancel("resend", number);
      },
    },
    after: {
      resend(s, { key: number }, io) {
        const { to, message } = s.open.get(number)!;
        io.send(to, { type: "data", number, message });
        io.wait(10, { type: "resend", key: number });
      },
    },
  };
}

Deno.test("over links that resend, a protocol that trusts its network works on one that loses", () => {
  type Ball = { readonly type: "ball"; readonly bounces: number };
  const pingPong: Protocol<{ seen: number[] }, Ball> = {
    start(io) {
      for (const first of [1, 2, 3]) {
        if (io.self === 0) io.send(1, { type: "ball", bounces: first });
      }
      return { seen: [] };
    },
    upon: {
      ball(s, { from, bounces }, io) {
        s.seen.push(bounces);
        if (bounces > 0) io.send(from, { type: "ball", bounces: bounces - 1 });
      },
    },
  };
  const network = { loss: 0.4, duplication: 0.3 };
  const options = { nodes: 2, seed: 3, network };
  const links = new World({ ...options, protocol: reliable(pingPong) });
  links.run(2000);
  const seen = links.states.flatMap((each) => each!.inner.seen).sort();
  assertEquals(seen, [0, 0, 0, 1, 1, 1, 2, 2, 3]);
  assertEquals(links.states.map((each) => each!.open.size), [0, 0]);
  const bare = new World({ ...options, protocol: pingPong });
  bare.run(2000);
  assert(bare.states.flatMap((each) => each!.seen).length !== seen.length);
});

Deno.test("an outer protocol can take for itself what an inner one answers, as reads over a log do", () => {
  type Ask = { readonly type: "append"; readonly value: number };
  type Read = { readonly type: "sum" };
  const log: Protocol<number[], Ask> = {
    start: () => [],
    upon: {
      append(s, { value, from }, io) {
        s.push(value);
        io.answer(from, s.length);
      },
    },
  };
  /** A read is answered when a marker that it appended has its place; the markers are not counted. */
  const reads: Protocol<number[], Ask | Read> = {
    start: (io, journal) => log.start(io, journal),
    upon: {
      append: (s, event, io) => log.upon.append(s, event, io),
      sum(s, { from }, io) {
        const place = nested(io, {
          answer: (client, length) =>
            io.answer(client, [s.reduce((sum, each) => sum + each, 0), length]),
        });
        log.upon.append(s, { type: "append", value: 0, from }, place);
      },
    },
  };
  const inputs: (Ask | Read)[] = [
    { type: "append", value: 2 },
    { type: "append", value: 3 },
    { type: "sum" },
  ];
  const world = new World({
    protocol: reads,
    nodes: 1,
    seed: 1,
    clients: {
      workload: [inputs.map((input) => ({ input }))],
      ask: (input) => input as Ask | Read,
    },
  });
  world.run(50);
  assertEquals(world.history.map(({ output }) => output), [1, 2, [5, 3]]);
});
