"""What others see: sources, indicator values and the actions that civil society logs."""
