/** Hosts that pack what leaves together: in one stream, or with a dictionary. */

import { assert, assertEquals } from "@std/assert";
import { deflateRawSync } from "node:zlib";
import { FrameReader, writeFrame } from "hb/codec/frame.ts";
import { ByteWriter } from "hb/codec/byte_writer.ts";
import { Bundles } from "hb/host/bundles.ts";
import { deflate } from "hb/host/compression.ts";
import { requestsOf } from "hb/host/encoding.ts";
import { defaultLimits } from "hb/host/limits.ts";
import { PeerLink } from "hb/host/peer_link.ts";
import type { Squeezer } from "hb/host/squeezing.ts";
import { kinds, magic, writeKind } from "hb/host/wire.ts";
import { eachAlone, oneStream } from "hb/link/compress/compressor.ts";
import { withDictionary } from "hb/link/compress/dictionary.ts";
import { schema } from "./copies.ts";
import { eventually, Hosts, patience, patienceMs } from "./fixture.ts";
import { freeAddresses } from "./ports.ts";
import { asClient, frame, hello, joined, request } from "./strangers.ts";
import { visit, welcomeIn } from "./visit.ts";

const limits = { ...patience, requestBytes: 2 ** 16 };
const inDictionary = eachAlone(withDictionary(new TextEncoder().encode("happens before ")));
const knowing = { requests: requestsOf(schema) };

for (const way of [oneStream, inDictionary]) {
  Deno.test(`${way.name}: what nodes and clients say arrives, in fewer bytes`, async () => {
    const sent: number[] = [];
    for (const compressions of [[], [way]] as readonly (readonly Squeezer[])[]) {
      await using hosts = new Hosts(3, { limits, schema, compressions });
      await hosts.insist(0, { type: "list" });
      const client = hosts.client(0, { compressions, ...knowing });
      for (let i = 0; i < 20; i++) {
        const text = `${"happens before ".repeat(20)}${i}`;
        const reply = await client.ask({ type: "add", text }, patienceMs);
        assert(reply.kind === "answer", JSON.stringify(reply));
        assertEquals((reply.result as string[]).length, i + 1);
      }
      // Of those bytes, answers to this client are the most: each has the whole row.
      sent.push(hosts.hosts[0]!.counters.sentBytes);
      assert(!hosts.lines.some((line) => line.includes("turned")), hosts.lines.join("\n"));
    }
    assert(sent[1]! < sent[0]! / 2, `${sent}`);
  });
}

Deno.test("each is spoken to in the best way that it knows, and one of before as before", async () => {
  await using hosts = new Hosts(3, { limits, schema, compressions: [oneStream, deflate] });
  const ways: readonly (readonly [readonly string[] | undefined, string])[] = [
    [["zstd", "deflate", "deflate-stream"], "deflate-stream"],
    [["zstd", "deflate"], "deflate"],
    [["deflate-stream-of-tomorrow"], "none"],
    [[], "none"],
    [undefined, "none"],
  ];
  for (const [compressions, expected] of ways) {
    const offer = compressions === undefined ? {} : { encodings: ["plain"], compressions };
    const [welcome] = await visit(hosts, hello({ ...asClient, ...offer }), 1);
    assertEquals(welcomeIn(welcome!).compression, expected);
  }
});

Deno.test("nodes that pack in one stream, each by itself and not at all are one cluster", async () => {
  await using hosts = new Hosts(3, { limits, schema });
  const each: readonly (readonly Squeezer[])[] = [[oneStream, deflate], [deflate], []];
  for (const [node, compressions] of each.entries()) {
    await hosts.stop(node);
    Object.assign(hosts.more, { compressions });
    hosts.start(node);
  }
  const text = "happens before ".repeat(1000);
  for (const node of [0, 1, 2]) {
    assertEquals(await hosts.insist(node, { type: "add", text }), [text]);
  }
  assert(!hosts.lines.some((line) => line.includes("turned node")), hosts.lines.join("\n"));
});

Deno.test("whoever comes again begins with a new window", async () => {
  await using hosts = new Hosts(3, { limits, schema, compressions: [oneStream] });
  const row: string[] = [];
  for (const node of [1, 0, 2]) {
    const text = `${"happens before ".repeat(9)}${node}`;
    row.push(text);
    assertEquals(await hosts.insist(1, { type: "add", text }), row);
    await hosts.stop(node);
    hosts.start(node);
    assertEquals(await hosts.insist(node, { type: "list" }), row);
  }
  assert(!hosts.lines.some((line) => /turned|Cannot read/.test(line)), hosts.lines.join("\n"));
});

/** Such a body in a bundle, as bytes of a connection. */
function bundle(...packed: readonly number[]): Uint8Array {
  return frame((writer) => writer.bytes(Uint8Array.of(kinds.bundle, ...packed)));
}

const both = { encodings: ["plain"], compressions: ["deflate-stream"] };
const message = request({ type: "list" });
const good = new Bundles(2 ** 16, oneStream).leaving([message, message]);
const broken = good.slice();
broken[broken.length - 1]! ^= 1;
const bomb = new Bundles(2 ** 25, oneStream).leaving([
  frame((w) => w.bytes(new Uint8Array(2 ** 23))),
]);

