// What pages do quicker with scripts; all of it works without.

// Copies a text: the button shows itself only where it can do so. Behind a proxy the address is the browser's.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  const said = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const text = document.querySelector(button.dataset.copy).textContent.trim();
    await navigator.clipboard.writeText(text.replaceAll(`http://${location.host}/`, `${location.origin}/`));
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = said), 2000);
  });
}

// Filters stand beside the list where there is room, and are then open.
const wide = matchMedia("(min-width: 60.01rem)");
const unfold = () => document.querySelectorAll("details.narrow").forEach((filters) => (filters.open = wide.matches));
wide.addEventListener("change", unfold);
unfold();

// The section that one is in is seen, where all of them have no room.
const here = document.querySelector(".menu li [aria-current]");
if (here) {
  const row = here.closest("ul");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}

// “/” leads to the search box, as in many sites; Escape leaves it.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.querySelector("#find").focus();
  }
});
