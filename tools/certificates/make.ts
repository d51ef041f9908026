/** What `deno task certificates` does to a folder. @module */

import { X509Certificate } from "node:crypto";
import { OperationalError } from "hb/host/operational_error.ts";
import { faultOfTime } from "hb/host/tls/fault.ts";
import { clientUri, nodeUri, parseWho, type Subject, subjectOf } from "hb/host/tls/subject.ts";
import type { CertificatesArguments } from "./arguments.ts";
import {
  type Certified,
  daysFromNow,
  issue,
  makeAuthority,
  type Request,
} from "hb/host/tls/authority.ts";
import {
  AUTHORITY,
  certificatesIn,
  exists,
  nodeName,
  parseCertificate,
  present,
  readCertified,
  readText,
  writeCertified,
} from "./folder.ts";

/** Where nodes are reached, if nobody says. */
const usualHosts = ["localhost", "127.0.0.1", "::1"];

/** The domain of a cluster, if nobody says. */
const usualDomain = "cluster.internal";

/** Does what was asked for; returns a line for each that was made. */
export async function makeCertificates(options: CertificatesArguments): Promise<string[]> {
  const { renew, add, retire } = options;
  if (retire) return retireOld(options);
  if (renew === AUTHORITY) return await renewAuthority(options);
  const one = renew ?? add;
  if (one === undefined) return await makeAll(options);
  return [await renewOne(options, one)];
}

async function makeAll(options: CertificatesArguments): Promise<string[]> {
  const { folder, force, domain = usualDomain, days, hosts = usualHosts } = options;
  const nodes = Array.from({ length: options.nodes }, (_, node) => {
    return { name: nodeName(node), uri: nodeUri(domain, node), hosts, listens: true };
  });
  const clients = options.clients.map((name) => {
    return { name, uri: clientUri(domain, name), hosts: [], listens: false };
  });
  const all = [...nodes, ...clients];
  const there = present(folder, [AUTHORITY, ...all.map(({ name }) => name)]);
  if (there.length > 0 && !force) {
    throw new OperationalError(
      `Cannot make certificates because ${folder} must not have them yet: given ${there[0]}` +
        `${
          there.length > 1 ? ` and ${there.length - 1} more` : ""
        }. --renew NAME makes one anew, ` +
        "--force all",
    );
  }
  const authority = await newAuthority(domain, options);
  const lines = [made(AUTHORITY, authority)], written: [string, Certified][] = [];
  for (const { name, ...request } of all) {
    const [certified, line] = await sign(name, folder, authority, { ...request, days });
    written.push([name, certified]);
    lines.push(line);
  }
  // Only when all could be made is any of them written.
  for (const [name, certified] of [[AUTHORITY, authority] as const, ...written]) {
    writeCertified(folder, name, certified);
  }
  return lines;
}

/** What is renewed is there, or a misspelt name would make a certificate that nobody reads. */
function assertKnown({ folder, renew }: CertificatesArguments, name: string): void {
  const known = present(folder, [name]).length > 0, path = `${folder}/${name}.crt`;
  if (known === (renew !== undefined)) return;
  throw new OperationalError(
    known
      ? `Cannot add ${path} because it must not be there yet: given "${name}". --renew ${name} makes it anew`
      : `Cannot renew ${path} because it must be there: given "${name}". --add ${name} makes one more`,
  );
}

async function newAuthority(
  domain: string,
  { authorityDays }: CertificatesArguments,
): Promise<Certified> {
  // Authorities of one cluster differ by name, so that each certificate says which one has signed it.
  const mark = crypto.getRandomValues(new Uint8Array(4)).toHex();
  return await makeAuthority(`${domain} ${mark}`, daysFromNow(authorityDays));
}

