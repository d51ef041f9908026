/** Peers that dial again and again, and handshakes that only a strange platform would bring. */

import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { X509Certificate } from "node:crypto";
import { connect } from "node:tls";
import { noFeatures } from "hb/host/features.ts";
import { defaultLimits } from "hb/host/limits.ts";
import { PeerLink } from "hb/host/peer_link.ts";
import { faultOf, signersOf } from "hb/host/tls/fault.ts";
import { type Handshake, judge } from "hb/host/tls/judge.ts";
import { clientUri } from "hb/host/tls/subject.ts";
import { plain } from "hb/host/socket.ts";
import { Refusal } from "hb/host/wire.ts";
import { issue, makeAuthority } from "hb/host/tls/authority.ts";
import { Certificates, DOMAIN, times } from "./certificates.ts";
import { eventually } from "./fixture.ts";
import { asNode, Listening } from "./meeting.ts";

Deno.test("a peer that is turned away dials again and again, and each side says so once", async () => {
  using certificates = await Certificates.make();
  await certificates.node(1, {}, await makeAuthority("stranger", times.now));
  for (const transport of [certificates.transport("node-1"), plain]) {
    await using meeting = new Listening(certificates.transport("node-0"));
    let dials = 0;
    const lines: string[] = [];
    const link = new PeerLink({
      address: meeting.listener.address,
      hello: asNode,
      features: noFeatures,
      limits: defaultLimits,
      traffic: { sentBytes: 0, dropped: 0 },
      transport: {
        listen: transport.listen,
        connect(call) {
          dials++;
          return transport.connect(call);
        },
      },
      log: (line) => void lines.push(line),
    });
    await eventually(() => dials >= 4, () => `${dials} dials`);
    await link.stop();
    assertEquals(
      [lines.length, meeting.lines.length],
      [1, 1],
      [...lines, ...meeting.lines].join("\n"),
    );
    assertMatch(lines[0]!, /^cannot reach node 0 at \S+: it (refused: the certificate|speaks TLS)/);
  }
});

Deno.test("a session that goes on is refused, whatever its certificate", async () => {
  const authority = await makeAuthority("first", times.now);
  const validity = times.now, uri = clientUri(DOMAIN, "ada");
  const one = await issue(authority, { uri, hosts: [], listens: false, validity });
  const credentials = {
    authorities: [new X509Certificate(authority.certificate)],
    own: undefined,
  };
  const handshake: Handshake = {
    certificate: new X509Certificate(one.certificate),
    authorized: true,
    error: "",
    resumed: false,
  };
  const wanted = { kind: "anybody", certified: true } as const;
  const words = "the certificate of client ada";
  assertEquals(judge(handshake, wanted, credentials, Date.now()), { node: null, words });
  const refusal = (change: Partial<Handshake>) =>
    assertThrows(
      () => judge({ ...handshake, ...change }, wanted, credentials, Date.now()),
      Refusal,
    ).message;
  assertEquals(refusal({ resumed: true }), "a TLS session goes on, and each has to begin anew");
  assertEquals(refusal({ authorized: false, error: "X" }), `${words} is not one for this use: X`);
});

Deno.test("an authority that has expired makes nobody believed, though rustls does not look", async () => {
  const authority = await makeAuthority("old", times.past);
  const uri = clientUri(DOMAIN, "ada"), request = { uri, hosts: [], listens: false };
  const { certificate } = await issue(authority, { ...request, validity: times.now });
  const leaf = new X509Certificate(certificate);
  const signers = signersOf(leaf, [new X509Certificate(authority.certificate)]);
  assertEquals(signers.length, 1);
  assertEquals(faultOf(leaf, signers, times.past.fromMs + 1000), undefined);
  assertMatch(
    faultOf(leaf, signers, Date.now())!,
    /^is from an authority that has expired: it was/,
  );
  // Two that have expired are worth no more than one, and one that is valid is enough.
  assertMatch(
    faultOf(leaf, [...signers, ...signers], Date.now())!,
    /an authority that has expired/,
  );
  const valid = new X509Certificate((await makeAuthority("new", times.now)).certificate);
  assertEquals(faultOf(leaf, [...signers, valid], Date.now()), undefined);
});

Deno.test("an authority of the same name with another key has signed nothing", async () => {
  const [own, twin] = [
    await makeAuthority("first", times.now),
    await makeAuthority("first", times.now),
  ];
  const request = { uri: clientUri(DOMAIN, "ada"), hosts: [], listens: false };
  const { certificate } = await issue(own, { ...request, validity: times.now });
  const leaf = new X509Certificate(certificate), by = new X509Certificate(own.certificate);
  assertEquals(leaf.issuer, by.subject);
  assertEquals(signersOf(leaf, [new X509Certificate(twin.certificate), by]), [by]);
});

Deno.test("an older TLS is refused, and the line says that it is the TLS", async () => {
  using certificates = await Certificates.make();
  await using meeting = new Listening(certificates.transport("node-0"));
  const { port } = meeting.listener.address;
  const socket = connect({
    host: "127.0.0.1",
    port,
    maxVersion: "TLSv1.2",
    rejectUnauthorized: false,
  });
  await new Promise<void>((resolve) => {
    // A handshake that succeeds is over at once: then the line is another one.
    socket.on("secureConnect", () => socket.destroy());
    socket.on("error", () => {});
    socket.on("close", () => resolve());
  });
  assertMatch(await meeting.logged(/away/), /away: its TLS does not fit: [^\n]*12/);
});
