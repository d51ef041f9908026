/** Porcupine as a program of its own, built once and asked about files of operations. @module */

/** What Porcupine said of a file, and how long each turn took it, in ms. */
export interface PeerResult {
  readonly verdict: "ok" | "violation" | "unknown";
  readonly turnsMs: readonly number[];
}

const verdicts: Record<string, PeerResult["verdict"]> = { Ok: "ok", Illegal: "violation" };

/** Builds the program into `folder`; its path, or in words why it cannot be had. */
export async function buildPorcupine(
  folder: string,
): Promise<{ readonly program: string } | { readonly missing: string }> {
  const program = `${folder}/porcupine`;
  try {
    const { success, stderr } = await new Deno.Command("go", {
      args: ["build", "-o", program, "."],
      cwd: new URL("./porcupine/", import.meta.url),
      stdout: "null",
    }).output();
    if (success) return { program };
    const [first = ""] = new TextDecoder().decode(stderr).trim().split("\n");
    return { missing: `it does not build here: ${first}` };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { missing: "Go is not installed" };
    throw error;
  }
}

/** How often a history is checked. */
export interface Turns {
  /** The most turns. */
  readonly most: number;
  /** How much time is enough for all of them. */
  readonly enoughMs: number;
  /** The most that one may take. */
  readonly limitS: number;
}

/** Checks a file; `threads` is how many it may use, by default as many as the machine has. */
export async function askPorcupine(
  program: string,
  { model, file }: { readonly model: string; readonly file: string },
  { most, enoughMs, limitS }: Turns,
  threads?: number,
): Promise<PeerResult> {
  const { stdout, stderr, success } = await new Deno.Command(program, {
    args: [
      ...["-model", model, "-turns", String(most)],
      ...["-enough-ms", String(enoughMs), "-limit-s", String(limitS), file],
    ],
    ...(threads === undefined ? {} : { env: { GOMAXPROCS: String(threads) } }),
  }).output();
  if (!success) {
    throw new Error(`Cannot measure Porcupine: ${new TextDecoder().decode(stderr).trim()}`);
  }
  const [word = "", ...times] = new TextDecoder().decode(stdout).trim().split(" ");
  return { verdict: verdicts[word] ?? "unknown", turnsMs: times.map(Number) };
}
