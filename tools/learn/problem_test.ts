import { assertEquals } from "@std/assert";
import { placeOf, problemsIn } from "./problem.ts";

Deno.test("a syntax error is told with its line, whoever finds it", () => {
  const parser = `error: SyntaxError: Expression expected
  |
3 |   const x = (;
  |              ~
    at register.ts:3:14`;
  assertEquals(problemsIn(parser), [{
    kind: "syntax error",
    file: "register.ts",
    line: 3,
    column: 14,
    words: "Expression expected",
    excerpt: ["  const x = (;", "             ~"],
  }]);
  const compiler = `TS1005 [ERROR]: '}' expected.
    at register.ts:21:1

TS1007 [ERROR]:     The parser expected to find a '}' to match the '{' token here.
    export const register: Upon["register"] = (_s, _event, _io) => {
                                                                   ^
        at register.ts:18:64`;
  assertEquals(problemsIn(compiler).map(placeOf), ["register.ts:21:1", "register.ts:18:64"]);
});

Deno.test("each type error has its line, and syntax errors come first", () => {
  const report = `TS2322 [ERROR]: Type 'string' is not assignable to type 'number'.
  const n: number = 'a';
        ^
    at register.ts:19:9

TS1002 [ERROR]: Unterminated string literal.
const x = "abc;

    at other.ts:1:16

Found 2 errors.`;
  const problems = problemsIn(report);
  assertEquals(problems.map(({ kind }) => kind), ["syntax error", "type error"]);
  assertEquals(problems[1]!.excerpt, ["  const n: number = 'a';", "        ^"]);
});

Deno.test("a missing export is blamed on the file that lacks it, at the line that is meant", () => {
  const renamed =
    `TS2724 [ERROR]: '"register.ts"' has no exported member named 'register'. Did you mean 'registr'?
import { register } from "./register.ts";
         ~~~~~~~~
    at answers.ts:10:10

    'registr' is declared here.
    export const registr: Upon["register"] = (_s, _event, _io) => {
                 ~~~~~~~
        at register.ts:18:14`;
  const [problem] = problemsIn(renamed);
  assertEquals([problem!.kind, placeOf(problem!)], ["missing export", "register.ts:18:14"]);
  const gone = `TS2305 [ERROR]: Module '"register.ts"' has no exported member 'register'.
import { register } from "./register.ts";
         ~~~~~~~~
    at answers.ts:10:10`;
  assertEquals(problemsIn(gone), [{
    kind: "missing export",
    file: "register.ts",
    words: "it does not export `register`, which is its answer",
    excerpt: [],
  }]);
  const hidden =
    `TS2459 [ERROR]: Module '"register.ts"' declares 'register' locally, but it is not exported.
import { register } from "./register.ts";
         ~~~~~~~~
    at answers.ts:10:10

    'register' is declared here.
    const register: Upon["register"] = () => {
          ~~~~~~~~
        at register.ts:18:7`;
  assertEquals(placeOf(problemsIn(hidden)[0]!), "register.ts:18:7");
});

Deno.test("a missing file is told from an import that leads nowhere", () => {
  const missing = `TS2307 [ERROR]: Cannot find module 'register.ts'.
    at answers.ts:10:26`;
  assertEquals(problemsIn(missing)[0]!.kind, "missing file");
  const nowhere = `TS2307 [ERROR]: Cannot find module 'nowhere.ts'.
    at register.ts:22:19`;
  assertEquals([problemsIn(nowhere)[0]!.kind, placeOf(problemsIn(nowhere)[0]!)], [
    "import",
    "register.ts:22:19",
  ]);
});

Deno.test("a report of another form is still told in its own words", () => {
  assertEquals(problemsIn("error: something else")[0]!.words, "something else");
});
