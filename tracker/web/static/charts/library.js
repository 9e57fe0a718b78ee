// The chart library, fetched when it is needed and not before.
const { plotly } = document.currentScript.dataset;
let library;

export const config = {
  displayModeBar: false,
  showSendToCloud: false,
  displaylogo: false,
  doubleClick: false,
  scrollZoom: false,
  responsive: true,
};

export function fetchLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = plotly;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("the chart library did not come"));
    document.head.append(script);
  });
  return library;
}
