/** The solutions in other styles: every answer that is a record as an instance of a class that uses `this`. */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart, type Suite } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/01-replay/answers.ts";
import { allExercises } from "../../tools/grade/exercises.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

type Members = Record<string, unknown>;

/** A record as an instance of a class: methods on a prototype, which find the record by `this` alone. */
function asInstance(record: Members): object {
  class Instance {
    #record = record;
    static read(instance: Instance, name: string): unknown {
      return instance.#record[name];
    }
  }
  for (const [name, member] of Object.entries(record)) {
    const method = function (this: Instance, ...given: unknown[]) {
      return (Instance.read(this, name) as (...given: unknown[]) => unknown)(...given);
    };
    Object.defineProperty(
      Instance.prototype,
      name,
      typeof member === "function"
        ? { value: method }
        : { get: () => asInstance(member as Members) },
    );
  }
  return Object.freeze(new Instance());
}

const isRecord = (answer: unknown): answer is Members =>
  typeof answer === "object" && answer !== null;

for (const slug of await allExercises(root)) {
  const { suite }: { suite: Suite<object> } = await import(
    `file://${root}/exercises/${slug}/suite.ts`
  );
  const right = await answersIn(`file://${root}/solutions/${slug}`, suite);
  const records = Object.entries(right).filter(([, answer]) => isRecord(answer));
  const partOf = (name: string) => suite.parts.find((part) => part.name === name)!;

  Deno.test(`${slug}: an answer that is an instance of a class earns what its record earns`, () => {
    const instances = records.map(([name, record]) => [name, asInstance(record)]);
    const answers = { ...right, ...Object.fromEntries(instances) };
    for (const [name] of records) {
      const { standing, words } = gradePart(partOf(name), answers, { seeds: 1 });
      assertEquals(standing, "done", `${name}: ${words}`);
    }
  });

  Deno.test(`${slug}: a record without one of its members is wrong, and says which`, () => {
    for (const [name, record] of records) {
      for (const member of Object.keys(record)) {
        const { [member]: _, ...rest } = record as Members;
        const { words } = gradePart(partOf(name), { ...right, [name]: rest }, { seeds: 1 });
        const path = `\`${name}.${member}\``;
        assertEquals(words?.slice(0, path.length), path, words);
      }
    }
  });
}

Deno.test("01-replay: `durable` may give handlers that are an instance of a class", async () => {
  const { suite }: { suite: Suite<Answers> } = await import(
    `file://${root}/exercises/01-replay/suite.ts`
  );
  const right = await answersIn(`file://${root}/solutions/01-replay`, suite);
  const durable: Answers["durable"] = (plain) =>
    asInstance(right.durable(plain) as unknown as Members) as ReturnType<Answers["durable"]>;
  const part = suite.parts.find(({ name }) => name === "durable")!;
  const { standing, words } = gradePart(part, { ...right, durable }, { seeds: 1 });
  assertEquals(standing, "done", words);
});
