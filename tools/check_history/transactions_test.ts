import { assertEquals, assertThrows } from "@std/assert";
import { MalformedHistory } from "hb/check/read/event.ts";
import { pair } from "hb/check/read/pair.ts";
import { readHistory } from "hb/check/read/read_history.ts";
import type { Model, Transaction } from "hb/check/isolation/transaction.ts";
import { transactionsOfCalls, transactionsOfOperations } from "./transactions.ts";

function read(text: string, model: Model): Transaction[] {
  const read = readHistory(text);
  return read.kind === "events"
    ? transactionsOfCalls(pair(read.events), model)
    : transactionsOfOperations(read.operations, read.lines, model);
}

const call = "{:process 0, :type :invoke, :f :txn, :value [[:append 5 1] [:r :y nil]]}\n";

Deno.test("Elle's transactions on lists are read from EDN", () => {
  const [one] = read(
    `${call}{:process 0, :type :ok, :f :txn, :value [[:append 5 1] [:r :y [1 2]]]}`,
    "list-append",
  );
  assertEquals(one, {
    id: 0,
    process: 0,
    input: [{ type: "append", key: 5, value: 1 }, { type: "read", key: ":y" }],
    output: [{ type: "append", key: 5, value: 1 }, { type: "read", key: ":y", value: [1, 2] }],
    invokedAt: 1,
    endedAt: 2,
    outcome: "ok",
  });
});

Deno.test("a list that is nil is empty, and a register that is nil holds nothing", () => {
  const [list] = read(
    `${call}{:process 0, :type :ok, :f :txn, :value [[:append 5 1] [:r :y nil]]}`,
    "list-append",
  );
  assertEquals(list?.output?.[1], { type: "read", key: ":y", value: [] });
  const [register] = read(
    '{"process":0,"type":"invoke","f":"txn","value":[["r","x",null],["w","x",1]]}\n' +
      '{"process":0,"type":"ok","f":"txn","value":[["r","x",null],["w","x",1]]}',
    "rw-register",
  );
  assertEquals(register?.output?.[0], { type: "read", key: "x", value: null });
  assertEquals(register?.output?.[1], { type: "write", key: "x", value: 1 });
});

Deno.test("failed transactions aborted, those without an answer are open", () => {
  const fail = "{:process 0, :type :fail, :f :txn, :value [[:append 5 1] [:r :y nil]]}";
  assertEquals(read(call + fail, "list-append")[0]?.outcome, "fail");
  const info = fail.replace(":fail", ":info");
  for (const text of [call, call + info]) {
    const [open] = read(text, "list-append");
    assertEquals([open?.outcome, open?.endedAt], ["unknown", Infinity]);
  }
});

Deno.test("whole operations are read too, and put in the order of their invocation", () => {
  const line = (invokedAt: number, value: number, outcome: string) =>
    JSON.stringify({
      process: 0,
      input: [{ type: "append", key: "x", value }, { type: "read", key: "y" }],
      output: [{ type: "append", key: "x", value }, { type: "read", key: "y", value: [3] }],
      invokedAt,
      endedAt: invokedAt + 1,
      outcome,
    });
  const told = read(`${line(4, 1, "ok")}\n${line(0, 2, "fail")}`, "list-append");
  assertEquals(told.map(({ invokedAt }) => invokedAt), [0, 4]);
  assertEquals(told.map(({ outcome }) => outcome), ["fail", "ok"]);
  assertEquals(told[1]?.output?.[1], { type: "read", key: "y", value: [3] });
  assertEquals(told[0]?.output, undefined);
});

Deno.test("keys and values that differ stay different, and are told apart", () => {
  const value = '[[:append 1 1] [:append "1" "1"] [:append :a true] [:append [:a 1] {:b "true"}] ' +
    '[:append nil "true"] [:r "a" [1 1.0 9007199254740993]]]';
  const [one] = read(`{:type :ok, :value ${value}}`, "list-append");
  assertEquals(one!.output!.map(({ key, value }) => [key, value]), [
    [1, 1],
    ['"1"', '"1"'],
    [":a", "true"],
    ["[:a 1]", '{:b "true"}'],
    ["nil", '"true"'],
    ["a", [1, 1, "9007199254740993"]],
  ]);
});

Deno.test("a read of nil tells nothing where that is how it is meant", () => {
  const text = "{:process 0, :type :invoke, :f :txn, :value [[:r :x nil]]}\n" +
    "{:process 0, :type :ok, :f :txn, :value [[:r :x nil]]}";
  const history = readHistory(text);
  const calls = history.kind === "events" ? pair(history.events) : [];
  const output = (nilReads: "nil" | "unknown") =>
    transactionsOfCalls(calls, "rw-register", { nilReads })[0]!.output;
  assertEquals(output("nil"), [{ type: "read", key: ":x", value: null }]);
  assertEquals(output("unknown"), [{ type: "read", key: ":x" }]);
});

Deno.test("what is no transaction of the model is rejected with its line", () => {
  const cases: readonly (readonly [string, Model, string])[] = [
    ["{:process 0, :type :invoke, :f :txn, :value 7}", "list-append", "line 1: expected a trans"],
    ["{:process 0, :type :invoke, :f :txn, :value [[:w 1 2]]}", "list-append", "[:append key"],
    ["{:process 0, :type :invoke, :f :txn, :value [[:append 1 2]]}", "rw-register", "[:w key"],
    ["{:process 0, :type :invoke, :f :txn, :value [[:append 1 nil]]}", "list-append", "given"],
    [`${call}{:process 0, :type :ok, :f :txn, :value nil}`, "list-append", "line 2"],
    [`${call}{:process 0, :type :ok, :f :txn, :value [[:append 5 1]]}`, "list-append", "the end"],
    [
      `${call}{:process 0, :type :ok, :f :txn, :value [[:append 5 2] [:r :y nil]]}`,
      "list-append",
      "line 2: expected the end of",
    ],
    [
      `${call}{:process 0, :type :ok, :f :txn, :value [[:append 5 1] [:r :y 3]]}`,
      "list-append",
      "",
    ],
  ];
  for (const [text, model, message] of cases) {
    assertThrows(() => read(text, model), MalformedHistory, message);
  }
});
