/** The store over gRPC by TLS: who is answered, who is turned away, and in which words. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { connect } from "node:tls";
import { parseAddress } from "hb/host/address.ts";
import { makeAuthority } from "hb/host/tls/authority.ts";
import { readTexts, type TlsFiles, type TlsTexts } from "hb/host/tls/credentials.ts";
import { codes } from "hb/wire/status.ts";
import { clientFilesOf } from "../../tools/certificates/folder.ts";
import { GrpcStoreClient } from "../../tools/grpc/client.ts";
import type { Result } from "../../tools/kv/operation.ts";
import { Certificates, times } from "../host/certificates.ts";
import { eventually, patienceMs } from "../host/fixture.ts";
import { GrpcClient, GrpcNodes } from "./grpc_nodes.ts";
import { Watching } from "./watching.ts";

const tool = new URL("../../tools/kv.ts", import.meta.url).pathname;

const put = { type: "put", key: "x", value: "1" } as const;
const unsigned = "is from no authority that is trusted here";

function textsOf({ folder }: Certificates): TlsTexts {
  return readTexts(clientFilesOf(folder, "client", true));
}

/** Asks for a put as `kv` does. */
async function asked(nodes: GrpcNodes, files: TlsFiles | undefined): Promise<Result> {
  const client = new GrpcStoreClient({ addresses: nodes.at.map(parseAddress), files });
  const result = await client.ask(put, patienceMs);
  await client.close();
  return result;
}

async function whyNot(nodes: GrpcNodes, files: TlsFiles | undefined): Promise<string> {
  const result = await asked(nodes, files);
  assertEquals(result.kind, "fail");
  return "why" in result ? result.why : "";
}

async function kv(nodes: GrpcNodes, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", tool, ...args, "--grpc", `--at=${nodes.at}`, `--timeout-ms=${patienceMs}`],
    env: { NO_COLOR: "1" },
  }).output();
  return `${code} ${new TextDecoder().decode(stdout)}${new TextDecoder().decode(stderr)}`.trim();
}

/** Waits until a node says something. */
async function said(nodes: GrpcNodes, words: RegExp): Promise<void> {
  const all = () => nodes.lines.join("\n");
  await eventually(() => nodes.lines.some((line) => words.test(line)), () => `${words}: ${all()}`);
}

