import { forget, unsent } from "./offline/forget.js";

// Says, five minutes before, that the session is about to end, and offers to go on with it.
const ending = document.getElementById("session-ending");
const [soon, over] = [ending.querySelector("[data-soon]"), ending.querySelector("[data-over]")];
const NOTICE = 300; // seconds
let timers = [];

function show(part) {
  ending.hidden = part === null;
  soon.hidden = part !== soon;
  over.hidden = part !== over;
}

function wait(seconds) {
  timers.forEach(clearTimeout);
  show(null);
  timers = [
    setTimeout(() => show(soon), Math.max(0, seconds - NOTICE) * 1000),
    setTimeout(() => show(over), seconds * 1000),
  ];
}

ending.querySelector("button").addEventListener("click", async () => {
  const token = document.querySelector(".corner [name=csrf_token]").value;
  const answer = await fetch(ending.dataset.stay, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    redirect: "manual",
  });
  if (answer.ok) wait((await answer.json()).seconds);
  else show(over);
});

wait(Number(ending.dataset.seconds));

// Whoever signs out leaves nothing on this device, wherever they do it. Texts that were written
// without a connection and not sent would be lost, so the page asks first.
addEventListener("submit", async (event) => {
  const { target: leaving } = event;
  if (!new URL(leaving.action).pathname.includes("/sign-out")) return;
  event.preventDefault();
  if ((await unsent()) && !confirm(ending.dataset.unsent)) return;
  await forget().catch(() => {});
  leaving.submit();
});
