// What is kept in this browser, under the number of the person who is signed in. Without storage it lasts as long as the page.
const LEAVING = "keeper-leaving";
const LEAVING_MS = 120_000;
const PAGE = "keeper-page";

export const person = document.body.dataset.person ?? "";
const memory = new Map();
let fenced = false;

function attempt(action) {
  try {
    return action();
  } catch {
    return null; // Storage is switched off or full, or holds what others wrote.
  }
}

const prefixOf = (number) => `keep:${number}:`;
const full = (name) => prefixOf(person) + name;

// Signing out in another tab takes the fence away: then this tab keeps nothing more, until the same person signs in again.
export function openStore() {
  if (person) fenced = attempt(() => localStorage.setItem(full("here"), "1") ?? true) === true;
}

export function isClosed() {
  return !person || (fenced && attempt(() => localStorage.getItem(full("here")) === null) === true);
}

export function read(name) {
  const text = memory.get(full(name)) ?? attempt(() => localStorage.getItem(full(name)));
  return text ? attempt(() => JSON.parse(text)) : null;
}

// Returns whether it was kept.
export function write(name, value) {
  if (isClosed()) return false;
  const text = JSON.stringify(value);
  const stored = attempt(() => localStorage.setItem(full(name), text) ?? true);
  if (stored) memory.delete(full(name));
  else memory.set(full(name), text);
  return true;
}

export function remove(name) {
  memory.delete(full(name));
  attempt(() => localStorage.removeItem(full(name)));
}

// The names that start so, in order.
export function names(start) {
  const keys = [...memory.keys(), ...(attempt(() => Object.keys(localStorage)) ?? [])];
  return [...new Set(keys)]
    .filter((key) => key.startsWith(full(start)))
    .map((key) => key.slice(full("").length))
    .sort();
}

export function markLeaving() {
  attempt(() => localStorage.setItem(LEAVING, JSON.stringify({ person, at: Date.now() })));
}

// A page without a person clears only after someone pressed Sign out: a session that ended by itself leaves everything.
export function clearAfterSignOut() {
  const left = attempt(() => JSON.parse(localStorage.getItem(LEAVING)));
  attempt(() => localStorage.removeItem(LEAVING));
  if (person || !left || Date.now() - left.at > LEAVING_MS) return;
  const keys = attempt(() => Object.keys(localStorage)) ?? [];
  for (const key of keys) if (key.startsWith(prefixOf(left.person))) attempt(() => localStorage.removeItem(key));
}

export function makeId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // Over plain HTTP there is no randomUUID.
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// One id per tab, that a reload keeps. It lies in storage only between two pages, so that a doubled tab gets another one.
function takeTab() {
  const found = attempt(() => sessionStorage.getItem(PAGE));
  attempt(() => sessionStorage.removeItem(PAGE));
  return found;
}

export const tab = takeTab() ?? makeId();
addEventListener("pagehide", () => attempt(() => sessionStorage.setItem(PAGE, tab)));
addEventListener("pageshow", ({ persisted }) => persisted && takeTab());

// The id of what an ordinary Save brought to the server, told once by the answer that led on.
export function takeTaken() {
  const found = /(?:^|; )taken=([^;]+)/.exec(document.cookie)?.[1];
  if (found) document.cookie = "taken=; path=/; max-age=0; samesite=lax";
  return found;
}
