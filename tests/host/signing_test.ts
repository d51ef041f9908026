/** Hosts that sign: whom they take, and what clients may ask of them. */

import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { Client } from "hb/host/client.ts";
import { startHost } from "hb/host/host.ts";
import { notaryFor, type Signing } from "hb/host/signing/signing.ts";
import { plain } from "hb/host/socket.ts";
import type { Protocol } from "hb/model/protocol.ts";
import { keyringOf } from "hb/security/identity/keyring.ts";
import { identityOf } from "hb/security/identity/secret.ts";
import { sign, type Signed } from "hb/security/identity/signed.ts";
import { newSecret } from "hb/host/signing/new_secret.ts";
import { Certificates } from "./certificates.ts";
import { patience, patienceMs } from "./fixture.ts";
import { asClient, asNode, Listening } from "./meeting.ts";
import { freeAddresses } from "./ports.ts";

type Message = { readonly type: "order"; readonly order: Signed<string> | string };

/** Says whose order it was, and keeps the last. */
const orders: Protocol<null, Message, never, Signed<string> | string> = {
  start: () => null,
  upon: {
    order(_, { from, order }, io) {
      io.save(order);
      io.answer(from, typeof order === "string" ? null : order.signer);
    },
  },
};

/** The node, two clients that it knows, and one that it does not. */
async function signingOf(): Promise<readonly [Signing, Signing, Signing]> {
  const [node, ada, eve] = await Promise.all(
    [0, 1, 2].map(() => identityOf(newSecret())),
  ) as [Signing["identity"], Signing["identity"], Signing["identity"]];
  const keyring = await keyringOf(new Map([[0, node.public], [100, ada.public]]));
  const hers = await keyringOf(new Map([[0, node.public], [100, eve.public]]));
  return [{ identity: node, keyring }, { identity: ada, keyring }, {
    identity: eve,
    keyring: hers,
  }];
}

Deno.test("what a client has signed is believed, and what it only says that somebody has signed is not", async () => {
  using certificates = await Certificates.make(1);
  const [own, ada, eve] = await signingOf(), lines: string[] = [], addresses = freeAddresses(1);
  const host = startHost({
    protocol: orders,
    cluster: "test",
    self: 0,
    addresses,
    folder: `${certificates.folder}/log`,
    requests: ["order"],
    transport: certificates.transport("node-0", { clients: "any" }),
    limits: patience,
    signing: own,
    log: (line) => lines.push(line),
  });
  const ask = async (signing: Signing | undefined, order: Message["order"]) => {
    const notary = signing && notaryFor(100, "test", signing);
    const client = new Client({
      address: addresses[0]!,
      transport: certificates.anonymous(),
      notary,
    });
    const reply = await client.ask({ type: "order", order }, patienceMs);
    await client.close();
    return reply.kind === "answer" ? reply.result : reply.kind === "refused" ? reply.why : reply;
  };
  const order = sign({ self: 100 }, "pay");
  try {
    assertEquals(await ask(ada, order), 100);
    assertEquals(await ask(ada, "nothing is signed"), null);
    assertEquals(await ask(undefined, "nothing is signed"), null);
    assertEquals(await ask(undefined, order), "it refused: its signatures are missing");
    assertMatch(`${await ask(eve, order)}`, /^it refused: a signature is wrong: 100: "pay"/);
    assertEquals(host.counters.unproven, 2);
    assertEquals(lines.filter((line) => /a client/.test(line)), [
      "dropped a message of a client: its signatures are missing; the next ones are only counted",
    ]);
  } finally {
    await host.stop();
  }
});

Deno.test("where nodes have to show who they are, one that shows nothing is turned away", async () => {
  await using meeting = new Listening(plain, {}, { mustShow: true });
  const refused = await meeting.dialled(plain, asNode);
  assertEquals(refused.why, "it refused: it says that it is node 1, and it has shown nothing");
  assertEquals((await meeting.dialled(plain, asClient)).why, "all is well");
});

Deno.test("a host does not sign over links that show nothing, nor without a key that others know", async () => {
  using certificates = await Certificates.make(1);
  const [own, , eve] = await signingOf();
  const start = (signing: Signing, transport = certificates.transport("node-0")) => () =>
    startHost({
      protocol: orders,
      cluster: "test",
      self: 0,
      addresses: freeAddresses(1),
      folder: `${certificates.folder}/log`,
      requests: ["order"],
      signing,
      ...(transport === plain ? {} : { transport }),
    });
  assertThrows(start(own, plain), RangeError, "its links must show who is there");
  assertThrows(
    start({ ...eve, keyring: own.keyring }),
    RangeError,
    "its public key: given another",
  );
});

Deno.test("a log that was kept without signatures is not taken for one with them", async () => {
  using certificates = await Certificates.make(1);
  const [own] = await signingOf(), addresses = freeAddresses(1);
  const options = {
    protocol: orders,
    cluster: "test",
    self: 0,
    addresses,
    folder: `${certificates.folder}/log`,
    requests: ["order"] as const,
    transport: certificates.transport("node-0", { clients: "any" }),
    limits: patience,
  };
  const first = startHost(options);
  const client = new Client({ address: addresses[0]!, transport: certificates.anonymous() });
  await client.ask({ type: "order", order: "pay" }, patienceMs);
  await client.close();
  await first.stop();
  const ended = await startHost({ ...options, signing: own }).ended;
  assertMatch(
    `${ended?.message}`,
    /^Cannot start because the log must hold what proves its records/,
  );
});
