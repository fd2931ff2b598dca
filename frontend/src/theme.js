// Runs before the first paint: the remembered theme, and the sign that scripts run.
const root = document.documentElement;
root.dataset.scripts = "on";
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.colorScheme = theme;
} catch {
  // Storage may be switched off; the system's own theme is then kept.
}
