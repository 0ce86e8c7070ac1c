// Finding: search, filters, taking them back, from a statement to its words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, withPage } from "./browser.mjs";

let browser;
before(async () => (browser = await openBrowser()));
after(() => browser.close());
const count = (page, selector) => page.locator(selector).count();

test("words are searched for, and a hit opens the dispatch", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/");
    await page.getByRole("searchbox", { name: "Search" }).fill("cheminots");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL(/\/search\?q=cheminots/);
    assert.match(await page.locator("h1").innerText(), /cheminots/);
    assert.ok((await count(page, ".hits li")) >= 1);
    assert.ok((await count(page, ".hits .found")) >= 1, "what was searched for stands out");
    await page.locator(".hits a").first().click();
    await page.waitForURL(/\/dispatch\/\d+/);
    assert.match(await page.locator("article.text").innerText(), /cheminots/i);
  }));

test("a search without a hit says so", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/search?q=xylophonistes");
    assert.equal(await page.locator(".lead").innerText(), "Nothing matches.");
  }));

test("a list is narrowed down by a choice and by a field, and widened again", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/statements");
    await page.locator(".choices a", { hasText: "promise" }).click();
    await page.waitForURL(/act=promise/);
    const promised = await count(page, ".card");
    assert.ok(promised > 0);
    assert.equal(await count(page, ".card .act"), promised, "each says that it is a promise");
    await page.getByLabel("From", { exact: true }).fill("2020");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForURL(/since=2020/);
    assert.match(page.url(), /act=promise/, "what was chosen stays");
    const days = await page.locator(".card time").evaluateAll((times) => times.map((time) => time.dateTime));
    assert.ok(days.length > 0 && days.every((day) => day >= "2020"), days.join());
    await page.getByRole("link", { name: /Act promise, without promise/ }).click();
    await page.waitForURL((url) => !url.search.includes("act="));
    await page.getByRole("link", { name: "Remove all" }).click();
    await page.waitForURL((url) => url.search === "");
    assert.equal(await count(page, ".chosen"), 0);
  }));

test("a nobody is told, with nothing found", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/statements");
    await page.getByLabel("By", { exact: true }).fill("Zzyzx Qwfp");
    await page.getByLabel("By", { exact: true }).press("Enter");
    await page.waitForURL(/by=Zzyzx/);
    assert.match(await page.locator(".lead").first().innerText(), /Nobody here is called “Zzyzx Qwfp”/);
  }));

test("a day that is none cannot be sent", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/events");
    await page.getByLabel("Until").fill("tomorrow");
    await page.getByRole("button", { name: "Apply" }).click();
    assert.equal(await page.getByLabel("Until").evaluate((field) => field.validity.patternMismatch), true);
    assert.equal(new URL(page.url()).search, "");
  }));

test("a list goes on, page by page, and back to its beginning", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/statements");
    const first = await page.locator(".card .source").first().getAttribute("href");
    await page.getByRole("link", { name: "Next page" }).click();
    await page.waitForURL(/after=/);
    assert.notEqual(await page.locator(".card .source").first().getAttribute("href"), first);
    await page.getByRole("link", { name: "Back to the newest" }).click();
    assert.equal(await page.locator(".card .source").first().getAttribute("href"), first);
  }));

test("from a statement in a list to its mark in the text", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/statements?form=direct");
    const said = (await page.locator(".card blockquote").first().innerText()).replace(/[\s«»]+/g, " ").trim();
    await page.locator(".card .source").first().click();
    await page.waitForURL(/\/dispatch\/\d+#d-t-s\d+/);
    const mark = page.locator(new URL(page.url()).hash);
    const words = (await mark.innerText()).replace(/[\s«»]+/g, " ").trim();
    assert.ok(said.startsWith(words.slice(0, 30)), `${said} / ${words}`);
    const box = await mark.boundingBox();
    assert.ok(box.y >= 0 && box.y < 900, "the mark is in sight");
    assert.notEqual(await mark.evaluate((mark) => getComputedStyle(mark).backgroundColor), "rgba(0, 0, 0, 0)");
  }));
