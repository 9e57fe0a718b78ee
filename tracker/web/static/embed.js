// Tells the page around the frame how high this one is, so that nothing is cut off and nothing
// scrolls twice. It tells nothing else, and listens to nothing.
const tell = () =>
  window.parent.postMessage({ height: Math.ceil(document.body.getBoundingClientRect().height) }, "*");

new ResizeObserver(tell).observe(document.body);
addEventListener("load", tell);
