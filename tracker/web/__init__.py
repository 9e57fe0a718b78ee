"""The door for readers: pages. Each module owns one blueprint."""
