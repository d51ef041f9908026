/** Certificates that are renewed, and authorities that come and go, while everybody runs. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { connect, type ConnectionOptions } from "node:tls";
import { Client } from "hb/host/client.ts";
import type { Connection } from "hb/host/connection.ts";
import { filesOf } from "../../tools/certificates/folder.ts";
import { type Certified, makeAuthority } from "hb/host/tls/authority.ts";
import { Certificates, times } from "./certificates.ts";
import { arrived, eventually, Hosts } from "./fixture.ts";
import { asClient, Listening } from "./meeting.ts";

/** Certificates whose authority can be replaced by another. */
async function twoAuthorities(
  name = "second",
): Promise<{ certificates: Certificates; second: Certified }> {
  return {
    certificates: await Certificates.make(),
    second: await makeAuthority(name, times.now),
  };
}

/** Everybody's certificate is signed by another authority, and no other is trusted. */
async function replaceAll(certificates: Certificates, second: Certified): Promise<void> {
  for (const node of [0, 1, 2]) await certificates.node(node, {}, second);
  await certificates.client({}, second);
  certificates.trust(second);
}

Deno.test("a handshake after a change is by the new files, with nothing started again", async () => {
  const { certificates, second } = await twoAuthorities();
  using _ = certificates;
  await using meeting = new Listening(certificates.transport("node-0"));
  const early = certificates.transport("client");
  assert((await meeting.dialled(early, asClient)).welcomed);
  await replaceAll(certificates, second);
  // One who has read the new files, and one who had read the old ones.
  for (const transport of [certificates.transport("client"), early]) {
    await eventually(
      async () => (await meeting.dialled(transport, asClient)).welcomed,
      () => meeting.lines.join("\n"),
    );
  }
});

for (const name of ["second", "first"]) {
  const by = name === "first" ? "one of the same name with another key" : "another";
  Deno.test(`a connection ends when ${by} takes its authority's place, and both are told`, async () => {
    const { certificates, second } = await twoAuthorities(name);
    using _ = certificates;
    await using meeting = new Listening(certificates.transport("node-0"));
    const welcomed = Promise.withResolvers<Connection>();
    // This side does not look again, so it is the listener that ends it.
    const ended = meeting.dialled(certificates.transport("client"), asClient, welcomed.resolve);
    await Promise.race([welcomed.promise, ended]);
    await replaceAll(certificates, second);
    const gone = "the certificate of client ada is from no authority that is trusted here";
    assertEquals((await ended).why, `it refused: ${gone}`);
    assertMatch(
      await meeting.logged(/away/),
      new RegExp(`^turned a client at \\S+ away: ${gone}$`),
    );
  });
}

Deno.test("a connection outlives other authorities, and the renewal of its certificate", async () => {
  const { certificates, second } = await twoAuthorities();
  using _ = certificates;
  certificates.trust(certificates.authority, second);
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  await using meeting = new Listening(certificates.transport("node-0", { log }));
  const welcomed = Promise.withResolvers<Connection>();
  const ended = meeting.dialled(certificates.transport("client"), asClient, welcomed.resolve);
  const connection = await arrived(welcomed.promise, () => meeting.lines.join("\n"));
  await certificates.client();
  certificates.trust(certificates.authority);
  await eventually(() => lines.some((line) => /1 authorities/.test(line)), () => lines.join("\n"));
  // It is swept again and again, and nobody ends it.
  for (let i = 0; i < 3; i++) {
    meeting.listener.sweep();
    connection.checkTrust();
  }
  assert(!connection.closed);
  connection.close("done");
  assertEquals((await ended).why, "done");
});

