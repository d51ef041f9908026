/** Whoever connects may be anybody: each is turned away with a line that says why, and nobody else notices. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { FrameReader } from "hb/codec/frame.ts";
import { kinds, magic, writeKind } from "hb/host/wire.ts";
import { schema } from "./copies.ts";
import { eventually, Hosts, patience, patienceMs } from "./fixture.ts";
import { asClient, asNode, frame, hello, joined, request, strangers } from "./strangers.ts";

const limits = { ...patience, requestBytes: 4096, connections: 100, windowBytes: 4096 };

/** Says `bytes` to node 0 and reads until it hangs up. */
async function visit(hosts: Hosts, bytes: Uint8Array): Promise<void> {
  using socket = await Deno.connect({ ...hosts.addresses[0]!, transport: "tcp" });
  const answer = new Uint8Array(1000);
  try {
    for (let at = 0; at < bytes.length;) at += await socket.write(bytes.subarray(at));
    while (await socket.read(answer) !== null);
  } catch {
    // It hung up while this side still spoke.
  }
}

/** Who is turned away for what, and how long it is waited for those who are slow at something, in ms. */
const slowAt = (what: RegExp) => strangers.filter(([, , words]) => what.test(words.source));
const slowToGreet = slowAt(/who it is in time/), slowToGoOn = slowAt(/finished in time|silent/);
const slow = [...slowToGreet, ...slowToGoOn];
const groups = [
  ["who say what they must not", {}, strangers.filter((each) => !slow.includes(each))],
  ["who do not say who they are", { handshakeMs: 1_500 }, slowToGreet],
  ["who do not go on", { silenceMs: 2_500 }, slowToGoOn],
] as const;

for (const [who, short, group] of groups) {
  Deno.test(`strangers ${who} are turned away, all at a time, and the cluster goes on`, async () => {
    await using hosts = new Hosts(3, { limits: { ...limits, ...short }, schema });
    await hosts.insist(1, { type: "add", text: "before" });
    // Visits as node 1 push each other out, so they come one after another.
    const peers = group.filter(([name]) => /^a peer (that falls|with)/.test(name));
    const others = group.filter((stranger) => !peers.includes(stranger));
    await Promise.all(others.map(([, bytes]) => visit(hosts, bytes)));
    await hosts.stop(1);
    for (const [, bytes] of peers) await visit(hosts, bytes);
    const lines = hosts.lines.filter((line) => line.startsWith("0: ")).join("\n");
    for (const [name, , words] of group) assertMatch(lines, words, `${name}:\n${lines}`);
    assert(!hosts.lines.some((line) => line.includes("\u001b")), "escapes reached the log");
    assertEquals(await hosts.insist(2, { type: "add", text: "after" }), ["before", "after"]);
  });
}

Deno.test("whatever a client or a peer says, damaged at random, the host goes on", async () => {
  await using hosts = new Hosts(3, { limits, schema });
  await hosts.stop(1);
  const asked = joined(
    hello(asClient),
    request({ type: "list" }),
    request({ type: "add", text: "a" }),
  );
  const told = joined(
    hello(asNode),
    frame((writer) => writeKind(writer, kinds.message, { type: "saved", length: 0 })),
    frame((writer) => writeKind(writer, kinds.relay, 3)),
  );
  const damage = fc.record({
    bytes: fc.constantFrom(asked, told),
    at: fc.nat({ max: 200 }),
    byte: fc.nat({ max: 255 }),
    cut: fc.nat({ max: 400 }),
  });
  for (const { bytes, at, byte, cut } of fc.sample(damage, { seed: 1, numRuns: 300 })) {
    const said = bytes.slice(0, cut);
    if (at < said.length) said[at] = byte;
    using socket = await Deno.connect({ ...hosts.addresses[0]!, transport: "tcp" });
    const ended = (async () => {
      const answer = new Uint8Array(1000);
      while (await socket.read(answer).catch(() => null) !== null);
    })();
    await socket.write(said).then(() => socket.closeWrite()).catch(() => {});
    await ended;
  }
  assertEquals(hosts.hosts[0]!.counters.steps > 0, true);
  hosts.start(1);
  const row = await hosts.insist(2, { type: "add", text: "after" }) as string[];
  assertEquals(row.at(-1), "after");
});

Deno.test("clients that wait for answers keep their room, leave some for peers, and others come later", async () => {
  await using hosts = new Hosts(3, { limits: { ...limits, connections: 6 } });
  await hosts.stop(1);
  await hosts.stop(2);
  const busy = [hosts.client(0), hosts.client(0), hosts.client(0)];
  for (const client of busy) assertEquals(await client.ready, 0);
  // Without a majority there is no answer.
  const answers = busy.map((client) => client.ask({ type: "add", text: "x" }, patienceMs));
  await eventually(() => hosts.hosts[0]!.counters.steps > 3, () => "nothing came");
  const late = hosts.client(0);
  assertEquals(await late.ready, undefined);
  assertEquals(late.closed, "it refused: there are too many clients");
  assertEquals(await late.ask({ type: "list" }, 100), {
    kind: "refused",
    why: late.closed!,
    final: false,
  });
  hosts.start(1);
  hosts.start(2);
  await hosts.logged("0: node 2 has connected");
  assertEquals(await Promise.all(answers.map(async (answer) => (await answer).kind)), [
    "answer",
    "answer",
    "answer",
  ]);
  assertEquals(await hosts.client(0).ready, 0);
});

