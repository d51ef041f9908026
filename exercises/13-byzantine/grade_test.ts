/** `deno test exercises/13-byzantine`: each part is a test, and ignored until it is begun. */

import { testAnswers } from "hb/grade/tests.ts";
import { suite } from "./suite.ts";

await testAnswers(suite, {
  load: (name) => import(`./${name}.ts`),
  text: (name) => import(`./${name}.ts`, { with: { type: "text" } }),
});
