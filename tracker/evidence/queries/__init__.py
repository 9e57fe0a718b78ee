"""Read-only queries of evidence: public views, own records, records under review."""
