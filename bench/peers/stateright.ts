/** Stateright as a program of its own, built once and asked about models. @module */

/** A model, with the numbers that it is of. */
export interface Asked {
  readonly model: "two-phase" | "paxos" | "abd" | "abd-ordered";
  readonly numbers: readonly number[];
}

/** What an exploration gave. */
export interface Explored {
  readonly unique: number;
  /** How much the memory of the process grew in the first turn, in bytes; 0 where that is not known. */
  readonly grownBytes: number;
  readonly turnsMs: readonly number[];
}

const sources = new URL("./stateright/", import.meta.url);
const cache = new URL("../../.cache/explorer-peer/", import.meta.url);

/** Builds the program; its path, or in words why it cannot be had. */
export async function buildStateright(): Promise<
  { readonly program: string } | { readonly missing: string }
> {
  // Cargo writes beside its sources, so it works on a copy, which also remembers what is compiled.
  await Deno.mkdir(new URL("src/", cache), { recursive: true });
  for (const file of ["Cargo.toml", "src/main.rs", "src/clients.rs", ...models]) {
    await Deno.copyFile(new URL(file, sources), new URL(file, cache));
  }
  try {
    const { success, stderr } = await new Deno.Command("cargo", {
      args: ["build", "--release", "--quiet", "--target-dir", "target"],
      cwd: cache,
      stdout: "null",
    }).output();
    if (success) return { program: new URL("target/release/explorer-peer", cache).pathname };
    const [first = ""] = new TextDecoder().decode(stderr).trim().split("\n");
    return { missing: `it does not build here: ${first}` };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { missing: "Cargo is not installed" };
    throw error;
  }
}

const models = ["src/two_phase.rs", "src/paxos.rs", "src/abd.rs"];

/** Explores a model with Stateright, `turns` times in one process. */
export function askStateright(program: string, asked: Asked, turns: number): Promise<Explored> {
  return ask(program, [String(turns)], asked);
}

/** Explores a model with ours, in a process of its own as well; garbage is collected by its one thread. */
export function askOurs(asked: Asked, turns: number): Promise<Explored> {
  const script = new URL("./explorer_turns.ts", import.meta.url).pathname;
  return ask(Deno.execPath(), [
    "run",
    "-A",
    "--v8-flags=--single-threaded-gc",
    script,
    String(turns),
  ], asked);
}

async function ask(
  program: string,
  before: readonly string[],
  { model, numbers }: Asked,
): Promise<Explored> {
  const args = [...before, model, ...numbers.map(String)];
  const { stdout, stderr, success } = await new Deno.Command(program, { args }).output();
  if (!success) {
    throw new Error(`Cannot explore ${model}: ${new TextDecoder().decode(stderr).trim()}`);
  }
  const line = new TextDecoder().decode(stdout).trim();
  const [unique = NaN, grownBytes = NaN, ...turnsMs] = line.split(" ").map(Number);
  return { unique, grownBytes, turnsMs };
}
