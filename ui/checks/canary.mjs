// Proves that the import rules bite: each fixture breaks one of them and must be refused for exactly that reason.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ui = dirname(dirname(fileURLToPath(import.meta.url)));
const fixtures = join(ui, "checks", "canary");
const biome = join(ui, "node_modules", "@biomejs", "biome", "bin", "biome");
const failures = [];

for (const name of readdirSync(fixtures)) {
  const room = mkdtempSync(join(tmpdir(), "canary-"));
  try {
    cpSync(join(fixtures, name), room, { recursive: true });
    const config = JSON.parse(readFileSync(join(ui, "biome.json"), "utf8"));
    delete config.$schema;
    writeFileSync(join(room, "biome.json"), JSON.stringify({ ...config, root: true, files: {} }));
    const run = spawnSync(process.execPath, [biome, "lint", "--colors=off", "."], {
      cwd: room,
      encoding: "utf8",
    });
    const expected = readFileSync(join(room, "expected.txt"), "utf8").trim();
    const said = run.stdout + run.stderr;
    if (run.status === 0 || !said.includes(expected))
      failures.push(`${name}: expected "${expected}", got\n${said}`);
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

if (failures.length > 0) {
  console.error(`Import rules that did not bite:\n${failures.join("\n")}`);
  process.exit(1);
}
console.log(`Import rules: ${readdirSync(fixtures).length} canaries refused, as they must be.`);
