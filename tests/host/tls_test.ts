/** Nodes and clients that talk by TLS, and who is turned away, as both sides tell it. */

import { assertEquals, assertMatch } from "@std/assert";
import type { DialOptions } from "hb/host/dial.ts";
import { noFeatures } from "hb/host/features.ts";
import { plain, type Transport } from "hb/host/socket.ts";
import { clientUri, nodeUri } from "hb/host/tls/subject.ts";
import { makeAuthority } from "hb/host/tls/authority.ts";
import { Certificates, DOMAIN, HOUR, times } from "./certificates.ts";
import { Hosts } from "./fixture.ts";
import { asClient, asNode, Listening } from "./meeting.ts";

Deno.test("nodes and clients talk by TLS as they do without", async () => {
  using certificates = await Certificates.make();
  await using hosts = new Hosts(3, {}, {
    of: (node) => certificates.transport(`node-${node}`),
    client: () => certificates.transport("client"),
  });
  for (const node of [0, 1, 2]) await hosts.insist(node, { type: "add", text: `${node}` });
  assertEquals(await hosts.insist(2, { type: "list" }), ["0", "1", "2"]);
  for (const line of ["0: node 1 has connected", "0: node 2 has connected"]) {
    await hosts.logged(line);
  }
  assertEquals(hosts.lines.filter((line) => line.includes("away")), []);
});

/** Two who do not come together. */
interface Refused {
  readonly what: string;
  /** Node 0 of a cluster, and who dials it: each with the folder's certificates, unless told otherwise. */
  readonly listening?: (certificates: Certificates) => Transport;
  readonly dialling?: (certificates: Certificates) => Transport;
  readonly hello?: DialOptions["hello"];
  /** What becomes of the folder before. */
  readonly change?: (certificates: Certificates) => Promise<void>;
  /** What the one says who dials, and the one who listens. */
  readonly dialler: string;
  readonly listener: string;
}

/** The listener does not believe the dialler, which hears why; or the other way round. */
function byListener(why: string): Pick<Refused, "dialler" | "listener"> {
  return { dialler: `it refused: ${why}`, listener: why };
}
function byDialler(why: string): Pick<Refused, "dialler" | "listener"> {
  return { dialler: why, listener: `it refused: ${why}` };
}

/** Certificates are read while they are valid, and shown when they are not. */
const then = (ms: number) => ({ now: () => Date.now() + ms });
const stranger = await makeAuthority("stranger", times.now);
const noOne = "is from no authority that is trusted here";

