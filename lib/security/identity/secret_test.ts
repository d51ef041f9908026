import { assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { keyringOf } from "./keyring.ts";
import { derived, fromPkcs8, identityOf, toPkcs8 } from "./secret.ts";
import { signedBytes } from "./statement.ts";

const secret = Uint8Array.fromHex(
  "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
);

Deno.test("the first test vector of RFC 8032 has the public key and the signature that it must have", async () => {
  const { public: known, signing } = await identityOf(secret);
  assertEquals(
    known.signing.toHex(),
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  );
  const signature = await crypto.subtle.sign("Ed25519", signing, new Uint8Array(0));
  assertEquals(
    new Uint8Array(signature).toHex(),
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555" +
      "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  );
});

Deno.test("one secret gives the same keys each time, and different ones for each purpose", async () => {
  const one = await identityOf(secret), other = await identityOf(secret);
  assertEquals(one.public, other.public);
  assertNotEquals(one.public.signing, one.public.agreement);
  assertNotEquals(await derived(one.secret, "a"), await derived(one.secret, "b"));
});

Deno.test("a secret comes back from PKCS #8, and nothing else does", () => {
  const bytes = toPkcs8(secret);
  assertEquals(fromPkcs8(bytes), secret);
  const others = [
    new Uint8Array(48),
    bytes.subarray(1),
    Uint8Array.of(...bytes, 0),
    new Uint8Array(3),
  ];
  for (const other of others) {
    assertThrows(() => fromPkcs8(other), TypeError, "Cannot import a secret because");
  }
});

Deno.test("keys of another length are refused, and none is shown", async () => {
  const words = "Cannot use a secret because it must have 32 bytes: given 31 bytes";
  await assertRejects(() => identityOf(secret.subarray(1)), RangeError, words);
  const { public: known } = await identityOf(secret);
  const short = { ...known, signing: known.signing.subarray(1) as Uint8Array<ArrayBuffer> };
  await assertRejects(() => keyringOf(new Map([[0, short]])), RangeError, "the signing key of 0");
});

Deno.test("a keyring gives no two names the same key, and knows whole numbers only", async () => {
  const { public: known } = await identityOf(secret);
  const refused = (keys: Iterable<[number, typeof known]>) =>
    assertRejects(() => keyringOf(new Map(keys)), RangeError);
  const { message } = await refused([[0, known], [1, known]]);
  assertEquals(
    message,
    "Cannot make a keyring because each name must have keys of its own: given one of 0 for 1",
  );
  await refused([[-1, known]]);
  await refused([[0.5, known]]);
});

Deno.test("what is signed tells clusters, purposes and statements apart, however they are cut", () => {
  const texts = [
    signedBytes("a", '"b"'),
    signedBytes('a","b', '""'),
    signedBytes("a", '["b"]'),
    signedBytes("b", '"a"'),
  ].map((bytes) => new TextDecoder().decode(bytes));
  assertEquals(new Set(texts).size, texts.length);
  assertEquals(texts[0], '["happens before: signature 1","a","b"]');
});
