/** Files of TLS: what is in them, what must be, and what becomes of them. */

import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { CredentialFiles, LOOK_AGAIN_MS } from "hb/host/tls/credential_files.ts";
import type { TlsTexts } from "hb/host/tls/credentials.ts";
import { nodeUri } from "hb/host/tls/subject.ts";
import { OperationalError } from "hb/host/operational_error.ts";
import { issue, makeAuthority } from "hb/host/tls/authority.ts";
import { filesOf } from "../../tools/certificates/folder.ts";
import { DOMAIN, HOUR, times } from "./certificates.ts";

const files = filesOf("F", "node-0");
const first = await makeAuthority("first", times.now);
const second = await makeAuthority("second", times.now);
const old = await makeAuthority("old", times.past);
const usual = { hosts: [], listens: true, validity: times.now };
const one = await issue(first, { ...usual, uri: nodeUri(DOMAIN, 0) });
const two = await issue(first, { ...usual, uri: nodeUri(DOMAIN, 0) });
const nameless = await issue(first, { ...usual, uri: "urn:x" });
const expired = await issue(first, { ...usual, uri: nodeUri(DOMAIN, 0), validity: times.past });
const early = await issue(first, { ...usual, uri: nodeUri(DOMAIN, 0), validity: times.future });

const whole: TlsTexts = { authorities: first.certificate, ...one };

const useless: readonly (readonly [string, TlsTexts, string])[] = [
  [
    "no authority",
    { ...whole, authorities: "" },
    "F/ca.crt must hold a certificate in PEM: given something else",
  ],
  [
    "an authority that is damaged",
    { ...whole, authorities: first.certificate.replace(/\n..../, "\nAAAA") },
    "F/ca.crt must hold a certificate in PEM: given something else",
  ],
  [
    "the certificate of a node as an authority",
    { ...whole, authorities: one.certificate },
    "F/ca.crt must hold certificates of authorities: given one of somebody else",
  ],
  [
    "a key in the place of the certificate",
    { ...whole, certificate: one.key },
    "F/node-0.crt must hold a certificate in PEM: given something else",
  ],
  [
    "a certificate in the place of the key",
    { ...whole, key: one.certificate },
    "F/node-0.key must hold a private key in PEM, without a password: given something else",
  ],
  [
    "another key",
    { ...whole, key: two.key },
    "F/node-0.key must hold the key of F/node-0.crt: given another one",
  ],
  [
    "a certificate of nobody",
    { ...whole, ...nameless },
    "F/node-0.crt must hold one URI, spiffe://DOMAIN/node/N or spiffe://DOMAIN/client/NAME: given",
  ],
  [
    "an expired one",
    { ...whole, ...expired },
    "a certificate that is valid: given one that has exp",
  ],
  [
    "one of the future",
    { ...whole, ...early },
    "a certificate that is valid: given one that is not",
  ],
];

for (const [what, texts, words] of useless) {
  Deno.test(`files with ${what} cannot be used, and one line says why`, () => {
    const { message } = assertThrows(
      () => new CredentialFiles({ files, read: () => texts }),
      OperationalError,
    );
    assert(message.startsWith("Cannot use TLS because ") && message.includes(words), message);
    assertEquals(message.split("\n").length, 1);
  });
}

Deno.test("a file that is not there is named", () => {
  const { message } = assertThrows(
    () => new CredentialFiles({ files: filesOf("/nowhere", "node-0") }),
    OperationalError,
  );
  assertEquals(
    message,
    "Cannot use TLS because /nowhere/ca.crt must be read: there is no such file or folder",
  );
});

Deno.test("files are read again after a while, and only what fits together is used", () => {
  let texts = whole, now = Date.now(), reads = 0;
  const lines: string[] = [];
  const credentials = new CredentialFiles({
    files,
    read() {
      reads++;
      return texts;
    },
    now: () => now,
    log: (line) => void lines.push(line),
  });
  const ownAfter = (ms: number) => {
    now += ms;
    return credentials.current.own!.certificate;
  };
  texts = { ...whole, ...two };
  assertEquals(ownAfter(LOOK_AGAIN_MS - 1), one.certificate);
  assertEquals(reads, 1);
  assertEquals(ownAfter(1), two.certificate);
  assertEquals(lines, [
    "uses TLS files that have changed: 1 authorities, and the certificate of node 0",
  ]);
  // The key is there before its certificate: that is no line, unless it stays so.
  texts = { ...whole, certificate: two.certificate, key: one.key };
  assertEquals(ownAfter(LOOK_AGAIN_MS), two.certificate);
  assertEquals(lines.length, 1);
  for (let i = 0; i < 5; i++) assertEquals(ownAfter(LOOK_AGAIN_MS), two.certificate);
  assertEquals(lines.length, 2);
  assertMatch(
    lines[1]!,
    /^goes on with the TLS files from before. Cannot use TLS because F\/node-0/,
  );
  // Neither does what has expired take the place of what is valid.
  texts = { ...whole, ...expired };
  assertEquals(ownAfter(LOOK_AGAIN_MS), two.certificate);
  texts = { ...whole, authorities: second.certificate + old.certificate };
  assertEquals(ownAfter(LOOK_AGAIN_MS), one.certificate);
  assertEquals(credentials.current.authorities.length, 2);
});

Deno.test("files are read again at once when the clock is set back, be it by a day", async () => {
  const always = { fromMs: Date.now() - 72 * HOUR, untilMs: Date.now() + 72 * HOUR };
  const issued = () => issue(first, { ...usual, uri: nodeUri(DOMAIN, 0), validity: always });
  const before = await issued(), after = await issued();
  let texts = { ...whole, ...before }, now = Date.now();
  const credentials = new CredentialFiles({ files, read: () => texts, now: () => now });
  texts = { ...whole, ...after };
  assertEquals(credentials.current.own!.certificate, before.certificate);
  now -= 24 * HOUR;
  assertEquals(credentials.current.own!.certificate, after.certificate);
});
