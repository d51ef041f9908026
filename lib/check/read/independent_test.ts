import { assertEquals, assertThrows } from "@std/assert";
import { linearizable } from "../linearizable/check.ts";
import { keyValue } from "../spec/key_value.ts";
import { register } from "../spec/register.ts";
import { MalformedHistory } from "./event.ts";
import { keyValueOperations, registerOperations } from "./operations.ts";
import { pair } from "./pair.ts";
import { readHistory } from "./read_history.ts";

function callsOf(text: string) {
  const history = readHistory(text);
  return pair(history.kind === "events" ? history.events : []);
}

Deno.test("values may be tuples of a key and a value, as those of jepsen.independent", () => {
  const history = registerOperations(callsOf(`
    {:process 0, :type :invoke, :f :write, :value [1 5]}
    {:process 0, :type :ok, :f :write, :value [1 5]}
    {:process 1, :type :invoke, :f :read, :value [2 nil]}
    {:process 1, :type :ok, :f :read, :value [2 nil]}
    {:process 1, :type :invoke, :f :cas, :value [1 [5 6]]}
    {:process 1, :type :ok, :f :cas, :value [1 [5 6]]}
    {:process 0, :type :invoke, :f :cas, :value [1 [6 7]]}
    {:process 0, :type :fail, :f :cas, :value [1 :timed-out]}
    {:process 2, :type :invoke, :f :read, :value [1 nil]}
    {:process 2, :type :info, :f :read, :value :timed-out}
    {:process 3, :type :invoke, :f :read, :value [1 nil]}
    {:process 3, :type :ok, :f :read, :value [1 6]}`));
  assertEquals(history.map(({ input }) => input.key), [1, 2, 1, 1, 1, 1]);
  assertEquals(history[2]!.input, { type: "cas", from: 5, to: 6, key: 1 });
  assertEquals(history[3]!.outcome, "fail");
  assertEquals(linearizable(history, register()).verdict, "ok");
  const late = { ...history[5]!, output: 5 };
  assertEquals(linearizable([...history.slice(0, 5), late], register()).verdict, "violation");

  const store = keyValueOperations(callsOf(`
    {:process 0, :type :invoke, :f :put, :value ["x" "a"]}
    {:process 0, :type :ok, :f :put, :value ["x" "a"]}
    {:process 0, :type :invoke, :f :get, :value ["x" nil]}
    {:process 0, :type :ok, :f :get, :value ["x" "a"]}`));
  assertEquals(store.map(({ input }) => input.key), ["x", "x"]);
  assertEquals(linearizable(store, keyValue()).verdict, "ok");
});

Deno.test("values are tuples of a key and a value only where all of them are", () => {
  const history = registerOperations(callsOf(`
    {:process 0, :type :invoke, :f :write, :value [1 5]}
    {:process 0, :type :ok, :f :write, :value [1 5]}
    {:process 0, :type :invoke, :f :read, :value nil}
    {:process 0, :type :ok, :f :read, :value [1 5]}`));
  assertEquals(history.map(({ input }) => input.key), [undefined, undefined]);
  assertEquals(linearizable(history, register()).verdict, "ok");
});

Deno.test("an end has the key of its call", () => {
  const calls = callsOf(`
    {:process 0, :type :invoke, :f :read, :value [1 nil]}
    {:process 0, :type :ok, :f :read, :value [2 5]}`);
  assertThrows(() => registerOperations(calls), MalformedHistory, "line 3: expected the key 1");
});
