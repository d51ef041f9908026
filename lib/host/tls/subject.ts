/**
 * Whom a certificate is for. A URI names the one who has the key, as in SPIFFE (SPIFFE-ID and X.509-SVID,
 * 2018):
 *
 * ```text
 * spiffe://DOMAIN/node/2          node 2 of the cluster whose nodes are of DOMAIN
 * spiffe://DOMAIN/client/ada      a client
 * ```
 *
 * Names and IP addresses beside it say where a node may be reached. They are read from the bytes of the
 * certificate: in the text that platforms make of them, one name may look like two (CVE-2021-44532).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type Element, elementsOf } from "./der.ts";

/** Whom a certificate is for. */
export interface Subject {
  /**
   * The URI names the cluster, and who in it; `undefined` where there is none of this form, or more
   * than one.
   */
  readonly who: Who | undefined;
  /** Names of hosts, in lower case. */
  readonly hosts: readonly string[];
  /** IP addresses, as `showIp` writes them. */
  readonly ips: readonly string[];
}

/** One who can have a certificate. */
export interface Who {
  /** The cluster's domain. */
  readonly domain: string;
  /** The node; `null` for a client. */
  readonly node: NodeId | null;
  /** "node 2" or "client ada". */
  readonly words: string;
}

const form =
  /^spiffe:\/\/([a-z0-9._-]{1,255})\/(?:node\/(0|[1-9]\d{0,5})|client\/([\w.-]{1,100}))$/;

/**
 * Reads a URI of the form above.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseWho } from "hb/host/tls/subject.ts";
 *
 * const who = { domain: "store.internal", node: 2, words: "node 2" };
 * assertEquals(parseWho("spiffe://store.internal/node/2"), who);
 * assertEquals(parseWho("spiffe://store.internal/node/02"), undefined);
 * ```
 */
export function parseWho(uri: string): Who | undefined {
  const [, domain, node, client] = form.exec(uri) ?? [];
  if (domain === undefined) return undefined;
  return node === undefined
    ? { domain, node: null, words: `client ${client}` }
    : { domain, node: Number(node), words: `node ${node}` };
}

/** The URI of a node. */
export function nodeUri(domain: string, node: NodeId): string {
  return `spiffe://${domain}/node/${node}`;
}

/** The URI of a client. */
export function clientUri(domain: string, name: string): string {
  return `spiffe://${domain}/client/${name}`;
}

/** Whether a node may be reached at a host: one of its names, or one of its addresses. */
export function isReachedAt({ hosts, ips }: Subject, host: string): boolean {
  return hosts.includes(host.toLowerCase()) || ips.includes(showIp(host) ?? "");
}

/** An IP address in the one way to write it; `undefined` for anything else. */
export function showIp(text: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return URL.parse(`http://${text}`)?.hostname;
  return text.includes(":") ? URL.parse(`http://[${text}]`)?.hostname : undefined;
}

/** Tags of DER that lead to the names (RFC 5280, sections 4.1 and 4.2.1.6). */
const tags = {
  sequence: 0x30,
  oid: 0x06,
  octets: 0x04,
  extensions: 0xa3,
  name: 0x82,
  uri: 0x86,
  ip: 0x87,
};

/** The object identifier 2.5.29.17, subject alternative name, as bytes. */
const ALTERNATIVE_NAMES = "551d11";

/** Reads whom a certificate is for from its bytes, in DER; throws `MalformedBytes` if it is none. */
export function subjectOf(certificate: Uint8Array): Subject {
  const names = alternativeNames(certificate);
  const texts = (tag: number) =>
    names.filter((name) => name.tag === tag).map(({ bytes }) => String.fromCharCode(...bytes));
  const uris = texts(tags.uri);
  return {
    who: uris.length === 1 ? parseWho(uris[0]!) : undefined,
    hosts: texts(tags.name).map((name) => name.toLowerCase()),
    ips: names.filter(({ tag }) => tag === tags.ip).flatMap(({ bytes }) => ipOf(bytes) ?? []),
  };
}

function alternativeNames(certificate: Uint8Array): readonly Element[] {
  const [whole] = elementsOf(certificate);
  const [signed] = elementsOf(whole!.bytes);
  const extensions = elementsOf(signed!.bytes).find(({ tag }) => tag === tags.extensions);
  if (extensions === undefined) return [];
  for (const { bytes } of elementsOf(elementsOf(extensions.bytes)[0]!.bytes)) {
    const parts = elementsOf(bytes), value = parts.at(-1)!;
    if (parts[0]!.tag !== tags.oid || parts[0]!.bytes.toHex() !== ALTERNATIVE_NAMES) continue;
    if (value.tag === tags.octets) return elementsOf(elementsOf(value.bytes)[0]!.bytes);
  }
  return [];
}

function ipOf(bytes: Uint8Array): string | undefined {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) return undefined;
  return showIp(bytes.toHex().match(/.{4}/g)!.join(":"));
}
