import { assertEquals, assertThrows } from "@std/assert";
import { MalformedHistory } from "./event.ts";
import {
  callsOf,
  counterOperations,
  lockOperations,
  multiRegisterOperations,
  multiRegisterStart,
  mutexOperations,
  queueOperations,
  setOperations,
} from "./objects.ts";
import { type Call, pair } from "./pair.ts";
import { readHistory } from "./read_history.ts";

/** Calls as columns: "0 :ok :read #{1}". */
function calls(...lines: string[]): Call[] {
  const read = readHistory(lines.join("\n"));
  return read.kind === "events" ? pair(read.events) : callsOf(read.operations, read.lines);
}

Deno.test("a mutex is acquired and released", () => {
  const both = calls("3 :invoke :acquire nil", "3 :ok :acquire nil", "3 :invoke :release nil");
  assertEquals(
    mutexOperations(both).map(({ input, output, outcome }) => [input, output, outcome]),
    [
      [{ type: "acquire" }, null, "ok"],
      [{ type: "release" }, undefined, "unknown"],
    ],
  );
  assertEquals(lockOperations(both).map(({ input }) => input), [
    { type: "acquire", owner: 3 },
    { type: "release", owner: 3 },
  ]);
});

Deno.test("a set is read as a set, a vector or nil, and its elements are what they are", () => {
  const read = (value: string) =>
    setOperations(calls("0 :invoke :read nil", `0 :ok :read ${value}`))[0]!.output;
  assertEquals(read('#{1 "1" :a}'), [1, "1", ":a"]);
  assertEquals(read("[[1 2] 9007199254740993]"), ["[1 2]", "9007199254740993"]);
  assertEquals(read("nil"), []);
});

Deno.test("a dequeue that was answered says what it took, and nil is nothing", () => {
  const [enqueue, dequeue] = queueOperations(
    calls(
      "0 :invoke :enqueue 1",
      "0 :ok :enqueue 1",
      "0 :invoke :dequeue nil",
      "0 :ok :dequeue nil",
    ),
  );
  assertEquals(enqueue!.input, { type: "enqueue", value: 1 });
  assertEquals(dequeue!.output, null);
});

Deno.test("a counter adds whole numbers of any size", () => {
  const [add, read] = counterOperations(
    calls(
      "0 :invoke :add -9007199254740993",
      "0 :ok :add 1",
      "0 :invoke :read nil",
      "0 :ok :read 7",
    ),
  );
  assertEquals(add!.input, { type: "add", value: -9007199254740993n });
  assertEquals(read!.output, 7n);
});

Deno.test("a multi-register has transactions, and its reads found what their ends say", () => {
  const txn = calls(
    "0 :invoke :txn [[:r :x nil] [:w 1 2] [:read :z nil]]",
    "0 :ok :txn [[:r :x 5] [:w 1 2] [:read :z nil]]",
  );
  const [one] = multiRegisterOperations(txn);
  assertEquals(one!.input, [
    { type: "read", key: ":x" },
    { type: "write", key: 1, value: 2 },
    { type: "read", key: ":z" },
  ]);
  assertEquals(one!.output, [5, undefined, null]);
  assertEquals(multiRegisterOperations(txn, { nilReads: "unknown" })[0]!.output, [
    5,
    undefined,
    undefined,
  ]);
  assertEquals(
    multiRegisterStart(new Map<unknown, unknown>([[Symbol.for(":x"), 0], ["y", null]])),
    new Map([[":x", 0]]),
  );
  assertEquals(multiRegisterStart(7), undefined);
});

Deno.test("operations that came whole say what was asked by type and value", () => {
  const whole = (process: number, input: unknown, outcome: string) =>
    JSON.stringify({ process, input, output: null, invokedAt: 1, endedAt: 2, outcome });
  const [add, read] = counterOperations(
    calls(whole(0, { type: "add", value: 3 }, "ok"), whole(1, { type: "read" }, "unknown")),
  );
  assertEquals([add!.input, add!.invokedAt, add!.endedAt], [{ type: "add", value: 3n }, 1, 2]);
  assertEquals(read!.outcome, "unknown");
  assertThrows(() => calls(whole(0, "add", "ok")), MalformedHistory, 'line 1: expected an "input"');
});

const refused: readonly (readonly [string, (calls: Call[]) => unknown, string[], string])[] = [
  [
    "a mutex that is read",
    mutexOperations,
    ["0 :invoke :read nil"],
    "line 1: expected acquire or release",
  ],
  [
    "a lock that is read",
    lockOperations,
    ["0 :invoke :read nil"],
    "acquire or release: given read",
  ],
  ["a set from which is removed", setOperations, ["0 :invoke :remove 1"], "add or read"],
  [
    "a set that is read as a number",
    setOperations,
    ["0 :invoke :read nil", "0 :ok :read 7"],
    "line 2: expected the elements of a set: given 7",
  ],
  ["a queue that is popped", queueOperations, ["0 :invoke :pop nil"], "enqueue or dequeue"],
  [
    "a dequeue of nobody knows what",
    queueOperations,
    ["0 :invoke :dequeue", "0 :ok :dequeue"],
    "line 2: expected what was dequeued",
  ],
  ["half a count", counterOperations, ["0 :invoke :add 0.5"], "a whole number: given 0.5"],
  ["a counter of texts", counterOperations, ['0 :invoke :add "1"'], 'a whole number: given "1"'],
  ["a counter that is reset", counterOperations, ["0 :invoke :reset nil"], "add or read"],
  [
    "a transaction that is none",
    multiRegisterOperations,
    ["0 :invoke :txn 7"],
    "a transaction, a list",
  ],
  ["an append", multiRegisterOperations, ["0 :invoke :txn [[:append 1 2]]"], "given [:append 1 2]"],
  [
    "the end of another transaction",
    multiRegisterOperations,
    ["0 :invoke :txn [[:r :x nil]]", "0 :ok :txn [[:r :y 1]]"],
    "line 2: expected the end of what was called",
  ],
];
for (const [what, read, lines, expected] of refused) {
  Deno.test(`${what} is refused`, () => {
    assertThrows(() => read(calls(...lines)), MalformedHistory, expected);
  });
}
