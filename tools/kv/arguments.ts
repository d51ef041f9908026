/** The command line of `deno task kv`. @module */

import { type Address, parseAddress } from "hb/host/address.ts";
import { numberFor, Options } from "../cluster/options.ts";
import { longest } from "../cluster/store_machine.ts";
import type { Operation } from "./operation.ts";

/** What was asked for. */
export interface KvArguments {
  readonly operation: Operation;
  readonly addresses: readonly Address[];
  readonly timeoutMs: number;
  readonly cluster?: string;
}

/** What `--help` prints. */
export const kvHelp = `deno task kv get KEY
deno task kv put KEY VALUE
deno task kv del KEY
deno task kv cas KEY EXPECTED VALUE      replaces EXPECTED by VALUE, if that is what is there
deno task kv cas KEY --absent VALUE      puts VALUE, if nothing is there

Asks the key–value store that "deno task cluster" runs. Any node will do; the one that leads is found.

  --at ADDRESS     a node, as HOST:PORT; several with commas, or given several times
                   (127.0.0.1:7100,127.0.0.1:7101,127.0.0.1:7102)
  --timeout-ms N   how long to try, in ms (5000)
  --cluster NAME   ask only nodes of this cluster
  --absent         for cas: nothing must be there
  --help           this text

Exit codes: 0 done · 1 not done: no such key, not what was expected, nobody reached, an error
            2 the command line is wrong · 3 not known: it may have been done, or may yet be`;

const defaultAddresses = ["127.0.0.1:7100", "127.0.0.1:7101", "127.0.0.1:7102"];

/** Reads the command line; `undefined` if it asks for help. Throws `Trouble` if something is not known. */
export function parseKv(args: readonly string[]): KvArguments | undefined {
  const options = new Options("ask the store", args, {
    values: ["--at", "--timeout-ms", "--cluster"],
    flags: ["--absent", "--help"],
  });
  if (options.has("--help")) return undefined;
  const given = options.all("--at").flatMap((text) => text.split(","));
  const cluster = options.value("--cluster");
  return {
    operation: operationOf(options),
    addresses: (given.length === 0 ? defaultAddresses : given).map((text) =>
      address(text, options)
    ),
    timeoutMs: numberFor(options, "--timeout-ms", 5000, 1, 600_000),
    ...(cluster === undefined ? {} : { cluster }),
  };
}

function assertShort(options: Options, what: string, text: string, most: number): void {
  if (text.length > most) {
    options.reject(`${what} has at most ${most} characters`, `${text.length}`);
  }
}

function address(text: string, options: Options): Address {
  try {
    return parseAddress(text);
  } catch {
    return options.reject("--at must be HOST:PORT", `"${text}"`);
  }
}

/** How many words each operation takes after its name. */
const forms: Readonly<Record<string, number>> = { get: 1, put: 2, del: 1, cas: 3 };

function operationOf(options: Options): Operation {
  const absent = options.has("--absent");
  const [type = "", key = "", ...values] = options.words;
  const wanted = Object.hasOwn(forms, type)
    ? forms[type]! - (absent && type === "cas" ? 1 : 0)
    : -1;
  if (wanted < 0 || options.words.length - 1 !== wanted || (absent && type !== "cas")) {
    const words = options.words.length === 0 ? "nothing" : `"${options.words.join(" ")}"`;
    options.reject(
      'the form is "get KEY", "put KEY VALUE", "del KEY" or "cas KEY EXPECTED VALUE"',
      words,
    );
  }
  assertShort(options, "a key", key, longest.key);
  for (const value of values) assertShort(options, "a value", value, longest.value);
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
