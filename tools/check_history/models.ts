/** The models by the names that the command line knows. @module */

import { asKeyValue, asRegister } from "hb/check/read/inputs.ts";
import { keyValueOperations, registerOperations } from "hb/check/read/operations.ts";
import { keyValue } from "hb/check/spec/key_value.ts";
import { register } from "hb/check/spec/register.ts";
import { transactional } from "./isolation.ts";
import { sequentialObject } from "./sequential_object.ts";
import type { Model } from "./model.ts";

export type { Model };

/** The models in the order of the usage. */
export const models: ReadonlyMap<string, Model> = new Map([
  ["register", sequentialObject(register(), registerOperations, asRegister)],
  ["kv", sequentialObject(keyValue(), keyValueOperations, asKeyValue)],
  ["list-append", transactional("list-append")],
  ["rw-register", transactional("rw-register")],
]);
