/** What two sides agree on: new ones, old ones, and one of each. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { ByteWriter } from "hb/codec/byte_writer.ts";
import { writeFrame } from "hb/codec/frame.ts";
import { protobuf } from "hb/codec/protobuf.ts";
import type { ClientOptions } from "hb/host/client.ts";
import { requestsOf } from "hb/host/encoding.ts";
import { deflate, zstd } from "hb/host/compression.ts";
import { plain } from "hb/host/socket.ts";
import { Squeeze } from "hb/host/squeeze.ts";
import { kinds, magic } from "hb/host/wire.ts";
import { Certificates } from "./certificates.ts";
import { type Message, schema } from "./copies.ts";
import { Hosts, patience, patienceMs } from "./fixture.ts";
import { asClient, asNode, frame, hello, joined, request } from "./strangers.ts";
import { visit, welcomeIn } from "./visit.ts";

const limits = { ...patience, requestBytes: 2 ** 16 };
const knowing = { requests: requestsOf(schema) } as Partial<ClientOptions>;
const both = { encodings: ["protobuf", "plain"], compressions: ["deflate", "zstd"] };

function asProtobuf(message: Message): Uint8Array {
  return frame((writer) => {
    writer.byte(kinds.request);
    writer.varint(0);
    writer.varint(patienceMs);
    protobuf(schema).write(writer, message);
  });
}

Deno.test("who knows all is spoken to in the best way, and who knows less as before", async () => {
  await using hosts = new Hosts(3, { limits, schema, compressions: [zstd] });
  await hosts.insist(0, { type: "list" });
  const ways: readonly (readonly [object, Uint8Array, string, string])[] = [
    [both, asProtobuf({ type: "list" }), "protobuf", "zstd"],
    [
      { encodings: ["plain"], compressions: ["deflate"] },
      request({ type: "list" }, patienceMs),
      "plain",
      "none",
    ],
    [{}, request({ type: "list" }, patienceMs), "plain", "none"],
  ];
  for (const [offer, asked, encoding, compression] of ways) {
    const said = joined(hello({ ...asClient, ...offer }), asked);
    const [welcome, answer] = await visit(hosts, said, 2);
    const agreed = welcomeIn(welcome!);
    assertEquals([agreed.encoding, agreed.compression], [encoding, compression]);
    assertEquals(answer![0], kinds.answer);
  }
});

Deno.test("who knows none of the encodings is turned away with a line that names them", async () => {
  await using hosts = new Hosts(3, { limits, schema });
  const tomorrow = { ...asClient, encodings: ["of tomorrow"], compressions: [] };
  const [refusal] = await visit(hosts, hello(tomorrow), 1);
  assertEquals(refusal![0], kinds.refusal);
  await hosts.logged("does not understand messages that are encoded as here: protobuf or plain");
});

Deno.test("nodes with a schema and nodes without one are one cluster", async () => {
  await using hosts = new Hosts(3, { limits });
  for (const node of [0, 1]) {
    await hosts.stop(node);
    Object.assign(hosts.more, { schema, compressions: [zstd, deflate] });
    hosts.start(node);
  }
  assertEquals(await hosts.insist(2, { type: "add", text: "a" }), ["a"]);
  for (const node of [0, 1, 2]) {
    const client = hosts.client(node, knowing);
    const reply = await client.ask({ type: "list" }, patienceMs);
    assertEquals(reply, { kind: "answer", result: ["a"] });
  }
  assert(!hosts.lines.some((line) => line.includes("turned node")), hosts.lines.join("\n"));
});

Deno.test("a request that does not fit the schema does not leave", async () => {
  await using hosts = new Hosts(3, { limits, schema });
  await hosts.insist(0, { type: "list" });
  const reply = await hosts.client(0, knowing).ask({ type: "add", text: 7 }, patienceMs);
  assert(reply.kind === "refused" && reply.final);
  assertMatch(reply.why, /a request is not as it must be: text: a text is required: given 7/);
});

Deno.test("a request that is damaged is refused for good, and the host goes on", async () => {
  await using hosts = new Hosts(3, { limits, schema });
  const body = protobuf(schema).encode({ type: "add", text: "x" });
  // The text is said to be longer than all that is there.
  body[3] = 99;
  const said = frame((writer) => {
    writer.byte(kinds.request);
    writer.varint(5);
    writer.varint(1000);
    writer.bytes(body);
  });
  const [, declined] = await visit(hosts, joined(hello({ ...asClient, ...both }), said), 2);
  assertEquals([...declined!.subarray(0, 3)], [kinds.unanswered, 5, 2]);
  await hosts.logged("it sent a message that is not as one must be: Cannot read byte");
  await hosts.insist(0, { type: "list" });
});

Deno.test("a client may wait for ever", async () => {
  await using hosts = new Hosts(3, { limits, schema });
  await hosts.insist(0, { type: "list" });
  for (const timeoutMs of [2 ** 40, Infinity]) {
    assertEquals((await hosts.client(0).ask({ type: "list" }, timeoutMs)).kind, "answer");
  }
});

for (
  const [what, compressions, secured] of [
    ["with compression", [zstd], false],
    ["with compression, by TLS,", [zstd], true],
    ["without compression, by TLS,", [], true],
    ["without compression", [], false],
  ] as const
) {
  Deno.test(`${what} a long message arrives, and has as many bytes as it must`, async () => {
    using certificates = await Certificates.make();
    await using hosts = new Hosts(3, { limits, schema, compressions }, {
      of: (node) => secured ? certificates.transport(`node-${node}`) : plain,
      client: () => secured ? certificates.transport("client") : plain,
    });
    const text = "happens before ".repeat(4_000),
      client = hosts.client(1, { compressions: [zstd], ...knowing });
    // Then the links between both stand: a message over one that does not is lost.
    await hosts.insist(1, { type: "list" });
    const before = hosts.hosts[0]!.counters.sentBytes;
    const added = await client.ask({ type: "add", text }, patienceMs);
    assertEquals(added, { kind: "answer", result: [text] });
    const sent = hosts.hosts[0]!.counters.sentBytes - before;
    assertEquals(sent < text.length, compressions.length > 0, `${sent}`);
  });
}

function packed(body: Uint8Array, compression = zstd): Uint8Array {
  const writer = new ByteWriter();
  writeFrame(writer, (inner) => inner.bytes(body));
  return new Squeeze(2 ** 24, compression).leaving([writer.take()]);
}

const long = request({ type: "add", text: "x".repeat(8_000) }).subarray(8);

const strangers: readonly (readonly [string, Uint8Array, RegExp])[] = [
  [
    "compresses what was not agreed on",
    joined(hello({ ...asClient, encodings: ["plain"] }), packed(long)),
    /it sent a frame that is compressed, which was not agreed on/,
  ],
  [
    "compresses before it has said who it is",
    joined(Uint8Array.from(magic), packed(long)),
    /it sent a frame that is compressed, which was not agreed on/,
  ],
  [
    "sends a bomb",
    joined(hello({ ...asClient, ...both }), packed(new Uint8Array(2 ** 23))),
    /a message of at most 65536 bytes, compressed by zstd is required/,
  ],
  [
    "compresses in another way than was agreed on",
    joined(hello({ ...asClient, ...both }), packed(long, deflate)),
    /compressed by zstd is required/,
  ],
  [
    "compresses what is compressed",
    joined(hello({ ...asClient, ...both }), packed(Uint8Array.of(kinds.packed, ...long))),
    /it sent a frame of kind 11/,
  ],
  [
    "speaks as a node, in bytes that are no message",
    joined(
      hello({ ...asNode, ...both }),
      frame((writer) => writer.byte(kinds.message)),
    ),
    /node 1 at .* away: it sent a message that is not as one must be/,
  ],
];

Deno.test("who breaks what was agreed on is turned away, with a line that says why", async () => {
  await using hosts = new Hosts(3, { limits, schema, compressions: [zstd] });
  for (const [name, bytes, words] of strangers) {
    await visit(hosts, bytes, 9);
    assertMatch(hosts.lines.join("\n"), words, name);
  }
  await hosts.insist(0, { type: "list" });
});
