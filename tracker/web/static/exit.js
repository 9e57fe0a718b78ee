import { forget } from "./offline/forget.js";

// Away at once: another page in place of this one, signed out, nothing typed left on this device.
// The same after Escape has been pressed three times within two seconds.
const way = document.querySelector("[data-quick-exit]");
const WITHIN = 2000; // milliseconds
let pressed = [];

function leave(event) {
  event?.preventDefault();
  forget({ everything: true }).catch(() => {});
  const body = new FormData();
  body.append("csrf_token", document.querySelector("[name=csrf_token]")?.value ?? "");
  fetch(way.dataset.quickExit, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  document.body.replaceChildren();
  document.title = "";
  location.replace(way.href);
}

way.addEventListener("click", leave);
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  const now = performance.now();
  pressed = [...pressed.filter((each) => now - each < WITHIN), now];
  if (pressed.length === 3) leave();
});
