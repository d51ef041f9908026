import { assertEquals } from "@std/assert";
import { laws } from "./laws.ts";
import { subjects } from "./subjects.ts";

for (const subject of subjects) {
  for (const { name, breach } of laws.guarantees) {
    Deno.test(`${subject.name}: ${name}`, () => assertEquals(breach(subject), undefined));
  }
}
