/** The command line of `deno task kv`. @module */

import { type Address, parseAddress } from "hb/host/address.ts";
import { parseCommandLine } from "../command/command_line.ts";
import { quoted, refuse } from "../command/usage_error.ts";
import { defaulting, flag, oneOf, several, text, value, wholeNumber } from "../command/option.ts";
import type { Command } from "./operation.ts";
import { purpose } from "./refusing.ts";
import { commandOf } from "./words.ts";
import { typed } from "../command/typed.ts";

/** What was asked for. */
export interface KvArguments {
  readonly command: Command;
  readonly addresses: readonly Address[];
  readonly timeoutMs: number;
  readonly cluster?: string;
  /** The folder of the certificates, for TLS. */
  readonly tls?: string;
  /** The name of the client's certificate there, if it was given. */
  readonly client?: string;
  /** Whether a get goes through the log, however the cluster reads. */
  readonly throughLog: boolean;
  /** Whether it is asked over gRPC. */
  readonly grpc: boolean;
}

/** What `--help` prints. */
export const kvHelp = `${typed("kv get")} KEY
${typed("kv put")} KEY VALUE
${typed("kv del")} KEY
${typed("kv cas")} KEY EXPECTED VALUE      replaces EXPECTED by VALUE, if that is what is there
${typed("kv cas")} KEY --absent VALUE      puts VALUE, if nothing is there
${
  typed("kv range")
} FROM [TO]             prints the keys from FROM on, before TO, in order: 1000 at most
${typed("kv txn")} CLAUSE …                several things at once, or none of them
${typed("kv lease grant")} MS              begins a lease, and prints its number
${typed("kv lease")} renew|revoke|show ID  renews a lease, ends it, or tells what is known of it

Asks the key–value store that "${
  typed("cluster")
}" runs. Any node will do; the one that leads is found.

A transaction is a list of clauses, in any order. All comparisons must hold for what follows "then" to be done;
otherwise that is done which follows "else". It prints which, and what each operation gave:
  if KEY = VALUE, if KEY != VALUE, if KEY present, if KEY absent
  then OPERATION, else OPERATION: get KEY, put KEY VALUE [lease ID], del KEY, range FROM TO
as in: ${
  typed("kv txn")
} if ann = 10 if bob = 5 then put ann 7 then put bob 8 else get ann else get bob

A lease lives for at least MS ms after its grant and each renewal. Keys that are put with it are taken out
when it ends, all at once; a key that is put without it later stays.

  --at ADDRESS     a node, as HOST:PORT; several with commas, or given several times
                   (127.0.0.1:7100,127.0.0.1:7101,127.0.0.1:7102)
  --grpc           over gRPC, from a cluster that was started with --grpc: then the usual addresses are
                   127.0.0.1:7200,127.0.0.1:7201,127.0.0.1:7202
  --timeout-ms N   how long to try, in ms (5000)
  --tls DIR        by TLS, with the certificates in DIR that "${typed("certificates")}" makes
  --client NAME    with --tls, the client whose certificate to show (client, if it is there)
  --cluster NAME   ask only nodes of this cluster
  --read WAY       for get: log, through the log like a write; usual, as the cluster was started (usual)
  --absent         for cas: nothing must be there
  --lease ID       for put: the lease with whose end the key goes
  --id ID          for lease grant: the number of the lease; otherwise the store chooses one
  --help           this text

Exit codes: 0 done · 1 not done: no such key or lease, not what was expected (of a transaction: what follows
              "else" was done), nobody reached, an error
            2 the command line is wrong · 3 not known: it may have been done, or may yet be`;

const defaultAddresses = { own: [7100, 7101, 7102], grpc: [7200, 7201, 7202] };

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseKv(args: readonly string[]): KvArguments {
  const { values, words } = parseCommandLine({
    purpose,
    words: true,
    options: {
      at: several(value("HOST:PORT", addressesOf)),
      grpc: flag(),
      "timeout-ms": defaulting(wholeNumber(1, 600_000), 5000),
      tls: text("a folder"),
      client: value("the name of a client", (name) => /^[\w.-]+$/.test(name) ? name : undefined),
      cluster: text("a name"),
      read: defaulting(oneOf(["usual", "log"]), "usual"),
      absent: flag(),
      lease: wholeNumber(1),
      id: wholeNumber(1),
    },
  }, args);
  const { at, "timeout-ms": timeoutMs, absent, lease, id, read, ...rest } = values;
  const command = commandOf(words, {
    absent,
    ...(lease === undefined ? {} : { lease }),
    ...(id === undefined ? {} : { id }),
  });
  if (rest.client !== undefined && rest.tls === undefined) {
    refuse(purpose, "--client needs --tls", `--client ${rest.client}`);
  }
  if (read !== "usual" && command.type !== "get") {
    refuse(purpose, "--read is for get", quoted(words));
  }
  if (rest.grpc && (read === "log" || rest.cluster !== undefined)) {
    refuse(purpose, "--read and --cluster are not for --grpc", quoted(words));
  }
  const given = at.flat(), ports = rest.grpc ? defaultAddresses.grpc : defaultAddresses.own;
  const addresses = given.length > 0
    ? given
    : ports.map((port) => ({ hostname: "127.0.0.1", port }));
  return { ...rest, command, addresses, timeoutMs, throughLog: read === "log" };
}

function addressesOf(text: string): Address[] | undefined {
  try {
    return text.split(",").map(parseAddress);
  } catch {
    return undefined;
  }
}
