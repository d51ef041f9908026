/** `deno test exercises/10-raft`: each part is a test, and ignored until it is begun. */

import { testSuite } from "hb/grade/tests.ts";
import { subject } from "./subject.ts";
import { suite } from "./suite.ts";

testSuite(suite, subject);
