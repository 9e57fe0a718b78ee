"""Evidence from others than the State: sources, indicator values and logged actions."""
