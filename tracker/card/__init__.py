"""The report card of a state: what is picked out, its words, and the same on paper."""
