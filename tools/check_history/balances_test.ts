import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { MalformedHistory } from "hb/check/read/event.ts";
import { checkText } from "./file.ts";
import { parseArguments } from "./arguments.ts";

function judge(model: string, lines: readonly string[], ...options: string[]) {
  const args = parseArguments(["--model", model, ...options, "file"]);
  const { verdict, evidence } = checkText(lines.join("\n"), args, Infinity);
  return [verdict, evidence.join("\n")] as const;
}

const reads = [
  "0 :invoke :transfer {:from :a, :to :b, :amount 3}",
  "1 :invoke :read nil",
  "1 :ok :read {:a 7 :b 0}",
  "0 :ok :transfer {:from :a, :to :b, :amount 3}",
  "1 :invoke :read nil",
  "1 :ok :read {:a 7 :b 3}",
];

Deno.test("a bank is wrong where a read does not add up", () => {
  const [verdict, evidence] = judge("bank", reads, "--total", "10");
  assertEquals(verdict, "violation");
  assertStringIncludes(
    evidence,
    "the read by process 1 that ended in line 3 adds up to 7, not to 10",
  );
  assertEquals(judge("bank", reads.slice(0, 2), "--total", "10")[0], "unknown");
});

Deno.test("a bank whose total is not told has that of its first read", () => {
  const [verdict, evidence] = judge("bank", [...reads.slice(4), ...reads.slice(4)]);
  assertEquals(verdict, "ok");
  assertStringIncludes(
    evidence,
    "the total is what the read by process 1 that ended in line 2 adds up to",
  );
});

Deno.test("balances may be negative if they may", () => {
  const negative = ["1 :invoke :read nil", "1 :ok :read {:a -1 :b 3}"];
  assertEquals(judge("bank", negative)[0], "violation");
  assertEquals(judge("bank", negative, "--negative-balances")[0], "ok");
});

Deno.test("the bank of elle-cli, in JSON", () => {
  const line = (value: string) =>
    `{"type":"invoke","f":"read","process":0},{"type":"ok","f":"read","process":0,"value":${value}}`;
  assertEquals(judge("bank", [`[${line('{"0":100,"7":0}')},${line('{"0":97,"7":3}')}]`])[0], "ok");
  assertEquals(
    judge("bank", [`[${line('{"0":100,"7":0}')},${line('{"0":97,"7":0}')}]`])[0],
    "violation",
  );
});

Deno.test("a bank that nobody read tells nothing, and what is no balance is refused", () => {
  assertEquals(judge("bank", reads.slice(0, 1))[0], "unknown");
  const wrong: readonly (readonly [string, string])[] = [
    ["1 :ok :read [1 2]", "line 2: expected a map of accounts"],
    ["1 :ok :read {:a 0.5}", "line 2: expected a whole number: given 0.5"],
  ];
  for (const [line, expected] of wrong) {
    assertThrows(() => judge("bank", ["1 :invoke :read nil", line]), MalformedHistory, expected);
  }
  assertThrows(() => judge("bank", ["1 :invoke :write 1"]), MalformedHistory, "transfer or read");
});

const put = [
  "0 :invoke :enqueue 1",
  "0 :ok :enqueue 1",
  "0 :invoke :enqueue 2",
  "0 :info :enqueue 2",
];

Deno.test("a total queue gives out what was put in, and may have put in what nobody knows of", () => {
  assertEquals(judge("total-queue", [...put, "1 :invoke :drain nil", "1 :ok :drain [1]"])[0], "ok");
  const [verdict, evidence] = judge("total-queue", [
    ...put,
    "1 :invoke :drain nil",
    "1 :ok :drain [2 1 1]",
  ]);
  assertEquals(verdict, "ok");
  assertStringIncludes(evidence, "1 element came out more often than they were put in");
  assertStringIncludes(evidence, "1 element came out whose enqueue had no answer: 2");
});

Deno.test("a total queue that lost an element is wrong, unless somebody may have taken it unseen", () => {
  const [verdict, evidence] = judge("total-queue", put);
  assertEquals(verdict, "violation");
  assertStringIncludes(evidence, "1 element went in and did not come out: 1");
  const open = [...put, "1 :invoke :dequeue nil", "1 :info :dequeue nil"];
  assertEquals(judge("total-queue", open)[0], "unknown");
  const failed = [...put, "1 :invoke :dequeue nil", "1 :fail :dequeue nil"];
  assertEquals(judge("total-queue", failed)[0], "violation");
});

Deno.test("a total queue that gives out what nobody put in is wrong", () => {
  const [verdict, evidence] = judge("total-queue", [
    ...put,
    "1 :invoke :dequeue nil",
    '1 :ok :dequeue "1"',
  ]);
  assertEquals(verdict, "violation");
  assertStringIncludes(evidence, '1 element came out that nobody put in: "1"');
});

Deno.test("what is no queue is refused", () => {
  assertThrows(
    () => judge("total-queue", ["1 :invoke :read nil"]),
    MalformedHistory,
    "or drain: given read",
  );
  const drain = ["1 :invoke :drain nil", "1 :ok :drain 7"];
  assertThrows(() => judge("total-queue", drain), MalformedHistory, "line 2: expected a list");
  assertEquals(judge("total-queue", put.slice(0, 1))[0], "unknown");
});
