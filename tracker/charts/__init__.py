"""Charts: series of rows, figures drawn from them, and a catalogue of charts by name."""
