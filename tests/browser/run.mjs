// Makes a store, opens it with `depeche serve`, and runs the tests on it: `node run.mjs [DEPECHE] [TEST-FILE …]`.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeStore, root } from "./store.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const usual = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release/depeche");
const [depeche = usual, ...wanted] = process.argv.slice(2);
const files = wanted.length ? wanted : readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort();

// The site, and its address once it tells it.
function serve(store) {
  const site = spawn(depeche, ["serve", store, "--port", "0", "--offline"], { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((found, failed) => {
    let told = "";
    const listen = (part) => {
      told += part;
      const address = told.match(/http:\/\/[^/\s]+/);
      if (address) found({ site, address: address[0] });
    };
    site.stdout.on("data", listen);
    site.stderr.on("data", listen);
    site.on("exit", (code) => failed(new Error(`depeche serve ended with ${code}: ${told}`)));
  });
}

const folder = mkdtempSync(join(tmpdir(), "depeche-browser-"));
try {
  const { site, address } = await serve(makeStore(depeche, folder));
  site.removeAllListeners("exit");
  const tests = spawnSync(process.execPath, ["--test", "--test-concurrency=2", "--test-reporter=spec", ...files.map((file) => join(here, file))], {
    stdio: "inherit",
    env: { ...process.env, DEPECHE_SITE: address },
  });
  site.kill("SIGINT");
  process.exitCode = tests.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
