import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { display, isFigure } from "hb/figure/figure.ts";
import { told } from "hb/figure/refuse.ts";
import { type Subject, title } from "./subject.ts";
import { subjects, trace } from "./subjects.ts";

/** The arguments with a value in the place that a path names. */
function changed(given: readonly unknown[], path: string, value: unknown): unknown[] {
  const copy = [...given];
  const keys = path.split(".");
  const last = keys.pop()!;
  let at = copy as unknown as Record<string, unknown>;
  for (const key of keys) {
    const part = at[key];
    at[key] = Array.isArray(part) ? [...part] : { ...part as object };
    at = at[key] as Record<string, unknown>;
  }
  at[last] = value;
  return copy;
}

/** What a function says to its arguments: the error, or nothing where it draws; and what it draws has no odd numbers. */
async function heard({ make }: Subject, given: readonly unknown[]): Promise<unknown> {
  try {
    const made = make(...given as never[]);
    const drawn = isFigure(made) ? Object.values(await made[display]()) : [made];
    for (const form of drawn) {
      if (typeof form !== "string" || !form.includes("<svg")) continue;
      assert(!/="[^"]*(?:NaN|Infinity|undefined)/.test(form), form);
    }
  } catch (error) {
    return error;
  }
}

const form = /^Cannot (?:draw|shorten) .+ because .+: given .+$/s;

for (const [name, subject] of Object.entries(subjects)) {
  Deno.test(`${name} draws what is good, and says of all else why it cannot be drawn`, async () => {
    assertEquals(await heard(subject, subject.good), undefined);
    for (const [path, value] of subject.bad) {
      const error = await heard(subject, changed(subject.good, path, value));
      const where = `${path} = ${told(value)}`;
      assert(error instanceof TypeError || error instanceof RangeError, `${where}: ${error}`);
      assertMatch(error.message, form, where);
    }
  });

  if (subject.made) continue;
  Deno.test(`${name} draws or refuses whatever stands in the place of any part`, async () => {
    const odd = fc.constantFrom(null, undefined, NaN, Infinity, -1, 0.5, "", "x", [], {}, [null]);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(subject.good)), odd, async (path, value) => {
        const error = await heard(subject, changed(subject.good, path, value));
        if (error === undefined) return;
        assert(error instanceof Error);
        assertMatch(error.message, form, `${path} = ${told(value)}: ${error.stack}`);
      }),
      { numRuns: 100 },
    );
  });
}

/** Every place in some arguments that can be named. */
function pathsOf(value: unknown, path: readonly string[] = []): string[] {
  const own = path.length === 0 ? [] : [path.join(".")];
  const isOpen = typeof value === "object" && value !== null &&
    (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
  if (!isOpen) return own;
  return [...own, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

Deno.test("a violation may be added to a run that is over, and nothing else may come late", async () => {
  const late = [...trace, { ...trace[8], at: 5 }];
  assertEquals(await heard(subjects["spacetime"]!, [late, { title }]), undefined);
  const crash = [...trace, { at: 5, kind: "crash", node: 0 }];
  assert(await heard(subjects["spacetime"]!, [crash, { title }]) instanceof RangeError);
});

Deno.test("every public function of the figures is in this list", async () => {
  const { exports } = JSON.parse(
    await Deno.readTextFile(new URL("../../deno.json", import.meta.url)),
  );
  // They take whatever there is: a value to be told, labels that may fail, a value that may be a figure.
  const total = [
    "brief",
    "messageWords",
    "full",
    "messageInFull",
    "typeOf",
    "ms",
    "tolerant",
    "isFigure",
    "momentOf",
  ];
  // The words of diagrams; their callers have looked at the trace.
  const inner = [
    "sentWords",
    "requestWords",
    "answerWords",
    "operationWords",
    "timerWords",
    "recordWords",
    "compactedWords",
    "faultWords",
  ];
  const known = [...Object.keys(subjects), ...total, ...inner];
  for (const path of Object.values(exports as Record<string, string>)) {
    if (!path.startsWith("./lib/figure/")) continue;
    const module: object = await import(new URL(`../../${path}`, import.meta.url).href);
    for (const [name, value] of Object.entries(module)) {
      assert(typeof value !== "function" || known.includes(name), `${path} exports ${name}`);
    }
  }
});
