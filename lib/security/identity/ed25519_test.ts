import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { codesOf } from "./codes.ts";
import { ed25519 } from "./ed25519.ts";
import { keyringOf } from "./keyring.ts";
import { readSigners, writeSigners } from "./scheme.ts";
import { type Bytes, identityOf } from "./secret.ts";
import { signedBytes } from "./statement.ts";

const identities = await Promise.all(
  [0, 1, 2, 9].map(async (name) =>
    [name, await identityOf(new Uint8Array(32).fill(name + 1))] as const
  ),
);
const keyring = await keyringOf(new Map(identities.map(([name, each]) => [name, each.public])));
const schemes = new Map(identities.map(([name, each]) => [name, ed25519(each, keyring)]));
const statement = signedBytes("test", '"commit"');

async function signatures(names: readonly number[], said = statement): Promise<Map<number, Bytes>> {
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await schemes.get(name)!.sign(said)] as const),
    ),
  );
}

Deno.test("a signature is its signer's, of its statement, and of every byte of it", async () => {
  const scheme = schemes.get(0)!, signature = await scheme.sign(statement);
  assertEquals(signature.length, scheme.signatureBytes);
  assertEquals(await scheme.isSigned(0, statement, signature), true);
  assertEquals(await scheme.isSigned(1, statement, signature), false);
  assertEquals(await scheme.isSigned(7, statement, signature), false, "nobody knows 7");
  assertEquals(await scheme.isSigned(0, signedBytes("other", '"commit"'), signature), false);
  for (const at of [0, 31, 32, 63]) {
    const bad = signature.with(at, signature[at]! ^ 1) as Bytes;
    assertEquals(await scheme.isSigned(0, statement, bad), false, `byte ${at}`);
  }
  assertEquals(await scheme.isSigned(0, statement, signature.subarray(1) as Bytes), false);
});

Deno.test("a certificate has the signatures of just those who signed", async () => {
  const scheme = schemes.get(0)!, parts = await signatures([9, 0, 2]);
  const certificate = scheme.certificate(parts);
  assertEquals(certificate.length, 3 + 3 * 64);
  assertEquals(await scheme.signersOf(certificate, statement), [0, 2, 9]);
  assertEquals(scheme.partsOf(certificate), new Map([0, 2, 9].map((n) => [n, parts.get(n)!])));
  const swapped = scheme.certificate(new Map([[0, parts.get(2)!], [2, parts.get(0)!]]));
  assertEquals(await scheme.signersOf(swapped, statement), undefined);
  const [one] = await signatures([1], signedBytes("test", '"abort"')).then((map) => [...map]);
  const mixed = scheme.certificate(new Map([...parts, one!]));
  assertEquals(await scheme.signersOf(mixed, statement), undefined, "1 signed something else");
  for (const wrong of [[], [0], [200], [...certificate, 0], [...certificate.subarray(1)]]) {
    assertEquals(await scheme.signersOf(Uint8Array.from(wrong), statement), undefined);
  }
});

Deno.test("a set of signers has one form, which is read back", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat({ max: 2039 })), fc.uint8Array(), (names, rest) => {
    const bytes = Uint8Array.from([...writeSigners(names), ...rest]);
    const read = readSigners(bytes)!;
    assertEquals(read.signers, names.toSorted((a, b) => a - b));
    assertEquals([...read.rest], [...rest]);
  }));
  assertEquals(readSigners(Uint8Array.of(2, 1, 0)), undefined, "a byte too many");
  assertEquals(readSigners(Uint8Array.of()), undefined);
  assertThrows(() => writeSigners([2040]), RangeError, "from 0 to 2039: given 2040");
  assertThrows(() => writeSigners([-1]), RangeError);
});

Deno.test("a code is for one receiver, from one sender, in one cluster", async () => {
  const codes = (name: number, cluster = "test") =>
    codesOf(name, identities.find(([each]) => each === name)![1], keyring, cluster);
  const code = await codes(0).code(1, '"go"');
  assertEquals(await codes(1).isCode(0, '"go"', code), true);
  assertEquals(await codes(1).isCode(0, '"no"', code), false);
  assertEquals(await codes(1).isCode(2, '"go"', code), false);
  assertEquals(await codes(2).isCode(0, '"go"', code), false);
  assertEquals(await codes(1).isCode(7, '"go"', code), false, "nobody knows 7");
  assertEquals(await codes(1, "other").isCode(0, '"go"', code), false);
  // The same key serves both ways, and what goes one way is not believed when it comes back.
  assertEquals(await codes(0).isCode(1, '"go"', code), false);
  const refused = await codes(0).code(7, '"go"').then(() => "", (error) => error.message);
  assertEquals(refused, "Cannot make a code because its receiver must have a key: given 7");
});
