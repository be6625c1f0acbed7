// Keeps what is typed into a form on the server while it is typed, and says so; nothing is kept on the device.
// A page is posted ten seconds after the first change, on leaving a field, on hiding the page and on sending it.

const WAIT = 10_000;
const ANSWER_WITHIN = 15_000;

export function keep(form) {
  const line = form.querySelector("[data-kept]");
  const quietly = line.querySelector("[data-kept-quietly]");
  const aloud = line.querySelector("[data-kept-aloud]");
  let since = line.dataset.opened;
  let [timer, keeping, sent, over, soon, tried] = [null, false, false, false, false, false];
  let [typed, kept] = [0, 0]; // how often something changed, and how much of that is kept

  const slip = () => form.elements.namedItem("draft");
  const token = () => form.elements.namedItem("csrf_token");

  function say(words, loud, link) {
    const place = loud ? aloud : quietly;
    const other = loud ? quietly : aloud;
    line.classList.toggle("kept--wrong", loud);
    other.textContent = "";
    if (place.textContent === words) return;
    place.textContent = words;
    if (!link) return;
    const way = document.createElement("a");
    [way.href, way.target, way.rel, way.textContent] = [line.dataset.signIn, "_blank", "noopener", "Sign in again in a new tab"];
    place.append(" ", way);
  }

  // The first change sets the time, and those after it do not put it off; only what is more urgent comes before it.
  function later(wait = WAIT) {
    if (over || (timer !== null && wait >= WAIT)) return;
    clearTimeout(timer);
    timer = setTimeout(() => ((timer = null), send()), wait);
  }

  async function send(leaving = false) {
    if (over || keeping || typed === kept) return;
    keeping = true;
    const upTo = typed;
    const answers = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") answers.append(name, value);
    for (const name of ["csrf_token", "draft"]) answers.delete(name);
    const body = new URLSearchParams({
      csrf_token: token().value, draft: slip().value, page: location.pathname, answers: String(answers),
    });
    try {
      // A request that outlives its page may hold no more than 64 kB; a longer one is sent as any other.
      const keepalive = leaving && String(body).length < 60_000;
      const signal = keepalive ? undefined : AbortSignal.timeout(ANSWER_WITHIN);
      await hear(await fetch(line.dataset.kept, { method: "POST", body, keepalive, signal }), upTo);
    } catch {
      say(`Not saved since ${since}. There is no connection: keep this page open. Trying again`, true);
    }
    keeping = false;
    form.toggleAttribute("data-all-kept", typed === kept);
    if (typed !== kept) later(soon ? 500 : WAIT);
    soon = false;
  }

  async function hear(answer, upTo) {
    if (sent) return;
    const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (said.token) token().value = said.token;
    if (said.draft) slip().value = said.draft;
    if (answer.ok && said.at) {
      [kept, since] = [upTo, said.at];
      form.toggleAttribute("data-all-kept", typed === kept);
      say(`Kept as unfinished at ${since}`, false);
    } else if (answer.status === 401) {
      say(`Not saved since ${since}. You have been signed out: keep this page open.`, true, true);
    } else if (answer.status === 413) {
      say(`Not saved since ${since}. This is more than one page can hold: copy some of it elsewhere, and shorten it`, true);
    } else if (said.stop) {
      over = true;
      say(`Not saved since ${since}. ${said.say}`, true);
    } else if (said.say) {
      say(said.over ? said.say : `Not saved since ${since}. ${said.say}`, true);
    } else if (!said.again) {
      say(`Not saved since ${since}. Keep this page open. Trying again`, true);
    }
    // Once more at once, with what the answer brought; if that does not help either, as often as anything else.
    [soon, tried] = [Boolean(said.again || said.over) && !tried, Boolean(said.again || said.over)];
  }

  form.addEventListener("input", () => {
    typed += 1;
    form.removeAttribute("data-all-kept");
    later();
  });
  form.addEventListener("focusout", () => send());
  window.addEventListener("online", () => send());
  window.addEventListener("focus", () => send());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send(true));
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    send(true);
    sent = true;
    clearTimeout(timer);
    timer = null;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sent = false;
  });
}
