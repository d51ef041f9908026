import { assert, assertEquals } from "@std/assert";
import { ownCpuOf } from "../process/cpu.ts";
import { Deadline, type Missed } from "./deadline.ts";

const hasProc = ownCpuOf(Deno.pid) !== undefined;

/** Runs `code` under a limit of a second until it is missed, and says which. */
async function missedBy(code: string): Promise<Missed> {
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", code] }).spawn();
  const over = Promise.withResolvers<Missed>();
  const deadline = new Deadline(child.pid, 1, over.resolve);
  try {
    return await over.promise;
  } finally {
    deadline.stop();
    child.kill("SIGKILL");
    await child.status;
  }
}

Deno.test("who works for longer than the limit, or waits beyond it, has missed it", async () => {
  const works = await missedBy("for (;;);");
  // Of a machine with thirty others it does not get a second in twenty.
  const late = { by: "clock", seconds: 20 } as const;
  const inTime = { by: hasProc ? "work" : "clock", seconds: 1 } as const;
  assertEquals(works, works.seconds === late.seconds ? late : inTime);
  const waits = await missedBy("setInterval(() => {}, 1e6);");
  assertEquals(waits, { by: hasProc ? "idleness" : "clock", seconds: 1 });
});

/** Which limit is missed, and when, by a process that works for `cpuMs` of each 100 ms. */
function missedAt(limitS: number, cpuMs: number, forS: number): [Missed, atS: number] | undefined {
  const machine = { at: 0, cpuMs: 0 };
  const deadline = new Deadline(0, limitS, () => {}, 1, () => ({ ...machine }));
  try {
    while (machine.at < forS * 1000) {
      machine.at += 100;
      machine.cpuMs += cpuMs;
      const by = deadline.isMissed();
      if (by !== undefined) return [by, machine.at / 1000];
    }
    return undefined;
  } finally {
    deadline.stop();
  }
}

Deno.test("who gets little of the machine has time until it has worked for so long", () => {
  assertEquals(missedAt(3, 100, 60), [{ by: "work", seconds: 3 }, 3]);
  assertEquals(missedAt(3, 10, 60), [{ by: "work", seconds: 3 }, 30]);
  // With nothing but what a runtime does that waits, or for too long whatever it does.
  assertEquals(missedAt(3, 1, 60), [{ by: "idleness", seconds: 3 }, 4]);
  assertEquals(missedAt(3, 4, 59), undefined);
  assertEquals(missedAt(3, 4, 99), [{ by: "clock", seconds: 60 }, 60.1]);
  assertEquals(missedAt(3, NaN, 60), [{ by: "clock", seconds: 3 }, 3]);
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
