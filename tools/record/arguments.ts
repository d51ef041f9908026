/** The command line of `deno task record-history`. @module */

import { type WorkloadName, workloads } from "hb/laboratory/transactions/workloads.ts";
import { parseCommandLine } from "../command/command_line.ts";
import { defaulting, flag, oneOf, text, wholeNumber } from "../command/option.ts";
import { seenFromHere } from "../command/place.ts";
import { typed } from "../command/typed.ts";
import { quoted, refuse } from "../command/usage_error.ts";
import { type Kind, kindOf, kinds } from "./kinds.ts";
import type { Wanted } from "./record.ts";

/** What was asked for: one run, or the recordings of the book. */
export type RecordArguments = { readonly book: true } | {
  readonly book: false;
  readonly kind: Kind;
  readonly wanted: Wanted;
  /** Where it is written; printed by default. */
  readonly out: string | undefined;
};

const names = Object.keys(workloads) as WorkloadName[];
const usual = { workload: "list-append", transactions: 120, clients: 5, seed: 1 } as const;
const most = { transactions: 10_000, clients: 30, seed: 2 ** 31 - 1 };

const databases = kinds.map(({ database, level }) => `  ${database.padEnd(10)}${level}`).join("\n");

/** What `--help` prints. */
export const recordHelp = `${typed("record-history")} DATABASE LEVEL [options]
${typed("record-history")} --book

Runs transactions of a few clients on a real database, notes what each of them saw, and judges it. The database
is started for it in a scratch folder, and is gone afterwards. DATABASE and LEVEL, as the database calls it, are

${databases}

PostgreSQL must be installed (Debian: postgresql); DuckDB is a package of npm of 70 MB that is downloaded.

  --workload W      ${names.slice(0, 3).join(", ")},
                    ${names.slice(3).join(", ")} (${usual.workload})
  --seed S          draws the transactions and whose turn it is (${usual.seed})
  --transactions N  how many, 1 to ${most.transactions} (${usual.transactions})
  --clients N       how many overlap, 1 to ${most.clients} (${usual.clients})
  --hang-ups P      out of a hundred, how many hang up as they commit: postgres only (0)
  --out FILE        write the recording to a file
  --book            record anew the runs that stand in lib/laboratory/transactions/recorded
  --help            this text`;

const purpose = "record a history";

const options = {
  workload: defaulting(oneOf(names), usual.workload),
  seed: defaulting(wholeNumber(0, most.seed), usual.seed),
  transactions: defaulting(wholeNumber(1, most.transactions), usual.transactions),
  clients: defaulting(wholeNumber(1, most.clients), usual.clients),
  "hang-ups": defaulting(wholeNumber(0, 100), 0),
  out: text("a file"),
  book: flag(),
};

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseRecord(args: readonly string[]): RecordArguments {
  const { values, words } = parseCommandLine({ purpose, options, words: true }, args);
  if (values.book) {
    if (words.length > 0) refuse(purpose, "--book goes with no database", quoted(words));
    return { book: true };
  }
  const [database = "", ...level] = words;
  const kind = kindOf(database, level.join(" "));
  if (kind === undefined) {
    const all = kinds.map((each) => `"${each.database} ${each.level}"`).join(", ");
    refuse(purpose, `a database and its level must be one of ${all}`, quoted(words));
  }
  const { workload, seed, transactions, clients, "hang-ups": hangUps } = values;
  if (hangUps > 0 && database !== "postgres") {
    refuse(purpose, "--hang-ups goes with postgres, as others always answer", quoted(words));
  }
  const out = values.out === undefined ? undefined : seenFromHere(values.out);
  return { book: false, kind, wanted: { workload, seed, transactions, clients, hangUps }, out };
}
