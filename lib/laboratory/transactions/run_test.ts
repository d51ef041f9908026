import { assert, assertEquals, assertRejects } from "@std/assert";
import { assertHistory } from "../../model/history.ts";
import { judge } from "./judge.ts";
import { lockingSubject } from "./locking_test.ts";
import { runWorkload } from "./run.ts";
import type { Session, Subject } from "./subject.ts";
import { type WorkloadName, workloads } from "./workloads.ts";

const names = Object.keys(workloads) as WorkloadName[];

for (const held of ["wait", "busy"] as const) {
  Deno.test(`one lock for all, where others ${held}: every workload is strict serializable, and repeats`, async () => {
    for (const name of names) {
      const workload = workloads[name]({ seed: 1, transactions: 20, hangUps: 15 });
      const run = () =>
        runWorkload(lockingSubject({ model: workload.model, held }), workload, {
          ...{ seed: 1, clients: 3, lookMs: 1 },
        });
      const history = await run();
      assertHistory(history);
      assertEquals(await run(), history);
      const { isolation, faults } = judge(name, workload, history);
      assertEquals([isolation.level, faults], ["strict serializable", []], name);
      const count = (outcome: string) =>
        history.filter((transaction) => transaction.outcome === outcome).length;
      assert(count("ok") > 8 && count("fail") > 0 && count("unknown") > 0, name);
    }
  });
}

/** A subject whose sessions differ from those of the one lock in something. */
function changed(change: (session: Session) => Partial<Session>): Subject {
  const whole = lockingSubject({ model: "list-append", held: "wait" });
  return {
    name: "changed",
    async open() {
      const session = await whole.open();
      const { begin, perform, commit, abort, hangUp, waits, close } = session;
      const bound = { begin, perform, commit, abort, hangUp, waits, close };
      const all = Object.entries(bound).map(([name, method]) =>
        [name, (method as () => unknown).bind(session)] as const
      );
      return { ...Object.fromEntries(all), ...change(session) } as unknown as Session;
    },
  };
}

const few = workloads["list-append"]({ seed: 2, transactions: 12 });

Deno.test("a step that is refused, or whose answer is lost, has failed, as nobody asked to commit", async () => {
  for (const answer of ["fail", "unknown"] as const) {
    let asked = 0;
    const subject = changed((session) => ({
      async perform(step) {
        if (++asked % 5 !== 0) return await session.perform(step);
        await session.abort();
        return answer;
      },
    }));
    // What is read last is not to be refused as well.
    const history = await runWorkload(subject, { ...few, keys: [] }, { seed: 1, clients: 2 });
    assert(history.filter(({ outcome }) => outcome === "fail").length >= 2);
    assert(history.every(({ outcome }) => outcome !== "unknown"));
  }
});

Deno.test("who loses the answer to a commit has no end, and another client takes the seat", async () => {
  const subject = changed((session) => ({
    async commit() {
      await session.commit();
      return "unknown";
    },
  }));
  const history = await runWorkload(subject, few, { seed: 1, clients: 2 });
  const lost = history.filter(({ outcome }) => outcome === "unknown");
  assert(lost.length > 5);
  assertEquals(new Set(lost.map(({ process }) => process)).size, lost.length);
  for (const { endedAt } of lost) assertEquals(endedAt, Infinity);
});

Deno.test("a subject that never answers, or whose clients all wait, is told", async () => {
  const never = { perform: () => new Promise<never>(() => {}) };
  for (
    const [isWaiting, why] of [[false, "waits for nobody"], [true, "waits for another"]] as const
  ) {
    const subject = changed(() => ({ ...never, waits: () => Promise.resolve(isWaiting) }));
    const error = await assertRejects(
      () => runWorkload(subject, few, { seed: 1, clients: 2, patienceMs: 20 }),
      Error,
      "Cannot run a workload because each step must be answered: given changed",
    );
    assert(error.message.includes(why), error.message);
  }
});

Deno.test("runs that make no sense are refused", async () => {
  const subject = lockingSubject({ model: "list-append", held: "wait" });
  for (
    const wrong of [{ clients: 0 }, { clients: 1.5 }, { patienceMs: 0 }, { lookMs: 0 }, {
      seed: -1,
    }]
  ) {
    await assertRejects(
      () => runWorkload(subject, few, { seed: 1, clients: 2, ...wrong }),
      RangeError,
      "Cannot ",
    );
  }
});
