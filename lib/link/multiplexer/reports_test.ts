/** Reports of others about streams over one connection, each as a small run. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { Breach } from "../breach.ts";
import { LAST_STREAM } from "./frames.ts";
import { Multiplexer } from "./multiplexer.ts";
import { Pair } from "./pair_test.ts";

const bytes = (length: number) => new Uint8Array(length);

Deno.test("grpc-go 2444: a reset ends a stream that has said all and not sent it", () => {
  const pair = new Pair({ windows: { stream: 10, connection: 100 } });
  const stream = pair.client.machine.open()!;
  pair.client.machine.write(stream, bytes(0), true);
  pair.settle();
  pair.server.machine.write(stream, bytes(50), true);
  pair.settle(false);
  assertEquals(pair.server.machine.queued(stream), 40);
  pair.client.machine.reset(stream);
  pair.settle(false);
  assertEquals([pair.server.machine.streams, pair.server.machine.queued(stream)], [0, 0]);
  assertEquals(pair.server.machine.next(), undefined);
  pair.assertAlive(300);
});

Deno.test("grpc-go 8504, grpc 30907: streams that are over do not count against new ones", () => {
  const pair = new Pair({ mostStreams: 3, windows: { stream: 10, connection: 20 } });
  for (let i = 0; i < 200; i++) {
    const stream = pair.client.machine.open()!;
    pair.client.machine.write(stream, bytes(15), true);
    pair.settle(false);
    // The grant for it is on its way when it is reset.
    pair.consume("server", stream, 8);
    pair.server.machine.reset(stream, "cancelled");
    pair.settle(false);
  }
  assertEquals(pair.client.events.filter(({ type }) => type !== "over"), []);
  assertEquals(pair.client.events.length, 200);
  pair.assertAlive(300);
});

Deno.test("grpclib 67: calls whose handler ends before it reads, 20,000 of them", () => {
  const pair = new Pair();
  for (let call = 0; call < 20_000; call++) {
    const stream = pair.client.machine.open()!;
    pair.client.machine.write(stream, bytes(64), true);
    while (pair.send("client")) pair.arrive("server");
    pair.server.machine.reset(stream);
    while (pair.send("server")) pair.arrive("client");
    pair.server.got.clear();
    pair.server.unread.clear();
  }
  pair.assertAlive(3 * 65_535);
});

Deno.test("hyper 4003: two requests, the first of which waits for the second, on little credit", () => {
  const pair = new Pair({ windows: { stream: 100, connection: 10 } });
  const first = pair.client.machine.open()!, second = pair.client.machine.open()!;
  // The first has begun its body, and has no more until the second was answered.
  pair.client.machine.write(first, bytes(1));
  pair.settle();
  pair.client.machine.write(second, bytes(50), true);
  pair.settle();
  assertEquals(pair.server.got.get(second)?.length, 50);
  pair.client.machine.write(first, bytes(50), true);
  pair.settle();
  assertEquals(pair.server.got.get(first)?.length, 51);
});

Deno.test("helidon 12182: both sides full of data both ways, and credit still finds its way", () => {
  const pair = new Pair({ windows: { stream: 10, connection: 10 } });
  const stream = pair.client.machine.open()!;
  pair.client.machine.write(stream, bytes(1000), true);
  pair.settle(false);
  pair.server.machine.write(stream, bytes(1000), true);
  // Whatever else waits to be written, the first frame of a side that has read is the credit.
  while (pair.send("client") || pair.send("server"));
  while (pair.client.inbox.length > 0) pair.arrive("client");
  pair.consume("server", stream, 10);
  assertEquals(pair.server.machine.next()?.type, "grant");
  assertEquals(pair.server.machine.next()?.type, "grant");
});

Deno.test("helidon 12182: with one slow reader among many streams, the others go on", () => {
  const pair = new Pair({ windows: { stream: 10, connection: 1000 } });
  const streams = Array.from({ length: 9 }, () => pair.client.machine.open()!);
  for (const stream of streams) pair.client.machine.write(stream, bytes(200), true);
  for (let round = 0; round < 100; round++) {
    pair.settle(false);
    for (const stream of streams.slice(1)) {
      pair.consume("server", stream, pair.server.unread.get(stream)!);
    }
  }
  assertEquals(streams.map((id) => pair.server.got.get(id)?.length), [10, ...Array(8).fill(200)]);
});

/** A client with streams 1, 3 and 5 under way. */
function underWay(): Multiplexer {
  const client = new Multiplexer({ dials: true });
  for (let i = 0; i < 3; i++) client.open();
  while (client.next() !== undefined);
  return client;
}

