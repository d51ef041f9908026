/**
 * A kernel as the runner sees it: code goes in, the outputs come back, complete and in order.
 *
 * The kernel answers a request on one socket and publishes outputs on another, from a queue of its
 * own. Seen from outside, an output may arrive after the cell's `idle`, or name the next request as
 * its parent. But the queue is first in, first out: so after each cell we have the kernel publish a
 * mark, and whatever came before the mark belongs to the cell. No sleep, and no guess.
 *
 * @module
 */

import type { Output } from "../notebook/types.ts";
import { kill, launch, type Launched } from "./launch.ts";
import { decodeSigned, encodeSigned, importKey, type Message } from "./message.ts";
import { toOutputs } from "./output.ts";
import type { Socket } from "./socket.ts";
import { newWaiting, type Waiting } from "./waiting.ts";

/** How a cell ended. */
export interface Execution {
  readonly executionCount: number | null;
  readonly outputs: readonly Output[];
  /** What it threw; `traceback` counts lines of the emitted JavaScript, not of the cell. */
  readonly thrown?: {
    readonly name: string;
    readonly message: string;
    readonly traceback: readonly string[];
  };
}

/** A running kernel. */
export interface Kernel {
  /** Runs code; rejects with a `KernelFailure` if the kernel ends, or takes longer than `limitMs`. */
  execute(code: string, limitMs: number): Promise<Execution>;
  /** Ends the kernel. Waiting calls are rejected. */
  close(): Promise<void>;
}

/** The kernel did not do its part: it ended, or it hangs. */
export class KernelFailure extends Error {
  override name = "KernelFailure";
}

/** The MIME type of the mark. Nobody else publishes it. */
const MARK = "application/x-end-of-cell";

/** Starts a kernel in a folder, with these variables in its environment. */
export async function startKernel(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Kernel> {
  const launched = await launch(folder, env);
  const key = await importKey(launched.key);
  const conversation = converse(launched, key);
  await subscribed(conversation);
  const close = async () => {
    conversation.fail(new KernelFailure("the kernel was closed"));
    await kill(launched.process);
    launched.shell.close();
    launched.iopub.close();
  };
  return {
    close,
    async execute(code, limitMs) {
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), limitMs);
      const late = new Promise<never>((_, reject) => {
        limit.signal.addEventListener("abort", () => {
          reject(
            new KernelFailure(`the cell has not ended after its limit of ${limitMs / 1000} s`),
          );
        });
      });
      try {
        return await Promise.race([late, runCell(conversation, code)]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Asks something until an echo is published: until then, the subscription may not have arrived. */
async function subscribed(conversation: Conversation): Promise<void> {
  for (let attempt = 0; attempt < 100 && conversation.outputs.length === 0; attempt++) {
    await conversation.request("kernel_info_request", {});
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function runCell(conversation: Conversation, code: string): Promise<Execution> {
  const reply = await conversation.request("execute_request", execution(code));
  const nonce = crypto.randomUUID();
  const bundle = JSON.stringify({ data: { [MARK]: nonce }, metadata: {}, transient: {} });
  const publish = `await Deno.jupyter.broadcast("display_data", ${bundle})`;
  await Promise.all([
    conversation.untilMark(nonce),
    conversation.request("execute_request", { ...execution(publish), store_history: false }),
  ]);
  const outputs = toOutputs(conversation.outputs.splice(0));
  const { content } = reply;
  const executionCount = typeof content["execution_count"] === "number"
    ? content["execution_count"]
    : null;
  if (content["status"] === "ok") return { executionCount, outputs };
  const thrown = {
    name: String(content["ename"] ?? "Error"),
    message: String(content["evalue"] ?? ""),
    traceback: Array.isArray(content["traceback"]) ? content["traceback"].map(String) : [],
  };
  return { executionCount, outputs, thrown };
}

function execution(code: string): Record<string, unknown> {
  return {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: false,
  };
}

/** Requests and their replies, and the outputs published meanwhile. */
interface Conversation {
  readonly outputs: Message[];
  request(type: string, content: Record<string, unknown>): Promise<Message>;
  untilMark(nonce: string): Promise<void>;
  fail(error: KernelFailure): void;
}

function converse(launched: Launched, key: CryptoKey): Conversation {
  const outputs: Message[] = [];
  const waiting = newWaiting();
  launched.process.status.then(({ code, signal }) => {
    const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
    waiting.fail(new KernelFailure(`the kernel ended ${how}. ${launched.lastWords()}`.trim()));
  });
  hear(launched.shell, key, waiting, (m) => waiting.announce(String(m.parent.msg_id), m));
  hear(launched.iopub, key, waiting, (message) => {
    const mark = (message.content["data"] as Record<string, unknown> | undefined)?.[MARK];
    if (mark === undefined) outputs.push(message);
    else waiting.announce(String(mark), message);
  });
  const session = crypto.randomUUID();
  return {
    outputs,
    fail: waiting.fail,
    untilMark: async (nonce) => void await waiting.expect(nonce),
    async request(type, content) {
      const header = { ...newHeader(type), session };
      const parts = await encodeSigned({ header, parent: {}, metadata: {}, content }, key);
      const reply = waiting.expect(header.msg_id);
      // If the kernel is gone, its end rejects the reply, with the reason.
      launched.shell.send(parts).catch(() => {});
      return await reply;
    },
  };
}

/** Hands on what arrives at a socket. A damaged message is the kernel's failure. */
async function hear(
  socket: Socket,
  key: CryptoKey,
  waiting: Waiting,
  use: (message: Message) => void,
): Promise<void> {
  try {
    for await (const parts of socket.messages()) use(await decodeSigned(parts, key));
  } catch (error) {
    waiting.fail(new KernelFailure(error instanceof Error ? error.message : String(error)));
  }
}

function newHeader(type: string) {
  return {
    msg_id: crypto.randomUUID(),
    msg_type: type,
    username: "runner",
    date: new Date().toISOString(),
    version: "5.3",
  };
}
