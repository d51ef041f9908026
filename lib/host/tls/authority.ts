/**
 * Certificates: an authority, and what it signs. Keys are of the curve P-256, signatures ECDSA with
 * SHA-256, which every TLS 1.3 has to know (RFC 8446, section 9.1).
 *
 * @module
 */

import { isIP } from "node:net";
// The library that follows needs it, and says so.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** Clocks differ: what is made now is valid a little before, in ms. */
const EARLIER_MS = 5 * 60_000;

/** A certificate and its key, in PEM. */
export interface Certified {
  /** The certificate. */
  readonly certificate: string;
  /** The key, which nobody else may have. */
  readonly key: string;
}

/** For how long. */
export interface Validity {
  /** From when on, in ms since 1970. */
  readonly fromMs: number;
  /** Until when, in ms since 1970. */
  readonly untilMs: number;
}

/** What a certificate is to say. */
export interface Request {
  /** Who it is for. */
  readonly uri: string;
  /** The names of hosts and IP addresses at which it is reached; a client is reached nowhere. */
  readonly hosts: readonly string[];
  /** Whether others dial it, as they do a node; a client only dials. */
  readonly listens: boolean;
  /** When it is believed. */
  readonly validity: Validity;
}

/** Some days from now on. */
export function daysFromNow(days: number): Validity {
  const now = Date.now();
  return { fromMs: now - EARLIER_MS, untilMs: now + days * 86_400_000 };
}

/** Makes an authority, which signs by itself. */
export async function makeAuthority(name: string, validity: Validity): Promise<Certified> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...common(validity),
    name: [{ CN: [name] }],
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return await inPem(certificate, keys);
}

/** Makes a key, and a certificate for it that an authority signs. */
export async function issue(authority: Certified, request: Request): Promise<Certified> {
  const { uri, hosts, listens, validity } = request, keys = await makeKeys();
  const issuer = new x509.X509Certificate(authority.certificate);
  const uses = [x509.ExtendedKeyUsage.clientAuth];
  if (listens) uses.unshift(x509.ExtendedKeyUsage.serverAuth);
  const certificate = await x509.X509CertificateGenerator.create({
    ...common(validity),
    subject: [{ CN: [uri.split("/").slice(-2).join(" ")] }],
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await readKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(uses),
      new x509.SubjectAlternativeNameExtension([{ type: "url", value: uri }, ...hosts.map(nameOf)]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return await inPem(certificate, keys);
}

function nameOf(host: string): x509.JsonGeneralName {
  return { type: isIP(host) === 0 ? "dns" : "ip", value: host };
}

function common({ fromMs, untilMs }: Validity) {
  // The first bit is none, as a serial number is positive, and of at most 20 bytes.
  const serial = crypto.getRandomValues(new Uint8Array(16));
  serial[0]! &= 0x7f;
  return {
    serialNumber: serial.toHex(),
    notBefore: new Date(fromMs),
    notAfter: new Date(untilMs),
    signingAlgorithm: algorithm,
  };
}

async function makeKeys(): Promise<CryptoKeyPair> {
  return await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as CryptoKeyPair;
}

async function readKey(pem: string): Promise<CryptoKey> {
  const bytes = x509.PemConverter.decodeFirst(pem);
  return await crypto.subtle.importKey("pkcs8", bytes, algorithm, false, ["sign"]);
}

async function inPem(
  certificate: x509.X509Certificate,
  { privateKey }: CryptoKeyPair,
): Promise<Certified> {
  const key = await crypto.subtle.exportKey("pkcs8", privateKey);
  return {
    certificate: `${certificate.toString("pem").trimEnd()}\n`,
    key: `${x509.PemConverter.encode(key, "PRIVATE KEY").trimEnd()}\n`,
  };
}
