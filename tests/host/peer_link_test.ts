/** The dialling side, when whoever answers is not the peer that it should be. */

import { assertEquals, assertMatch } from "@std/assert";
import { writeFrame } from "hb/codec/frame.ts";
import { ByteWriter } from "hb/codec/byte_writer.ts";
import { defaultLimits } from "hb/host/limits.ts";
import { PeerLink } from "hb/host/peer_link.ts";
import { kinds, magic, writeKind } from "hb/host/wire.ts";
import { eventually, Hosts } from "./fixture.ts";
import { freeAddresses } from "./ports.ts";

const limits = { ...defaultLimits, handshakeMs: 300, silenceMs: 400 };

/** Dials somebody who says `bytes` and then waits, and gives the lines that were logged until one matches. */
async function dial(bytes: Uint8Array | undefined, expected: RegExp): Promise<void> {
  const address = freeAddresses(1)[0]!;
  const listener = Deno.listen(address as Deno.TcpListenOptions);
  const sockets: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const socket of listener) {
      sockets.push(socket);
      if (bytes === undefined) socket.close();
      else await socket.write(bytes);
    }
  })();
  const lines: string[] = [];
  const hello = { cluster: "test", node: 0, to: 1, nodes: 3 };
  const traffic = { sentBytes: 0, dropped: 0 };
  const log = (line: string) => void lines.push(line);
  const link = new PeerLink({ address, hello, limits, traffic, log });
  const pings = setInterval(() => link.ping(), 50);
  try {
    await eventually(() => lines.find((line) => expected.test(line)), () => lines.join("\n"));
    // It dials again, and says the same only once.
    await eventually(() => sockets.length > 2 ? true : undefined, () => `${sockets.length} dials`);
    const same = lines.filter((line) => expected.test(line));
    assertEquals(same.length < 3, true, lines.join("\n"));
  } finally {
    clearInterval(pings);
    await link.stop();
    listener.close();
    await accepting;
    for (const socket of sockets) {
      try {
        socket.close();
      } catch { /* it is closed */ }
    }
  }
}

function greeting(node: number): Uint8Array {
  const writer = new ByteWriter();
  writeFrame(writer, (frame) => writeKind(frame, kinds.welcome, { node, addresses: [] }));
  return Uint8Array.of(...magic, ...writer.view());
}

function refusal(text: string): Uint8Array {
  const writer = new ByteWriter();
  writeFrame(writer, (frame) => {
    frame.byte(kinds.refusal);
    frame.text(text);
  });
  return Uint8Array.of(...magic, ...writer.view());
}

const listeners: readonly (readonly [string, Uint8Array | undefined, RegExp])[] = [
  ["hangs up", undefined, /cannot reach node 1 at .*: (the other side ended it|the connection)/],
  ["says nothing", new Uint8Array(), /cannot reach node 1 at .*: it does not answer/],
  [
    "speaks another protocol",
    new TextEncoder().encode("220 smtp\r\n"),
    /does not speak this proto/,
  ],
  ["is another node", greeting(2), /cannot reach node 1 .*: it is node 2, and node 1 is required/],
  ["refuses", refusal("go\naway"), /cannot reach node 1 .*: it refused: go\?away/],
  ["is right, and then falls silent", greeting(1), /lost node 1 at .*: it has fallen silent/],
];

Deno.test("a listener that is not as it should be is dialled again, with a line that says why", async () => {
  await Promise.all(listeners.map(async ([name, bytes, expected]) => {
    try {
      await dial(bytes, expected);
    } catch (error) {
      throw new Error(`a listener that ${name}: ${error}`);
    }
  }));
});

Deno.test("a client is told why it is turned away", async () => {
  await using hosts = new Hosts(1);
  const options = { ...hosts.options(0), cluster: "other" };
  const { Client } = await import("hb/host/client.ts");
  const client = new Client({ address: hosts.addresses[0]!, cluster: options.cluster });
  assertEquals(await client.ready, undefined);
  assertMatch(client.closed!, /it refused: it is of cluster "other", and this is cluster "test"/);
  assertEquals(await client.ask({ type: "list" }, 100), {
    kind: "refused",
    why: client.closed!,
    final: true,
  });
  await client.close();
});
