/** What one side of TLS has: the authorities that it trusts, and its own certificate and key. @module */

import { createPrivateKey, X509Certificate } from "node:crypto";
import { OperationalError, reasonOf } from "../operational_error.ts";
import { faultOfTime } from "./fault.ts";
import { subjectOf, type Who } from "./subject.ts";

/** Where it is, as paths of files in PEM. */
export interface TlsFiles {
  /** The certificates of authorities: whoever one of them has certified is trusted. */
  readonly authorities: string;
  /** What this side shows; only a client may do without. */
  readonly own?: { readonly certificate: string; readonly key: string };
}

/** The contents of the files. */
export interface TlsTexts {
  /** Certificates, one after another. */
  readonly authorities: string;
  /** This side's certificate. */
  readonly certificate?: string;
  /** Its private key. */
  readonly key?: string;
}

/** What one side has. */
export interface Credentials {
  /** The authorities, as certificates. */
  readonly authorities: readonly X509Certificate[];
  /** What this side shows. */
  readonly own: Own | undefined;
}

/** What one side shows. */
export interface Own {
  /** The certificate, in PEM. */
  readonly certificate: string;
  /** Its private key, in PEM. */
  readonly key: string;
  /** Who it is. */
  readonly who: Who;
}

/** Reads the files; throws `OperationalError`. */
export function readTexts({ authorities, own }: TlsFiles): TlsTexts {
  return {
    authorities: readText(authorities),
    ...(own && { certificate: readText(own.certificate), key: readText(own.key) }),
  };
}

function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    throw new OperationalError(`Cannot use TLS because ${path} must be read: ${reasonOf(error)}`);
  }
}

/**
 * What the files hold, at a time in ms since 1970; throws `OperationalError` if that is not what is
 * needed.
 */
export function credentialsOf(files: TlsFiles, texts: TlsTexts, nowMs: number): Credentials {
  const authorities = certificatesIn(files.authorities, texts.authorities);
  if (!authorities.every(({ ca }) => ca)) {
    refuse(files.authorities, "certificates of authorities", "one of somebody else");
  }
  return { authorities, own: ownOf(files, texts, nowMs) };
}

function ownOf({ own }: TlsFiles, texts: TlsTexts, nowMs: number): Own | undefined {
  const { certificate, key } = texts;
  if (own === undefined || certificate === undefined || key === undefined) return undefined;
  const leaf = certificatesIn(own.certificate, certificate)[0]!;
  if (!fits(leaf, own.key, key)) refuse(own.key, `the key of ${own.certificate}`, "another one");
  const { who } = subjectOf(leaf.raw);
  if (who === undefined) {
    const uri = "one URI, spiffe://DOMAIN/node/N or spiffe://DOMAIN/client/NAME";
    refuse(own.certificate, uri, "none of this form, or more");
  }
  const fault = faultOfTime(leaf, nowMs);
  if (fault !== undefined) {
    refuse(own.certificate, "a certificate that is valid", `one that ${fault}`);
  }
  return { certificate, key, who };
}

/** The parts of a text in PEM that look like certificates, in their order. */
export function certificateBlocks(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

function certificatesIn(path: string, text: string): X509Certificate[] {
  try {
    const found = certificateBlocks(text).map((pem) => new X509Certificate(pem));
    if (found.length > 0) return found;
  } catch {
    // It looks like one, and is none.
  }
  return refuse(path, "a certificate in PEM", "something else");
}

function fits(certificate: X509Certificate, path: string, pem: string): boolean {
  let key;
  try {
    key = createPrivateKey(pem);
  } catch {
    refuse(path, "a private key in PEM, without a password", "something else");
  }
  return certificate.checkPrivateKey(key);
}

function refuse(path: string, needed: string, given: string): never {
  throw new OperationalError(`Cannot use TLS because ${path} must hold ${needed}: given ${given}`);
}
