/** The command line of `deno task kv`. @module */

import { type Address, parseAddress } from "hb/host/address.ts";
import { parseCommandLine } from "../command/command_line.ts";
import { quoted, refuse } from "../command/usage_error.ts";
import { defaulting, flag, oneOf, several, text, value, wholeNumber } from "../command/option.ts";
import { longest, type Operation } from "./operation.ts";
import { typed } from "../command/typed.ts";

/** What was asked for. */
export interface KvArguments {
  readonly operation: Operation;
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

Asks the key–value store that "${
  typed("cluster")
}" runs. Any node will do; the one that leads is found.

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
  --help           this text

Exit codes: 0 done · 1 not done: no such key, not what was expected, nobody reached, an error
            2 the command line is wrong · 3 not known: it may have been done, or may yet be`;

const defaultAddresses = { own: [7100, 7101, 7102], grpc: [7200, 7201, 7202] };
const purpose = "ask the store";

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
    },
  }, args);
  const { at, "timeout-ms": timeoutMs, absent, read, ...rest } = values;
  const operation = operationOf(words, absent);
  if (rest.client !== undefined && rest.tls === undefined) {
    refuse(purpose, "--client needs --tls", `--client ${rest.client}`);
  }
  if (read !== "usual" && operation.type !== "get") {
    refuse(purpose, "--read is for get", quoted(words));
  }
  if (rest.grpc && (read === "log" || rest.cluster !== undefined)) {
    refuse(purpose, "--read and --cluster are not for --grpc", quoted(words));
  }
  const given = at.flat(), ports = rest.grpc ? defaultAddresses.grpc : defaultAddresses.own;
  const addresses = given.length > 0
    ? given
    : ports.map((port) => ({ hostname: "127.0.0.1", port }));
  return { ...rest, operation, addresses, timeoutMs, throughLog: read === "log" };
}

function addressesOf(text: string): Address[] | undefined {
  try {
    return text.split(",").map(parseAddress);
  } catch {
    return undefined;
  }
}

function assertShort(what: string, text: string, most: number): void {
  if (text.length > most) {
    refuse(purpose, `${what} has at most ${most} characters`, `${text.length}`);
  }
}

/** How many words each operation takes after its name. */
const forms: Readonly<Record<string, number>> = { get: 1, put: 2, del: 1, cas: 3 };

function operationOf(words: readonly string[], absent: boolean): Operation {
  const [type = "", key = "", ...values] = words;
  const wanted = Object.hasOwn(forms, type)
    ? forms[type]! - (absent && type === "cas" ? 1 : 0)
    : -1;
  if (wanted < 0 || words.length - 1 !== wanted || (absent && type !== "cas")) {
    refuse(
      purpose,
      'the form is "get KEY", "put KEY VALUE", "del KEY" or "cas KEY EXPECTED VALUE"',
      quoted(words),
    );
  }
  assertShort("a key", key, longest.key);
  for (const value of values) assertShort("a value", value, longest.value);
  const last = values.at(-1) ?? "";
  switch (type) {
    case "put":
      return { type, key, value: last };
    case "cas":
      return { type, key, expected: absent ? null : values[0]!, value: last };
    default:
      return { type: type as "get" | "del", key };
  }
}
