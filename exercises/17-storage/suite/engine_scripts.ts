/** Commands for an engine: first those that show one thing each, then many drawn at random. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import type { Random } from "hb/sim/random.ts";
import type { Command, Script, Write } from "./engine_command.ts";

const put = (key: string, value: string): Command => ({ type: "write", writes: [[key, value]] });
const remove = (key: string): Command => ({ type: "write", writes: [[key, null]] });
const batch = (...writes: Write[]): Command => ({ type: "write", writes });
const get = (key: string, of?: number): Command => ({
  type: "get",
  key,
  ...(of === undefined ? {} : { of }),
});
const scan = { type: "scan" } as const;
const [hold, reopen, finish]: Command[] = [{ type: "hold" }, { type: "reopen" }, {
  type: "finish",
}];
const begin = (read: number): Command => ({ type: "begin", read });
const release = (of: number): Command => ({ type: "release", of });

/** A key of so many letters, which tells itself by the last. */
const longKey = (letters: number, last: string) => "k".repeat(letters - 1) + last;

const small: readonly (readonly Command[])[] = [
  [get("a"), scan],
  [put("a", "1"), get("a"), get("b"), get(""), scan],
  [put("a", "1"), put("a", "2"), get("a"), reopen!, get("a")],
  [put("a", ""), get("a"), reopen!, get("a"), scan],
  [put("", "empty"), put("a\0", "1"), put("a", "2"), scan, reopen!, scan, get("")],
  [put("a", "1"), remove("a"), get("a"), reopen!, get("a"), remove("a"), scan],
  [batch(["a", "1"], ["a", "2"], ["b", null], ["b", "3"], ["a", null]), scan, reopen!, scan],
  [batch(), scan, reopen!],
  [put("é", "1"), put("z", "2"), put("Z", "3"), put("10", "4"), put("9", "5"), scan, reopen!, scan],
  [
    ...["d", "b", "a", "c"].map((key) => put(key, key)),
    { type: "scan", from: "b" },
    { type: "scan", to: "c" },
    { type: "scan", from: "b", to: "d" },
    { type: "scan", from: "c", to: "b" },
    { type: "scan", from: "bb", to: "cc" },
  ],
  [put("a", "1"), hold!, put("a", "2"), remove("b"), get("a", 1), { ...scan, of: 1 }, get("a")],
  [put("a", "1"), hold!, hold!, remove("a"), release(1), get("a", 2), release(2), get("a")],
  [
    ...[put("a", "1"), hold!, hold!, put("a", "2"), put("a", "3"), release(1), put("a", "4")],
    ...[{ ...scan, of: 2 }, release(2), hold!, put("a", "5"), { ...scan, of: 3 }, get("a")],
  ],
  // Bytes that are no text.
  [
    put("<ff>", "1"),
    put("<fe>", "<ff>"),
    put("<80>", "2"),
    scan,
    reopen!,
    get("<ff>"),
    get("<fe>"),
  ],
  [put("<c328>", "<c3>"), put("<efbfbd28>", "2"), remove("<c3>"), get("<c328>"), reopen!, scan],
  // Keys that may be refused.
  [
    put(longKey(300, "a"), "1"),
    put(longKey(300, "b"), "2"),
    put("c", "3"),
    get(longKey(300, "a")),
    scan,
  ],
  [
    put("a", "1"),
    put("b", "1"),
    put("c", "1"),
    begin(1),
    put("b", "2"),
    remove("c"),
    put("d", "2"),
    finish!,
  ],
  [put("a", "1"), begin(0), put("a", "2"), finish!, begin(1), put("c", "1"), reopen!, scan],
  [put("a", "1"), reopen!, put("b", "2"), reopen!, put("a", "3"), reopen!, scan],
];

/** Scripts that show one thing each, with much memory, and with little. */
export function* smallScripts(): Generator<Script> {
  for (const memoryBytes of [4096, 4, 24]) {
    for (const commands of small) yield { memoryBytes, commands };
  }
}

/** Scripts that are drawn, and long ones. */
export function* largeScripts(grading: Grading): Generator<Script> {
  yield* drawnBy(grading, 120, "engines", aScript);
  for (const memoryBytes of [60, 4096]) {
    const long = Array.from(
      { length: 300 },
      (_, i): Command =>
        i % 7 === 6 ? remove(`k${i * 7 % 50}`) : put(`k${i * 13 % 90}`, `${i}`.repeat(1 + i % 9)),
    );
    yield {
      memoryBytes,
      commands: [...long.slice(0, 150), hold!, ...long.slice(150), { ...scan, of: 1 }, reopen!],
    };
    const keys = [put(longKey(70_000, "a"), "1"), put(longKey(70_000, "b"), "2")];
    yield { memoryBytes, commands: [...keys, reopen!, scan] };
    const big = put("big", "x".repeat(150_000)), around = [put("a", "1"), big, put("b", "2")];
    yield { memoryBytes, commands: [...around, get("big"), reopen!, scan] };
  }
}

function aScript(random: Random, at: number): Script {
  const keys = 3 + random.below(at < 60 ? 4 : 20), held = { count: 0 };
  const isText = random.chance(0.8);
  const key = () =>
    isText
      ? `k${random.below(keys)}`.slice(random.chance(0.05) ? 2 : 0)
      : `<${(0xf8 + random.below(8)).toString(16)}${random.chance(0.3) ? "00" : ""}>`;
  const one = (): Write => [
    key(),
    random.chance(0.3) ? null : `${random.below(100)}`.repeat(random.below(6)),
  ];
  const commands = Array.from({ length: 4 + at % 50 }, (): Command => {
    const which = random.below(30);
    if (which < 12) {
      return { type: "write", writes: [one()], ...(random.chance(0.2) ? { sync: true } : {}) };
    }
    if (which < 14) return batch(...Array.from({ length: random.below(4) }, one));
    const of = held.count > 0 && random.chance(0.5) ? { of: 1 + random.below(held.count) } : {};
    if (which < 19) return { type: "get", key: key(), ...of };
    if (which < 22) {
      const from = random.chance(0.5) ? { from: key() } : {},
        to = random.chance(0.5) ? { to: key() } : {};
      return { type: "scan", ...from, ...to, ...of };
    }
    if (which < 23) return begin(random.below(3));
    if (which < 24) return finish!;
    if (which < 26) {
      held.count++;
      return hold!;
    }
    if (which < 27 && held.count > 0) return release(1 + random.below(held.count));
    if (which < 28) return { type: "sync" };
    if (which < 29) return scan;
    held.count = 0;
    return reopen!;
  });
  return { memoryBytes: [10, 40, 160][random.below(3)]!, commands };
}

/** Without some of the commands; numbers of snapshots that are not there then mean nothing. */
export function* shorter({ memoryBytes, commands }: Script): Generator<Script> {
  // With less memory, fewer commands fill it.
  if (memoryBytes > 4) yield { memoryBytes: memoryBytes >> 1, commands };
  for (const fewer of withoutParts(commands)) yield { memoryBytes, commands: fewer };
}
