// Notes of a talk: Ctrl and Enter saves one and opens the next; what "#1.2" ties a note to is shown at once.
import htmx from "htmx.org";
import { waitingOf } from "./keeper_queue.js";
import { makeId, names } from "./keeper_store.js";

const NUMBER = /^\s*#(\d+(?:\.\d+)+)(?=[\s.,:;–-]|$)/;
const root = document.querySelector("[data-notes]");
let fresh = null; // The form of a new note as it was served, before anything was typed.

function formFor(uid) {
  const form = document.createRange().createContextualFragment(fresh.html.replaceAll(fresh.uid, uid)).firstElementChild;
  form.querySelector("[name=request_id]").value = makeId();
  return form;
}

// A draft that was never sent belongs to the uid under which it was typed: the empty form takes that one over.
export function prepareNotes() {
  const form = root?.querySelector("form[data-note-new]");
  if (!form) return;
  fresh = { html: form.outerHTML, uid: form.dataset.noteNew };
  const start = form.dataset.keep.slice(0, -fresh.uid.length);
  const lost = names(`draft:${start}`).filter((name) => {
    const key = name.slice("draft:".length);
    return !document.querySelector(`form[data-keep="${key}"]`) && !waitingOf(key).length;
  });
  if (lost.length) form.replaceWith(formFor(lost.at(-1).slice(`draft:${start}`.length)));
}

// The saved form moves into the list, where it says how its sending goes and can be changed; an empty one takes its place.
function openNext(form) {
  const fields = form.querySelector("[data-note-fields]");
  const shown = form.querySelector("[data-note-of]");
  const next = formFor(makeId());
  const item = document.createElement("li");
  const details = document.createElement("details");
  shown.textContent = form.elements.text.value;
  shown.hidden = false;
  fields.before(details);
  details.append(Object.assign(document.createElement("summary"), { textContent: root.dataset.change }), fields);
  form.removeAttribute("data-note-new");
  form.before(next);
  item.append(form);
  root.querySelector("[data-note-list]").prepend(item);
  htmx.trigger(next, "htmx:load");
  next.elements.text.focus();
}

function showTie(form) {
  const number = NUMBER.exec(form.elements.text.value)?.[1];
  const place = form.querySelector("[data-tie-of]");
  if (!root || !place || !number) return;
  const found = root.querySelector(`[data-number="${number}"]`);
  place.textContent = found ? found.textContent : root.dataset.unknown;
}

export function startNotes() {
  document.addEventListener("input", ({ target }) => target.form?.matches("[data-note]") && showTie(target.form));
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-note]");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  document.addEventListener("submit", ({ target, defaultPrevented }) => {
    if (fresh && defaultPrevented && target.matches("[data-note-new]")) openNext(target);
  });
  // The guide is not drawn anew under the hands of somebody who types in it.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const guide = event.target.closest?.("[data-guide]");
    if (guide?.contains(document.activeElement) && document.activeElement.matches("textarea")) event.preventDefault();
  });
}
