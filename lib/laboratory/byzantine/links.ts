/** Links of this machine on which everybody shows who it is: TLS, with certificates that are made and kept nowhere. @module */

import type { Transport } from "../../host/socket.ts";
import { type Certified, issue, makeAuthority } from "../../host/tls/authority.ts";
import { nodeUri } from "../../host/tls/subject.ts";
import { tls } from "../../host/tls/transport.ts";
import type { NodeId } from "../../model/protocol.ts";

/** The transports of a cluster. */
export interface Links {
  /** That of each node. */
  readonly of: (node: NodeId) => Transport;
  /** That of clients, who need show nothing. */
  readonly client: Transport;
}

const DOMAIN = "cluster.internal", HOUR_MS = 3_600_000;

/** Links between so many nodes, from the time `now` on, in ms since 1970, for an hour. */
export async function linksOf(nodes: number, now: number): Promise<Links> {
  const validity = { fromMs: now - HOUR_MS, untilMs: now + HOUR_MS };
  const authority = await makeAuthority("laboratory", validity);
  const own = await Promise.all(
    Array.from({ length: nodes }, (_, node) =>
      issue(authority, {
        uri: nodeUri(DOMAIN, node),
        hosts: ["127.0.0.1"],
        listens: true,
        validity,
      })),
  );
  const transports = own.map((each) => transportOf(authority, each));
  return { of: (node) => transports[node]!, client: transportOf(authority, undefined) };
}

/** No file is read: what is in them is here. */
function transportOf(
  { certificate: authorities }: Certified,
  own: Certified | undefined,
): Transport {
  const files = { authorities: "ca.crt", own: { certificate: "own.crt", key: "own.key" } };
  if (own === undefined) {
    return tls({ read: () => ({ authorities }), files: { authorities: files.authorities } });
  }
  return tls({ read: () => ({ authorities, ...own }), files, clients: "any" });
}
