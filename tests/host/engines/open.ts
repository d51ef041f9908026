/** Opens an engine, by its name and a path, and prints what comes of it. */

import { kindOf } from "./kinds.ts";

const [name, path = ""] = Deno.args;
try {
  const engine = await kindOf(name).open(path);
  await engine.close();
  console.log("open");
} catch (error) {
  console.log(`${error}`);
}
