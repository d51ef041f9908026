/**
 * Who a node is, to others who have never met it: whoever holds the other half of its public keys. All of them come
 * from one secret of 32 bytes, so that there is one thing to keep, to back up and to lose.
 *
 * @module
 */

/** Bytes that Web Crypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** What everybody may know of somebody. */
export interface PublicIdentity {
  /** The Ed25519 key (RFC 8032) that its signatures are checked by: 32 bytes. */
  readonly signing: Bytes;
  /** The X25519 key (RFC 7748) by which two agree on the key of their codes: 32 bytes. */
  readonly agreement: Bytes;
}

/** What only the one knows whose it is. */
export interface Identity {
  /** What the others may know. */
  readonly public: PublicIdentity;
  /** Signs. */
  readonly signing: CryptoKey;
  /** Agrees on keys. */
  readonly agreement: CryptoKey;
  /** The secret behind both, for keys of further kinds. */
  readonly secret: Bytes;
}

/** How long a secret is, and each public key, in bytes. */
export const KEY_BYTES = 32;

/** What stands before the 32 bytes of a key in PKCS #8 (RFC 8410, section 7), up to the kind of key. */
const BEFORE_KIND = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65] as const;
const AFTER_KIND = [0x04, 0x22, 0x04, 0x20] as const;
const kinds = { X25519: 0x6e, Ed25519: 0x70 } as const;

/**
 * The identity behind a secret, which must have been drawn at random (`host/signing/new_secret.ts`): whoever guesses
 * it can sign. The secret is the private key of RFC 8032 itself; the one for codes is derived from it, since no key
 * should serve two algorithms.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { identityOf } from "hb/security/identity/secret.ts";
 *
 * const { signing } = (await identityOf(new Uint8Array(32))).public;
 * assertEquals(signing.toHex().slice(0, 16), "3b6a27bcceb6a42d");
 * ```
 */
export async function identityOf(secret: Uint8Array): Promise<Identity> {
  assertBytes(secret, KEY_BYTES, "use a secret");
  const own = Uint8Array.from(secret);
  const signing = await privateKey("Ed25519", own, ["sign"]);
  const agreement = await privateKey("X25519", await derived(own, "agreement"), ["deriveBits"]);
  return {
    public: { signing: await publicHalf(signing), agreement: await publicHalf(agreement) },
    signing,
    agreement,
    secret: own,
  };
}

/** 32 bytes that tell nothing of the secret, nor of what is derived from it for another purpose (HKDF, RFC 5869). */
export async function derived(secret: Bytes, purpose: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const info = new TextEncoder().encode(`happens before: ${purpose}`);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 8 * KEY_BYTES));
}

/** A secret as PKCS #8, as other programs keep keys of Ed25519. */
export function toPkcs8(secret: Uint8Array): Bytes {
  assertBytes(secret, KEY_BYTES, "export a secret");
  return pkcs8("Ed25519", secret);
}

/** The secret in a key of Ed25519 that is kept as PKCS #8. */
export function fromPkcs8(bytes: Uint8Array): Bytes {
  const secret = Uint8Array.from(bytes.subarray(-KEY_BYTES));
  const is = secret.length === KEY_BYTES &&
    pkcs8("Ed25519", secret).every((b, i) => b === bytes[i]);
  if (is && bytes.length === toPkcs8(secret).length) return secret;
  throw new TypeError(
    "Cannot import a secret because a private key of Ed25519 in PKCS #8 is required: " +
      `given ${bytes.length} bytes that are none`,
  );
}

/** Throws unless there are as many bytes as there must be; never shows them. */
export function assertBytes(bytes: Uint8Array, length: number, what: string): void {
  if (bytes instanceof Uint8Array && bytes.length === length) return;
  const given = bytes instanceof Uint8Array ? `${bytes.length} bytes` : typeof bytes;
  throw new RangeError(`Cannot ${what} because it must have ${length} bytes: given ${given}`);
}

function pkcs8(kind: keyof typeof kinds, secret: Uint8Array): Bytes {
  return Uint8Array.from([...BEFORE_KIND, kinds[kind], ...AFTER_KIND, ...secret]);
}

function privateKey(
  kind: keyof typeof kinds,
  secret: Bytes,
  uses: KeyUsage[],
): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", pkcs8(kind, secret), { name: kind }, true, uses);
}

/** Web Crypto gives the public half of a private key in this form only. */
async function publicHalf(key: CryptoKey): Promise<Bytes> {
  const { x } = await crypto.subtle.exportKey("jwk", key);
  return Uint8Array.fromBase64(x!, { alphabet: "base64url" });
}
