// On a young person's pages: three presses of Shift within two seconds do what "Leave this page now" does.
// The button works without this file. Loaded before the others, so that no question about unsaved words holds anybody up.

const WITHIN = 2000;
let presses = [];
let leaving = false;

function hide() {
  leaving = true;
  document.documentElement.hidden = true; // at once, and still so if the browser keeps this page for Back
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift") presses = []; // a capital letter is no wish to leave
  else if (!event.repeat) presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at <= WITHIN);
  if (presses.length < 3) return;
  const form = document.querySelector(".my-head__leave");
  hide();
  form.submit();
}, true);
document.addEventListener("submit", (event) => {
  if (event.target.matches(".my-head__leave")) hide();
}, true);
window.addEventListener("beforeunload", (event) => {
  if (leaving) event.stopImmediatePropagation();
});
