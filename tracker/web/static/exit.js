import { forget } from "./offline/forget.js";

// Away at once: another page in place of this one, signed out, nothing typed left on this device.
// The same after Escape has been pressed three times within two seconds.
const way = document.querySelector("[data-quick-exit]");
const WITHIN = 2000; // milliseconds
let pressed = [];
let left = false;

function leave(event) {
  // Escape also stops a page that is loading: without this it would stop the one that takes over.
  event.preventDefault();
  if (left) return;
  left = true;
  forget({ everything: true }).catch(() => {});
  const body = new FormData();
  body.append("csrf_token", document.querySelector("[name=csrf_token]")?.value ?? "");
  fetch(way.dataset.quickExit, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  document.body.replaceChildren();
  document.title = "";
  location.replace(way.href);
}

way.addEventListener("click", leave);
// What counts is when the keys were pressed: a busy page may hear of them late.
addEventListener("keydown", (event) => {
  const { key, timeStamp } = event;
  if (key !== "Escape") return;
  pressed = [...pressed.filter((each) => timeStamp - each < WITHIN), timeStamp];
  if (left || pressed.length >= 3) leave(event);
});
