import { assert, assertEquals, assertThrows } from "@std/assert";
import { linearizable } from "../linearizable/check.ts";
import { keyValue } from "../spec/key_value.ts";
import { register } from "../spec/register.ts";
import { MalformedHistory } from "./event.ts";
import { asKeyValue, asRegister } from "./inputs.ts";
import type { Meaning, NilReads } from "./meaning.ts";
import { keyValueOperations, registerOperations } from "./operations.ts";
import { pair } from "./pair.ts";
import { readHistory } from "./read_history.ts";

function callsOf(text: string) {
  const history = readHistory(text);
  return pair(history.kind === "events" ? history.events : []);
}

/** Lines such as "0 :ok :read 1" as a log of a register. */
function log(...lines: string[]) {
  const read = readHistory(lines.map((line) => `INFO  jepsen.util - ${line}`).join("\n"));
  assert(read.kind === "events");
  return registerOperations(pair(read.events), read);
}

Deno.test("what timed out stays open, and what failed did not happen", () => {
  const history = log(
    "0 :invoke :write 1",
    "1 :invoke :write 2",
    "0 :info :write :timed-out",
    "1 :fail :write 2",
    "2 :invoke :write 3",
  );
  assertEquals(history.map(({ outcome }) => outcome), ["unknown", "fail", "unknown"]);
  assertEquals(history.map(({ endedAt }) => endedAt), [Infinity, 4, Infinity]);
});

Deno.test("a process may go on after a timeout", () => {
  const history = log("0 :invoke :write 1", "0 :info :write :timed-out", "0 :invoke :read nil");
  assertEquals(history.length, 2);
});

Deno.test("a read that fails with a timeout answers anything", () => {
  const history = log(
    "0 :invoke :write 1",
    "0 :ok :write 1",
    "0 :invoke :read nil",
    "0 :fail :read :timed-out",
  );
  assertEquals(linearizable(history, register()).verdict, "ok");
});

Deno.test("in an old log a compare-and-set that was refused has seen another value", () => {
  const refused = ["0 :invoke :write 1", "0 :ok :write 1", "0 :invoke :cas [1 2]"];
  assertEquals(
    linearizable(log(...refused, "0 :fail :cas [1 2]"), register()).verdict,
    "violation",
  );
  assertEquals(linearizable(log(...refused, "0 :fail :cas :timed-out"), register()).verdict, "ok");
});

Deno.test("a compare-and-set that failed without saying what it compared did not happen", () => {
  const history = registerOperations(callsOf(`
    {:process 0, :type :invoke, :f :cas, :value [1 2]}
    {:process 0, :type :fail, :f :cas, :value :timed-out}
    {:process 0, :type :invoke, :f :cas, :value [1 2]}
    {:process 0, :type :fail, :f :cas}`));
  assertEquals(history.map(({ outcome }) => outcome), ["fail", "fail"]);
});

Deno.test("elsewhere a compare-and-set that failed tells nothing, unless it is said to", () => {
  const line = (type: string, f: string, value: string) => `0\t:${type}\t:${f}\t${value}\n`;
  const columns = line("invoke", "write", "1") + line("ok", "write", "1") +
    line("invoke", "cas", "[1 2]") + line("fail", "cas", "[1 2]");
  const edn = columns.replace(
    /^(\d)\t(\S+)\t(\S+)\t(.*)$/gm,
    "{:process $1 :type $2 :f $3 :value $4}",
  );
  const log = columns.replace(
    /^/gm,
    "2020-02-02 12:00:00,1{GMT} INFO [jepsen worker 0] jepsen.util: ",
  )
    .replace(/^.*util: $/m, "");
  for (const text of [columns, edn, log]) {
    const read = readHistory(text);
    assert(read.kind === "events");
    const judge = (meaning: Meaning) =>
      linearizable(registerOperations(pair(read.events), meaning), register()).verdict;
    assertEquals(judge(read), "ok");
    assertEquals(judge({ ...read, failedCas: "saw-another" }), "violation");
  }
});

Deno.test("a read of nil found nothing, or nobody knows what it found", () => {
  const calls = callsOf(`
    {:process 0, :type :invoke, :f :write, :value 1}
    {:process 0, :type :ok, :f :write, :value 1}
    {:process 0, :type :invoke, :f :read, :value nil}
    {:process 0, :type :ok, :f :read, :value nil}`);
  const judge = (nilReads: NilReads) =>
    linearizable(registerOperations(calls, { nilReads }), register()).verdict;
  assertEquals(judge("nil"), "violation");
  assertEquals(judge("unknown"), "ok");
});

Deno.test("a compare-and-set may be answered with whether it changed the value", () => {
  const history = registerOperations(callsOf(`
    {:process 0, :type :invoke, :f :cas, :value [1 2]}
    {:process 0, :type :ok, :f :cas, :value false}
    {:process 0, :type :invoke, :f :cas, :value [nil 2]}
    {:process 0, :type :ok, :f :cas, :value [nil 2]}`));
  assertEquals(history.map(({ output }) => output), [false, true]);
});

Deno.test("a call with the value nil asked what its end says", () => {
  const [write] = registerOperations(callsOf(`
    {:process 0, :type :invoke, :f :write, :value nil}
    {:process 0, :type :ok, :f :write, :value 3}`));
  assertEquals(write!.input, { type: "write", value: 3 });
});

