// Enhancement only: every page works without this file.
// It starts the design system's components, opens and closes questions that depend on an answer,
// lets text boxes grow, sends a form once, and warns before typing is lost.

const components = {
  "govuk-button": "Button",
  "govuk-character-count": "CharacterCount",
  "govuk-error-summary": "ErrorSummary",
  "govuk-password-input": "PasswordInput",
  "govuk-skip-link": "SkipLink",
};

async function startComponents() {
  const found = [...document.querySelectorAll("[data-module]")].filter((each) => each.dataset.module in components);
  document.body.classList.add("govuk-frontend-supported");
  if (found.every((each) => each.dataset.module === "govuk-skip-link")) return; // saves a young person's data
  const library = await import("./vendor/govuk-frontend-6.6.0.min.js");
  for (const each of found) new library[components[each.dataset.module]](each);
}

// Questions asked after one answer stand under it; after any of several, on their own. A refused one is left open
// by the server. The library's own radios do the first with an attribute that radios may not have, so we do both.
function followAnswers(form) {
  const under = [...form.querySelectorAll("input[data-aria-controls]")];
  const apart = [...form.querySelectorAll("[data-revealed-by]")];
  if (!under.length && !apart.length) return;
  const show = () => {
    for (const input of under) {
      const kind = input.type === "radio" ? "govuk-radios" : "govuk-checkboxes";
      const question = document.getElementById(input.dataset.ariaControls);
      question.classList.toggle(`${kind}__conditional--hidden`, !input.checked);
    }
    for (const each of apart) {
      const given = new FormData(form).getAll(each.dataset.revealedBy);
      each.hidden = !each.dataset.revealedWhen.split(" ").some((answer) => given.includes(answer));
    }
  };
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}

// "None of these" goes with no other answer: ticking either side clears the other.
function tickOneSide(form) {
  form.addEventListener("change", ({ target }) => {
    if (!target.matches("input[type=checkbox]") || !target.checked) return;
    const alone = (box) => box.dataset.behaviour === "exclusive";
    for (const box of form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(target.name)}"]`)) {
      if (box !== target && (alone(box) || alone(target))) box.checked = false;
    }
  });
}

// Choices inside a closed question are not sent: they could not be seen. Words always are, so that none is lost.
function forgetClosedChoices(form) {
  const closed = ".govuk-radios__conditional--hidden, .govuk-checkboxes__conditional--hidden, [data-revealed-by][hidden]";
  for (const part of form.querySelectorAll(closed)) {
    for (const input of part.querySelectorAll("input[type=radio], input[type=checkbox]")) input.checked = false;
    for (const list of part.querySelectorAll("select")) list.selectedIndex = 0;
  }
}

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

function sendOnce(form) {
  let sentAt = 0;
  form.addEventListener("submit", (event) => {
    // Long enough for a slow network; after that, pressing again is a wish and not a twitch.
    if (Date.now() - sentAt < 5000) event.preventDefault();
    else sentAt = Date.now();
    forgetClosedChoices(form);
  });
  window.addEventListener("pageshow", () => (sentAt = 0));
}

function guardTyping(form) {
  let unsaved = document.querySelector(".govuk-error-summary") !== null;
  form.addEventListener("input", () => (unsaved = true));
  form.addEventListener("submit", () => (unsaved = false));
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !form.hasAttribute("data-all-kept")) event.preventDefault();
  });
}

// On a phone menus are one line that scrolls: the page somebody is on must be in sight.
function showWhereYouAre(link) {
  const line = link.closest("ul");
  const [at, within] = [link.getBoundingClientRect(), line.getBoundingClientRect()];
  line.scrollLeft += at.left - within.left - (within.width - at.width) / 2;
}

// A long list by keyboard: N and P go from row to row, O opens the record, A acknowledges the worst. Only while the
// focus is in the list, so that no letter does anything to somebody who types or dictates elsewhere.
function workByKeys(list) {
  const rows = [...list.querySelectorAll("tbody tr")];
  for (const hint of list.querySelectorAll(".keys")) hint.hidden = false;
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, select, input:not([type=checkbox])")) return;
    const at = rows.indexOf(event.target.closest("tr"));
    const key = event.key.toLowerCase();
    const step = { n: 1, p: -1 }[key];
    const found = step ? rows[at + step]?.querySelector("[data-key=o], a") : rows[at]?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return;
    event.preventDefault();
    if (step) found.focus();
    else found.click();
  });
}

for (const list of document.querySelectorAll("[data-keys]")) workByKeys(list);
for (const link of document.querySelectorAll("ul a[aria-current=page]")) showWhereYouAre(link);
for (const form of document.querySelectorAll("form")) {
  tickOneSide(form);
  followAnswers(form);
  sendOnce(form);
  if (form.hasAttribute("data-guard")) guardTyping(form);
}
for (const box of document.querySelectorAll("textarea[data-grows]")) {
  box.addEventListener("input", () => grow(box));
  if (box.value) grow(box);
}
for (const line of document.querySelectorAll("form [data-kept]")) {
  const drafts = await import("./drafts.js");
  drafts.keep(line.closest("form"));
}
await startComponents();
