/** Whether the other side of a TLS connection is who it has to be. @module */

import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { NodeId } from "../../model/protocol.ts";
import type { Shown } from "../trust.ts";
import { Refusal } from "../wire.ts";
import type { Credentials } from "./credentials.ts";
import { faultOf, signersOf } from "./fault.ts";
import { isReachedAt, type Subject, subjectOf } from "./subject.ts";

/** Who the other side has to be. */
export type Wanted =
  /** A node, wherever it is. */
  | { readonly kind: "node"; readonly node: NodeId }
  /** A node that may be at a host. */
  | { readonly kind: "host"; readonly host: string }
  /** Anybody who has a certificate; or who has none, if that is not required. */
  | { readonly kind: "anybody"; readonly certified: boolean };

/** What a handshake has brought. */
export interface Handshake {
  /** What the other side has shown; `undefined` if it has no certificate. */
  readonly certificate: X509Certificate | undefined;
  /** Whether TLS itself finds it in order, for this use. */
  readonly authorized: boolean;
  /** Why not. */
  readonly error: string;
  /** Whether it goes on with an earlier session. */
  readonly resumed: boolean;
}

/** Takes from a socket what there is to judge. */
export function handshakeOf(secure: TLSSocket): Handshake {
  const { raw } = secure.getPeerCertificate(true) ?? {};
  return {
    certificate: raw === undefined ? undefined : new X509Certificate(raw),
    authorized: secure.authorized === true,
    error: `${secure.authorizationError ?? "no reason is given"}`,
    resumed: secure.isSessionReused(),
  };
}

/** Who the other side is; throws a `Refusal` if it is not to be believed, or another than wanted. */
export function judge(
  { certificate, authorized, error, resumed }: Handshake,
  wanted: Wanted,
  { authorities, own }: Credentials,
  nowMs: number,
): Shown {
  // In a session that goes on, nobody looks at certificates again, whatever became of them
  // (CVE-2025-68121).
  if (resumed) throw new Refusal("a TLS session goes on, and each has to begin anew");
  if (certificate === undefined) return nobody(wanted);
  const subject = subjectOf(certificate.raw), words = wordsOf(subject);
  const fault = faultOf(certificate, signersOf(certificate, authorities), nowMs);
  if (fault !== undefined) throw new Refusal(`${words} ${fault}`);
  if (!authorized) throw new Refusal(`${words} is not one for this use: ${error}`);
  const { who } = subject;
  if (who === undefined || (own !== undefined && who.domain !== own.who.domain)) {
    const domain = own === undefined ? "a cluster" : `"${own.who.domain}"`;
    throw new Refusal(`${words} names nobody of ${domain}`);
  }
  assertWanted(subject, who.node, wanted);
  return { node: who.node, words };
}

function nobody(wanted: Wanted): Shown {
  if (wanted.kind !== "anybody" || wanted.certified) {
    throw new Refusal("no certificate was shown, and one is required");
  }
  return { node: null, words: "no certificate" };
}

function assertWanted(subject: Subject, node: NodeId | null, wanted: Wanted): void {
  const words = wordsOf(subject);
  if (wanted.kind === "node" && node !== wanted.node) {
    throw new Refusal(`${words} was shown, and that of node ${wanted.node} is required`);
  }
  if (wanted.kind !== "host") return;
  if (node === null) throw new Refusal(`${words} was shown, and that of a node is required`);
  if (isReachedAt(subject, wanted.host)) return;
  const places = [...subject.hosts, ...subject.ips].join(", ") || "no place";
  throw new Refusal(`${words} is for ${places}, and not for ${wanted.host}`);
}

/** Whose certificate it is, as far as it says so. */
export function wordsOf({ who }: Subject): string {
  return `the certificate of ${who?.words ?? "somebody else"}`;
}
