import { assert, assertEquals } from "@std/assert";
import { display } from "../figure/figure.ts";
import { keeping, losing } from "../laboratory/storage/losing.ts";
import { crashFilm, drawStore } from "./storage.ts";

const marksOf = ({ sectors }: { sectors: readonly { state: string; text: string }[] }) =>
  sectors.map(({ state, text }) => `${text} ${state}`);

Deno.test("crash film: up to the crash, what there was after each operation, and then what is left", () => {
  const { steps, crash } = crashFilm(losing[2]!);
  assertEquals(steps.map(({ words }) => words), [
    "append to value.new",
    "rename value.new to value",
  ]);
  assertEquals(steps[1]!.files.map(({ name, named }) => [name, named]), [["value", false]]);
  assertEquals(marksOf(steps[1]!.files[0]!), ["aaaaaaaa unsure", "aaaa unsure"]);
  assertEquals(marksOf(crash!.files[0]!), ["aaaaaaaa lost", "aaaa durable"]);
  assertEquals(crash!.words, "bytes 0 to 7 of value are lost");
  assertEquals(crash!.found, "Then: “········aaaa” is there, which nobody put");
});

Deno.test("crash film: it says when somebody is told, and when a sync fails", () => {
  const { steps } = crashFilm(losing[6]!);
  assertEquals(steps.map(({ words }) => words).slice(-2), ["sync log, which fails", "sync log"]);
  assertEquals(steps.map(({ told }) => told).filter((told) => told !== undefined), [
    "told: aaaaaaaaaaaa is durable",
  ]);
});

Deno.test("crash film: that a sector rots is a row of its own, and it is marked from then on", () => {
  const { steps, crash } = crashFilm(losing[7]!);
  const states = [...steps, crash!].map(({ files }) => files[0]!.sectors[2]?.state);
  assertEquals(states.slice(-4), ["durable", "changed", "changed", "changed"]);
  assertEquals(steps.at(-2)!.words, "byte 17 of log rots");
});

Deno.test("crash film: a store that loses nothing works to the end", () => {
  const { steps, crash } = crashFilm({ kind: keeping, faults: [] }, { values: 2 });
  assertEquals(crash, undefined);
  assertEquals(steps.filter(({ told }) => told !== undefined).length, 2);
  assert(steps.at(-1)!.files[0]!.sectors.every(({ state }) => state === "durable"));
});

Deno.test("a store that loses something is drawn with its crash", async () => {
  const { "text/plain": plain } = await drawStore(losing[0]!, "A loss")[display]();
  assert(`${plain}`.includes("a crash: value is 0 bytes long, and not 12"), `${plain}`);
});
