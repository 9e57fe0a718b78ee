// The chart library with the traces that the pages draw, and no others: a quarter of its full
// weight. A trace type that is not registered here draws nothing and says nothing.
const Plotly = require("plotly.js/lib/core");

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/lib/choropleth"),
  require("plotly.js/lib/scattergeo"),
]);

module.exports = Plotly;