/** All that comes back to one who speaks in the clear. */
async function inTheClear(at: string): Promise<Uint8Array> {
  using connection = await Deno.connect(parseAddress(at));
  await connection.write(new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  const bytes: number[] = [], buffer = new Uint8Array(1024);
  for (let count; (count = await connection.read(buffer)) !== null;) {
    bytes.push(...buffer.subarray(0, count));
  }
  return Uint8Array.from(bytes);
}

Deno.test("by TLS a store over gRPC answers who has a certificate of its authority, and nobody else", async (t) => {
  using certificates = await Certificates.make();
  await using nodes = new GrpcNodes(`--tls=${certificates.folder}`);
  await nodes.startAll();
  const own = clientFilesOf(certificates.folder, "client", true);
  const { authorities } = own;

  await t.step("a client that is made of the library alone, at every node", async () => {
    for (const at of nodes.at) {
      using client = new GrpcClient(at, textsOf(certificates));
      await client.ask("Put", { key: "where", value: at });
      assertEquals(await client.ask("Get", { key: "where" }), { value: at });
    }
  });

  await t.step("the command, which finds by itself what there is to show", async () => {
    assertEquals(await kv(nodes, "put", "x", "1", `--tls=${certificates.folder}`), "0");
    assertEquals(await kv(nodes, "get", "x", `--tls=${certificates.folder}`), "0 1");
  });

  await t.step(
    "one who speaks in the clear is told that this is TLS, and nothing else",
    async () => {
      assertEquals(await inTheClear(nodes.at[0]!), Uint8Array.of(21, 3, 3, 0, 2, 2, 70));
      assertMatch(
        await kv(nodes, "get", "x"),
        /^1 Cannot do get "x": \S+: it speaks TLS, and this side does not$/,
      );
      await said(nodes, /turned a client of gRPC at \S+ away: it does not speak TLS$/);
    },
  );

  await t.step("one without a certificate hears so, whichever call it makes", async () => {
    const why = "no certificate was shown, and one is required";
    using client = new GrpcClient(nodes.at[0]!, { authorities: textsOf(certificates).authorities });
    for (const method of ["Put", "Members"]) {
      const called = await client.call(method, { key: "x", value: "2" });
      assert(!called.ok);
      assertEquals(called, {
        ok: false,
        code: codes.UNAUTHENTICATED,
        details: why,
        notDone: true,
      });
    }
    const service = "grpc.health.v1.Health";
    const health = await client.call("Check", {}, { service });
    assertEquals(!health.ok && health.code, codes.UNAUTHENTICATED);
    assertMatch(await whyNot(nodes, { authorities }), new RegExp(`: it refused: ${why}$`));
    await said(nodes, new RegExp(`turned a client of gRPC at \\S+ away: ${why}$`));
  });

  await t.step("one of another authority is turned away, and turns the nodes away", async () => {
    using others = await Certificates.make();
    const { certificate, key } = textsOf(others);
    using client = new GrpcClient(nodes.at[1]!, {
      ...textsOf(certificates),
      ...{ certificate, key } as TlsTexts,
    });
    const called = await client.call("Put", { key: "x", value: "2" });
    const why = `the certificate of client ada ${unsigned}`;
    assertEquals([!called.ok && called.code, !called.ok && called.details], [16, why]);
    await said(nodes, new RegExp(`turned a client of gRPC at \\S+ away: ${why}$`));
    assertMatch(
      await whyNot(nodes, clientFilesOf(others.folder, "client", true)),
      new RegExp(`^\\S+: the certificate of node \\d ${unsigned}$`),
    );
  });

  await t.step("one who wants to speak something else than HTTP/2 is turned away", async () => {
    const { port } = parseAddress(nodes.at[2]!), { authorities: ca } = textsOf(certificates);
    const socket = connect({ host: "127.0.0.1", port, ca, ALPNProtocols: ["http/1.1"] });
    await new Promise<void>((resolve) => socket.on("error", () => {}).on("close", () => resolve()));
    await said(nodes, /^2: .* turned a client of gRPC at \S+ away: its TLS does not fit: /);
  });

  await t.step("nothing of all that was done", async () => {
    using client = new GrpcClient(nodes.at[2]!, textsOf(certificates));
    assertEquals(await client.ask("Get", { key: "x" }), { value: "1" });
    assert(!nodes.lines.some((line) => /^\d: \s+at |Error:/.test(line)), nodes.lines.join("\n"));
  });
});

Deno.test("a client of gRPC asks no node whose certificate is for another place, but the nodes find each other", async () => {
  using certificates = await Certificates.make();
  for (const node of [0, 1, 2]) await certificates.node(node, { hosts: ["localhost"] });
  await using nodes = new GrpcNodes(`--tls=${certificates.folder}`);
  await nodes.startAll();
  assertMatch(
    await whyNot(nodes, clientFilesOf(certificates.folder, "client", true)),
    /^\S+: the certificate of node \d is for localhost, and not for 127\.0\.0\.1$/,
  );
  // Each node asks the one that leads, wherever that is.
  for (const at of nodes.at) {
    using client = new GrpcClient(at, textsOf(certificates));
    await client.ask("Put", { key: "where", value: at });
  }
});

Deno.test("clients of gRPC need no certificate where that is said, and TLS all the same", async () => {
  using certificates = await Certificates.make();
  await using nodes = new GrpcNodes(
    `--tls=${certificates.folder}`,
    "--client-certificates=optional",
    "--protocol=multipaxos",
  );
  await nodes.startAll();
  const { authorities } = clientFilesOf(certificates.folder, "client", true);
  assertEquals(await asked(nodes, { authorities }), { kind: "ok", value: null });
  assertMatch(await whyNot(nodes, undefined), /: it speaks TLS, and this side does not$/);
});

Deno.test("a client with certificates says nothing to nodes that do not speak TLS", async () => {
  using certificates = await Certificates.make();
  await using nodes = new GrpcNodes();
  await nodes.startAll();
  const files = clientFilesOf(certificates.folder, "client", true);
  assertMatch(await whyNot(nodes, files), /^\S+: it does not speak TLS$/);
});

Deno.test("when all certificates are replaced, clients of gRPC with the old ones go, and new ones come", async () => {
  using certificates = await Certificates.make();
  await using nodes = new GrpcNodes(`--tls=${certificates.folder}`);
  await nodes.startAll();
  const old = textsOf(certificates);
  using before = new GrpcClient(nodes.at[0]!, old);
  const watching = new Watching(before, {});
  await watching.until(({ revision }) => revision !== undefined);
  const second = await makeAuthority("second", times.now);
  for (const node of [0, 1, 2]) await certificates.node(node, {}, second);
  await certificates.client({}, second);
  certificates.trust(second);
  await said(nodes, new RegExp(`gRPC at \\S+ away: the certificate of client ada ${unsigned}$`));
  assertEquals(await watching.end(), codes.UNAVAILABLE);
  const files = clientFilesOf(certificates.folder, "client", true);
  assertEquals(await asked(nodes, files), { kind: "ok", value: null });
  // It trusts the new authority, and shows what the old one has signed.
  const { authorities } = textsOf(certificates);
  using late = new GrpcClient(nodes.at[0]!, { ...old, authorities });
  const called = await late.call("Get", { key: "x" });
  assertEquals(!called.ok && called.code, codes.UNAUTHENTICATED);
});
