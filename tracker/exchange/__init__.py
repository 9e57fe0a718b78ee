"""Imports and exports: column specifications, sheets, import plans and streamed files."""