for (const [last, refused] of [[0, [1, 3, 5]], [1, [3, 5]], [3, [5]], [5, []], [7, []]] as const) {
  Deno.test(`grpc 19969, 29462: leaving with last ${last} while 1, 3 and 5 are under way`, () => {
    const client = underWay();
    assertEquals(client.receive({ type: "leaving", last }), [
      { type: "leaving" },
      ...refused.map((stream) =>
        ({ type: "over", stream, why: "refused", untouched: true }) as const
      ),
    ]);
    assertEquals([client.streams, client.open()], [3 - refused.length, undefined]);
    assertEquals(client.done, refused.length === 3);
  });
}

Deno.test("grpc-go 5644: a second word of leaving, as before, lower or higher", () => {
  for (const second of [3, 1, 0]) {
    const client = underWay();
    client.receive({ type: "leaving", last: 3 });
    const lost = client.receive({ type: "leaving", last: second }).slice(1);
    assertEquals(
      lost.map((event) => "stream" in event && event.stream),
      [1, 3].filter((id) => id > second),
    );
  }
  const client = underWay();
  client.receive({ type: "leaving", last: 3 });
  assertThrows(() => client.receive({ type: "leaving", last: 5 }), Breach, "from 0 to 3");
  for (const last of [-1, 0.5, LAST_STREAM + 1]) {
    assertThrows(() => underWay().receive({ type: "leaving", last }), Breach, "a last stream");
  }
});

Deno.test("grpc 19969: no stream waits for a side that will not look at it", () => {
  const pair = new Pair({ windows: { stream: 10, connection: 20 } });
  const before = pair.client.machine.open()!;
  pair.settle();
  pair.server.machine.leave();
  // The word is on its way, and the client does not know.
  const late = pair.client.machine.open()!;
  pair.client.machine.write(late, bytes(10), true);
  pair.client.machine.write(before, bytes(30), true);
  pair.settle();
  assertEquals(pair.client.events, [
    { type: "leaving" },
    { type: "over", stream: late, why: "refused", untouched: true },
  ]);
  assert(!pair.server.events.some((event) => "stream" in event && event.stream === late));
  pair.server.machine.write(before, bytes(30), true);
  pair.settle();
  assertEquals(pair.client.got.get(before)?.length, 30);
  assertEquals([pair.client.machine.done, pair.server.machine.done], [true, true]);
});

Deno.test("grpc-go 2919: who leaves in two steps loses none, and none is asked twice", () => {
  const pair = new Pair();
  pair.server.machine.leave(LAST_STREAM);
  const crossing = pair.client.machine.open()!;
  pair.settle();
  pair.server.machine.leave();
  pair.server.machine.leave();
  pair.settle();
  assertEquals(pair.client.events, [{ type: "leaving" }, { type: "leaving" }]);
  assertEquals([pair.client.machine.open(), pair.client.machine.streams], [undefined, 1]);
  for (const { machine } of [pair.client, pair.server]) machine.write(crossing, bytes(1), true);
  pair.settle();
  assert(pair.client.machine.done && pair.server.machine.done);
});

Deno.test("grpc-node 2097: when the connection is lost, every stream is told, deadline or not", () => {
  const client = underWay();
  const unsent = client.open()!;
  const lost = client.lose();
  const told = lost.map((event) => "untouched" in event ? [event.stream, event.untouched] : []);
  assertEquals(told, [[1, false], [3, false], [5, false], [unsent, true]]);
  assertEquals([client.streams, client.next()], [0, undefined]);
});
