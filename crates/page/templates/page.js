(() => {
  "use strict";
  // Puts the note on a mark beside it, and shows which words of the text belong to the same statement.
  const root = document.querySelector(".depeche");
  const view = document.documentElement;
  const note = document.createElement("div");
  note.className = "note";
  note.hidden = true;
  // Screen readers are told by aria-describedby already.
  note.setAttribute("aria-hidden", "true");
  root.append(note);
  root.classList.add("scripted");
  let shown = null;
  let waiting = 0;

  const hide = () => {
    clearTimeout(waiting);
    note.hidden = true;
    document.querySelectorAll(".lit").forEach((mark) => mark.classList.remove("lit"));
    shown = null;
  };

  const light = (record) =>
    document.querySelectorAll(`[data-of~="${record}"]`).forEach((mark) => mark.classList.add("lit"));

  const show = (mark, at) => {
    hide();
    shown = mark;
    note.textContent = mark.dataset.note;
    note.hidden = false;
    const lines = [...mark.getClientRects()];
    const line = lines.find((box) => at && at.y >= box.top && at.y <= box.bottom) || lines[0];
    const left = Math.min(at ? at.x - 24 : line.left, view.clientWidth - note.offsetWidth - 8);
    const below = line.bottom + 6;
    const fits = below + note.offsetHeight < view.clientHeight;
    note.style.left = `${Math.max(8, left) + scrollX}px`;
    note.style.top = `${(fits ? below : Math.max(8, line.top - note.offsetHeight - 6)) + scrollY}px`;
    light(mark.dataset.of);
  };

  // What the boxes above the text have taken away has no note.
  const marked = (event) => {
    const mark = event.target.closest && event.target.closest("[data-note]");
    return mark && getComputedStyle(mark).getPropertyValue("--shown") !== "none" ? mark : null;
  };

  // A text that fits into the window stays in sight beside its records.
  const stay = () =>
    document
      .querySelectorAll(".read > .text")
      .forEach((text) => text.classList.toggle("stays", text.offsetHeight + 32 < view.clientHeight));
  addEventListener("resize", stay);
  stay();

  document.addEventListener("mouseover", (event) => {
    if (note.contains(event.target)) return clearTimeout(waiting);
    const mark = marked(event);
    if (mark === shown && mark) return clearTimeout(waiting);
    if (mark) return show(mark, event);
    clearTimeout(waiting);
    // Long enough to get from the words to the note.
    waiting = setTimeout(hide, 250);
    const record = event.target.closest && event.target.closest(".record, .events tbody tr");
    if (record) {
      hide();
      light(record.id);
    }
  });
  document.addEventListener("focusin", (event) => (marked(event) ? show(marked(event)) : hide()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
})();