/** A certificate that is valid for some days, but no longer than its authority, and the line about it. */
async function sign(
  name: string,
  folder: string,
  authority: Certified,
  { days, ...request }: Omit<Request, "validity"> & { readonly days: number },
): Promise<[Certified, string]> {
  const signer = new X509Certificate(authority.certificate), wanted = daysFromNow(days);
  const fault = faultOfTime(signer, Date.now()), end = Date.parse(signer.validTo);
  if (fault !== undefined) {
    throw new OperationalError(
      `Cannot make certificates because the authority in ${folder}/${AUTHORITY}.crt must be valid: ` +
        `given one that ${fault}. --renew ${AUTHORITY} makes another`,
    );
  }
  const validity = { ...wanted, untilMs: Math.min(wanted.untilMs, end) };
  const certified = await issue(authority, { ...request, validity });
  const why = end < wanted.untilMs ? `, and not for ${days} days: its authority ends then` : "";
  return [certified, `${made(name, certified)}${why}`];
}

/** The one whose key is there comes first in the file. */
function readAuthority(folder: string): Certified {
  const { certificate, key } = readCertified(folder, AUTHORITY);
  const path = `${folder}/${AUTHORITY}.crt`, newest = certificatesIn(certificate)[0] ?? "";
  parseCertificate(path, newest);
  return { certificate: newest, key };
}

async function renewOne(options: CertificatesArguments, name: string): Promise<string> {
  const { folder, days } = options, path = `${folder}/${name}.crt`;
  const authority = readAuthority(folder);
  assertKnown(options, name);
  const before = exists(path) ? subjectIn(path) : undefined;
  const who = before?.who;
  const uri = before === undefined ? newUri(options, name) : uriOf(path, before);
  const listens = parseWho(uri)?.node !== null;
  const known = who === undefined ? undefined : [...before!.hosts, ...before!.ips.map(bare)];
  const hosts = listens ? options.hosts ?? known ?? usualHosts : [];
  const [certified, line] = await sign(name, folder, authority, { uri, hosts, listens, days });
  writeCertified(folder, name, certified);
  return line;
}

function subjectIn(path: string): Subject {
  return subjectOf(parseCertificate(path, readText(path)).raw);
}

function uriOf(path: string, { who }: Subject): string {
  if (who === undefined) {
    throw new OperationalError(
      `Cannot renew ${path} because it must name a node or a client: given a certificate that names none`,
    );
  }
  const { domain, node, words } = who;
  return node === null ? clientUri(domain, words.slice("client ".length)) : nodeUri(domain, node);
}

/** One more, of the cluster that is there. */
function newUri(options: CertificatesArguments, name: string): string {
  const domain = domainOf(options);
  const [, node] = /^node-(\d+)$/.exec(name) ?? [];
  return node === undefined ? clientUri(domain, name) : nodeUri(domain, Number(node));
}

/** The domain of the cluster whose certificates are there, or what was given. */
function domainOf({ folder, domain }: CertificatesArguments): string {
  const path = `${folder}/${nodeName(0)}.crt`;
  return domain ?? (exists(path) ? subjectIn(path).who?.domain : undefined) ?? usualDomain;
}

/** An address without the brackets that it has in a URL. */
function bare(ip: string): string {
  return ip.replace(/^\[|\]$/g, "");
}

async function renewAuthority(options: CertificatesArguments): Promise<string[]> {
  const { folder } = options, before = readText(`${folder}/${AUTHORITY}.crt`);
  const authority = await newAuthority(domainOf(options), options);
  const certificate = authority.certificate + certificatesIn(before).join("");
  writeCertified(folder, AUTHORITY, { ...authority, certificate });
  return [made(AUTHORITY, authority)];
}

function retireOld({ folder }: CertificatesArguments): string[] {
  const authority = readAuthority(folder);
  writeCertified(folder, AUTHORITY, authority);
  return [made(AUTHORITY, authority)];
}

function made(name: string, { certificate }: Certified): string {
  const { validTo } = parseCertificate(name, certificate);
  return `${name}: valid until ${
    new Date(validTo).toISOString().slice(0, 16).replace("T", " ")
  } UTC`;
}
