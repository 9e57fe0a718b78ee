// How far a file is, without the page being loaded anew; told politely, and only while it changes.
const here = document.getElementById("at-work");
const every = Number(here.dataset.every) * 1000;

async function look() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (answer === null || !answer.ok) return void setTimeout(look, 2 * every);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const there = page.getElementById("at-work");
  // A step to take, or the end: shown as the page that it is.
  if (answer.redirected || there === null) return void location.replace(answer.url);
  const [told, now] = [here.querySelector("p"), there.querySelector("p")];
  if (told.textContent !== now.textContent) told.textContent = now.textContent;
  here.querySelector("progress").value = there.querySelector("progress").value;
  setTimeout(look, every);
}

setTimeout(look, every);
