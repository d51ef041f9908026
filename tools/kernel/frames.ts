/**
 * ZMTP 3.0 on the wire (https://rfc.zeromq.org/spec/23): a greeting of 64 bytes, then frames. A frame
 * is one byte of flags, a length, and a body:
 *
 *     flags  bit 0 MORE (another frame of the same message follows)
 *            bit 1 LONG (the length has 8 bytes, big-endian, instead of 1)
 *            bit 2 COMMAND (for the protocol itself, such as READY)
 *
 * @module
 */

/** One frame, in either direction. */
export interface Frame {
  readonly body: Uint8Array;
  readonly more: boolean;
  readonly command: boolean;
}

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/** How many bytes a greeting has. */
export const GREETING_BYTES = 64;

const utf8 = new TextEncoder();

/** What either side says first: the version, and the NULL mechanism, which is no security at all. */
export function greeting(): Uint8Array {
  const bytes = new Uint8Array(GREETING_BYTES);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
  bytes.set(utf8.encode("NULL"), 12);
  return bytes;
}

/** Throws unless `bytes` greet in a version of ZMTP that we speak. */
export function checkGreeting(bytes: Uint8Array): void {
  const major = bytes[10] ?? 0;
  if (bytes[0] !== 0xff || bytes[9] !== 0x7f || major < 3) {
    throw new Error(`Cannot talk to the peer because ZMTP 3 is required: given version ${major}`);
  }
}

/** The READY command, which tells the peer what kind of socket this is. */
export function ready(socketType: string, identity: string): Uint8Array {
  const properties = [property("Socket-Type", socketType), property("Identity", identity)];
  const body = concat([shortText("READY"), ...properties]);
  return encodeFrame({ body, more: false, command: true });
}

function shortText(text: string): Uint8Array {
  const bytes = utf8.encode(text);
  return concat([Uint8Array.of(bytes.length), bytes]);
}

function property(name: string, value: string): Uint8Array {
  const bytes = utf8.encode(value);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concat([shortText(name), length, bytes]);
}

/** The bytes of one frame. */
export function encodeFrame({ body, more, command }: Frame): Uint8Array {
  const long = body.length > 255;
  const flags = (more ? MORE : 0) | (long ? LONG : 0) | (command ? COMMAND : 0);
  if (!long) return concat([Uint8Array.of(flags, body.length), body]);
  const head = new Uint8Array(9);
  head[0] = flags;
  new DataView(head.buffer).setBigUint64(1, BigInt(body.length));
  return concat([head, body]);
}

/** The bytes of a message of several parts. */
export function encodeMessage(parts: readonly Uint8Array[]): Uint8Array {
  return concat(
    parts.map((body, i) => encodeFrame({ body, more: i < parts.length - 1, command: false })),
  );
}

/** Waits for that many bytes and returns them all. */
export type ReadExactly = (length: number) => Promise<Uint8Array>;

/** The next frame from a stream of bytes. */
export async function readFrame(read: ReadExactly): Promise<Frame> {
  const flags = (await read(1))[0]!;
  const length = flags & LONG ? longLength(await read(8)) : (await read(1))[0]!;
  return {
    body: await read(length),
    more: (flags & MORE) !== 0,
    command: (flags & COMMAND) !== 0,
  };
}

function longLength(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
}

/** Several pieces of bytes as one. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
