import { X509Certificate } from "node:crypto";
import { assert, assertEquals } from "@std/assert";
import { daysFromNow, issue, makeAuthority } from "./authority.ts";

Deno.test("an authority signs what others can check, for the names and the time that were asked for", async () => {
  const validity = daysFromNow(1), authority = await makeAuthority("ours", validity);
  const uri = "spiffe://cluster.internal/node/1", hosts = ["localhost", "127.0.0.1"];
  const own = await issue(authority, { uri, hosts, listens: true, validity });
  const [signer, signed] = [authority, own].map((each) => new X509Certificate(each.certificate));
  assert(signed!.verify(signer!.publicKey));
  assert(signed!.checkIssued(signer!));
  assert(!signer!.verify(signed!.publicKey));
  for (const name of [`URI:${uri}`, "DNS:localhost", "IP Address:127.0.0.1"]) {
    assert(signed!.subjectAltName!.includes(name), signed!.subjectAltName);
  }
  assertEquals(Date.parse(signed!.validTo), Math.floor(validity.untilMs / 1000) * 1000);
  assertEquals([signer!.ca, signed!.ca], [true, false]);
});

Deno.test("an authority makes no other authorities: its path length is 0", async () => {
  const { certificate } = await makeAuthority("ours", daysFromNow(1));
  // In DER: basic constraints, critical, "is an authority", 0.
  const constraints = "0603551d13" + "0101ff" + "0408" + "3006" + "0101ff" + "020100";
  assert(new X509Certificate(certificate).raw.toHex().includes(constraints));
});

Deno.test("serial numbers are positive in 16 bytes, and no two are the same", async () => {
  const made = await Promise.all(
    Array.from({ length: 32 }, () => makeAuthority("ours", daysFromNow(1))),
  );
  const serials = made.map(({ certificate }) =>
    BigInt(`0x${new X509Certificate(certificate).serialNumber}`)
  );
  for (const serial of serials) assert(serial > 0n && serial < 2n ** 127n, `${serial}`);
  assertEquals(new Set(serials).size, 32);
});
