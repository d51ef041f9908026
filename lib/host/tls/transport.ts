/**
 * Sockets that are encrypted and whose two sides show who they are: TLS 1.3, with certificates on both sides.
 *
 * A node is named by its certificate (`subject.ts`); which node a peer is, its certificate says. A client
 * looks whether the certificate is for the host that it dials. Sessions are never resumed, and what was
 * believed once is looked at again: a connection ends within about two seconds after its certificate has
 * expired, or the last authority that signed it has gone from the files.
 *
 * @module
 */

import type { Address } from "../address.ts";
import type { Acceptor, Call, Socket, Transport } from "../socket.ts";
import { OperationalError } from "../operational_error.ts";
import { CredentialFiles, type CredentialFilesOptions } from "./credential_files.ts";
import { GatedStream } from "./gated_stream.ts";
import { answer, greet } from "./handshake.ts";
import type { Wanted } from "./judge.ts";
import { TlsSocket } from "./tls_socket.ts";

/** How to use TLS. The files are read again when they change. */
export interface TlsOptions extends CredentialFilesOptions {
  /** Whether clients need a certificate, too; nodes always do. Default: yes. */
  readonly clients?: "certified" | "any";
  /**
   * What is spoken over it, as both sides may say in the handshake (ALPN, RFC 7301): "h2" for HTTP/2.
   * Default: nothing is said.
   */
  readonly protocols?: readonly string[];
}

/** Makes sockets with TLS; throws `OperationalError` if the files cannot be used. */
export function tls({ clients = "certified", protocols, ...options }: TlsOptions): Transport {
  const files = new CredentialFiles(options);
  return {
    async connect({ address, node, signal }: Call): Promise<Socket> {
      const tcp = await Deno.connect({ ...address, signal });
      const stream = new GatedStream(tcp), host = address.hostname;
      const wanted: Wanted = node === null ? { kind: "host", host } : { kind: "node", node };
      const secure = greet(stream, files.current, host, protocols);
      return new TlsSocket({ tcp, stream, secure, wanted, files });
    },
    listen: (address) =>
      listen(address, files, { kind: "anybody", certified: clients !== "any" }, protocols),
  };
}

function listen(
  address: Address,
  files: CredentialFiles,
  wanted: Wanted,
  protocols?: readonly string[],
): Acceptor {
  if (files.current.own === undefined) {
    throw new OperationalError("a certificate of its own is required for TLS");
  }
  const listener = Deno.listen({ ...address, transport: "tcp" });
  return {
    addr: listener.addr,
    close: () => listener.close(),
    async accept(): Promise<Socket> {
      const tcp = await listener.accept();
      const stream = new GatedStream(tcp), secure = answer(stream, files.current, protocols);
      return new TlsSocket({ tcp, stream, secure, wanted, files });
    },
  };
}