const refused: readonly Refused[] = [
  {
    what: "a client of another authority",
    change: (certificates) => certificates.client({}, stranger),
    ...byListener(`the certificate of client ada ${noOne}`),
  },
  {
    what: "a node of another authority",
    change: (certificates) => certificates.node(0, {}, stranger),
    ...byDialler(`the certificate of node 0 ${noOne}`),
  },
  {
    what: "a client whose certificate has expired",
    change: (certificates) => certificates.client({ validity: times.past }),
    dialling: (certificates) => certificates.transport("client", then(-1.5 * HOUR)),
    ...byListener("the certificate of client ada has expired: it was valid until …"),
  },
  {
    what: "a node whose certificate has expired",
    change: (certificates) => certificates.node(0, { validity: times.past }),
    listening: (certificates) => certificates.transport("node-0", then(-1.5 * HOUR)),
    ...byDialler("the certificate of node 0 has expired: it was valid until …"),
  },
  {
    what: "a client whose certificate is not valid yet",
    change: (certificates) => certificates.client({ validity: times.future }),
    dialling: (certificates) => certificates.transport("client", then(1.5 * HOUR)),
    ...byListener("the certificate of client ada is not valid yet: it will be from …"),
  },
  {
    what: "a node whose certificate is not valid yet",
    change: (certificates) => certificates.node(0, { validity: times.future }),
    listening: (certificates) => certificates.transport("node-0", then(1.5 * HOUR)),
    ...byDialler("the certificate of node 0 is not valid yet: it will be from …"),
  },
  {
    what: "a node that is elsewhere",
    change: (certificates) => certificates.node(0, { hosts: ["db.example", "10.0.0.1"] }),
    ...byDialler("the certificate of node 0 is for db.example, 10.0.0.1, and not for 127.0.0.1"),
  },
  {
    what: "a node that says that it is another",
    hello: { ...asNode, node: 2 },
    dialling: (certificates) => certificates.transport("node-1"),
    ...byListener("it says that it is node 2, and it has shown the certificate of node 1"),
  },
  {
    what: "a client that says that it is a node",
    hello: asNode,
    ...byListener("it says that it is node 1, and it has shown the certificate of client ada"),
  },
  {
    what: "a node that is reached as another",
    hello: asNode,
    dialling: (certificates) => certificates.transport("node-1"),
    listening: (certificates) => certificates.transport("node-2"),
    ...byDialler("the certificate of node 2 was shown, and that of node 0 is required"),
  },
  {
    what: "a client without a certificate",
    dialling: (certificates) => certificates.anonymous(),
    ...byListener("no certificate was shown, and one is required"),
  },
  {
    what: "a node without a certificate, where clients need none",
    hello: asNode,
    listening: (certificates) => certificates.transport("node-0", { clients: "any" }),
    dialling: (certificates) => certificates.anonymous(),
    ...byListener("it says that it is node 1, and it has shown no certificate"),
  },
  {
    what: "a client of another authority, where clients need none",
    change: (certificates) => certificates.client({}, stranger),
    listening: (certificates) => certificates.transport("node-0", { clients: "any" }),
    ...byListener(`the certificate of client ada ${noOne}`),
  },
  {
    what: "a client in the place of a node",
    listening: (certificates) => certificates.transport("client"),
    ...byDialler(
      "the certificate of client ada is not one for this use: UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    ),
  },
  // Other domains, also one that is as long, one that begins so, and one that ends so.
  ...["other", "cluster.external", "cluster.internal.org", "internal"].map((domain) => ({
    what: `a client of the cluster ${domain} with the same authority`,
    change: (certificates: Certificates) => certificates.client({ uri: clientUri(domain, "ada") }),
    dialler: `the certificate of node 0 names nobody of "${domain}"`,
    listener: 'the certificate of client ada names nobody of "cluster.internal"',
  })),
  {
    what: "a client whose name of a host looks like a URI",
    change: (certificates) =>
      certificates.node(1, { uri: "urn:x", hosts: [`x, URI:${nodeUri(DOMAIN, 1)}`] }),
    hello: asNode,
    dialling: (certificates) => certificates.spoken("node-1"),
    ...byListener('the certificate of somebody else names nobody of "cluster.internal"'),
  },
  {
    what: "a client that speaks no TLS",
    dialling: () => plain,
    dialler: "it speaks TLS, and this side does not",
    listener: "it does not speak TLS",
  },
  {
    what: "a node that speaks no TLS",
    listening: () => plain,
    dialler: "it does not speak TLS",
    listener: "it speaks TLS, and this side does not",
  },
];

for (const { what, change, listening, dialling, hello = asClient, dialler, listener } of refused) {
  Deno.test(`${what} is turned away at once, and both sides say why in one line`, async () => {
    using certificates = await Certificates.make();
    await change?.(certificates);
    await using meeting = new Listening(
      listening?.(certificates) ?? certificates.transport("node-0"),
    );
    const transport = dialling?.(certificates) ?? certificates.transport("client");
    for (let again = 0; again < 2; again++) {
      const { welcomed, why, final } = await meeting.dialled(transport, hello);
      assertMatch(why, pattern(dialler));
      assertEquals([welcomed, final], [false, true]);
    }
    const line = await meeting.logged(/ away: /);
    assertMatch(
      line,
      new RegExp(`^turned 127\\.0\\.0\\.1:\\d+ away: ${pattern(listener).source.slice(1)}`),
    );
    // It was dialled twice, and the same is not said again.
    assertEquals(meeting.lines.length, 1, meeting.lines.join("\n"));
  });
}

function pattern(words: string): RegExp {
  return new RegExp(
    `^${RegExp.escape(words).replace(RegExp.escape("…"), "[-\\d]{10}T[:\\d]{8}Z")}$`,
  );
}

Deno.test("a client without a certificate is welcome where none is required", async () => {
  using certificates = await Certificates.make();
  await using meeting = new Listening(certificates.transport("node-0", { clients: "any" }));
  const ended = await meeting.dialled(certificates.anonymous(), asClient);
  assertEquals(ended, { welcomed: true, why: "all is well", final: false });
});

Deno.test("who says nothing, or half a handshake, is turned away in time", async () => {
  using certificates = await Certificates.make();
  await using meeting = new Listening(certificates.transport("node-0"), { handshakeMs: 200 });
  for (const bytes of [[], [22, 3, 1, 0, 200, 1]]) {
    using socket = await Deno.connect(meeting.listener.address);
    await socket.write(Uint8Array.from(bytes));
    assertEquals(await socket.read(new Uint8Array(1)), null);
  }
  await meeting.logged(/away: it did not say who it is in time$/);
});

Deno.test("who hangs up in the handshake leaves one line and nothing else", async () => {
  using certificates = await Certificates.make();
  await using meeting = new Listening(certificates.transport("node-0"));
  const socket = await Deno.connect(meeting.listener.address);
  await socket.write(Uint8Array.of(22, 3, 1, 0, 200, 1));
  socket.close();
  assertMatch(await meeting.logged(/ away: /), /away: the connection was cut$/);
});

Deno.test("a dialler does not wait for ever for a handshake that nobody answers", async () => {
  using certificates = await Certificates.make();
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { dial } = await import("hb/host/dial.ts");
  const { defaultLimits } = await import("hb/host/limits.ts");
  const ended = await dial({
    address: { hostname: "127.0.0.1", port: silent.addr.port },
    hello: asClient,
    features: noFeatures,
    limits: { ...defaultLimits, handshakeMs: 200 },
    traffic: { sentBytes: 0, dropped: 0 },
    transport: certificates.transport("client"),
    signal: new AbortController().signal,
    welcomed() {},
    take() {},
  });
  assertEquals(ended, { welcomed: false, why: "it does not answer", final: false });
});
