import { assert, assertEquals } from "@std/assert";
import { guaranteeOf } from "../../../conformance/guarantee.ts";
import { pure } from "../../../../replication/crdt/operation/pure.ts";
import {
  addWins,
  allWrites,
  opCounter,
  opSet,
} from "../../../../replication/crdt/operation/types.ts";
import { sizeOf } from "../../../../replication/crdt/crdt.ts";
import { mvRegister } from "../../../../replication/crdt/state/mv_register.ts";
import { orSet } from "../../../../replication/crdt/state/or_set.ts";
import { pnCounter } from "../../../../replication/crdt/state/counters.ts";
import { fugue as fugueOrder } from "../../../../replication/crdt/sequence/order.ts";
import { fugue, sequence } from "../../../../replication/crdt/sequence/sequence.ts";
import { type AnyOperationSubject, operationLaws } from "./laws.ts";
import { drawAddition, drawEdit, drawSetUpdate, drawWrite, operationSubjects } from "./subjects.ts";

for (const subject of operationSubjects) {
  for (const { name, breach } of operationLaws.guarantees) {
    Deno.test(`${subject.name} by operations: ${name}`, () => {
      assertEquals(breach(subject), undefined);
    });
  }
}

const set = { byStates: orSet, draw: drawSetUpdate };
const wrong: readonly { words: string; subject: Omit<AnyOperationSubject, "name">; law: string }[] =
  [
    {
      words: "a set without causal delivery",
      subject: { ...set, crdt: opSet, delivery: "fifo" },
      law: "no operation is refused",
    },
    {
      words: "a text without causal delivery",
      subject: { crdt: fugue, draw: drawEdit, delivery: "fifo" },
      law: "no operation is refused",
    },
    {
      words: "a set whose removes are kept, and win over what comes later",
      subject: {
        ...set,
        crdt: pure({
          ...addWins,
          counts: () => true,
          value: (stable, log) => {
            const gone = log.filter(({ type }) => type === "remove").map(({ element }) => element);
            const all = addWins.value(stable, log.filter(({ type }) => type === "add"));
            return new Set([...all].filter((element) => !gone.includes(element)));
          },
        }),
      },
      law: "the same as by states",
    },
    {
      words: "a set that removes what the remover has not seen",
      subject: {
        ...set,
        crdt: {
          ...opSet,
          effect(s, operation) {
            if (operation.update.type === "remove") {
              s.log = s.log.filter(({ update }: typeof operation) =>
                update.element !== operation.update.element
              );
            }
            opSet.effect(s, operation);
          },
        },
      },
      law: "equal in any causal order",
    },
    {
      words: "a set that leaves in its stable part what is removed",
      subject: { ...set, crdt: pure({ ...addWins, without: (stable) => stable }) },
      law: "what is stable is not missed",
    },
    {
      words: "a set that takes all that it has for stable",
      subject: { ...set, crdt: { ...opSet, stable: (s) => opSet.stable!(s, s.seen) } },
      law: "what is stable is not missed",
    },
    {
      words: "a register that replaces concurrent writes",
      subject: {
        byStates: mvRegister,
        draw: drawWrite,
        crdt: pure({
          ...allWrites,
          value: (stable, log) => allWrites.value(stable, log).slice(-1),
        }),
      },
      law: "the same as by states",
    },
    {
      words: "a counter that adds what comes, be it its own once more",
      subject: {
        byStates: pnCounter,
        draw: drawAddition,
        crdt: {
          ...opCounter,
          prepare: (s, replica, by) => ({ ...opCounter.prepare(s, replica, by), by: s.sum + by }),
        },
      },
      law: "the same as by states",
    },
    {
      words: "a text whose siblings stand in the order of arrival",
      subject: { draw: drawEdit, crdt: sequence({ ...fugueOrder, compare: () => 1 }) },
      law: "equal in any causal order",
    },
    {
      words: "a text that drops what it has seen deleted",
      subject: {
        draw: drawEdit,
        crdt: { ...fugue, stable: (s) => fugue.stable!(s, s.counts) },
      },
      law: "no operation is refused",
    },
  ];

for (const { words, subject, law } of wrong) {
  Deno.test(`the laws find ${words}`, () => {
    const found = guaranteeOf(operationLaws, law).breach({ ...subject, name: words });
    const all = operationLaws.guarantees.map((
      { name, breach },
    ) => [name, breach({ ...subject, name: words }) !== undefined]);
    assert(found !== undefined, JSON.stringify(all));
  });
}

Deno.test("of a set whose operations are all stable, no timestamp is left", () => {
  const s = opSet.init();
  for (let i = 0; i < 20; i++) {
    opSet.effect(s, opSet.prepare(s, i % 2, { type: "add", element: i % 5 }));
  }
  assertEquals(s.log.length, 5);
  const before = sizeOf(s), value = opSet.value(s);
  opSet.stable!(s, s.seen);
  assertEquals([s.log.length, opSet.value(s)], [0, value]);
  assert(sizeOf(s) < before / 2);
});
