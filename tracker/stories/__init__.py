"""Key questions and the charts that answer them."""
