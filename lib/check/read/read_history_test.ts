import { assert, assertEquals, assertThrows } from "@std/assert";
import { MalformedHistory } from "./event.ts";
import { readHistory } from "./read_history.ts";

const call = { line: 1, at: 1, process: 3, type: "invoke", f: "cas", value: [1, 2] } as const;

function events(text: string) {
  const history = readHistory(text);
  return history.kind === "events" ? history.events : [];
}

Deno.test("one call reads the same in every format", () => {
  assertEquals(events("INFO  jepsen.util - 3\t:invoke\t:cas\t[1 2]\n"), [call]);
  assertEquals(events("INFO jepsen.util -   3 :invoke   :cas [1, 2]\r\n"), [call]);
  assertEquals(
    events("2020-02-02 12:00:00,1{GMT} INFO [worker 3] jepsen.util: 3 :invoke :cas [1 2]"),
    [call],
  );
  assertEquals(events("{:process 3, :type :invoke, :f :cas, :value [1 2]}"), [call]);
  assertEquals(events("[{:f :cas :type :invoke :value [1 2] :process 3 :time 17}]"), [call]);
  assertEquals(events("#jepsen.history.Op{:f :cas :type :invoke :value (1 2) :process 3}"), [call]);
  assertEquals(events('{"process":3,"type":"invoke","f":"cas","value":[1,2]}'), [call]);
});

Deno.test("a value that says what went wrong is no answer", () => {
  const [timeout] = events("INFO  jepsen.util - 3\t:fail\t:read\t:timed-out");
  assertEquals([timeout?.value, timeout?.error], [undefined, true]);
  const [error] = events("{:process 3, :type :fail, :f :cas, :value [1 2], :error :refused}");
  assertEquals(error?.error, true);
});

Deno.test("what no client did is left out", () => {
  assertEquals(events("INFO  jepsen.util - :nemesis\t:info\t:start\tnil"), []);
  assertEquals(events("{:process :nemesis, :type :info, :f :start, :value nil}"), []);
  assertEquals(events('{"process":"nemesis","type":"info","f":"start","value":null}'), []);
});

Deno.test("lines are counted over blank lines, comments and values of many lines", () => {
  const text = '; a history\n{:process 0, :type :invoke,\n :f :get, :key "a\\nb" :value nil}\n\n' +
    '{:process 0 :type :ok :f :get :key "a\\nb" :value "\\u0041"}';
  assertEquals(events(text).map(({ line, value, key }) => [line, key, value]), [
    [2, "a\nb", null],
    [5, "a\nb", "A"],
  ]);
});

Deno.test("where events share a line, time counts events", () => {
  const read = readHistory(
    "[{:process 0 :type :invoke :f :get} {:process 1 :type :invoke :f :get}\n" +
      " {:process 1 :type :ok :f :get}]",
  );
  assert(read.kind === "events");
  assertEquals(read.unit, "event");
  assertEquals(read.events.map(({ line, at }) => [line, at]), [[1, 1], [1, 2], [2, 3]]);
  const apart = readHistory(
    "({:process 0 :type :invoke :f :get}\n\n{:process 0 :type :ok :f :get})",
  );
  assert(apart.kind === "events");
  assertEquals(apart.unit, "line");
  assertEquals(apart.events.map(({ at }) => at), [1, 3]);
});

Deno.test("a transaction reads the same as EDN and as JSON", () => {
  const edn =
    "{:type :ok, :f :txn, :value [[:append :x 1] [:r :y nil] [:r :x [1 2]]], :process 0, " +
    ":index 3, :time 12345}";
  const json = '{"type":"ok","f":"txn","value":[["append","x",1],["r","y",null],["r","x",[1,2]]],' +
    '"process":0,"index":3,"time":12345}';
  const [append, r, x, y] = [":append", ":r", ":x", ":y"].map((name) => Symbol.for(name));
  const event = { line: 1, at: 1, process: 0, type: "ok" as const, f: "txn" };
  const read = [[append, x, 1], [r, y, null], [r, x, [1, 2]]];
  assertEquals(events(edn), [{ ...event, value: read }]);
  const texts = [["append", "x", 1], ["r", "y", null], ["r", "x", [1, 2]]];
  assertEquals(events(json), [{ ...event, value: texts }]);
});

Deno.test("lines may end as they do on Windows, and a file may begin with its byte order", () => {
  const log = "\uFEFFINFO  jepsen.util - 3\t:invoke\t:cas\t[1 2]\r\n" +
    "INFO  jepsen.util - 3\t:ok\t:cas\t[1 2]\r\n";
  assertEquals(events(log).map(({ line, value }) => [line, value]), [[1, [1, 2]], [2, [1, 2]]]);
  const json =
    '{"process":3,"type":"invoke","f":"read"}\r\n\r\n{"process":3,"type":"ok","f":"read"}';
  assertEquals(events(json).map(({ line }) => line), [1, 3]);
});

