/**
 * Small histories that checkers were seen to judge wrongly, to refuse or to merge; each file is in
 * `cases/`, and its line says what must come out and why.
 */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseArguments } from "../../tools/check_history/arguments.ts";
import { checkFile } from "../../tools/check_history/file.ts";
import { codes } from "../../tools/check_history/codes.ts";

interface Case {
  readonly file: string;
  readonly model: string;
  readonly options?: readonly string[];
  /** The exit code: 0 for ok, 1 for a violation, 2 for what could not be decided. */
  readonly code: number;
  /** What the evidence says. */
  readonly says?: readonly string[];
  /** What it must not say. */
  readonly never?: readonly string[];
  readonly why: string;
}

const cases: readonly Case[] = [
  {
    file: "01-failed-cas.edn",
    model: "register",
    code: 0,
    why: "Jepsen's :fail says that it did not happen, and nothing of the value that was there",
  },
  {
    file: "01-failed-cas.edn",
    model: "register",
    options: ["--failed-cas", "saw-another"],
    code: 1,
    why: "in Porcupine's logs of etcd it says that another value was there",
  },
  {
    file: "02-initial-0.edn",
    model: "register",
    options: ["--initial", "0"],
    code: 0,
    why: "Knossos's register starts at 0",
  },
  { file: "02-initial-0.edn", model: "register", code: 1, why: "others start at nil" },
  {
    file: "02-initial-0.edn",
    model: "register",
    options: ["--initial", '"0"'],
    code: 1,
    why: 'the text "0" is not the number 0',
  },
  {
    file: "04-own-read-g-single.edn",
    model: "list-append",
    code: 1,
    says: ["G-single: "],
    never: ["snapshot isolation"],
    why: "wherever 3 lands beside 4, a G-single follows",
  },
  {
    file: "05-rw-stale-single-key.edn",
    model: "rw-register",
    code: 0,
    never: ["strict serializable"],
    why: "strict serializability implies that each key is linearizable",
  },
  {
    file: "05b-same-as-register.edn",
    model: "register",
    code: 1,
    why: "the read returns what was overwritten before it began",
  },
  {
    file: "07-self-overwrite.edn",
    model: "rw-register",
    code: 1,
    says: ["internal: "],
    never: ["lost update", "G-single"],
    why: "a transaction that wrongly reads its own value first was overwritten by nobody",
  },
  {
    file: "08-string-process.jsonl",
    model: "register",
    code: 0,
    says: ['"w0" is process 0'],
    why: "a process may be named by a text",
  },
  {
    file: "09-json-64-bit.jsonl",
    model: "register",
    code: 1,
    says: ["read → 9007199254740992 by process 1"],
    why: "two whole numbers above 2⁵³ are not the same number",
  },
  {
    file: "10-key-1-and-text-1.edn",
    model: "register",
    code: 0,
    says: ["on 2 keys"],
    why: 'key 1 and key "1" are two keys',
  },
  {
    file: "11-nothing-committed.edn",
    model: "rw-register",
    code: 2,
    why: "where nothing is known to have committed, no level can be said to hold",
  },
  { file: "12-json-array.json", model: "register", code: 0, why: "elle-cli takes one JSON array" },
  {
    file: "13b-no-process.edn",
    model: "list-append",
    code: 1,
    says: ["G1c: T0 → T1 → T0", "each may have begun at any time before its end"],
    why: "Elle takes maps without :f and :process",
  },
  {
    file: "14-history.txt",
    model: "register",
    code: 1,
    why: "process 3 reads 2 although 0 was written after its compare-and-set",
  },
  { file: "15-vector-key.edn", model: "list-append", code: 0, why: "keys may be vectors" },
  { file: "16-pretty.edn", model: "register", code: 0, why: "a map may take several lines" },
  { file: "19-nan.edn", model: "register", code: 0, why: "##NaN is EDN" },
];

Deno.test("every file of the cases is in the table", async () => {
  const files = await Array.fromAsync(Deno.readDir(new URL("cases/", import.meta.url)));
  const names = new Set(cases.map(({ file }) => file));
  assertEquals(files.map(({ name }) => name).filter((name) => !names.has(name)), []);
});

for (const { file, model, options = [], code, says = [], never = [], why } of cases) {
  Deno.test(`${[file, "is a", model, ...options].join(" ")}: ${why}`, async () => {
    const path = new URL(`cases/${file}`, import.meta.url).pathname;
    const { verdict, evidence } = await checkFile(
      path,
      parseArguments(["--model", model, ...options, path]),
    );
    const told = evidence.join("\n");
    assertEquals(codes[verdict], code, told);
    for (const words of says) assertStringIncludes(told, words);
    for (const words of never) assertEquals(told.includes(words), false, told);
  });
}
