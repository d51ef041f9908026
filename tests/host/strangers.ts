/** Who may connect: what they say, and what the log then says of them. */

import { ByteWriter } from "hb/codec/byte_writer.ts";
import { writePlain } from "hb/codec/encode_plain.ts";
import { FRAME_HEADER, writeFrame } from "hb/codec/frame.ts";
import { writeStream } from "hb/host/lanes/lanes.ts";
import { kinds, magic, writeKind } from "hb/host/wire.ts";
import type { Frame } from "hb/link/multiplexer/frames.ts";

export const asClient = { cluster: "test", node: null, to: null, nodes: null };
export const asNode = { cluster: "test", node: 1, to: 0, nodes: 3 };

export function frame(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter();
  writeFrame(writer, write);
  return writer.take();
}

export function hello(data: unknown): Uint8Array {
  return Uint8Array.of(...magic, ...frame((writer) => writeKind(writer, kinds.hello, data)));
}

export function request(message: unknown, timeoutMs = 1000): Uint8Array {
  return frame((writer) => {
    writer.byte(kinds.request);
    writer.varint(0);
    writer.varint(timeoutMs);
    writePlain(writer, message);
  });
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function changed(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at]! ^= 1;
  return copy;
}

/** What a peer says that knows streams. */
const onStreams = { ...asNode, streams: true };

function stream(said: Frame): Uint8Array {
  return frame((writer) => writeStream(writer, said));
}

const long = frame((writer) => writer.bytes(new Uint8Array(5000)));
const text = new TextEncoder();

/** What they say, and what the log then says. */
export const strangers: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ["a browser", text.encode("GET / HTTP/1.1\r\n\r\n"), /it does not speak this protocol/],
  ["noise", crypto.getRandomValues(new Uint8Array(9999)), /it does not speak this protocol/],
  [
    "a version of the future",
    Uint8Array.of(...magic.slice(0, -1), 9),
    /it speaks version 9 of this protocol, and version 1 is required/,
  ],
  ["nothing at all", new Uint8Array(), /it did not say who it is in time/],
  ["half a greeting", hello(asClient).subarray(0, 20), /it did not say who it is in time/],
  ["a greeting of something else", hello([1, 2]), /its greeting does not say who it is/],
  [
    "a greeting that is too long",
    joined(Uint8Array.from(magic), long),
    /a frame of at most 1024 bytes is required: given one of 5000/,
  ],
  ["a damaged greeting", changed(hello(asClient), 20), /its check sum fits|check sum fits/],
  [
    "a peer of another cluster",
    hello({ ...asNode, cluster: "other\n\u001b[31m" }),
    /it is of cluster "other\?\?\[31m", and this is cluster "test"/,
  ],
  [
    "a peer that looks for another",
    hello({ ...asNode, to: 2 }),
    /looks for node 2, and this is node 0/,
  ],
  [
    "a peer of a larger cluster",
    hello({ ...asNode, nodes: 5 }),
    /it knows 5 nodes, and there are 3/,
  ],
  [
    "a peer that cannot be",
    hello({ ...asNode, node: 3 }),
    /says that it is node 3, which it cannot be/,
  ],
  ["a peer that is this node", hello({ ...asNode, node: 0 }), /says that it is node 0, which/],
  [
    "a client with a request that is too long",
    joined(hello(asClient), long),
    /a client at .* away: .*at most 4096 bytes is required/,
  ],
  [
    "a client with a message between nodes",
    joined(hello(asClient), request({ type: "copy", row: [] })),
    /it sent "copy", which only nodes send/,
  ],
  [
    "a client with a message of no type",
    joined(hello(asClient), request({ type: "toString" })),
    /a type that the protocol does not have/,
  ],
  [
    "a client with a message that is no record",
    joined(hello(asClient), request(null)),
    /a type that the protocol does not have/,
  ],
  [
    "a client with fields that are not as they must be",
    joined(hello(asClient), request({ type: "add", text: 7 })),
    /a message "add" that is not as such a message must be: text: a text is required: given 7/,
  ],
  [
    "a client with a frame of peers",
    joined(hello(asClient), frame((writer) => writer.byte(kinds.relay))),
    /it sent a frame of kind 7/,
  ],
  [
    "a client with half a request",
    joined(hello(asClient), request({ type: "list" }).subarray(0, FRAME_HEADER + 3)),
    /a frame was not finished in time/,
  ],
  [
    "a peer that falls silent",
    hello(asNode),
    /node 1 is no longer connected: it has fallen silent/,
  ],
  [
    "a peer with a request of clients",
    joined(
      hello(asNode),
      frame((writer) => writeKind(writer, kinds.message, { type: "add", text: "x" })),
    ),
    /it sent "add", which only clients send/,
  ],
  [
    "a peer with a frame of no kind",
    joined(hello(asNode), frame((writer) => writer.byte(77))),
    /node 1 at .* away: it sent a frame of kind 77/,
  ],
  [
    "a peer with a message beside its streams",
    joined(hello(onStreams), frame((writer) => writer.byte(kinds.message))),
    /node 1 at .* away: it sent a frame of kind 3 beside its streams/,
  ],
  [
    "a peer with more than it was granted",
    joined(
      hello(onStreams),
      stream({ type: "open", stream: 1 }),
      stream({ type: "data", stream: 1, bytes: new Uint8Array(4097), end: false }),
    ),
    /node 1 at .* away: it broke a rule of streams: .*at most 4096 bytes may come: given 4097/,
  ],
  [
    "a peer with data on a stream that has not begun",
    joined(
      hello(onStreams),
      stream({ type: "data", stream: 3, bytes: new Uint8Array(1), end: false }),
    ),
    /node 1 at .* away: it broke a rule of streams: .*a stream that has begun is required/,
  ],
  [
    "a peer with a grant of what nobody sent",
    joined(hello(onStreams), stream({ type: "grant", stream: 0, bytes: 1 })),
    /node 1 at .* away: it broke a rule of streams: .*at most 8192 bytes is required: given 8193/,
  ],
  [
    "a peer with a stream that ends",
    joined(
      hello(onStreams),
      stream({ type: "open", stream: 1 }),
      stream({ type: "reset", stream: 1, why: "cancelled" }),
    ),
    /node 1 at .* away: it said "over" of stream 1, which no peer does/,
  ],
  [
    "a peer with a message on a stream that is too long for anybody",
    joined(
      hello(onStreams),
      stream({ type: "open", stream: 3 }),
      stream({ type: "data", stream: 3, bytes: new Uint8Array(4).fill(255), end: false }),
    ),
    /node 1 at .* away: .*a message of at most \d+ bytes is required: given one of 4294967295/,
  ],
  [
    "a peer with a message of no kind on a stream",
    joined(
      hello(onStreams),
      stream({ type: "open", stream: 1 }),
      stream({ type: "data", stream: 1, bytes: Uint8Array.of(1, 0, 0, 0, 77), end: false }),
    ),
    /node 1 at .* away: it sent a frame of kind 77/,
  ],
  [
    "a peer with a stream, where none was agreed on",
    joined(hello(asNode), stream({ type: "open", stream: 1 })),
    /node 1 at .* away: it sent a frame of kind 13/,
  ],
  [
    "a client with a stream",
    joined(hello({ ...asClient, streams: true }), stream({ type: "open", stream: 1 })),
    /a client at .* away: it sent a frame of kind 13/,
  ],
  [
    "a peer with an empty frame",
    joined(hello(asNode), frame(() => {})),
    /node 1 at .* away: Cannot read byte 0 because a byte is required/,
  ],
];
