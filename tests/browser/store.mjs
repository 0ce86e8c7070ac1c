// The store that the pages are looked at in: our own dispatches, given outlets and days, and some of them printed again
// by others, cut and retitled.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

const OUTLETS = ["Agence Armorique", "Le Courrier du Fleuve", "Ouest-Quotidien", "La Gazette de l’Est", "Radio Rade"];

// Every seventh dispatch stands in another outlet too, without its last paragraph; each third of these in one more.
function copiesOf(dispatch, number) {
  const without = dispatch.text.split("\n\n").slice(0, -1).join("\n\n");
  const copy = (step) => ({
    ...dispatch,
    id: `${dispatch.id}-${step}`,
    outlet: OUTLETS[(number + step) % OUTLETS.length],
    text: without,
  });
  if (number % 7 !== 2) return [];
  return number % 3 === 0 ? [copy(1), copy(2)] : [copy(1)];
}

// The dispatches, as `depeche ingest` takes them.
function dispatches() {
  const folder = join(root, "tests/dispatches/fr/dev");
  const files = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  return files.flatMap((name, number) => {
    const { id, lang, date, title, text } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const dispatch = { id, lang, date, title, text, outlet: OUTLETS[number % OUTLETS.length] };
    return [dispatch, ...copiesOf(dispatch, number)];
  });
}

// Makes the store in a folder, and gives its path.
export function makeStore(depeche, folder) {
  const [lines, store] = [join(folder, "dispatches.jsonl"), join(folder, "news.db")];
  writeFileSync(lines, dispatches().map((dispatch) => JSON.stringify(dispatch) + "\n").join(""));
  execFileSync(depeche, ["ingest", "--offline", store, lines], { stdio: ["ignore", "ignore", "inherit"] });
  return store;
}
