import { assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { type CommitLog, GroupCommit } from "./group_commit.ts";

/** A log whose syncs end when the test says so. */
class SlowLog implements CommitLog {
  readonly batches: number[][] = [];
  /** Of each batch, whether something waited for it. */
  readonly awaited: boolean[] = [];
  rests = 0;
  #end: PromiseWithResolvers<void> = Promise.withResolvers();

  append(bodies: readonly Uint8Array[]): void {
    this.batches.push(bodies.map((body) => body[0]!));
  }

  sync(isAwaited: boolean): Promise<void> {
    this.awaited.push(isAwaited);
    this.#end = Promise.withResolvers();
    return this.#end.promise;
  }

  rest(): undefined {
    this.rests++;
  }

  async end(error?: Error): Promise<void> {
    if (error === undefined) this.#end.resolve();
    else this.#end.reject(error);
    await turn();
  }
}

/** Lets everything that is ready happen. */
async function turn(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

function setUp() {
  const log = new SlowLog();
  const left: string[] = [];
  const errors: unknown[] = [];
  const commits = new GroupCommit(log, (error) => errors.push(error));
  const step = (name: string, ...body: number[]) =>
    commits.commit(body.length === 0 ? undefined : Uint8Array.from(body), () => left.push(name));
  return { log, left, errors, commits, step };
}

Deno.test("steps that come while a sync runs share the next one", async () => {
  const { log, left, commits, step } = setUp();
  step("a", 1);
  await turn();
  for (let i = 2; i <= 50; i++) step(`${i}`, i);
  assertEquals(left, []);
  await log.end();
  assertEquals(left, ["a"]);
  await log.end();
  assertEquals(log.batches.map((batch) => batch.length), [1, 49]);
  assertEquals(left.length, 50);
  assertEquals([commits.syncs, commits.commits, log.rests], [2, 50, 2]);
});

Deno.test("steps of one turn share the first sync", async () => {
  const { log, step } = setUp();
  step("a", 1);
  step("b", 2);
  await turn();
  assertEquals(log.batches, [[1, 2]]);
  await log.end();
});

Deno.test("nothing leaves before its sync has ended, and everything leaves in order", async () => {
  const { log, left, step } = setUp();
  step("free");
  step("a", 1);
  step("behind a");
  await turn();
  step("b", 2);
  step("behind b");
  assertEquals(left, ["free"]);
  await log.end();
  assertEquals(left, ["free", "a", "behind a"]);
  await log.end();
  assertEquals(left, ["free", "a", "behind a", "b", "behind b"]);
  step("free again");
  assertEquals(left.at(-1), "free again");
});

Deno.test("what nothing waits for is written after what goes ahead of it, a turn later", async () => {
  const { log, left, commits, step } = setUp();
  commits.commit(Uint8Array.of(1), undefined);
  setImmediate(() => left.push("ahead"));
  // It waits for what is before it, and is no reason to hurry.
  step("behind");
  await turn();
  assertEquals([log.batches, left], [[], []]);
  await new Promise((resolve) => setImmediate(resolve));
  await turn();
  assertEquals([log.batches, left], [[[1]], ["ahead"]]);
  await log.end();
  assertEquals(left, ["ahead", "behind"]);
  commits.commit(Uint8Array.of(2), undefined);
  step("answer", 3);
  await turn();
  assertEquals([log.batches, log.awaited], [[[1], [2, 3]], [false, true]]);
  await log.end();
});

Deno.test("what leaves may commit further steps", async () => {
  const { log, left, commits, step } = setUp();
  commits.commit(Uint8Array.of(1), () => step("next", 2));
  await turn();
  await log.end();
  await log.end();
  assertEquals(left, ["next"]);
});

Deno.test("after a failed sync nothing leaves ever again, and it is told once", async () => {
  const { log, left, errors, commits, step } = setUp();
  step("a", 1);
  await turn();
  step("b", 2);
  await log.end(new Error("the disk is full"));
  step("c", 3);
  step("free");
  await commits.settled();
  assertEquals([left, log.batches], [[], [[1]]]);
  assertEquals(errors.map(String), ["Error: the disk is full"]);
});

Deno.test("bytes wait only until they are on their way", async () => {
  const { log, commits, step } = setUp();
  step("a", 1, 1, 1);
  assertEquals(commits.waitingBytes, 3);
  await turn();
  assertEquals(commits.waitingBytes, 0);
  await log.end();
  await commits.settled();
});
