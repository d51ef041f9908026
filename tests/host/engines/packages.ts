/**
 * The suite for one engine, by its name, in the process that tests/host/engines_test.ts starts for its
 * package.
 */

import { storageEngine } from "../../conformance/engine/engine.ts";
import { row } from "../../conformance/suite.ts";
import { kindOf } from "./kinds.ts";

row(storageEngine, [kindOf(Deno.args[0])]).test();
