import { assert, assertEquals, assertRejects } from "@std/assert";
import { display } from "hb/figure/figure.ts";
import { quote, source } from "hb/notebook/quote.ts";

Deno.test("a declaration is quoted whole, without the comment above it", async () => {
  assertEquals(
    await source("model/invariant.ts", "InvariantViolation"),
    `export interface InvariantViolation {
  /** A sentence that a reader of the diagram understands. */
  readonly words: string;
  /** The nodes to mark. */
  readonly nodes: readonly NodeId[];
}`,
  );
});

Deno.test("what is quoted stands in the file word for word", async () => {
  const file = await Deno.readTextFile(new URL("../../lib/model/encode.ts", import.meta.url));
  for (const name of ["encode", "encodeObject", "hex"]) {
    const code = await source("model/encode.ts", name);
    assert(file.includes(`\n${code}\n`));
    assert(/^(?:export )?function /.test(code) && code.endsWith("\n}"));
  }
});

Deno.test("a member is quoted from the margin", async () => {
  const code = await source("notebook/show.ts", "Kernel.broadcast");
  assertEquals(code, "broadcast(type: string, content: Record<string, unknown>): Promise<void>;");
  const body = await source("figure/spacetime/draw_mark.ts", "shapes.timer");
  assert(body.startsWith("timer: (x, y) =>\n  `<circle"));
  assertEquals(body.split("\n").length, 3);
  assert(body.endsWith("/>`"));
});

Deno.test("a quotation is a highlighted block that names its file", async () => {
  const bundle = await (await quote("model/history.ts", "Outcome"))[display]();
  assertEquals(
    bundle["text/markdown"],
    '```ts\n// lib/model/history.ts\nexport type Outcome = "ok" | "fail" | "unknown";\n```',
  );
  assertEquals(bundle["text/plain"], "lib/model/history.ts: Outcome, 1 line");
});

Deno.test("a name or a file that is not there is an error that says what is", async () => {
  await assertRejects(() => source("model/history.ts", "Nothing"), Error, "it declares Outcome");
  await assertRejects(() => source("model/nothing.ts", "x"), Error, "a file below lib/");
  await assertRejects(() => source("model/history.ts", "Operation.nothing"), Error, '"nothing"');
});

Deno.test("a quotation may be folded until a reader asks for it", async () => {
  const figure = await quote("model/history.ts", "Outcome", { folded: "Yours first, <then> this" });
  assertEquals(
    (await figure[display]())["text/markdown"],
    "<details><summary>Yours first, &lt;then&gt; this</summary>\n\n```ts\n// lib/model/history.ts\n" +
      'export type Outcome = "ok" | "fail" | "unknown";\n```\n\n</details>',
  );
});
