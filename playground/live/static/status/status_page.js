// @ts-check
// The status page asks for itself again; where nothing comes it says so by its title, and goes on asking.
const SECONDS = 2;

async function renew() {
  let text = "";
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
    if (answer.ok) text = await answer.text();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // what fetch throws where no server answers
  }
  document.body.dataset.status = text ? "connected" : "disconnected";
  if (!text) return;
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  if (fresh) document.querySelector("main").replaceChildren(...fresh.childNodes);
}

async function follow() {
  if (!document.hidden) await renew();
  setTimeout(follow, 1000 * SECONDS);
}

setTimeout(follow, 1000 * SECONDS);
