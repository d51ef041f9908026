/**
 * A client of etcd that asks one thing at a time: gRPC over a connection of its own. It is written out here,
 * with the little of HTTP/2 (RFC 9113) and Protocol Buffers that one put or get at a time takes, since
 * clients share this machine with the servers: a library's cost would count against etcd.
 *
 * @module
 */

import { joined } from "hb/codec/joined.ts";

/** Types of HTTP/2 frames, and the flags that are used here. */
const frames = {
  data: 0,
  headers: 1,
  reset: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  window: 8,
} as const;
const END_STREAM = 1, ACK = 1, END_HEADERS = 4;

/** Length, type, flags and stream stand before what a frame holds. */
const FRAME_HEADER = 9;

/** gRPC puts a byte (not compressed) and the length before each message. */
const GRPC_HEADER = 5;

const utf8 = new TextEncoder();

/** The greeting of a client, large windows for what comes, and no table of headers to be kept. */
const greeting = joined([
  utf8.encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  frame(frames.settings, 0, 0, Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 4, 0x7f, 0xff, 0xff, 0xff)),
  frame(frames.window, 0, 0, Uint8Array.of(0x7f, 0xfe, 0, 0)),
]);

interface Asked {
  readonly stream: number;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  data: Uint8Array;
}

/** Asks one node of etcd. */
export class EtcdClient {
  readonly #connected: Promise<Deno.TcpConn>;
  #stream = 1;
  #asked: Asked | undefined;
  #rest: Uint8Array = new Uint8Array();

  /** A client of the node at this port. */
  constructor(port: number) {
    this.#connected = this.#connect(port);
    // A call that fails says so itself.
    this.#connected.catch(() => {});
  }

  /** Puts a value; resolves when that is committed, and rejects when it is not known to be. */
  async put(key: string, value: string): Promise<void> {
    await this.#call("/etcdserverpb.KV/Put", [field(1, key), field(2, value)]);
  }

  /** A linearizable get; resolves to the answer, a message `RangeResponse`. */
  get(key: string): Promise<Uint8Array> {
    return this.#call("/etcdserverpb.KV/Range", [field(1, key)]);
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    await this.#connected.then((socket) => socket.close(), () => {});
  }

  async #call(path: string, fields: readonly Uint8Array[]): Promise<Uint8Array> {
    const socket = await this.#connected;
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const stream = this.#stream;
    this.#stream += 2;
    this.#asked = { stream, resolve, reject, data: new Uint8Array() };
    const head = frame(frames.headers, END_HEADERS, stream, headersFor(path));
    await write(socket, joined([head, frame(frames.data, END_STREAM, stream, message(fields))]));
    return await promise;
  }

  async #connect(port: number): Promise<Deno.TcpConn> {
    const socket = await Deno.connect({ hostname: "127.0.0.1", port });
    socket.setNoDelay(true);
    await write(socket, greeting);
    void this.#read(socket);
    return socket;
  }

  async #read(socket: Deno.TcpConn): Promise<void> {
    const bytes = new Uint8Array(2 ** 14);
    try {
      for (let count; (count = await socket.read(bytes)) !== null;) {
        this.#rest = joined([this.#rest, bytes.subarray(0, count)]);
        await this.#takeFrames(socket);
      }
    } catch {
      // The connection has ended.
    }
    this.#asked?.reject(new Error("the connection was cut"));
  }

  async #takeFrames(socket: Deno.TcpConn): Promise<void> {
    for (;;) {
      const rest = this.#rest;
      if (rest.length < FRAME_HEADER) return;
      const length = FRAME_HEADER + (rest[0]! << 16 | rest[1]! << 8 | rest[2]!);
      if (rest.length < length) return;
      this.#rest = rest.subarray(length);
      const [type, flags] = [rest[3]!, rest[4]!];
      if (type === frames.goAway) throw new Error("etcd ends the connection");
      if ((type === frames.settings || type === frames.ping) && (flags & ACK) === 0) {
        const echo = type === frames.ping ? rest.subarray(FRAME_HEADER, length) : new Uint8Array();
        await write(socket, frame(type, ACK, 0, echo));
      } else this.#take(type, flags, rest.subarray(FRAME_HEADER, length));
    }
  }

  /** One thing is asked at a time, so whatever comes is about that. A failed call has no data. */
  #take(type: number, flags: number, body: Uint8Array): void {
    const asked = this.#asked;
    if (asked === undefined) return;
    if (type === frames.data) asked.data = joined([asked.data, body]);
    const ends = type === frames.reset || (type === frames.headers && (flags & END_STREAM) !== 0);
    if (!ends) return;
    this.#asked = undefined;
    if (asked.data.length > 0) asked.resolve(asked.data.subarray(GRPC_HEADER));
    else asked.reject(new Error("etcd answered with an error"));
  }
}

async function write(socket: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await socket.write(bytes.subarray(at));
}

function frame(type: number, flags: number, stream: number, body: Uint8Array): Uint8Array {
  const head = new Uint8Array(FRAME_HEADER), view = new DataView(head.buffer);
  view.setUint32(0, body.length << 8 | type);
  head[4] = flags;
  view.setUint32(5, stream);
  return joined([head, body]);
}

/** A block of headers, none of them in a table except for the first two (RFC 7541, appendix A). */
function headersFor(path: string): Uint8Array {
  return joined([
    Uint8Array.of(0x83, 0x86), // POST, http
    Uint8Array.of(0x04, ...short(path)),
    Uint8Array.of(0x01, ...short("127.0.0.1")),
    Uint8Array.of(0x0f, 0x10, ...short("application/grpc")), // content-type
    Uint8Array.of(0x00, ...short("te"), ...short("trailers")),
  ]);
}

/** Text of less than 127 bytes behind its length. */
function short(text: string): Uint8Array {
  return Uint8Array.of(text.length, ...utf8.encode(text));
}

/** A field of bytes (wire type 2), shorter than 16 KiB. */
function field(number: number, text: string): Uint8Array {
  const bytes = utf8.encode(text);
  const length = bytes.length < 128
    ? [bytes.length]
    : [bytes.length & 127 | 128, bytes.length >> 7];
  return joined([Uint8Array.of(number << 3 | 2, ...length), bytes]);
}

function message(fields: readonly Uint8Array[]): Uint8Array {
  const body = joined(fields);
  const head = new Uint8Array(GRPC_HEADER);
  new DataView(head.buffer).setUint32(1, body.length);
  return joined([head, body]);
}
