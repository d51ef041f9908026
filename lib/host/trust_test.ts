import { assert, assertEquals, assertThrows } from "@std/assert";
import { Connection } from "./connection.ts";
import { defaultLimits } from "./limits.ts";
import { Repeats } from "./repeats.ts";
import type { Socket } from "./socket.ts";
import { assertShown } from "./trust.ts";
import { Refusal } from "./wire.ts";

Deno.test("who says that it is another node than it has shown to be is refused", () => {
  const second = { node: 2, words: "the certificate of node 2" },
    client = { node: null, words: "no certificate" };
  assertShown({ node: 2 }, second);
  // Where nothing is to be shown, and where a node asks as a client.
  assertShown({ node: 1 }, undefined);
  assertShown({ node: null }, second);
  const words = (shown: typeof second | typeof client) =>
    assertThrows(() => assertShown({ node: 1 }, shown), Refusal).message;
  assertEquals(
    words(second),
    "it says that it is node 1, and it has shown the certificate of node 2",
  );
  assertEquals(words(client), "it says that it is node 1, and it has shown no certificate");
});

Deno.test("what was said is said again after a minute, and what is not remembered at once", () => {
  let now = 0;
  const said = new Repeats(() => now);
  assert(!said.has("a"));
  now = 59_999;
  assert(said.has("a"));
  now = 60_000;
  assert(!said.has("a"));
  for (let i = 0; i < 256; i++) assert(!said.has(`${i}`));
  assert(!said.has("a"), "a stranger must not make it remember without end");
});

/** A socket whose other side reads only when it is told to. */
class SlowReader implements Socket {
  readonly remoteAddr = { hostname: "there", port: 1 };
  sent = 0;
  lapse: string | undefined;
  closed = false;
  readonly trust = {
    shown: Promise.reject(new Refusal("it shows nothing")),
    lapsed: () => this.lapse,
  };
  readonly #writes: (() => void)[] = [];

  write(bytes: Uint8Array): Promise<number> {
    return new Promise((resolve) =>
      this.#writes.push(() => {
        this.sent += bytes.length;
        resolve(bytes.length);
      })
    );
  }

  /** Takes the oldest write; false if there is none. */
  take(): boolean {
    const write = this.#writes.shift();
    write?.();
    return write !== undefined;
  }

  read(): Promise<number | null> {
    return Promise.resolve(null);
  }

  setNoDelay(): void {}

  close(): void {
    this.closed = true;
  }
}

function connected(): { socket: SlowReader; connection: Connection } {
  const socket = new SlowReader();
  socket.trust.shown.catch(() => {});
  return {
    socket,
    connection: new Connection(socket, defaultLimits, { sentBytes: 0, dropped: 0 }),
  };
}

Deno.test("nothing more is written to a socket while what was written waits", async () => {
  const { socket, connection } = connected();
  for (let i = 0; i < 10; i++) connection.send((writer) => writer.bytes(new Uint8Array(1000)));
  await Promise.resolve();
  await Promise.resolve();
  connection.send((writer) => writer.bytes(new Uint8Array(1000)));
  assert(socket.take());
  assert(!socket.take(), "a second write began before the first was done");
  assert(connection.queued > 0);
});

Deno.test("a connection asks its socket who is there, and ends when that holds no more", async () => {
  const { socket, connection } = connected();
  let why = "";
  await connection.shown().catch((error) => why = error.message);
  assertEquals(why, "it shows nothing");
  connection.checkTrust();
  assert(!connection.closed);
  socket.lapse = "the certificate of node 2 has expired";
  connection.checkTrust();
  while (!connection.closed) {
    socket.take();
    await new Promise((resolve) => setTimeout(resolve));
  }
  assert(socket.closed);
  assertEquals(await connection.read(() => {}), socket.lapse);
});
