/** What is wrong with a certificate. @module */

import type { X509Certificate } from "node:crypto";

/** Why it is not valid at a time, in ms since 1970, as in "it has expired"; `undefined` if it is. */
export function faultOfTime(certificate: X509Certificate, nowMs: number): string | undefined {
  const from = Date.parse(certificate.validFrom), until = Date.parse(certificate.validTo);
  // Whatever cannot be read is no time at which anything is valid.
  if (!(nowMs <= until)) return `has expired: it was valid until ${shown(until)}`;
  if (!(nowMs >= from)) return `is not valid yet: it will be from ${shown(from)}`;
  return undefined;
}

function shown(ms: number): string {
  return Number.isNaN(ms) ? "no time" : new Date(ms).toISOString().replace(".000Z", "Z");
}

/**
 * The authorities that have signed a certificate. Each signs by itself: whoever has another one between it and the
 * nodes gives that one's certificate.
 */
export function signersOf(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
): X509Certificate[] {
  return authorities.filter((each) =>
    certificate.issuer === each.subject && certificate.verify(each.publicKey)
  );
}

/**
 * Why a certificate is not believed: its time, or that none has signed it of those who are trusted, or only one
 * that has expired.
 */
export function faultOf(
  certificate: X509Certificate,
  signers: readonly X509Certificate[],
  nowMs: number,
): string | undefined {
  const fault = faultOfTime(certificate, nowMs);
  if (fault !== undefined) return fault;
  if (signers.length === 0) return "is from no authority that is trusted here";
  const faults = signers.map((each) => faultOfTime(each, nowMs));
  return faults.includes(undefined) ? undefined : `is from an authority that ${faults[0]}`;
}