const strangers: readonly (readonly [string, Uint8Array, RegExp])[] = [
  [
    "sends what no stream gives",
    joined(hello({ ...asClient, ...both }), bundle(1, 0, 0, 100, 255, 255, 255)),
    /away: Cannot read byte 0 because content compressed by the stream is required/,
  ],
  [
    "sends a piece that is not the next",
    joined(hello({ ...asClient, ...both }), good, good),
    /away: Cannot read byte \d+ because .* is required/,
  ],
  [
    "ends the stream",
    joined(
      hello({ ...asClient, ...both }),
      bundle(1, 0, 0, 1, ...deflateRawSync(Uint8Array.of(8))),
    ),
    /away: Cannot read byte 0 because content compressed by the stream is required/,
  ],
  [
    "sends a bomb",
    joined(hello({ ...asClient, ...both }), bomb),
    /because contents of at most 65600 bytes, compressed by the stream, is required: given 8388\d+/,
  ],
  [
    "promises more than it sends",
    joined(hello({ ...asClient, ...both }), bundle(1, 0, 0, 255, 255, 3, 1, 2, 3)),
    /because contents of at most 11352 bytes behind so few is required: given 65535/,
  ],
  [
    "damages a bundle on its way",
    joined(hello({ ...asClient, ...both }), broken),
    /a frame that its check sum fits/,
  ],
  [
    "packs what was not agreed on",
    joined(hello({ ...asClient, encodings: ["plain"] }), good),
    /it sent a frame that is compressed, which was not agreed on/,
  ],
  [
    "packs before it has said who it is",
    joined(Uint8Array.from(magic), good),
    /it sent a frame that is compressed, which was not agreed on/,
  ],
  [
    "packs a bundle into a bundle",
    joined(hello({ ...asClient, ...both }), new Bundles(2 ** 16, oneStream).leaving([good])),
    /it sent a frame of kind 12/,
  ],
];

Deno.test("who breaks a stream is turned away with a line that says why, and the host goes on", async () => {
  await using hosts = new Hosts(3, { limits, schema, compressions: [oneStream] });
  for (const [name, bytes, words] of strangers) {
    const before = hosts.lines.length;
    await visit(hosts, bytes, 99);
    await eventually(
      () => hosts.lines.slice(before).some((line) => words.test(line)),
      () => `who ${name}: ${hosts.lines.slice(before).join("\n")}`,
    );
  }
  assertEquals(await hosts.insist(0, { type: "list" }), []);
});

Deno.test("a link that drops what waits too long drops nothing of the stream", async () => {
  const address = freeAddresses(1)[0]!, bodies: number[] = [];
  using listener = Deno.listen(address as Deno.TcpListenOptions);
  const traffic = { sentBytes: 0, dropped: 0 };
  const link = new PeerLink({
    address,
    hello: { cluster: "test", node: 0, to: 1, nodes: 3 },
    features: { encodings: ["plain"], compressions: [oneStream] },
    limits: { ...defaultLimits, ...patience, queueBytes: 10_000 },
    traffic,
    log: () => {},
  });
  using socket = await listener.accept();
  const writer = new ByteWriter(), agreed = { encoding: "plain", compression: oneStream.name };
  writeFrame(
    writer,
    (body) => writeKind(body, kinds.welcome, { node: 1, addresses: [], ...agreed }),
  );
  await socket.write(joined(Uint8Array.from(magic), writer.view()));
  await eventually(() => traffic.sentBytes > 0, () => "it has not greeted");
  // It has read the welcome when it says something that is packed; until then it drops what is said.
  const bundles = new Bundles(2 ** 16, oneStream), reader = new FrameReader(2 ** 17);
  const chunk = new Uint8Array(2 ** 14);
  let skip = magic.length, said = 0, last = -1;
  while (last < 999) {
    const dropped = traffic.dropped;
    // A hundred in one turn are more than may wait.
    for (let i = 0; i < 100; i++) {
      const each = said % 1000;
      link.send((body) => {
        body.byte(kinds.message);
        body.uint32(each);
        body.bytes(new Uint8Array(200).map((_, at) => at * each));
      });
      said++;
    }
    assert(traffic.dropped > dropped, "nothing was dropped");
    if (traffic.dropped - dropped === 100) {
      said = 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
      continue;
    }
    const newest = (said - 1) % 1000;
    while (last !== newest) {
      const count = await socket.read(chunk);
      assert(count !== null, "the link has ended");
      reader.push(chunk.subarray(Math.min(skip, count), count));
      skip -= Math.min(skip, count);
      for (let body = reader.next(); body !== undefined; body = reader.next()) {
        if (body[0] !== kinds.bundle) continue;
        for (const each of bundles.opened(body)) {
          last = new DataView(each.buffer, each.byteOffset + 1).getUint32(0, true);
          bodies.push(last);
        }
      }
    }
  }
  assert(bodies.length < 1000 && bodies.length > 100, `${bodies.length}`);
  assertEquals(bodies, [...bodies].sort((one, other) => one - other));
  await link.stop();
});
