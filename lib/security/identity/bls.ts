/**
 * Signatures that add up (Boneh, Lynn and Shacham 2001; certificates of them: Boneh, Drijvers and Neven 2018): those of
 * many signers of one statement become one of 48 bytes, which is checked with the sum of their keys. A certificate is
 * that, behind the set of its signers.
 *
 * It costs time. Measured beside Ed25519 of Web Crypto (`deno task bench signatures`): to sign takes some 50 times as
 * long, and a check too, which is the same however many have signed. So a certificate of 67 of 100 nodes has 58 bytes
 * in the place of 4,298, and to check it takes three to four times as long; to make it, 46 ms, as each signature has to
 * be shown to lie in its group.
 *
 * The curve is BLS12-381, the signatures lie in G1 and the keys in G2, and each key comes with a proof that its owner
 * has the secret: a key that is made as the difference of one's own and another's would else let its owner sign for
 * both (*rogue keys*). Purposes are those of the draft "BLS Signatures" of the CFRG, section 4.2.3: signatures and
 * proofs of possession are hashed apart.
 *
 * This is a module of its own, as it brings a library of curves with it.
 *
 * @module
 */

import { bls12_381 } from "@noble/curves/bls12-381.js";
import type { NodeId } from "../../model/protocol.ts";
import { readSigners, type SignatureScheme, writeSigners } from "./scheme.ts";
import { assertBytes, type Bytes, derived, type Identity } from "./secret.ts";

const curve = bls12_381.shortSignatures;
const purposes = {
  signature: "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_",
  possession: "BLS_POP_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_",
} as const;

/** How long things are. */
export const lengths = { signature: 48, key: 96 } as const;

/** What everybody may know of somebody. */
export interface BlsPublic {
  /** The key. */
  readonly key: Bytes;
  /** The proof that its owner has the secret: the key, signed. */
  readonly possession: Bytes;
}

/** What only the one knows whose it is. */
export interface BlsIdentity {
  /** What the others may know. */
  readonly public: BlsPublic;
  /** Signs. */
  readonly secret: Bytes;
}

/** Keys of which it is known that their owners have the secrets. */
export interface BlsKeyring {
  /** The key of this one; `undefined` for somebody who is not known. */
  key(name: NodeId): Key | undefined;
}

/** A key as the point of the curve that it is. */
export type Key = ReturnType<typeof bls12_381.shortSignatures.getPublicKey>;
type Point = ReturnType<typeof curve.hash>;

/** The identity from the same secret as the other keys. */
export async function blsIdentityOf(identity: Pick<Identity, "secret">): Promise<BlsIdentity> {
  const { secretKey } = curve.keygen(await seed(identity.secret));
  const secret = Uint8Array.from(secretKey), key = ofKey(curve.getPublicKey(secret));
  const possession = ofPoint(curve.sign(curve.hash(key, purposes.possession), secret));
  return { public: { key, possession }, secret };
}

/** Key generation takes more bytes than the key has, so that each key is as likely. */
async function seed(secret: Bytes): Promise<Bytes> {
  const [one, two] = await Promise.all([derived(secret, "bls 1"), derived(secret, "bls 2")]);
  return Uint8Array.from([...one, ...two.subarray(0, 16)]);
}

/** A keyring of these; throws `RangeError` for a key whose owner does not prove that it has the secret. */
export function blsKeyringOf(keys: ReadonlyMap<NodeId, BlsPublic>): BlsKeyring {
  const known = new Map<NodeId, Key>(), owners = new Map<string, NodeId>();
  for (const [name, { key: bytes, possession }] of keys) {
    assertBytes(bytes, lengths.key, `use the key of ${name}`);
    const key = decoded(() => bls12_381.G2.Point.fromBytes(bytes)), hex = bytes.toHex();
    const isOwn = key !== undefined &&
      isRight(possession, curve.hash(bytes, purposes.possession), key);
    if (!isOwn) {
      throw new RangeError(
        `Cannot make a keyring because each must prove that it has the secret of its key: given one of ${name} ` +
          "that does not",
      );
    }
    if (owners.has(hex)) {
      throw new RangeError(
        "Cannot make a keyring because each name must have a key of its own: given that of " +
          `${owners.get(hex)} for ${name}`,
      );
    }
    owners.set(hex, name);
    known.set(name, key);
  }
  return { key: (name) => known.get(name) };
}

/** Signs as this one, and checks by this keyring. */
export function bls({ secret }: Pick<BlsIdentity, "secret">, keyring: BlsKeyring): SignatureScheme {
  const hashed = (statement: Bytes) => curve.hash(statement, purposes.signature);
  return {
    name: "bls",
    signatureBytes: lengths.signature,
    sign: (statement) => soon(() => ofPoint(curve.sign(hashed(statement), secret))),
    isSigned: (signer, statement, signature) =>
      soon(() => {
        const key = keyring.key(signer);
        return key !== undefined && isRight(signature, hashed(statement), key);
      }),
    certificate(signatures) {
      const head = writeSigners(signatures.keys());
      if (signatures.size === 0) return head;
      const sum = curve.aggregateSignatures([...signatures.values()].map((each) => point(each)));
      return Uint8Array.from([...head, ...ofPoint(sum)]);
    },
    signersOf: (certificate, statement) =>
      soon(() => {
        const read = readSigners(certificate);
        if (read === undefined || read.signers.length === 0) return undefined;
        const keys = read.signers.map((signer) => keyring.key(signer));
        if (!keys.every((key) => key !== undefined)) return undefined;
        const sum = curve.aggregatePublicKeys(keys);
        return isRight(read.rest, hashed(statement), sum) ? read.signers : undefined;
      }),
    partsOf: () => new Map(),
  };
}

/** What throws rejects. The work takes milliseconds, and nobody else has a turn of the event loop meanwhile. */
async function soon<T>(work: () => T): Promise<T> {
  await Promise.resolve();
  return work();
}

/** False for whatever is no signature, too. */
function isRight(signature: Bytes, hash: Point, key: Key): boolean {
  if (signature.length !== lengths.signature || key.is0()) return false;
  const found = decoded(() => point(signature));
  return found !== undefined && decoded(() => curve.verify(found, hash, key)) === true;
}

/** The library looks whether it lies on the curve and in the right group; and it is not the zero that every statement's sum could be. */
function point(bytes: Bytes): Point {
  const found = bls12_381.G1.Point.fromBytes(bytes);
  if (found.is0()) {
    throw new RangeError("Cannot use a signature because it must not be zero: given zero");
  }
  return found;
}

function decoded<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}

function ofPoint(signature: Point): Bytes {
  return Uint8Array.from(signature.toBytes());
}

function ofKey(key: Key): Bytes {
  return Uint8Array.from(key.toBytes());
}
