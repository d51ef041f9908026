import { assertEquals } from "@std/assert";
import { kinds } from "./wire.ts";
import { Watch } from "./watch.ts";

/** Stands in for a connection over which nothing ever leaves. */
function stuck() {
  const said: unknown[] = [];
  const connection = {
    heardAt: 0,
    looks: 0,
    sendBare: (kind: number) => void said.push(kind),
    checkPace: () => {},
    checkTrust: () => void connection.looks++,
    close: (why: string) => void said.push(why),
  };
  return { said, connection, watch: new Watch(connection, { silenceMs: 400 }, 0) };
}

Deno.test("golang 48810: the patience runs from the question, though it is never written", () => {
  const { said, watch } = stuck();
  for (let now = 0; now <= 99; now += 33) watch.tick(now);
  assertEquals(said, []);
  for (let now = 100; now < 400; now += 50) watch.tick(now);
  assertEquals(said, [kinds.ping]);
  watch.tick(400);
  assertEquals(said, [kinds.ping, "it has fallen silent"]);
});

Deno.test("whatever is heard puts the next question off", () => {
  const { said, connection, watch } = stuck();
  watch.tick(100);
  connection.heardAt = 390;
  watch.tick(450);
  assertEquals(said, [kinds.ping]);
  watch.tick(490);
  assertEquals(said, [kinds.ping, kinds.ping]);
  watch.tick(790);
  assertEquals(said.at(-1), "it has fallen silent");
});

Deno.test("a process that was kept waiting asks before it gives up", () => {
  const { said, watch } = stuck();
  watch.tick(10_000);
  assertEquals(said, [kinds.ping]);
});

Deno.test("whether the other side is still to be believed is looked at each time, asked or not", () => {
  const { said, connection, watch } = stuck();
  for (let now = 10; now <= 50; now += 10) watch.tick(now);
  assertEquals([said, connection.looks], [[], 5]);
});
