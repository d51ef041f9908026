/** How bytes flow by TLS: all of them, in order, and no faster than they are read. */

import { assert, assertEquals } from "@std/assert";
import type { Socket } from "hb/host/socket.ts";
import { Certificates } from "./certificates.ts";
import { eventually } from "./fixture.ts";

/** Both ends of a connection, after the handshake. */
async function connected(certificates: Certificates): Promise<{ near: Socket; far: Socket }> {
  const acceptor = certificates.transport("node-0").listen({ hostname: "127.0.0.1", port: 0 });
  const address = { hostname: "127.0.0.1", port: acceptor.addr.port };
  const { signal } = new AbortController();
  const [near, far] = await Promise.all([
    certificates.transport("client").connect({ address, node: null, signal }),
    acceptor.accept(),
  ]);
  acceptor.close();
  await Promise.all([near.trust!.shown, far.trust!.shown]);
  return { near, far };
}

const MOST = 64 * 2 ** 20, chunk = new Uint8Array(2 ** 16);

Deno.test("a sender comes to a halt while nobody reads, and goes on when somebody does", async () => {
  using certificates = await Certificates.make(1);
  const { near, far } = await connected(certificates);
  let sent = 0;
  const sending = (async () => {
    while (sent < MOST) sent += await near.write(chunk);
  })();
  // It is at a halt when nothing has gone on for a while, or it has come to the end.
  let before = -1, since = performance.now();
  await eventually(() => {
    if (sent !== before) [before, since] = [sent, performance.now()];
    return sent >= MOST || performance.now() - since > 500;
  }, () => "it neither halts nor ends");
  assert(sent < MOST / 2, `${sent} bytes were sent, and none was read`);
  const bytes = new Uint8Array(2 ** 14);
  let read = 0;
  while (read < MOST) read += await far.read(bytes) ?? MOST;
  await sending;
  assertEquals(read, MOST);
  near.close();
  assertEquals(await far.read(bytes), null);
  far.close();
});

Deno.test("bytes come as they were sent, whatever the size of the buffer", async () => {
  using certificates = await Certificates.make(1);
  const { near, far } = await connected(certificates);
  const sent = Uint8Array.from({ length: 200_000 }, (_, i) => i * 7 + (i >> 8));
  const writing = (async () => {
    let writes = 0;
    for (let at = 0; at < sent.length; writes++) at += await near.write(sent.subarray(at));
    return writes;
  })();
  const read: number[] = [];
  for (let size = 1; read.length < sent.length; size = size % 4_000 + 37) {
    const bytes = new Uint8Array(size), count = await far.read(bytes);
    assert(count !== null && count > 0);
    read.push(...bytes.subarray(0, count));
  }
  // A connection that waits for a write to end must see that it goes on.
  assert(await writing > 2, "a large write says nothing of its progress");
  assertEquals(Uint8Array.from(read), sent);
  far.close();
  assertEquals(await near.read(new Uint8Array(1)), null);
  near.close();
});
