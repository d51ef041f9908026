import { assert, assertEquals } from "@std/assert";
import { ownCpuOf } from "../process/cpu.ts";
import { Deadline, type Missed } from "./deadline.ts";

const hasProc = ownCpuOf(Deno.pid) !== undefined;

/** Runs `code` under a limit of a second for at most `forMs`; which limit was missed, if one was. */
async function missedBy(code: string, forMs: number): Promise<Missed | undefined> {
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", code] }).spawn();
  const over = Promise.withResolvers<Missed | undefined>();
  const deadline = new Deadline(child.pid, 1, over.resolve);
  const timer = setTimeout(() => over.resolve(undefined), forMs);
  try {
    return await over.promise;
  } finally {
    deadline.stop();
    clearTimeout(timer);
    child.kill("SIGKILL");
    await child.status;
  }
}

Deno.test("who works for longer than the limit, or waits beyond it, has missed it", async () => {
  const found = await Promise.all(
    ["for (;;);", "setInterval(() => {}, 1e6);"].map((code) => missedBy(code, 60_000)),
  );
  const by = hasProc ? ["work", "idleness"] as const : ["clock", "clock"] as const;
  assertEquals(found, by.map((by) => ({ by, seconds: 1 })));
});

Deno.test({
  name: "who gets little of the machine has time until it has worked for so long",
  ignore: !hasProc,
  async fn() {
    const now = "performance.now()";
    const little = `setInterval(() => { for (const end = ${now} + 50; ${now} < end;); }, 500);`;
    assertEquals(await missedBy(little, 4_000), undefined);
  },
});

Deno.test("who goes on piece by piece has the limit for each of them, and no more in all", async () => {
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", "for (;;);"] }).spawn();
  const over = Promise.withResolvers<Missed>();
  const deadline = new Deadline(child.pid, 0.3, over.resolve, 4);
  const pieces = setInterval(() => deadline.goOn(), 50);
  const begun = performance.now();
  try {
    await over.promise;
    const tookMs = performance.now() - begun;
    assert(tookMs >= 4 * 300, `it was ended after ${tookMs} ms`);
  } finally {
    deadline.stop();
    clearInterval(pieces);
    child.kill("SIGKILL");
    await child.status;
  }
});
