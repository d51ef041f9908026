/** What is short goes ahead of what is long, on real sockets, and a slow node slows its sender. */

import { assert, assertEquals } from "@std/assert";
import { zstd } from "hb/host/compression.ts";
import { plain } from "hb/host/socket.ts";
import { Certificates } from "../certificates.ts";
import { eventually } from "../fixture.ts";
import { Narrow } from "./narrow.ts";
import { Receiving, Sending, type Setting } from "./two_nodes.ts";

const CHUNK = 2 ** 23;

/** Bytes of which none tells the next. */
function noise(at: number): number {
  const mixed = Math.imul(at ^ at >>> 15, 0x2c1b3c6d);
  return Math.imul(mixed ^ mixed >>> 12, 0x297a2d39) >>> 24;
}

/** In which order a chunk and a heartbeat come that is sent when much of the chunk is under way. */
async function order(setting: Setting): Promise<number[]> {
  await using receiving = new Receiving(setting);
  await using narrow = new Narrow(receiving.address, 2 ** 18);
  await using sending = new Sending(narrow.address, setting);
  await sending.reached();
  sending.say(1, CHUNK, noise);
  await eventually(() => narrow.left === 0, () => `${narrow.left} bytes may still come`);
  sending.say(2, 30);
  narrow.open();
  const { came } = receiving;
  await eventually(() => came.length === 2, () => `came: ${came}`);
  return came;
}

for (
  const [how, compressions, secured] of [
    ["", [], false],
    [", by TLS", [], true],
    [", with compression", [zstd], false],
    [", with compression, by TLS", [zstd], true],
  ] as const
) {
  Deno.test(`a heartbeat passes while a chunk of 8 MB is under way on a narrow link${how}`, async () => {
    using certificates = await Certificates.make();
    const transport = (node: number) => secured ? certificates.transport(`node-${node}`) : plain;
    assertEquals(await order({ transport, compressions }), [2, 1]);
  });
}

Deno.test("to and from nodes that are older than lanes, messages go one way", async () => {
  for (const windows of [[0, 2 ** 20], [2 ** 20, 0]] as const) {
    assertEquals(await order({ windows }), [1, 2]);
  }
});

Deno.test("what is compressed travels on lanes, and comes out as it was", async () => {
  const setting = { compressions: [zstd] };
  await using receiving = new Receiving(setting);
  await using sending = new Sending(receiving.address, setting);
  await sending.reached();
  for (const [number, length] of [[1, 2 ** 20], [2, 10_000], [3, 10]] as const) {
    sending.say(number, length, (at) => at % 7);
  }
  const { came } = receiving;
  await eventually(() => came.length === 3, () => `came: ${came}`);
  assertEquals(came.toSorted(), [1, 2, 3]);
  assert(sending.traffic.sentBytes < 10_000, `${sending.traffic.sentBytes}`);
});

const LONG = 2 ** 17, limits = { queueBytes: 2 ** 20, windowBytes: 2 ** 18 };
const bounded = { limits, windows: [limits.windowBytes, limits.windowBytes] } as const;

Deno.test("a node whose disk does not sync is sent no more that is long, and hears what is short", async () => {
  await using receiving = new Receiving(bounded, false);
  await using sending = new Sending(receiving.address, bounded);
  await sending.reached();
  const { came, syncs } = receiving, { link, traffic } = sending;
  for (let turn = 1; turn <= 40; turn++) {
    sending.say(1, LONG);
    sending.say(2, 30);
    assert(link.queued <= limits.queueBytes + LONG, `${link.queued} bytes wait`);
    const urgent = () => came.filter((number) => number === 2).length;
    await eventually(() => urgent() === turn, () => `${urgent()} of ${turn} came`);
  }
  assert(traffic.dropped > 20, `${traffic.dropped} were dropped`);
  const long = () => came.filter((number) => number === 1).length;
  assert(long() <= 2, `${long()} came`);
  // As it syncs, the newest come.
  await eventually(
    () => {
      for (const then of syncs.splice(0)) then();
      return long() === 40 - traffic.dropped && link.queued === 0;
    },
    () => `${long()} came, ${traffic.dropped} were dropped`,
  );
});

Deno.test("a node that reads nothing leaves its sender's memory bounded", async () => {
  await using receiving = new Receiving(bounded);
  await using narrow = new Narrow(receiving.address, 2 ** 12);
  await using sending = new Sending(narrow.address, bounded);
  await sending.reached();
  for (let turn = 0; turn < 400; turn++) {
    sending.say(1, LONG);
    sending.say(2, 10_000);
    assert(sending.link.queued <= limits.queueBytes + LONG, `${sending.link.queued} bytes wait`);
    // The link writes what it can.
    if (turn % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  assert(sending.traffic.dropped > 0);
});
