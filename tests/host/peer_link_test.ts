/** The dialling side, when whoever answers is not the peer that it should be. */

import { assertEquals, assertMatch } from "@std/assert";
import { FRAME_HEADER, writeFrame } from "hb/codec/frame.ts";
import { ByteWriter } from "hb/codec/byte_writer.ts";
import { Client } from "hb/host/client.ts";
import { defaultLimits } from "hb/host/limits.ts";
import { PeerLink } from "hb/host/peer_link.ts";
import { kinds, magic, writeKind } from "hb/host/wire.ts";
import { eventually, Hosts, patience, patienceMs } from "./fixture.ts";
import { freeAddresses } from "./ports.ts";

const limits = { ...defaultLimits, ...patience };

/** Somebody who says `bytes` to whoever dials, or hangs up, and reads nothing. */
class Listening {
  readonly address = freeAddresses(1)[0]!;
  readonly sockets: Deno.Conn[] = [];
  readonly #listener = Deno.listen(this.address as Deno.TcpListenOptions);
  readonly #accepting: Promise<void>;

  constructor(bytes: Uint8Array | undefined) {
    this.#accepting = this.#accept(bytes);
  }

  async #accept(bytes: Uint8Array | undefined): Promise<void> {
    for await (const socket of this.#listener) {
      this.sockets.push(socket);
      if (bytes === undefined) socket.close();
      else await socket.write(bytes);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#accepting;
    for (const socket of this.sockets) {
      try {
        socket.close();
      } catch { /* it is closed */ }
    }
  }
}

/** Dials such a listener until a line of the log matches. */
async function dial({ bytes, expected, saying = 0, ...short }: Case): Promise<void> {
  await using listening = new Listening(bytes);
  const { address, sockets } = listening;
  const lines: string[] = [];
  const hello = { cluster: "test", node: 0, to: 1, nodes: 3 };
  const features = { encodings: ["protobuf", "plain"], compressions: [] };
  const traffic = { sentBytes: 0, dropped: 0 };
  const log = (line: string) => void lines.push(line);
  const patient = { ...limits, ...short };
  const link = new PeerLink({ address, hello, features, limits: patient, traffic, log });
  const said = new Uint8Array(saying);
  const ticks = setInterval(() => {
    link.tick();
    if (saying > 0) link.send((writer) => writer.bytes(said));
  }, 50);
  try {
    await eventually(() => lines.find((line) => expected.test(line)), () => lines.join("\n"));
    // It dials again, and says the same only once.
    await eventually(() => sockets.length > 2 ? true : undefined, () => `${sockets.length} dials`);
    const same = lines.filter((line) => expected.test(line));
    assertEquals(same.length < 3, true, lines.join("\n"));
  } finally {
    clearInterval(ticks);
    await link.stop();
  }
}

function greeting(node: number, more: object = {}): Uint8Array {
  const writer = new ByteWriter(), welcome = { node, addresses: [], ...more };
  writeFrame(writer, (frame) => writeKind(frame, kinds.welcome, welcome));
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

/** What a listener says, what is logged of it, and for what it is not waited long, in ms. */
interface Case {
  readonly bytes: Uint8Array | undefined;
  readonly expected: RegExp;
  readonly handshakeMs?: number;
  readonly silenceMs?: number;
  /** How many bytes it is told again and again. */
  readonly saying?: number;
}

const future = Uint8Array.of(...magic.slice(0, -1), 9);

const listeners: Readonly<Record<string, Case>> = {
  "hangs up": {
    bytes: undefined,
    expected: /cannot reach node 1 at .*: (the other side ended it|the connection)/,
  },
  "says nothing": {
    bytes: new Uint8Array(),
    expected: /cannot reach node 1 at .*: it does not answer/,
    handshakeMs: 300,
  },
  "speaks another protocol": {
    bytes: new TextEncoder().encode("220 smtp\r\n"),
    expected: /does not speak this proto/,
  },
  "speaks a later version": {
    bytes: future,
    expected: /it speaks version 9 of this protocol, and version 1 is req/,
  },
  "chooses what it was not offered": {
    bytes: greeting(1, { encoding: "of tomorrow" }),
    expected:
      /cannot reach node 1 .*: it chose an encoding or a compression that it was not offered/,
  },
  "is another node": {
    bytes: greeting(2),
    expected: /cannot reach node 1 .*: it is node 2, and node 1 is required/,
  },
  "refuses": {
    bytes: refusal("go\naway"),
    expected: /cannot reach node 1 .*: it refused: go\?away/,
  },
  "is right, and then falls silent": {
    bytes: greeting(1),
    expected: /lost node 1 at .*: it has fallen silent/,
    silenceMs: 400,
  },
  "is right, falls silent and reads nothing, so that no question can be written": {
    bytes: greeting(1),
    expected: /lost node 1 at .*: (it has fallen silent|the other side does not read)/,
    silenceMs: 400,
    saying: 2 ** 20,
  },
};

Deno.test("a listener that is not as it should be is dialled again, with a line that says why", async () => {
  await Promise.all(
    Object.entries(listeners).map(async ([name, listening]) => {
      try {
        await dial(listening);
      } catch (error) {
        throw new Error(`a listener that ${name}: ${error}`);
      }
    }),
  );
});

Deno.test("a peer of before is sent plain messages, and none that was encoded for another", async () => {
  await using listening = new Listening(greeting(1));
  const traffic = { sentBytes: 0, dropped: 0 },
    hello = { cluster: "test", node: 0, to: 1, nodes: 3 };
  const features = { encodings: ["protobuf", "plain"], compressions: [] };
  const link = new PeerLink({
    ...{ address: listening.address, hello, features, limits, traffic },
    log: () => {},
  });
  // Before it has answered, it is taken for one that knows all.
  assertEquals(link.encoding, "protobuf");
  await eventually(() => link.encoding === "plain", () => "it has not answered");
  const message = { bytes: new Uint8Array(FRAME_HEADER + 3), lane: "urgent" } as const;
  link.sendMessage({ ...message, encoding: "protobuf" });
  assertEquals(traffic.dropped, 1);
  link.sendMessage({ ...message, encoding: "plain" });
  assertEquals(traffic.dropped, 1);
  await link.stop();
});

Deno.test("a client is told why it is turned away", async () => {
  await using hosts = new Hosts(1);
  const options = { ...hosts.options(0), cluster: "other" };
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

Deno.test("golang 48810: a client notices that a host is gone, though it cannot write", async () => {
  await using listening = new Listening(greeting(1));
  const { address } = listening;
  const client = new Client({ address, connectMs: patienceMs, silenceMs: 400 });
  assertEquals(await client.ready, 1);
  const long = { type: "list", text: "x".repeat(2 ** 20 - 100) };
  const asked = await Promise.all(Array.from({ length: 20 }, () => client.ask(long, Infinity)));
  assertMatch(client.closed!, /it has fallen silent|the other side does not read/);
  assertEquals(new Set(asked.map(({ kind }) => kind)), new Set(["unknown"]));
  await client.close();
});
