/**
 * Who is turned away by TLS, tried over sockets of this machine: a node that listens, somebody who dials it, and
 * certificates that are made for it and forgotten afterwards. Nothing is simulated here.
 *
 * @module
 */

import { plain, type Socket, type Transport } from "../../host/socket.ts";
import { type Certified, issue, makeAuthority, type Validity } from "../../host/tls/authority.ts";
import { clientUri, nodeUri } from "../../host/tls/subject.ts";
import { tls, type TlsOptions } from "../../host/tls/transport.ts";
import { assertShown } from "../../host/trust.ts";
import { magic } from "../../host/wire.ts";

/** What was tried, and what became of it. */
export interface TlsRefusal {
  /** What is wrong; nothing in the first. */
  readonly what: string;
  /** Which of the two does not go on, and why; nobody in the first. */
  readonly refusedBy: "nobody" | "whoever listens" | "whoever dials";
  /** In words that follow "because"; empty in the first. */
  readonly why: string;
}

const DOMAIN = "cluster.internal", HOUR_MS = 3_600_000, HOST = "127.0.0.1";

/** Makes certificates for the time `now`, in ms since 1970, tries all, and closes what it opened. */
export async function tlsRefusals(now: number): Promise<readonly TlsRefusal[]> {
  const valid = { fromMs: now - HOUR_MS, untilMs: now + HOUR_MS };
  const past = { fromMs: now - 3 * HOUR_MS, untilMs: now - HOUR_MS };
  const [ours, theirs] = [await makeAuthority("ours", valid), await makeAuthority("theirs", valid)];
  const side = async (uri: string, given: Partial<Given> = {}) => {
    const { signer = ours, hosts = [HOST], validity = valid, at = now } = given;
    const listens = uri.includes("/node/");
    const own = await issue(signer, { uri, hosts: listens ? hosts : [], listens, validity });
    return transportOf(ours, own, at);
  };
  const [ada, node1] = [clientUri(DOMAIN, "ada"), nodeUri(DOMAIN, 1)];
  const node0 = nodeUri(DOMAIN, 0), listening = await side(node0);
  // A side with a certificate that has run out is one whose clock is behind.
  const expired = { validity: past, at: now - 2 * HOUR_MS };
  const pairs: readonly (readonly [string, Transport, Transport, number?])[] = [
    ["nothing", await side(ada), listening],
    ["the client's authority is not trusted", await side(ada, { signer: theirs }), listening],
    ["the client has no certificate", transportOf(ours, undefined, now), listening],
    ["the client's certificate has run out", await side(ada, expired), listening],
    ["the client speaks no TLS", plain, listening],
    ["node 1 says that it is node 2", await side(node1), listening, 2],
    ["the node's authority is not trusted", await side(ada), await side(node0, { signer: theirs })],
    ["the node is not where it was dialled", await side(ada), await side(node0, { hosts: ["db"] })],
  ];
  const refusals: TlsRefusal[] = [];
  for (const [what, dialler, listener, says] of pairs) {
    refusals.push({ what, ...await meet(dialler, listener, says ?? null) });
  }
  return refusals;
}

interface Given {
  readonly signer: Certified;
  readonly hosts: readonly string[];
  readonly validity: Validity;
  /** What the side's clock says, in ms since 1970. */
  readonly at: number;
}

/** Of whoever trusts an authority, with a certificate or without; no file is read. */
function transportOf(authority: Certified, own: Certified | undefined, at: number): Transport {
  const files = { authorities: "ca.crt", own: { certificate: "own.crt", key: "own.key" } };
  const read = () => ({ authorities: authority.certificate, ...own });
  const options: TlsOptions = { read, now: () => at, files: { authorities: files.authorities } };
  return tls(own === undefined ? options : { ...options, files });
}

/** Lets two meet; `says`: the node that the dialler says it is. */
async function meet(
  dialler: Transport,
  listener: Transport,
  says: number | null,
): Promise<Omit<TlsRefusal, "what">> {
  const acceptor = listener.listen({ hostname: HOST, port: 0 });
  const { port } = acceptor.addr as Deno.NetAddr, { signal } = new AbortController();
  const call = { address: { hostname: HOST, port }, node: says === null ? null : 0, signal };
  const [here, there] = await Promise.all([dialler.connect(call), acceptor.accept()]);
  try {
    if (here.trust === undefined) await here.write(Uint8Array.from(magic));
    const [byDialler, byListener] = await Promise.all([
      faultOf(here, null),
      faultOf(there, says),
    ]);
    if (byListener !== undefined) return { refusedBy: "whoever listens", why: byListener };
    if (byDialler !== undefined) return { refusedBy: "whoever dials", why: byDialler };
    return { refusedBy: "nobody", why: "" };
  } finally {
    for (const each of [here, there, acceptor]) each.close();
  }
}

/** Why a side does not believe the other; `undefined` if it does. The same words in every run. */
async function faultOf(socket: Socket, says: number | null): Promise<string | undefined> {
  try {
    assertShown({ node: says }, await socket.trust?.shown);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/\d{4}-\d\d-\d\dT[\d:]+Z/, "an hour ago");
  }
}
