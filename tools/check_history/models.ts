/** The models by the names that the command line knows: those of Knossos, Jepsen and Elle. @module */

import { fifoVerdict } from "hb/check/linearizable/fifo.ts";
import { lostElement } from "hb/check/linearizable/grow_set.ts";
import { asKeyValue, asRegister } from "hb/check/read/inputs.ts";
import {
  addedElements,
  counterOperations,
  enqueuedElements,
  lockOperations,
  multiRegisterOperations,
  multiRegisterStart,
  mutexOperations,
  queueOperations,
  setOperations,
  wholeNumberOf,
} from "hb/check/read/objects.ts";
import { keyValueOperations, registerOperations } from "hb/check/read/operations.ts";
import { scalarOf } from "hb/check/read/scalar.ts";
import { counter } from "hb/check/spec/counter.ts";
import { keyValue } from "hb/check/spec/key_value.ts";
import { lock } from "hb/check/spec/lock.ts";
import { multiRegister } from "hb/check/spec/multi_register.ts";
import { mutex } from "hb/check/spec/mutex.ts";
import { queue } from "hb/check/spec/queue.ts";
import { register } from "hb/check/spec/register.ts";
import { set } from "hb/check/spec/set.ts";
import { unorderedQueue } from "hb/check/spec/unordered_queue.ts";
import { bank, totalQueue } from "./balances.ts";
import { transactional } from "./isolation.ts";
import type { Model } from "./model.ts";
import { sequentialObject } from "./sequential_object.ts";

export type { Model };

const registers = sequentialObject({
  words: "a register, or one a key: read, write, cas",
  example: "{:process 0, :type :invoke, :f :cas, :value [1 2]}",
  options: ["initial", "nil-reads", "failed-cas"],
  initialRule: "a value",
  startsWith: () => true,
  fromCalls: registerOperations,
  fromOperations: asRegister,
  spec: ({ initial }) => register(scalarOf(initial)),
});

const fifoQueue = sequentialObject({
  words: "a queue in order: enqueue, dequeue",
  example: "{:process 0, :type :invoke, :f :enqueue, :value 1}",
  options: [],
  fromCalls: queueOperations,
  independently: true,
  decide: fifoVerdict,
  spec: () => queue,
});

/** The models in the order of the usage. */
export const models: ReadonlyMap<string, Model> = new Map<string, Model>([
  ["register", registers],
  ["cas-register", { ...registers, words: "another name of the register" }],
  [
    "multi-register",
    sequentialObject({
      words: "registers that are read and written together: txn",
      example: "{:process 0, :type :invoke, :f :txn, :value [[:r :x nil] [:w :y 1]]}",
      options: ["initial", "nil-reads"],
      initialRule: "a map such as {:x 0}",
      startsWith: (initial) => multiRegisterStart(initial) !== undefined,
      fromCalls: multiRegisterOperations,
      spec: ({ initial }) => multiRegister(multiRegisterStart(initial)),
    }),
  ],
  [
    "kv",
    sequentialObject({
      words: "a store of texts: get, put, append",
      example: '{:process 0, :type :invoke, :f :append, :key "x", :value "a"}',
      options: ["initial", "nil-reads"],
      initialRule: "a text, a number, true or false",
      startsWith: (initial) => ["string", "number", "boolean"].includes(typeof initial),
      fromCalls: keyValueOperations,
      fromOperations: asKeyValue,
      spec: ({ initial }) => keyValue(initial as string | undefined),
    }),
  ],
  [
    "mutex",
    sequentialObject({
      words: "a mutex, whoever releases it: acquire, release",
      example: "{:process 0, :type :invoke, :f :acquire}",
      options: [],
      fromCalls: mutexOperations,
      independently: true,
      spec: () => mutex,
    }),
  ],
  [
    "owner-aware-mutex",
    sequentialObject({
      words: "a mutex that only the process that holds it can release",
      example: "{:process 0, :type :ok, :f :release}",
      options: [],
      fromCalls: lockOperations,
      independently: true,
      spec: () => lock,
    }),
  ],
  [
    "set",
    sequentialObject({
      words: "a set that only grows: add, read",
      example: "{:process 0, :type :ok, :f :read, :value #{1 2}}",
      options: [],
      fromCalls: setOperations,
      independently: true,
      decide: lostElement,
      spec: (_, history) => set(addedElements(history)),
    }),
  ],
  ["fifo-queue", fifoQueue],
  ["queue", { ...fifoQueue, words: "another name of the queue in order" }],
  [
    "unordered-queue",
    sequentialObject({
      words: "a queue in any order: enqueue, dequeue",
      example: "{:process 0, :type :ok, :f :dequeue, :value 1}",
      options: [],
      fromCalls: queueOperations,
      independently: true,
      spec: (_, history) => unorderedQueue(enqueuedElements(history)),
    }),
  ],
  ["total-queue", totalQueue],
  [
    "counter",
    sequentialObject({
      words: "a counter: add, read",
      example: "{:process 0, :type :invoke, :f :add, :value -1}",
      options: ["initial", "nil-reads"],
      initialRule: "a whole number",
      startsWith: (initial) => wholeNumberOf(initial) !== undefined,
      fromCalls: counterOperations,
      independently: true,
      spec: ({ initial = 0 }) => counter(wholeNumberOf(initial)),
    }),
  ],
  ["bank", bank],
  [
    "list-append",
    transactional("list-append", {
      words: "transactions on lists: what isolation they had",
      example: "{:process 0, :type :ok, :f :txn, :value [[:append :x 1] [:r :y [1 2]]]}",
      options: [],
    }),
  ],
  [
    "rw-register",
    transactional("rw-register", {
      words: "transactions on registers: what isolation they had",
      example: "{:process 0, :type :ok, :f :txn, :value [[:w :x 1] [:r :y 2]]}",
      options: ["nil-reads", "keys"],
    }),
  ],
]);
