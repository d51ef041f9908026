import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseArguments } from "./arguments.ts";
import { checkText } from "./file.ts";
import { models } from "./models.ts";

function judge(model: string, lines: readonly string[], ...options: string[]) {
  const args = parseArguments(["--model", model, ...options, "file"]);
  const { verdict, evidence } = checkText(lines.join("\n"), args, Infinity);
  return [verdict, evidence.join("\n")] as const;
}

/** For each model a history that is right, and an end that would make it wrong. */
const histories: Readonly<Record<string, readonly [right: string[], wrong: string[]]>> = {
  register: [["0 :invoke :write 1", "0 :ok :write 1"], ["0 :invoke :read nil", "0 :ok :read 2"]],
  "cas-register": [["0 :invoke :write 1", "0 :ok :write 1"], [
    "0 :invoke :cas [2 3]",
    "0 :ok :cas [2 3]",
  ]],
  "multi-register": [
    ["0 :invoke :txn [[:w :x 1] [:w :y 1]]", "0 :ok :txn [[:w :x 1] [:w :y 1]]"],
    ["0 :invoke :txn [[:r :x nil] [:r :y nil]]", "0 :ok :txn [[:r :x 1] [:r :y 2]]"],
  ],
  kv: [
    ['0 :invoke :append ["x" "a"]', '0 :ok :append ["x" "a"]'],
    ['0 :invoke :get ["x" nil]', '0 :ok :get ["x" "b"]'],
  ],
  mutex: [
    [
      "0 :invoke :acquire nil",
      "0 :ok :acquire nil",
      "1 :invoke :release nil",
      "1 :ok :release nil",
    ],
    ["1 :invoke :release nil", "1 :ok :release nil"],
  ],
  "owner-aware-mutex": [
    ["0 :invoke :acquire nil", "0 :ok :acquire nil"],
    ["1 :invoke :release nil", "1 :ok :release nil"],
  ],
  set: [["0 :invoke :add 1", "0 :ok :add 1"], ["0 :invoke :read nil", "0 :ok :read #{}"]],
  "fifo-queue": [
    ["0 :invoke :enqueue 1", "0 :ok :enqueue 1", "0 :invoke :enqueue 2", "0 :ok :enqueue 2"],
    ["0 :invoke :dequeue nil", "0 :ok :dequeue 2"],
  ],
  queue: [["0 :invoke :enqueue 1", "0 :ok :enqueue 1"], [
    "0 :invoke :dequeue nil",
    "0 :ok :dequeue 2",
  ]],
  "unordered-queue": [
    ["0 :invoke :enqueue 1", "0 :ok :enqueue 1", "0 :invoke :dequeue nil", "0 :ok :dequeue 1"],
    ["0 :invoke :dequeue nil", "0 :ok :dequeue 1"],
  ],
  "total-queue": [
    ["0 :invoke :enqueue 1", "0 :ok :enqueue 1", "0 :invoke :drain nil", "0 :ok :drain [1]"],
    ["0 :invoke :enqueue 2", "0 :ok :enqueue 2"],
  ],
  counter: [["0 :invoke :add 2", "0 :ok :add 2"], ["0 :invoke :read nil", "0 :ok :read 1"]],
  bank: [["0 :invoke :read nil", "0 :ok :read {:a 1}"], [
    "0 :invoke :read nil",
    "0 :ok :read {:a 2}",
  ]],
  "list-append": [
    ["0 :invoke :txn [[:append :x 1]]", "0 :ok :txn [[:append :x 1]]"],
    ["0 :invoke :txn [[:r :x nil]]", "0 :ok :txn [[:r :x [2]]]"],
  ],
  "rw-register": [
    ["0 :invoke :txn [[:w :x 1]]", "0 :ok :txn [[:w :x 1]]"],
    ["0 :invoke :txn [[:r :x nil]]", "0 :ok :txn [[:r :x 2]]"],
  ],
};

for (const name of models.keys()) {
  Deno.test(`--model ${name} accepts what is right and not what is wrong`, () => {
    const [right, wrong] = histories[name]!;
    assertEquals(judge(name, right)[0], "ok");
    assertEquals(judge(name, [...right, ...wrong])[0], "violation");
  });
}

