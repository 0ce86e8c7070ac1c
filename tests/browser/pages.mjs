// Every kind of page that the site has: what links lead to from the front page on, one of each kind, and some lists.

const LISTS = [
  "/search?q=maire",
  "/search?q=introuvable",
  "/statements?act=promise&form=direct",
  "/events?type=ACCUSE&since=2020",
  "/statements?by=Zzyzx",
  "/dispatch/3?ui=fr",
  "/dispatch/9",
  "/there-is-nothing-here",
];

// Pages that are of one kind have the same name: `/actor/12` and `/actor/7`, whatever stands behind `?`.
const kind = (path) => path.replace(/\?.*/, "").replace(/(\/[^/]+)\/.*/, "$1/…");

async function linksOf(path) {
  const answer = await fetch(process.env.DEPECHE_SITE + path, { headers: { "Accept-Language": "en" } });
  if (!answer.ok) return null;
  const html = await answer.text();
  const links = [...html.matchAll(/href="(\/[^"#]*)/g)].map((match) => match[1].replaceAll("&#38;", "&").replaceAll("&amp;", "&"));
  return links.filter((link) => !/^\/(assets|metrics|healthz)|\.(json|csv)\b|[?&]ui=/.test(link));
}

// The pages, and those that links lead to in vain.
export async function allPages() {
  const dead = [];
  // A dispatch of several outlets shows the most; it leads to the pages that compare.
  const found = new Map([["/", "/"], ["/dispatch/…", "/dispatch/3"]]);
  for (const path of found.values()) {
    const links = await linksOf(path);
    if (!links) dead.push(path);
    for (const link of links ?? []) {
      if (!found.has(kind(link))) found.set(kind(link), link);
    }
  }
  return { pages: [...found.values(), ...LISTS].filter((path) => !dead.includes(path)), dead };
}
