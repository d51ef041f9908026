/**
 * Starts `deno jupyter` as a child: writes the connection file, picks ports, waits until the kernel
 * listens. Python takes no part in it.
 *
 * @module
 */

import { connectSocket, type Socket } from "./socket.ts";
import { usualForm } from "../command/typed.ts";

/** A kernel process and the sockets to it. */
export interface Launched {
  readonly process: Deno.ChildProcess;
  readonly shell: Socket;
  readonly iopub: Socket;
  readonly key: string;
  /** The end of what the kernel wrote to its own stderr, for errors. */
  lastWords(): string;
}

/** How long a kernel may take to listen, in ms; on a new machine, Deno first compiles its own code. */
const START_LIMIT_MS = 60_000;
const RETRY_MS = 10;
const ATTEMPTS = 3;

/** A kernel whose current folder, and so whose `deno.json`, is `folder`'s; and in whose environment is `env`, too. */
export async function launch(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Launched> {
  for (let attempt = 1;; attempt++) {
    try {
      return await launchOnce(folder, env);
    } catch (error) {
      // Between our picking of a port and the kernel's use of it, another program may take it.
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function launchOnce(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Launched> {
  const key = crypto.randomUUID();
  const [shell, iopub, stdin, control, heartbeat] = freePorts(5) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const file = await Deno.makeTempFile({ prefix: "kernel-", suffix: ".json" });
  const connection = {
    ip: "127.0.0.1",
    transport: "tcp",
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: heartbeat,
    key,
    signature_scheme: "hmac-sha256",
    kernel_name: "deno",
  };
  let process: Deno.ChildProcess | undefined;
  try {
    await Deno.writeTextFile(file, JSON.stringify(connection));
    process = spawn(file, folder, env);
    const lastWords = listen(process.stderr);
    const sockets = await connectBoth(process, shell, iopub, lastWords);
    return { process, ...sockets, key, lastWords };
  } catch (error) {
    if (process !== undefined) await kill(process);
    throw error;
  } finally {
    await Deno.remove(file);
  }
}

function spawn(
  connectionFile: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Deno.ChildProcess {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", connectionFile],
    cwd: folder,
    // With colours, escape codes would land in the outputs; and outputs are the same for every reader.
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", HB_COMMAND: usualForm, ...env },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  endTogether(process);
  return process;
}

/** An interrupt is meant for the kernel too, which would otherwise live on alone. */
function endTogether(process: Deno.ChildProcess): void {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  const interrupted = () => {
    process.kill("SIGKILL");
    Deno.exit(130);
  };
  for (const signal of signals) Deno.addSignalListener(signal, interrupted);
  process.status.finally(() => {
    for (const signal of signals) Deno.removeSignalListener(signal, interrupted);
  });
}

/** Ends the child, whatever it is doing, and waits until it is gone. */
export async function kill(process: Deno.ChildProcess): Promise<void> {
  try {
    process.kill("SIGKILL");
  } catch {
    // It has already ended.
  }
  await process.status;
}

async function connectBoth(
  process: Deno.ChildProcess,
  shellPort: number,
  iopubPort: number,
  lastWords: () => string,
): Promise<{ shell: Socket; iopub: Socket }> {
  let ended = false;
  process.status.then(() => ended = true);
  const identity = crypto.randomUUID();
  const connect = async (port: number, kind: "DEALER" | "SUB") => {
    for (let waitedMs = 0; waitedMs < START_LIMIT_MS && !ended; waitedMs += RETRY_MS) {
      try {
        return await connectSocket(port, kind, identity);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    const given = ended ? "a kernel that ended at once" : "silence";
    throw new Error(
      `Cannot start the kernel because it must listen: given ${given} ${lastWords()}`,
    );
  };
  const iopub = await connect(iopubPort, "SUB");
  return { shell: await connect(shellPort, "DEALER"), iopub };
}

/** Ports that the system says are free, all different. */
function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const ports = listeners.map((listener) => listener.addr.port);
  listeners.forEach((listener) => listener.close());
  return ports;
}

const LAST_WORDS_LENGTH = 2000;

function listen(stream: ReadableStream<Uint8Array>): () => string {
  let said = "";
  (async () => {
    for await (const text of stream.pipeThrough(new TextDecoderStream() as never)) {
      said = (said + text).slice(-LAST_WORDS_LENGTH);
    }
  })().catch(() => {});
  return () => said.trim();
}
