/** Listening peers that break a rule of streams: each is left, with a line that says why. */

import { ByteWriter } from "hb/codec/byte_writer.ts";
import { writeFrame } from "hb/codec/frame.ts";
import { joined } from "hb/codec/joined.ts";
import { writeStream } from "hb/host/lanes/lanes.ts";
import type { Limits } from "hb/host/limits.ts";
import { kinds, magic, writeKind } from "hb/host/wire.ts";
import type { Frame } from "hb/link/multiplexer/frames.ts";
import { eventually } from "../fixture.ts";
import { Sending } from "./two_nodes.ts";

const window = 2 ** 14;

function framed(body: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter();
  writeFrame(writer, body);
  return writer.take();
}

/** What node 0 says first; it may agree on streams. */
function greeting(more: object = {}): Uint8Array {
  const welcome = { node: 0, addresses: [], ...more };
  return joined([
    Uint8Array.from(magic),
    framed((body) => writeKind(body, kinds.welcome, welcome)),
  ]);
}

function onStreams(...frames: readonly Frame[]): Uint8Array {
  const said = frames.map((frame) => framed((body) => writeStream(body, frame)));
  return joined([greeting({ window }), ...said]);
}

const bytes = new Uint8Array(2), end = false;

/** What each says, what is logged of it, and how long it may grant nothing, in ms. */
const peers: Readonly<Record<string, readonly [Uint8Array, RegExp, creditMs?: number]>> = {
  "grants too little to go on": [
    greeting({ window: 10 }),
    /cannot reach node 0 .*: it grants 10 bytes on a stream, and 4096 to \d+ are required/,
  ],
  "grants nothing": [greeting({ window }), /lost node 0 at .*: it grants no credit/, 200],
  "grants more than was sent": [
    onStreams({ type: "grant", stream: 0, bytes: 1 }),
    /lost node 0 .*: it broke a rule of streams: .* at most 32768 bytes is required: given 32769/,
  ],
  "speaks of a stream that there is not": [
    onStreams({ type: "reset", stream: 5, why: "refused" }),
    /lost node 0 .*: it broke a rule of streams: .* a stream that has begun is required/,
  ],
  "ends a stream": [
    onStreams({ type: "reset", stream: 1, why: "cancelled" }),
    /lost node 0 .*: it said "over" of stream 1, which no peer does/,
  ],
  "sends on a stream": [
    onStreams({ type: "data", stream: 1, bytes, end }),
    /lost node 0 .*: it said "data" of stream 1, which no peer does/,
  ],
  "says what is no frame of streams": [
    joined([greeting({ window }), framed((body) => body.bytes(Uint8Array.of(kinds.stream, 99)))]),
    /lost node 0 .*: it sent what is wrong: .* a known kind/,
  ],
  "speaks of streams that were not agreed on": [
    joined([greeting(), framed((body) => body.bytes(Uint8Array.of(kinds.stream, 6)))]),
    /lost node 0 .*: it sent a frame of kind 13/,
  ],
};

/** Node 1 dials such a peer, until it has said why it left, and dials again. */
async function dial(said: Uint8Array, words: RegExp, limits: Partial<Limits>): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 }), sockets: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const socket of listener) {
      sockets.push(socket);
      for (let at = 0; at < said.length;) at += await socket.write(said.subarray(at));
    }
  })().catch(() => {});
  const address = { hostname: "127.0.0.1", port: listener.addr.port };
  await using sending = new Sending(address, { limits });
  const talks = setInterval(() => sending.say(1, 2 ** 12), 10);
  try {
    await sending.logged(words);
    await eventually(() => sockets.length > 1, () => `${sockets.length} dials`);
  } finally {
    clearInterval(talks);
    listener.close();
    for (const socket of sockets) socket.close();
    await accepting;
  }
}

Deno.test("a peer that breaks a rule of streams is left, with a line that says why", async () => {
  await Promise.all(
    Object.entries(peers).map(async ([name, [said, words, creditMs]]) => {
      try {
        await dial(said, words, creditMs === undefined ? {} : { creditMs });
      } catch (error) {
        throw new Error(`a peer that ${name}: ${error}`);
      }
    }),
  );
});
