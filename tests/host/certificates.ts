/** Certificates in a folder that goes with them, for tests. */

import { X509Certificate } from "node:crypto";
import { plain, type Transport } from "hb/host/socket.ts";
import { CredentialFiles } from "hb/host/tls/credential_files.ts";
import { readTexts } from "hb/host/tls/credentials.ts";
import { GatedStream } from "hb/host/tls/gated_stream.ts";
import { greet } from "hb/host/tls/handshake.ts";
import { clientUri, nodeUri, parseWho } from "hb/host/tls/subject.ts";
import { TlsSocket } from "hb/host/tls/tls_socket.ts";
import { tls, type TlsOptions } from "hb/host/tls/transport.ts";
import { type Certified, issue, makeAuthority, type Request } from "hb/host/tls/authority.ts";
import { filesOf, nodeName, writeCertified } from "../../tools/certificates/folder.ts";

export const DOMAIN = "cluster.internal";

/** An hour, in ms. */
export const HOUR = 3_600_000;

/** When certificates are valid. */
export const times = {
  now: { fromMs: Date.now() - 3 * HOUR, untilMs: Date.now() + 24 * HOUR },
  past: { fromMs: Date.now() - 2 * HOUR, untilMs: Date.now() - HOUR },
  future: { fromMs: Date.now() + HOUR, untilMs: Date.now() + 2 * HOUR },
};

/** A folder with an authority and certificates of three nodes and a client. */
export class Certificates {
  readonly folder: string = Deno.makeTempDirSync({ prefix: "certificates-" });
  authority: Certified;

  private constructor(authority: Certified) {
    this.authority = authority;
  }

  static async make(nodes = 3): Promise<Certificates> {
    const made = new Certificates(await makeAuthority("first", times.now));
    made.trust(made.authority);
    for (let node = 0; node < nodes; node++) await made.node(node);
    await made.client();
    return made;
  }

  /** From now on these are trusted, and no others. */
  trust(...authorities: readonly Certified[]): void {
    const certificate = authorities.map((each) => each.certificate).join("");
    writeCertified(this.folder, "ca", { ...authorities[0]!, certificate });
  }

  /** A certificate of a node, or what takes its place in its files. */
  async node(
    node: number,
    change: Partial<Request> = {},
    authority = this.authority,
  ): Promise<void> {
    const hosts = ["localhost", "127.0.0.1"];
    const usual = { uri: nodeUri(DOMAIN, node), hosts, listens: true, validity: times.now };
    writeCertified(this.folder, nodeName(node), await issue(authority, { ...usual, ...change }));
  }

  /** A certificate of the client. */
  async client(change: Partial<Request> = {}, authority = this.authority): Promise<void> {
    const usual = { uri: clientUri(DOMAIN, "ada"), hosts: [], listens: false, validity: times.now };
    writeCertified(this.folder, "client", await issue(authority, { ...usual, ...change }));
  }

  /** What node, or client, uses these. */
  transport(name: string, more: Partial<TlsOptions> = {}): Transport {
    return tls({ files: filesOf(this.folder, name), ...more });
  }

  /** Of a client that has no certificate. */
  anonymous(): Transport {
    return tls({ files: { authorities: `${this.folder}/ca.crt` } });
  }

  /** With a certificate that a careful side would not read for itself. */
  spoken(name: string): Transport {
    return careless(this.folder, name);
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.folder, { recursive: true });
  }
}

/** Dials with what is in the files, whatever that is. */
function careless(folder: string, name: string): Transport {
  const texts = readTexts(filesOf(folder, name));
  return {
    listen: plain.listen,
    async connect({ address, signal }) {
      const tcp = await Deno.connect({ ...address, signal }), stream = new GatedStream(tcp);
      const own = {
        certificate: texts.certificate!,
        key: texts.key!,
        who: parseWho(nodeUri(DOMAIN, 1))!,
      };
      const authorities = [new X509Certificate(texts.authorities)];
      const secure = greet(stream, { authorities, own }, address.hostname);
      const files = new CredentialFiles({ files: { authorities: `${folder}/ca.crt` } });
      return new TlsSocket({ tcp, stream, secure, wanted: { kind: "node", node: 0 }, files });
    },
  };
}
