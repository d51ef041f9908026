/** What `deno task check-history --help` prints. @module */

import { formatExamples } from "./examples.ts";
import { models } from "./models.ts";
import { typed } from "../command/typed.ts";

const widest = Math.max(...[...models.keys()].map((name) => name.length));

const longest = Math.max(...formatExamples.map(({ name }) => name.length));

/** The usage, the models with an example each, and the formats. */
export const checkHelp = `${typed("check-history")} --model MODEL [options] FILE…

Reads recorded histories and says of each whether it is right, and if not, why. The exit code is 0 when
all are, 1 when one is not, and else 2 when one could not be decided.

  --model MODEL          what was recorded, see below
  --initial VALUE        what it starts with, in EDN: 0, '"a"', :a, '{:x 0}'
                         (nil; 0 for a counter, "" for kv)
  --nil-reads MEANING    what a read of nil tells: nil, that there was nothing, or, as in Knossos,
                         unknown (nil)
  --failed-cas MEANING   what a compare-and-set that failed tells: did-not-happen, or saw-another,
                         which is what Porcupine's logs of etcd mean (by the format)
  --keys CONSISTENCY     what is known of each key of an rw-register: sequential or linearizable;
                         a history that contradicts it is wrong
  --total N              what the accounts of a bank hold together (what its first read finds)
  --negative-balances    accounts of a bank may hold less than nothing
  --quiet                only the verdicts
  --budget-s N           how long a file may take, in seconds (60)
  --html FILE            write the histories as pictures, too
  --help                 this text

Models, with what a call or an end of one looks like:

${
  [...models].map(([name, { words, example }]) =>
    `  ${name.padEnd(widest)}  ${words}\n  ${"".padEnd(widest)}    ${example}`
  ).join("\n")
}

Formats, known by their first lines, packed by gzip or not:

${
  formatExamples.map(({ name, words, text }) =>
    `  ${name.padEnd(longest)}  ${words}\n  ${"".padEnd(longest)}    ${text.split("\n")[0]}`
  ).join("\n")
}

The book's page about histories has a whole example of each model and format, and what is said of it.

Values are compared as what they are: 1 is not "1", :a is not "a", and whole numbers of any size are
exact; 1 and 1.0 are one number. Independent keys: a field "key", or [key value] as every value.`;
