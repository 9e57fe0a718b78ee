"""Message catalogues: extract the texts, update, check, compile, and carry them to spreadsheets."""
