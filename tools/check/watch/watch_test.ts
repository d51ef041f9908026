import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async";
import { cpuOf, familyIds, parseStat } from "../../process/cpu.ts";
import { type Limits, newMeter, watch } from "./watch.ts";

const generous: Limits = { cpuMs: 60_000, stallMs: 60_000, wallMs: 120_000 };
const hasProc = cpuOf(Deno.pid) !== undefined;

function evaluate(code: string, limits: Partial<Limits> = {}, line?: (line: string) => void) {
  return watch({
    program: Deno.execPath(),
    args: ["eval", code],
    folder: Deno.cwd(),
    limits: { ...generous, ...limits },
    ...(line === undefined ? {} : { line }),
  });
}

Deno.test("a command that ends by itself tells its code, its lines and both outputs", async () => {
  const lines: string[] = [];
  const code =
    `console.log("a\\nb"); console.error("c"); Deno.stdout.writeSync(new Uint8Array([100]));
    Deno.exit(3);`;
  const ended = await evaluate(code, {}, (line) => lines.push(line)).ended;
  assertEquals([ended.code, ended.text, ended.stopped], [3, "a\nb\ndc\n", undefined]);
  assertEquals(lines, ["a", "b", "d"]);
});

Deno.test({
  name: "a command that spins is stopped by the CPU time that it takes",
  ignore: !hasProc,
  async fn() {
    const { stopped, code, text } = await evaluate("for (;;);", { cpuMs: 500 }).ended;
    assertEquals(stopped, "it took more than 0.5 s of CPU time");
    assert(code !== 0);
    assertStringIncludes(text, "stopped: it took more than 0.5 s");
  },
});

Deno.test({
  name: "what a command started is counted and stopped with it",
  ignore: !hasProc,
  async fn() {
    const code = `const args = ["eval", "for (;;);"];
      const child = new Deno.Command(Deno.execPath(), { args }).spawn();
      console.log(child.pid);
      await child.status;`;
    const pid = Promise.withResolvers<number>();
    const watched = evaluate(code, { cpuMs: 2_000 }, (line) => pid.resolve(Number(line)));
    const child = await pid.promise;
    assert(familyIds(child) !== undefined);
    assertStringIncludes((await watched.ended).stopped!, "of CPU time");
    // The machine may take a moment to bury it.
    while (isRunning(child)) await delay(10);
  },
});

function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(Deno.readTextFileSync(`/proc/${pid}/stat`));
  } catch {
    return false;
  }
}

Deno.test({
  name: "a command that does nothing is stopped, too",
  ignore: !hasProc,
  async fn() {
    const { stopped } = await evaluate("setInterval(() => {}, 1000);", { stallMs: 800 }).ended;
    assertEquals(stopped, "it has done nothing for 0.8 s");
  },
});

Deno.test("a command that lets its outputs to somebody else has ended all the same", async () => {
  const code = `const args = ["eval", "setTimeout(() => {}, 600_000)"];
    const options = { args, stdin: "null", stdout: "inherit", stderr: "inherit" };
    console.log(new Deno.Command(Deno.execPath(), options).spawn().pid);
    Deno.exit(3);`;
  const { code: exit, text } = await evaluate(code).ended, child = Number(text);
  assertEquals(exit, 3);
  // It has them still. Where its state cannot be read, this waits for ten minutes if it is waited for.
  assert(!hasProc || isRunning(child));
  Deno.kill(child, "SIGKILL");
});

/** A meter on a machine that tells what it is told to. */
function meterOf(limits: Partial<Limits>) {
  const machine: { now: number; cpu: number | undefined } = { now: 0, cpu: 0 };
  const meter = newMeter({ ...generous, ...limits }, () => machine.cpu, () => machine.now);
  const pass = (ms: number, cpuMs: number): string | undefined => {
    for (let i = 0; i < ms; i += 250) {
      machine.now += 250;
      if (machine.cpu !== undefined) machine.cpu += cpuMs * 250 / ms;
      const why = meter.look();
      if (why !== undefined) return why;
    }
    return undefined;
  };
  return { meter, machine, pass };
}

Deno.test("a busy machine, on which everything takes long, stops nothing", () => {
  const { pass } = meterOf({ cpuMs: 10_000, stallMs: 20_000 });
  assertEquals(pass(100_000, 9_000), undefined);
  assertEquals(pass(100_000, 9_000), "it took more than 10 s of CPU time");
});

Deno.test("limits begin anew with each piece of work", () => {
  const { meter, machine, pass } = meterOf({ cpuMs: 10_000 });
  for (let i = 0; i < 5; i++) {
    assertEquals(pass(20_000, 9_000), undefined);
    assertEquals(meter.tookMs(), 20_000);
    meter.renew();
  }
  // Processes that end take their share of the sum with them, and nobody gets it back.
  machine.cpu = 0;
  assertEquals(pass(20_000, 44_000), undefined);
  assertEquals(pass(20_000, 12_000), "it took more than 10 s of CPU time");
});

Deno.test("a machine that slept is given its time back", () => {
  const { machine, pass } = meterOf({ stallMs: 20_000, wallMs: 30_000 });
  machine.now += 3_600_000;
  assertEquals(pass(15_000, 0), undefined);
  assertEquals(pass(15_000, 0), "it has done nothing for 20 s");
});

Deno.test("where nothing tells of CPU time there is a limit on the wall alone", () => {
  const { machine, pass } = meterOf({ cpuMs: 1, stallMs: 1, wallMs: 30_000 });
  machine.cpu = undefined;
  assertEquals(pass(30_000, 0), undefined);
  assertEquals(pass(1_000, 0), "it has not ended after 30 s");
});

Deno.test("a line of /proc is read, whatever the name of the process", () => {
  const name = "a) b (c";
  const line = `42 (${name}) S 7 42 42 0 -1 4194304 1 2 3 4 100 20 3 4 20 0 1 0 99 1 2`;
  assertEquals(parseStat(line), { parent: 7, cpuMs: 1_270 });
});
