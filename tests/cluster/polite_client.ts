/** A client of HTTP/2 that asks once, says GOAWAY and leaves, as clients do that are closed; frame by frame. */

import { parseAddress } from "hb/host/address.ts";

const types = { data: 0, headers: 1, settings: 4, goaway: 7 } as const;
const END_STREAM = 1, END_HEADERS = 4, HEAD_BYTES = 9;

/** Connects, asks for something, reads the response to its end, says GOAWAY, and ends the connection. */
export async function leavePolitely(at: string): Promise<void> {
  using connection = await Deno.connect(parseAddress(at));
  // POST, http, "/" from the static table of HPACK, and the authority "a" as a literal.
  const headers = [0x83, 0x86, 0x84, 0x41, 0x01, 0x61];
  await write(connection, [
    ...new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ...frame(types.settings, 0, 0, []),
    ...frame(types.headers, END_STREAM | END_HEADERS, 1, headers),
  ]);
  await endOfStream(connection);
  await write(connection, frame(types.goaway, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}

function frame(type: number, flags: number, stream: number, payload: readonly number[]): number[] {
  return [0, 0, payload.length, type, flags, 0, 0, 0, stream, ...payload];
}

async function write(connection: Deno.Conn, bytes: readonly number[]): Promise<void> {
  const all = Uint8Array.from(bytes);
  for (let at = 0; at < all.length;) at += await connection.write(all.subarray(at));
}

/** Reads frames until one ends a stream. */
async function endOfStream(connection: Deno.Conn): Promise<void> {
  const buffer = new Uint8Array(2 ** 16);
  let rest: number[] = [];
  for (;;) {
    const count = await connection.read(buffer);
    if (count === null) throw new Error("the server ended the connection before its response");
    rest = [...rest, ...buffer.subarray(0, count)];
    while (rest.length >= HEAD_BYTES) {
      const [high = 0, middle = 0, low = 0, type = 0, flags = 0] = rest;
      const length = HEAD_BYTES + high * 2 ** 16 + middle * 2 ** 8 + low;
      if (rest.length < length) break;
      rest = rest.slice(length);
      if (type <= types.headers && (flags & END_STREAM) !== 0) return;
    }
  }
}
