/**
 * Jupyter messages as ZeroMQ parts (https://jupyter-client.readthedocs.io/en/stable/messaging.html):
 *
 *     identities… | "<IDS|MSG>" | signature | header | parent header | metadata | content
 *
 * The signature is HMAC-SHA256 over the last four, in hex.
 *
 * @module
 */

import { concat } from "./frames.ts";

/** What a message says about itself. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly [key: string]: unknown;
}

/** A message, in either direction. */
export interface Message {
  readonly header: Header;
  /** The header of the request that this one answers; empty if none. */
  readonly parent: Partial<Header>;
  readonly metadata: Record<string, unknown>;
  readonly content: Record<string, unknown>;
}

const DELIMITER = "<IDS|MSG>";
const utf8 = new TextEncoder();
const text = new TextDecoder();

/** The key that both sides sign with. */
export function importKey(key: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", utf8.encode(key), algorithm, false, ["sign", "verify"]);
}

/** The parts of a signed message. */
export async function encodeSigned(message: Message, key: CryptoKey): Promise<Uint8Array[]> {
  const { header, parent, metadata, content } = message;
  const body = [header, parent, metadata, content].map((part) => utf8.encode(JSON.stringify(part)));
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, concat(body)));
  return [utf8.encode(DELIMITER), utf8.encode(signature.toHex()), ...body];
}

/** The message that the parts carry. Throws if the signature does not fit. */
export async function decodeSigned(
  parts: readonly Uint8Array[],
  key: CryptoKey,
): Promise<Message> {
  const at = parts.findIndex((part) => text.decode(part) === DELIMITER);
  const body = parts.slice(at + 2, at + 6);
  if (at < 0 || body.length < 4) {
    throw new Error(
      `Cannot read a Jupyter message because ` +
        `${DELIMITER}, a signature and four parts are required: ` +
        `given ${parts.length} parts`,
    );
  }
  const signature = Uint8Array.fromHex(text.decode(parts[at + 1]));
  if (!await crypto.subtle.verify("HMAC", key, signature, concat(body))) {
    throw new Error(
      "Cannot trust a Jupyter message because its signature does not fit its contents",
    );
  }
  const [header, parent, metadata, content] = body.map((part) => JSON.parse(text.decode(part)));
  return { header, parent, metadata, content };
}