Deno.test("a connection ends when a certificate expires, on either side", async () => {
  for (const side of ["listener", "dialler"] as const) {
    using certificates = await Certificates.make();
    let late = 0;
    const clock = { now: () => Date.now() + late };
    const never = { now: Date.now };
    await using meeting = new Listening(
      certificates.transport("node-0", side === "listener" ? clock : never),
    );
    const welcomed = Promise.withResolvers<Connection>();
    const ended = meeting.dialled(
      certificates.transport("client", side === "dialler" ? clock : never),
      asClient,
      welcomed.resolve,
    );
    const connection = await arrived(welcomed.promise, () => meeting.lines.join("\n"));
    connection.checkTrust();
    assert(!connection.closed);
    late = 2 * 24 * 3_600_000;
    connection.checkTrust();
    const { why } = await ended, line = await meeting.logged(/away/);
    const who = side === "listener" ? "client ada" : "node 0";
    for (const words of [why, line]) {
      assert(words.includes(`the certificate of ${who} has expired`));
    }
    assertEquals(why.startsWith("it refused: "), side === "listener");
    assertEquals(line.includes("it refused: "), side === "dialler");
  }
});

Deno.test("nodes and clients go on when every certificate and the authority are replaced", async () => {
  const { certificates, second } = await twoAuthorities();
  using _ = certificates;
  await using hosts = new Hosts(3, {}, {
    of: (node) => certificates.transport(`node-${node}`),
    client: () => certificates.transport("client"),
  });
  await hosts.insist(1, { type: "add", text: "before" });
  const pooled = hosts.client(1);
  assertEquals((await pooled.ask({ type: "list" }, 60_000)).kind, "answer");
  await replaceAll(certificates, second);
  // The connection that was kept has ended, and whoever asks over it hears that at once.
  await eventually(() => pooled.closed, () => hosts.lines.join("\n"));
  assertMatch(pooled.closed!, /is from no authority that is trusted here$/);
  const reply = await pooled.ask({ type: "list" }, 60_000);
  assertEquals(reply.kind === "refused" && reply.why, pooled.closed);
  // Another one is by the new certificates, and the nodes have found each other again.
  await eventually(
    async () => {
      const client = new Client({
        address: hosts.addresses[2]!,
        transport: certificates.transport("client"),
      });
      const reply = await client.ask({ type: "add", text: "after" }, 1_000);
      await client.close();
      return reply.kind === "answer";
    },
    () => hosts.lines.join("\n"),
  );
  const links = hosts.lines.filter((line) => /no longer connected|lost node/.test(line));
  assert(links.some((line) => /from no authority/.test(line)), hosts.lines.join("\n"));
});

Deno.test("no session goes on, neither before the authority has gone nor after", async () => {
  const { certificates, second } = await twoAuthorities();
  using _ = certificates;
  await using meeting = new Listening(certificates.transport("node-0"));
  const { authorities, own } = filesOf(certificates.folder, "client");
  const [ca, cert, key] = [authorities, own.certificate, own.key].map((path) =>
    Deno.readTextFileSync(path)
  );
  let session: Uint8Array | undefined;
  /**
   * Shakes hands with the first certificates, and the session from before; gives what was resumed and
   * read.
   */
  const shake = () =>
    new Promise<{ resumed: boolean; read: string }>((resolve) => {
      const options = session === undefined ? {} : { session };
      const socket = connect(
        {
          ...{ host: "127.0.0.1", port: meeting.listener.address.port, ca, cert, key, ...options },
          rejectUnauthorized: false,
        } as unknown as ConnectionOptions,
      );
      let read = "", resumed = false;
      socket.on("session", (given: Uint8Array) => session = given);
      socket.on("data", (bytes: Uint8Array) => {
        read += new TextDecoder("latin1").decode(bytes);
        // Nodes greet first: that is enough, unless a refusal follows.
        if (!read.includes("authority")) socket.write("no greeting at all, so that it ends");
      });
      socket.on("secureConnect", () => resumed = socket.isSessionReused());
      socket.on("error", () => {});
      socket.on("close", () => resolve({ resumed, read }));
    });
  for (let i = 0; i < 2; i++) {
    const { resumed, read } = await shake();
    assertEquals(resumed, false);
    assertMatch(read, /it does not speak this protocol/);
  }
  assert(session !== undefined, "the test must have a session to go on with");
  await replaceAll(certificates, second);
  const { read } = await eventually(
    async () => {
      const { resumed, read } = await shake();
      assertEquals(resumed, false);
      return read.includes("from no authority") && { read };
    },
    () => meeting.lines.join("\n"),
  );
  assertMatch(read, /the certificate of client ada is from no authority/);
});
