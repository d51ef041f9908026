import { assert, assertEquals } from "@std/assert";
import { StepIo } from "../../model/step_io.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { noteExecuted } from "./execute.ts";
import type { Saved } from "./journal.ts";
import { batchOf } from "./lies.ts";
import type { Message, Timer } from "./messages.ts";
import { pbft } from "./pbft.ts";
import { type Options, withDefaults } from "./settings.ts";

const options: Options = { machine: listMachine as Options["machine"], replicas: 4 };
const settings = withDefaults(options);

Deno.test("what is executed while no view has begun gives patience back to none", () => {
  const io = new StepIo<Message, Timer, Saved>({ self: 0, nodes: 5 });
  const s = pbft(options).start(io, []), [request] = batchOf(4, "a");
  assert(s.role === "replica");
  s.failedViews = 3;
  s.waiting = [request!];
  noteExecuted(settings, s, io);
  assertEquals([s.failedViews, s.waiting.length], [3, 1]);
  s.sessions.set(4, { timestamp: request!.statement.timestamp, result: null });
  s.changing = true;
  noteExecuted(settings, s, io);
  assertEquals([s.failedViews, s.waiting.length], [3, 0]);
  s.waiting = [request!];
  s.changing = false;
  noteExecuted(settings, s, io);
  assertEquals([s.failedViews, s.waiting.length], [0, 0]);
});
