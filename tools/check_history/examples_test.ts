import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { historiesPage } from "../book/histories.ts";
import { parseArguments } from "./arguments.ts";
import { formatExamples, modelExamples } from "./examples.ts";
import { checkText } from "./file.ts";
import { checkHelp } from "./help.ts";
import { models } from "./models.ts";

const page = historiesPage();

Deno.test("every model has an example, and every example a model", () => {
  assertEquals(Object.keys(modelExamples), [...models.keys()]);
});

for (const [name, { history, options = [] }] of Object.entries(modelExamples)) {
  Deno.test(`the example of ${name} is found wrong, for a reason that is told`, () => {
    const args = parseArguments(["--model", name, ...options, "x"]);
    const { verdict, evidence } = checkText(history.join("\n"), args, Infinity);
    assertEquals(verdict, "violation", evidence.join("\n"));
    assertNotEquals(evidence.join("").trim(), "");
    assertStringIncludes(page, history.join("\n"));
    assertStringIncludes(checkHelp, models.get(name)!.example);
  });
}

for (const { name, text } of formatExamples) {
  Deno.test(`the example in the format ${name} is read, and is the same history as in all others`, () => {
    const args = parseArguments(["--model", "register", "x"]);
    const { verdict, evidence } = checkText(text, args, Infinity);
    assertEquals(verdict, "violation");
    assert(/finds? 2|read[^.]*2/.test(evidence.join("\n")), evidence.join("\n"));
    assertStringIncludes(page, text.trimEnd());
    assertStringIncludes(checkHelp, text.split("\n")[0]!);
  });
}
