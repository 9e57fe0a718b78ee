"""What was done: append-only, hash-chained events, written in the transaction of their act."""
