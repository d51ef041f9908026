/** What carries the bytes between the nodes of a cluster. @module */

import { plain, type Transport } from "hb/host/socket.ts";
import { OperationalError } from "hb/host/operational_error.ts";
import { CredentialFiles } from "hb/host/tls/credential_files.ts";
import { tls } from "hb/host/tls/transport.ts";
import { exists, filesOf, nodeName, present } from "../certificates/folder.ts";
import { typed } from "../command/typed.ts";
import type { ClusterArguments } from "./arguments.ts";

/**
 * What was asked for; throws `OperationalError` if the certificates cannot be used by this node.
 * `protocols` are what is spoken over TLS.
 */
export function transportOf(
  { tls: folder, clientCertificates }: Pick<ClusterArguments, "tls" | "clientCertificates">,
  node: number,
  log: (line: string) => void,
  protocols: readonly string[] = [],
): Transport {
  if (folder === undefined) return plain;
  assertCertificates(folder, node);
  const clients = clientCertificates === "optional" ? "any" : "certified";
  return tls({ files: filesOf(folder, nodeName(node)), clients, protocols, log });
}

/** Throws `OperationalError` unless a folder has what this node needs. */
export function assertCertificates(folder: string, node: number): void {
  const files = filesOf(folder, nodeName(node));
  const missing = [files.authorities, files.own.certificate, files.own.key]
    .find((path) => !exists(path));
  if (missing !== undefined) {
    const name = nodeName(node), how = present(folder, [name]).length > 0 ? "--renew" : "--add";
    const one = exists(files.authorities) ? ` ${how} ${name}` : "";
    throw new OperationalError(
      `Cannot use TLS because ${missing} must be there: ` +
        `"${typed(`certificates --folder ${folder}${one}`)}" makes it`,
    );
  }
  const { current: { own } } = new CredentialFiles({ files });
  if (own!.who.node === node) return;
  throw new OperationalError(
    `Cannot use TLS because ${files.own.certificate} must be of node ${node}: ` +
      `given the certificate of ${own!.who.words}`,
  );
}
