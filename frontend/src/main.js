import htmx from "htmx.org";
import { startJudging } from "./judging.js";
import { startKeeper } from "./keeper.js";
import { prepareNotes, startNotes } from "./notes.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  scrollIntoViewOnBoost: false,
});

const root = document.documentElement;
const darkSystem = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = root.dataset.colorScheme;
  return chosen === "auto" ? darkSystem.matches : chosen === "dark";
}

function showTheme() {
  const button = document.querySelector("[data-theme-toggle]");
  button?.setAttribute("aria-pressed", String(isDark()));
}

function turnTheme() {
  const theme = isDark() ? "light" : "dark";
  root.dataset.colorScheme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Without storage the choice lasts for this page only.
  }
  showTheme();
}

function turnMenu(button, open = button.getAttribute("aria-expanded") !== "true") {
  button.setAttribute("aria-expanded", String(open));
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-theme-toggle]")) turnTheme();
  const menu = target.closest("[data-menu-toggle]");
  if (menu) turnMenu(menu);
});

document.addEventListener("keydown", ({ key }) => {
  const menu = document.querySelector("[data-menu-toggle][aria-expanded=true]");
  if (key !== "Escape" || !menu) return;
  turnMenu(menu, false);
  menu.focus();
});

// A screen reader hears how many rows a filter left: the text is moved to a live region that is never swapped.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const text = target.querySelector?.("[data-announce]")?.textContent ?? target.dataset?.announce;
  const live = document.querySelector("[data-live]");
  if (text && live) live.textContent = text;
});

document.querySelector(".ds-error-summary")?.focus();
darkSystem.addEventListener("change", showTheme);
showTheme();
prepareNotes();
startKeeper();
startNotes();
startJudging();