Deno.test("whole operations are put in the order of their calls", () => {
  const line = (process: number, invokedAt: number) =>
    JSON.stringify({ process, input: 1, invokedAt, endedAt: invokedAt + 1, outcome: "ok" });
  const read = readHistory([line(0, 5), line(1, 2)].join("\n"));
  assert(read.kind === "operations");
  assertEquals(read.lines, [2, 1]);
  assertEquals(read.operations.map(({ id, invokedAt }) => [id, invokedAt]), [[0, 2], [1, 5]]);
});

Deno.test("what does not print is shown as a box", () => {
  const error = assertThrows(() => readHistory("\u0000\u001b[2J"), MalformedHistory);
  assert(error.message.endsWith("given \ufffd\ufffd[2J"), error.message);
});

Deno.test("whole operations read as they are written", () => {
  const line = '{"process":1,"input":{"type":"read"},"output":4,"invokedAt":2,"endedAt":3,' +
    '"outcome":"ok"}\n{"process":2,"input":1,"invokedAt":2,"endedAt":null,"outcome":"unknown"}\n';
  assertEquals(readHistory(line), {
    kind: "operations",
    notes: [],
    lines: [1, 2],
    operations: [
      {
        id: 0,
        process: 1,
        input: { type: "read" },
        output: 4,
        invokedAt: 2,
        endedAt: 3,
        outcome: "ok",
      },
      { id: 1, process: 2, input: 1, invokedAt: 2, endedAt: Infinity, outcome: "unknown" },
    ],
  });
});

Deno.test("the empty file is an empty history", () => {
  assertEquals(readHistory(" \n"), {
    kind: "events",
    unit: "line",
    events: [],
    failedCas: "did-not-happen",
    notes: [],
  });
});

const good = "INFO  jepsen.util - 3\t:invoke\t:read\tnil\n";
const malformed: readonly [what: string, text: string, line: number, expected: string][] = [
  ["neither format", "\nhello", 2, "a line of a Jepsen log, an EDN map or a line of JSON"],
  ["a log line without a type", `${good}INFO  jepsen.util - 3\t:read\tnil`, 2, "INFO  jepsen.util"],
  ["a log line that is another", `${good}hello`, 2, "INFO  jepsen.util - PROCESS"],
  ["a log value that does not end", `${good}INFO  jepsen.util - 3 :ok :cas [1`, 2, "INFO"],
  ["an EDN map without a type", "{:process 1}", 1, "a map {:process N"],
  ["half a process", "{:process 1.5 :type :ok}", 1, "a map {:process N"],
  ["a process that is a list", "{:process [1] :type :ok}", 1, "a map {:process N"],
  ["an EDN map that does not end", "{:process 1", 1, 'a value or "}"'],
  ["an EDN map with an odd form", "{:process 1 :type}", 1, "a value for each key"],
  ["an EDN string that does not end", '{:process 1 :f "get}', 1, 'a string that ends in "'],
  ["a wrong bracket", "{:process 1 :value [1}}", 1, 'a value or "]"'],
  ["something between maps", "{:process 0 :type :ok :f :get}\n]", 2, "a value"],
  ["a number between maps", "{:process 0 :type :ok :f :get}\n7", 2, "a map {:process N"],
  ["JSON that is cut off", '{"process":0', 1, "a line of JSON"],
  ["JSON that is a list", '{"process":0,"type":"ok","f":"get"}\n[]', 2, '{"process":N'],
  ["JSON without a type", '{"process":0,"f":"get"}', 1, '"type":"invoke"'],
  ["an operation that ends too early", operation({ endedAt: 1 }), 1, '"invokedAt":N'],
  ["an operation without an outcome", operation({ outcome: "maybe" }), 1, '"outcome"'],
  [
    "a client with two operations at once",
    [operation({}), operation({ invokedAt: 2.5 })].join("\n"),
    2,
    "as that of line 1 ends at 3",
  ],
  ["a list that does not end", "[{:process 0 :type :ok :f :get}", 1, 'a value or "]"'],
  ["values too deep inside each other", "[".repeat(1e5), 1, "at most 500 values inside each other"],
  ["nothing after a tag", "{:process 0} #tag", 1, "a map"],
  ["an answer that never came", operation({ endedAt: null }), 1, 'an "endedAt"'],
];

function operation(fields: Record<string, unknown>): string {
  const whole = { process: 0, input: 1, invokedAt: 2, endedAt: 3, outcome: "ok" };
  return JSON.stringify({ ...whole, ...fields });
}

for (const [what, text, line, expected] of malformed) {
  Deno.test(`${what} is refused, with its line and what was expected`, () => {
    const error = assertThrows(() => readHistory(text), MalformedHistory, expected);
    assertEquals(error.line, line);
  });
}