Deno.test("a store compares numbers and texts as what they are", () => {
  const store = (read: string) =>
    keyValueOperations(callsOf(`
      {:process 0, :type :invoke, :f :put, :key 1, :value 5}
      {:process 0, :type :ok, :f :put, :key 1, :value 5}
      {:process 0, :type :invoke, :f :get, :key 1, :value nil}
      {:process 0, :type :ok, :f :get, :key 1, :value ${read}}`));
  assertEquals(linearizable(store("5"), keyValue()).verdict, "ok");
  assertEquals(linearizable(store('"5"'), keyValue()).verdict, "violation");
});

Deno.test("a timed-out write may take effect at any later time, or never", () => {
  const open = ["0 :invoke :write 1", "0 :info :write :timed-out"];
  const reads = (...values: string[]) =>
    values.flatMap((value) => ["1 :invoke :read nil", `1 :ok :read ${value}`]);
  const verdict = (...values: string[]) =>
    linearizable(log(...open, ...reads(...values)), register()).verdict;
  assertEquals(verdict("nil", "nil", "1", "1"), "ok");
  assertEquals(verdict("nil", "nil"), "ok");
  assertEquals(verdict("1", "nil"), "violation");
});

Deno.test("a store starts empty, and its keys are independent", () => {
  const history = keyValueOperations(callsOf(`
    {:process 0, :type :invoke, :f :append, :key "x", :value "a"}
    {:process 1, :type :invoke, :f :get, :key "y", :value nil}
    {:process 1, :type :ok, :f :get, :key "y", :value ""}
    {:process 0, :type :ok, :f :append, :key "x", :value "a"}
    {:process 0, :type :invoke, :f :put, :key "y", :value "b"}
    {:process 0, :type :ok, :f :put, :key "y", :value "b"}
    {:process 1, :type :invoke, :f :get, :key "x", :value nil}
    {:process 1, :type :ok, :f :get, :key "x", :value "a"}`));
  assertEquals(linearizable(history, keyValue()).verdict, "ok");
});

const registerErrors: readonly [what: string, lines: string[], expected: string][] = [
  ["an end without a call", ["1 :invoke :read nil", "0 :ok :read 1"], "a call of process 0"],
  ["two calls at once", ["0 :invoke :read nil", "0 :invoke :read nil"], "the end of line 1"],
  ["the end of something else", ["0 :invoke :read nil", "0 :ok :write 1"], "the end of read"],
  ["an unknown operation", ["0 :invoke :push 1"], "read, write or cas"],
  ["a compare-and-set of one value", ["0 :invoke :cas 1"], "cas with [from to]"],
];
for (const [what, lines, expected] of registerErrors) {
  Deno.test(`${what} is refused`, () => {
    const error = assertThrows(() => log(...lines), MalformedHistory, expected);
    assertEquals(error.line, lines.length);
  });
}

const storeErrors: readonly [what: string, call: string, expected: string][] = [
  ["a call without a key", ":f :get, :value nil", "a key"],
  ["a put of nothing", ':f :put, :key "x", :value nil', "a value to put"],
  ["an append of a number", ":f :append, :key 1, :value 2", "a text to append"],
  ["a put of a keyword", ":f :put, :key 1, :value :a", "a text, a number, true or false"],
  ["an unknown call", ':f :pop, :key "x"', "get, put or append"],
];
for (const [what, call, expected] of storeErrors) {
  Deno.test(`${what} is refused by a store`, () => {
    const text = `{:process 0, :type :invoke, ${call}}`;
    assertThrows(() => keyValueOperations(callsOf(text)), MalformedHistory, expected);
  });
}

Deno.test("whole operations must ask what the model knows", () => {
  const whole = (input: unknown, output?: unknown) => [{
    id: 0,
    process: 0,
    input,
    output,
    invokedAt: 0,
    endedAt: 1,
    outcome: "ok" as const,
  }];
  asRegister(whole({ type: "cas", from: 1, to: 2 }, true), [1]);
  asRegister(whole({ type: "read", key: "x" }, 3), [1]);
  asKeyValue(whole({ type: "get", key: "x" }, "a"), [1]);
  for (
    const [input, output] of [["read", 1], [{ type: "pop" }, 1], [{ type: "write" }, 1], [
      { type: "cas", from: 1, to: 2 },
      7,
    ]]
  ) {
    assertThrows(() => asRegister(whole(input, output), [9]), MalformedHistory, "line 9: expected");
  }
  for (const input of [null, { type: "get" }, { type: "put", key: "x", value: 1 }]) {
    assertThrows(() => asKeyValue(whole(input), [9]), MalformedHistory, "line 9: expected");
  }
});

Deno.test("an end that tells of something else than was called is refused with its line", () => {
  const refused = (...lines: string[]) =>
    assertThrows(() => log(...lines), MalformedHistory).message;
  assertEquals(
    refused("0 :invoke :write 1", "0 :ok :write 2"),
    "line 2: expected the end of write 1: given write 2",
  );
  assertEquals(
    refused("0 :invoke :cas [1 2]", "0 :ok :cas [1 3]"),
    "line 2: expected the end of cas [1 2]: given cas [1 3]",
  );
  assertEquals(
    refused("0 :invoke :write [:x 1]", "0 :ok :write [:x 2]"),
    "line 2: expected the end of write 1: given write 2",
  );
});

Deno.test("a client may end a write with what its server said, or with nothing", () => {
  for (const answer of ["1", "1.0", "nil", "true", '"OK"', ":done"]) {
    assertEquals(log("0 :invoke :write 1", `0 :ok :write ${answer}`).length, 1);
  }
  for (const answer of ["[1 2]", "[1.0 2]", "nil", "true", "2"]) {
    assertEquals(log("0 :invoke :cas [1 2]", `0 :ok :cas ${answer}`).length, 1);
  }
});