Deno.test("idle clients lock nobody out: who comes takes the place of the idlest", async () => {
  await using hosts = new Hosts(3, { limits: { ...limits, connections: 40 } });
  await hosts.insist(0, { type: "list" });
  const idle: Deno.Conn[] = [];
  const worker = hosts.client(0);
  for (let i = 0; i < 400; i++) {
    const socket = await Deno.connect(hosts.addresses[0]! as Deno.ConnectOptions);
    await socket.write(hello(asClient));
    await socket.read(new Uint8Array(100));
    idle.push(socket);
    if (i % 20 > 0) continue;
    assertEquals((await worker.ask({ type: "list" }, patienceMs)).kind, "answer");
  }
  assertEquals((await hosts.client(0).ask({ type: "list" }, patienceMs)).kind, "answer");
  assertEquals(worker.closed, undefined);
  for (const socket of idle) socket.close();
});

Deno.test("a client that pings and asks nothing is sent away in the end", async () => {
  await using hosts = new Hosts(1, { limits: { ...limits, idleMs: 300 } });
  using socket = await Deno.connect(hosts.addresses[0]! as Deno.ConnectOptions);
  await socket.write(hello(asClient));
  const pinging = setInterval(() => {
    socket.write(frame((writer) => writer.byte(kinds.ping))).catch(() => {});
  }, 50);
  await hosts.logged("it asked nothing for too long");
  clearInterval(pinging);
});

Deno.test("a request that cannot be is refused for good, and others are not touched", async () => {
  await using hosts = new Hosts(3, { limits, schema });
  await hosts.insist(0, { type: "list" });
  const ask = (message: unknown) => hosts.client(0).ask(message, patienceMs);
  const wrong = [
    [{ type: "add", text: 7 }, 'it refused: it sent a message "add" that is not as such a message'],
    [{ type: "copy", row: [] }, 'it refused: it sent "copy", which only nodes send'],
    [{ type: "frobnicate" }, "it refused: it sent a message of a type that the protocol does not"],
    [{ type: "add", text: "x".repeat(5_000) }, "a request has at most 4096 bytes, and this one 5"],
  ] as const;
  for (const [message, words] of wrong) {
    const reply = await ask(message);
    assert(reply.kind === "refused" && reply.final, JSON.stringify(reply));
    assertEquals(reply.why.slice(0, words.length), words);
  }
  assertEquals((await ask({ type: "add", text: "good" })).kind, "answer");
});

Deno.test("a connection that does not identify itself makes room for a new one", async () => {
  await using hosts = new Hosts(1, { limits: { ...limits, connections: 3 } });
  const address = hosts.addresses[0]! as Deno.ConnectOptions;
  const silent = [];
  for (let i = 0; i < 5; i++) silent.push(await Deno.connect(address));
  const client = hosts.client(0);
  assertEquals(await client.ready, 0);
  await hosts.logged("it had not said who it is when another came");
  for (const socket of silent) socket.close();
});

const bytes = request({ type: "add", text: "x".repeat(10_000) });

Deno.test("a frame that comes one byte a time is not waited for", async () => {
  const short = { silenceMs: 2_500, requestBytes: 2 ** 20 };
  await using hosts = new Hosts(1, { limits: { ...limits, ...short } });
  using drip = await Deno.connect(hosts.addresses[0]! as Deno.ConnectOptions);
  await drip.write(hello(asClient));
  let sent = 0;
  const stuck = (async () => {
    for (; sent < bytes.length; sent++) {
      await drip.write(bytes.subarray(sent, sent + 1));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })().catch(() => {});
  await hosts.logged("away: a frame was not finished in time");
  await stuck;
  assert(sent < bytes.length, "all of it was waited for");
});

Deno.test("a large frame that comes in two pieces is waited for", async () => {
  await using hosts = new Hosts(3, { limits: { ...limits, requestBytes: 2 ** 20 } });
  using slow = await Deno.connect(hosts.addresses[0]! as Deno.ConnectOptions);
  await slow.write(joined(hello(asClient), bytes.subarray(0, 5000)));
  // So long that both are not read at once; were they, this would hold all the same.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await slow.write(bytes.subarray(5000));
  const reader = new FrameReader(2 ** 20);
  const chunk = new Uint8Array(4096);
  let seen = 0;
  while (seen < 2) {
    const count = await slow.read(chunk);
    assert(count !== null, "it was turned away");
    reader.push(chunk.subarray(seen === 0 ? magic.length : 0, count));
    while (reader.next() !== undefined) seen++;
  }
});

Deno.test("a client that asks and does not listen is sent away, and the others are served", async () => {
  await using hosts = new Hosts(3, { limits: { ...limits, silenceMs: 2_500 } });
  for (const letter of "abcde") {
    await hosts.insist(0, { type: "add", text: letter.repeat(4_000) });
  }
  using deaf = await Deno.connect(hosts.addresses[0]! as Deno.ConnectOptions);
  await deaf.write(hello(asClient));
  const requests = joined(...Array.from({ length: 50 }, () => request({ type: "list" })));
  const asking = (async () => {
    for (let i = 0; i < 100; i++) await deaf.write(requests);
  })().catch(() => {});
  // As it does not read, it is not read from either, in the middle of a request: both are too long then.
  await hosts.logged(
    "away: the other side does not read",
    "away: a frame was not finished in time",
  );
  await asking;
  assertEquals((await hosts.insist(1, { type: "list" }) as string[]).length, 5);
});
