/** A history that is printed in a format and read again is the same history. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import { ednText } from "./edn_text.ts";
import { readHistory } from "./read_history.ts";
import { ednLeaf, fileValue, jsonLeaf } from "./value_arbitrary_test.ts";

/** An event, with as much as every format can say. */
interface Printed {
  readonly process: number | string;
  readonly type: string;
  readonly f: string;
  readonly value: unknown;
}

/** Clients in turn: each calls when it has no call open. */
function histories(leaves: fc.Arbitrary<unknown>): fc.Arbitrary<Printed[]> {
  const turn = fc.record({
    process: fc.constantFrom<number | string>(0, 1, 7, "w0", "1"),
    end: fc.constantFrom("ok", "ok", "fail", "info"),
    f: fc.constantFrom("read", "write", "txn", "add-to.x"),
    value: fileValue(leaves),
    answer: fileValue(leaves),
  });
  return fc.array(turn, { minLength: 1, maxLength: 8 }).map((turns) => {
    const open = new Map<number | string, string>();
    return turns.map(({ process, end, f, value, answer }) => {
      const called = open.get(process);
      if (called === undefined) {
        open.set(process, f);
        return { process, type: "invoke", f, value };
      }
      open.delete(process);
      return { process, type: end, f: called, value: answer };
    });
  });
}

/** What was read, with names in place of the numbers that stand for them. */
function read(text: string): Printed[] {
  const history = readHistory(text);
  assert(history.kind === "events");
  const names = new Map(
    history.notes.flatMap((note) => [...note.matchAll(/("(?:[^"\\]|\\.)*") is process (\d+)/g)])
      .map(([, name, number]) => [Number(number), JSON.parse(name!)]),
  );
  return history.events.map(({ process, type, f, value }) => ({
    process: names.get(process!) ?? process!,
    type,
    f,
    value,
  }));
}

function edn({ process, type, f, value }: Printed): string {
  return `{:process ${ednText(process)}, :type :${type}, :f :${f}, :value ${ednText(value)}}`;
}

function json(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(json)}]`;
  return typeof value === "bigint" ? String(value) : JSON.stringify(value);
}

function jsonEvent({ process, type, f, value }: Printed, space = ""): string {
  const fields = { process, type, f, value };
  const all = Object.entries(fields).map(([name, field]) => `${space}"${name}": ${json(field)}`);
  return `{${all.join(",")}${space}}`;
}

/** In the columns of Jepsen a keyword behind `:fail` or `:info` is an error, and in its place is nil. */
function columns({ process, type, f, value }: Printed): string {
  return `${ednText(process)}\t:${type}\t:${f}\t${ednText(value)}`;
}

const nemesis: Printed = { process: "nemesis", type: "info", f: "start", value: null };

const formats: Readonly<
  Record<string, { readonly leaves: fc.Arbitrary<unknown>; print(history: Printed[]): string }>
> = {
  "EDN, a map a line": {
    leaves: ednLeaf,
    print: (history) => history.map(edn).join("\n"),
  },
  "EDN, a vector of records, with comments": {
    leaves: ednLeaf,
    print: (history) =>
      `; a history\n[${
        history.map((each) => `#jepsen.history.Op${edn(each)} #_{:no 1}`).join(" ")
      }]`,
  },
  "EDN over several lines, as Windows ends them": {
    leaves: ednLeaf,
    print: (history) =>
      "\uFEFF" + history.map((each) => edn(each).replaceAll(", :", ",\r\n :")).join("\r\n"),
  },
  "EDN with a nemesis": {
    leaves: ednLeaf,
    print: (history) => [nemesis, ...history, nemesis].map(edn).join("\n"),
  },
  "JSON, an object a line": {
    leaves: jsonLeaf,
    print: (history) => [...history, nemesis].map((each) => jsonEvent(each)).join("\r\n"),
  },
  "JSON, one array": {
    leaves: jsonLeaf,
    print: (history) => `[${history.map((each) => jsonEvent(each)).join(",\n")}]\n`,
  },
  "JSON over several lines": {
    leaves: jsonLeaf,
    print: (history) => history.map((each) => jsonEvent(each, "\n  ")).join("\n"),
  },
  "history.txt": {
    leaves: ednLeaf,
    print: (history) => history.map(columns).join("\n"),
  },
  "jepsen.log": {
    leaves: ednLeaf,
    print: (history) =>
      '2023-08-11 18:46:05,000{GMT}\tINFO\t[main] jepsen.core: Running test:\n {:name "x"}\n' +
      history.map((each) =>
        `2023-08-11 18:46:05,000{GMT}\tINFO\t[jepsen worker 0] jepsen.util: ${columns(each)}`
      ).join("\njava.lang.Exception: ok\n\tat a.b(c.java:1)\n"),
  },
};

const errors = (history: Printed[]) =>
  !history.some(({ type, value }) =>
    typeof value === "symbol" && value.description!.startsWith(":") && /fail|info/.test(type)
  );

for (const [name, { leaves, print }] of Object.entries(formats)) {
  Deno.test(`${name}: what is printed is read as it was`, () => {
    const all = histories(leaves);
    const some = /history.txt|log/.test(name) ? all.filter(errors) : all;
    fc.assert(
      fc.property(some, (history) => {
        const text = print(history);
        assertEquals(read(text).map(encode), history.map(encode), text);
      }),
      { numRuns: 100 },
    );
  });
}
