import { assertEquals, assertThrows } from "@std/assert";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { checkerOf } from "../../host/signing/checker.ts";
import { notaryOf } from "../../host/signing/notary.ts";
import { ProofStore } from "../../host/signing/proof_store.ts";
import { bls, blsIdentityOf, blsKeyringOf, lengths } from "./bls.ts";
import { codesOf } from "./codes.ts";
import { keyringOf } from "./keyring.ts";
import { type Bytes, identityOf } from "./secret.ts";
import { certificateOf, sign } from "./signed.ts";
import { signedBytes } from "./statement.ts";

const names = [0, 1, 2, 3];
const secrets = await Promise.all(
  names.map((name) => identityOf(new Uint8Array(32).fill(name + 1))),
);
const identities = await Promise.all(secrets.map(blsIdentityOf));
const publics = new Map(identities.map((each, name) => [name, each.public]));
const keyring = blsKeyringOf(publics);
const schemes = identities.map((each) => bls(each, keyring));
const statement = signedBytes("test", '"commit"');
const signatures = await Promise.all(schemes.map((scheme) => scheme.sign(statement)));
const scheme = schemes[0]!;

function certificate(...signers: readonly number[]): Bytes {
  return scheme.certificate(new Map(signers.map((signer) => [signer, signatures[signer]!])));
}

Deno.test("a signature of BLS is its signer's, of its statement, and the same each time", async () => {
  const [signature] = signatures as [Bytes];
  assertEquals(signature.length, 48);
  assertEquals(await scheme.sign(statement), signature);
  assertEquals(await schemes[3]!.isSigned(0, statement, signature), true);
  assertEquals(await scheme.isSigned(1, statement, signature), false);
  assertEquals(await scheme.isSigned(9, statement, signature), false, "nobody knows 9");
  assertEquals(await scheme.isSigned(0, signedBytes("test", '"abort"'), signature), false);
  for (
    const wrong of [new Uint8Array(48), signature.subarray(1), signature.with(9, signature[9]! ^ 1)]
  ) {
    assertEquals(await scheme.isSigned(0, statement, wrong as Bytes), false);
  }
});

Deno.test("a certificate is one signature, however many have signed, and names just those", async () => {
  const three = certificate(2, 0, 3);
  assertEquals(three.length, 2 + 48);
  assertEquals(certificate(3, 2, 0), three);
  assertEquals(await scheme.signersOf(three, statement), [0, 2, 3]);
  assertEquals(await scheme.signersOf(certificate(1), statement), [1]);
  const others = Uint8Array.from([1, 0b0111, ...three.subarray(2)]);
  assertEquals(await scheme.signersOf(others, statement), undefined, "of other signers");
  const twice = scheme.certificate(new Map([[0, signatures[0]!], [1, signatures[0]!]]));
  assertEquals(await scheme.signersOf(twice, statement), undefined, "one signed for two");
  const stranger = Uint8Array.from([1, 0b10001, ...three.subarray(2)]);
  assertEquals(await scheme.signersOf(stranger, statement), undefined, "nobody knows 4");
  for (const wrong of [[], [0], [...three, 0], [1, 0b1101, ...new Uint8Array(48)]]) {
    assertEquals(await scheme.signersOf(Uint8Array.from(wrong), statement), undefined);
  }
});

Deno.test("a rogue key signs for two in one name, and its owner cannot prove that it has the secret", () => {
  const { G2 } = bls12_381, own = G2.Point.fromBytes(publics.get(3)!.key);
  // Whoever signs with the secret of 3 signs for 0 and the rogue together, if nobody asks for a proof.
  const rogue = own.subtract(G2.Point.fromBytes(publics.get(0)!.key));
  const key = Uint8Array.from(rogue.toBytes());
  const { verify, hash, aggregatePublicKeys } = bls12_381.shortSignatures;
  const both = aggregatePublicKeys([publics.get(0)!.key, key]);
  const purpose = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_";
  assertEquals(verify(signatures[3]!, hash(statement, purpose), both), true);
  for (const { possession } of [publics.get(3)!, publics.get(0)!]) {
    const refused = () => blsKeyringOf(new Map([[0, publics.get(0)!], [4, { key, possession }]]));
    assertThrows(refused, RangeError, "Cannot make a keyring because each must prove");
  }
});

Deno.test("no two have the same key, and none is short, or zero", () => {
  const one = publics.get(0)!;
  assertThrows(
    () => blsKeyringOf(new Map([[0, one], [1, one]])),
    RangeError,
    "given that of 0 for 1",
  );
  const short = { ...one, key: one.key.subarray(1) as Bytes };
  assertThrows(() => blsKeyringOf(new Map([[0, short]])), RangeError, "96 bytes: given 95 bytes");
  const zero = Uint8Array.from(bls12_381.G2.Point.ZERO.toBytes());
  const none = { key: zero, possession: Uint8Array.from(bls12_381.G1.Point.ZERO.toBytes()) };
  assertEquals(zero.length, lengths.key);
  assertThrows(() => blsKeyringOf(new Map([[0, none]])), RangeError, "given one of 0");
});

Deno.test("a host that signs by BLS makes certificates of votes, and passes on those that it was shown", async () => {
  const common = await keyringOf(new Map(secrets.map((each, name) => [name, each.public])));
  const optionsOf = (self: number) => ({
    self,
    cluster: "test",
    scheme: schemes[self]!,
    codes: codesOf(self, secrets[self]!, common, "test"),
    store: new ProofStore(),
  });
  const [leader, other, last] = [0, 1, 2].map((self) => notaryOf(optionsOf(self)));
  const votes = [0, 1, 3].map((self) => sign({ self }, "commit"));
  for (const vote of votes.slice(1)) {
    const proofs = await notaryOf(optionsOf(vote.signer)).prove({ vote });
    assertEquals(await leader!.faultOf({ vote }, proofs), undefined);
  }
  const decided = { proof: certificateOf(votes) };
  const proofs = await leader!.prove(decided);
  assertEquals(proofs!.length, 1 + 2 + 48);
  assertEquals(await other!.faultOf(decided, proofs), undefined);
  assertEquals(await other!.prove(decided), proofs);
  const later = notaryOf(optionsOf(1));
  later.recall(decided, other!.besides(decided));
  assertEquals(await last!.faultOf(decided, await later.prove(decided)), undefined);
  // The votes cannot be taken out of the sum again.
  assertEquals(await other!.prove({ vote: votes[0] })!.catch(({ name }) => name), "Unprovable");
  const check = checkerOf(optionsOf(1));
  const claim = { kind: "certificate", signers: [0, 1, 2], text: '"commit"' } as const;
  assertEquals(await check("", claim, proofs!.slice(1)), "wrong");
});
