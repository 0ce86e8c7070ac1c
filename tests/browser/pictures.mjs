// The pictures in docs/pictures: `node run.mjs DEPECHE pictures.mjs`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, withPage } from "./browser.mjs";
import { root } from "./store.mjs";

const PICTURES = [
  { name: "front", path: "/", width: 1280, height: 800, theme: "light" },
  { name: "statements", path: "/statements?country=FRA", width: 1280, height: 800, theme: "light" },
  { name: "dispatch", path: "/dispatch/3", width: 1280, height: 1100, theme: "light" },
  { name: "dispatch-dark", path: "/dispatch/9", width: 1280, height: 760, theme: "dark" },
  { name: "network", path: "/network", width: 1280, height: 900, theme: "light" },
  { name: "map", path: "/map", width: 1280, height: 860, theme: "dark" },
  { name: "dispatch-telephone", path: "/dispatch/3?ui=fr", width: 360, height: 780, theme: "light" },
  { name: "actor", path: "/country/FRA", width: 1280, height: 1000, theme: "light" },
  { name: "events-telephone", path: "/events?ui=fr", width: 360, height: 780, theme: "dark" },
];

const folder = join(root, "docs/pictures");
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
for (const { name, path, width, height, theme } of PICTURES) {
  await withPage(browser, { width, height, colorScheme: theme }, async (page) => {
    await page.goto(path);
    const png = (await page.screenshot()).toString("base64");
    // A page of its own, without the site's policy, packs the picture.
    await page.goto("about:blank");
    const webp = await page.evaluate(async (png) => {
      const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      return canvas.toDataURL("image/webp", 0.7).split(",")[1];
    }, png);
    writeFileSync(join(folder, `${name}.webp`), Buffer.from(webp, "base64"));
  });
}
await browser.close();
