/**
 * A ZeroMQ socket with one peer, over TCP: enough of DEALER and SUB for a Jupyter client.
 *
 * @module
 */

import {
  checkGreeting,
  concat,
  encodeMessage,
  greeting,
  GREETING_BYTES,
  readFrame,
  ready,
} from "./frames.ts";

/** A connected socket. */
export interface Socket {
  /** Sends a message of several parts. */
  send(parts: readonly Uint8Array[]): Promise<void>;
  /** The messages that arrive, until either side closes. */
  messages(): AsyncGenerator<Uint8Array[]>;
  close(): void;
}

/** Connects, shakes hands, and subscribes to everything if it is a SUB. */
export async function connectSocket(
  port: number,
  socketType: "DEALER" | "SUB",
  identity: string,
): Promise<Socket> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  connection.setNoDelay(true);
  const read = exactReader(connection);
  try {
    await writeAll(connection, greeting());
    checkGreeting(await read(GREETING_BYTES));
    await writeAll(connection, ready(socketType, identity));
    const frame = await readFrame(read);
    if (!frame.command) {
      throw new Error("Cannot shake hands because a READY command is required: given a message");
    }
    if (socketType === "SUB") await writeAll(connection, encodeMessage([Uint8Array.of(1)]));
  } catch (error) {
    connection.close();
    throw error;
  }
  let sending = Promise.resolve();
  return {
    // One write at a time: the parts of two messages must not mix.
    send: (parts) => sending = sending.then(() => writeAll(connection, encodeMessage(parts))),
    messages: () => receive(read),
    close: () => closeQuietly(connection),
  };
}

async function* receive(read: (length: number) => Promise<Uint8Array>) {
  let parts: Uint8Array[] = [];
  while (true) {
    const frame = await readFrame(read).catch(() => undefined);
    if (frame === undefined) return;
    if (frame.command) continue;
    parts.push(frame.body);
    if (frame.more) continue;
    yield parts;
    parts = [];
  }
}

/** Gathers what TCP delivers in pieces. It throws when the stream ends too early. */
function exactReader(connection: Deno.Conn): (length: number) => Promise<Uint8Array> {
  const buffer = new Uint8Array(256 * 1024);
  let rest: Uint8Array = new Uint8Array(0);
  return async (length) => {
    const pieces = [rest];
    let have = rest.length;
    while (have < length) {
      const count = await connection.read(buffer);
      if (count === null) {
        throw new Error("Cannot read on because the peer has closed the connection");
      }
      pieces.push(buffer.slice(0, count));
      have += count;
    }
    const whole = pieces.length === 1 ? rest : concat(pieces);
    rest = whole.subarray(length);
    return whole.subarray(0, length);
  };
}

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

function closeQuietly(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // Already closed by the peer, which is all we wanted.
  }
}
