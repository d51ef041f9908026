import { assertEquals, assertRejects } from "@std/assert";
import { Turns } from "./turns.ts";

/** Work that says when it begins and ends, and ends when it is told to. */
function setUp() {
  const turns = new Turns(), said: string[] = [], ends = new Map<string, (error?: Error) => void>();
  const work = (name: string) => () =>
    new Promise<void>((resolve, reject) => {
      said.push(`${name} begins`);
      ends.set(name, (error) => {
        said.push(`${name} ends`);
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  const end = async (name: string, error?: Error) => {
    ends.get(name)!(error);
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return { turns, said, work, end };
}

Deno.test("work goes on together, and work that must be alone waits for it and holds up the rest", async () => {
  const { turns, said, work, end } = setUp();
  turns.together(work("a"));
  turns.together(work("b"));
  turns.alone(work("c"));
  turns.together(work("d"));
  turns.alone(work("e"));
  for (const name of ["b", "a", "c", "d", "e"]) await end(name);
  assertEquals(said.map((words) => words.replace(" begins", "+").replace(" ends", "-")), [
    ...["a+", "b+", "b-", "a-", "c+", "c-", "d+", "d-", "e+", "e-"],
  ]);
  turns.together(work("f"));
  assertEquals(said.at(-1), "f begins");
  await end("f");
});

Deno.test("work that fails tells who asked for it, and holds up nobody", async () => {
  const { turns, said, work, end } = setUp();
  const failing = turns.alone(work("a"));
  const told = assertRejects(() => failing, Error, "no room");
  turns.together(work("b"));
  await Promise.resolve();
  await Promise.resolve();
  await end("a", new Error("no room"));
  await told;
  assertEquals(said, ["a begins", "a ends", "b begins"]);
  await end("b");
});