Deno.test("objects start with what --initial says, as a value of its type", () => {
  const starts = [
    ["register", ":a", "0 :invoke :read nil", "0 :ok :read :a"],
    ["register", "[1 2]", "0 :invoke :read nil", "0 :ok :read (1 2)"],
    ["register", "null", "0 :invoke :read nil", "0 :ok :read nil"],
    ["multi-register", "{:x 5}", "0 :invoke :txn [[:r :x nil]]", "0 :ok :txn [[:r :x 5]]"],
    ["kv", '"a"', '0 :invoke :get ["x" nil]', '0 :ok :get ["x" "a"]'],
    ["counter", "9007199254740993", "0 :invoke :read nil", "0 :ok :read 9007199254740993"],
  ] as const;
  for (const [model, initial, ...lines] of starts) {
    assertEquals(judge(model, lines, "--initial", initial)[0], "ok", model);
    if (initial !== "null") assertEquals(judge(model, lines)[0], "violation", model);
  }
});

Deno.test("sets, queues, mutexes and counters may be many, each under its key", () => {
  const sets = [
    '0 :invoke :add ["1" 5]',
    '0 :ok :add ["1" 5]',
    "0 :invoke :read [1 nil]",
    "0 :ok :read [1 #{}]",
  ];
  const [verdict, evidence] = judge("set", sets);
  assertEquals(verdict, "ok");
  assertStringIncludes(evidence, "2 operations on 2 keys");
  const json = [
    '{"process":0,"type":"invoke","f":"acquire","key":"a"}',
    '{"process":0,"type":"ok","f":"acquire","key":"a"}',
    '{"process":1,"type":"invoke","f":"acquire","key":"b"}',
    '{"process":1,"type":"ok","f":"acquire","key":"b"}',
  ];
  assertEquals(judge("mutex", json)[0], "ok");
  assertEquals(
    judge("owner-aware-mutex", json.map((line) => line.replace('"b"', '"a"')))[0],
    "violation",
  );
});

Deno.test("a history of which nothing is known to have happened is unknown", () => {
  for (const [model, lines] of Object.entries(histories)) {
    const calls = lines[0].filter((line) => line.includes(":invoke")).slice(0, 1);
    // What isolation says of it is its own affair.
    if (model !== "list-append" && model !== "rw-register") {
      assertEquals(judge(model, calls)[0], "unknown", model);
    }
    assertEquals(judge(model, [])[0], "unknown", model);
  }
});

Deno.test("what a long queue lost is told with three operations, whichever of many queues it was", () => {
  const both = (f: string, value: string) => [`0 :invoke :${f} ${value}`, `0 :ok :${f} ${value}`];
  const lines = (write: (value: number) => string, lost: number) =>
    Array.from({ length: 400 }, (_, i) => i).flatMap((i) => [
      ...both("enqueue", write(i)),
      ...(i === lost ? [] : both("dequeue", write(i))),
    ]);
  const alone = String, apart = (value: number) => `[:q${value % 2} ${value}]`;
  assertEquals(judge("fifo-queue", lines(alone, -1)), [
    "ok",
    "800 operations, decided without a search",
  ]);
  assertEquals(judge("fifo-queue", lines(apart, -1)), [
    "ok",
    "800 operations on 2 keys, decided without a search",
  ]);
  const [verdict, evidence] = judge("fifo-queue", lines(apart, 101));
  assertEquals(verdict, "violation");
  assertEquals(
    evidence,
    `key ":q1": 3 of 399 operations contradict each other
  enqueue 101 by process 0, line 405 to line 406
  enqueue 103 by process 0, line 411 to line 412
  dequeue → 103 by process 0, line 413 to line 414
  enqueue 101 ended before enqueue 103 began, yet no answer is 101`,
  );
});

Deno.test("an element that a long set lost is told with two operations", () => {
  const both = (f: string, asked: string, answered: string) => [
    `0 :invoke :${f} ${asked}`,
    `0 :ok :${f} ${answered}`,
  ];
  const all = Array.from({ length: 300 }, (_, i) => String(i));
  const adds = all.flatMap((element) => both("add", element, element));
  const read = (elements: string[]) => both("read", "nil", `#{${elements.join(" ")}}`);
  assertEquals(judge("set", [...adds, ...read(all)])[0], "ok");
  const [verdict, evidence] = judge("set", [...adds, ...read(all.toSpliced(77, 1))]);
  assertEquals(verdict, "violation");
  assertStringIncludes(
    evidence,
    "2 of 301 operations contradict each other\n  add 77 by process 0",
  );
  assertStringIncludes(evidence, "77 was added before the last read began, which is without it");
});
