// The chart library and the figures, fetched when they are needed and not before.
const { plotly, shapes } = document.currentScript.dataset;
let library;

export const config = {
  displayModeBar: false,
  showSendToCloud: false,
  displaylogo: false,
  doubleClick: false,
  scrollZoom: false,
  responsive: true,
  topojsonURL: new URL(shapes, location.href).href,
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

export async function fetchFigure(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}
