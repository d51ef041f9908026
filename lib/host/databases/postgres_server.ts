/**
 * A server of PostgreSQL for the time of a test: a cluster of its own in a scratch folder, which listens on
 * a Unix socket in it and nowhere else, and leaves nothing behind.
 *
 * PostgreSQL does not run as the superuser, so a superuser starts it as the user that Debian's package makes.
 *
 * @module
 */

import { OperationalError } from "../operational_error.ts";
import { settledWithin } from "./patience.ts";

/** A server that is running. */
export interface PostgresServer {
  /** The folder in which its socket is. */
  readonly folder: string;
  /** Who may connect, without a password. */
  readonly user: string;
  /** Stops it, and removes its folder. */
  stop(): Promise<void>;
}

/** What the tests of isolation ask of it: no work behind the scenes, and a deadlock found at once. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: "",
  fsync: "off",
  autovacuum: "off",
  deadlock_timeout: "1ms",
  // With a table as small as these it would read all of it, and lock all of it for serializability.
  enable_seqscan: "off",
  max_connections: "40",
  shared_buffers: "16MB",
  max_worker_processes: "0",
  max_logical_replication_workers: "0",
};

const USER = "checker";
const startLimitMs = 60_000;

/** Where the programs are; `undefined` where PostgreSQL is not installed. */
function postgresPrograms(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = namesIn(debian).filter((name) => /^\d+$/.test(name))
    .toSorted((a, b) => Number(b) - Number(a));
  const search = (Deno.env.get("PATH") ?? "").split(":").filter((folder) => folder !== "");
  const folders = [...versions.map((version) => `${debian}/${version}/bin`), ...search];
  return folders.find((folder) =>
    ["initdb", "postgres"].every((name) => namesIn(folder).includes(name))
  );
}

function namesIn(folder: string): string[] {
  try {
    return Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch {
    return [];
  }
}

/** Whether a server can be started on this machine by whoever runs this. */
export async function postgresIsHere(): Promise<boolean> {
  return postgresPrograms() !== undefined &&
    (Deno.uid() !== 0 || await ordinaryUser() !== undefined);
}

/** Makes a cluster and starts its server. Throws `OperationalError`. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms();
  if (programs === undefined) {
    throw new OperationalError(
      "Cannot start PostgreSQL because it must be installed (Debian: postgresql): given neither " +
        "/usr/lib/postgresql nor initdb on the PATH",
    );
  }
  const owner = Deno.uid() === 0 ? await ordinaryUser() : {};
  if (owner === undefined) {
    throw new OperationalError(
      "Cannot start PostgreSQL because a superuser needs the user postgres to start it as: given none",
    );
  }
  const folder = await Deno.makeTempDir({ prefix: "postgres-" });
  try {
    if (owner.uid !== undefined) await Deno.chown(folder, owner.uid, owner.gid ?? null);
    await initialise(programs, folder, owner);
    return await serve(programs, folder, owner);
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    throw error;
  }
}

/** As whom a program runs. */
interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** The user of Debian's package, where there is one. */
async function ordinaryUser(): Promise<Owner | undefined> {
  const line = (await Deno.readTextFile("/etc/passwd")).split("\n")
    .find((each) => each.startsWith("postgres:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

async function initialise(programs: string, folder: string, owner: Owner): Promise<void> {
  const { success, stderr } = await new Deno.Command(`${programs}/initdb`, {
    args: ["-D", `${folder}/data`, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
    ...{ cwd: folder, stdin: "null", stdout: "null", stderr: "piped", ...owner },
  }).output();
  if (success) return;
  throw new OperationalError(
    `Cannot make a cluster of PostgreSQL because initdb failed: given ${
      new TextDecoder().decode(stderr).trim()
    }`,
  );
}

async function serve(programs: string, folder: string, owner: Owner): Promise<PostgresServer> {
  const options = Object.entries({ ...settings, unix_socket_directories: folder });
  const child = new Deno.Command(`${programs}/postgres`, {
    args: [
      "-D",
      `${folder}/data`,
      ...options.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    ...{ cwd: folder, stdin: "null", stdout: "null", stderr: "null", ...owner },
  }).spawn();
  const stop = async () => {
    // A fast shutdown: clients are disconnected, what they had not committed is aborted.
    if (!await settledWithin(child.status, 0)) child.kill("SIGINT");
    await child.status;
    await Deno.remove(folder, { recursive: true });
  };
  const server = { folder, user: USER, stop };
  if (await listens(folder, child.status)) return server;
  if (!await settledWithin(child.status, 0)) child.kill("SIGQUIT");
  await child.status;
  throw new OperationalError(
    `Cannot start PostgreSQL because it must be ready within ${startLimitMs} ms: given none`,
  );
}

/** Waits until the socket is there; false when the server ends before, or takes too long. */
async function listens(folder: string, ended: Promise<unknown>): Promise<boolean> {
  const pauseMs = 20;
  for (let waited = 0; waited < startLimitMs; waited += pauseMs) {
    const isReady = await readyLine(`${folder}/data/postmaster.pid`);
    if (isReady) return true;
    if (await settledWithin(ended, pauseMs)) return false;
  }
  return false;
}

/** The last line of the server's own file says whether it takes connections. */
async function readyLine(path: string): Promise<boolean> {
  try {
    return /^ready\b/m.test(await Deno.readTextFile(path));
  } catch {
    return false;
  }
}
