/** What differs from format to format, and what a file may leave out. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { MalformedHistory } from "./event.ts";
import { pair } from "./pair.ts";
import { readHistory, type RecordedEvents, type RecordedOperations } from "./read_history.ts";

function events(text: string): RecordedEvents {
  const read = readHistory(text);
  assert(read.kind === "events");
  return read;
}

function operations(...lines: unknown[]): RecordedOperations {
  const read = readHistory(
    lines.map((line) => typeof line === "string" ? line : JSON.stringify(line)).join("\n"),
  );
  assert(read.kind === "operations");
  return read;
}

Deno.test("processes with names get numbers that no other process has, and the reader is told", () => {
  const { events: read, notes } = events(
    '{"process":"w0","type":"invoke","f":"read"}\n{"process":0,"type":"invoke","f":"read"}\n' +
      '{"process":"0","type":"invoke","f":"read"}\n{"process":9007199254740993,"type":"invoke","f":"read"}\n' +
      '{"process":9007199254740992,"type":"invoke","f":"read"}',
  );
  assertEquals(read.map(({ process }) => process), [1, 0, 2, 3, 4]);
  assertEquals(notes, [
    '"w0" is process 1, "0" is process 2, 9007199254740993 is process 3, 9007199254740992 is process 4',
  ]);
});

Deno.test("a keyword and a text name two processes, and only the nemesis is left out", () => {
  const { events: read } = events(
    '{:process :w0 :type :invoke :f :read}\n{:process "w0" :type :invoke :f :read}\n' +
      "{:process :nemesis :type :info :f :start}",
  );
  assertEquals(read.map(({ process }) => process), [0, 1]);
});

Deno.test("where no call has a line of its own, each end is a call that began when its process was free", () => {
  const { events: read, notes } = events(
    "{:type :ok :value 1}\n{:process 3 :type :ok :value 2}\n{:process 3 :type :info :value 3}\n{:type :fail}",
  );
  const calls = pair(read).map((
    { process, invoke, end },
  ) => [process, invoke.at, end!.at, end!.type]);
  assertEquals(calls, [[4, 1, 1, "ok"], [3, 1, 2, "ok"], [5, 1, 4, "fail"], [3, 2, 3, "info"]]);
  assertEquals(notes, [
    "no call has a line of its own, so each may have begun at any time before its end",
  ]);
});

Deno.test("calls without a process are processes of their own, one open at a time", () => {
  const call = "{:type :invoke :f :read}\n{:type :ok :f :read :value 1}\n";
  const { events: read } = events(`${call}{:process 4 :type :invoke :f :read}\n${call}`);
  assertEquals(pair(read).map(({ process, end }) => [process, end?.line]), [
    [5, 2],
    [4, undefined],
    [6, 5],
  ]);
  const two = "{:type :invoke :f :read}\n{:type :invoke :f :read}";
  assertThrows(() => pair(events(two).events), MalformedHistory, "the end of line 1 first");
  const none = `${call}{:type :ok :f :read}`;
  assertThrows(() => pair(events(none).events), MalformedHistory, "line 3: expected a call before");
});

Deno.test("nanoseconds since 1970 are counted from the first, since numbers cannot tell them apart", () => {
  const line = (invokedAt: string, endedAt: string) =>
    `{"process":0,"input":{"type":"read"},"output":1,"invokedAt":${invokedAt},"endedAt":${endedAt},"outcome":"ok"}`;
  const read = operations(
    line("1700000000000000001", "1700000000000000002"),
    line("1700000000000000003", "1700000000000000003"),
  );
  assertEquals(
    read.operations.map(({ invokedAt, endedAt }) => [invokedAt, endedAt]),
    [[0, 1], [2, 2]],
  );
  for (const [from, to] of [["5", "1700000000000000000"], ["1e300", "2e300"], ["0.5", "1e17"]]) {
    const error = assertThrows(() => operations(line(from!, to!)), MalformedHistory, "invokedAt");
    assertEquals(error.line, 1);
  }
});

Deno.test("whole operations may be of processes with names", () => {
  const whole = { input: { type: "read" }, output: 1, invokedAt: 0, endedAt: 1, outcome: "ok" };
  const read = operations({ process: "a", ...whole }, {
    process: 0,
    ...whole,
    invokedAt: 1,
    endedAt: 2,
  });
  assertEquals(read.operations.map(({ process }) => process), [1, 0]);
  assertEquals(read.notes, ['"a" is process 1']);
});

Deno.test("one array of JSON has the lines of its objects, and what is wrong in it too", () => {
  const object = '{"process":0,\n"type":"invoke","f":"a\\n}","value":[{"x":"]"}]}';
  assertEquals(events(`[\n${object} ,\n ${object}]\n`).events.map(({ line }) => line), [2, 4]);
  const wrong: readonly (readonly [string, number, string])[] = [
    [`[${object}`, 2, "an object of JSON: given the end of the file"],
    [`[${object}] 7`, 2, "nothing behind the array: given 7"],
    [`[${object},\n7]`, 3, "an object of JSON: given 7"],
    [`[${object},\n{"process":0`, 3, 'an object of JSON that ends in "}"'],
    [`[${object},\n{"process":}]`, 3, 'a line of JSON: given {"process":}'],
    [`[{"process": 0, "type": "ok", "f": 7}]`, 1, '{"process":N'],
  ];
  for (const [text, line, expected] of wrong) {
    const error = assertThrows(() => readHistory(text), MalformedHistory, expected);
    assertEquals(error.line, line, text);
  }
});

Deno.test("brackets in texts are not deep", () => {
  const text = `{"process":0,"type":"invoke","f":"write","value":"${"[".repeat(5000)}"}`;
  assertEquals(events(text).events.length, 1);
});

Deno.test("a log of Jepsen is read among what else was logged, and it is told how much that was", () => {
  const stamp = "2020-02-02 12:00:00,123{GMT}\tINFO\t[jepsen worker 0]";
  const { events: read, failedCas, notes } = events([
    "2020-02-02 12:00:00,000{GMT}\tINFO\t[main] jepsen.cli: Test options:",
    " {:concurrency 5,",
    `${stamp} jepsen.util: 0\t:invoke\t:cas\t[0 [1 2]]`,
    `${stamp} jepsen.util: 0\t:fail\t:cas\t[0 [1 2]]\t[:not-found "no (such key"]`,
    `${stamp} jepsen.util: Retrying in 5 ms`,
    "java.net.SocketTimeoutException: Read timed out",
    "\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:273)",
    `${stamp} jepsen.util: :nemesis\t:info\t:start\tnil`,
  ].join("\n"));
  assertEquals(read.map(({ line, type, value, error }) => [line, type, value, error]), [
    [3, "invoke", [0, [1, 2]], undefined],
    [4, "fail", [0, [1, 2]], true],
  ]);
  assertEquals(failedCas, "did-not-happen");
  assertEquals(notes, ["5 lines of the log were about something else, and skipped"]);
});

Deno.test("an operation in a log that is torn is refused, not skipped", () => {
  const stamp = "2020-02-02 12:00:00,123{GMT} INFO [jepsen worker 0] jepsen.util:";
  const text = `${stamp} 0\t:invoke\t:read\tnil\n${stamp} 0\t:ok\t:read\t[1`;
  const error = assertThrows(() => readHistory(text), MalformedHistory, "expected INFO");
  assertEquals(error.line, 2);
});

Deno.test("a value that is a keyword says what went wrong only where something did", () => {
  const { events: read } = events(
    "0\t:invoke\t:write\t:a\n0\t:ok\t:write\t:a\n0\t:invoke\t:write\t:b\n0\t:info\t:write\t:timeout\n" +
      "1\t:invoke\t:write\t3\n1\t:info\t:write\t3\t:timeout",
  );
  const a = Symbol.for(":a"), b = Symbol.for(":b");
  assertEquals(read.map(({ value, error = false }) => [value, error]), [
    [a, false],
    [a, false],
    [b, false],
    [undefined, true],
    [3, false],
    [3, true],
  ]);
});

// So long that to read in the square of the length takes minutes of work: whoever runs this then stops it.
const TIMES = 200_000;

Deno.test("long numbers and long words take no longer than they are", () => {
  const number = `1${"0".repeat(6 * TIMES)}1`;
  assertEquals(events(`{:process 0 :type :invoke :f :write :value ${number}}`).events.length, 1);
  assertThrows(() => readHistory("x\n" + "jepsen.util:".repeat(TIMES)), MalformedHistory);
});

Deno.test("a huge line is refused without its length in the message, and soon", () => {
  for (const start of ["{:process ", '{"process":', "INFO  jepsen.util - 0 :", "["]) {
    const text = start + "jepsen.util - x ".repeat(TIMES);
    const error = assertThrows(() => readHistory(text), MalformedHistory);
    assert(error.message.length < 400, error.message);
  }
});
