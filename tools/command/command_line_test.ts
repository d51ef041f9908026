import { assertEquals, assertThrows } from "@std/assert";
import { type Declaration, type Options, parseCommandLine } from "./command_line.ts";
import { UsageError } from "./usage_error.ts";
import {
  defaulting,
  flag,
  oneOf,
  perhaps,
  seconds,
  several,
  text,
  value,
  wholeNumber,
} from "./option.ts";

const sail = {
  purpose: "sail",
  words: true,
  options: {
    fast: flag(),
    port: defaulting(wholeNumber(1, 9), 5),
    crew: wholeNumber(2),
    sea: oneOf(["north", "south"]),
    log: text("a file"),
    wait: seconds(),
    hints: perhaps(wholeNumber(1, 3), "1"),
    at: several(value("HOST:PORT", (each) => each.includes(":") ? each : undefined)),
  },
} as const;

function read(...args: string[]) {
  return parseCommandLine(sail, args);
}

Deno.test("what is not given is absent, or has the value that was declared", () => {
  assertEquals(read(), { values: { fast: false, port: 5, at: [] }, words: [] });
});

Deno.test("options and words come in any order, with values behind or after an equals sign", () => {
  const { values, words } = read("x", "--port", "7", "--log=a=b", "--fast", "y", "--wait", "0.5");
  assertEquals([values.port, values.log, values.fast, values.wait], [7, "a=b", true, 0.5]);
  assertEquals(words, ["x", "y"]);
});

Deno.test("of an option that is given again the last value counts, unless all do", () => {
  assertEquals(read("--port", "7", "--port=8").values.port, 8);
  assertEquals(read("--at", "a:1", "--at=b:2").values.at, ["a:1", "b:2"]);
});

Deno.test("a value that may be left out is the next word only if it could be", () => {
  assertEquals(read("--hints", "2", "7").values.hints, 2);
  assertEquals(read("--hints", "2", "7").words, ["7"]);
  assertEquals([read("--hints", "7").values.hints, read("--hints", "7").words], [1, ["7"]]);
  assertEquals(read("--hints").values.hints, 1);
  assertEquals(read("--hints", "--", "2"), {
    values: { fast: false, port: 5, at: [], hints: 1 },
    words: ["2"],
  });
});

Deno.test("after two dashes everything is a word, and so is one dash", () => {
  assertEquals(read("-", "--", "--fast", "--").words, ["-", "--fast", "--"]);
});

const among =
  "options must be among --fast, --port, --crew, --sea, --log, --wait, --hints, --at: given";
const wrong: readonly (readonly [string[], string])[] = [
  [["--slow"], `${among} "--slow"`],
  [["--slow=3"], `${among} "--slow=3"`],
  [["--fast=no"], `${among} "--fast=no"`],
  [["-f"], `${among} "-f"`],
  [["-fast"], `${among} "-fast"`],
  [["--constructor"], `${among} "--constructor"`],
  [["--__proto__"], `${among} "--__proto__"`],
  [["--port"], "--port must be a whole number from 1 to 9: given nothing"],
  [["--port", "--fast"], '--port must be a whole number from 1 to 9: given "--fast"'],
  [["--port", "many", "--port", "3"], '--port must be a whole number from 1 to 9: given "many"'],
  [["--port="], '--port must be a whole number from 1 to 9: given ""'],
  [["--crew", "1e3"], '--crew must be a whole number, 2 or more: given "1e3"'],
  [["--crew", "99999999999999999999"], "--crew must be a whole number, 2 or more"],
  [["--sea", "east"], '--sea must be one of north, south: given "east"'],
  [["--log", ""], '--log must be a file: given ""'],
  [["--wait", "soon"], '--wait must be seconds > 0: given "soon"'],
  [["--wait=Infinity"], '--wait must be seconds > 0: given "Infinity"'],
  [["--hints=9"], '--hints must be a whole number from 1 to 3: given "9"'],
  [["--at", "nowhere"], '--at must be HOST:PORT: given "nowhere"'],
];

Deno.test("what is wrong is told in one line, with what must hold and what was given", () => {
  for (const [args, words] of wrong) {
    const { message } = assertThrows(() => read(...args), UsageError, words);
    assertEquals(message.startsWith("Cannot sail because "), true);
    assertEquals(message.includes("\n"), false);
  }
});

Deno.test("a command without words refuses the first of them", () => {
  const silent: Declaration<Options> = { ...sail, words: false };
  assertThrows(
    () => parseCommandLine(silent, ["now", "--fast"]),
    UsageError,
    'there must be options only: given "now"',
  );
});
