"""What it adds up to: series of rows, the figures drawn from them, and their catalogue."""
