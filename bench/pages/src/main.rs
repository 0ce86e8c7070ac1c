use std::{collections::HashMap, fs, time::Instant};
fn grams(text: &str) -> HashMap<Vec<String>, usize> {
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let mut m = HashMap::new();
    for w in words.windows(4) { *m.entry(w.to_vec()).or_default() += 1; }
    m
}
fn score(gold: &str, got: &str) -> (f64, f64, f64) {
    let (a, b) = (grams(gold), grams(got));
    let tp: usize = a.iter().map(|(k, v)| (*v).min(*b.get(k).unwrap_or(&0))).sum();
    let (na, nb): (usize, usize) = (a.values().sum(), b.values().sum());
    let p = if nb == 0 { 0. } else { tp as f64 / nb as f64 };
    let r = if na == 0 { 0. } else { tp as f64 / na as f64 };
    (p, r, if p + r > 0. { 2. * p * r / (p + r) } else { 0. })
}
struct Out { text: String, title: String, date: String, author: String, site: String, lang: String, url: String }
fn traf(html: &str, url: &str, focus: trafilatura::ExtractionFocus) -> Out {
    let o = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true).with_focus(focus).with_url(url.parse().unwrap());
    match trafilatura::extract(html, &o) {
        Ok(r) => Out { text: r.content_text, title: r.metadata.title, date: r.metadata.date.map(|d| d.to_string()).unwrap_or_default(), author: r.metadata.author, site: r.metadata.sitename, lang: r.metadata.language, url: r.metadata.url },
        Err(e) => Out { text: String::new(), title: format!("{e}"), date: "".into(), author: "".into(), site: "".into(), lang: "".into(), url: "".into() },
    }
}
fn rst(html: &str, _url: &str) -> Out {
    match rs_trafilatura::extract(html) {
        Ok(r) => { let m = r.metadata; let s = |x: Option<String>| x.unwrap_or_default();
            Out { text: r.content_text, title: s(m.title), date: m.date.map(|d| d.format("%Y-%m-%d").to_string()).unwrap_or_default(), author: s(m.author), site: s(m.sitename), lang: s(m.language), url: s(m.url) } }
        Err(e) => Out { text: String::new(), title: format!("{e}"), date: "".into(), author: "".into(), site: "".into(), lang: "".into(), url: "".into() },
    }
}
fn smooth(html: &str, url: &str) -> Out {
    let cfg = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    let r = dom_smoothie::Readability::new(html, Some(url), Some(cfg)).and_then(|mut r| r.parse());
    match r {
        Ok(a) => Out { text: a.text_content.to_string(), title: a.title, date: a.published_time.unwrap_or_default().chars().take(10).collect(), author: a.byline.unwrap_or_default(), site: a.site_name.unwrap_or_default(), lang: a.lang.unwrap_or_default(), url: a.url.unwrap_or_default() },
        Err(e) => Out { text: String::new(), title: format!("{e}"), date: "".into(), author: "".into(), site: "".into(), lang: "".into(), url: "".into() },
    }
}
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let show = std::env::args().nth(2);
    let gold: Vec<serde_json::Value> = fs::read_to_string(format!("{dir}/gold.jsonl")).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let kinds: Vec<(&str, Box<dyn Fn(&str, &str) -> Out>)> = vec![
        ("trafilatura", Box::new(|h, u| traf(h, u, trafilatura::ExtractionFocus::Balanced))),
        ("traf-recall", Box::new(|h, u| traf(h, u, trafilatura::ExtractionFocus::FavorRecall))),
        ("traf-precision", Box::new(|h, u| traf(h, u, trafilatura::ExtractionFocus::FavorPrecision))),
        ("rs-trafilatura", Box::new(rst)),
        ("dom_smoothie", Box::new(smooth)),
    ];
    for (name, f) in kinds {
        let t = Instant::now();
        let (mut sp, mut sr, mut sf) = (0., 0., 0.);
        let mut ok = [0usize; 6];
        let mut low = vec![];
        for g in &gold {
            let html = fs::read_to_string(format!("{dir}/{}", g["page"].as_str().unwrap())).unwrap();
            let o = f(&html, g["url"].as_str().unwrap());
            let body = g["paragraphs"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect::<Vec<_>>().join("\n");
            let (p, r, x) = score(&body, &o.text);
            sp += p; sr += r; sf += x;
            let eq = |k: &str, v: &str| g[k].as_str().unwrap_or("") == v;
            for (i, (k, v)) in [("title", &o.title), ("published", &o.date), ("author", &o.author), ("outlet", &o.site), ("lang", &o.lang), ("url", &o.url)].iter().enumerate() { ok[i] += eq(k, v) as usize; }
            low.push(format!("{:24} P {p:.2} R {r:.2} title={} date={} author={:?} site={:?}", g["page"].as_str().unwrap(), eq("title", &o.title), o.date == g["published"].as_str().unwrap(), o.author, o.site));
            if show.as_deref() == Some(&format!("{name}:{}", g["page"].as_str().unwrap())) { println!("{}\n{}", o.title, o.text); }
        }
        let n = gold.len() as f64;
        println!("{name:16} P {:.3} R {:.3} F1 {:.3}  title {} date {} author {} outlet {} lang {} url {} of {}  {:.0} ms", sp / n, sr / n, sf / n, ok[0], ok[1], ok[2], ok[3], ok[4], ok[5], n, t.elapsed().as_millis());
        if show.as_deref() == Some(name) { for l in low { println!("   {l}"); } }
    }
}
