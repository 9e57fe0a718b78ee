"""The door for operators: command groups of the flask command."""
