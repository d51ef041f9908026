/**
 * A folder of certificates:
 *
 * ```text
 * ca.crt, ca.key            the authority: who has its key can make everybody's certificate
 * node-0.crt, node-0.key …  one pair for each node
 * client.crt, client.key …  one pair for each client, by its name
 * ```
 *
 * @module
 */

import { X509Certificate } from "node:crypto";
import { certificateBlocks, type TlsFiles } from "hb/host/tls/credentials.ts";
import { OperationalError, reasonOf } from "hb/host/operational_error.ts";
import type { Certified } from "hb/host/tls/authority.ts";

/** The name of the authority's files. */
export const AUTHORITY = "ca";

/** The name of a node's files. */
export function nodeName(node: number): string {
  return `node-${node}`;
}

/** What a node needs of a folder. */
export function filesOf(folder: string, name: string): TlsFiles & Required<Pick<TlsFiles, "own">> {
  const own = { certificate: `${folder}/${name}.crt`, key: `${folder}/${name}.key` };
  return { authorities: `${folder}/${AUTHORITY}.crt`, own };
}

/** What a client needs: its certificate only if it is there, since some clusters ask for none. */
export function clientFilesOf(folder: string, name: string, required: boolean): TlsFiles {
  const files = filesOf(folder, name);
  return required || exists(files.own.certificate) ? files : { authorities: files.authorities };
}

/** Which files of these names are there already. */
export function present(folder: string, names: readonly string[]): string[] {
  return names.flatMap((name) => [`${name}.crt`, `${name}.key`])
    .filter((file) => exists(`${folder}/${file}`));
}

/** Whether there is a file. */
export function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new OperationalError(`Cannot look at ${path} because of this: ${reasonOf(error)}`);
  }
}

/** What a file holds. */
export function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    throw new OperationalError(
      `Cannot make certificates because ${path} must be read: ${reasonOf(error)}`,
    );
  }
}

/** What is there under a name; throws `OperationalError` if it is not whole. */
export function readCertified(folder: string, name: string): Certified {
  return {
    certificate: readText(`${folder}/${name}.crt`),
    key: readText(`${folder}/${name}.key`),
  };
}

/** The certificates in a file, the newest first. */
export function certificatesIn(pem: string): string[] {
  return certificateBlocks(pem).map((block) => `${block}\n`);
}

/** Reads a certificate; throws `OperationalError` if it is none. */
export function parseCertificate(path: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new OperationalError(
      `Cannot make certificates because ${path} must hold a certificate in PEM: given something else`,
    );
  }
}

/**
 * Writes both files, the key first. Each takes its name in one step, so that whoever reads it finds the
 * old one or the new one; whoever reads both in between finds that they do not fit, and reads again.
 */
export function writeCertified(
  folder: string,
  name: string,
  { certificate, key }: Certified,
): void {
  try {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeInOneStep(`${folder}/${name}.key`, key, 0o600);
    writeInOneStep(`${folder}/${name}.crt`, certificate, 0o644);
  } catch (error) {
    throw new OperationalError(
      `Cannot write certificates to ${folder} because a folder that can be written is required: ` +
        reasonOf(error),
    );
  }
}

function writeInOneStep(path: string, text: string, mode: number): void {
  const before = `${path}.new`;
  // What a run before this one left there may be open to others.
  try {
    Deno.removeSync(before);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  Deno.writeTextFileSync(before, text, { mode, createNew: true });
  Deno.renameSync(before, path);
}
