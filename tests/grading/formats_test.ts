/** What `deno task grade` writes, held against the formats as they are published. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

/** A document as elements: name, attributes, children, and the text between. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** Reads XML as simple as that of a report; throws where it is not well-formed. */
function read(xml: string): Element {
  const top: Element = { name: "", attributes: {}, children: [] };
  const open = [top];
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  while (rest !== "") {
    const text = /^[^<>&]+|^&(?:amp|lt|gt|quot|#10);/.exec(rest);
    const tag = /^<(\/?)([\w-]+)((?:\s+\w+="[^"<>]*")*)\s*(\/?)>/.exec(rest);
    assert(text ?? tag, `not well-formed: ${rest.slice(0, 80)}`);
    rest = rest.slice((text ?? tag)![0].length);
    if (tag === null) continue;
    const [, closes, name, list, empty] = tag;
    if (closes) {
      assertEquals(open.pop()?.name, name);
      continue;
    }
    const attributes = Object.fromEntries(
      [...list!.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    );
    const element = { name: name!, attributes, children: [] };
    open.at(-1)!.children.push(element);
    if (!empty) open.push(element);
  }
  assertEquals(open.length, 1, "all elements are closed");
  return top.children[0]!;
}

/** What one element may hold. */
interface Rule {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  /** The names of its children, joined by blanks. */
  readonly children?: RegExp;
}

/** The schema of Ant's reports, JUnit.xsd by Windy Road. */
const ant: Readonly<Record<string, Rule>> = {
  testsuites: { required: [], children: /^(testsuite ?)*$/ },
  testsuite: {
    required: "name timestamp hostname tests failures errors time package id".split(" "),
    optional: ["skipped"],
    children: /^properties (testcase )*system-out system-err$/,
  },
  properties: { required: [], children: /^(property ?)*$/ },
  property: { required: ["name", "value"] },
  testcase: { required: ["name", "classname", "time"], children: /^(skipped|error|failure)?$/ },
  skipped: { required: [], optional: ["message"] },
  error: { required: ["type"], optional: ["message"] },
  failure: { required: ["type"], optional: ["message"] },
  "system-out": { required: [] },
  "system-err": { required: [] },
};

/** The schema of Jenkins' xUnit plugin, junit-10.xsd, where it differs. */
const jenkins: Readonly<Record<string, Rule>> = {
  ...ant,
  testsuite: {
    required: ["name", "tests", "failures", "errors"],
    optional: "group time skipped timestamp hostname id package file log url".split(" "),
    children: /^((testsuite|properties|testcase|system-out|system-err) ?)*$/,
  },
  testcase: {
    required: ["name"],
    optional: ["time", "classname", "group"],
    children: /^((skipped|error|failure|system-out|system-err) ?)*$/,
  },
};

function assertValid(element: Element, rules: Readonly<Record<string, Rule>>): void {
  const { name, attributes, children } = element;
  const rule = rules[name];
  assert(rule !== undefined, `there is no element ${name}`);
  const keys = Object.keys(attributes);
  for (const key of rule.required) assert(keys.includes(key), `${name} needs ${key}`);
  for (const key of keys) {
    assert([...rule.required, ...rule.optional ?? []].includes(key), `${name} has no ${key}`);
  }
  const names = children.map((each) => each.name).join(" ");
  assert((rule.children ?? /^$/).test(names), `${name} holds ${names}`);
  for (const child of children) assertValid(child, rules);
}

/** The fields of Gradescope's results.json, and of a test in it, with their types. */
const gradescope: Readonly<Record<string, string>> = {
  score: "number",
  execution_time: "number",
  output: "string",
  output_format: "string",
  visibility: "string",
  stdout_visibility: "string",
  extra_data: "object",
  tests: "object",
};
const gradescopeTest: Readonly<Record<string, string>> = {
  score: "number",
  max_score: "number",
  status: "string",
  name: "string",
  name_format: "string",
  number: "string",
  output: "string",
  output_format: "string",
  tags: "object",
  visibility: "string",
  extra_data: "object",
};
const words: Readonly<Record<string, readonly string[]>> = {
  status: ["passed", "failed"],
  output_format: ["text", "html", "simple_format", "md", "ansi"],
  visibility: ["hidden", "after_due_date", "after_published", "visible"],
};

function assertFields(record: Record<string, unknown>, fields: Readonly<Record<string, string>>) {
  for (const [key, value] of Object.entries(record)) {
    assertEquals(typeof value, fields[key], `the type of ${key}`);
    if (key in words) assert(words[key]!.includes(String(value)), `${key} is ${value}`);
  }
}

/** One submission to exercise 01: what stands in ticket.ts, and how all formats tell of it. */
async function graded(ticket: string | undefined, ...options: readonly string[]) {
  const folder = await Deno.makeTempDir();
  try {
    if (ticket !== undefined) await Deno.writeTextFile(`${folder}/ticket.ts`, ticket);
    const [junit, scope, json] = ["j.xml", "g.json", "r.json"].map((name) => `${folder}/${name}`);
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "tools/grade.ts", "01", "--submission", folder, "--limit-s", "3"],
        ...["--junit", junit!, "--gradescope", scope!, "--json", json!, ...options],
      ],
      cwd: root,
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    }).output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const xml = read(await Deno.readTextFile(junit!));
    assertValid(xml, ant);
    assertValid(xml, jenkins);
    const gradescopeResults = JSON.parse(await Deno.readTextFile(scope!));
    assertFields(gradescopeResults, gradescope);
    for (const test of gradescopeResults.tests) assertFields(test, gradescopeTest);
    const [result] = JSON.parse(await Deno.readTextFile(json!));
    const said = decode(stdout) + decode(stderr);
    return { code, said, suite: xml.children[0]!, gradescope: gradescopeResults, result };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const types = `import type { Upon } from "./office.ts";\n`;
const answer = `export const ticket: Upon["ticket"] = (s, { call, ticket }, io) => {
  const open = s.open.get(call);
  if (open === undefined) return;
  io.answer(open.finder, ticket);
  s.open.delete(call);
};`;

Deno.test("what is done, open and wrong is told in every format", async () => {
  const done = await graded(types + answer);
  assertEquals(done.code, 0, done.said);
  const { tests, failures, errors, skipped } = done.suite.attributes;
  assertEquals([tests, failures, errors, skipped], ["8", "0", "0", "7"]);
  assertEquals([done.gradescope.score, done.result.earned, done.result.possible], [10, 10, 100]);
  assertEquals(done.gradescope.tests[0].status, "passed");

  const wrong = await graded(types + answer.replace("s.open.delete(call);", ""), "--part", "1");
  assertEquals(wrong.code, 1);
  assertEquals(wrong.suite.attributes.failures, "1");
  assertEquals(wrong.gradescope.tests[0].status, "failed");
});

Deno.test("unseen seeds are the ones that are tried", async () => {
  const last = `${types}export const ticket: Upon["ticket"] = (s, { ticket }, io) => {
  for (const [call, { finder }] of s.open) return s.open.delete(call), io.answer(finder, ticket);
};`;
  const seeds = ["--part", "1", "--seeds", "5", "--seed-base", "700"];
  const { result } = await graded(last, ...seeds);
  const [part] = result.parts;
  assertEquals(part.standing, "wrong");
  assert(part.seed >= 700 && part.seed < 705, `seed ${part.seed}`);
  assertStringIncludes(part.replay, `--seed ${part.seed}`);
});

/** What cannot be judged: the file, and what all formats say of it. */
const unjudged: readonly (readonly [what: string, text: string, said: string])[] = [
  ["a syntax error", "export const ticket = (", "ticket.ts:1:24: syntax error: "],
  ["a type error", "\nexport const ticket = (s: number) => s;", "ticket.ts:2:14: type error: "],
  [
    "a missing export",
    types + answer.replace("ticket:", "tickets:"),
    "ticket.ts:2:14: missing exp",
  ],
  [
    "a module that is not there",
    `import "./nothing.ts";\n${types}${answer}`,
    "ticket.ts:1:8: import",
  ],
  [
    "an error as it is loaded",
    `${types}throw new Error("no");\n${answer}`,
    "ticket.ts cannot be loaded: your code threw Error: no at ticket.ts:2",
  ],
  [
    "a loop that never ends",
    `${types}\nexport const ticket: Upon["ticket"] = () => {\n  for (;;);\n};`,
    "at ticket.ts:4: it did not finish within 3 s",
  ],
  ["a loop as it is loaded", `${types}for (;;);\n${answer}`, "at ticket.ts:2: it did not finish"],
];

for (const [what, text, said] of unjudged) {
  Deno.test(`${what} is told at its line, and as no failed test`, async () => {
    const told = await graded(text, "--part", "1");
    assertEquals(told.code, 1);
    assertStringIncludes(told.said, said);
    assertEquals([told.suite.attributes.failures, told.suite.attributes.errors], ["0", "1"]);
    const error = told.suite.children.find(({ name }) => name === "testcase")!.children[0]!;
    assertEquals(error.name, "error");
    assertStringIncludes(error.attributes.message!, said);
    const [test] = told.gradescope.tests;
    assertEquals([test.score, test.status], [0, undefined]);
    assertStringIncludes(test.output, said);
    assertStringIncludes(told.result.parts[0].words, said);
  });
}
