/** The command line of `deno task certificates`. @module */

import { parseCommandLine } from "../command/command_line.ts";
import { defaulting, flag, text, value, wholeNumber } from "../command/option.ts";
import { seenFromHere } from "../command/place.ts";
import { typed } from "../command/typed.ts";
import { refuse } from "../command/usage_error.ts";
import { repositoryRoot as root } from "../run/locate.ts";
import { isHost } from "./hosts.ts";

/** What was asked for. */
export interface CertificatesArguments {
  readonly folder: string;
  readonly nodes: number;
  readonly clients: readonly string[];
  /** Where nodes are reached; what is in the certificates there, when one is renewed. */
  readonly hosts: readonly string[] | undefined;
  /** The domain of the cluster; what is in the certificates there, when one is made beside them. */
  readonly domain: string | undefined;
  readonly days: number;
  readonly authorityDays: number;
  /** Only this one, which is there, by the authority that is there; or another authority beside it. */
  readonly renew: string | undefined;
  /** Only this one, which is not there yet, by the authority that is there. */
  readonly add: string | undefined;
  readonly retire: boolean;
  readonly force: boolean;
}

/** Where certificates are, if nobody says. */
const usualFolder = `${root}/.cache/certificates`;

/** What `--help` prints. */
export const certificatesHelp = `${typed("certificates")} [options]

Makes an authority, and certificates that it signs for the nodes and clients of one cluster:
ca.crt and ca.key, node-0.crt and node-0.key, and so on, client.crt and client.key. Then
"${
  typed("cluster --tls")
}" encrypts all that is said, and who has no such certificate is turned away.
Keys are on the curve P-256, and only you can read them. Who has ca.key can be everybody: nodes and clients
do not need it, so keep it elsewhere.

  --folder DIR     where (.cache/certificates of the project)
  --nodes N        how many nodes, 1 to 99 (3)
  --clients NAMES  clients, with commas (client)
  --hosts NAMES    where the nodes are reached: names and IP addresses, with commas (localhost,127.0.0.1,::1)
  --domain NAME    the cluster in every certificate: those of one do not count in another (cluster.internal)
  --days N         how long certificates are valid, at most as long as the authority (30)
  --ca-days N      how long the authority is (365)
  --renew NAME     a new key and certificate for one, such as node-0 or client, by the authority that is
                   there. For ca: another authority, trusted beside the old one; then renew the others
  --add NAME       a key and certificate for one more node, such as node-3, or client
  --retire         the nodes trust only the newest authority from now on: end connections of the others
  --force          write over what is there: nobody with a certificate of the old authority is welcome then
  --help           this text

Nodes and clients that run read the files again within a second: they need not be started again.`;

const purpose = "make certificates";
const names = /^[a-z0-9][\w.-]{0,62}$/i;

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseCertificates(args: readonly string[]): CertificatesArguments {
  const { values } = parseCommandLine({
    purpose,
    words: false,
    options: {
      folder: defaulting(text("a folder"), seenFromHere(usualFolder)),
      nodes: wholeNumber(1, 99),
      clients: value("names with commas", listOf((name) => names.test(name))),
      hosts: value("names and IP addresses with commas", listOf(isHost)),
      domain: value("a name in lower case", only(/^[a-z0-9][a-z0-9._-]{0,62}$/)),
      days: defaulting(wholeNumber(1, 3650), 30),
      "ca-days": wholeNumber(1, 36_500),
      renew: value("the name of a certificate", only(names)),
      add: value("the name of a node or a client", only(names)),
      retire: flag(),
      force: flag(),
    },
  }, args);
  const { "ca-days": authorityDays = 365, nodes = 3, clients = ["client"], ...rest } = values;
  assertOneAim(values);
  if (rest.add === "ca") refuse(purpose, "--add must be the name of a node or a client", '"ca"');
  const reserved = clients.find((name) => /^(ca|node-\d+)$/.test(name));
  if (reserved !== undefined) {
    refuse(purpose, "a client must not be called ca or node-N", `"${reserved}"`);
  }
  const { hosts, domain, renew, add } = rest;
  return { ...rest, nodes, clients, authorityDays, hosts, domain, renew, add };
}

/** What was given, as far as it says whose certificates are made. */
interface Given {
  readonly renew?: string | undefined;
  readonly add?: string | undefined;
  readonly retire: boolean;
  readonly force: boolean;
  readonly nodes?: number | undefined;
  readonly clients?: readonly string[] | undefined;
  readonly "ca-days"?: number | undefined;
}

/** Nothing that was given is left undone without a word. */
function assertOneAim(given: Given): void {
  const { renew, add, retire, force, nodes, clients, "ca-days": authorityDays } = given;
  const one = renew !== undefined ? "--renew" : add !== undefined ? "--add" : retire && "--retire";
  const aims = [renew !== undefined && "--renew", add !== undefined && "--add"];
  const chosen = [...aims, retire && "--retire", force && "--force"].filter((each) => each);
  if (chosen.length > 1) {
    refuse(purpose, "one of --renew, --add, --retire and --force may be given", chosen.join(" "));
  }
  if (one === false) return;
  const others = [nodes !== undefined && "--nodes", clients !== undefined && "--clients"];
  const idle = [...others, authorityDays !== undefined && renew !== "ca" && "--ca-days"];
  const unused = idle.find((each) => each);
  if (unused) refuse(purpose, `${unused} must not be given where it changes nothing`, one);
}

function only(form: RegExp): (text: string) => string | undefined {
  return (text) => form.test(text) ? text : undefined;
}

function listOf(
  accepts: (word: string) => boolean,
): (text: string) => readonly string[] | undefined {
  return (text) => {
    const words = text.split(",");
    return words.every(accepts) ? words : undefined;
  };
}
